/*
 * display.c
 *		The display list, and its form as text.
 */
#include "layout/display.h"

#include <string.h>

#define FIRST_ITEMS 64
#define FIRST_PAGES 8

static const char *const role_names[] = {
	[ROLE_DOCUMENT] = "Document",
	[ROLE_SECT] = "Sect",
	[ROLE_H1] = "H1",
	[ROLE_H2] = "H2",
	[ROLE_H3] = "H3",
	[ROLE_P] = "P",
	[ROLE_TABLE] = "Table",
	[ROLE_THEAD] = "THead",
	[ROLE_TBODY] = "TBody",
	[ROLE_TR] = "TR",
	[ROLE_TH_COLUMN] = "TH",
	[ROLE_TH_ROW] = "TH",
	[ROLE_TD] = "TD",
	[ROLE_L] = "L",
	[ROLE_L_BULLETS] = "L",
	[ROLE_L_NUMBERS] = "L",
	[ROLE_LI] = "LI",
	[ROLE_LBL] = "Lbl",
	[ROLE_LBODY] = "LBody",
	[ROLE_FIGURE] = "Figure"
};

const char *
display_role_name(DisplayRole role)
{
	return role_names[role];
}

/* Room for one more element in an array that doubles. */
static void *
grow(Arena *arena, void *array, size_t count, size_t *capacity,
	 size_t first, size_t size)
{
	size_t		larger = *capacity == 0 ? first : *capacity * 2;
	void	   *copy;

	if (count < *capacity)
		return array;
	copy = arena_calloc(arena, larger, size);
	if (copy == NULL)
		return NULL;
	if (count > 0)
		memcpy(copy, array, count * size);
	*capacity = larger;
	return copy;
}

bool
display_add_page(Display *display)
{
	DisplayPage *pages = grow(display->arena, display->pages,
							  display->page_count, &display->page_capacity,
							  FIRST_PAGES, sizeof(DisplayPage));

	if (pages == NULL)
		return false;
	display->pages = pages;
	memset(&pages[display->page_count], 0, sizeof(DisplayPage));
	display->page_count++;
	return true;
}

DisplayItem *
display_add(Display *display, size_t page, DisplayKind kind)
{
	DisplayPage *to = &display->pages[page];
	DisplayItem *items = grow(display->arena, to->items, to->count,
							  &to->capacity, FIRST_ITEMS, sizeof(DisplayItem));
	DisplayItem *item;

	if (items == NULL)
		return NULL;
	to->items = items;
	item = &items[to->count++];
	/* a page that was taken back and set anew leaves its old items here */
	*item = (DisplayItem) {
		.kind = kind, .fill = COLOUR_NONE, .stroke = COLOUR_NONE
	};
	return item;
}

/* ---------- as text ---------- */

/* Text of any length, in pieces that double. */
typedef struct Dump
{
	Arena	   *arena;
	char	   *text;
	size_t		length;
	size_t		capacity;
} Dump;

static void
dump_add(Dump *dump, const char *piece)
{
	size_t		length = piece == NULL ? 0 : strlen(piece);

	if (dump->length + length + 1 > dump->capacity)
	{
		size_t		capacity = (dump->length + length + 1) * 2;
		char	   *larger = arena_alloc(dump->arena, capacity);

		if (larger == NULL)
			return;
		if (dump->length > 0)
			memcpy(larger, dump->text, dump->length);
		dump->text = larger;
		dump->capacity = capacity;
	}
	if (length > 0)
		memcpy(dump->text + dump->length, piece, length);
	dump->length += length;
	dump->text[dump->length] = '\0';
}

/* " fill=1B262F stroke=... width=0.5 dash=2.0", of what there is. */
static const char *
paint_text(Arena *arena, const DisplayItem *item)
{
	const char *fill = "";
	const char *stroke = "";

	if (item->fill <= 0xFFFFFF)
		fill = arena_printf(arena, " fill=%06X", (unsigned) item->fill);
	if (item->stroke <= 0xFFFFFF)
		stroke = arena_printf(arena, " stroke=%06X/%.1f%s", (unsigned) item->stroke,
							  item->line_width, item->dash > 0 ? " dashed" : "");
	return arena_printf(arena, "%s%s", fill == NULL ? "" : fill,
						stroke == NULL ? "" : stroke);
}

static const char *
points_text(Arena *arena, const DisplayItem *item)
{
	const char *text = "";
	size_t		i;

	for (i = 0; i < item->as.polyline.count && text != NULL; i++)
		text = arena_printf(arena, "%s %.1f,%.1f", text,
							item->as.polyline.points[i].x,
							item->as.polyline.points[i].y);
	return text;
}

static const char *
attribute_text(DisplayRole role)
{
	switch (role)
	{
		case ROLE_TH_COLUMN:
			return " scope=Column";
		case ROLE_TH_ROW:
			return " scope=Row";
		case ROLE_L_BULLETS:
			return " numbering=Disc";
		case ROLE_L_NUMBERS:
			return " numbering=Decimal";
		default:
			return "";
	}
}

static const char *
item_text(Arena *arena, const DisplayItem *item)
{
	const char *paint = paint_text(arena, item);

	if (paint == NULL)
		return NULL;
	switch (item->kind)
	{
		case DISPLAY_TEXT:
			return arena_printf(arena, "text %.1f,%.1f %s %.1f%s \"%.*s\"",
								item->as.text.x, item->as.text.y,
								item->as.text.weight == FONT_BOLD ? "bold" : "regular",
								item->as.text.size, paint,
								(int) item->as.text.length, item->as.text.text);
		case DISPLAY_RECT:
			return arena_printf(arena, "rect %.1f,%.1f %.1fx%.1f%s",
								item->as.rect.x, item->as.rect.y,
								item->as.rect.width, item->as.rect.height, paint);
		case DISPLAY_LINE:
			return arena_printf(arena, "line %.1f,%.1f %.1f,%.1f%s",
								item->as.line.from.x, item->as.line.from.y,
								item->as.line.to.x, item->as.line.to.y, paint);
		case DISPLAY_POLYLINE:
			return arena_printf(arena, "polyline%s%s", points_text(arena, item), paint);
		case DISPLAY_CIRCLE:
			return arena_printf(arena, "circle %.1f,%.1f r=%.1f%s",
								item->as.circle.centre.x, item->as.circle.centre.y,
								item->as.circle.radius, paint);
		case DISPLAY_ELEMENT_BEGIN:
			if (item->as.element.role == ROLE_FIGURE)
				return arena_printf(arena, "begin Figure %.1f,%.1f %.1fx%.1f alt=\"%s\"",
									item->as.element.box.x, item->as.element.box.y,
									item->as.element.box.width,
									item->as.element.box.height,
									item->as.element.alt);
			return arena_printf(arena, "begin %s%s",
								display_role_name(item->as.element.role),
								attribute_text(item->as.element.role));
		case DISPLAY_ELEMENT_END:
			return "end";
		case DISPLAY_ARTIFACT_BEGIN:
			return item->as.artifact.pagination ? "artifact pagination" : "artifact";
		case DISPLAY_ARTIFACT_END:
			return "artifact end";
		case DISPLAY_BOOKMARK:
			return arena_printf(arena, "bookmark %d %.1f \"%s\"",
								item->as.bookmark.level, item->as.bookmark.y,
								item->as.bookmark.title);
	}
	return "";
}

const char *
display_dump(const Display *display, Arena *arena)
{
	Dump		dump = {.arena = arena};
	size_t		page;
	size_t		i;

	dump_add(&dump, "");
	for (page = 0; page < display->page_count; page++)
	{
		dump_add(&dump, arena_printf(arena, "page %zu %.1fx%.1f\n", page + 1,
									 display->width, display->height));
		for (i = 0; i < display->pages[page].count; i++)
		{
			dump_add(&dump, item_text(arena, &display->pages[page].items[i]));
			dump_add(&dump, "\n");
		}
	}
	return arena_failed(arena) ? NULL : dump.text;
}
