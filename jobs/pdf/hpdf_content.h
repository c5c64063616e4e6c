/*
 * hpdf_content.h
 *		Operators of a page's content: state, paths, text.
 */
#ifndef PDF_HPDF_CONTENT_H
#define PDF_HPDF_CONTENT_H

#include "layout/display.h"
#include "pdf/hpdf_fonts.h"
#include "pdf/hpdf_objects.h"
#include "pdf/hpdf_tags.h"

/* What the page has been told, so as not to tell it again. */
typedef struct Content
{
	Pdf		   *pdf;
	DocumentFonts *fonts;
	Tags	   *tags;
	HPDF_Page	page;
	HPDF_Stream stream;
	double		page_height;
	Colour		fill;
	Colour		stroke;
	double		line_width;
	double		dash;
	bool		round_cap;
	const DocumentFont *font;
	double		font_size;
	size_t		missing_glyphs;
} Content;

extern void content_page_begin(Content *content, HPDF_Page page, double page_height);
extern void content_text(Content *content, const DisplayItem *item);
extern void content_rect(Content *content, const DisplayItem *item);
extern void content_line(Content *content, const DisplayItem *item);
extern void content_polyline(Content *content, const DisplayItem *item);
extern void content_circle(Content *content, const DisplayItem *item);

#endif							/* PDF_HPDF_CONTENT_H */
