/*
 * hpdf_fonts.h
 *		The fonts of one document: which glyphs it uses, and embedding them.
 *
 * libharu's own font code is passed by: it drops parts of composite letters,
 * cannot shape, and writes a ToUnicode map that readers refuse.
 */
#ifndef PDF_HPDF_FONTS_H
#define PDF_HPDF_FONTS_H

#include "pdf/fonts.h"
#include "pdf/hpdf_objects.h"

/* What a glyph stands for the first time it is used in a document. */
typedef struct GlyphUse
{
	const char *text;			/* in the display list */
	uint32_t	length;
	bool		used;
} GlyphUse;

typedef struct DocumentFont
{
	HPDF_Dict	dict;			/* NULL: not used */
	GlyphUse   *glyphs;			/* one for each glyph of the face */
	Face	   *face;
} DocumentFont;

typedef struct DocumentFonts
{
	Pdf		   *pdf;
	PdfFonts   *fonts;
	DocumentFont *used;			/* by index of the face */
} DocumentFonts;

extern bool document_fonts_begin(DocumentFonts *document, Pdf *pdf, PdfFonts *fonts);

/* The font of a face in this document; NULL after a failure. */
extern DocumentFont *document_font(DocumentFonts *document, size_t face);

/*
 * Note that a glyph is used for a piece of text.  Returns whether the map from
 * glyphs to text can say so: the first use decides.
 */
extern bool document_font_use(DocumentFont *font, uint32_t glyph, const char *text,
							  size_t length);

/* Advance as the document declares it, thousandths of an em. */
extern int	document_font_width(const DocumentFont *font, uint32_t glyph);

/* Embed what was used; once, before the document is saved. */
extern void document_fonts_embed(DocumentFonts *document);

extern void document_fonts_end(DocumentFonts *document);

#endif							/* PDF_HPDF_FONTS_H */
