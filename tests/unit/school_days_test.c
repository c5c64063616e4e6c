/*
 * school_days_test.c
 *		What a month promises to a pair, and by when a new one meets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/school_days.h"

#define SCHOOL 3

static SchoolDay days[800];
static ReportData data;

/* Weekdays from September 8 to June 5, without two weeks of winter, at a school
 * that lies between two others. */
static int
open_calendar(void **state)
{
	int64_t		winter = date_from_civil(2025, 12, 22);
	int64_t		school_id;
	int64_t		day;

	(void) state;
	data = (ReportData) {
		.heading = {
			.meetings_per_month = 2, .as_of = date_from_civil(2026, 2, 12),
			.first_day = date_from_civil(2025, 9, 8), .last_day = date_from_civil(2026, 6, 5)
		},
		.school_days = days
	};
	for (school_id = SCHOOL - 1; school_id <= SCHOOL + 1; school_id++)
		for (day = data.heading.first_day; day <= data.heading.last_day; day++)
			if (school_id == SCHOOL ? date_iso_weekday(day) <= 5 && (day < winter || day >= winter + 14)
				: date_iso_weekday(day) == 7)
				days[data.school_day_count++] = (SchoolDay) {school_id, day};
	return 0;
}

static Mentee
pair_since(int year, int month, int day)
{
	return (Mentee) {
		.school_id = SCHOOL, .pairing_id = 1, .last_met_on = UNKNOWN, .continues = UNKNOWN,
		.started_on = date_from_civil(year, month, day)
	};
}

static void
days_of_the_calendar(void **state)
{
	(void) state;
	assert_int_equal(school_day_after(&data, SCHOOL, date_from_civil(2026, 2, 13)),
					 date_from_civil(2026, 2, 16));
	assert_int_equal(school_day_after(&data, SCHOOL, date_from_civil(2025, 1, 1)),
					 data.heading.first_day);
	assert_true(school_day_after(&data, SCHOOL, data.heading.last_day) == UNKNOWN);
	assert_true(school_day_after(&data, 9, date_from_civil(2026, 2, 13)) == UNKNOWN);
	assert_int_equal(school_days_between(&data, SCHOOL, date_from_civil(2026, 2, 12),
										 date_from_civil(2026, 2, 16)), 3);
	assert_int_equal(school_days_between(&data, SCHOOL, date_from_civil(2026, 2, 14),
										 date_from_civil(2026, 2, 15)), 0);
	assert_int_equal(school_days_between(&data, SCHOOL, 10, 9), 0);
}

/* January has 20 school days from the 5th on, June 5, July none. */
static void
a_month_promises_for_the_days_lived(void **state)
{
	Mentee		pair = pair_since(2025, 10, 1);

	(void) state;
	assert_int_equal(promised_in_month(&data, &pair, 2026, 1), 2);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 6), 2);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 7), 0);
	assert_int_equal(promised_in_month(&data, &pair, 2025, 9), 0);
	/* all 20, 19 of 20, half of them, 9 of 20 */
	pair = pair_since(2026, 1, 5);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 1), 2);
	pair = pair_since(2026, 1, 6);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 1), 1);
	pair = pair_since(2026, 1, 19);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 1), 1);
	pair = pair_since(2026, 1, 20);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 1), 0);
	assert_int_equal(promised_in_month(&data, &pair, 2025, 12), 0);
	/* the last day of the year is one day of five */
	pair = pair_since(2026, 6, 5);
	assert_int_equal(promised_in_month(&data, &pair, 2026, 6), 0);
}

static void
expect_first_meeting(int year, int month, int day, int by_month, int by_day)
{
	Mentee		pair = pair_since(year, month, day);

	data.heading.as_of = pair.started_on;
	assert_int_equal(first_meeting_by(&data, &pair), date_from_civil(2026, by_month, by_day));
}

static void
a_new_pair_meets_within_48_hours(void **state)
{
	Mentee		pair = pair_since(2026, 2, 2);

	(void) state;
	/* Monday to Wednesday; Thursday to Friday, for Saturday has no school */
	expect_first_meeting(2026, 2, 9, 2, 11);
	expect_first_meeting(2026, 2, 12, 2, 13);
	/* none lies between: the first one after it */
	expect_first_meeting(2026, 2, 13, 2, 16);
	expect_first_meeting(2025, 12, 19, 1, 5);
	/* what is late is due on the next school day */
	data.heading.as_of = date_from_civil(2026, 2, 12);
	assert_int_equal(first_meeting_by(&data, &pair), date_from_civil(2026, 2, 13));
	data.heading.as_of = data.heading.last_day;
	assert_true(first_meeting_by(&data, &pair) == UNKNOWN);
}

static void
who_is_new(void **state)
{
	Mentee		pair = pair_since(2026, 2, 2);

	(void) state;
	assert_true(is_new_pair(&pair));
	pair.last_met_on = pair.started_on + 1;
	assert_false(is_new_pair(&pair));
	pair = pair_since(2026, 2, 2);
	pair.continues = 4;
	assert_false(is_new_pair(&pair));
	pair = pair_since(2026, 2, 2);
	pair.pairing_id = UNKNOWN;
	assert_false(is_new_pair(&pair));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, open_calendar)
	const struct CMUnitTest tests[] = {
		TEST(days_of_the_calendar),
		TEST(a_month_promises_for_the_days_lived),
		TEST(a_new_pair_meets_within_48_hours),
		TEST(who_is_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
