/*
 * emit.c
 *		Items of the display list, for the drawers of the blocks.
 *
 * When memory is gone nothing is added; the arena remembers.
 */
#include "layout/engine.h"

#include <string.h>

#include "common/utf8.h"

/* Bytes; no reader shows more of a bookmark. */
#define BOOKMARK_MAX 160

static DisplayItem *
add(Layout *l, DisplayKind kind)
{
	/* without its first page there is nothing to add to */
	if (l->page >= l->display.page_count)
		return NULL;
	return display_add(&l->display, l->page, kind);
}

void
emit_begin(Layout *l, DisplayRole role)
{
	DisplayItem *item = add(l, DISPLAY_ELEMENT_BEGIN);

	if (item != NULL)
		item->as.element.role = role;
}

void
emit_figure(Layout *l, const char *alt, double x, double y, double width, double height)
{
	DisplayItem *item = add(l, DISPLAY_ELEMENT_BEGIN);

	if (item == NULL)
		return;
	item->as.element.role = ROLE_FIGURE;
	item->as.element.alt = alt;
	item->as.element.box = (DisplayBox) {x, y, width, height};
}

void
emit_end(Layout *l)
{
	add(l, DISPLAY_ELEMENT_END);
}

void
emit_artifact(Layout *l, bool pagination)
{
	DisplayItem *item = add(l, DISPLAY_ARTIFACT_BEGIN);

	if (item != NULL)
		item->as.artifact.pagination = pagination;
}

void
emit_artifact_end(Layout *l)
{
	add(l, DISPLAY_ARTIFACT_END);
}

void
emit_bookmark(Layout *l, int level, double y, const char *title)
{
	DisplayItem *item = add(l, DISPLAY_BOOKMARK);

	if (item == NULL)
		return;
	item->as.bookmark.level = level;
	item->as.bookmark.y = y;
	item->as.bookmark.title =
		arena_strndup(l->arena, title, utf8_fit(title, strlen(title), BOOKMARK_MAX));
}

void
emit_rect(Layout *l, double x, double y, double width, double height, Colour fill)
{
	DisplayItem *item = add(l, DISPLAY_RECT);

	if (item == NULL)
		return;
	item->fill = fill;
	item->as.rect = (DisplayBox) {x, y, width, height};
}

void
emit_frame(Layout *l, double x, double y, double width, double height,
		   Colour stroke, double line_width)
{
	DisplayItem *item = add(l, DISPLAY_RECT);

	if (item == NULL)
		return;
	item->stroke = stroke;
	item->line_width = line_width;
	item->as.rect = (DisplayBox) {x, y, width, height};
}

void
emit_line(Layout *l, double x0, double y0, double x1, double y1, Colour stroke,
		  double line_width, double dash)
{
	DisplayItem *item = add(l, DISPLAY_LINE);

	if (item == NULL)
		return;
	item->stroke = stroke;
	item->line_width = line_width;
	item->dash = dash;
	item->as.line.from = (DisplayPoint) {x0, y0};
	item->as.line.to = (DisplayPoint) {x1, y1};
}

void
emit_polyline(Layout *l, const DisplayPoint *points, size_t count, Colour stroke,
			  double line_width, double dash)
{
	DisplayItem *item = add(l, DISPLAY_POLYLINE);

	if (item == NULL)
		return;
	item->stroke = stroke;
	item->line_width = line_width;
	item->dash = dash;
	item->as.polyline.points = points;
	item->as.polyline.count = count;
}

void
emit_circle(Layout *l, double x, double y, double radius, Colour fill,
			Colour stroke, double line_width, double dash)
{
	DisplayItem *item = add(l, DISPLAY_CIRCLE);

	if (item == NULL)
		return;
	item->fill = fill;
	item->stroke = stroke;
	item->line_width = line_width;
	item->dash = dash;
	item->as.circle.centre = (DisplayPoint) {x, y};
	item->as.circle.radius = radius;
}

static void
emit_piece(Layout *l, double x, double baseline, double size, FontWeight weight,
		   Colour colour, const char *text, size_t length)
{
	DisplayItem *item;

	if (length == 0)
		return;
	item = add(l, DISPLAY_TEXT);
	if (item == NULL)
		return;
	item->fill = colour;
	item->as.text.x = x;
	item->as.text.y = baseline;
	item->as.text.size = size;
	item->as.text.weight = weight;
	item->as.text.text = text;
	item->as.text.length = length;
}

static double
aligned(double x, double slack, TextAlign align)
{
	if (align == ALIGN_RIGHT)
		return x + slack;
	return align == ALIGN_CENTRE ? x + slack / 2 : x;
}

void
emit_text(Layout *l, double x, double baseline, TextAlign align, double size,
		  FontWeight weight, Colour colour, const char *text)
{
	if (text == NULL)
		return;
	if (align != ALIGN_LEFT)
		x = aligned(x, -width_of(l, text, weight, size), align);
	emit_piece(l, x, baseline, size, weight, colour, text, strlen(text));
}

double
baseline_at(const Layout *l, double y, TypeSize type)
{
	return y + type.leading / 2 + l->metrics->cap_height * type.size / 2;
}

void
emit_lines(Layout *l, const Lines *lines, size_t from, size_t to, double x,
		   double y, double width, TypeSize type, Colour colour, TextAlign align)
{
	size_t		i;
	size_t		j;

	for (i = from; i < to && i < lines->count; i++)
	{
		const Line *line = &lines->lines[i];
		double		start = aligned(x, width - line->width, align);
		double		baseline = baseline_at(l, y + (double) (i - from) * type.leading,
										   type);

		for (j = 0; j < line->count; j++)
			emit_piece(l, start + line->pieces[j].x, baseline, type.size,
					   line->pieces[j].weight, colour, line->pieces[j].text,
					   line->pieces[j].length);
	}
}

const Lines *
wrap(Layout *l, Text *text, TypeSize type, double width, size_t max_lines)
{
	return text_wrap(text, l->arena, l->metrics, type.size, width, max_lines);
}

void
emit_cut(Layout *l, const char *text, FontWeight weight, double x, double y,
		 double width, TypeSize type, Colour colour, TextAlign align)
{
	Text		made = text_plain(l->arena, weight, text);
	/* a text measured for exactly this width must not be cut for rounding */
	const Lines *lines = wrap(l, &made, type, width + 0.5, 1);

	emit_lines(l, lines, 0, 1, x, y, width, type, colour, align);
}

double
width_of(const Layout *l, const char *text, FontWeight weight, double size)
{
	return text_width(l->metrics, text, weight, size);
}
