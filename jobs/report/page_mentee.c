/*
 * page_mentee.c
 *		The printed progress summary of one student: one page exactly.
 */
#include "report/blocks.h"

#include <inttypes.h>

#include "common/date.h"

static void
who_and_where(LayoutDoc *doc, const Mentee *mentee, Arena *arena)
{
	char		day[DATE_TEXT_MAX];
	const char *interests = interests_of(mentee, arena);

	layout_facts_begin(doc, 2);
	layout_fact(doc, "Mentor",
				mentee->mentor_name != NULL ? mentee->mentor_name :
				"waiting for a mentor");
	layout_fact(doc, "With the mentor since",
				mentee->started_on == UNKNOWN ? "\xE2\x80\x93" :
				date_medium(mentee->started_on, day));
	layout_fact(doc, "Nominated on", date_medium(mentee->nominated_on, day));
	layout_fact(doc, "Last meeting",
				mentee->last_met_on == UNKNOWN ? "none yet" :
				date_medium(mentee->last_met_on, day));
	layout_fact(doc, "Longest absence",
				mentee->longest_absence == UNKNOWN ? "not known" :
				words("%" PRId64 " school %s in a row", mentee->longest_absence,
					  mentee->longest_absence == 1 ? "day" : "days").text);
	layout_fact(doc, "Days tardy", number_words(mentee->tardy_days).text);
	if (interests != NULL)
		layout_fact(doc, "Interests", interests);
	layout_facts_end(doc);
}

/* What the year shows, in a sentence, before any chart. */
static void
in_one_sentence(LayoutDoc *doc, const Mentee *mentee)
{
	int			weekday;
	int			worst = 0;

	if (mentee->enrolled_days == UNKNOWN || mentee->enrolled_days == 0)
	{
		layout_paragraph(doc, TEXT_LEAD, "There is no school day to report on yet.");
		return;
	}
	for (weekday = 1; weekday <= MSHIP_WEEKDAYS; weekday++)
		if (mentee_tends_to_miss(mentee, weekday) &&
			(worst == 0 ||
			 mentee->weekday_absent[weekday - 1] * mentee->weekday_enrolled[worst - 1] >
			 mentee->weekday_absent[worst - 1] * mentee->weekday_enrolled[weekday - 1]))
			worst = weekday;
	if (worst == 0)
		layout_paragraph(doc, TEXT_LEAD,
						 words("Missed %s of %" PRId64 " school days so far.",
							   amount_words(mentee->absent_millionths).text,
							   mentee->enrolled_days).text);
	else
		layout_paragraph(doc, TEXT_LEAD,
						 words("Missed %s of %" PRId64 " school days so far, most often on a %s.",
							   amount_words(mentee->absent_millionths).text,
							   mentee->enrolled_days,
							   date_weekday_name(worst)).text);
}

LayoutStatus
report_mentee(const ReportContext *context, const Mentee *mentee,
			  Arena *arena, Display *display, const char **fault)
{
	const Heading *heading = &context->data->heading;
	char		day[DATE_TEXT_MAX];
	LayoutDoc  *doc;
	LayoutStatus status;

	*fault = mentee_fault(heading, mentee);
	if (*fault != NULL)
		return LAYOUT_OK;
	doc = layout_create(arena, context->format,
						words("Progress summary: %s", mentee->display_name).text);
	if (doc == NULL)
		return LAYOUT_MEMORY;
	layout_set_info(doc, heading->district_name, "Mentee progress summary");
	block_running(doc, arena, heading, mentee->display_name);

	layout_title(doc, "Mentee progress summary", mentee->display_name,
				 words("%s, %s. As of %s.", mentee->school_name,
					   grade_words(mentee->grade_level).text,
					   date_long(heading->as_of, day)).text);
	in_one_sentence(doc, mentee);
	block_attendance_tiles(doc, heading, mentee);
	layout_heading(doc, 2, "The school year, day by day");
	block_calendar(doc, heading, mentee);
	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Days missed by weekday");
	block_weekdays(doc, mentee);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Meetings with the mentor");
	block_meetings(doc, context->data, mentee);
	layout_columns_end(doc);
	layout_heading(doc, 2, "At a glance");
	who_and_where(doc, mentee, arena);
	layout_heading(doc, 2, "Referrals");
	block_open_referrals(doc, context->data, mentee->student_id);

	status = layout_run_within(doc, context->metrics, 1, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	else if (display->page_count != 1)
		*fault = "the summary does not fit on one page";
	return status;
}
