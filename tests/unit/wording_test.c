/*
 * wording_test.c
 *		What the reports say, word by word.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/date.h"
#include "report/ideas.h"
#include "report/wording.h"

static void
percentages_are_cut(void **state)
{
	(void) state;
	/* 7,018 of 70,200 minutes are 9.9972 %: never printed as 10.0 % */
	assert_string_equal(percent_words(99972).text, "9.9%");
	assert_string_equal(percent_words(100000).text, "10.0%");
	assert_string_equal(percent_words(0).text, "0.0%");
	assert_string_equal(percent_words(MILLION).text, "100.0%");
	assert_string_equal(percent_words(UNKNOWN).text, "not known");
	assert_string_equal(share_words(1, 3).text, "33.3%");
	assert_string_equal(share_words(0, 0).text, "\xE2\x80\x93");
}

static void
amounts(void **state)
{
	(void) state;
	assert_string_equal(amount_words(12 * MILLION).text, "12");
	assert_string_equal(amount_words(12 * MILLION + MILLION / 2).text, "12.5");
	assert_string_equal(days_words(1).text, "1 day");
	assert_string_equal(days_words(0).text, "0 days");
	assert_string_equal(number_words(UNKNOWN).text, "not known");
}

static void
names_of_things(void **state)
{
	(void) state;
	assert_string_equal(grade_words(6).text, "Grade 6");
	assert_string_equal(grade_words(0).text, "Kindergarten");
	assert_string_equal(grade_words(UNKNOWN).text, "Grade not known");
	assert_string_equal(slot_words(4, MSHIP_SLOT_LUNCH).text, "Thursday at lunch");
	assert_string_equal(slot_words(2, 3).text, "Tuesday in period 3");
	assert_string_equal(slot_name_words("before").text, "before school");
	assert_string_equal(slot_name_words("P12").text, "in period 12");
	assert_string_equal(role_words("counsellor", NULL).text, "Counselor");
	assert_string_equal(role_words("teacher", "Art teacher").text, "Art teacher");
	assert_string_equal(band_words("severe"), "Chronic, severe");
	assert_string_equal(band_words(NULL), "Too few days to say");
	assert_string_equal(referral_status_words("in_progress"), "In progress");
	assert_string_equal(unmatched_words("capacity: 4 mentees compete for 2 seats of mentor 7").text,
						"Mentors with the right times are full");
	assert_string_equal(unmatched_words("on hold").text, "on hold");
	assert_string_equal(unmatched_words(NULL).text, "Not matched yet: run the matching");
}

static void
long_words_are_cut_at_a_character(void **state)
{
	char		name[400];
	Words		cut;
	size_t		i;

	(void) state;
	/* one letter, then two-byte letters: the cut would fall inside one */
	name[0] = 'x';
	for (i = 1; i + 2 < sizeof(name); i += 2)
		memcpy(name + i, "\xC3\xA9", 2);
	name[i] = '\0';
	cut = words("%s", name);
	assert_true(strlen(cut.text) < sizeof(cut.text));
	assert_string_equal(cut.text + strlen(cut.text) - 5, "\xC3\xA9\xE2\x80\xA6");
}

/* 36 of each weekday, absences M2 T2 W2 Th7 F11 */
static Mentee
the_mentee(void)
{
	Mentee		mentee = {
		.student_id = 1, .display_name = "Ana",
		.shared_slots = "Wed:lunch Fri:P3",
		.weekday_enrolled = {36, 36, 36, 36, 36, 0, 0},
		.weekday_absent = {2, 2, 2, 7, 11, 0, 0},
		.meetings_this_month = 0, .current_absence = 0,
		.days_without_contact = 3
	};

	return mentee;
}

static const Heading heading = {.meetings_per_month = 2, .no_contact_days = 15};

static void
expect_advice(const Mentee *mentee, AdviceTime time, const char *const *expected,
			  size_t count)
{
	Advice		advice[ADVICE_PER_MENTEE];
	size_t		total = mentee_advice(&heading, mentee, advice);
	size_t		found = 0;
	size_t		i;

	assert_true(total <= ADVICE_PER_MENTEE);
	for (i = 0; i < total; i++)
		if (advice[i].time == time)
		{
			assert_true(found < count);
			assert_string_equal(advice_words(&advice[i]).text, expected[found++]);
		}
	assert_int_equal(found, count);
}

#define EXPECT_ADVICE(mentee, time, ...) \
	expect_advice(mentee, time, (const char *const[]) {__VA_ARGS__}, \
				  sizeof((const char *const[]) {__VA_ARGS__}) / sizeof(char *))
#define EXPECT_NO_ADVICE(mentee, time) expect_advice(mentee, time, NULL, 0)

static void
advice_on_the_eve_of_a_missed_day(void **state)
{
	static const uint8_t school[] = {DAY_PRESENT};
	Mentee		mentee = the_mentee();
	int32_t		friday;

	(void) state;
	assert_true(date_parse_iso("2025-01-17", &friday));
	/* on Wednesday: meet, and speak of the Thursday; there is no school today */
	mentee.next_school_day = friday - 2;
	mentee.following_school_day = friday - 1;
	EXPECT_ADVICE(&mentee, ADVICE_NEXT_DAY, "Meet Ana at lunch.",
				  "Tell Ana that you look forward to Thursday, a day often missed.");
	EXPECT_NO_ADVICE(&mentee, ADVICE_TODAY);
	/* on a school day there is something to say today */
	mentee.record = (Record) {(int32_t) heading.as_of, 1, school};
	EXPECT_ADVICE(&mentee, ADVICE_TODAY, "Tell Ana that you will meet on Wednesday at lunch.");
	/* the promise of the month is kept: no meeting is urged */
	mentee.meetings_this_month = 2;
	EXPECT_ADVICE(&mentee, ADVICE_NEXT_DAY,
				  "Tell Ana that you look forward to Thursday, a day often missed.");
	EXPECT_NO_ADVICE(&mentee, ADVICE_TODAY);
	/* tomorrow is a day often missed, and the one after it is not */
	mentee.next_school_day = friday;
	mentee.following_school_day = friday + 3;
	EXPECT_ADVICE(&mentee, ADVICE_TODAY,
				  "Tell Ana that you look forward to Friday, a day often missed.");
	EXPECT_NO_ADVICE(&mentee, ADVICE_NEXT_DAY);
	EXPECT_NO_ADVICE(&mentee, ADVICE_THIS_WEEK);
}

static void
advice_when_something_is_wrong(void **state)
{
	Mentee		mentee = the_mentee();
	int32_t		friday;

	(void) state;
	assert_true(date_parse_iso("2025-01-17", &friday));
	mentee.next_school_day = UNKNOWN;
	mentee.following_school_day = UNKNOWN;
	mentee.current_absence = 3;
	mentee.days_without_contact = 15;
	EXPECT_ADVICE(&mentee, ADVICE_NEXT_DAY,
				  "Find out how Ana is: absent the last 3 days of school.");
	EXPECT_ADVICE(&mentee, ADVICE_THIS_WEEK,
				  "Plan a meeting with Ana: none for 15 days. A good time is Friday in period 3.");
	/* a good time tomorrow is better than some day, promise kept or not */
	mentee.next_school_day = friday;
	mentee.meetings_this_month = 2;
	EXPECT_ADVICE(&mentee, ADVICE_NEXT_DAY,
				  "Find out how Ana is: absent the last 3 days of school.",
				  "Meet Ana in period 3. It has been 15 days.");
	EXPECT_NO_ADVICE(&mentee, ADVICE_THIS_WEEK);
	mentee.shared_slots = NULL;
	mentee.current_absence = 1;
	EXPECT_ADVICE(&mentee, ADVICE_THIS_WEEK,
				  "Find a time to meet Ana: no shared free time is known.");
}

/* ---------- what a principal reads ---------- */

static void
reasons_to_look_at_a_student(void **state)
{
	uint8_t		marks[14];
	Mentee		mentee = the_mentee();
	Referral	referrals[] = {
		{.student_id = 1, .referred_on = -20, .status = "open"},
		{.student_id = 1, .referred_on = -90, .status = "in_progress"},
	};
	ReportData	data = {
		.heading = heading, .mentees = &mentee, .mentee_count = 1,
		.referrals = referrals, .referral_count = 1
	};
	Attention	attention;

	(void) state;
	memset(marks, DAY_PRESENT, sizeof(marks));
	mentee.record = (Record) {-13, 14, marks};
	mentee.pairing_id = 7;
	mentee.last_met_on = -3;
	data.referral_count = 0;
	assert_false(attention_of(&data, &mentee, &attention));
	data.referral_count = 2;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text, "Referral open for 20 days");
	/* the last ten school days reach back over days that are none */
	marks[0] = DAY_ABSENT;
	marks[1] = DAY_ABSENT;
	marks[3] = DAY_HALF_ABSENT;
	marks[12] = DAY_ABSENT;
	marks[13] = DAY_ABSENT;
	marks[7] = DAY_NO_SCHOOL;
	mentee.current_absence = 2;
	mentee.days_without_contact = 15;
	mentee.shared_slots = NULL;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Absent the last 2 days of school. Missed 3 of the last 10 school days. "
						"Referral open for 20 days. No meeting for 15 days. "
						"No shared free time with the mentor");
	assert_string_equal(first_step_words(attention.kinds[0]), "Call home and ask how to help");
	/* two of the three are the run itself: not told twice */
	marks[3] = DAY_PRESENT;
	mentee.last_met_on = UNKNOWN;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Absent the last 2 days of school. Referral open for 20 days. "
						"Paired 15 days ago, not met yet. No shared free time with the mentor");
	/* without a mentor there is nobody to meet */
	mentee.pairing_id = UNKNOWN;
	mentee.current_absence = 0;
	data.referral_count = 0;
	assert_false(attention_of(&data, &mentee, &attention));
}

static void
the_most_pressing_first(void **state)
{
	Mentee		mentees[] = {the_mentee(), the_mentee(), the_mentee(), the_mentee()};
	ReportData	data = {.heading = heading, .mentees = mentees, .mentee_count = 4};
	Arena	   *arena = arena_create(0);
	Attention  *list;
	size_t		count;
	size_t		i;

	(void) state;
	for (i = 0; i < 4; i++)
		mentees[i].pairing_id = 7;
	mentees[0].days_without_contact = 40;
	mentees[0].last_met_on = -40;
	mentees[1].current_absence = 2;
	mentees[2].current_absence = 5;
	mentees[3].current_absence = 5;
	mentees[3].school_id = 9;
	list = attention_list(&data, 0, arena, &count);
	assert_int_equal(count, 3);
	assert_ptr_equal(list[0].mentee, &mentees[2]);
	assert_ptr_equal(list[1].mentee, &mentees[1]);
	assert_ptr_equal(list[2].mentee, &mentees[0]);
	arena_free(arena);
}

static void
changes_and_grades(void **state)
{
	(void) state;
	assert_string_equal(points_words(-42499).text, "\xE2\x88\x92" "4.2 points");
	assert_string_equal(points_words(1250).text, "+0.1 points");
	assert_string_equal(points_words(-400).text, "0.0 points");
	assert_string_equal(points_words(UNKNOWN).text, "not known");
	assert_string_equal(grade_short_words(0).text, "K");
	assert_string_equal(grade_short_words(11).text, "11");
	assert_string_equal(grades_words(6, 8).text, "Grades 6 to 8");
	assert_string_equal(grades_words(7, 7).text, "Grade 7");
	assert_string_equal(grades_words(0, 2).text, "Kindergarten to grade 2");
	assert_string_equal(grades_words(7, UNKNOWN).text, "Grade 7 and up, and ungraded");
	assert_string_equal(slot_short_words(4, MSHIP_SLOT_LUNCH).text, "Thu at lunch");
}

static void
ideas_come_from_what_is_liked(void **state)
{
	const char *ideas[IDEAS_SHOWN];

	(void) state;
	assert_int_equal(ideas_for("baking, chess, cooking, soccer", ideas), 2);
	assert_string_equal(ideas[0], "Swap a family recipe and hear how it turned out.");
	assert_string_equal(ideas[1], "Leave a game set up and play a few moves each time.");
	assert_int_equal(ideas_for("baking:2, cooking", ideas), 1);
	assert_int_equal(ideas_for("chess:-1, outgoing, che", ideas), 0);
	assert_int_equal(ideas_for("", ideas), 0);
	assert_int_equal(ideas_for(NULL, ideas), 0);
}

static void
reasons_for_a_meeting_time(void **state)
{
	Mentee		mentee = the_mentee();
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];

	(void) state;
	assert_int_equal(mentee_meeting_slots(&mentee, slots), 2);
	assert_string_equal(meeting_slot_words(&slots[0]).text,
						"Friday in period 3, on a day that is often missed");
	assert_string_equal(meeting_slot_words(&slots[1]).text,
						"Wednesday at lunch, the school day before a Thursday, which is often missed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentages_are_cut),
		cmocka_unit_test(amounts),
		cmocka_unit_test(names_of_things),
		cmocka_unit_test(long_words_are_cut_at_a_character),
		cmocka_unit_test(advice_on_the_eve_of_a_missed_day),
		cmocka_unit_test(advice_when_something_is_wrong),
		cmocka_unit_test(reasons_for_a_meeting_time),
		cmocka_unit_test(reasons_to_look_at_a_student),
		cmocka_unit_test(the_most_pressing_first),
		cmocka_unit_test(changes_and_grades),
		cmocka_unit_test(ideas_come_from_what_is_liked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
