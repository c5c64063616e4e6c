/*
 * streak_test.c
 *		Statuses, kinds, days of the calendar, and runs of core/streak.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "attendance_random.h"
#include "core/streak.h"

static MshipKind
kind_of(const char *text)
{
	MshipKind	kind;

	assert_int_equal(mship_kind_parse(text, strlen(text), &kind, NULL), MSHIP_OK);
	return kind;
}

static void
reads_kinds(void **state)
{
	static const char *const bad[] = {"", "x", "X", "?", ".", "UX", "absentt", "bsent", " U", "\303\251"};
	MshipKind	kind = 0x5a5a;
	MshipFault	fault;

	(void) state;
	assert_int_equal(kind_of("absent"), kind_of("EUSeu"));
	assert_int_equal(kind_of("UNEXCUSED"), kind_of("uU"));
	assert_int_equal(kind_of("excused"), kind_of("Ee"));
	assert_int_equal(kind_of("suspended"), kind_of("SS"));
	assert_int_equal(kind_of("present"), kind_of("PRTL"));
	assert_int_equal(kind_of("tardy"), kind_of("T"));
	for (size_t k = 0; k < sizeof(bad) / sizeof(bad[0]); k++)
	{
		assert_int_equal(mship_kind_parse(bad[k], strlen(bad[k]), &kind, &fault), MSHIP_ERR_VALUE);
		assert_int_equal(fault.reason, MSHIP_REASON_KIND);
		assert_int_equal(kind, 0x5a5a);
	}
}

static void
reads_statuses(void **state)
{
	MshipAttendanceStatus status;
	MshipFault	fault;
	char		letter;

	(void) state;
	for (int code = MSHIP_STATUS_FIRST; code <= MSHIP_STATUS_LAST; code++)
	{
		const char *name = mship_status_name(code);

		letter = mship_status_letter(code);
		assert_int_equal(mship_status_of_letter(letter), code);
		assert_int_equal(mship_status_parse(&letter, 1, &status, NULL), MSHIP_OK);
		assert_int_equal(status, code);
		assert_int_equal(mship_status_parse(name, strlen(name), &status, NULL), MSHIP_OK);
		assert_int_equal(status, code);
		for (size_t k = 1; k < strlen(name); k++)
			assert_true(mship_status_parse(name, k, &status, NULL) != MSHIP_OK ||
						strlen(mship_status_name(status)) == k || k == 1);
	}
	for (int c = 0; c < 256; c++)
	{
		int			code = mship_status_of_letter((char) c);

		letter = (char) c;
		assert_int_equal(mship_status_parse(&letter, 1, &status, &fault) == MSHIP_OK, code > 0);
	}
	assert_int_equal(mship_status_parse("  nonsense ", 11, &status, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.position, 2);
	assert_int_equal(fault.length, 8);
}

/* Every day of ten thousand years, counted one by one. */
static void
counts_days(void **state)
{
	int			year = 1;
	int			month = 1;
	int			day = 1;

	(void) state;
	assert_int_equal(mship_day_from_civil(2000, 1, 1), 0);
	assert_int_equal(mship_day_weekday(0), 6);
	assert_int_equal(mship_day_weekday(MSHIP_DAY_MIN), 1);	/* 0001-01-01 was a Monday */
	for (int32_t number = MSHIP_DAY_MIN; number <= MSHIP_DAY_MAX; number++)
	{
		int			y;
		int			m;
		int			d;

		mship_day_to_civil(number, &y, &m, &d);
		if (y != year || m != month || d != day || mship_day_from_civil(y, m, d) != number ||
			mship_day_weekday(number) != (int) ((number - MSHIP_DAY_MIN) % 7) + 1)
			fail_msg("day %d", (int) number);
		if (!mship_day_exists(year, month, ++day))
		{
			day = 1;
			if (++month == 13)
			{
				month = 1;
				year++;
			}
		}
	}
	assert_int_equal(year, 10000);
	assert_false(mship_day_exists(10000, 1, 1));
	assert_false(mship_day_exists(0, 1, 1));
	assert_false(mship_day_exists(2023, 2, 29));
	assert_false(mship_day_exists(2024, 0, 1));
	assert_false(mship_day_exists(2024, 13, 1));
	assert_false(mship_day_exists(2024, 1, 0));
}

/* All streak functions against walking over the days in the plainest way. */
static void
finds_runs(void **state)
{
	static const char *const letters = ".?XPRTLIeuEUS";
	static const char *const kinds[] = {"absent", "US", "present", "PRTLIeuEUS", "I"};

	(void) state;
	for (int round = 0; round < 3000; round++)
	{
		char		text[120] = "2024-08-26:";
		int			days = 1 + (int) next_random(100);
		int			variety = 3 + (int) next_random(11);
		MshipKind	kind = kind_of(kinds[round % 5]);
		MshipAttendance a;
		MshipStreakReader reader;
		MshipStreak streak;
		uint8_t    *body;
		uint32_t	length = 0;
		uint32_t	longest = 0;
		uint32_t	runs = 0;
		int32_t		origin = mship_day_from_civil(2024, 8, 26);

		for (int k = 0; k < days; k++)
			text[11 + k] = letters[next_random((uint32_t) variety)];
		text[11 + days] = '\0';
		body = record_of(text, &a);
		reader = mship_streaks_of(&a, kind);
		for (int k = 0; k <= days; k++)
		{
			int			code = k < days ? mship_status_of_letter(text[11 + k]) : -1;

			if (code >= 0 && mship_kind_has(kind, code))
				length++;
			else if (code < 0 || !mship_kind_has(MSHIP_KIND_UNCOUNTED, code))
			{
				if (length > 0)
				{
					assert_true(mship_streaks_next(&reader, &streak));
					assert_int_equal(streak.school_days, length);
					assert_true(mship_kind_has(kind, mship_status_of_letter(text[11 + streak.first_day - origin])));
					assert_true(mship_kind_has(kind, mship_status_of_letter(text[11 + streak.last_day - origin])));
					assert_in_range(streak.last_day - origin, 0, k - 1);
					runs++;
					if (length > longest)
						longest = length;
				}
				length = 0;
			}
			if (code >= 0)
				assert_int_equal(mship_current_streak(&a, kind, origin + k), length);
		}
		assert_false(mship_streaks_next(&reader, &streak));
		assert_int_equal(mship_longest_streak(&a, kind), longest);
		assert_int_equal(mship_streak_count(&a, kind, 1), runs);
		assert_int_equal(mship_streak_count(&a, kind, longest + 1), 0);
		assert_int_equal(mship_current_streak(&a, kind, INT32_MIN), 0);
		free(body);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_kinds),
		cmocka_unit_test(reads_statuses),
		cmocka_unit_test(counts_days),
		cmocka_unit_test(finds_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
