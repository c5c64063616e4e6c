/*
 * weekday_habit_test.c
 *		Which weekdays stand out, and which only seem to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/date.h"
#include "model/weekday_habit.h"

#define WEEKS 21

/* 21 weeks of school, Monday to Friday, without an absence. */
static uint8_t marks[WEEKS * 7];
static Record record;

static int
open_record(void **state)
{
	size_t		i;

	(void) state;
	record = (Record) {date_from_civil(2025, 9, 1), WEEKS * 7, marks};
	for (i = 0; i < sizeof(marks); i++)
		marks[i] = i % 7 < 5 ? DAY_PRESENT : DAY_NO_SCHOOL;
	return date_iso_weekday(record.first_day) == 1 ? 0 : -1;
}

/* Away on that weekday of the first so many weeks out of "every". */
static void
miss(int weekday, int times, int every)
{
	int			week;

	for (week = 0; times > 0; week += every, times--)
		marks[week * 7 + weekday - 1] = DAY_ABSENT;
}

static void
a_habit_stands_out(void **state)
{
	(void) state;
	assert_int_equal(most_missed_weekday(&record), 0);
	miss(2, 7, 3);
	assert_int_equal(most_missed_weekday(&record), 2);
	assert_true(misses_weekday(&record, 2));
	assert_false(misses_weekday(&record, 1));
	/* half days count as days */
	marks[1] = DAY_HALF_ABSENT;
	assert_int_equal(most_missed_weekday(&record), 2);
}

static void
few_absences_say_nothing(void **state)
{
	(void) state;
	miss(5, HABIT_ABSENCES - 1, 3);
	assert_int_equal(most_missed_weekday(&record), 0);
	miss(5, HABIT_ABSENCES, 3);
	assert_int_equal(most_missed_weekday(&record), 5);
}

/* 4 of 21 here and 4, 3 and 3 elsewhere is what chance deals out. */
static void
chance_says_nothing(void **state)
{
	(void) state;
	miss(5, 4, 2);
	miss(1, 4, 3);
	miss(3, 3, 4);
	miss(4, 3, 5);
	assert_int_equal(most_missed_weekday(&record), 0);
}

static void
a_long_absence_is_one_event(void **state)
{
	MshipWeekdayCounts counts;
	int			i;

	(void) state;
	/* sixteen school days, Tuesday to Tuesday, and three single Mondays */
	for (i = 8; i < 8 + 22; i++)
		if (marks[i] == DAY_PRESENT)
			marks[i] = DAY_ABSENT;
	for (i = 10; i < 13; i++)
		marks[i * 7] = DAY_ABSENT;
	counts = weekdays_without_long_absences(&record);
	assert_int_equal(counts.absent[0], 3);
	assert_int_equal(counts.absent[1], 0);
	assert_int_equal(counts.absent[4], 0);
	/* neither are its days school days of the comparison */
	assert_int_equal(counts.enrolled[1], WEEKS - 4);
	assert_int_equal(counts.enrolled[0], WEEKS - 3);
	assert_int_equal(most_missed_weekday(&record), 0);
}

/* A weekend or a day that does not count ends no absence; four days are short. */
static void
where_an_absence_ends(void **state)
{
	MshipWeekdayCounts counts;

	(void) state;
	marks[3] = marks[4] = marks[7] = marks[8] = DAY_ABSENT;
	counts = weekdays_without_long_absences(&record);
	assert_int_equal(counts.absent[0] + counts.absent[1] + counts.absent[3] +
					 counts.absent[4], 4);
	marks[9] = DAY_NOT_COUNTED;
	marks[10] = DAY_ABSENT;
	counts = weekdays_without_long_absences(&record);
	assert_int_equal(counts.absent[0] + counts.absent[1] + counts.absent[3] +
					 counts.absent[4], 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, open_record)
	const struct CMUnitTest tests[] = {
		TEST(a_habit_stands_out),
		TEST(few_absences_say_nothing),
		TEST(chance_says_nothing),
		TEST(a_long_absence_is_one_event),
		TEST(where_an_absence_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
