/*
 * hpdf_fonts.h
 *		The fonts of one document: which glyphs it uses, and embedding them.
 *
 * libharu's own font code is passed by: it drops parts of composite letters,
 * cannot shape, and writes a ToUnicode map that readers refuse.
 */
#ifndef PDF_HPDF_FONTS_H
#define PDF_HPDF_FONTS_H

#include <hb-subset.h>

#include "layout/display.h"
#include "pdf/fonts.h"
#include "pdf/hpdf_objects.h"

/* A glyph of the document, and what it stands for the first time it is used. */
typedef struct GlyphUse
{
	uint32_t	glyph;			/* its number in the face */
	bool		used;			/* false: only a part of others */
	uint32_t	length;
	const char *text;			/* in the display list */
} GlyphUse;

/* A face and its subset, whose glyphs are numbered without gaps. */
typedef struct DocumentFont
{
	Face	   *face;			/* NULL: not used */
	HPDF_Dict	dict;
	HPDF_Dict	to_unicode;		/* once it is embedded */
	uint16_t   *codes;			/* number in the subset, by that in the face */
	size_t		glyph_count;	/* glyphs that are drawn */
	bool		draws_notdef;
	hb_subset_input_t *input;
	hb_subset_plan_t *plan;
	GlyphUse   *uses;			/* by number in the subset */
	size_t		use_count;
} DocumentFont;

typedef struct DocumentFonts
{
	Pdf		   *pdf;
	PdfFonts   *fonts;
	DocumentFont *used;			/* by index of the face */
} DocumentFonts;

/* ---------- hpdf_glyphs.c ---------- */

/* Number the glyphs of all texts.  document_fonts_end must follow, also after
 * a failure. */
extern void document_fonts_begin(DocumentFonts *document, Pdf *pdf, PdfFonts *fonts,
								 const Display *display);

/* The font of a face in this document; NULL after a failure. */
extern DocumentFont *document_font(DocumentFonts *document, size_t face);

/* The number of a glyph of the face in the document. */
extern uint16_t document_font_code(const DocumentFont *font, uint32_t glyph);

/*
 * Note that a glyph is used for a piece of text.  Returns whether the map from
 * glyphs to text can say so: the first use decides.
 */
extern bool document_font_use(DocumentFont *font, uint16_t code, const char *text,
							  size_t length);

/* Advance as the document declares it, thousandths of an em. */
extern int	document_font_width(const DocumentFont *font, uint16_t code);

extern void document_fonts_end(DocumentFonts *document);

/* ---------- hpdf_fonts.c ---------- */

/* Embed what was used; once, before the document is saved. */
extern void document_fonts_embed(DocumentFonts *document);

#endif							/* PDF_HPDF_FONTS_H */
