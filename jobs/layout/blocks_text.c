/*
 * blocks_text.c
 *		Drawing headings and paragraphs, lists, and names with values.
 */
#include "layout/engine.h"

/* No heading needs more; a name of thousands of characters is cut. */
#define HEADING_LINES_MAX 4
#define FACT_LINES_MAX 6

#define WIDOW_LINES 2

/* ---------- how each kind of text is set ---------- */

static TypeSize
type_of(const Layout *l, TypeRole role)
{
	switch (role)
	{
		case TYPE_TITLE:
			return l->style->title;
		case TYPE_HEADING:
			return l->style->heading;
		case TYPE_SUBHEADING:
			return l->style->subheading;
		case TYPE_LEAD:
			return l->style->lead;
		case TYPE_NOTE:
		case TYPE_KICKER:
			return l->style->note;
		case TYPE_BODY:
		case TYPE_SUBTITLE:
			break;
	}
	return l->style->body;
}

static Colour
colour_of(TypeRole role)
{
	switch (role)
	{
		case TYPE_KICKER:
		case TYPE_HEADING:
			return COLOUR_ACCENT;
		case TYPE_NOTE:
		case TYPE_SUBTITLE:
			return COLOUR_MUTED;
		default:
			return COLOUR_INK;
	}
}

double
text_block_above(const Layout *l, const TextBlock *block)
{
	switch (block->type)
	{
		case TYPE_TITLE:
		case TYPE_KICKER:
		case TYPE_HEADING:
			return l->style->heading_gap;
		case TYPE_SUBHEADING:
			return l->style->heading_gap * 0.6;
		case TYPE_SUBTITLE:
			return l->style->heading_under * 0.5;
		default:
			return l->style->block_gap * 0.7;
	}
}

double
text_block_below(const Layout *l, const TextBlock *block)
{
	switch (block->type)
	{
		case TYPE_KICKER:
			return 1;
		case TYPE_TITLE:
			return l->style->heading_under * 0.5;
		case TYPE_HEADING:
			return l->style->heading_under;
		case TYPE_SUBHEADING:
			return l->style->heading_under * 0.6;
		default:
			return l->style->block_gap * 0.7;
	}
}

static size_t
most_lines(const TextBlock *block)
{
	return block->level > 0 || block->type == TYPE_KICKER ||
		block->type == TYPE_SUBTITLE ? HEADING_LINES_MAX : 0;
}

static const Lines *
lines_of(Layout *l, TextBlock *block, double width)
{
	return wrap(l, &block->text, type_of(l, block->type), width, most_lines(block));
}

/* ---------- headings and paragraphs ---------- */

/* Heading levels may not skip one on the way down. */
static DisplayRole
heading_role(Layout *l, int level)
{
	l->heading_level = level < l->heading_level + 1 ? level : l->heading_level + 1;
	return (DisplayRole) (ROLE_H1 + l->heading_level - 1);
}

static void
begin_text(Layout *l, const TextBlock *block, double y)
{
	if (block->level == 1 || block->level == 2)
		emit_bookmark(l, block->level, y, block->plain);
	emit_begin(l, block->level > 0 ? heading_role(l, block->level) : ROLE_P);
}

double
text_height(Layout *l, TextBlock *block, double width)
{
	return (double) lines_of(l, block, width)->count * type_of(l, block->type).leading;
}

/* So many of "count" lines that neither page has a lonely one. */
static size_t
least_lines(size_t count)
{
	return count < 2 * WIDOW_LINES ? count : WIDOW_LINES;
}

double
text_least(Layout *l, TextBlock *block)
{
	size_t		count = lines_of(l, block, l->width)->count;

	if (block->level == 0)
		count = least_lines(count);
	return (double) count * type_of(l, block->type).leading;
}

/* How many of the lines from "from" on go on this page; 0: start a new one. */
static size_t
lines_that_fit(const Layout *l, size_t left, double leading)
{
	double		room = l->bottom - l->y + 0.01;
	size_t		fitting = room <= 0 ? 0 : (size_t) (room / leading);

	if (fitting >= left)
		return left;
	if (left - fitting < WIDOW_LINES)
		fitting = left > WIDOW_LINES ? left - WIDOW_LINES : 0;
	if (fitting < WIDOW_LINES)
		fitting = 0;
	/* on an empty page anything is better than no progress */
	return fitting == 0 && l->at_top ? 1 : fitting;
}

/* Lines over as many pages as they need, inside the open element. */
static void
flow_lines(Layout *l, const Lines *lines, double x, double width, TypeSize type,
		   Colour colour)
{
	size_t		done = 0;

	while (done < lines->count && !arena_failed(l->arena))
	{
		size_t		here = lines_that_fit(l, lines->count - done, type.leading);

		if (here > 0)
		{
			emit_lines(l, lines, done, done + here, x, l->y, width, type,
					   colour, ALIGN_LEFT);
			l->y += (double) here * type.leading;
			l->at_top = false;
			done += here;
		}
		if (done < lines->count)
			new_page(l);
	}
}

void
text_flow(Layout *l, TextBlock *block)
{
	begin_text(l, block, l->y);
	flow_lines(l, lines_of(l, block, l->width), l->left, l->width,
			   type_of(l, block->type), colour_of(block->type));
	emit_end(l);
}

/* ---------- lists ---------- */

static double
item_gap(const Layout *l)
{
	return l->style->block_gap * 0.35;
}

static double
label_width(const Layout *l, const ListBlock *block)
{
	double		size = l->style->body.size;

	if (block->kind != LIST_NUMBERS)
		return size * 1.4;
	return width_of(l, block->count > 9 ? "00." : "0.", FONT_BOLD, size) + size * 0.5;
}

static const Lines *
item_lines(Layout *l, const ListBlock *block, Item *item, double width)
{
	return wrap(l, &item->text, l->style->body, width - label_width(l, block), 0);
}

static double
item_height(Layout *l, const ListBlock *block, Item *item, double width)
{
	size_t		count = item_lines(l, block, item, width)->count;

	return (double) (count > 0 ? count : 1) * l->style->body.leading;
}

double
list_height(Layout *l, ListBlock *block, double width)
{
	Item	   *item;
	double		height = 0;

	for (item = block->first; item != NULL; item = item->next)
		height += item_height(l, block, item, width) +
			(item->next != NULL ? item_gap(l) : 0);
	return height;
}

static void
draw_label(Layout *l, const ListBlock *block, size_t number, double x, double y)
{
	TypeSize	type = l->style->body;
	double		baseline = baseline_at(l, y, type);
	double		box = type.size * 0.78;

	if (block->kind == LIST_BOXES)
	{
		emit_artifact(l, false);
		emit_frame(l, x + 0.5, y + (type.leading - box) / 2, box, box,
				   COLOUR_RULE_DARK, RULE_MEDIUM_PT);
		emit_artifact_end(l);
		return;
	}
	emit_begin(l, ROLE_LBL);
	if (block->kind == LIST_NUMBERS)
		emit_text(l, x, baseline, ALIGN_LEFT, type.size, FONT_BOLD, COLOUR_ACCENT,
				  arena_printf(l->arena, "%zu.", number));
	else
		emit_text(l, x + type.size * 0.2, baseline, ALIGN_LEFT, type.size,
				  FONT_BOLD, COLOUR_ACCENT, "\xE2\x80\xA2");
	emit_end(l);
}

static double
item_least(Layout *l, ListBlock *block, Item *item)
{
	return (double) least_lines(item_lines(l, block, item, l->width)->count) *
		l->style->body.leading;
}

double
list_least(Layout *l, ListBlock *block)
{
	return block->first == NULL ? 0 : item_least(l, block, block->first);
}

static DisplayRole
list_role(const ListBlock *block)
{
	if (block->kind == LIST_BULLETS)
		return ROLE_L_BULLETS;
	return block->kind == LIST_NUMBERS ? ROLE_L_NUMBERS : ROLE_L;
}

void
list_flow(Layout *l, ListBlock *block)
{
	double		indent = label_width(l, block);
	size_t		number = 0;
	Item	   *item;

	emit_begin(l, list_role(block));
	for (item = block->first; item != NULL; item = item->next)
	{
		if (!fits(l, item_least(l, block, item)))
			new_page(l);
		emit_begin(l, ROLE_LI);
		draw_label(l, block, ++number, l->left, l->y);
		emit_begin(l, ROLE_LBODY);
		flow_lines(l, item_lines(l, block, item, l->width), l->left + indent,
				   l->width - indent, l->style->body, COLOUR_INK);
		emit_end(l);
		emit_end(l);
		if (item->next != NULL)
			l->y += item_gap(l);
	}
	emit_end(l);
}

/* ---------- names and values ---------- */

#define FACT_NAME_SHARE 0.3

static double
fact_column_width(const Layout *l, const FactsBlock *block, double width)
{
	return (width - l->style->gutter * (double) (block->columns - 1)) /
		(double) block->columns;
}

/* Side by side, name and value have their lines at the same heights. */
static TypeSize
fact_name_type(const Layout *l, const FactsBlock *block)
{
	TypeSize	type = l->style->note;

	if (block->columns == 1)
		type.leading = l->style->body.leading;
	return type;
}

/* One column: name left, value right.  More: name above value. */
static double
fact_height(Layout *l, const FactsBlock *block, Fact *fact, double width)
{
	double		column = fact_column_width(l, block, width);
	double		name_width = block->columns == 1 ? column * FACT_NAME_SHARE : column;
	double		value_width = block->columns == 1 ? column - name_width : column;
	double		name;
	double		value;

	name = (double) wrap(l, &fact->name, l->style->note, name_width - 4,
						 FACT_LINES_MAX)->count * fact_name_type(l, block).leading;
	value = (double) wrap(l, &fact->value, l->style->body, value_width,
						  FACT_LINES_MAX)->count * l->style->body.leading;
	if (block->columns > 1)
		return name + value;
	return name > value ? name : value;
}

/* The facts of one row and the height of the highest. */
static Fact *
fact_row(Layout *l, const FactsBlock *block, Fact *fact, double width, double *height)
{
	size_t		i;

	*height = 0;
	for (i = 0; i < block->columns && fact != NULL; i++, fact = fact->next)
	{
		double		own = fact_height(l, block, fact, width);

		if (own > *height)
			*height = own;
	}
	return fact;
}

static void
draw_fact(Layout *l, const FactsBlock *block, Fact *fact, double x, double y,
		  double width)
{
	double		column = fact_column_width(l, block, width);
	bool		side_by_side = block->columns == 1;
	double		name_width = side_by_side ? column * FACT_NAME_SHARE : column;
	const Lines *name = wrap(l, &fact->name, l->style->note, name_width - 4, FACT_LINES_MAX);
	const Lines *value = wrap(l, &fact->value, l->style->body,
							  side_by_side ? column - name_width : column,
							  FACT_LINES_MAX);
	TypeSize	name_type = fact_name_type(l, block);

	emit_begin(l, ROLE_LI);
	emit_begin(l, ROLE_LBL);
	emit_lines(l, name, 0, name->count, x, y, name_width, name_type, COLOUR_MUTED,
			   ALIGN_LEFT);
	emit_end(l);
	emit_begin(l, ROLE_LBODY);
	emit_lines(l, value, 0, value->count, side_by_side ? x + name_width : x,
			   side_by_side ? y : y + (double) name->count * name_type.leading,
			   column, l->style->body, COLOUR_INK, ALIGN_LEFT);
	emit_end(l);
	emit_end(l);
}

static void
draw_fact_row(Layout *l, const FactsBlock *block, Fact *fact, double x, double y,
			  double width)
{
	double		step = fact_column_width(l, block, width) + l->style->gutter;
	size_t		i;

	for (i = 0; i < block->columns && fact != NULL; i++, fact = fact->next)
		draw_fact(l, block, fact, x + (double) i * step, y, width);
}

double
facts_height(Layout *l, FactsBlock *block, double width)
{
	Fact	   *fact = block->first;
	double		height = 0;
	double		own;

	while (fact != NULL)
	{
		fact = fact_row(l, block, fact, width, &own);
		height += own + (fact != NULL ? item_gap(l) : 0);
	}
	return height;
}

double
facts_least(Layout *l, FactsBlock *block)
{
	double		height = 0;

	if (block->first != NULL)
		fact_row(l, block, block->first, l->width, &height);
	return height;
}

void
facts_flow(Layout *l, FactsBlock *block)
{
	Fact	   *fact = block->first;
	double		height;

	emit_begin(l, ROLE_L);
	while (fact != NULL && !arena_failed(l->arena))
	{
		Fact	   *next = fact_row(l, block, fact, l->width, &height);

		if (!fits(l, height))
			new_page(l);
		draw_fact_row(l, block, fact, l->left, l->y, l->width);
		l->y += height + (next != NULL ? item_gap(l) : 0);
		l->at_top = false;
		fact = next;
	}
	emit_end(l);
}
