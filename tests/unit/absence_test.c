/*
 * absence_test.c
 *		Absence rules and their exact sums.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "attendance_random.h"
#include "core/absence.h"

static MshipAttendanceRule
rule_of(const char *text)
{
	MshipAttendanceRule rule;

	assert_int_equal(mship_rule_parse(text, strlen(text), &rule, NULL), MSHIP_OK);
	return rule;
}

/* Random rules survive text and binary; their texts fit. */
static void
rules_round_trip(void **state)
{
	(void) state;
	for (int round = 0; round < 20000; round++)
	{
		MshipAttendanceRule rule = {0};
		MshipAttendanceRule again;
		char		text[MSHIP_RULE_TEXT_MAX];
		uint8_t		wire[MSHIP_RULE_WIRE_BYTES];
		uint32_t	denominator = 1 + next_random(round % 2 ? 1000000 : 40);
		size_t		length;

		assert_int_equal(mship_rule_set_threshold(&rule, 1 + next_random(denominator), denominator, NULL), MSHIP_OK);
		rule.min_days = (uint16_t) (1 + next_random(MSHIP_RULE_MAX_MIN_DAYS));
		rule.side = (uint8_t) next_random(2);
		rule.partial = (uint8_t) next_random(3);
		for (int k = 0; k < MSHIP_RULE_GROUPS; k++)
			rule.count[k] = (uint8_t) next_random(3);
		length = mship_rule_print(&rule, text);
		assert_in_range(length, 1, sizeof(text));
		assert_int_equal(mship_rule_parse(text, length, &again, NULL), MSHIP_OK);
		assert_memory_equal(&rule, &again, sizeof(rule));
		assert_int_equal(mship_rule_cmp(&rule, &again), 0);
		mship_rule_write(&rule, wire);
		assert_int_equal(mship_rule_read(wire, sizeof(wire), &again, NULL), MSHIP_OK);
		assert_memory_equal(&rule, &again, sizeof(rule));
	}
}

/* The text with every value at its longest. */
static void
longest_rule_fits(void **state)
{
	static const char longest[] = "threshold=999982/999983; side=inclusive; min_days=36525; partial=more_than_half; "
		"suspension=excluded; in_school_suspension=excluded; unrecorded=excluded; exempt=excluded; excused=excluded";
	MshipAttendanceRule rule = rule_of(longest);
	char		text[MSHIP_RULE_TEXT_MAX];
	size_t		length = mship_rule_print(&rule, text);

	(void) state;
	assert_int_equal(length, sizeof(longest) - 1);
	assert_memory_equal(text, longest, length);
	assert_in_range(length, 1, MSHIP_RULE_TEXT_MAX);
}

static void
refuses_rules(void **state)
{
	static const struct
	{
		const char *text;
		MshipReason reason;
		size_t		position;
		size_t		length;
	}			bad[] = {
		{"", MSHIP_REASON_UNEXPECTED_END, 0, 0},
		{"kipp;", MSHIP_REASON_UNEXPECTED_END, 5, 0},
		{"kipp; edfacts", MSHIP_REASON_RULE_KEY, 6, 7},
		{" side = never ", MSHIP_REASON_RULE_VALUE, 8, 5},
		{"side=inclusive,side=exclusive", MSHIP_REASON_RULE_KEY_TWICE, 15, 4},
		{"exempt;side=exclusive", MSHIP_REASON_RULE_NO_VALUE, 0, 6},
		{"threshold=101%", MSHIP_REASON_RULE_THRESHOLD, 10, 4},
		{"min_days=1000000000000", MSHIP_REASON_RULE_MIN_DAYS, 9, 13},
		{"min_days=1=1", MSHIP_REASON_TRAILING_TEXT, 10, 2},
	};

	(void) state;
	for (size_t k = 0; k < sizeof(bad) / sizeof(bad[0]); k++)
	{
		MshipAttendanceRule rule = {.min_days = 77};
		MshipFault	fault;

		assert_int_equal(mship_rule_parse(bad[k].text, strlen(bad[k].text), &rule, &fault), MSHIP_ERR_SYNTAX);
		assert_int_equal(fault.reason, bad[k].reason);
		assert_int_equal(fault.position, bad[k].position);
		assert_int_equal(fault.length, bad[k].length);
		assert_int_equal(rule.min_days, 77);
	}
}

/* Large numbers against the same done with 64 bits. */
static void
calculates(void **state)
{
	(void) state;
	for (int round = 0; round < 50000; round++)
	{
		uint64_t	a = (uint64_t) next_random(UINT32_MAX) << (round % 30);
		uint64_t	b = ((uint64_t) next_random(UINT32_MAX) << (round % 13)) + 1;
		uint32_t	f = 1 + next_random(1000);
		MshipExact	x;
		MshipExact	y;
		MshipExact	z;

		mship_exact_set(&x, a);
		mship_exact_set(&y, b);
		assert_int_equal(mship_exact_cmp(&x, &y), (a > b) - (a < b));
		if (a / b < UINT32_MAX)
			assert_int_equal(mship_exact_round_quotient(&x, &y), a / b + (a % b >= b - a % b));
		mship_exact_add(&x, &y);
		mship_exact_set(&z, a + b);
		assert_int_equal(mship_exact_cmp(&x, &z), 0);
		mship_exact_subtract(&x, &y);
		mship_exact_set(&z, a);
		assert_int_equal(mship_exact_cmp(&x, &z), 0);
		assert_int_equal(mship_exact_remainder(&x, f), a % f);
		/* a * f^20 / f^20 is a again, and the sum with itself is twice that */
		for (int k = 0; k < 20; k++)
			mship_exact_multiply(&x, f);
		mship_exact_copy(&y, &x);
		mship_exact_add(&y, &x);
		mship_exact_multiply(&x, 2);
		assert_int_equal(mship_exact_cmp(&x, &y), 0);
		assert_int_equal(mship_exact_divide(&x, 2), 0);
		for (int k = 0; k < 20; k++)
			assert_int_equal(mship_exact_divide(&x, f), 0);
		assert_int_equal(mship_exact_cmp(&x, &z), 0);
		mship_exact_multiply(&x, 0);
		assert_int_equal(x.used, 0);
	}
	assert_int_equal(mship_gcd(390, 195), 195);
	assert_int_equal(mship_gcd(7, 0), 7);
}

/* A record of 1/s and (s-1)/s for every possible schedule s. */
static void
sums_every_schedule(void **state)
{
	MshipAttendanceRule rule = rule_of("edu_wh; threshold=1/2; side=exclusive");
	MshipLayout layout;
	MshipAttendance a;
	MshipAbsenceRuler ruler;
	MshipAbsence absence;
	uint8_t    *body;
	uint32_t	days = 2 * (MSHIP_MINUTES_MAX - 1);

	(void) state;
	assert_int_equal(mship_attendance_grow(NULL, 0, (int32_t) days - 1, days, true, &layout, NULL), MSHIP_OK);
	body = malloc(layout.length);
	mship_attendance_lay_out(NULL, &layout, body);
	for (uint32_t k = 0; k < days; k++)
	{
		uint16_t	scheduled = (uint16_t) (2 + k / 2);
		MshipMark	mark = {MSHIP_UNEXCUSED, k % 2 ? 1 : (uint16_t) (scheduled - 1), scheduled};

		mship_attendance_append(body, k, mark);
	}
	assert_true(mship_attendance_view(body, layout.length, &a));
	mship_absence_ruler(&rule, &ruler);
	mship_absence(&ruler, &a, &absence);
	assert_int_equal(absence.enrolled, days);
	assert_true(absence.denominator.used > 60);
	assert_int_equal(mship_absence_days(&absence), (uint64_t) days / 2 * MSHIP_MILLION);
	assert_int_equal(mship_absence_rate(&absence), 500000);
	/* exactly half is not above half ... */
	assert_int_equal(mship_absence_chronic(&rule, &absence), MSHIP_VERDICT_NO);
	/* ... but a minute more is, out of all these */
	free(body);
	assert_int_equal(mship_attendance_grow(NULL, 0, (int32_t) days, days + 1, true, &layout, NULL), MSHIP_OK);
	body = malloc(layout.length);
	mship_attendance_lay_out(NULL, &layout, body);
	for (uint32_t k = 0; k < days; k++)
	{
		uint16_t	scheduled = (uint16_t) (2 + k / 2);
		MshipMark	mark = {MSHIP_UNEXCUSED, k % 2 ? 1 : (uint16_t) (scheduled - 1), scheduled};

		mship_attendance_append(body, k, mark);
	}
	mship_attendance_append(body, days, (MshipMark) {MSHIP_TARDY, 720, 1439});
	assert_true(mship_attendance_view(body, layout.length, &a));
	mship_absence(&ruler, &a, &absence);
	assert_int_equal(mship_absence_rate(&absence), 500000);
	assert_int_equal(mship_absence_chronic(&rule, &absence), MSHIP_VERDICT_YES);
	free(body);
}

/* Whole-day rules against counting by hand, with and without minutes. */
static void
counts_whole_days(void **state)
{
	MshipAttendanceRule half = rule_of("edfacts");
	MshipAttendanceRule more = rule_of("partial=more_than_half; suspension=present; in_school_suspension=absent; "
									   "unrecorded=absent; exempt=present; excused=excluded");
	MshipAttendance a;
	MshipAbsenceRuler ruler;
	MshipAbsence absence;
	MshipAbsence weekday[MSHIP_WEEKDAYS];
	MshipWeekdayCounts counts;
	uint8_t    *body = record_of("2024-08-26:PRTLIXEUeuS?U(194/390)U(195/390)U(196/390)P(390/390)I(10/390)E(390/390)", &a);

	(void) state;
	mship_absence_ruler(&half, &ruler);
	mship_absence(&ruler, &a, &absence);
	assert_int_equal(absence.enrolled, 16);
	assert_int_equal(mship_absence_days(&absence), 9 * MSHIP_MILLION);	/* EUeuS, 195, 196, P(390), E(390) */
	mship_absence_by_weekday(&ruler, &a, weekday, &counts);
	assert_int_equal(counts.enrolled[0], 3);	/* P, U, U(196/390) */
	assert_int_equal(counts.absent[0], 2);
	assert_int_equal(counts.enrolled[6], 2);	/* E, U(195/390) */
	assert_int_equal(counts.absent[6], 2);
	assert_int_equal(mship_absence_days(&weekday[0]), 2 * MSHIP_MILLION);
	mship_absence_ruler(&more, &ruler);
	mship_absence(&ruler, &a, &absence);
	assert_int_equal(absence.enrolled, 15);
	assert_int_equal(mship_absence_days(&absence), 5 * MSHIP_MILLION);	/* I, U, ?, 196, P(390) */
	free(body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_round_trip),
		cmocka_unit_test(longest_rule_fits),
		cmocka_unit_test(refuses_rules),
		cmocka_unit_test(calculates),
		cmocka_unit_test(sums_every_schedule),
		cmocka_unit_test(counts_whole_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
