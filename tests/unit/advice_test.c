/*
 * advice_test.c
 *		What a mentor is told to do, and for which day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/date.h"
#include "model/advice.h"
#include "report/wording.h"

#define WEEKS 24
#define SCHOOL 3
#define MENTOR 7

/*
 * The report is of Thursday, February 12, 2026; Monday the 16th has no school.
 * Students have been at school each day since September 1.
 */
static Mentee mentees[3];
static uint8_t marks[3][WEEKS * 7];
static SchoolDay school_days[400];
static Referral referrals[2];
static ReportData data;
static Arena *arena;
static Advice *advice;
static size_t advice_count;

static bool
has_school(int64_t day)
{
	return date_iso_weekday(day) <= 5 && day != date_from_civil(2026, 2, 16);
}

static void
student(int i, const char *name)
{
	int64_t		first = date_from_civil(2025, 9, 1);
	int64_t		day;

	for (day = first; day <= data.heading.as_of; day++)
		marks[i][day - first] = has_school(day) ? DAY_PRESENT : DAY_NO_SCHOOL;
	mentees[i] = (Mentee) {
		.student_id = i + 1, .school_id = SCHOOL, .display_name = name, .grade_level = 4,
		.pairing_id = 50 + i, .mentor_id = MENTOR, .continues = UNKNOWN,
		.started_on = date_from_civil(2025, 10, 1), .last_met_on = data.heading.as_of - 3,
		.days_without_contact = 3, .meetings_this_month = 2, .current_absence = 0,
		.shared_slots = "Wed:lunch Fri:P3",
		.record = {(int32_t) first, (int32_t) (data.heading.as_of - first + 1), marks[i]}
	};
}

/* Away on that weekday every third week. */
static void
tends_to_miss(int i, int weekday)
{
	int			week;

	for (week = 0; week < WEEKS - 1; week += 3)
		marks[i][week * 7 + weekday - 1] = DAY_ABSENT;
}

static int
open_plan(void **state)
{
	int64_t		day;

	(void) state;
	memset(&data, 0, sizeof(data));
	data = (ReportData) {
		.heading = {
			.meetings_per_month = 2, .no_contact_days = 15,
			.as_of = date_from_civil(2026, 2, 12), .first_day = date_from_civil(2025, 9, 1),
			.last_day = date_from_civil(2026, 6, 12)
		},
		.mentees = mentees, .mentee_count = 1, .school_days = school_days,
		.referrals = referrals
	};
	for (day = data.heading.first_day; day <= data.heading.last_day; day++)
		if (has_school(day))
			school_days[data.school_day_count++] = (SchoolDay) {SCHOOL, day};
	student(0, "Ana");
	student(1, "Bo");
	student(2, "Cy");
	arena = arena_create(0);
	return arena == NULL ? -1 : 0;
}

static int
close_plan(void **state)
{
	(void) state;
	arena_free(arena);
	return 0;
}

static void
expect_lines(const char *const *expected, size_t count)
{
	size_t		i;

	advice = mentor_advice(&data, MENTOR, arena, &advice_count);
	assert_non_null(advice);
	for (i = 0; i < advice_count && i < count; i++)
		assert_string_equal(advice_words(&advice[i], "the counselor").text, expected[i]);
	assert_int_equal(advice_count, count);
	for (i = 0; i < advice_count; i++)
	{
		assert_true(advice[i].do_on == date_from_civil(2026, 2, 13));
		assert_true(advice[i].day == UNKNOWN || advice[i].day > data.heading.as_of);
		assert_true(advice[i].day == UNKNOWN || has_school(advice[i].day));
	}
}

#define EXPECT(...) \
	expect_lines((const char *const[]) {__VA_ARGS__}, \
				 sizeof((const char *const[]) {__VA_ARGS__}) / sizeof(char *))
#define EXPECT_NOTHING() expect_lines(NULL, 0)

static void
a_meeting_is_for_the_next_school_day(void **state)
{
	(void) state;
	EXPECT_NOTHING();
	mentees[0].meetings_this_month = 1;
	EXPECT("Meet Ana in period 3.");
	/* no time on Friday: on the day after, and said on Friday */
	mentees[0].shared_slots = "Tue:before";
	EXPECT("Tell Ana that you will meet on Tuesday, February 17, before school.");
	/* Monday has no school, and Wednesday is for a later report */
	mentees[0].shared_slots = "Mon:lunch Wed:lunch";
	EXPECT_NOTHING();
	mentees[0].shared_slots = NULL;
	EXPECT("Find a time to meet Ana: no shared free time is known.");
}

static void
what_is_overdue_gets_a_date(void **state)
{
	(void) state;
	mentees[0].days_without_contact = 31;
	EXPECT("Meet Ana in period 3. No meeting for 31 days.");
	mentees[0].shared_slots = "Mon:lunch Wed:lunch";
	EXPECT("Wednesday, February 18, at lunch: meet Ana, after 31 days without a meeting.");
	/* not on the holiday, but on the Monday after it */
	mentees[0].shared_slots = "Mon:lunch";
	EXPECT("Monday, February 23, at lunch: meet Ana, after 31 days without a meeting.");
}

static void
the_eve_of_a_missed_day(void **state)
{
	(void) state;
	tends_to_miss(0, 2);
	EXPECT("Tell Ana that you look forward to Tuesday, February 17, a weekday often missed.");
	/* that would be too late for tomorrow */
	student(0, "Ana");
	tends_to_miss(0, 5);
	EXPECT_NOTHING();
	/* a reminder of a meeting says it all */
	student(0, "Ana");
	tends_to_miss(0, 2);
	mentees[0].meetings_this_month = 0;
	mentees[0].shared_slots = "Tue:before";
	EXPECT("Tell Ana that you will meet on Tuesday, February 17, before school.");
}

static void
a_new_student_comes_first(void **state)
{
	(void) state;
	data.mentee_count = 2;
	mentees[0].meetings_this_month = 0;
	mentees[1].started_on = data.heading.as_of;
	mentees[1].last_met_on = UNKNOWN;
	mentees[1].days_without_contact = 0;
	/* a stranger quotes no absences; the time is the new student's, and Ana's
	 * next one is for a later report */
	tends_to_miss(1, 2);
	EXPECT("New: Bo, grade 4. Introduce yourself on Friday, February 13, "
		   "for example in period 3.");
	mentees[0].shared_slots = "Fri:P3,after";
	EXPECT("New: Bo, grade 4. Introduce yourself on Friday, February 13, "
		   "for example in period 3.", "Meet Ana after school.");
	mentees[1].current_absence = 2;
	EXPECT("New: Bo, grade 4. Absent now: find out when to expect the student back, "
		   "and introduce yourself then.", "Meet Ana in period 3.");
	/* two who know each other are not new when their pair is opened again */
	mentees[1].current_absence = 0;
	mentees[1].continues = 12;
	EXPECT("Meet Ana in period 3.",
		   "Tell Bo that you look forward to Tuesday, February 17, a weekday often missed.");
}

/* 48 hours, the next school day if none lies between, and what is late. */
static void
by_when_a_new_pair_meets(void **state)
{
	(void) state;
	mentees[0].last_met_on = UNKNOWN;
	mentees[0].shared_slots = NULL;
	mentees[0].days_without_contact = 1;
	mentees[0].started_on = data.heading.as_of - 1;
	EXPECT("New: Ana, grade 4. Introduce yourself on Friday, February 13.");
	mentees[0].days_without_contact = 9;
	mentees[0].started_on = data.heading.as_of - 9;
	EXPECT("Ana still waits for a first meeting, 9 days after you were paired. "
		   "Introduce yourself on Friday, February 13.");
	/* paired for a day to come: 48 hours end with the school day after the holiday */
	mentees[0].days_without_contact = 0;
	mentees[0].started_on = date_from_civil(2026, 2, 15);
	EXPECT("New: Ana, grade 4. Introduce yourself by Tuesday, February 17.");
}

static void
who_is_away_is_asked_after_and_no_more(void **state)
{
	(void) state;
	tends_to_miss(0, 2);
	mentees[0].days_without_contact = 40;
	mentees[0].current_absence = 1;
	EXPECT("Find out how Ana is: absent on the last day of school. Leave word.");
	mentees[0].current_absence = 3;
	EXPECT("Find out how Ana is: absent the last 3 days of school. Ask when to expect the "
		   "student back, and leave word.");
}

/* At most one student at a time; who has waited longest chooses first. */
static void
one_student_a_slot(void **state)
{
	int			i;

	(void) state;
	data.mentee_count = 3;
	for (i = 0; i < 3; i++)
	{
		mentees[i].meetings_this_month = 0;
		mentees[i].shared_slots = "Tue:lunch Fri:lunch,P3";
		mentees[i].days_without_contact = 5 * (i + 1);
	}
	EXPECT("Meet Cy at lunch. No meeting for 15 days.", "Meet Bo in period 3.",
		   "Tell Ana that you will meet on Tuesday, February 17, at lunch.");
}

static void
old_referrals_are_asked_about(void **state)
{
	Words		line;

	(void) state;
	data.mentee_count = 2;
	referrals[0] = (Referral) {
		.student_id = 1, .referred_on = date_from_civil(2026, 1, 30),
		.referred_to = "counsellor", .status = "open"
	};
	referrals[1] = (Referral) {
		.student_id = 2, .referred_on = date_from_civil(2025, 12, 3),
		.referred_to = "counsellor", .status = "in_progress"
	};
	data.referral_count = 2;
	EXPECT("Ask the counselor what became of the referral of December 3 for Bo.");
	data.heading.as_of++;
	advice = mentor_advice(&data, MENTOR, arena, &advice_count);
	assert_int_equal(advice_count, 2);
	/* the oldest first */
	assert_ptr_equal(advice[0].mentee, &mentees[1]);
	line = advice_words(&advice[1], NULL);
	assert_string_equal(line.text, "The referral of January 30 for Ana is with you: see what "
						"became of it.");
	referrals[1].status = "closed";
	advice = mentor_advice(&data, MENTOR, arena, &advice_count);
	assert_int_equal(advice_count, 1);
}

/* Whatever the day, nothing is told for a day that is past or without school. */
static void
nothing_is_for_a_past_day(void **state)
{
	int64_t		end = data.heading.last_day + 3;

	(void) state;
	data.mentee_count = 3;
	tends_to_miss(0, 2);
	tends_to_miss(1, 5);
	mentees[1].meetings_this_month = 0;
	mentees[2].days_without_contact = 60;
	for (; data.heading.as_of < end; data.heading.as_of++)
	{
		size_t		i;

		advice = mentor_advice(&data, MENTOR, arena, &advice_count);
		assert_non_null(advice);
		for (i = 0; i < advice_count; i++)
		{
			int64_t		day = advice[i].day;

			assert_true(advice[i].do_on == UNKNOWN || advice[i].do_on > data.heading.as_of);
			assert_true(day == UNKNOWN || (day > data.heading.as_of && has_school(day)));
			/* a reminder is said on the school day before */
			if (advice[i].kind == ADVICE_REMIND_DAY || advice[i].kind == ADVICE_REMIND_MEETING)
				assert_true(advice[i].do_on < day);
		}
	}
}

/* ---------- good times ---------- */

static void
reasons_for_a_meeting_time(void **state)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];

	(void) state;
	tends_to_miss(0, 5);
	assert_int_equal(mentee_meeting_slots(&mentees[0], slots), 2);
	assert_string_equal(meeting_slot_words(&slots[0]).text,
						"Friday in period 3, on a day that is often missed");
	assert_string_equal(meeting_slot_words(&slots[1]).text,
						"Wednesday at lunch, when both are free");
	/* the eve of a weekday that stands out */
	student(0, "Ana");
	tends_to_miss(0, 4);
	assert_int_equal(mentee_meeting_slots(&mentees[0], slots), 2);
	assert_string_equal(meeting_slot_words(&slots[0]).text,
						"Wednesday at lunch, the school day before a Thursday, which is often "
						"missed");
	/* two absences make Friday the better day, and are no word worth */
	student(0, "Ana");
	marks[0][4] = marks[0][11] = DAY_ABSENT;
	assert_int_equal(mentee_meeting_slots(&mentees[0], slots), 2);
	assert_string_equal(meeting_slot_words(&slots[0]).text,
						"Friday in period 3, when both are free");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_plan, close_plan)
	const struct CMUnitTest tests[] = {
		TEST(a_meeting_is_for_the_next_school_day),
		TEST(what_is_overdue_gets_a_date),
		TEST(the_eve_of_a_missed_day),
		TEST(a_new_student_comes_first),
		TEST(by_when_a_new_pair_meets),
		TEST(who_is_away_is_asked_after_and_no_more),
		TEST(one_student_a_slot),
		TEST(old_referrals_are_asked_about),
		TEST(nothing_is_for_a_past_day),
		TEST(reasons_for_a_meeting_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
