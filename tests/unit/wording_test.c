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
advise(const Mentee *mentee, size_t index, size_t count, const char *expected)
{
	Advice		advice[ADVICE_PER_MENTEE];

	assert_int_equal(mentee_advice(&heading, mentee, advice), count);
	assert_string_equal(advice_words(&advice[index]).text, expected);
}

static void
advice_on_the_eve_of_a_missed_day(void **state)
{
	Mentee		mentee = the_mentee();
	int32_t		friday;

	(void) state;
	assert_true(date_parse_iso("2025-01-17", &friday));
	/* on Wednesday: meet, and speak of the Thursday */
	mentee.next_school_day = friday - 2;
	mentee.following_school_day = friday - 1;
	advise(&mentee, 0, 2, "Meet Ana on Wednesday at lunch.");
	advise(&mentee, 1, 2, "Tell Ana that you look forward to Thursday, a day often missed.");
	/* the promise of the month is kept: no meeting is urged */
	mentee.meetings_this_month = 2;
	advise(&mentee, 0, 1, "Tell Ana that you look forward to Thursday, a day often missed.");
	/* before a day that is not missed there is nothing more to say */
	mentee.next_school_day = friday;
	mentee.following_school_day = friday + 3;
	assert_int_equal(mentee_advice(&heading, &mentee, (Advice[ADVICE_PER_MENTEE]) {{0}}), 0);
}

static void
advice_when_something_is_wrong(void **state)
{
	Mentee		mentee = the_mentee();

	(void) state;
	mentee.next_school_day = UNKNOWN;
	mentee.following_school_day = UNKNOWN;
	mentee.current_absence = 3;
	mentee.days_without_contact = 15;
	advise(&mentee, 0, 2, "Find out how Ana is: absent the last 3 days of school.");
	advise(&mentee, 1, 2,
		   "Plan a meeting with Ana: none for 15 days. A good time is Friday in period 3.");
	mentee.shared_slots = NULL;
	mentee.current_absence = 1;
	advise(&mentee, 0, 1, "Find a time to meet Ana: no shared free time is known.");
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
