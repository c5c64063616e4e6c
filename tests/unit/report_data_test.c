/*
 * report_data_test.c
 *		Look-ups by student, and data that no report may be made of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/report_data.h"

static void
slices(void **state)
{
	Meeting		meetings[] = {
		{.student_id = 2, .met_on = 1}, {.student_id = 5, .met_on = 1},
		{.student_id = 5, .met_on = 2}, {.student_id = 9, .met_on = 1}
	};
	ReportData	data = {.meetings = meetings, .meeting_count = 4};
	size_t		count;

	(void) state;
	assert_ptr_equal(report_data_meetings(&data, 5, &count), &meetings[1]);
	assert_int_equal(count, 2);
	assert_ptr_equal(report_data_meetings(&data, 9, &count), &meetings[3]);
	assert_int_equal(count, 1);
	(void) report_data_meetings(&data, 1, &count);
	assert_int_equal(count, 0);
	(void) report_data_meetings(&data, 10, &count);
	assert_int_equal(count, 0);
	data.meeting_count = 0;
	(void) report_data_meetings(&data, 5, &count);
	assert_int_equal(count, 0);
}

static void
mentees_that_add_up(void **state)
{
	const Heading heading = {.as_of = 100};
	const Mentee sound = {
		.enrolled_days = 10, .absent_millionths = 2 * MILLION,
		.pairing_id = UNKNOWN, .mentor_id = UNKNOWN,
		.record = {.first_day = 90, .day_count = 11},
		.weekday_enrolled = {2, 2, 2, 2, 2, 0, 0},
		.weekday_absent = {0, 0, 0, 0, 2, 0, 0}
	};
	Mentee		broken;

	(void) state;
	assert_null(mentee_fault(&heading, &sound));
	broken = sound;
	broken.absent_millionths = 11 * MILLION;
	assert_non_null(mentee_fault(&heading, &broken));
	broken = sound;
	broken.record.day_count = 12;
	assert_non_null(mentee_fault(&heading, &broken));
	broken = sound;
	broken.weekday_absent[4] = 3;
	assert_non_null(mentee_fault(&heading, &broken));
	broken = sound;
	broken.weekday_enrolled[0] = 3;
	assert_non_null(mentee_fault(&heading, &broken));
	broken = sound;
	broken.weekday_absent[4] = 1;
	assert_non_null(mentee_fault(&heading, &broken));
	broken = sound;
	broken.pairing_id = 1;
	assert_non_null(mentee_fault(&heading, &broken));
}

static void
schools_that_add_up(void **state)
{
	const School sound = {
		.enrolled = 10, .satisfactory = 4, .at_risk = 3, .moderate = 1,
		.severe = 1, .not_evaluable = 1, .nominated = 3, .paired = 2,
		.paired_30_days = 1, .promise_kept = 1
	};
	School		broken;

	(void) state;
	assert_null(school_fault(&sound));
	broken = sound;
	broken.severe = 2;
	assert_non_null(school_fault(&broken));
	broken = sound;
	broken.paired = 4;
	assert_non_null(school_fault(&broken));
	broken = sound;
	broken.promise_kept = 2;
	assert_non_null(school_fault(&broken));
	broken = sound;
	broken.paired_30_days = 3;
	assert_non_null(school_fault(&broken));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices),
		cmocka_unit_test(mentees_that_add_up),
		cmocka_unit_test(schools_that_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
