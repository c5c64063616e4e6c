/*
 * doc_table.c
 *		Constructors of tables.
 */
#include "layout/block.h"

static TableBlock *
open_table(LayoutDoc *doc)
{
	Block	   *block = doc_expect(doc, BLOCK_TABLE, "a cell outside a table");

	return block == NULL ? NULL : &block->as.table;
}

void
layout_table_begin(LayoutDoc *doc, const LayoutColumn *columns, size_t count,
				   const char *empty_text)
{
	Block	   *block;
	TableBlock *table;
	size_t		i;

	block = doc_open(doc, BLOCK_TABLE);
	if (block == NULL)
		return;
	if (count == 0)
		doc_fault(doc, "a table without columns");
	table = &block->as.table;
	table->empty = text_plain(doc->arena, FONT_REGULAR, empty_text);
	table->columns = arena_calloc(doc->arena, count, sizeof(Column));
	if (table->columns == NULL)
		return;
	table->column_count = count;
	for (i = 0; i < count; i++)
	{
		table->columns[i].header = text_plain(doc->arena, FONT_BOLD, columns[i].header);
		table->columns[i].width = columns[i].width;
		table->columns[i].flex = columns[i].flex > 0 ? columns[i].flex : 1;
		table->columns[i].align = columns[i].align;
		table->columns[i].row_header = columns[i].row_header;
	}
}

static Row *
add_row(LayoutDoc *doc, TableBlock *table)
{
	Row		   *row = arena_calloc(doc->arena, 1, sizeof(*row));

	if (row == NULL)
		return NULL;
	row->cells = arena_calloc(doc->arena, table->column_count, sizeof(Text));
	if (row->cells == NULL)
		return NULL;
	if (table->last == NULL)
		table->first = row;
	else
		table->last->next = row;
	table->last = row;
	table->row_count++;
	table->next_cell = 0;
	return row;
}

void
layout_cell_spans(LayoutDoc *doc, const LayoutSpan *spans, size_t count)
{
	TableBlock *table = open_table(doc);
	Row		   *row;

	if (table == NULL || table->column_count == 0)
		return;
	row = table->last;
	if (row == NULL || table->next_cell == table->column_count)
		row = add_row(doc, table);
	if (row != NULL)
		row->cells[table->next_cell++] = text_make(doc->arena, spans, count);
}

void
layout_cell(LayoutDoc *doc, const char *text)
{
	layout_cell_spans(doc, LAYOUT_SPANS({FONT_REGULAR, text}));
}

void
layout_cell_strong(LayoutDoc *doc, const char *text)
{
	layout_cell_spans(doc, LAYOUT_SPANS({FONT_BOLD, text}));
}

static void
whole_row(LayoutDoc *doc, const char *const *cells, FontWeight weight, bool total)
{
	TableBlock *table = open_table(doc);
	size_t		i;

	if (table == NULL)
		return;
	if (table->last != NULL && table->next_cell != table->column_count)
		doc_fault(doc, "a row in the middle of another");
	for (i = 0; i < table->column_count; i++)
		layout_cell_spans(doc, LAYOUT_SPANS({weight, cells[i]}));
	if (table->last != NULL)
		table->last->total = total;
}

void
layout_row(LayoutDoc *doc, const char *const *cells)
{
	whole_row(doc, cells, FONT_REGULAR, false);
}

void
layout_row_total(LayoutDoc *doc, const char *const *cells)
{
	whole_row(doc, cells, FONT_BOLD, true);
}

void
layout_table_end(LayoutDoc *doc)
{
	Block	   *block = doc_expect(doc, BLOCK_TABLE, "the end of a table that is not open");

	if (block == NULL)
		return;
	if (block->as.table.last != NULL &&
		block->as.table.next_cell != block->as.table.column_count)
		doc_fault(doc, "a table whose last row is not full");
	doc_close(doc, BLOCK_TABLE, "the end of a table that is not open");
}
