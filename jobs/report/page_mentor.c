/*
 * page_mentor.c
 *		A mentor's report: what to do next, the caseload, a page a student.
 */
#include "report/blocks.h"
#include "report/ideas.h"

#include <inttypes.h>
#include <string.h>

#include "common/date.h"

static const char footer[] =
"Confidential: for this mentor only. Never for discipline.";

/* More than these at a time are for the table of the caseload. */
#define ADVICE_SHOWN 6

static bool
is_mentee_of(const Mentee *mentee, int64_t mentor_id)
{
	return mentee->pairing_id != UNKNOWN && mentee->mentor_id == mentor_id;
}

/* The next school day of any of the mentees. */
static int64_t
next_school_day(const ReportData *data, int64_t mentor_id)
{
	int64_t		next = UNKNOWN;
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];

		if (is_mentee_of(mentee, mentor_id) && mentee->next_school_day != UNKNOWN &&
			(next == UNKNOWN || mentee->next_school_day < next))
			next = mentee->next_school_day;
	}
	return next;
}

/* "Tomorrow, Friday, February 13, 2026", or the day alone if it is later. */
static Words
next_day_words(const Heading *heading, int64_t next)
{
	char		day[DATE_TEXT_MAX];

	if (next == UNKNOWN)
		return words("On the next school day");
	return words("%s%s", next == heading->as_of + 1 ? "Tomorrow, " : "On ",
				 date_long(next, day));
}

/* All advice of one kind for one time, after those before it; how many of them
 * there are in all. */
static size_t
list_advice(LayoutDoc *doc, const ReportData *data, int64_t mentor_id,
			AdviceTime time, AdviceKind kind, size_t before)
{
	Advice		own[ADVICE_PER_MENTEE];
	size_t		found = before;
	size_t		i;
	size_t		j;

	for (i = 0; i < data->mentee_count; i++)
	{
		size_t		own_count;

		if (!is_mentee_of(&data->mentees[i], mentor_id))
			continue;
		own_count = mentee_advice(&data->heading, &data->mentees[i], own);
		for (j = 0; j < own_count; j++)
			if (own[j].time == time && own[j].kind == kind && found++ < ADVICE_SHOWN)
				layout_list_item(doc, advice_words(&own[j]).text);
	}
	return found;
}

static bool
has_advice(const ReportData *data, int64_t mentor_id, AdviceTime time)
{
	Advice		own[ADVICE_PER_MENTEE];
	size_t		i;
	size_t		j;

	for (i = 0; i < data->mentee_count; i++)
	{
		size_t		own_count;

		if (!is_mentee_of(&data->mentees[i], mentor_id))
			continue;
		own_count = mentee_advice(&data->heading, &data->mentees[i], own);
		for (j = 0; j < own_count; j++)
			if (own[j].time == time)
				return true;
	}
	return false;
}

/* What to do at one time, under its name, the most pressing first. */
static bool
advice_for(LayoutDoc *doc, const ReportData *data, int64_t mentor_id,
		   AdviceTime time, const char *when)
{
	size_t		found = 0;
	int			kind;

	if (!has_advice(data, mentor_id, time))
		return false;
	layout_paragraph(doc, TEXT_STRONG, when);
	layout_keep_with_next(doc);
	layout_list_begin(doc, LIST_BOXES);
	for (kind = ADVICE_CALL; kind <= ADVICE_FIND_SLOT; kind++)
		found = list_advice(doc, data, mentor_id, time, (AdviceKind) kind, found);
	layout_list_end(doc);
	if (found > ADVICE_SHOWN)
		layout_paragraph(doc, TEXT_NOTE,
						 words("And %zu more: the table below has a good time for each "
							   "student.", found - ADVICE_SHOWN).text);
	return true;
}

static void
what_to_do_next(LayoutDoc *doc, const ReportData *data, int64_t mentor_id)
{
	const Heading *heading = &data->heading;
	char		day[DATE_TEXT_MAX];
	bool		any;

	layout_callout_begin(doc, CALLOUT_ACTION, "What to do next");
	any = advice_for(doc, data, mentor_id, ADVICE_NEXT_DAY,
					 next_day_words(heading, next_school_day(data, mentor_id)).text);
	any |= advice_for(doc, data, mentor_id, ADVICE_TODAY,
					  words("To do today, %s", date_long(heading->as_of, day)).text);
	any |= advice_for(doc, data, mentor_id, ADVICE_THIS_WEEK, "This week");
	if (!any)
		layout_paragraph(doc, TEXT_BODY,
						 "Nothing is urgent. A hello in the hallway always helps.");
	layout_callout_end(doc);
}

/* "Tue at lunch" */
static Words
next_good_time(const Mentee *mentee)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];

	if (mentee_meeting_slots(mentee, slots) == 0)
		return words("none known");
	return slot_short_words(slots[0].weekday, slots[0].slot);
}

static void
caseload(LayoutDoc *doc, const ReportData *data, int64_t mentor_id)
{
	static const LayoutColumn columns[] = {
		{"Student", 0, 3, ALIGN_LEFT, true},
		{"Grade", 44, 0, ALIGN_LEFT, false},
		{"Days missed", 80, 0, ALIGN_RIGHT, false},
		{"Met this month", 66, 0, ALIGN_RIGHT, false},
		{"Last met", 76, 0, ALIGN_RIGHT, false},
		{"A good time", 104, 0, ALIGN_LEFT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]),
					   "No student is matched with you yet. The coordinator will tell you "
					   "when one is.");
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];

		if (!is_mentee_of(mentee, mentor_id))
			continue;
		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_short_words(mentee->grade_level).text);
		layout_cell(doc, missed_of_goal(mentee).text);
		layout_cell(doc, words("%s of %" PRId64,
							   number_words(mentee->meetings_this_month).text,
							   data->heading.meetings_per_month).text);
		layout_cell(doc, mentee->last_met_on == UNKNOWN ? "not yet" :
					date_medium(mentee->last_met_on, day));
		layout_cell(doc, next_good_time(mentee).text);
	}
	layout_table_end(doc);
}

static void
good_times(LayoutDoc *doc, const Mentee *mentee)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];
	size_t		count = mentee_meeting_slots(mentee, slots);
	size_t		i;

	if (count == 0)
	{
		layout_paragraph(doc, TEXT_BODY,
						 "No shared free time is on record. Ask the coordinator.");
		return;
	}
	layout_list_begin(doc, LIST_NUMBERS);
	for (i = 0; i < count; i++)
		layout_list_item(doc, meeting_slot_words(&slots[i]).text);
	layout_list_end(doc);
}

/* A thing or two to do together, from what the student likes. */
static void
ideas(LayoutDoc *doc, const Mentee *mentee)
{
	const char *found[IDEAS_SHOWN];
	size_t		count = ideas_for(mentee->traits, found);
	size_t		i;

	layout_list_begin(doc, LIST_BULLETS);
	for (i = 0; i < count; i++)
		layout_list_item(doc, found[i]);
	if (count == 0)
		layout_list_item(doc, "Ask what a really good day at school would be like.");
	layout_list_end(doc);
}

static void
last_meetings(LayoutDoc *doc, const ReportData *data, const Mentee *mentee)
{
	enum
	{
		SHOWN = 3
	};
	size_t		count;
	const Meeting *meetings = report_data_meetings(data, mentee->student_id, &count);
	char		day[DATE_TEXT_MAX];
	size_t		i;

	if (count == 0)
		return;
	layout_heading(doc, 3, "Last meetings");
	layout_list_begin(doc, LIST_BULLETS);
	for (i = count; i > 0 && i + SHOWN > count; i--)
	{
		const Meeting *meeting = &meetings[i - 1];

		layout_list_item(doc, words("%s, %s%s%s",
									date_day(meeting->met_on, day),
									slot_name_words(meeting->slot).text,
									meeting->activity != NULL ? ": " : "",
									meeting->activity != NULL ? meeting->activity : "").text);
	}
	layout_list_end(doc);
}

static void
page_of_mentee(LayoutDoc *doc, const ReportContext *context,
			   const Mentee *mentee, Arena *arena)
{
	const ReportData *data = context->data;
	const char *interests = interests_of(mentee, arena);
	char		day[DATE_TEXT_MAX];

	layout_section(doc, SECTION_NEXT_PAGE, mentee->display_name);
	layout_section_one_page(doc);
	layout_title(doc, "Your student", mentee->display_name,
				 words("%s, %s. With you since %s.",
					   grade_words(mentee->grade_level).text, mentee->school_name,
					   date_medium(mentee->started_on, day)).text);
	block_attendance_tiles(doc, &data->heading, mentee);

	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Good times to meet");
	good_times(doc, mentee);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Interests and ideas");
	layout_paragraph(doc, TEXT_BODY,
					 interests != NULL ? interests :
					 "Not known yet. Ask, and tell the coordinator.");
	ideas(doc, mentee);
	if (mentee->match_reason != NULL && mentee->match_reason[0] != '\0')
		layout_paragraph(doc, TEXT_NOTE,
						 words("Why you two: %s", mentee->match_reason).text);
	layout_columns_end(doc);

	layout_heading(doc, 2, "The school year, day by day");
	block_calendar(doc, &data->heading, mentee);

	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Days missed by weekday");
	block_weekdays(doc, mentee);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Your meetings");
	block_meetings(doc, data, mentee);
	last_meetings(doc, data, mentee);
	layout_columns_end(doc);

	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Referrals");
	block_open_referrals(doc, data, mentee->student_id);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Whom to ask for help");
	block_helpers(doc, data, mentee->school_id);
	layout_columns_end(doc);
}

/* "North School and South School" */
static const char *
schools_of(const Mentor *rows, size_t count, Arena *arena)
{
	const char *names = rows[0].school_name;
	size_t		i;

	for (i = 1; i < count; i++)
		names = arena_printf(arena, "%s%s%s", names,
							 i + 1 == count ? " and " : ", ", rows[i].school_name);
	return names;
}

LayoutStatus
report_mentor(const ReportContext *context, size_t first, size_t count,
			  Arena *arena, Display *display, const char **fault)
{
	const ReportData *data = context->data;
	const Heading *heading = &data->heading;
	const Mentor *mentor = &data->mentors[first];
	char		day[DATE_TEXT_MAX];
	LayoutDoc  *doc;
	LayoutStatus status;
	size_t		i;

	*fault = NULL;
	for (i = 0; i < data->mentee_count && *fault == NULL; i++)
		if (is_mentee_of(&data->mentees[i], mentor->mentor_id))
			*fault = mentee_fault(heading, &data->mentees[i]);
	if (*fault != NULL)
		return LAYOUT_OK;
	doc = layout_create(arena, context->format,
						words("Mentor report: %s", mentor->display_name).text);
	if (doc == NULL)
		return LAYOUT_MEMORY;
	layout_set_info(doc, heading->district_name, "Mentor report");
	block_running(doc, arena, heading, &(RunningLines) {
		.left = mentor->display_name, .joint = ", with ", .footer = footer
	});

	layout_title(doc, "Mentor report", mentor->display_name,
				 words("%s, %s. As of %s.",
					   role_words(mentor->role, mentor->title).text,
					   schools_of(mentor, count, arena),
					   date_long(heading->as_of, day)).text);
	what_to_do_next(doc, data, mentor->mentor_id);
	layout_heading(doc, 2, "Your students");
	caseload(doc, data, mentor->mentor_id);
	layout_keep_with_next(doc);
	layout_paragraph(doc, TEXT_NOTE,
					 words("A day is missed when a student is away for at least half of it, "
						   "for whatever reason. The goal is for the whole school year. "
						   "The program promises each student %" PRId64 " meetings a month.",
						   heading->meetings_per_month).text);
	for (i = 0; i < data->mentee_count; i++)
		if (is_mentee_of(&data->mentees[i], mentor->mentor_id))
			page_of_mentee(doc, context, &data->mentees[i], arena);

	status = layout_run(doc, context->metrics, DENSITY_NORMAL, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	return status;
}
