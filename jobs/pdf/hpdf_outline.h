/*
 * hpdf_outline.h
 *		Bookmarks.
 */
#ifndef PDF_HPDF_OUTLINE_H
#define PDF_HPDF_OUTLINE_H

#include "pdf/hpdf_objects.h"

#define OUTLINE_LEVELS 3

typedef struct OutlineNode
{
	HPDF_Dict	dict;
	HPDF_Dict	last_child;
	bool		has_child;
	long		child_count;
} OutlineNode;

typedef struct Outline
{
	Pdf		   *pdf;
	OutlineNode nodes[OUTLINE_LEVELS + 1];	/* the root, then the open branch */
	int			depth;
} Outline;

extern void outline_begin(Outline *outline, Pdf *pdf);

/* "y" counts from the foot of the page, as in the file. */
extern void outline_add(Outline *outline, int level, const char *title,
						HPDF_Page page, double y);
extern void outline_end(Outline *outline);

#endif							/* PDF_HPDF_OUTLINE_H */
