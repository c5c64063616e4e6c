/*
 * engine.h
 *		What the drawers of the blocks share while a document is laid out.
 *
 * Internal to the layout.  A drawer knows how high its block is at a width,
 * and draws it there.  Blocks that may be split over pages "flow": they draw
 * from l->y on in the current column and turn the page when it is full.
 */
#ifndef LAYOUT_ENGINE_H
#define LAYOUT_ENGINE_H

#include "layout/block.h"
#include "layout/style.h"

/* A page's place in its section; kept beside the display's pages. */
typedef struct PageMark
{
	size_t		section;		/* 0: before the first one */
	bool		blank;			/* only there so that the next is a right page */
} PageMark;

typedef struct Layout
{
	LayoutDoc  *doc;
	Arena	   *arena;
	const LayoutMetrics *metrics;
	const LayoutStyle *style;
	Display		display;

	/* the column that blocks flow in */
	double		left;
	double		width;
	double		top;
	double		bottom;

	/* where the next block goes */
	size_t		page;			/* index */
	double		y;
	double		gap;			/* that the block above asks for below it */
	double		tail;			/* of what must follow the block on its page */
	bool		at_top;

	int			heading_level;	/* of the last heading */
	size_t		section;		/* the open one, from 1; 0: none */
	const char **section_titles;
	PageMark   *marks;
	size_t		mark_capacity;
} Layout;

/* ---------- emit.c: items of the display list ---------- */

extern void emit_begin(Layout *l, DisplayRole role);
extern void emit_figure(Layout *l, const char *alt, double x, double y,
						double width, double height);
extern void emit_end(Layout *l);
extern void emit_artifact(Layout *l, bool pagination);
extern void emit_artifact_end(Layout *l);
extern void emit_bookmark(Layout *l, int level, double y, const char *title);
extern void emit_rect(Layout *l, double x, double y, double width, double height,
					  Colour fill);
extern void emit_frame(Layout *l, double x, double y, double width, double height,
					   Colour stroke, double line_width);
extern void emit_line(Layout *l, double x0, double y0, double x1, double y1,
					  Colour stroke, double line_width, double dash);
extern void emit_polyline(Layout *l, const DisplayPoint *points, size_t count,
						  Colour stroke, double line_width, double dash);
extern void emit_circle(Layout *l, double x, double y, double radius,
						Colour fill, Colour stroke, double line_width, double dash);

/* One line of plain text; "x" is its left edge, right edge or middle. */
extern void emit_text(Layout *l, double x, double baseline, TextAlign align,
					  double size, FontWeight weight, Colour colour,
					  const char *text);

/* The baseline that centres capitals on a line of that leading at y. */
extern double baseline_at(const Layout *l, double y, TypeSize type);

/* Lines [from, to) with the top of the first at y. */
extern void emit_lines(Layout *l, const Lines *lines, size_t from, size_t to,
					   double x, double y, double width, TypeSize type,
					   Colour colour, TextAlign align);

/* Wrap at the size of "type"; max_lines 0: as many as it takes. */
extern const Lines *wrap(Layout *l, Text *text, TypeSize type, double width,
						 size_t max_lines);

/* One line of plain text with its top at y, cut where "width" ends. */
extern void emit_cut(Layout *l, const char *text, FontWeight weight, double x,
					 double y, double width, TypeSize type, Colour colour,
					 TextAlign align);

/* Width of plain text in points. */
extern double width_of(const Layout *l, const char *text, FontWeight weight,
					   double size);

/* ---------- run.c: pages ---------- */

extern void new_page(Layout *l);

/* Height of a full column. */
extern double body_height(const Layout *l);

/* Whether that much more fits on the page; true at the top of one, since
 * another page would be no better. */
extern bool fits(const Layout *l, double height);

/* ---------- blocks.c: any block, and stacks of them ---------- */

extern double block_height(Layout *l, Block *block, double width);
extern void block_draw(Layout *l, Block *block, double x, double y, double width);
extern double stack_height(Layout *l, const BlockList *blocks, double width);
extern void stack_draw(Layout *l, const BlockList *blocks, double x, double y,
					   double width);

/* Place blocks one below the other from l->y on, over as many pages as they
 * need. */
extern void flow_blocks(Layout *l, const BlockList *blocks);

/* ---------- the drawers ---------- */

extern double text_block_above(const Layout *l, const TextBlock *block);
extern double text_block_below(const Layout *l, const TextBlock *block);
extern double text_height(Layout *l, TextBlock *block, double width);
extern double text_least(Layout *l, TextBlock *block);
extern void text_flow(Layout *l, TextBlock *block);

extern double list_height(Layout *l, ListBlock *block, double width);
extern double list_least(Layout *l, ListBlock *block);
extern void list_flow(Layout *l, ListBlock *block);

extern double facts_height(Layout *l, FactsBlock *block, double width);
extern double facts_least(Layout *l, FactsBlock *block);
extern void facts_flow(Layout *l, FactsBlock *block);

extern double table_height(Layout *l, TableBlock *block, double width);
extern double table_least(Layout *l, TableBlock *block);
extern void table_flow(Layout *l, TableBlock *block);

extern double tiles_height(Layout *l, TilesBlock *block, double width);
extern void tiles_draw(Layout *l, TilesBlock *block, double x, double y, double width);

extern double callout_height(Layout *l, CalloutBlock *block, double width);
extern void callout_draw(Layout *l, CalloutBlock *block, double x, double y, double width);
extern void callout_flow(Layout *l, CalloutBlock *block);

extern double columns_height(Layout *l, ColumnsBlock *block, double width);
extern void columns_draw(Layout *l, ColumnsBlock *block, double x, double y, double width);
extern void columns_flow(Layout *l, ColumnsBlock *block);

extern double calendar_height(Layout *l, const LayoutCalendar *calendar, double width);
extern void calendar_draw(Layout *l, const LayoutCalendar *calendar, double x, double y,
						  double width);

extern double bars_height(Layout *l, const BarsBlock *block);
extern void bars_draw(Layout *l, const BarsBlock *block, double x, double y, double width);

extern double trend_height(Layout *l, const LayoutTrend *trend);
extern void trend_draw(Layout *l, const LayoutTrend *trend, double x, double y, double width);

extern double dots_height(Layout *l, const DotsBlock *block);
extern void dots_draw(Layout *l, const DotsBlock *block, double x, double y, double width);

#endif							/* LAYOUT_ENGINE_H */
