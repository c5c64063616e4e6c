/*
 * wrap.c
 *		Breaking a text into lines, first fit.
 *
 * The text is cut into atoms: parts of one span between two places where a
 * line may be broken, or where the weight changes.  Atoms that belong to one
 * word are kept together as long as a line can hold them.
 */
#include "layout/text.h"

#include <math.h>
#include <string.h>

#include "common/utf8.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* Widths are sums of rounded numbers: forgive this much, in points. */
#define TOLERANCE 0.01

typedef struct Atom
{
	const Span *span;
	size_t		start;
	size_t		ink_end;		/* before trailing spaces */
	size_t		end;
	bool		last_of_word;
	double		ink_width;
	double		width;
} Atom;

typedef struct Wrapper
{
	Arena	   *arena;
	const LayoutMetrics *metrics;
	double		size;
	double		width;
	size_t		max_lines;

	Atom	   *atoms;
	size_t		atom_count;

	/* the lines so far; the last one is open */
	Lines		lines;
	size_t		line_capacity;
	size_t		piece_capacity;
	double		x;				/* of the open line, spaces included */
} Wrapper;

static double
measure(const Wrapper *w, const Span *span, size_t start, size_t end)
{
	if (start == end)
		return 0;
	return w->metrics->width(w->metrics->context, span->text + start,
							 end - start, span->weight) * w->size;
}

/* ---------- where a line may be broken ---------- */

/* Han punctuation that must not begin, or end, a line. */
static bool
closes(uint32_t c)
{
	return c == 0x3001 || c == 0x3002 || c == 0x3005 || c == 0x30FC ||
		c == 0x300B || c == 0x300D || c == 0x300F || c == 0x3011 ||
		c == 0xFF01 || c == 0xFF09 || c == 0xFF0C || c == 0xFF0E ||
		c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

static bool
opens(uint32_t c)
{
	return c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0xFF08;
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || c == '/' || c == 0x2010 || c == 0x2013 || c == 0x2014;
}

/* May a line end between "left" (after "before") and "right"? */
static bool
may_break(uint32_t before, uint32_t left, uint32_t right)
{
	if (right == ' ' || utf8_extends(right))
		return false;
	if (left == ' ' || left == 0x200B)
		return true;
	/* not after the sign of "-1" or "--x", nor inside "9/11" */
	if (is_dash(left))
		return before != 0 && before != ' ' && !is_dash(before) && !is_dash(right) &&
			!(right >= '0' && right <= '9');
	if (utf8_is_ideographic(left) || utf8_is_ideographic(right))
		return !closes(right) && !opens(left);
	return false;
}

static void
add_atom(Wrapper *w, const Span *span, size_t start, size_t end, bool last_of_word)
{
	Atom	   *atom = &w->atoms[w->atom_count++];

	atom->span = span;
	atom->start = start;
	atom->end = end;
	atom->ink_end = end;
	while (atom->ink_end > start && span->text[atom->ink_end - 1] == ' ')
		atom->ink_end--;
	atom->last_of_word = last_of_word;
	atom->ink_width = measure(w, span, start, atom->ink_end);
	atom->width = atom->ink_width + measure(w, span, atom->ink_end, end);
}

/*
 * Cut one span; "before" and "left" are the last two characters of what came
 * in front of it.
 */
static void
cut_span(Wrapper *w, const Span *span, uint32_t *before, uint32_t *left)
{
	const char *end = span->text + span->length;
	const char *at = span->text;
	size_t		start = 0;

	while (at < end)
	{
		size_t		here = (size_t) (at - span->text);
		uint32_t	right = utf8_decode(&at, end);

		if (*left != 0 && may_break(*before, *left, right))
		{
			if (here > start)
				add_atom(w, span, start, here, true);
			else if (w->atom_count > 0)
				w->atoms[w->atom_count - 1].last_of_word = true;
			start = here;
		}
		*before = *left;
		*left = right;
	}
	if (start < span->length)
		add_atom(w, span, start, span->length, false);
}

/* Lines are broken only at these bytes or beside characters of several. */
static size_t
most_atoms(const Text *text)
{
	size_t		most = text->count;
	size_t		i;
	size_t		at;

	for (i = 0; i < text->count; i++)
		for (at = 0; at < text->spans[i].length; at++)
		{
			unsigned char byte = (unsigned char) text->spans[i].text[at];

			most += byte == ' ' || byte == '-' || byte == '/';
			most += byte >= 0xE1 ? 2 : 0;
		}
	return most;
}

static bool
cut_text(Wrapper *w, const Text *text)
{
	uint32_t	before = 0;
	uint32_t	left = 0;
	size_t		i;

	w->atoms = arena_calloc(w->arena, most_atoms(text), sizeof(Atom));
	if (w->atoms == NULL)
		return false;
	for (i = 0; i < text->count; i++)
		cut_span(w, &text->spans[i], &before, &left);
	w->atoms[w->atom_count - 1].last_of_word = true;
	return true;
}

/* ---------- lines ---------- */

static Line *
open_line(Wrapper *w)
{
	Line	   *line;

	if (w->lines.count == w->line_capacity)
	{
		size_t		capacity = w->line_capacity == 0 ? 4 : w->line_capacity * 2;
		Line	   *larger = arena_calloc(w->arena, capacity, sizeof(Line));

		if (larger == NULL)
			return NULL;
		if (w->lines.count > 0)
			memcpy(larger, w->lines.lines, w->lines.count * sizeof(Line));
		w->lines.lines = larger;
		w->line_capacity = capacity;
	}
	line = &w->lines.lines[w->lines.count++];
	w->piece_capacity = 0;
	w->x = 0;
	return line;
}

static Line *
current_line(Wrapper *w)
{
	return &w->lines.lines[w->lines.count - 1];
}

static bool
append(Wrapper *w, const Span *span, size_t start, size_t end, double width)
{
	Line	   *line = current_line(w);
	Piece	   *last = line->count > 0 ? &line->pieces[line->count - 1] : NULL;

	w->x += width;
	if (last != NULL && last->text + last->length == span->text + start &&
		last->weight == span->weight)
	{
		last->length += end - start;
		return true;
	}
	if (line->count == w->piece_capacity)
	{
		size_t		capacity = w->piece_capacity == 0 ? 2 : w->piece_capacity * 2;
		Piece	   *larger = arena_calloc(w->arena, capacity, sizeof(Piece));

		if (larger == NULL)
			return false;
		if (line->count > 0)
			memcpy(larger, line->pieces, line->count * sizeof(Piece));
		line->pieces = larger;
		w->piece_capacity = capacity;
	}
	last = &line->pieces[line->count++];
	last->weight = span->weight;
	last->text = span->text + start;
	last->length = end - start;
	return true;
}

/* The next end of a character with all that belongs to it. */
static size_t
next_cluster(const Span *span, size_t at, size_t limit)
{
	const char *end = span->text + limit;
	const char *here = span->text + at;
	uint32_t	last = utf8_decode(&here, end);

	while (here < end)
	{
		const char *next = here;
		uint32_t	right = utf8_decode(&next, end);

		if (!utf8_extends(right) && !utf8_leads(last))
			break;
		last = right;
		here = next;
	}
	return (size_t) (here - span->text);
}

/*
 * The longest start of a span's part, in whole clusters, that "room" holds;
 * "start" if not even one.
 */
static size_t
fitting_end(const Wrapper *w, const Span *span, size_t start, size_t end, double room)
{
	size_t		good = start;
	size_t		step = 32;
	size_t		bad = end;

	/* a first guess keeps a word of thousands of characters cheap */
	while (start + step < end)
	{
		size_t		guess = start + utf8_fit(span->text + start, end - start, step);

		if (measure(w, span, start, guess) > room)
		{
			bad = guess;
			break;
		}
		step *= 2;
	}
	while (good < bad)
	{
		size_t		next = next_cluster(span, good, end);

		if (measure(w, span, start, next) > room + TOLERANCE)
			break;
		good = next;
	}
	return good;
}

/* Break one atom that no line can hold; its tail stays in the atom. */
static bool
split_atom(Wrapper *w, Atom *atom)
{
	while (atom->ink_width > w->width - w->x + TOLERANCE)
	{
		size_t		cut = fitting_end(w, atom->span, atom->start, atom->ink_end,
									  w->width - w->x);

		if (cut == atom->start && w->x == 0)
			cut = next_cluster(atom->span, atom->start, atom->ink_end);
		if (cut > atom->start &&
			!append(w, atom->span, atom->start, cut,
					measure(w, atom->span, atom->start, cut)))
			return false;
		atom->start = cut;
		atom->ink_width = measure(w, atom->span, cut, atom->ink_end);
		atom->width = atom->ink_width + measure(w, atom->span, atom->ink_end, atom->end);
		if (cut == atom->ink_end)
			break;
		if (open_line(w) == NULL)
			return false;
		if (w->max_lines > 0 && w->lines.count > w->max_lines)
			return true;
	}
	return true;
}

/* Put the atoms of one word on the open line or the next. */
static bool
place_word(Wrapper *w, Atom *atoms, size_t count)
{
	double		ink = atoms[count - 1].ink_width;
	size_t		i;

	for (i = 0; i + 1 < count; i++)
		ink += atoms[i].width;
	if (w->x > 0 && w->x + ink > w->width + TOLERANCE && open_line(w) == NULL)
		return false;
	for (i = 0; i < count; i++)
	{
		if (w->x + atoms[i].ink_width > w->width + TOLERANCE &&
			!split_atom(w, &atoms[i]))
			return false;
		if (w->max_lines > 0 && w->lines.count > w->max_lines)
			return true;
		if (atoms[i].start < atoms[i].end &&
			!append(w, atoms[i].span, atoms[i].start, atoms[i].end, atoms[i].width))
			return false;
	}
	return true;
}

static bool
fill_lines(Wrapper *w)
{
	size_t		first = 0;

	if (open_line(w) == NULL)
		return false;
	while (first < w->atom_count)
	{
		size_t		after = first;

		while (!w->atoms[after++].last_of_word)
			;
		if (!place_word(w, w->atoms + first, after - first))
			return false;
		/* one line too many is enough to know that there is more */
		if (w->max_lines > 0 && w->lines.count > w->max_lines)
			return true;
		first = after;
	}
	return true;
}

/* ---------- after filling ---------- */

static void
measure_line(const Wrapper *w, Line *line)
{
	size_t		i;

	line->width = 0;
	for (i = 0; i < line->count; i++)
	{
		Piece	   *piece = &line->pieces[i];
		size_t		length = piece->length;

		while (i + 1 == line->count && length > 0 && piece->text[length - 1] == ' ')
			length--;
		piece->x = line->width;
		piece->width = length == 0 ? 0 :
			w->metrics->width(w->metrics->context, piece->text, length,
							  piece->weight) * w->size;
		line->width += piece->width;
	}
}

/* Cut the end of a line so that an ellipsis fits behind it. */
static bool
add_ellipsis(const Wrapper *w, Line *line)
{
	while (line->count > 0)
	{
		Piece	   *piece = &line->pieces[line->count - 1];
		Span		span = {piece->weight, piece->text, piece->length};
		double		mark = text_width(w->metrics, ELLIPSIS, piece->weight, w->size);
		size_t		end = fitting_end(w, &span, 0, span.length,
									  w->width - piece->x - mark);
		char	   *copy;

		while (end > 0 && piece->text[end - 1] == ' ')
			end--;
		if (end == 0 && line->count > 1)
		{
			line->count--;
			continue;
		}
		copy = arena_alloc(w->arena, end + sizeof(ELLIPSIS));
		if (copy == NULL)
			return false;
		memcpy(copy, piece->text, end);
		memcpy(copy + end, ELLIPSIS, sizeof(ELLIPSIS));
		piece->text = copy;
		piece->length = end + strlen(ELLIPSIS);
		measure_line(w, line);
		return true;
	}
	return true;
}

static bool
finish_lines(Wrapper *w)
{
	bool		cut = w->max_lines > 0 && w->lines.count > w->max_lines;
	size_t		i;

	if (cut)
		w->lines.count = w->max_lines;
	/* a line that was opened and got nothing */
	else if (current_line(w)->count == 0)
		w->lines.count--;
	for (i = 0; i < w->lines.count; i++)
		measure_line(w, &w->lines.lines[i]);
	return !cut || add_ellipsis(w, current_line(w));
}

const Lines *
text_wrap(Text *text, Arena *arena, const LayoutMetrics *metrics, double size,
		  double width, size_t max_lines)
{
	Wrapper		w = {
		.arena = arena, .metrics = metrics, .size = size, .width = width,
		.max_lines = max_lines
	};

	if (text->wrapped.lines != NULL && text->wrapped_size == size &&
		fabs(text->wrapped_width - width) < TOLERANCE && text->wrapped_max == max_lines)
		return &text->wrapped;
	text->wrapped.lines = NULL;
	text->wrapped.count = 0;
	text->wrapped_size = size;
	text->wrapped_width = width;
	text->wrapped_max = max_lines;
	if (text->count > 0 && cut_text(&w, text) && fill_lines(&w) && finish_lines(&w))
		text->wrapped = w.lines;
	return &text->wrapped;
}
