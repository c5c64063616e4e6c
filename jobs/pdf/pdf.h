/*
 * pdf.h
 *		A display list into a tagged PDF file, and the fonts both need.
 *
 * This header hides which library draws: only files of this folder know it.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout/display.h"
#include "layout/metrics.h"

typedef enum PdfStatus
{
	PDF_OK = 0,
	PDF_MEMORY,
	PDF_NO_FONT,				/* the text face is not installed */
	PDF_LIBRARY,				/* the PDF library refused something */
	PDF_FILE					/* the file could not be written: see error */
} PdfStatus;

/* The fonts of this machine: opened once for a run. */
typedef struct PdfFonts PdfFonts;

extern PdfStatus pdf_fonts_open(PdfFonts **fonts);
extern void pdf_fonts_close(PdfFonts *fonts);

/* Whether there is a font that draws this character. */
extern bool pdf_fonts_cover(PdfFonts *fonts, uint32_t character);

/* For layout_run; lives as long as the fonts. */
extern const LayoutMetrics *pdf_fonts_metrics(PdfFonts *fonts);

typedef struct PdfResult
{
	size_t		pages;
	size_t		bytes;
	size_t		missing_glyphs; /* characters no font here has: drawn as a box */
	int			error;			/* errno, after PDF_FILE */
	unsigned long library_error;	/* first code of the library, after PDF_LIBRARY */
	unsigned long library_detail;
} PdfResult;

/*
 * The bytes of the file: result->bytes of them, good until the fonts are used
 * again.  The same display list gives the same bytes.  *result is always filled.
 */
extern PdfStatus pdf_draw(PdfFonts *fonts, const Display *display,
						  const void **bytes, PdfResult *result);

/*
 * The same into a file, whole or not at all (common/file.h); the folder is the
 * caller's to flush.
 */
extern PdfStatus pdf_write(PdfFonts *fonts, const Display *display,
						   const char *path, PdfResult *result);

#endif							/* PDF_PDF_H */
