/*
 * blocks.c
 *		Any block: its height, its drawing, its way over pages.
 */
#include "layout/engine.h"

/* The foot of a column that never ends. */
#define ENDLESS_PT 1e9

double
block_height(Layout *l, Block *block, double width)
{
	switch (block->kind)
	{
		case BLOCK_TEXT:
			return text_height(l, &block->as.text, width);
		case BLOCK_RULE:
			return RULE_ACCENT_PT;
		case BLOCK_SPACE:
			return block->as.space * l->style->body.leading;
		case BLOCK_LIST:
			return list_height(l, &block->as.list, width);
		case BLOCK_FACTS:
			return facts_height(l, &block->as.facts, width);
		case BLOCK_TABLE:
			return table_height(l, &block->as.table, width);
		case BLOCK_TILES:
			return tiles_height(l, &block->as.tiles, width);
		case BLOCK_CALLOUT:
			return callout_height(l, &block->as.callout, width);
		case BLOCK_COLUMNS:
			return columns_height(l, &block->as.columns, width);
		case BLOCK_CALENDAR:
			return calendar_height(l, &block->as.calendar, width);
		case BLOCK_BARS:
			return bars_height(l, &block->as.bars);
		case BLOCK_TREND:
			return trend_height(l, &block->as.trend);
		case BLOCK_DOTS:
			return dots_height(l, &block->as.dots);
		case BLOCK_PAGE_BREAK:
		case BLOCK_SECTION:
			break;
	}
	return 0;
}

static void
rule_draw(Layout *l, double x, double y, double width)
{
	emit_artifact(l, false);
	emit_rect(l, x, y, width, RULE_ACCENT_PT, COLOUR_ACCENT);
	emit_artifact_end(l);
}

/* Flow a block that may be split; false for the other kinds. */
static bool
flow_in_parts(Layout *l, Block *block)
{
	switch (block->kind)
	{
		case BLOCK_TEXT:
			text_flow(l, &block->as.text);
			return true;
		case BLOCK_LIST:
			list_flow(l, &block->as.list);
			return true;
		case BLOCK_FACTS:
			facts_flow(l, &block->as.facts);
			return true;
		case BLOCK_TABLE:
			table_flow(l, &block->as.table);
			return true;
		default:
			return false;
	}
}

/* Let a block flow in a column of its own that never ends. */
static bool
flow_in_place(Layout *l, Block *block, double x, double y, double width)
{
	Layout		saved = *l;
	bool		flowed;

	l->left = x;
	l->width = width;
	l->y = y;
	l->bottom = ENDLESS_PT;
	flowed = flow_in_parts(l, block);
	l->left = saved.left;
	l->width = saved.width;
	l->y = saved.y;
	l->bottom = saved.bottom;
	l->at_top = saved.at_top;
	return flowed;
}

void
block_draw(Layout *l, Block *block, double x, double y, double width)
{
	if (flow_in_place(l, block, x, y, width))
		return;
	switch (block->kind)
	{
		case BLOCK_RULE:
			rule_draw(l, x, y, width);
			break;
		case BLOCK_TILES:
			tiles_draw(l, &block->as.tiles, x, y, width);
			break;
		case BLOCK_CALLOUT:
			callout_draw(l, &block->as.callout, x, y, width);
			break;
		case BLOCK_COLUMNS:
			columns_draw(l, &block->as.columns, x, y, width);
			break;
		case BLOCK_CALENDAR:
			calendar_draw(l, &block->as.calendar, x, y, width);
			break;
		case BLOCK_BARS:
			bars_draw(l, &block->as.bars, x, y, width);
			break;
		case BLOCK_TREND:
			trend_draw(l, &block->as.trend, x, y, width);
			break;
		case BLOCK_DOTS:
			dots_draw(l, &block->as.dots, x, y, width);
			break;
		default:
			break;
	}
}

/* ---------- white space between blocks ---------- */

static double
gap_above(const Layout *l, const Block *block)
{
	if (block->kind == BLOCK_TEXT)
		return text_block_above(l, &block->as.text);
	if (block->kind == BLOCK_SPACE)
		return 0;
	return l->style->block_gap;
}

static double
gap_below(const Layout *l, const Block *block)
{
	if (block->kind == BLOCK_TEXT)
		return text_block_below(l, &block->as.text);
	if (block->kind == BLOCK_SPACE)
		return 0;
	/* what has a frame or a drawing wants a little more air */
	if (block->kind == BLOCK_LIST || block->kind == BLOCK_FACTS)
		return l->style->block_gap;
	return l->style->block_gap * 1.3;
}

/* A heading brings its own, smaller gap; it rules over what comes below. */
static double
gap_between(const Layout *l, const Block *above, const Block *below)
{
	double		over = gap_below(l, above);
	double		under = gap_above(l, below);

	if (above->kind == BLOCK_TEXT && (above->as.text.level > 0 ||
									  above->as.text.type == TYPE_KICKER))
		return over;
	return over > under ? over : under;
}

/* ---------- stacks that are kept whole ---------- */

double
stack_height(Layout *l, const BlockList *blocks, double width)
{
	Block	   *block;
	double		height = 0;

	for (block = blocks->first; block != NULL; block = block->next)
	{
		height += block_height(l, block, width);
		if (block->next != NULL)
			height += gap_between(l, block, block->next);
	}
	return height;
}

void
stack_draw(Layout *l, const BlockList *blocks, double x, double y, double width)
{
	Block	   *block;

	for (block = blocks->first; block != NULL; block = block->next)
	{
		block_draw(l, block, x, y, width);
		y += block_height(l, block, width);
		if (block->next != NULL)
			y += gap_between(l, block, block->next);
	}
}

/* ---------- flowing over pages ---------- */

static double least_height(Layout *l, Block *block, const Block *last);

/* What follows a table and is kept with its last rows: its height. */
static double
tail_height(Layout *l, const Block *block, const Block *last)
{
	if (block->kind != BLOCK_TABLE || !block->keep_with_next || block == last ||
		block->next == NULL)
		return 0;
	return gap_between(l, block, block->next) + least_height(l, block->next, last);
}

static double
least_of_table(Layout *l, Block *block, const Block *last)
{
	double		saved = l->tail;
	double		height;

	l->tail = tail_height(l, block, last);
	height = table_least(l, &block->as.table);
	l->tail = saved;
	return height;
}

/* The height of the first part that may stand alone at the foot of a page. */
static double
least_height(Layout *l, Block *block, const Block *last)
{
	double		height;

	switch (block->kind)
	{
		case BLOCK_TEXT:
			return text_least(l, &block->as.text);
		case BLOCK_LIST:
			return list_least(l, &block->as.list);
		case BLOCK_FACTS:
			return facts_least(l, &block->as.facts);
		case BLOCK_TABLE:
			return least_of_table(l, block, last);
		default:
			height = block_height(l, block, l->width);
			/* taller than a page: it is going to be taken apart */
			return height <= body_height(l) ? height : l->style->body.leading;
	}
}

/*
 * Height that must be free for a block and all it is kept together with.  What
 * follows a table is kept with its last rows, wherever those are.
 */
static double
needed_height(Layout *l, Block *block, const Block *last)
{
	double		first = least_height(l, block, last);
	double		height = 0;

	while (block->keep_with_next && block != last && block->next != NULL &&
		   block->kind != BLOCK_TABLE)
	{
		height += block_height(l, block, l->width) +
			gap_between(l, block, block->next);
		block = block->next;
	}
	height += least_height(l, block, last);
	/* what no page holds together is not kept together */
	return height <= body_height(l) ? height : first;
}

static void
flow_block(Layout *l, Block *block)
{
	double		height;

	if (flow_in_parts(l, block))
		return;
	height = block_height(l, block, l->width);
	if (block->kind == BLOCK_CALLOUT && height > body_height(l))
		callout_flow(l, &block->as.callout);
	else if (block->kind == BLOCK_COLUMNS && height > body_height(l))
		columns_flow(l, &block->as.columns);
	else
	{
		block_draw(l, block, l->left, l->y, l->width);
		l->y += height;
		l->at_top = false;
	}
}

static void
place_block(Layout *l, Block *block, const Block *above, const Block *last)
{
	double		gap = 0;

	/* white space turns no page, and has no place at the head of one */
	if (block->kind == BLOCK_SPACE)
	{
		if (!l->at_top)
			l->y += block_height(l, block, l->width);
		return;
	}
	if (!l->at_top)
		gap = above != NULL ? gap_between(l, above, block) : gap_above(l, block);
	l->tail = tail_height(l, block, last);
	if (fits(l, gap + needed_height(l, block, last)))
		l->y += gap;
	else
		new_page(l);
	flow_block(l, block);
	l->tail = 0;
}

void
flow_blocks(Layout *l, const BlockList *blocks)
{
	Block	   *block;
	const Block *above = NULL;

	for (block = blocks->first; block != NULL && !arena_failed(l->arena);
		 block = block->next)
	{
		place_block(l, block, above, blocks->last);
		above = block;
		if (block == blocks->last)
			break;
	}
}
