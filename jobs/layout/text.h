/*
 * text.h
 *		Texts of several weights, and breaking them into lines.
 *
 * Internal to the layout.
 */
#ifndef LAYOUT_TEXT_H
#define LAYOUT_TEXT_H

#include "common/arena.h"
#include "layout/layout.h"
#include "layout/metrics.h"

typedef struct Span
{
	FontWeight	weight;
	const char *text;
	size_t		length;
} Span;

/* A part of one span on one line. */
typedef struct Piece
{
	FontWeight	weight;
	const char *text;
	size_t		length;			/* a space before a line break included */
	double		x;				/* from the line's start, points */
	double		width;
} Piece;

typedef struct Line
{
	Piece	   *pieces;
	size_t		count;
	double		width;			/* without trailing spaces */
} Line;

typedef struct Lines
{
	Line	   *lines;
	size_t		count;
} Lines;

typedef struct Text
{
	const Span *spans;
	size_t		count;

	/* the last result of text_wrap and what it was for */
	double		wrapped_size;
	double		wrapped_width;
	size_t		wrapped_max;
	Lines		wrapped;
} Text;

/* Clean the spans and squeeze their white space. */
extern Text text_make(Arena *arena, const LayoutSpan *spans, size_t count);
extern Text text_plain(Arena *arena, FontWeight weight, const char *text);

extern bool text_is_empty(const Text *text);

/*
 * Break into lines of at most "width" points, at least one line for a text
 * that is not empty.  Words that are too long are broken between characters.
 * If max_lines > 0, what goes beyond is cut and marked by an ellipsis.  On
 * failure there are no lines and the arena has failed.
 */
extern const Lines *text_wrap(Text *text, Arena *arena,
							  const LayoutMetrics *metrics, double size,
							  double width, size_t max_lines);

/* Width in points of plain text on one line. */
extern double text_width(const LayoutMetrics *metrics, const char *text,
						 FontWeight weight, double size);

#endif							/* LAYOUT_TEXT_H */
