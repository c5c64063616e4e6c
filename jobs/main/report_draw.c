/*
 * report_draw.c
 *		One report: find its data, lay it out, write it.
 */
#include "main/report_draw.h"

#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "report/report.h"

/* What no report may happen to: its number is on the roster, its data is not. */
static const char no_data[] = "the database has no data for it";

static LayoutStatus
lay_out_mentor(const ReportContext *context, int64_t mentor_id, Arena *arena,
			   Display *display, const char **fault)
{
	const ReportData *data = context->data;
	size_t		first = 0;
	size_t		count = 0;

	while (first < data->mentor_count && data->mentors[first].mentor_id != mentor_id)
		first++;
	while (first + count < data->mentor_count &&
		   data->mentors[first + count].mentor_id == mentor_id)
		count++;
	if (count > 0)
		return report_mentor(context, first, count, arena, display, fault);
	*fault = no_data;
	return LAYOUT_OK;
}

static const School *
find_school(const ReportData *data, int64_t school_id)
{
	size_t		i;

	for (i = 0; i < data->school_count; i++)
		if (data->schools[i].school_id == school_id)
			return &data->schools[i];
	return NULL;
}

static LayoutStatus
lay_out_school(const ReportContext *context, int64_t school_id, Arena *arena,
			   Display *display, const char **fault)
{
	const School *school = find_school(context->data, school_id);

	if (school != NULL)
		return report_school(context, school, arena, display, fault);
	*fault = no_data;
	return LAYOUT_OK;
}

static LayoutStatus
lay_out_mentee(const ReportContext *context, int64_t student_id, Arena *arena,
			   Display *display, const char **fault)
{
	const ReportData *data = context->data;
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
		if (data->mentees[i].student_id == student_id)
			return report_mentee(context, &data->mentees[i], arena, display, fault);
	*fault = no_data;
	return LAYOUT_OK;
}

/* What the pages of a school's students are called in file names. */
static const char mentees_suffix[] = "-mentees";

static LayoutStatus
lay_out_school_mentees(const ReportContext *context, int64_t school_id,
					   Arena *arena, Display *display, const char **fault)
{
	const School *school = find_school(context->data, school_id);

	if (school != NULL)
		return report_school_mentees(context, school, arena, display, fault);
	*fault = no_data;
	return LAYOUT_OK;
}

typedef LayoutStatus (*LayOut) (const ReportContext *context, int64_t id,
								Arena *arena, Display *display,
								const char **fault);

static const LayOut lay_out_of[] = {
	[REPORT_MENTORS] = lay_out_mentor,
	[REPORT_SCHOOLS] = lay_out_school,
	[REPORT_MENTEES] = lay_out_mentee,
};

static void
log_pdf_failure(const char *kind, int64_t id, PdfStatus status,
				const PdfResult *result)
{
	if (status == PDF_FILE)
		log_error("could not write the report: %s=%" PRId64 " error=\"%s\"",
				  kind, id, strerror(result->error));
	else if (status == PDF_LIBRARY)
		log_error("could not draw the report: %s=%" PRId64 " library_error=%lx detail=%lu",
				  kind, id, result->library_error, result->library_detail);
	else
		log_error("could not draw the report: %s=%" PRId64 " out of memory",
				  kind, id);
}

static ReportFate
write_report(const Drawing *drawing, const Display *display, int64_t id,
			 const char *suffix, Arena *arena)
{
	const char *kind = report_kind_word(drawing->kind);
	const char *path = arena_printf(arena, "%s/%s-%" PRId64 "%s.pdf",
									drawing->output_dir, kind, id, suffix);
	PdfResult	result = {0};
	PdfStatus	status = path == NULL ? PDF_MEMORY :
		pdf_write(drawing->fonts, display, path, &result);

	if (status != PDF_OK)
	{
		log_pdf_failure(kind, id, status, &result);
		return status == PDF_FILE ? FATE_UNSAVED : FATE_FAILED;
	}
	if (result.missing_glyphs > 0)
		log_warning("no font has %zu of the characters: %s=%" PRId64,
					result.missing_glyphs, kind, id);
	log_detail("wrote %s=%" PRId64 "%s pages=%zu bytes=%zu", kind, id, suffix,
			   result.pages, result.bytes);
	return FATE_WRITTEN;
}

static ReportFate
draw_file(const Drawing *drawing, const ReportData *data, int64_t report_id,
		  LayOut lay_out, const char *suffix, Arena *arena)
{
	ReportContext context = {
		data, drawing->a4 ? PAGE_A4 : PAGE_LETTER,
		pdf_fonts_metrics(drawing->fonts)
	};
	Display		display;
	const char *fault = NULL;
	LayoutStatus laid_out = lay_out(&context, report_id, arena, &display, &fault);

	if (laid_out == LAYOUT_OK && fault == NULL)
		return write_report(drawing, &display, report_id, suffix, arena);
	log_error("could not lay out the report: %s=%" PRId64 "%s reason=\"%s\"",
			  report_kind_word(drawing->kind), report_id, suffix,
			  fault != NULL ? fault : "out of memory");
	return FATE_FAILED;
}

static bool
has_mentees(const ReportData *data, int64_t school_id)
{
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
		if (data->mentees[i].school_id == school_id)
			return true;
	return false;
}

ReportFate
draw_report(const Drawing *drawing, const ReportData *data, int64_t report_id,
			Arena *arena)
{
	ReportFate	fate = draw_file(drawing, data, report_id,
								 lay_out_of[drawing->kind], "", arena);

	/* a school's report is two files, and made when both are */
	if (fate == FATE_WRITTEN && drawing->kind == REPORT_SCHOOLS &&
		has_mentees(data, report_id))
		fate = draw_file(drawing, data, report_id, lay_out_school_mentees,
						 mentees_suffix, arena);
	return fate;
}
