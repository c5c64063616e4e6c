/*
 * blocks_table.c
 *		Drawing tables: columns, rows that stay whole, repeated headers.
 */
#include "layout/engine.h"

/* No column gets narrower than this by sharing. */
#define COLUMN_MIN_PT 30.0

/* A row takes at most this part of a page. */
#define ROW_SHARE 3.0

typedef struct Grid
{
	double	   *x;				/* of each column's text, from the table's left */
	double	   *width;			/* of each column's text */
	double		total;
} Grid;

/* ---------- columns ---------- */

/*
 * Fixed columns keep their width unless the others would get too little;
 * then all fixed ones shrink alike.  The rest is shared by flex.
 */
static void
share_width(const Layout *l, const TableBlock *table, double width, double *columns)
{
	double		fixed = 0;
	double		flex = 0;
	double		least = 0;
	double		shrink = 1;
	size_t		i;

	for (i = 0; i < table->column_count; i++)
	{
		if (table->columns[i].width > 0)
			fixed += table->columns[i].width * l->style->scale;
		else
		{
			flex += table->columns[i].flex;
			least += COLUMN_MIN_PT;
		}
	}
	if (least > width / 2)
		least = width / 2;
	if (fixed > width - least)
		shrink = (width - least) / fixed;
	for (i = 0; i < table->column_count; i++)
	{
		const Column *column = &table->columns[i];

		if (column->width > 0)
			columns[i] = column->width * l->style->scale * shrink;
		else
			columns[i] = (width - fixed * shrink) * column->flex / flex;
	}
}

/* The outer columns have no padding outside, so that text keeps the margin. */
static bool
make_grid(Layout *l, const TableBlock *table, double width, Grid *grid)
{
	size_t		count = table->column_count;
	double		x = 0;
	size_t		i;

	grid->x = arena_calloc(l->arena, count, sizeof(double));
	grid->width = arena_calloc(l->arena, count, sizeof(double));
	if (grid->x == NULL || grid->width == NULL)
		return false;
	share_width(l, table, width, grid->width);
	for (i = 0; i < count; i++)
	{
		double		before = i == 0 ? 0 : l->style->cell_pad_x;
		double		after = i + 1 == count ? 0 : l->style->cell_pad_x;
		double		column = grid->width[i];

		grid->x[i] = x + before;
		grid->width[i] = column - before - after;
		if (grid->width[i] < 1)
			grid->width[i] = 1;
		x += column;
	}
	grid->total = x;
	return true;
}

/* ---------- rows ---------- */

static size_t
most_row_lines(const Layout *l)
{
	double		page = l->display.height - MARGIN_TOP_PT - MARGIN_BOTTOM_PT;

	return (size_t) (page / ROW_SHARE / l->style->table.leading);
}

static const Lines *
cell_lines(Layout *l, const Grid *grid, Text *cell, size_t column)
{
	return wrap(l, cell, l->style->table, grid->width[column], most_row_lines(l));
}

static double
row_height(Layout *l, const TableBlock *table, const Grid *grid, Row *row)
{
	size_t		most = 1;
	size_t		i;

	for (i = 0; i < table->column_count; i++)
	{
		size_t		count = cell_lines(l, grid, &row->cells[i], i)->count;

		if (count > most)
			most = count;
	}
	return (double) most * l->style->table.leading + 2 * l->style->cell_pad_y;
}

static size_t
header_lines(Layout *l, const TableBlock *table, const Grid *grid)
{
	size_t		most = 0;
	size_t		i;

	for (i = 0; i < table->column_count; i++)
	{
		size_t		count = cell_lines(l, grid, &table->columns[i].header, i)->count;

		if (count > most)
			most = count;
	}
	return most;
}

static double
header_height(Layout *l, const TableBlock *table, const Grid *grid)
{
	size_t		lines = header_lines(l, table, grid);

	return lines == 0 ? 0 :
		(double) lines * l->style->table.leading + 2 * l->style->cell_pad_y;
}

static void
draw_rule(Layout *l, double width, double y, Colour colour, double line_width)
{
	emit_artifact(l, false);
	emit_line(l, l->left, y, l->left + width, y, colour, line_width, 0);
	emit_artifact_end(l);
}

/* The texts of the header; short ones stand on its last line. */
static void
draw_header_cells(Layout *l, const TableBlock *table, const Grid *grid, bool tagged)
{
	size_t		most = header_lines(l, table, grid);
	size_t		i;

	for (i = 0; i < table->column_count; i++)
	{
		Column	   *column = &table->columns[i];
		const Lines *lines = cell_lines(l, grid, &column->header, i);
		double		down = (double) (most - lines->count) * l->style->table.leading;

		if (tagged)
			emit_begin(l, ROLE_TH_COLUMN);
		emit_lines(l, lines, 0, lines->count, l->left + grid->x[i],
				   l->y + l->style->cell_pad_y + down, grid->width[i],
				   l->style->table, COLOUR_MUTED, column->align);
		if (tagged)
			emit_end(l);
	}
}

/* The header at l->y: part of the structure once, decoration on later pages. */
static void
draw_header(Layout *l, const TableBlock *table, const Grid *grid, bool repeated)
{
	double		height = header_height(l, table, grid);

	if (height == 0)
		return;
	if (repeated)
		emit_artifact(l, true);
	else
	{
		emit_begin(l, ROLE_THEAD);
		emit_begin(l, ROLE_TR);
	}
	draw_header_cells(l, table, grid, !repeated);
	if (repeated)
		emit_artifact_end(l);
	else
	{
		emit_end(l);
		emit_end(l);
	}
	l->y += height;
	draw_rule(l, grid->total, l->y, COLOUR_RULE_DARK, RULE_MEDIUM_PT);
}

static void
draw_row(Layout *l, const TableBlock *table, const Grid *grid, Row *row)
{
	double		height = row_height(l, table, grid, row);
	size_t		i;

	if (row->total)
		draw_rule(l, grid->total, l->y, COLOUR_RULE_DARK, RULE_MEDIUM_PT);
	emit_begin(l, ROLE_TR);
	for (i = 0; i < table->column_count; i++)
	{
		const Lines *lines = cell_lines(l, grid, &row->cells[i], i);

		emit_begin(l, table->columns[i].row_header ? ROLE_TH_ROW : ROLE_TD);
		emit_lines(l, lines, 0, lines->count, l->left + grid->x[i],
				   l->y + l->style->cell_pad_y, grid->width[i], l->style->table,
				   COLOUR_INK, table->columns[i].align);
		emit_end(l);
	}
	emit_end(l);
	l->y += height;
	l->at_top = false;
	draw_rule(l, grid->total, l->y, COLOUR_RULE, RULE_HAIRLINE_PT);
}

/* ---------- the whole table ---------- */

static const Lines *
empty_lines(Layout *l, TableBlock *table, double width)
{
	return wrap(l, &table->empty, l->style->body, width, most_row_lines(l));
}

double
table_height(Layout *l, TableBlock *table, double width)
{
	Grid		grid;
	double		height;
	Row		   *row;

	if (table->first == NULL)
		return (double) empty_lines(l, table, width)->count * l->style->body.leading;
	if (!make_grid(l, table, width, &grid))
		return 0;
	height = header_height(l, table, &grid);
	for (row = table->first; row != NULL; row = row->next)
		height += row_height(l, table, &grid, row);
	return height;
}

/*
 * Height that must be free for a row: the next one's too if that is the last,
 * so that no single row, and no sum, ends up alone on a page; nor a note that
 * is kept with the table.
 */
static double
row_need(Layout *l, const TableBlock *table, const Grid *grid, Row *row)
{
	double		height = row_height(l, table, grid, row);

	if (row->next != NULL && row->next->next == NULL)
		height += row_height(l, table, grid, row->next);
	if (row->next == NULL || row->next->next == NULL)
		height += l->tail;
	return height;
}

double
table_least(Layout *l, TableBlock *table)
{
	Grid		grid;
	double		height;

	if (table->first == NULL)
		return table_height(l, table, l->width);
	if (!make_grid(l, table, l->width, &grid))
		return 0;
	height = header_height(l, table, &grid);
	if (table->first->next == NULL)
		return height + row_need(l, table, &grid, table->first);
	return height + row_height(l, table, &grid, table->first) +
		row_need(l, table, &grid, table->first->next);
}

static void
flow_empty(Layout *l, TableBlock *table)
{
	const Lines *lines = empty_lines(l, table, l->width);

	emit_begin(l, ROLE_P);
	emit_lines(l, lines, 0, lines->count, l->left, l->y, l->width,
			   l->style->body, COLOUR_MUTED, ALIGN_LEFT);
	emit_end(l);
	l->y += (double) lines->count * l->style->body.leading;
	l->at_top = false;
}

void
table_flow(Layout *l, TableBlock *table)
{
	Grid		grid;
	Row		   *row;

	if (table->first == NULL)
	{
		flow_empty(l, table);
		return;
	}
	if (!make_grid(l, table, l->width, &grid))
		return;
	emit_begin(l, ROLE_TABLE);
	draw_header(l, table, &grid, false);
	emit_begin(l, ROLE_TBODY);
	for (row = table->first; row != NULL && !arena_failed(l->arena); row = row->next)
	{
		if (row != table->first && !fits(l, row_need(l, table, &grid, row)))
		{
			new_page(l);
			draw_header(l, table, &grid, true);
		}
		draw_row(l, table, &grid, row);
	}
	emit_end(l);
	emit_end(l);
}
