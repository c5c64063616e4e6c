/*
 * scorecard_print.c
 *		Canonical text of a scorecard.
 *
 *		points; base=0; absence_rate >=0.1:2 >=0.2:4; failed_courses >=1:1
 *		logistic; base=-3.2; incidents *0.35 max 10; missing incidents=0
 *
 * Form and base always; then the features in the order in which they were
 * written; then what stands for missing values, in the same order.
 */
#include <string.h>

#include "core/scorecard.h"

static const char *const op_texts[] = {">=", ">", "<=", "<", "*"};

static size_t
put(char *to, const char *word)
{
	size_t		length = strlen(word);

	memcpy(to, word, length);
	return length;
}

static size_t
put_number(char *to, const char *before, const MshipCardNumber *number)
{
	size_t		length = put(to, before);

	return length + mship_decimal_print(&number->decimal, to + length);
}

/* Would the name be read as it is without quotes? */
static bool
is_plain(const MshipCardFeature *f)
{
	static const char *const reserved[] = {"base", "missing", "min", "max"};

	for (size_t k = 0; k < sizeof(reserved) / sizeof(reserved[0]); k++)
	{
		if (strlen(reserved[k]) == f->name_length &&
			memcmp(reserved[k], f->name, f->name_length) == 0)
			return false;
	}
	for (int k = 0; k < f->name_length; k++)
	{
		unsigned char c = (unsigned char) f->name[k];

		if ((c >= 'a' && c <= 'z') || c == '_' || c >= 0x80 ||
			(k > 0 && ((c >= '0' && c <= '9') || c == '$')))
			continue;
		return false;
	}
	return true;
}

static size_t
put_name(char *to, const MshipCardFeature *f)
{
	size_t		length = 0;

	if (is_plain(f))
	{
		memcpy(to, f->name, f->name_length);
		return f->name_length;
	}
	to[length++] = '"';
	for (int k = 0; k < f->name_length; k++)
	{
		if (f->name[k] == '"')
			to[length++] = '"';
		to[length++] = f->name[k];
	}
	to[length++] = '"';
	return length;
}

/*
 * The condition of a term, such as ">=0.1", or the bounds of a coefficient's
 * value, such as "min 1 max 10" (nothing where there are none).  At most
 * MSHIP_CARD_TERM_TEXT_MAX bytes.
 */
size_t
mship_card_condition_print(const MshipScorecard *card, int feature, int term,
						   char *text)
{
	const MshipCardFeature *f = &card->features[feature];
	const MshipCardTerm *t = &card->terms[f->first_term + term];
	size_t		length = 0;

	if (t->op != MSHIP_CARD_TIMES)
		return put_number(text, op_texts[t->op], &t->threshold);
	if (f->has_min)
		length += put_number(text, "min ", &f->min);
	if (f->has_max)
		length += put_number(text + length, f->has_min ? " max " : "max ", &f->max);
	return length;
}

static size_t
put_feature(char *to, const MshipScorecard *card, int feature)
{
	const MshipCardFeature *f = &card->features[feature];
	size_t		length = put(to, "; ");

	length += put_name(to + length, f);
	for (int k = 0; k < f->term_count; k++)
	{
		const MshipCardTerm *t = &card->terms[f->first_term + k];

		if (t->op == MSHIP_CARD_TIMES)
			length += put_number(to + length, " *", &t->points);
		if (t->op != MSHIP_CARD_TIMES || f->has_min || f->has_max)
			to[length++] = ' ';
		length += mship_card_condition_print(card, feature, k, to + length);
		if (t->op != MSHIP_CARD_TIMES)
			length += put_number(to + length, ":", &t->points);
	}
	return length;
}

/* Room for mship_scorecard_print(). */
size_t
mship_scorecard_text_bound(const MshipScorecard *card)
{
	size_t		name = 2 * MSHIP_CARD_MAX_NAME + 2;

	/* form and base; a feature's name twice, bounds, default; its terms */
	return MSHIP_CARD_TERM_TEXT_MAX +
		(size_t) card->feature_count * (2 * name + 3 * MSHIP_DECIMAL_TEXT_MAX + 32) +
		(size_t) card->term_count * MSHIP_CARD_TERM_TEXT_MAX;
}

/* Write the canonical text and return its length. */
size_t
mship_scorecard_print(const MshipScorecard *card, char *text)
{
	size_t		length;

	length = put(text, card->form == MSHIP_CARD_POINTS ? "points" : "logistic");
	length += put_number(text + length, "; base=", &card->base);
	for (int k = 0; k < card->feature_count; k++)
		length += put_feature(text + length, card, k);
	for (int k = 0; k < card->feature_count; k++)
	{
		if (!card->features[k].has_missing)
			continue;
		length += put(text + length, "; missing ");
		length += put_name(text + length, &card->features[k]);
		length += put_number(text + length, "=", &card->features[k].missing);
	}
	return length;
}
