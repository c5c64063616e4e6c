/*
 * scorecard_test.c
 *		Scorecards (core/scorecard*.c): text, faults, and what a card says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/scorecard.h"

static MshipScorecard card;

/* The text ends where its memory ends, so that the sanitizer sees what is beyond. */
static MshipStatus
parse_bytes(const char *text, size_t length, MshipFault *fault)
{
	char	   *exact = malloc(length + (length == 0));
	MshipStatus status;

	memcpy(exact, text, length);
	memset(&card, 0x5a, sizeof(card));
	status = mship_scorecard_parse(exact, length, &card, fault);
	free(exact);
	return status;
}

static MshipStatus
parse(const char *text, MshipFault *fault)
{
	return parse_bytes(text, strlen(text), fault);
}

static void
expect_text(const char *text, const char *canonical)
{
	char	   *out;

	assert_int_equal(parse(text, NULL), MSHIP_OK);
	out = malloc(mship_scorecard_text_bound(&card) + 1);
	out[mship_scorecard_print(&card, out)] = '\0';
	assert_string_equal(out, canonical);
	free(out);
}

static void
expect_fault(const char *text, MshipStatus status, MshipReason reason, size_t position, size_t length)
{
	MshipFault	fault;

	assert_int_equal(parse(text, &fault), status);
	assert_int_equal(fault.status, status);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
}

static void
test_text(void **state)
{
	(void) state;
	expect_text("points", "points; base=0");
	expect_text("Logistic ; base = -3.20 ;", "logistic; base=-3.2");
	expect_text("points; a >=0.10:2 >=.2:4", "points; base=0; a >=0.1:2 >=0.2:4");
	expect_text("points;a*1 max 2 min 1", "points; base=0; a *1 min 1 max 2");
	expect_text("points; missing \"b;c\"=1; \"b;c\" >0:1", "points; base=0; \"b;c\" >0:1; missing \"b;c\"=1");
	expect_text("points; \"a\"\"b\" <1:1", "points; base=0; \"a\"\"b\" <1:1");
	expect_text("points; \"min\" <1:1", "points; base=0; \"min\" <1:1");
	expect_text("points; a >1:1 <=0:-1 <0:2", "points; base=0; a >1:1 <=0:-1 <0:2");
	expect_text("balfanz; base=2", "points; base=2; absence_rate >=0.2:1; failed_math >=1:1; failed_english >=1:1; suspended_days >=1:1");
	expect_text("points; a$1 *0; \"1a\" *0; \"\xc3\xa9\" *0", "points; base=0; a$1 *0; \"1a\" *0; \xc3\xa9 *0");
	expect_text("BALFANZ", "points; base=0; absence_rate >=0.2:1; failed_math >=1:1; failed_english >=1:1; suspended_days >=1:1");
}

static void
test_faults(void **state)
{
	(void) state;
	expect_fault("", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 0, 0);
	expect_fault("poin", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FORM, 0, 4);
	expect_fault("points x", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAILING_TEXT, 7, 1);
	expect_fault("points;;", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_KEY, 7, 0);
	expect_fault("points; a", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 9, 0);
	expect_fault("points; a >=1:2 x", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_THRESHOLD, 16, 1);
	expect_fault("points; a >=2:2 >=1:1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_ORDER, 16, 5);
	expect_fault("points; a >=1000000000000000:1", MSHIP_ERR_NUMBER, MSHIP_REASON_NUMBER_DIGITS, 12, 16);
	expect_fault("points; a *1 max 1 max 2", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BOUND, 19, 3);
	expect_fault("points; a *1 \"max\" 2", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BOUND, 13, 5);
	expect_fault("points; a *1; a *1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_REPEATED, 14, 1);
	expect_fault("points; base:1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BASE, 12, 2);
	expect_fault("points; missing=1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_KEY, 15, 2);
	expect_fault("points; missing a=1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_MISSING, 16, 1);
	expect_fault("points; a *1; missing a 1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_MISSING, 24, 1);
	expect_fault("points; \"base\" *1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE, 8, 6);
	expect_fault("points; \"\" *1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE, 8, 2);
	expect_fault("points; a *1 min 2 max 1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BOUND, 19, 5);
	expect_fault("points; a *1.2.3", MSHIP_ERR_SYNTAX, MSHIP_REASON_EXPECTED_NUMBER, 11, 5);
	expect_fault("points; abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl *1",
				 MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE, 8, 64);
	expect_fault("points; base=1; base=1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_REPEATED, 16, 4);
	expect_fault("points; max *1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE, 8, 3);
	expect_fault("points; a 1", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_THRESHOLD, 10, 1);
	expect_fault("points; a >1 2", MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_THRESHOLD, 13, 1);
	expect_fault("points; a >1:1; missing a", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 25, 0);
	expect_fault("points; \"a", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 10, 0);
}

/* A NUL byte is part of nothing. */
static void
test_nul(void **state)
{
	MshipFault	fault;

	(void) state;
	assert_int_equal(parse_bytes("points\0", 7, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(parse_bytes("points; \"a\0\" *1", 15, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.reason, MSHIP_REASON_CARD_FEATURE);
	assert_int_equal(parse_bytes("points; a\0 *1", 13, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(parse_bytes("balfanz\0", 8, &fault), MSHIP_ERR_SYNTAX);
}

/* Every preset reads, and its text is canonical already. */
static void
test_presets(void **state)
{
	static const char *const names[] = {"balfanz", "check_and_connect"};

	(void) state;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		expect_text(names[k], mship_scorecard_preset(names[k], strlen(names[k])));
	assert_null(mship_scorecard_preset("balfan", 6));
	assert_null(mship_scorecard_preset("balfanz_", 8));
	assert_null(mship_scorecard_preset("", 0));
}

#define TEXT_MAX 200000

static size_t append(char *text, size_t length, const char *format,...) __attribute__((format(printf, 3, 4)));

/* Write at text[length] and return the new length. */
static size_t
append(char *text, size_t length, const char *format,...)
{
	va_list		args;
	int			written;

	va_start(args, format);
	written = vsnprintf(text + length, TEXT_MAX - length, format, args);
	va_end(args);
	assert_true(written >= 0 && (size_t) written < TEXT_MAX - length);
	return length + (size_t) written;
}

/* The longest names, numbers and lists fit the room that is promised. */
static void
test_limits(void **state)
{
	char	   *text = malloc(TEXT_MAX);
	size_t		length = append(text, 0, "points; base=-0.0000000999999999999999");
	size_t		missing;
	char	   *out;
	MshipFault	fault;

	(void) state;
	for (int k = 0; k < MSHIP_CARD_MAX_FEATURES; k++)
	{
		length = append(text, length, "; \"%03d", k);
		for (int q = 0; q < 60; q++)
			length = append(text, length, "\"\"");
		length = append(text, length, "\"");
		for (int t = 9; t > 4; t--)
			length = append(text, length, " >=-0.000000099999999999999%d:-0.0000000999999999999999", t);
	}
	missing = length;
	for (int k = 0; k < MSHIP_CARD_MAX_FEATURES; k++)
	{
		length = append(text, length, "; missing \"%03d", k);
		for (int q = 0; q < 60; q++)
			length = append(text, length, "\"\"");
		length = append(text, length, "\"=-0.0000000999999999999999");
	}
	assert_int_equal(parse_bytes(text, length, &fault), MSHIP_OK);
	assert_int_equal(card.feature_count, MSHIP_CARD_MAX_FEATURES);
	assert_int_equal(card.term_count, MSHIP_CARD_MAX_TERMS);
	assert_int_equal(card.features[7].name_length, 63);
	out = malloc(mship_scorecard_text_bound(&card));
	assert_true(mship_scorecard_print(&card, out) <= mship_scorecard_text_bound(&card));
	free(out);

	missing = append(text, missing, "; x *1");
	assert_int_equal(parse_bytes(text, missing, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.limit, MSHIP_CARD_MAX_FEATURES);
	length = append(text, 0, "points; x");
	for (int t = 0; t <= MSHIP_CARD_MAX_TERMS; t++)
		length = append(text, length, " >%d:1", t);
	assert_int_equal(parse_bytes(text, length, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.limit, MSHIP_CARD_MAX_TERMS);
	free(text);
}

static double
points(const char *text, double value)
{
	assert_int_equal(parse(text, NULL), MSHIP_OK);
	return mship_scorecard_points(&card, 0, value);
}

static void
test_points(void **state)
{
	(void) state;
	assert_true(points("points; a >=0.1:2 >=0.2:4", 0.1) == 2);
	assert_true(points("points; a >=0.1:2 >=0.2:4", nextafter(0.1, 0)) == 0);
	assert_true(points("points; a >=0.1:2 >=0.2:4", 0.2) == 4);
	assert_true(points("points; a >=0.1:2 >=0.2:4", INFINITY) == 4);
	assert_true(points("points; a <0.8:1", 0.8) == 0);
	assert_true(points("points; a <=0.8:1", 0.8) == 1);
	assert_true(points("points; a >1:1", 1) == 0);
	assert_true(points("points; a <10:1 >=90:2", 5) == 1);
	assert_true(points("points; a *0.5 max 10", 100) == 5);
	assert_true(points("points; a *0.5 min -1", -7) == -0.5);
	assert_false(signbit(points("points; a *-1", 0)));
}

static void
test_sum(void **state)
{
	double		values[3] = {0.25, 99, NAN};
	bool		known[3] = {true, false, true};
	double		sum = -1;

	(void) state;
	assert_int_equal(parse("logistic; base=-3.2; a *8.1; b *0.35 max 10; c *1; missing b=2", NULL), MSHIP_OK);
	assert_false(mship_scorecard_sum(&card, values, known, &sum));
	assert_true(sum == -1);
	assert_int_equal(parse("logistic; base=-3.2; a *8.1; b *0.35 max 10; c *1; missing b=2; missing c=1", NULL), MSHIP_OK);
	assert_true(mship_scorecard_sum(&card, values, known, &sum));
	assert_true(sum == -3.2 + 8.1 * 0.25 + 0.35 * 2 + 1);
	assert_true(mship_scorecard_link(&card, 0) == 0.5);
	assert_true(fabs(mship_scorecard_link(&card, 2) + mship_scorecard_link(&card, -2) - 1) < 1e-15);
	assert_true(mship_scorecard_link(&card, -1000) == 0);
	assert_true(mship_scorecard_link(&card, 1000) == 1);
	assert_true(mship_scorecard_link(&card, -INFINITY) == 0);
	assert_int_equal(parse("points", NULL), MSHIP_OK);
	assert_true(mship_scorecard_link(&card, 2.5) == 2.5);
}

static void
test_condition(void **state)
{
	char		text[MSHIP_CARD_TERM_TEXT_MAX];

	(void) state;
	assert_int_equal(parse("points; a <=1.5:2; b *1; c *1 min 1 max 2", NULL), MSHIP_OK);
	assert_int_equal(mship_card_condition_print(&card, 0, 0, text), 5);
	assert_memory_equal(text, "<=1.5", 5);
	assert_int_equal(mship_card_condition_print(&card, 1, 0, text), 0);
	assert_int_equal(mship_card_condition_print(&card, 2, 0, text), 11);
	assert_memory_equal(text, "min 1 max 2", 11);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_condition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
