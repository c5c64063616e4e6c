/*
 * common_date_test.c
 *		Days and their names, of jobs/common/date.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "common/date.h"

/* Walk through every day there is, with the calendar's own rules. */
static void
agrees_with_the_calendar_day_by_day(void **state)
{
	int			year = 1;
	int			month = 1;
	int			day = 1;
	int			weekday = 1;	/* 0001-01-01 was a Monday */
	int64_t		number;

	(void) state;
	for (number = DATE_MIN; number <= DATE_MAX; number++)
	{
		Civil		c = date_to_civil(number);

		if (c.year != year || c.month != month || c.day != day ||
			date_from_civil(year, month, day) != number ||
			date_iso_weekday(number) != weekday)
			fail_msg("day %ld is not %04d-%02d-%02d", (long) number, year, month, day);
		weekday = weekday % 7 + 1;
		day++;
		if (!date_is_valid(year, month, day))
		{
			day = 1;
			month++;
		}
		if (month > 12)
		{
			month = 1;
			year++;
		}
	}
	assert_int_equal(year, 10000);
}

static void
knows_the_epoch(void **state)
{
	(void) state;
	assert_int_equal(date_from_civil(2000, 1, 1), 0);
	assert_int_equal(date_from_civil(2025, 1, 16), 9147);
	assert_int_equal(date_iso_weekday(0), 6);
	assert_true(date_is_valid(2024, 2, 29) && date_is_valid(2000, 2, 29));
	assert_false(date_is_valid(2023, 2, 29) || date_is_valid(1900, 2, 29) ||
				 date_is_valid(2024, 13, 1) || date_is_valid(0, 1, 1));
}

static void
parses_iso_dates_only(void **state)
{
	static const char *const bad[] = {
		"", "2025-1-16", "2025-01-16 ", " 2025-01-16", "2025-02-29", "2025/01/16",
		"20250116", "2025-01-1x", "-025-01-16", "0000-01-01", "infinity", "2025-00-10"
	};
	int32_t		day = 42;
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (date_parse_iso(bad[i], &day))
			fail_msg("\"%s\" was taken for a date", bad[i]);
	assert_int_equal(day, 42);
	assert_true(date_parse_iso("2025-01-16", &day));
	assert_int_equal(day, 9147);
	assert_true(date_parse_iso("1999-12-31", &day));
	assert_int_equal(day, -1);
}

static void
prints_as_schools_write(void **state)
{
	char		out[DATE_TEXT_MAX];

	(void) state;
	assert_string_equal(date_long(9147, out), "Thursday, January 16, 2025");
	assert_string_equal(date_medium(9147, out), "Jan 16, 2025");
	assert_string_equal(date_day(9147, out), "Thu, Jan 16");
	assert_string_equal(date_short(9147, out), "1/16");
	assert_string_equal(date_iso(9147, out), "2025-01-16");
	assert_string_equal(date_iso(DATE_MIN, out), "0001-01-01");
	/* the longest there is */
	assert_string_equal(date_long(date_from_civil(9999, 9, 29), out),
						"Wednesday, September 29, 9999");
}

static void
prints_a_dash_for_no_day(void **state)
{
	char		out[DATE_TEXT_MAX];

	(void) state;
	assert_string_equal(date_long(INT64_MIN, out), "—");
	assert_string_equal(date_medium(DATE_MAX + 1, out), "—");
	assert_string_equal(date_day(DATE_MIN - 1, out), "—");
	assert_string_equal(date_short(INT64_MAX, out), "—");
	assert_string_equal(date_iso(INT64_MIN, out), "—");
	assert_string_equal(date_month_name(0), "?");
	assert_string_equal(date_month_abbreviation(12), "Dec");
	assert_string_equal(date_weekday_name(8), "?");
	assert_string_equal(date_weekday_abbreviation(7), "Sun");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_calendar_day_by_day),
		cmocka_unit_test(knows_the_epoch),
		cmocka_unit_test(parses_iso_dates_only),
		cmocka_unit_test(prints_as_schools_write),
		cmocka_unit_test(prints_a_dash_for_no_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
