/*
 * page_school.c
 *		A school's report for its principal.
 */
#include "report/blocks.h"

#include <inttypes.h>
#include <string.h>

#include "common/date.h"
#include "layout/charts.h"

static void
headline_tiles(LayoutDoc *doc, const School *school)
{
	int64_t		evaluable = school->enrolled - school->not_evaluable;
	int64_t		chronic = school->moderate + school->severe;

	layout_tiles_begin(doc);
	layout_tile(doc, number_words(school->enrolled).text, "Students enrolled", NULL);
	layout_tile(doc, number_words(chronic).text, "Chronically absent",
				words("%s of %" PRId64, share_words(chronic, evaluable).text,
					  evaluable).text);
	layout_tile(doc, number_words(school->nominated).text, "Nominated", NULL);
	layout_tile(doc, number_words(school->paired).text, "With a mentor", NULL);
	layout_tile(doc, number_words(school->nominated - school->paired).text,
				"Waiting", NULL);
	layout_tiles_end(doc);
}

static void
absence_bands(LayoutDoc *doc, const School *school)
{
	int64_t		evaluable = school->enrolled - school->not_evaluable;
	const struct
	{
		const char *label;
		int64_t		count;
		BarTone		tone;
	}			bands[] = {
		{"Satisfactory (under 5%)", school->satisfactory, BAR_LIGHT},
		{"At risk (5% to under 10%)", school->at_risk, BAR_LIGHT},
		{"Chronic, moderate (10% to under 20%)", school->moderate, BAR_NORMAL},
		{"Chronic, severe (20% or more)", school->severe, BAR_STRONG},
	};
	LayoutBar	bars[sizeof(bands) / sizeof(bands[0])];
	Words		texts[sizeof(bands) / sizeof(bands[0])];
	size_t		i;

	for (i = 0; i < sizeof(bands) / sizeof(bands[0]); i++)
	{
		texts[i] = words("%" PRId64 " (%s)", bands[i].count,
						 share_words(bands[i].count, evaluable).text);
		bars[i] = (LayoutBar) {
			.label = bands[i].label, .amount = (double) bands[i].count,
			.out_of = (double) evaluable, .text = texts[i].text,
			.tone = bands[i].tone
		};
	}
	layout_bars(doc, words("Students of %s by share of days missed", school->name).text,
				BARS_OF_WHOLE, bars, sizeof(bars) / sizeof(bars[0]));
	if (school->not_evaluable > 0)
		layout_paragraph(doc, TEXT_NOTE,
						 words("%" PRId64 " more %s enrolled for too few days to say.",
							   school->not_evaluable,
							   school->not_evaluable == 1 ? "is" : "are").text);
}

/* Why a mentee needs a look this week; empty if not. */
static Words
why_look(const Heading *heading, const Mentee *mentee)
{
	if (mentee->current_absence != UNKNOWN &&
		mentee->current_absence >= ABSENCE_RUN_TO_CALL)
		return words("Absent the last %s of school",
					 days_words(mentee->current_absence).text);
	if (mentee->days_without_contact != UNKNOWN &&
		mentee->days_without_contact >= heading->no_contact_days)
		return words("No meeting for %s", days_words(mentee->days_without_contact).text);
	if (mentee->pairing_id != UNKNOWN &&
		(mentee->shared_slots == NULL || strcmp(mentee->shared_slots, "none") == 0))
		return words("No shared free time with the mentor");
	return words("%s", "");
}

static void
attention_list(LayoutDoc *doc, const ReportData *data, const School *school)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"Grade", 78, 0, ALIGN_LEFT, false},
		{"Why", 0, 4, ALIGN_LEFT, false},
		{"Mentor", 0, 3, ALIGN_LEFT, false},
	};
	size_t		i;

	layout_heading(doc, 2, "Who needs a look this week");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "Nobody this week.");
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];
		Words		why = why_look(&data->heading, mentee);

		if (mentee->school_id != school->school_id || why.text[0] == '\0')
			continue;
		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_words(mentee->grade_level).text);
		layout_cell(doc, why.text);
		layout_cell(doc, mentee->mentor_name != NULL ? mentee->mentor_name : "waiting");
	}
	layout_table_end(doc);
}

static void
fidelity(LayoutDoc *doc, const Heading *heading, const School *school)
{
	layout_heading(doc, 2, "Are the meetings happening?");
	if (school->paired == 0)
	{
		layout_paragraph(doc, TEXT_BODY, "No student of this school has a mentor yet.");
		return;
	}
	layout_paragraph(doc, TEXT_BODY,
					 words("%" PRId64 " of %" PRId64 " pairs met at least %" PRId64
						   " times on the last 30 days, as promised. %" PRId64
						   " had no meeting for %" PRId64 " days or more.",
						   school->promise_kept, school->paired,
						   heading->meetings_per_month, school->without_contact,
						   heading->no_contact_days).text);
}

static void
waiting_students(LayoutDoc *doc, const ReportData *data, const School *school)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"Grade", 78, 0, ALIGN_LEFT, false},
		{"Nominated", 76, 0, ALIGN_LEFT, false},
		{"Why no mentor yet", 0, 5, ALIGN_LEFT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "Students waiting for a mentor");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "Nobody is waiting.");
	for (i = 0; i < data->unmatched_count; i++)
	{
		const Unmatched *waiting = &data->unmatched[i];

		if (waiting->school_id != school->school_id)
			continue;
		layout_cell(doc, waiting->display_name);
		layout_cell(doc, grade_words(waiting->grade_level).text);
		layout_cell(doc, date_medium(waiting->nominated_on, day));
		layout_cell(doc, unmatched_words(waiting->reason).text);
	}
	layout_table_end(doc);
}

static void
mentors(LayoutDoc *doc, const ReportData *data, const School *school)
{
	static const LayoutColumn columns[] = {
		{"Mentor", 0, 3, ALIGN_LEFT, true},
		{"Position", 0, 3, ALIGN_LEFT, false},
		{"Students", 62, 0, ALIGN_RIGHT, false},
		{"Meetings, 30 days", 66, 0, ALIGN_RIGHT, false},
		{"Last training", 80, 0, ALIGN_RIGHT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "Mentors, capacity and training");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "This school has no mentor yet.");
	for (i = 0; i < data->mentor_count; i++)
	{
		const Mentor *mentor = &data->mentors[i];

		if (mentor->school_id != school->school_id)
			continue;
		layout_cell(doc, mentor->display_name);
		layout_cell(doc, role_words(mentor->role, mentor->title).text);
		layout_cell(doc, words("%" PRId64 " of %" PRId64, mentor->mentees,
							   mentor->capacity).text);
		layout_cell(doc, number_words(mentor->meetings_last_30_days).text);
		layout_cell(doc, mentor->trained_on == UNKNOWN ? "not trained" :
					date_medium(mentor->trained_on, day));
	}
	layout_table_end(doc);
}

static void
open_referrals(LayoutDoc *doc, const ReportData *data, const School *school)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"Need", 0, 4, ALIGN_LEFT, false},
		{"With", 84, 0, ALIGN_LEFT, false},
		{"Since", 76, 0, ALIGN_LEFT, false},
		{"Status", 70, 0, ALIGN_LEFT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "Referrals not closed");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "None.");
	for (i = 0; i < data->referral_count; i++)
	{
		const Referral *referral = &data->referrals[i];

		if (referral->school_id != school->school_id ||
			strcmp(referral->status, "closed") == 0)
			continue;
		layout_cell(doc, referral->display_name);
		layout_cell(doc, referral->need);
		layout_cell(doc, role_words(referral->referred_to, NULL).text);
		layout_cell(doc, date_medium(referral->referred_on, day));
		layout_cell(doc, referral_status_words(referral->status));
	}
	layout_table_end(doc);
}

static void
all_mentees(LayoutDoc *doc, const ReportData *data, const School *school)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"Grade", 78, 0, ALIGN_LEFT, false},
		{"Mentor", 0, 3, ALIGN_LEFT, false},
		{"Days missed", 82, 0, ALIGN_RIGHT, false},
		{"Rate", 44, 0, ALIGN_RIGHT, false},
		{"Last met", 76, 0, ALIGN_RIGHT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_heading(doc, 2, "All nominated students");
	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "No student of this school is nominated.");
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];

		if (mentee->school_id != school->school_id)
			continue;
		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_words(mentee->grade_level).text);
		layout_cell(doc, mentee->mentor_name != NULL ? mentee->mentor_name : "waiting");
		layout_cell(doc, missed_of_goal(mentee).text);
		layout_cell(doc, percent_words(mentee->rate_millionths).text);
		layout_cell(doc, mentee->last_met_on == UNKNOWN ? "\xE2\x80\x93" :
					date_medium(mentee->last_met_on, day));
	}
	layout_table_end(doc);
}

LayoutStatus
report_school(const ReportContext *context, const School *school,
			  Arena *arena, Display *display, const char **fault)
{
	const ReportData *data = context->data;
	const Heading *heading = &data->heading;
	char		day[DATE_TEXT_MAX];
	LayoutDoc  *doc;
	LayoutStatus status;

	*fault = school_fault(school);
	if (*fault != NULL)
		return LAYOUT_OK;
	doc = layout_create(arena, context->format,
						words("School report: %s", school->name).text);
	if (doc == NULL)
		return LAYOUT_MEMORY;
	layout_set_info(doc, heading->district_name, "School report");
	block_running(doc, arena, heading, school->name);

	layout_title(doc, "School report", school->name,
				 words("%s. As of %s.", heading->district_name,
					   date_long(heading->as_of, day)).text);
	headline_tiles(doc, school);
	attention_list(doc, data, school);
	layout_heading(doc, 2, "Attendance of the school");
	absence_bands(doc, school);
	fidelity(doc, heading, school);
	waiting_students(doc, data, school);
	mentors(doc, data, school);
	open_referrals(doc, data, school);
	all_mentees(doc, data, school);
	layout_paragraph(doc, TEXT_NOTE,
					 "Absence counts under the federal rule (EDFacts): a day is missed when a "
					 "student is away for at least half of it, for whatever reason; chronic "
					 "means 10% or more of the days enrolled, from 10 days of enrollment on. "
					 "The rate follows the student from school to school. Percentages are cut "
					 "after one decimal, never rounded up.");

	status = layout_run(doc, context->metrics, DENSITY_NORMAL, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	return status;
}
