/*
 * page_mentee.c
 *		The printed progress summary of one student: one page exactly.
 */
#include "report/blocks.h"
#include "report/summary.h"

static const char footer[] =
"Confidential: for school staff who work with this student. Never for discipline.";

LayoutStatus
report_mentee(const ReportContext *context, const Mentee *mentee,
			  Arena *arena, Display *display, const char **fault)
{
	const Heading *heading = &context->data->heading;
	LayoutDoc  *doc;
	LayoutStatus status;

	*fault = mentee_fault(heading, mentee);
	if (*fault != NULL)
		return LAYOUT_OK;
	doc = layout_create(arena, context->format,
						words("Progress summary: %s", mentee->display_name).text);
	if (doc == NULL)
		return LAYOUT_MEMORY;
	layout_set_info(doc, heading->district_name, "Progress summary");
	block_running(doc, arena, heading, &(RunningLines) {
		.left = mentee->display_name, .joint = "", .footer = footer
	});
	summary_of_mentee(doc, context->data, mentee, arena);

	status = layout_run_within(doc, context->metrics, 1, display);
	if (status != LAYOUT_OK)
		*fault = layout_fault(doc);
	else if (display->page_count != 1)
		*fault = "the summary does not fit on one page";
	return status;
}
