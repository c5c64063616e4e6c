/*
 * display.h
 *		The display list: pages of things to draw, and what they mean.
 *
 * The unit is the point.  x grows to the right from the left edge of the
 * page, y grows DOWN from its top edge.  Text stands on its baseline.
 *
 * Structure elements nest, may stay open over the end of a page, and cover
 * what is drawn while they are the innermost one.  Between the two ARTIFACT
 * items nothing is part of the structure.  Everything drawn is inside one or
 * the other.
 */
#ifndef LAYOUT_DISPLAY_H
#define LAYOUT_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "layout/metrics.h"

/* 0xRRGGBB; anything above means none. */
typedef uint32_t Colour;
#define COLOUR_NONE 0xFF000000u

typedef enum DisplayKind
{
	DISPLAY_TEXT,
	DISPLAY_RECT,
	DISPLAY_LINE,
	DISPLAY_POLYLINE,
	DISPLAY_CIRCLE,
	DISPLAY_ELEMENT_BEGIN,
	DISPLAY_ELEMENT_END,
	DISPLAY_ARTIFACT_BEGIN,
	DISPLAY_ARTIFACT_END,
	DISPLAY_BOOKMARK
} DisplayKind;

/* Structure types of PDF 1.7, table 333 and following. */
typedef enum DisplayRole
{
	ROLE_DOCUMENT,
	ROLE_SECT,
	ROLE_H1,
	ROLE_H2,
	ROLE_H3,
	ROLE_P,
	ROLE_TABLE,
	ROLE_THEAD,
	ROLE_TBODY,
	ROLE_TR,
	ROLE_TH_COLUMN,				/* TH with Scope Column */
	ROLE_TH_ROW,				/* TH with Scope Row */
	ROLE_TD,
	ROLE_L,						/* with labels that are words, or none */
	ROLE_L_BULLETS,
	ROLE_L_NUMBERS,
	ROLE_LI,
	ROLE_LBL,
	ROLE_LBODY,
	ROLE_FIGURE					/* with "alt" and "box" */
} DisplayRole;

typedef struct DisplayBox
{
	double		x;
	double		y;
	double		width;
	double		height;
} DisplayBox;

typedef struct DisplayPoint
{
	double		x;
	double		y;
} DisplayPoint;

typedef struct DisplayItem
{
	DisplayKind kind;
	Colour		fill;			/* of text too */
	Colour		stroke;
	double		line_width;
	double		dash;			/* length of dashes and gaps; 0: solid */
	union
	{
		struct
		{
			double		x;
			double		y;		/* of the baseline */
			double		size;
			FontWeight	weight;
			const char *text;
			size_t		length;
		}			text;
		DisplayBox	rect;
		struct
		{
			DisplayPoint from;
			DisplayPoint to;
		}			line;
		struct
		{
			const DisplayPoint *points;
			size_t		count;
		}			polyline;
		struct
		{
			DisplayPoint centre;
			double		radius;
		}			circle;
		struct
		{
			DisplayRole role;
			const char *alt;	/* figures; else NULL */
			DisplayBox	box;	/* figures */
		}			element;
		struct
		{
			bool		pagination; /* running header or footer */
		}			artifact;
		struct
		{
			const char *title;
			int			level;	/* 1 .. 3 */
			double		y;
		}			bookmark;
	}			as;
} DisplayItem;

typedef struct DisplayPage
{
	DisplayItem *items;
	size_t		count;
	size_t		capacity;
} DisplayPage;

typedef struct Display
{
	Arena	   *arena;
	const char *title;
	const char *author;			/* or NULL */
	const char *subject;		/* or NULL */
	double		width;			/* of each page */
	double		height;
	DisplayPage *pages;
	size_t		page_count;
	size_t		page_capacity;
} Display;

/* An empty page behind the others; false when out of memory. */
extern bool display_add_page(Display *display);

/* A zeroed item of that kind at the end of a page; NULL when out of memory.
 * The pointer is good until the next item is added. */
extern DisplayItem *display_add(Display *display, size_t page, DisplayKind kind);

/* "P", "TH", ... as the PDF structure calls it. */
extern const char *display_role_name(DisplayRole role);

/* The list as text, a line for each item, for tests and for people.  NULL
 * when out of memory. */
extern const char *display_dump(const Display *display, Arena *arena);

#endif							/* LAYOUT_DISPLAY_H */
