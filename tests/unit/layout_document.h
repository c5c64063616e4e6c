/*
 * layout_document.h
 *		A document for each test of jobs/layout, laid out at normal density.
 */
#ifndef LAYOUT_DOCUMENT_H
#define LAYOUT_DOCUMENT_H

#include "layout_support.h"

static Arena *arena;
static LayoutDoc *doc;

static int
open_document(void **state)
{
	(void) state;
	arena = arena_create(0);
	doc = layout_create(arena, PAGE_LETTER, "Test");
	return doc == NULL ? -1 : 0;
}

static int
close_document(void **state)
{
	(void) state;
	arena_free(arena);
	return 0;
}

static Display
laid_out(void)
{
	Display		display = laid_out_at(doc, DENSITY_NORMAL);

	expect_sound(&display);
	return display;
}

#endif							/* LAYOUT_DOCUMENT_H */
