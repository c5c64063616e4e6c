/*
 * school_lists.c
 *		The lists of names in a school's report.
 */
#include "report/school_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"

/* A longer list is for nobody's week. */
#define ATTENTION_SHOWN 25

#define GRADE_COLUMN {"Grade", 44, 0, ALIGN_LEFT, false}

void
school_attention(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 4, ALIGN_LEFT, true},
		GRADE_COLUMN,
		{"Why", 0, 6, ALIGN_LEFT, false},
		{"A first step", 0, 4, ALIGN_LEFT, false},
		{"Mentor", 0, 4, ALIGN_LEFT, false},
	};
	LayoutDoc  *doc = page->doc;
	size_t		count;
	const Attention *list = attention_list(page->data, page->school->school_id,
										   page->arena, &count);
	size_t		i;

	layout_heading(doc, 2, "Who needs a look this week");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "Nobody stands out this week.");
	for (i = 0; i < count && i < ATTENTION_SHOWN; i++)
	{
		const Mentee *mentee = list[i].mentee;

		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_short_words(mentee->grade_level).text);
		layout_cell(doc, attention_words(&list[i]).text);
		layout_cell(doc, first_step_words(&list[i]));
		layout_cell(doc, mentee->mentor_name != NULL ? mentee->mentor_name : "waiting");
	}
	layout_table_end(doc);
	if (count > ATTENTION_SHOWN)
	{
		layout_keep_with_next(doc);
		layout_paragraph(doc, TEXT_NOTE,
						 words("%zu more need a look, less pressing than these. So many at a "
							   "time often have something in common: a bus line, a class, "
							   "an illness.", count - ATTENTION_SHOWN).text);
	}
}

/* Days missed by a student of the program, beside the goal. */
static Words
missed_by(const ReportData *data, int64_t student_id)
{
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
		if (data->mentees[i].student_id == student_id)
			return missed_of_goal(&data->mentees[i]);
	return words("\xE2\x80\x93");
}

void
school_waiting(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 4, ALIGN_LEFT, true},
		GRADE_COLUMN,
		{"Days missed", 82, 0, ALIGN_RIGHT, false},
		{"Waiting", 60, 0, ALIGN_RIGHT, false},
		{"Why no mentor yet", 0, 4, ALIGN_LEFT, false},
		{"A first step", 0, 4, ALIGN_LEFT, false},
	};
	LayoutDoc  *doc = page->doc;
	const ReportData *data = page->data;
	size_t		i;

	layout_heading(doc, 2, "Students waiting for a mentor");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "Nobody is waiting.");
	for (i = 0; i < data->unmatched_count; i++)
	{
		const Unmatched *waiting = &data->unmatched[i];

		if (waiting->school_id != page->school->school_id)
			continue;
		layout_cell(doc, waiting->display_name);
		layout_cell(doc, grade_short_words(waiting->grade_level).text);
		layout_cell(doc, missed_by(data, waiting->student_id).text);
		layout_cell(doc, days_words(data->heading.as_of - waiting->nominated_on).text);
		layout_cell(doc, unmatched_words(waiting->reason).text);
		layout_cell(doc, unmatched_step_words(waiting->reason));
	}
	layout_table_end(doc);
}

/* Places and training of all mentors in a sentence. */
static void
capacity_sentence(const SchoolPage *page)
{
	const ReportData *data = page->data;
	int64_t		mentors = 0;
	int64_t		places = 0;
	int64_t		students = 0;
	int64_t		untrained = 0;
	size_t		i;

	for (i = 0; i < data->mentor_count; i++)
	{
		const Mentor *mentor = &data->mentors[i];

		if (mentor->school_id != page->school->school_id)
			continue;
		mentors++;
		places += mentor->capacity;
		students += mentor->mentees;
		untrained += mentor->trained_on == UNKNOWN;
	}
	if (mentors == 0)
		return;
	layout_paragraph(page->doc, TEXT_BODY,
					 words("%s with %" PRId64 " %s at all schools together; %" PRId64
						   " %s of this school %s with them. %s",
						   mentors == 1 ? "1 mentor" :
						   words("%" PRId64 " mentors", mentors).text, places,
						   places == 1 ? "place" : "places", students,
						   students == 1 ? "student" : "students",
						   students == 1 ? "is" : "are",
						   untrained == 0 ? "All mentors have had a training." :
						   words("%" PRId64 " %s had no training yet.", untrained,
								 untrained == 1 ? "mentor has" : "mentors have").text).text);
	layout_keep_with_next(page->doc);
}

void
school_mentors(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Mentor", 0, 3, ALIGN_LEFT, true},
		{"Position", 0, 3, ALIGN_LEFT, false},
		{"Students here", 58, 0, ALIGN_RIGHT, false},
		{"Places", 44, 0, ALIGN_RIGHT, false},
		{"Meetings, 30 days", 66, 0, ALIGN_RIGHT, false},
		{"Last training", 80, 0, ALIGN_RIGHT, false},
	};
	LayoutDoc  *doc = page->doc;
	const ReportData *data = page->data;
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "Mentors, capacity and training");
	capacity_sentence(page);
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "This school has no mentor yet.");
	for (i = 0; i < data->mentor_count; i++)
	{
		const Mentor *mentor = &data->mentors[i];

		if (mentor->school_id != page->school->school_id)
			continue;
		layout_cell(doc, mentor->display_name);
		layout_cell(doc, role_words(mentor->role, mentor->title).text);
		layout_cell(doc, number_words(mentor->mentees).text);
		layout_cell(doc, number_words(mentor->capacity).text);
		layout_cell(doc, number_words(mentor->meetings_last_30_days).text);
		layout_cell(doc, mentor->trained_on == UNKNOWN ? "not yet" :
					date_medium(mentor->trained_on, day));
	}
	layout_table_end(doc);
}

static int
compare_days(const void *a, const void *b)
{
	const Referral *one = *(const Referral *const *) a;
	const Referral *other = *(const Referral *const *) b;

	if (one->referred_on != other->referred_on)
		return one->referred_on < other->referred_on ? -1 : 1;
	return one->referral_id < other->referral_id ? -1 : one->referral_id > other->referral_id;
}

/* The referrals of the school that are not closed, the oldest first; none when
 * out of memory, which fails the report. */
static const Referral **
open_referrals(const SchoolPage *page, size_t *count)
{
	const ReportData *data = page->data;
	const Referral **list = arena_alloc(page->arena,
										(data->referral_count + 1) * sizeof(*list));
	size_t		i;

	*count = 0;
	for (i = 0; i < data->referral_count && list != NULL; i++)
		if (data->referrals[i].school_id == page->school->school_id &&
			strcmp(data->referrals[i].status, "closed") != 0)
			list[(*count)++] = &data->referrals[i];
	if (*count > 0)
		qsort(list, *count, sizeof(*list), compare_days);
	return list;
}

void
school_referrals(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"With", 0, 3, ALIGN_LEFT, false},
		{"Since", 76, 0, ALIGN_LEFT, false},
		{"Days", 44, 0, ALIGN_RIGHT, false},
		{"Status", 90, 0, ALIGN_LEFT, false},
	};
	LayoutDoc  *doc = page->doc;
	const ReportData *data = page->data;
	size_t		count;
	const Referral **list = open_referrals(page, &count);
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "Open referrals");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "None.");
	for (i = 0; i < count; i++)
	{
		const Referral *referral = list[i];

		layout_cell(doc, referral->display_name);
		layout_cell(doc, helper_of_referral_words(data, referral).text);
		layout_cell(doc, date_medium(referral->referred_on, day));
		layout_cell(doc, number_words(data->heading.as_of - referral->referred_on).text);
		layout_cell(doc, referral_status_words(referral->status));
	}
	layout_table_end(doc);
}

void
school_mentees(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 4, ALIGN_LEFT, true},
		GRADE_COLUMN,
		{"Mentor", 0, 4, ALIGN_LEFT, false},
		{"Days missed", 82, 0, ALIGN_RIGHT, false},
		{"Rate", 48, 0, ALIGN_RIGHT, false},
		{"Last met", 76, 0, ALIGN_RIGHT, false},
	};
	LayoutDoc  *doc = page->doc;
	const ReportData *data = page->data;
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "All students in the program");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "No student of this school is in the program yet.");
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];

		if (mentee->school_id != page->school->school_id)
			continue;
		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_short_words(mentee->grade_level).text);
		layout_cell(doc, mentee->mentor_name != NULL ? mentee->mentor_name : "waiting");
		layout_cell(doc, missed_of_goal(mentee).text);
		layout_cell(doc, mentee->rate_millionths == UNKNOWN ? "\xE2\x80\x93" :
					percent_words(mentee->rate_millionths).text);
		layout_cell(doc, mentee->last_met_on != UNKNOWN ?
					date_medium(mentee->last_met_on, day) :
					mentee->pairing_id != UNKNOWN ? "not yet" : "\xE2\x80\x93");
	}
	layout_table_end(doc);
}
