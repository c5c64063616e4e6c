/*
 * doc.c
 *		Constructors of documents and of all blocks but tables and charts.
 */
#include "layout/block.h"

#include <string.h>

#include "common/utf8.h"
#include "layout/style.h"

LayoutDoc *
layout_create(Arena *arena, PageFormat format, const char *title)
{
	LayoutDoc  *doc = arena_calloc(arena, 1, sizeof(*doc));

	if (doc == NULL)
		return NULL;
	doc->arena = arena;
	doc->width = format == PAGE_A4 ? A4_WIDTH_PT : LETTER_WIDTH_PT;
	doc->height = format == PAGE_A4 ? A4_HEIGHT_PT : LETTER_HEIGHT_PT;
	doc->title = utf8_clean(arena, title);
	doc->into = &doc->blocks;
	return doc;
}

void
layout_set_info(LayoutDoc *doc, const char *author, const char *subject)
{
	doc->author = author == NULL ? NULL : utf8_clean(doc->arena, author);
	doc->subject = subject == NULL ? NULL : utf8_clean(doc->arena, subject);
}

void
layout_set_running(LayoutDoc *doc, LayoutRunningCallback callback, void *context)
{
	doc->running = callback;
	doc->running_context = context;
}

const char *
layout_fault(const LayoutDoc *doc)
{
	return doc->fault;
}

/* ---------- adding, opening, closing ---------- */

void
doc_fault(LayoutDoc *doc, const char *fault)
{
	if (doc->fault == NULL)
		doc->fault = fault;
}

static bool
takes_blocks(const Block *block)
{
	return block->kind == BLOCK_CALLOUT || block->kind == BLOCK_COLUMNS;
}

Block *
doc_add(LayoutDoc *doc, BlockKind kind)
{
	Block	   *block;

	if (doc->open_count > 0 && !takes_blocks(doc->open[doc->open_count - 1]))
	{
		doc_fault(doc, "a block inside a list, facts, table or tiles");
		return NULL;
	}
	block = arena_calloc(doc->arena, 1, sizeof(*block));
	if (block == NULL)
		return NULL;
	block->kind = kind;
	if (doc->into->last == NULL)
		doc->into->first = block;
	else
		doc->into->last->next = block;
	doc->into->last = block;
	doc->last = block;
	return block;
}

Block *
doc_open(LayoutDoc *doc, BlockKind kind)
{
	Block	   *block;

	if (doc->open_count == NESTING_MAX)
	{
		doc_fault(doc, "blocks nested too deeply");
		return NULL;
	}
	block = doc_add(doc, kind);
	if (block != NULL)
		doc->open[doc->open_count++] = block;
	return block;
}

Block *
doc_expect(LayoutDoc *doc, BlockKind kind, const char *fault)
{
	if (doc->open_count > 0 && doc->open[doc->open_count - 1]->kind == kind)
		return doc->open[doc->open_count - 1];
	/* if memory is gone, the block may be missing for that reason */
	if (!arena_failed(doc->arena))
		doc_fault(doc, fault);
	return NULL;
}

/* Where blocks go while "block" is the innermost open one. */
static BlockList *
children_of(Block *block)
{
	if (block->kind == BLOCK_CALLOUT)
		return &block->as.callout.children;
	return &block->as.columns.children[block->as.columns.current];
}

void
doc_close(LayoutDoc *doc, BlockKind kind, const char *fault)
{
	Block	   *block = doc_expect(doc, kind, fault);

	if (block == NULL)
		return;
	doc->open_count--;
	doc->into = doc->open_count == 0 ? &doc->blocks :
		children_of(doc->open[doc->open_count - 1]);
	doc->last = block;
}

/* ---------- pages ---------- */

void
layout_section(LayoutDoc *doc, SectionStart start, const char *title)
{
	Block	   *block;

	if (doc->open_count > 0)
	{
		doc_fault(doc, "a section inside another block");
		return;
	}
	block = doc_add(doc, BLOCK_SECTION);
	if (block == NULL)
		return;
	block->as.section.start = start;
	block->as.section.title = utf8_clean(doc->arena, title);
	doc->section = block;
}

void
layout_section_one_page(LayoutDoc *doc)
{
	if (doc->section != NULL)
		doc->section->as.section.one_page = true;
	else if (!arena_failed(doc->arena))
		doc_fault(doc, "one page for a section before there is any");
}

void
layout_page_break(LayoutDoc *doc)
{
	if (doc->open_count > 0)
		doc_fault(doc, "a page break inside another block");
	else
		doc_add(doc, BLOCK_PAGE_BREAK);
}

void
layout_space(LayoutDoc *doc, double lines)
{
	Block	   *block = doc_add(doc, BLOCK_SPACE);

	if (block != NULL)
		block->as.space = lines;
}

void
layout_keep_with_next(LayoutDoc *doc)
{
	if (doc->last != NULL)
		doc->last->keep_with_next = true;
}

/* ---------- text ---------- */

static Block *
add_text(LayoutDoc *doc, TypeRole type, int level, FontWeight weight,
		 const char *text)
{
	Text		made = text_plain(doc->arena, weight, text);
	Block	   *block;

	if (text_is_empty(&made))
		return NULL;
	block = doc_add(doc, BLOCK_TEXT);
	if (block == NULL)
		return NULL;
	block->as.text.type = type;
	block->as.text.level = level;
	block->as.text.text = made;
	block->as.text.plain = made.spans[0].text;
	block->keep_with_next = level > 0;
	return block;
}

void
layout_title(LayoutDoc *doc, const char *kicker, const char *title,
			 const char *subtitle)
{
	Block	   *parts[4];
	size_t		i;

	parts[0] = add_text(doc, TYPE_KICKER, 0, FONT_BOLD, kicker);
	parts[1] = add_text(doc, TYPE_TITLE, 1, FONT_BOLD, title);
	parts[2] = add_text(doc, TYPE_SUBTITLE, 0, FONT_REGULAR, subtitle);
	parts[3] = doc_add(doc, BLOCK_RULE);
	for (i = 0; i < 4; i++)
		if (parts[i] != NULL)
			parts[i]->keep_with_next = true;
}

void
layout_heading(LayoutDoc *doc, int level, const char *text)
{
	static const TypeRole types[] = {TYPE_TITLE, TYPE_HEADING, TYPE_SUBHEADING};

	if (level < 1 || level > 3)
		doc_fault(doc, "a heading of a level other than 1, 2 and 3");
	else
		add_text(doc, types[level - 1], level, FONT_BOLD, text);
}

static TypeRole
type_of_style(TextStyle style)
{
	if (style == TEXT_LEAD)
		return TYPE_LEAD;
	return style == TEXT_NOTE ? TYPE_NOTE : TYPE_BODY;
}

void
layout_paragraph(LayoutDoc *doc, TextStyle style, const char *text)
{
	add_text(doc, type_of_style(style), 0,
			 style == TEXT_STRONG ? FONT_BOLD : FONT_REGULAR, text);
}

void
layout_spans(LayoutDoc *doc, TextStyle style, const LayoutSpan *spans, size_t count)
{
	Text		text = text_make(doc->arena, spans, count);
	Block	   *block;

	if (text_is_empty(&text))
		return;
	block = doc_add(doc, BLOCK_TEXT);
	if (block == NULL)
		return;
	block->as.text.type = type_of_style(style);
	block->as.text.text = text;
}

/* ---------- lists and facts ---------- */

void
layout_list_begin(LayoutDoc *doc, ListKind kind)
{
	Block	   *block = doc_open(doc, BLOCK_LIST);

	if (block != NULL)
		block->as.list.kind = kind;
}

void
layout_list_item(LayoutDoc *doc, const char *text)
{
	layout_list_spans(doc, LAYOUT_SPANS({FONT_REGULAR, text}));
}

void
layout_list_spans(LayoutDoc *doc, const LayoutSpan *spans, size_t count)
{
	Block	   *block = doc_expect(doc, BLOCK_LIST, "an item outside a list");
	Item	   *item;

	if (block == NULL)
		return;
	item = arena_calloc(doc->arena, 1, sizeof(*item));
	if (item == NULL)
		return;
	item->text = text_make(doc->arena, spans, count);
	if (block->as.list.last == NULL)
		block->as.list.first = item;
	else
		block->as.list.last->next = item;
	block->as.list.last = item;
	block->as.list.count++;
}

void
layout_list_end(LayoutDoc *doc)
{
	doc_close(doc, BLOCK_LIST, "the end of a list that is not open");
}

void
layout_facts_begin(LayoutDoc *doc, int columns)
{
	Block	   *block;

	if (columns < 1 || columns > FACT_COLUMNS_MAX)
	{
		doc_fault(doc, "facts in a number of columns other than 1, 2 and 3");
		columns = 1;
	}
	block = doc_open(doc, BLOCK_FACTS);
	if (block != NULL)
		block->as.facts.columns = (size_t) columns;
}

void
layout_fact(LayoutDoc *doc, const char *name, const char *value)
{
	Block	   *block = doc_expect(doc, BLOCK_FACTS, "a fact outside facts");
	Fact	   *fact;

	if (block == NULL)
		return;
	fact = arena_calloc(doc->arena, 1, sizeof(*fact));
	if (fact == NULL)
		return;
	fact->name = text_plain(doc->arena, FONT_REGULAR, name);
	fact->value = text_plain(doc->arena, FONT_REGULAR, value);
	if (block->as.facts.last == NULL)
		block->as.facts.first = fact;
	else
		block->as.facts.last->next = fact;
	block->as.facts.last = fact;
}

void
layout_facts_end(LayoutDoc *doc)
{
	doc_close(doc, BLOCK_FACTS, "the end of facts that are not open");
}

/* ---------- boxes ---------- */

void
layout_tiles_begin(LayoutDoc *doc)
{
	doc_open(doc, BLOCK_TILES);
}

void
layout_tile(LayoutDoc *doc, const char *value, const char *label, const char *note)
{
	Block	   *block = doc_expect(doc, BLOCK_TILES, "a tile outside tiles");
	Tile	   *tile;

	if (block == NULL)
		return;
	if (block->as.tiles.count == TILES_MAX)
	{
		doc_fault(doc, "more than six tiles in a row");
		return;
	}
	tile = &block->as.tiles.tiles[block->as.tiles.count++];
	tile->value = text_plain(doc->arena, FONT_BOLD, value);
	tile->label = text_plain(doc->arena, FONT_BOLD, label);
	tile->note = text_plain(doc->arena, FONT_REGULAR, note);
}

void
layout_tiles_end(LayoutDoc *doc)
{
	doc_close(doc, BLOCK_TILES, "the end of tiles that are not open");
}

void
layout_callout_begin(LayoutDoc *doc, CalloutKind kind, const char *title)
{
	Block	   *block = doc_open(doc, BLOCK_CALLOUT);

	if (block == NULL)
		return;
	block->as.callout.kind = kind;
	block->as.callout.title = text_plain(doc->arena, FONT_BOLD, title);
	doc->into = &block->as.callout.children;
}

void
layout_callout_end(LayoutDoc *doc)
{
	doc_close(doc, BLOCK_CALLOUT, "the end of a callout that is not open");
}

void
layout_columns_begin(LayoutDoc *doc, size_t count, const double *weights)
{
	Block	   *block;
	size_t		i;

	if (count < 2 || count > COLUMNS_MAX)
	{
		doc_fault(doc, "a number of columns other than 2 and 3");
		count = 2;
		weights = NULL;
	}
	block = doc_open(doc, BLOCK_COLUMNS);
	if (block == NULL)
		return;
	block->as.columns.count = count;
	for (i = 0; i < count; i++)
		block->as.columns.weights[i] = weights != NULL ? weights[i] : 1;
	doc->into = &block->as.columns.children[0];
}

void
layout_columns_next(LayoutDoc *doc)
{
	Block	   *block = doc_expect(doc, BLOCK_COLUMNS, "a next column outside columns");

	if (block == NULL)
		return;
	if (block->as.columns.current + 1 == block->as.columns.count)
	{
		doc_fault(doc, "more columns than announced");
		return;
	}
	block->as.columns.current++;
	doc->into = children_of(block);
}

void
layout_columns_end(LayoutDoc *doc)
{
	doc_close(doc, BLOCK_COLUMNS, "the end of columns that are not open");
}
