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

static LayoutStatus
lay_out_school(const ReportContext *context, int64_t school_id, Arena *arena,
			   Display *display, const char **fault)
{
	const ReportData *data = context->data;
	size_t		i;

	for (i = 0; i < data->school_count; i++)
		if (data->schools[i].school_id == school_id)
			return report_school(context, &data->schools[i], arena, display, fault);
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

static LayoutStatus
lay_out(const Drawing *drawing, const ReportData *data, int64_t id,
		Arena *arena, Display *display, const char **fault)
{
	ReportContext context = {
		data, drawing->a4 ? PAGE_A4 : PAGE_LETTER,
		pdf_fonts_metrics(drawing->fonts)
	};

	switch (drawing->kind)
	{
		case REPORT_MENTORS:
			return lay_out_mentor(&context, id, arena, display, fault);
		case REPORT_SCHOOLS:
			return lay_out_school(&context, id, arena, display, fault);
		case REPORT_MENTEES:
			break;
	}
	return lay_out_mentee(&context, id, arena, display, fault);
}

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
			 Arena *arena)
{
	const char *kind = report_kind_word(drawing->kind);
	const char *path = arena_printf(arena, "%s/%s-%" PRId64 ".pdf",
									drawing->output_dir, kind, id);
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
	log_detail("wrote %s=%" PRId64 " pages=%zu bytes=%zu", kind, id,
			   result.pages, result.bytes);
	return FATE_WRITTEN;
}

ReportFate
draw_report(const Drawing *drawing, const ReportData *data, int64_t report_id,
			Arena *arena)
{
	Display		display;
	const char *fault = NULL;
	LayoutStatus laid_out = lay_out(drawing, data, report_id, arena, &display,
									&fault);

	if (laid_out == LAYOUT_OK && fault == NULL)
		return write_report(drawing, &display, report_id, arena);
	log_error("could not lay out the report: %s=%" PRId64 " reason=\"%s\"",
			  report_kind_word(drawing->kind), report_id,
			  fault != NULL ? fault : "out of memory");
	return FATE_FAILED;
}
