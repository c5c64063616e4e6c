/*
 * block.h
 *		The blocks of a document, as the constructors leave them.
 *
 * Internal to the layout.
 */
#ifndef LAYOUT_BLOCK_H
#define LAYOUT_BLOCK_H

#include "layout/charts.h"
#include "layout/layout.h"
#include "layout/text.h"

#define COLUMNS_MAX 3
#define TILES_MAX 6
#define FACT_COLUMNS_MAX 3
#define NESTING_MAX 8

typedef enum BlockKind
{
	BLOCK_TEXT,
	BLOCK_RULE,					/* the line under a title */
	BLOCK_SPACE,
	BLOCK_PAGE_BREAK,
	BLOCK_SECTION,
	BLOCK_LIST,
	BLOCK_FACTS,
	BLOCK_TABLE,
	BLOCK_TILES,
	BLOCK_CALLOUT,
	BLOCK_COLUMNS,
	BLOCK_CALENDAR,
	BLOCK_BARS,
	BLOCK_TREND,
	BLOCK_DOTS
} BlockKind;

/* How a text block is set; TextStyle and the parts of titles and headings. */
typedef enum TypeRole
{
	TYPE_BODY,
	TYPE_LEAD,
	TYPE_NOTE,
	TYPE_KICKER,
	TYPE_TITLE,
	TYPE_SUBTITLE,
	TYPE_HEADING,
	TYPE_SUBHEADING
} TypeRole;

typedef struct Block Block;

typedef struct BlockList
{
	Block	   *first;
	Block	   *last;
} BlockList;

typedef struct Item
{
	struct Item *next;
	Text		text;
} Item;

typedef struct Fact
{
	struct Fact *next;
	Text		name;
	Text		value;
} Fact;

typedef struct Row
{
	struct Row *next;
	Text	   *cells;			/* one for each column */
	bool		total;
} Row;

typedef struct Column
{
	Text		header;
	double		width;
	double		flex;
	TextAlign	align;
	bool		row_header;
} Column;

typedef struct Tile
{
	Text		value;
	Text		label;
	Text		note;
} Tile;

typedef struct TextBlock
{
	TypeRole	type;
	int			level;			/* of a heading, else 0 */
	Text		text;
	const char *plain;			/* of a heading, for the bookmark */
} TextBlock;

typedef struct SectionBlock
{
	SectionStart start;
	const char *title;
	bool		one_page;
} SectionBlock;

typedef struct ListBlock
{
	ListKind	kind;
	Item	   *first;
	Item	   *last;
	size_t		count;
} ListBlock;

typedef struct FactsBlock
{
	size_t		columns;
	Fact	   *first;
	Fact	   *last;
} FactsBlock;

typedef struct TableBlock
{
	Column	   *columns;
	size_t		column_count;
	Row		   *first;
	Row		   *last;
	size_t		row_count;
	size_t		next_cell;		/* of the last row, while it is filled */
	Text		empty;
} TableBlock;

typedef struct TilesBlock
{
	Tile		tiles[TILES_MAX];
	size_t		count;
} TilesBlock;

typedef struct CalloutBlock
{
	CalloutKind kind;
	Text		title;
	BlockList	children;
} CalloutBlock;

typedef struct ColumnsBlock
{
	size_t		count;
	size_t		current;
	double		weights[COLUMNS_MAX];
	BlockList	children[COLUMNS_MAX];
} ColumnsBlock;

typedef struct BarsBlock
{
	const char *name;
	BarScale	scale;
	LayoutBar  *bars;
	size_t		count;
} BarsBlock;

typedef struct DotsBlock
{
	const char *name;
	LayoutDots *months;
	size_t		count;
} DotsBlock;

struct Block
{
	BlockKind	kind;
	bool		keep_with_next;
	Block	   *next;
	union
	{
		TextBlock	text;
		double		space;		/* in body lines */
		SectionBlock section;
		ListBlock	list;
		FactsBlock	facts;
		TableBlock	table;
		TilesBlock	tiles;
		CalloutBlock callout;
		ColumnsBlock columns;
		LayoutCalendar calendar;
		BarsBlock	bars;
		LayoutTrend trend;
		DotsBlock	dots;
	}			as;
};

struct LayoutDoc
{
	Arena	   *arena;
	double		width;
	double		height;
	const char *title;
	const char *author;
	const char *subject;
	LayoutRunningCallback running;
	void	   *running_context;
	const char *fault;

	BlockList	blocks;
	Block	   *section;		/* the last one */

	/* where constructors put the next block; containers are stacked */
	BlockList  *into;
	Block	   *open[NESTING_MAX];
	size_t		open_count;
	Block	   *last;			/* the last one made, wherever it is */
};

/* A new block at the end of what is open; NULL when out of memory or while a
 * list, facts, table or tiles block waits for its own end. */
extern Block *doc_add(LayoutDoc *doc, BlockKind kind);

/* Open a block that takes parts until its end. */
extern Block *doc_open(LayoutDoc *doc, BlockKind kind);

/* The innermost open block if it is of that kind, else a fault. */
extern Block *doc_expect(LayoutDoc *doc, BlockKind kind, const char *fault);

extern void doc_close(LayoutDoc *doc, BlockKind kind, const char *fault);

extern void doc_fault(LayoutDoc *doc, const char *fault);

#endif							/* LAYOUT_BLOCK_H */
