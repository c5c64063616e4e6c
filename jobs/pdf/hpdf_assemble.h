/*
 * hpdf_assemble.h
 *		The objects of a document into the bytes of its file.
 *
 * libharu's own writing is passed by: it spells out every object, which for a
 * tagged page weighs as much as all that is drawn on it.  Here the objects go
 * into compressed object streams, found through a cross-reference stream (PDF
 * 1.5), which every reader of the last twenty years knows.
 */
#ifndef PDF_HPDF_ASSEMBLE_H
#define PDF_HPDF_ASSEMBLE_H

#include "pdf/bytes.h"
#include "pdf/hpdf_objects.h"

/*
 * Write the document into space->file.  It must be complete, and cannot be
 * changed afterwards.  A failure is the document's.
 */
extern void pdf_assemble(Pdf *pdf, Deflater *deflater, AssemblySpace *space);

#endif							/* PDF_HPDF_ASSEMBLE_H */
