/*
 * fuzz_scorecard_parse.c
 *		No text crashes the parser; what it accepts prints to a fixed point and
 *		scores what is then read again alike; what it refuses is refused inside
 *		the text.  The binary form is a version byte and this text.
 */
#include <stdlib.h>
#include <string.h>

#include "core/scorecard.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static MshipScorecard a;
static MshipScorecard b;

/* Each feature at each threshold, and without a value. */
static void
check_scores(void)
{
	double		values[MSHIP_CARD_MAX_FEATURES] = {0};
	bool		known[MSHIP_CARD_MAX_FEATURES] = {false};
	double		x = 0;
	double		y = 0;

	if (mship_scorecard_sum(&a, values, known, &x) != mship_scorecard_sum(&b, values, known, &y))
		abort();
	for (int t = 0; t < a.term_count; t++)
	{
		for (int k = 0; k < a.feature_count; k++)
		{
			values[k] = a.terms[t].threshold.value;
			known[k] = true;
		}
		if (!mship_scorecard_sum(&a, values, known, &x) ||
			!mship_scorecard_sum(&b, values, known, &y) || x != y)
			abort();
		x = mship_scorecard_link(&a, x);
		if (a.form == MSHIP_CARD_LOGISTIC && !(x >= 0 && x <= 1))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text;
	char	   *again;
	size_t		length;
	MshipFault	fault;

	if (mship_scorecard_parse((const char *) data, size, &a, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		return 0;
	}
	text = malloc(mship_scorecard_text_bound(&a));
	length = mship_scorecard_print(&a, text);
	if (length > mship_scorecard_text_bound(&a) ||
		mship_scorecard_parse(text, length, &b, NULL) != MSHIP_OK)
		abort();
	again = malloc(mship_scorecard_text_bound(&b));
	if (mship_scorecard_print(&b, again) != length || memcmp(text, again, length) != 0)
		abort();
	check_scores();
	free(text);
	free(again);
	return 0;
}
