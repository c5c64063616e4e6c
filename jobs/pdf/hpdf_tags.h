/*
 * hpdf_tags.h
 *		The structure of a tagged document (PDF/UA-1), which libharu lacks.
 */
#ifndef PDF_HPDF_TAGS_H
#define PDF_HPDF_TAGS_H

#include "layout/display.h"
#include "pdf/hpdf_objects.h"

#define ELEMENTS_MAX 32

typedef struct OpenElement
{
	HPDF_Dict	dict;
	size_t		kid_count;		/* of "K" */
	long		first_content;	/* the first of them, a piece of content */
	HPDF_Dict	first_dict;		/* or an element */
	HPDF_Array	kids;			/* all of them, when there are two or more */
	HPDF_Page	page;			/* of its first content */
	const char *name;			/* structure type */
} OpenElement;

typedef struct Tags
{
	Pdf		   *pdf;
	HPDF_Dict	root;
	HPDF_Array	parents_by_page;	/* number tree: page key, array */
	OpenElement open[ELEMENTS_MAX];
	size_t		open_count;

	HPDF_Page	page;
	HPDF_Array	page_parents;	/* the element of each piece of content */
	long		next_page_key;
	long		next_content;
	bool		content_open;	/* between BDC and EMC */
	bool		artifact_open;
} Tags;

/* Set up the catalogue. */
extern void tags_begin(Tags *tags, Pdf *pdf, const Display *display);
extern void tags_end(Tags *tags);

extern void tags_page_begin(Tags *tags, HPDF_Page page);
extern void tags_page_end(Tags *tags);

/* "page_height" turns the box of a figure. */
extern void tags_element_begin(Tags *tags, const DisplayItem *item, double page_height);
extern void tags_element_end(Tags *tags);
extern void tags_artifact_begin(Tags *tags, bool pagination);
extern void tags_artifact_end(Tags *tags);

/* Call before anything is drawn: opens the content that it belongs to. */
extern void tags_content(Tags *tags);

/*
 * Around glyphs from which no reader could get the text back: says the text
 * in the structure, and with "in_content" in the content too, where simple
 * readers look.
 */
extern void tags_span_begin(Tags *tags, const char *text, size_t length, bool in_content);
extern void tags_span_end(Tags *tags);

#endif							/* PDF_HPDF_TAGS_H */
