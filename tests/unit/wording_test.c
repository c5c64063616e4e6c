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
	assert_string_equal(referral_status_words("in_progress"), "In progress");
	assert_string_equal(unmatched_words("capacity: 4 mentees compete for 2 seats of mentor 7").text,
						"Mentors with the right times are full");
	assert_string_equal(unmatched_words("on hold").text, "on hold");
	assert_string_equal(unmatched_words(NULL).text, "Nominated since mentors were matched last");
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

/* A student with a mentor, of whom nothing bad is known. */
static Mentee
the_mentee(void)
{
	Mentee		mentee = {
		.student_id = 1, .display_name = "Ana",
		.shared_slots = "Wed:lunch Fri:P3",
		.meetings_this_month = 0, .current_absence = 0,
		.days_without_contact = 3, .continues = UNKNOWN
	};

	return mentee;
}

static const Heading heading = {.meetings_per_month = 2, .no_contact_days = 15};

/* ---------- what a principal reads ---------- */

static void
reasons_to_look_at_a_student(void **state)
{
	uint8_t		marks[14];
	Mentee		mentee = the_mentee();
	Referral	referrals[] = {
		{.student_id = 1, .referred_on = -90, .referred_to = "counsellor", .status = "closed"},
		{.student_id = 1, .referred_on = -20, .referred_to = "counsellor", .status = "open"},
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
	assert_false(attention_of(&data, &mentee, &attention));
	data.referral_count = 2;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Referral to the counselor not taken up for 20 days.");
	/* taken up and not closed is a reason as well */
	referrals[1].status = "in_progress";
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Referral to the counselor in progress for 20 days.");
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
						"Referral to the counselor in progress for 20 days. "
						"Absent the last 2 days of school. No meeting for 15 days. "
						"Missed 3 of the last 10 school days. "
						"No shared free time with the mentor.");
	assert_string_equal(first_step_words(&attention),
						"Ask the counselor today how it stands");
	/* two of the three are the run itself: not told twice */
	marks[3] = DAY_PRESENT;
	mentee.last_met_on = UNKNOWN;
	data.referral_count = 1;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Absent the last 2 days of school. Paired 15 days ago, not met yet. "
						"No shared free time with the mentor.");
	/* a pair that goes on from last year is not a new one */
	mentee.continues = 6;
	assert_true(attention_of(&data, &mentee, &attention));
	assert_string_equal(attention_words(&attention).text,
						"Absent the last 2 days of school. No meeting for 15 days. "
						"No shared free time with the mentor.");
	/* without a mentor there is nobody to meet */
	mentee.pairing_id = UNKNOWN;
	mentee.current_absence = 0;
	assert_false(attention_of(&data, &mentee, &attention));
}

static void
the_most_pressing_first(void **state)
{
	Mentee		mentees[6];
	Referral	referrals[] = {
		{.student_id = 4, .referred_on = -38, .referred_to = "counsellor", .status = "open"},
		{.student_id = 5, .referred_on = -71, .referred_to = "counsellor", .status = "in_progress"},
	};
	ReportData	data = {
		.heading = heading, .mentees = mentees, .mentee_count = 6,
		.referrals = referrals, .referral_count = 2
	};
	static const size_t order[] = {5, 4, 2, 1, 0};
	Arena	   *arena = arena_create(0);
	Attention  *list;
	size_t		count;
	size_t		i;

	(void) state;
	for (i = 0; i < 6; i++)
	{
		mentees[i] = the_mentee();
		mentees[i].student_id = (int64_t) i;
		mentees[i].pairing_id = 7;
	}
	mentees[0].days_without_contact = 40;
	mentees[0].last_met_on = -40;
	mentees[1].current_absence = 2;
	mentees[2].current_absence = 5;
	mentees[3].current_absence = 5;
	mentees[3].school_id = 9;
	list = attention_list(&data, 0, arena, &count);
	assert_int_equal(count, 5);
	for (i = 0; i < 5; i++)
		assert_ptr_equal(list[i].mentee, &mentees[order[i]]);
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
expect_idea(const Idea *idea, const char *interest, const char *text)
{
	assert_int_equal(idea->length, strlen(interest));
	assert_memory_equal(idea->interest, interest, idea->length);
	assert_string_equal(idea->text, text);
}

static void
ideas_come_from_what_is_liked(void **state)
{
	Idea		ideas[IDEAS_SHOWN];

	(void) state;
	assert_int_equal(ideas_for("baking, chess, cooking, soccer", ideas), 2);
	expect_idea(&ideas[0], "baking", "swap a family recipe and hear how it turned out.");
	expect_idea(&ideas[1], "chess", "leave a game set up and play a few moves each time.");
	assert_int_equal(ideas_for("baking:2, cooking", ideas), 1);
	assert_int_equal(ideas_for("chess:-1, outgoing, che", ideas), 0);
	assert_int_equal(ideas_for("", ideas), 0);
	assert_int_equal(ideas_for(NULL, ideas), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentages_are_cut),
		cmocka_unit_test(amounts),
		cmocka_unit_test(names_of_things),
		cmocka_unit_test(long_words_are_cut_at_a_character),
		cmocka_unit_test(reasons_to_look_at_a_student),
		cmocka_unit_test(the_most_pressing_first),
		cmocka_unit_test(changes_and_grades),
		cmocka_unit_test(ideas_come_from_what_is_liked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
