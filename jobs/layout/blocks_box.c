/*
 * blocks_box.c
 *		Drawing tiles, callouts and columns.
 */
#include "layout/engine.h"

#define CALLOUT_BAR_PT 3.0
/* Between columns of blocks, in gutters. */
#define COLUMN_GUTTER 1.7

#define TITLE_LINES_MAX 3
#define LABEL_LINES_MAX 2
#define NOTE_LINES_MAX 3

/* A value that is too wide for its tile is set smaller, down to this. */
#define VALUE_SHRINK_MIN 0.55

/* ---------- tiles ---------- */

static double
tile_width(const Layout *l, const TilesBlock *block, double width)
{
	double		gutters = l->style->gutter * 0.7 * (double) (block->count - 1);

	return (width - gutters) / (double) block->count;
}

static double
tile_pad(const Layout *l)
{
	return l->style->box_pad * 0.8;
}

/* One line, as large as it fits. */
static TypeSize
value_type(Layout *l, Tile *tile, double width)
{
	TypeSize	type = l->style->tile_value;
	const Lines *lines = wrap(l, &tile->value, type, 1e6, 1);
	double		natural = lines->count > 0 ? lines->lines[0].width : 0;
	double		shrink = natural > width ? width / natural : 1;

	type.size *= shrink < VALUE_SHRINK_MIN ? VALUE_SHRINK_MIN : shrink;
	return type;
}

static double
tile_height(Layout *l, Tile *tile, double width)
{
	double		inner = width - 2 * tile_pad(l);

	return 2 * tile_pad(l) + l->style->tile_value.leading +
		(double) wrap(l, &tile->label, l->style->tile_label, inner,
					  LABEL_LINES_MAX)->count * l->style->tile_label.leading +
		(double) wrap(l, &tile->note, l->style->note, inner,
					  NOTE_LINES_MAX)->count * l->style->note.leading;
}

double
tiles_height(Layout *l, TilesBlock *block, double width)
{
	double		highest = 0;
	size_t		i;

	for (i = 0; i < block->count; i++)
	{
		double		height = tile_height(l, &block->tiles[i], tile_width(l, block, width));

		if (height > highest)
			highest = height;
	}
	return highest;
}

static double
tile_part(Layout *l, Text *text, double x, double y, double width, TypeSize type,
		  size_t max_lines, Colour colour)
{
	const Lines *lines = wrap(l, text, type, width, max_lines);

	if (lines->count == 0)
		return 0;
	emit_begin(l, ROLE_P);
	emit_lines(l, lines, 0, lines->count, x, y, width, type, colour, ALIGN_LEFT);
	emit_end(l);
	return (double) lines->count * type.leading;
}

static void
tile_draw(Layout *l, Tile *tile, double x, double y, double width, double height)
{
	double		pad = tile_pad(l);
	double		inner = width - 2 * pad;

	emit_begin(l, ROLE_LI);
	emit_artifact(l, false);
	emit_rect(l, x, y, width, height, COLOUR_PANEL);
	emit_artifact_end(l);
	emit_begin(l, ROLE_LBODY);
	tile_part(l, &tile->value, x + pad, y + pad, inner, value_type(l, tile, inner),
			  1, COLOUR_ACCENT);
	y += pad + l->style->tile_value.leading;
	y += tile_part(l, &tile->label, x + pad, y, inner, l->style->tile_label,
				   LABEL_LINES_MAX, COLOUR_INK);
	tile_part(l, &tile->note, x + pad, y, inner, l->style->note, NOTE_LINES_MAX,
			  COLOUR_MUTED);
	emit_end(l);
	emit_end(l);
}

void
tiles_draw(Layout *l, TilesBlock *block, double x, double y, double width)
{
	double		own = tile_width(l, block, width);
	double		height = tiles_height(l, block, width);
	size_t		i;

	if (block->count == 0)
		return;
	emit_begin(l, ROLE_L);
	for (i = 0; i < block->count; i++)
		tile_draw(l, &block->tiles[i], x + (double) i * (own + l->style->gutter * 0.7),
				  y, own, height);
	emit_end(l);
}

/* ---------- callouts ---------- */

static double
callout_inset(const Layout *l)
{
	return CALLOUT_BAR_PT + l->style->box_pad;
}

static TypeSize
callout_title_type(const Layout *l)
{
	TypeSize	type = l->style->body;

	type.size *= 1.08;
	return type;
}

static double
callout_title_height(Layout *l, CalloutBlock *block, double width)
{
	TypeSize	type = callout_title_type(l);
	const Lines *lines = wrap(l, &block->title, type, width, TITLE_LINES_MAX);

	return lines->count == 0 ? 0 :
		(double) lines->count * type.leading + l->style->heading_under * 0.7;
}

static double
callout_title_draw(Layout *l, CalloutBlock *block, double x, double y, double width)
{
	TypeSize	type = callout_title_type(l);
	const Lines *lines = wrap(l, &block->title, type, width, TITLE_LINES_MAX);

	if (lines->count == 0)
		return 0;
	emit_begin(l, ROLE_P);
	emit_lines(l, lines, 0, lines->count, x, y, width, type,
			   block->kind == CALLOUT_ACTION ? COLOUR_ACCENT : COLOUR_INK, ALIGN_LEFT);
	emit_end(l);
	return callout_title_height(l, block, width);
}

double
callout_height(Layout *l, CalloutBlock *block, double width)
{
	double		inner = width - callout_inset(l) - l->style->box_pad;

	return 2 * l->style->box_pad + callout_title_height(l, block, inner) +
		stack_height(l, &block->children, inner);
}

void
callout_draw(Layout *l, CalloutBlock *block, double x, double y, double width)
{
	double		height = callout_height(l, block, width);
	double		inner = width - callout_inset(l) - l->style->box_pad;
	bool		action = block->kind == CALLOUT_ACTION;

	emit_begin(l, ROLE_SECT);
	emit_artifact(l, false);
	emit_rect(l, x, y, width, height, action ? COLOUR_TINT : COLOUR_PANEL);
	emit_rect(l, x, y, CALLOUT_BAR_PT, height, action ? COLOUR_ACCENT : COLOUR_RULE_DARK);
	emit_artifact_end(l);
	x += callout_inset(l);
	y += l->style->box_pad;
	y += callout_title_draw(l, block, x, y, inner);
	stack_draw(l, &block->children, x, y, inner);
	emit_end(l);
}

/* Too much for one page: the same words, without the box. */
void
callout_flow(Layout *l, CalloutBlock *block)
{
	emit_begin(l, ROLE_SECT);
	l->y += callout_title_draw(l, block, l->left, l->y, l->width);
	l->at_top = false;
	flow_blocks(l, &block->children);
	emit_end(l);
}

/* ---------- columns ---------- */

static double
column_width(const Layout *l, const ColumnsBlock *block, size_t column, double width)
{
	double		sum = 0;
	size_t		i;

	for (i = 0; i < block->count; i++)
		sum += block->weights[i];
	return (width - COLUMN_GUTTER * l->style->gutter * (double) (block->count - 1)) *
		block->weights[column] / sum;
}

double
columns_height(Layout *l, ColumnsBlock *block, double width)
{
	double		highest = 0;
	size_t		i;

	for (i = 0; i < block->count; i++)
	{
		double		height = stack_height(l, &block->children[i],
										  column_width(l, block, i, width));

		if (height > highest)
			highest = height;
	}
	return highest;
}

void
columns_draw(Layout *l, ColumnsBlock *block, double x, double y, double width)
{
	size_t		i;

	for (i = 0; i < block->count; i++)
	{
		double		own = column_width(l, block, i, width);

		stack_draw(l, &block->children[i], x, y, own);
		x += own + COLUMN_GUTTER * l->style->gutter;
	}
}

/* Too much for one page: one below the other. */
void
columns_flow(Layout *l, ColumnsBlock *block)
{
	size_t		i;

	for (i = 0; i < block->count; i++)
		flow_blocks(l, &block->children[i]);
}
