/*
 * list.c
 *		A display list as lines of text.
 */
#include "list.h"

#include <stdio.h>
#include <string.h>

#include "pdf/fonts.h"

#define MOST_FONTS 32

typedef struct List
{
	FILE	   *file;
	PdfFonts   *fonts;
	size_t		faces[MOST_FONTS];
	size_t		face_count;
} List;

/* The number of a face in the list, which is told at its first use. */
static size_t
font_number(List *list, size_t face)
{
	size_t		i;

	for (i = 0; i < list->face_count; i++)
		if (list->faces[i] == face)
			return i;
	if (i == MOST_FONTS)
		return 0;
	list->faces[list->face_count++] = face;
	fprintf(list->file, "font\t%zu\t%d\t%s\n", i, list->fonts->faces[face].index,
			list->fonts->faces[face].path);
	return i;
}

static void
put_colour(List *list, Colour colour)
{
	if (colour <= 0xFFFFFF)
		fprintf(list->file, "\t%06X", (unsigned) colour);
	else
		fprintf(list->file, "\t-");
}

static void
put_paint(List *list, const DisplayItem *item)
{
	put_colour(list, item->fill);
	put_colour(list, item->stroke);
	fprintf(list->file, "\t%.3f\t%.3f", item->line_width, item->dash);
}

static void
put_text(List *list, const DisplayItem *item)
{
	const ShapedText *shaped = fonts_shape(list->fonts, item->as.text.text,
										   item->as.text.length, item->as.text.weight);
	size_t		i;

	for (i = 0; shaped != NULL && i < shaped->run_count; i++)
	{
		const ShapedRun *run = &shaped->runs[i];
		size_t		font = font_number(list, run->face);

		fprintf(list->file, "text\t%zu\t%.3f\t%.3f\t%.3f", font,
				item->as.text.x + run->x * item->as.text.size, item->as.text.y,
				item->as.text.size);
		put_colour(list, item->fill);
		fprintf(list->file, "\t%.*s\n", (int) (run->text_end - run->text_start),
				item->as.text.text + run->text_start);
	}
}

static void
put_path(List *list, const DisplayItem *item, const DisplayPoint *points, size_t count)
{
	size_t		i;

	fprintf(list->file, "path");
	put_paint(list, item);
	for (i = 0; i < count; i++)
		fprintf(list->file, "\t%.3f\t%.3f", points[i].x, points[i].y);
	fprintf(list->file, "\n");
}

static void
put_item(List *list, const DisplayItem *item)
{
	const DisplayPoint ends[2] = {item->as.line.from, item->as.line.to};

	switch (item->kind)
	{
		case DISPLAY_TEXT:
			put_text(list, item);
			break;
		case DISPLAY_RECT:
			fprintf(list->file, "rect\t%.3f\t%.3f\t%.3f\t%.3f", item->as.rect.x,
					item->as.rect.y, item->as.rect.width, item->as.rect.height);
			put_paint(list, item);
			fprintf(list->file, "\n");
			break;
		case DISPLAY_LINE:
			put_path(list, item, ends, 2);
			break;
		case DISPLAY_POLYLINE:
			put_path(list, item, item->as.polyline.points, item->as.polyline.count);
			break;
		case DISPLAY_CIRCLE:
			fprintf(list->file, "circle\t%.3f\t%.3f\t%.3f", item->as.circle.centre.x,
					item->as.circle.centre.y, item->as.circle.radius);
			put_paint(list, item);
			fprintf(list->file, "\n");
			break;
		case DISPLAY_ELEMENT_BEGIN:
			fprintf(list->file, "begin\t%s\n", display_role_name(item->as.element.role));
			break;
		case DISPLAY_ELEMENT_END:
			fprintf(list->file, "end\n");
			break;
		case DISPLAY_ARTIFACT_BEGIN:
			fprintf(list->file, "begin\tArtifact\n");
			break;
		case DISPLAY_ARTIFACT_END:
			fprintf(list->file, "end\n");
			break;
		case DISPLAY_BOOKMARK:
			break;
	}
}

bool
list_write(PdfFonts *fonts, const Display *display, const char *path)
{
	List		list = {.file = fopen(path, "w"), .fonts = fonts};
	bool		written;
	size_t		page;
	size_t		i;

	if (list.file == NULL)
		return false;
	fprintf(list.file, "document\t%.3f\t%.3f\t%s\n", display->width, display->height,
			display->title);
	for (page = 0; page < display->page_count; page++)
	{
		fprintf(list.file, "page\n");
		for (i = 0; i < display->pages[page].count; i++)
			put_item(&list, &display->pages[page].items[i]);
	}
	written = !ferror(list.file);
	return fclose(list.file) == 0 && written;
}
