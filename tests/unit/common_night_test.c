/*
 * common_night_test.c
 *		The day that a nightly run answers for, of jobs/common.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "common/night.h"

static void
test_days(void **state)
{
	static const struct
	{
		const char *zone;
		time_t		now;
		const char *day;
	}			cases[] = {
		/* 2026-02-13 03:30 UTC is the evening before in the west */
		{"UTC", 1770953400, "2026-02-12"},
		{"America/Los_Angeles", 1770953400, "2026-02-12"},
		/* 11:59:59 and noon, UTC and elsewhere */
		{"UTC", 1770983999, "2026-02-12"},
		{"UTC", 1770984000, "2026-02-13"},
		{"America/New_York", 1770984000, "2026-02-12"},
		{"America/New_York", 1771001999, "2026-02-12"},
		{"America/New_York", 1771002000, "2026-02-13"},
		/* the nights in which the clocks change: 2026-03-08 and 2026-11-01 */
		{"America/New_York", 1772953199, "2026-03-07"}, /* 01:59:59 EST */
		{"America/New_York", 1772953200, "2026-03-07"}, /* 03:00:00 EDT */
		{"America/New_York", 1773014400, "2026-03-08"}, /* 20:00 EDT */
		{"America/New_York", 1793511000, "2026-10-31"}, /* 01:30 EDT */
		{"America/New_York", 1793514600, "2026-10-31"}, /* 01:30 EST */
		/* leap day and turn of the year */
		{"UTC", 1835481600, "2028-02-29"},	/* 2028-03-01 00:00 */
		{"UTC", 1798759800, "2026-12-31"},	/* 23:30 */
		{"UTC", 1798768800, "2026-12-31"},	/* 2027-01-01 02:00 */
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		setenv("TZ", cases[i].zone, 1);
		tzset();
		assert_string_equal(day_of_night(cases[i].now, day), cases[i].day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
