/*
 * hpdf_write.h
 *		The objects of a document as text.
 */
#ifndef PDF_HPDF_WRITE_H
#define PDF_HPDF_WRITE_H

#include "pdf/bytes.h"
#include "pdf/hpdf_objects.h"

/* An object without a stream, and without its number.  A failure is the
 * document's. */
extern void pdf_write_value(Pdf *pdf, Bytes *to, const void *object);

/* What the dictionary of a stream says but for its length and filter. */
extern void pdf_write_stream_entries(Pdf *pdf, Bytes *to, HPDF_Dict dict);

#endif							/* PDF_HPDF_WRITE_H */
