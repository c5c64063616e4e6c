/*
 * hpdf_backend.c
 *		A display list into a file, through libharu.
 */
#include "pdf/pdf.h"

#include <string.h>

#include "common/file.h"
#include "pdf/hpdf_assemble.h"
#include "pdf/hpdf_content.h"
#include "pdf/hpdf_outline.h"
#include "pdf/hpdf_tags.h"

typedef struct Writer
{
	Pdf			pdf;
	Tags		tags;
	Outline		outline;
	DocumentFonts fonts;
	Content		content;
	const Display *display;
} Writer;

/* ---------- pages ---------- */

static void
draw_item(Writer *w, const DisplayItem *item)
{
	/* text marks its own content */
	if (item->kind > DISPLAY_TEXT && item->kind <= DISPLAY_CIRCLE)
		tags_content(&w->tags);
	switch (item->kind)
	{
		case DISPLAY_TEXT:
			content_text(&w->content, item);
			break;
		case DISPLAY_RECT:
			content_rect(&w->content, item);
			break;
		case DISPLAY_LINE:
			content_line(&w->content, item);
			break;
		case DISPLAY_POLYLINE:
			content_polyline(&w->content, item);
			break;
		case DISPLAY_CIRCLE:
			content_circle(&w->content, item);
			break;
		case DISPLAY_ELEMENT_BEGIN:
			tags_element_begin(&w->tags, item, w->display->height);
			break;
		case DISPLAY_ELEMENT_END:
			tags_element_end(&w->tags);
			break;
		case DISPLAY_ARTIFACT_BEGIN:
			tags_artifact_begin(&w->tags, item->as.artifact.pagination);
			break;
		case DISPLAY_ARTIFACT_END:
			tags_artifact_end(&w->tags);
			break;
		case DISPLAY_BOOKMARK:
			outline_add(&w->outline, item->as.bookmark.level, item->as.bookmark.title,
						w->content.page, w->display->height - item->as.bookmark.y);
			break;
	}
}

static void
draw_page(Writer *w, const DisplayPage *from)
{
	HPDF_Page	page = HPDF_AddPage(w->pdf.doc);
	size_t		i;

	if (page == NULL)
	{
		pdf_fail_memory(&w->pdf);
		return;
	}
	/* errors come through the handler */
	HPDF_Page_SetWidth(page, (HPDF_REAL) w->display->width);
	HPDF_Page_SetHeight(page, (HPDF_REAL) w->display->height);
	content_page_begin(&w->content, page, w->display->height);
	tags_page_begin(&w->tags, page);
	for (i = 0; i < from->count && !w->pdf.failed; i++)
		draw_item(w, &from->items[i]);
	tags_page_end(&w->tags);
}

static void
draw_document(Writer *w)
{
	size_t		i;

	tags_begin(&w->tags, &w->pdf, w->display);
	outline_begin(&w->outline, &w->pdf);
	w->content.pdf = &w->pdf;
	w->content.fonts = &w->fonts;
	w->content.tags = &w->tags;
	for (i = 0; i < w->display->page_count && !w->pdf.failed; i++)
		draw_page(w, &w->display->pages[i]);
	document_fonts_embed(&w->fonts);
	outline_end(&w->outline);
	tags_end(&w->tags);
}

/* ---------- the whole ---------- */

static PdfStatus
assemble(Writer *w, PdfResult *result)
{
	AssemblySpace *space = &w->fonts.fonts->space;

	pdf_assemble(&w->pdf, w->fonts.fonts->deflater, space);
	if (w->pdf.failed)
		return w->pdf.out_of_memory ? PDF_MEMORY : PDF_LIBRARY;
	result->bytes = space->file.length;
	return PDF_OK;
}

static PdfStatus
make_document(Writer *w, PdfResult *result)
{
	PdfStatus	status;

	w->pdf.doc = HPDF_New(pdf_on_error, &w->pdf);
	if (w->pdf.doc == NULL)
		return PDF_MEMORY;
	if (HPDF_SetCompressionMode(w->pdf.doc, HPDF_COMP_ALL) != HPDF_OK)
		pdf_fail_memory(&w->pdf);
	document_fonts_begin(&w->fonts, &w->pdf, w->fonts.fonts, w->display);
	draw_document(w);
	status = assemble(w, result);
	result->missing_glyphs = w->content.missing_glyphs;
	result->library_error = w->pdf.error;
	result->library_detail = w->pdf.detail;
	document_fonts_end(&w->fonts);
	HPDF_Free(w->pdf.doc);
	return status;
}

PdfStatus
pdf_draw(PdfFonts *fonts, const Display *display, const void **bytes, PdfResult *result)
{
	Writer		writer;
	PdfStatus	status;

	memset(result, 0, sizeof(*result));
	memset(&writer, 0, sizeof(writer));
	result->pages = display->page_count;
	writer.display = display;
	writer.fonts.fonts = fonts;
	/* widths that were wrong made a layout that is wrong */
	if (fonts->failed)
		return PDF_MEMORY;
	writer.pdf.arena = arena_create(0);
	if (writer.pdf.arena == NULL)
		return PDF_MEMORY;
	status = make_document(&writer, result);
	arena_free(writer.pdf.arena);
	*bytes = fonts->space.file.data;
	return status;
}

PdfStatus
pdf_write(PdfFonts *fonts, const Display *display, const char *path, PdfResult *result)
{
	const void *bytes;
	PdfStatus	status = pdf_draw(fonts, display, &bytes, result);

	if (status != PDF_OK)
		return status;
	result->error = file_save(path, bytes, result->bytes);
	return result->error == 0 ? PDF_OK : PDF_FILE;
}
