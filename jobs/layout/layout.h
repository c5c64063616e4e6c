/*
 * layout.h
 *		A document of blocks, and its way onto pages.
 *
 * A caller makes a document, adds blocks from top to bottom, and runs the
 * layout, which wraps, breaks pages and gives a display list.  There are no
 * coordinates on this side.  Texts are copied and cleaned (common/utf8.h), so
 * buffers may be used again at once; a NULL text is an empty one.
 *
 * Constructors do not fail on their own: memory and misuse (a cell outside a
 * table, a box never closed) are remembered and come out of layout_run.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "layout/display.h"
#include "layout/metrics.h"

typedef struct LayoutDoc LayoutDoc;

typedef enum LayoutStatus
{
	LAYOUT_OK = 0,
	LAYOUT_MEMORY,				/* the arena is exhausted */
	LAYOUT_MISUSE				/* constructors out of order */
} LayoutStatus;

typedef enum PageFormat
{
	PAGE_LETTER,
	PAGE_A4
} PageFormat;

/* How tight the page is set; each step saves up to a tenth of the height. */
typedef enum LayoutDensity
{
	DENSITY_NORMAL,
	DENSITY_SNUG,
	DENSITY_CLOSE,
	DENSITY_COMPACT,
	DENSITY_COUNT
} LayoutDensity;

typedef enum TextStyle
{
	TEXT_BODY,
	TEXT_LEAD,					/* the first words of a page: a bit larger */
	TEXT_NOTE,					/* small and grey: sources, explanations */
	TEXT_STRONG					/* body, bold */
} TextStyle;

typedef enum TextAlign
{
	ALIGN_LEFT,
	ALIGN_RIGHT,
	ALIGN_CENTRE
} TextAlign;

/* A piece of a text in one weight. */
typedef struct LayoutSpan
{
	FontWeight	weight;
	const char *text;
} LayoutSpan;

/* layout_spans(doc, TEXT_BODY, LAYOUT_SPANS({FONT_BOLD, "a"}, {FONT_REGULAR, " b"})) */
#define LAYOUT_SPANS(...) \
	((const LayoutSpan[]) {__VA_ARGS__}), \
	(sizeof((const LayoutSpan[]) {__VA_ARGS__}) / sizeof(LayoutSpan))

/* ---------- the document ---------- */

extern LayoutDoc *layout_create(Arena *arena, PageFormat format,
								const char *title);
extern void layout_set_info(LayoutDoc *doc, const char *author,
							const char *subject);

/* What a header or footer may speak of.  Pages count from 1. */
typedef struct LayoutPageInfo
{
	int			page;
	int			page_count;
	const char *section;		/* title of the section, or NULL */
	int			section_page;
	int			section_page_count;
} LayoutPageInfo;

/* NULL prints nothing.  Long texts are cut with an ellipsis. */
typedef struct LayoutRunning
{
	const char *header_left;
	const char *header_right;
	const char *footer_left;
	const char *footer_right;
} LayoutRunning;

/*
 * Called once for each page, after all pages are known, with "running" all
 * NULL; texts must live in the arena or longer.  Without a callback the
 * footer says "Page 1 of 3".
 */
typedef void (*LayoutRunningCallback) (void *context, Arena *arena,
									   const LayoutPageInfo *info,
									   LayoutRunning *running);
extern void layout_set_running(LayoutDoc *doc, LayoutRunningCallback callback,
							   void *context);

/* ---------- pages ---------- */

typedef enum SectionStart
{
	SECTION_HERE,
	SECTION_NEXT_PAGE,
	SECTION_RIGHT_PAGE			/* a page with an odd number, for duplex */
} SectionStart;

/* Ends the section before and starts one with page numbers of its own. */
extern void layout_section(LayoutDoc *doc, SectionStart start, const char *title);

/* Set the open section tighter, if that is what it takes to hold it on one
 * page.  If even the tightest does not, it is set as it would have been. */
extern void layout_section_one_page(LayoutDoc *doc);

extern void layout_page_break(LayoutDoc *doc);

/* Extra white space, in body lines (may be a fraction). */
extern void layout_space(LayoutDoc *doc, double lines);

/* Keep the last block on the page of the first lines of the next.  Headings
 * always do. */
extern void layout_keep_with_next(LayoutDoc *doc);

/* ---------- text ---------- */

/*
 * Head of a document or of a person's page: a kicker (small, accent colour),
 * a level 1 heading, a subtitle, a rule.  Kicker and subtitle may be NULL.
 */
extern void layout_title(LayoutDoc *doc, const char *kicker,
						 const char *title, const char *subtitle);

/* level 1 .. 3; levels 1 and 2 become bookmarks */
extern void layout_heading(LayoutDoc *doc, int level, const char *text);

extern void layout_paragraph(LayoutDoc *doc, TextStyle style, const char *text);
extern void layout_spans(LayoutDoc *doc, TextStyle style,
						 const LayoutSpan *spans, size_t count);

typedef enum ListKind
{
	LIST_BULLETS,
	LIST_NUMBERS,
	LIST_BOXES					/* empty boxes to tick on paper */
} ListKind;

extern void layout_list_begin(LayoutDoc *doc, ListKind kind);
extern void layout_list_item(LayoutDoc *doc, const char *text);
extern void layout_list_spans(LayoutDoc *doc, const LayoutSpan *spans, size_t count);
extern void layout_list_end(LayoutDoc *doc);

/* Names and their values, in 1 .. 3 columns side by side. */
extern void layout_facts_begin(LayoutDoc *doc, int columns);
extern void layout_fact(LayoutDoc *doc, const char *name, const char *value);
extern void layout_facts_end(LayoutDoc *doc);

/* ---------- tables ---------- */

typedef struct LayoutColumn
{
	const char *header;
	double		width;			/* points at normal density; 0: shares the rest */
	double		flex;			/* its share of the rest; 0 counts as 1 */
	TextAlign	align;
	bool		row_header;		/* its cells name their row */
} LayoutColumn;

/*
 * Cells come row by row, left to right.  The header is repeated on each page,
 * rows stay whole (a cell of more than a third of a page is cut with an
 * ellipsis).  A table without rows prints empty_text instead.
 */
extern void layout_table_begin(LayoutDoc *doc, const LayoutColumn *columns,
							   size_t count, const char *empty_text);
extern void layout_cell(LayoutDoc *doc, const char *text);
extern void layout_cell_strong(LayoutDoc *doc, const char *text);
extern void layout_cell_spans(LayoutDoc *doc, const LayoutSpan *spans, size_t count);

/* A whole row; "cells" has as many texts as there are columns. */
extern void layout_row(LayoutDoc *doc, const char *const *cells);

/* The same in bold under a rule: sums. */
extern void layout_row_total(LayoutDoc *doc, const char *const *cells);
extern void layout_table_end(LayoutDoc *doc);

/* ---------- boxes ---------- */

/* A row of 1 .. 6 big numbers, each with a label and a note (may be NULL). */
extern void layout_tiles_begin(LayoutDoc *doc);
extern void layout_tile(LayoutDoc *doc, const char *value, const char *label,
						const char *note);
extern void layout_tiles_end(LayoutDoc *doc);

typedef enum CalloutKind
{
	CALLOUT_ACTION,				/* what to do next: tinted, accent bar */
	CALLOUT_NOTE				/* aside: grey panel */
} CalloutKind;

/* Any blocks but sections and page breaks may stand inside.  Kept whole if a
 * page can hold it.  The title (may be NULL) is bold text, not a heading. */
extern void layout_callout_begin(LayoutDoc *doc, CalloutKind kind, const char *title);
extern void layout_callout_end(LayoutDoc *doc);

/*
 * Two or three columns side by side, kept whole if a page can hold them, else
 * one below the other.  weights[i] is the share of column i; NULL: equal.
 */
extern void layout_columns_begin(LayoutDoc *doc, size_t count, const double *weights);
extern void layout_columns_next(LayoutDoc *doc);
extern void layout_columns_end(LayoutDoc *doc);

/* ---------- onto pages ---------- */

/*
 * Lay the document out.  It may be run again, at another density too.  On
 * failure *display is untouched.
 */
extern LayoutStatus layout_run(LayoutDoc *doc, const LayoutMetrics *metrics,
							   LayoutDensity density, Display *display);

/*
 * Lay out at the loosest density that needs at most "pages" pages; if none
 * does, at the tightest: compare display->page_count.
 */
extern LayoutStatus layout_run_within(LayoutDoc *doc, const LayoutMetrics *metrics,
									  size_t pages, Display *display);

/* What was wrong, for the log, after LAYOUT_MISUSE; NULL else. */
extern const char *layout_fault(const LayoutDoc *doc);

#endif							/* LAYOUT_LAYOUT_H */
