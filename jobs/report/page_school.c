/*
 * page_school.c
 *		A school's report for its principal, and its students' summaries for
 *		the printer.
 */
#include "report/school_parts.h"

#include "common/date.h"
#include "report/summary.h"

static const char footer[] =
"Confidential: for the principal and the program's coordinator. Never for discipline.";

static const char how_days_count[] =
"A day is missed when a student is away for at least half of it, for whatever reason. "
"Chronic absence means 10% or more of the days enrolled, from 10 days on (the federal "
"rule). The rate follows the student from school to school. Percentages are "
"cut after one decimal, never rounded up.";

/* A broken rule of the model in any of the students. */
static const char *
any_fault(const ReportData *data, const School *school)
{
	const char *fault = school_fault(school);
	size_t		i;

	for (i = 0; i < data->mentee_count && fault == NULL; i++)
		if (data->mentees[i].school_id == school->school_id)
			fault = mentee_fault(&data->heading, &data->mentees[i]);
	return fault;
}

static LayoutDoc *
begin_document(const ReportContext *context, const School *school,
			   const char *subject, bool sheets, Arena *arena)
{
	const Heading *heading = &context->data->heading;
	LayoutDoc  *doc = layout_create(arena, context->format,
									words("%s: %s", subject, school->name).text);

	if (doc != NULL)
	{
		layout_set_info(doc, heading->district_name, subject);
		block_running(doc, arena, heading, &(RunningLines) {
			.left = school->name, .joint = ", ", .footer = footer, .sheets = sheets
		});
	}
	return doc;
}

/* A page for each student of the school. */
static size_t
summaries(LayoutDoc *doc, const ReportContext *context, const School *school,
		  SectionStart start, Arena *arena)
{
	const ReportData *data = context->data;
	size_t		count = 0;
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
	{
		if (data->mentees[i].school_id != school->school_id)
			continue;
		layout_section(doc, start, data->mentees[i].display_name);
		layout_section_one_page(doc);
		summary_of_mentee(doc, data, &data->mentees[i], arena);
		count++;
	}
	return count;
}

LayoutStatus
report_school(const ReportContext *context, const School *school,
			  Arena *arena, Display *display, const char **fault)
{
	const ReportData *data = context->data;
	const Heading *heading = &data->heading;
	char		day[DATE_TEXT_MAX];
	SchoolPage	page = {
		.arena = arena, .data = data, .school = school,
		.counts = report_data_counts(data, school->school_id)
	};
	LayoutStatus status;

	*fault = any_fault(data, school);
	if (*fault != NULL)
		return LAYOUT_OK;
	page.doc = begin_document(context, school, "School report", false, arena);
	if (page.doc == NULL)
		return LAYOUT_MEMORY;

	layout_title(page.doc, "School report", school->name,
				 words("%s. As of %s.", heading->district_name,
					   date_long(heading->as_of, day)).text);
	school_tiles(&page);
	school_attention(&page);
	school_waiting(&page);
	school_meetings(&page);
	school_change(&page);
	school_attendance(&page);
	school_mentors(&page);
	school_referrals(&page);
	school_mentees(&page);
	layout_keep_with_next(page.doc);
	layout_paragraph(page.doc, TEXT_NOTE, how_days_count);
	summaries(page.doc, context, school, SECTION_NEXT_PAGE, arena);

	status = layout_run(page.doc, context->metrics, DENSITY_NORMAL, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(page.doc);
	return status;
}

LayoutStatus
report_school_mentees(const ReportContext *context, const School *school,
					  Arena *arena, Display *display, const char **fault)
{
	LayoutDoc  *doc;
	LayoutStatus status;

	*fault = any_fault(context->data, school);
	if (*fault != NULL)
		return LAYOUT_OK;
	doc = begin_document(context, school, "Mentee summaries", true, arena);
	if (doc == NULL)
		return LAYOUT_MEMORY;
	if (summaries(doc, context, school, SECTION_RIGHT_PAGE, arena) == 0)
	{
		*fault = "the school has no student in the program";
		return LAYOUT_OK;
	}
	status = layout_run(doc, context->metrics, DENSITY_NORMAL, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	return status;
}
