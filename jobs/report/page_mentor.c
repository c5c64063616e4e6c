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

/* Of each kind that can wait a little, more are for the table of the caseload. */
#define ADVICE_SHOWN 4

/* The first day on which there is something to do; UNKNOWN if the calendar has
 * no school day ahead. */
static int64_t
first_day_of(const Advice *advice, size_t count)
{
	int64_t		first = UNKNOWN;
	size_t		i;

	for (i = 0; i < count; i++)
		if (advice[i].do_on != UNKNOWN && (first == UNKNOWN || advice[i].do_on < first))
			first = advice[i].do_on;
	return first;
}

/* Something for a day after the one the report opens with. */
static bool
is_further_ahead(const Advice *advice, int64_t first_day)
{
	return advice->kind == ADVICE_SCHEDULE || advice->do_on != first_day;
}

/* New and absent students are never one of "and 3 more". */
static bool
is_always_shown(AdviceKind kind)
{
	return kind == ADVICE_INTRODUCE || kind == ADVICE_CALL;
}

static void
advice_item(LayoutDoc *doc, const ReportData *data, const Advice *advice,
			int64_t first_day, int64_t mentor_id)
{
	Words		helper;
	bool		known = advice->referral != NULL &&
		helper_of_referral(data, advice->referral, mentor_id, &helper);
	Words		text = advice_words(advice, known ? helper.text : NULL);

	/* a student of a school that has a holiday on the first day */
	if (advice->kind != ADVICE_SCHEDULE && advice->do_on != first_day &&
		advice->do_on != UNKNOWN)
		text = words("On %s: %s", day_words(advice->do_on).text, text.text);
	layout_list_item(doc, text.text);
}

/* What to do on the first day, or further ahead, the most pressing first. */
static void
advice_for(LayoutDoc *doc, const ReportData *data, int64_t mentor_id,
		   const Advice *advice, size_t count, bool further_ahead, const char *when)
{
	int64_t		first_day = first_day_of(advice, count);
	size_t		shown[ADVICE_KINDS] = {0};
	size_t		found = 0;
	size_t		left_out = 0;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		if (is_further_ahead(&advice[i], first_day) != further_ahead)
			continue;
		if (found++ == 0)
		{
			layout_heading(doc, 3, when);
			layout_list_begin(doc, LIST_BOXES);
		}
		if (shown[advice[i].kind]++ < ADVICE_SHOWN || is_always_shown(advice[i].kind))
			advice_item(doc, data, &advice[i], first_day, mentor_id);
		else
			left_out++;
	}
	if (found > 0)
		layout_list_end(doc);
	if (left_out > 0)
		layout_paragraph(doc, TEXT_NOTE,
						 words("And %zu more: the table of your students has a good time "
							   "for each.", left_out).text);
}

static void
what_to_do_next(LayoutDoc *doc, const ReportData *data, int64_t mentor_id,
				const Advice *advice, size_t count)
{
	int64_t		first_day = first_day_of(advice, count);

	layout_callout_begin(doc, CALLOUT_ACTION, "What to do next");
	advice_for(doc, data, mentor_id, advice, count, false,
			   first_day == UNKNOWN ? "To do on the next school day" :
			   words("To do on %s", day_words(first_day).text).text);
	advice_for(doc, data, mentor_id, advice, count, true, "Further ahead");
	if (count == 0)
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
		{"Days missed", 84, 0, ALIGN_RIGHT, false},
		{"Met this month", 80, 0, ALIGN_RIGHT, false},
		{"Last met", 76, 0, ALIGN_RIGHT, false},
		{"A good time", 104, 0, ALIGN_LEFT, false},
	};
	char		day[DATE_TEXT_MAX];
	size_t		i;

	layout_table_begin(doc, columns, sizeof(columns) / sizeof(columns[0]), "");
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];

		if (!is_mentee_of(mentee, mentor_id))
			continue;
		layout_cell(doc, mentee->display_name);
		layout_cell(doc, grade_short_words(mentee->grade_level).text);
		layout_cell(doc, missed_of_goal(mentee).text);
		layout_cell(doc, words("%s (%" PRId64 " promised)",
							   number_words(mentee->meetings_this_month).text,
							   promised_this_month(data, mentee)).text);
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

/* "Chess: leave a game set up and play a few moves each time." */
static Words
idea_words(const Idea *idea)
{
	Words		text = words("%.*s: %s", (int) idea->length, idea->interest, idea->text);

	if (text.text[0] >= 'a' && text.text[0] <= 'z')
		text.text[0] -= 'a' - 'A';
	return text;
}

/* A thing or two to do together, from what the student likes. */
static void
ideas(LayoutDoc *doc, const Mentee *mentee)
{
	Idea		found[IDEAS_SHOWN];
	size_t		count = ideas_for(mentee->traits, found);
	size_t		i;

	layout_list_begin(doc, LIST_BULLETS);
	for (i = 0; i < count; i++)
		layout_list_item(doc, idea_words(&found[i]).text);
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
	block_attendance_tiles(doc, data, mentee);

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
	block_helpers(doc, data, mentee->school_id, mentee->mentor_id);
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

static bool
has_mentees(const ReportData *data, int64_t mentor_id)
{
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
		if (is_mentee_of(&data->mentees[i], mentor_id))
			return true;
	return false;
}

/* What to do, and the caseload; false when out of memory. */
static bool
front_page(LayoutDoc *doc, const ReportData *data, int64_t mentor_id, Arena *arena)
{
	const Heading *heading = &data->heading;
	size_t		count;
	const Advice *advice;

	if (!has_mentees(data, mentor_id))
	{
		layout_paragraph(doc, TEXT_LEAD,
						 "No student is matched with you yet. The coordinator will tell you "
						 "when one is.");
		return true;
	}
	advice = mentor_advice(data, mentor_id, arena, &count);
	if (advice == NULL)
		return false;
	what_to_do_next(doc, data, mentor_id, advice, count);
	layout_heading(doc, 2, "Your students");
	caseload(doc, data, mentor_id);
	layout_keep_with_next(doc);
	layout_paragraph(doc, TEXT_NOTE,
					 words("A day is missed when a student is away for at least half of it, "
						   "for whatever reason. The goal: at most %s of the school days of "
						   "the whole year. The program promises each student %" PRId64
						   " meetings a month, fewer in the month in which you begin.",
						   goal_share_words(heading).text, heading->meetings_per_month).text);
	return true;
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
	if (!front_page(doc, data, mentor->mentor_id, arena))
		return LAYOUT_MEMORY;
	for (i = 0; i < data->mentee_count; i++)
		if (is_mentee_of(&data->mentees[i], mentor->mentor_id))
			page_of_mentee(doc, context, &data->mentees[i], arena);

	status = layout_run(doc, context->metrics, DENSITY_NORMAL, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	return status;
}
