/*
 * hpdf_content.c
 *		Operators of a page's content.
 *
 * The display list counts y from the top of the page, PDF from its foot.
 */
#include "pdf/hpdf_content.h"

#include <math.h>
#include <string.h>

#include "common/str.h"

/* Of a quarter circle: handle length of the Bezier curve that looks like it. */
#define KAPPA 0.5522847498

#define OPERATORS_MAX 512

/* ---------- a line of operators ---------- */

typedef struct Operators
{
	char		buffer[OPERATORS_MAX];
	Str			str;
} Operators;

static void
start(Operators *o)
{
	str_init(&o->str, o->buffer, sizeof(o->buffer));
}

static void
number(Content *c, Operators *o, double value)
{
	pdf_add_number(c->pdf, &o->str, value);
	str_add_char(&o->str, ' ');
}

static void
pair(Content *c, Operators *o, double x, double y)
{
	number(c, o, x);
	number(c, o, y);
}

static void
point(Content *c, Operators *o, double x, double y)
{
	pair(c, o, x, c->page_height - y);
}

static void
finish(Content *c, Operators *o, const char *operator)
{
	str_add(&o->str, operator);
	str_add_char(&o->str, '\n');
	pdf_write_bytes(c->pdf, c->stream, o->str.data, o->str.length);
}

/* ---------- state ---------- */

void
content_page_begin(Content *c, HPDF_Page page, double page_height)
{
	c->page = page;
	c->stream = page == NULL ? NULL : ((HPDF_PageAttr) page->attr)->stream;
	c->page_height = page_height;
	/* what every page begins with */
	c->fill = 0;
	c->stroke = 0;
	c->line_width = 1;
	c->dash = 0;
	c->round_cap = false;
	c->font = NULL;
	pdf_write_text(c->pdf, c->stream, "1 j\n");
}

static void
colour_operator(Content *c, Colour colour, const char *operator)
{
	Operators	o;
	int			shift;

	start(&o);
	for (shift = 16; shift >= 0; shift -= 8)
		number(c, &o, (double) (colour >> shift & 0xFF) / 255);
	finish(c, &o, operator);
}

static void
set_fill(Content *c, Colour colour)
{
	if (colour == c->fill)
		return;
	c->fill = colour;
	colour_operator(c, colour, "rg");
}

static void
set_dash(Content *c, double dash)
{
	Operators	o;

	if (dash == c->dash)
		return;
	c->dash = dash;
	start(&o);
	str_add_char(&o.str, '[');
	if (dash > 0)
		number(c, &o, dash);
	finish(c, &o, "] 0 d");
}

/* Lines end at their ends, but for dots. */
static void
set_cap(Content *c, bool round)
{
	if (round == c->round_cap)
		return;
	c->round_cap = round;
	pdf_write_text(c->pdf, c->stream, round ? "1 J\n" : "0 J\n");
}

static void
set_stroke(Content *c, const DisplayItem *item, bool round_cap)
{
	Operators	o;

	if (item->stroke != c->stroke)
	{
		c->stroke = item->stroke;
		colour_operator(c, item->stroke, "RG");
	}
	if (item->line_width != c->line_width)
	{
		c->line_width = item->line_width;
		start(&o);
		number(c, &o, item->line_width);
		finish(c, &o, "w");
	}
	set_dash(c, item->dash);
	set_cap(c, round_cap);
}

/* Set what the item's path needs; returns the operator that paints it. */
static const char *
painter(Content *c, const DisplayItem *item)
{
	bool		fills = item->fill <= 0xFFFFFF;
	bool		strokes = item->stroke <= 0xFFFFFF;

	if (fills)
		set_fill(c, item->fill);
	if (strokes)
		set_stroke(c, item, false);
	if (fills)
		return strokes ? "B" : "f";
	return strokes ? "S" : "n";
}

/* ---------- paths ---------- */

void
content_rect(Content *c, const DisplayItem *item)
{
	const DisplayBox *box = &item->as.rect;
	const char *paint = painter(c, item);
	Operators	o;

	start(&o);
	point(c, &o, box->x, box->y + box->height);
	number(c, &o, box->width);
	number(c, &o, box->height);
	str_add(&o.str, "re ");
	finish(c, &o, paint);
}

void
content_line(Content *c, const DisplayItem *item)
{
	const char *paint = painter(c, item);
	Operators	o;

	start(&o);
	point(c, &o, item->as.line.from.x, item->as.line.from.y);
	str_add(&o.str, "m ");
	point(c, &o, item->as.line.to.x, item->as.line.to.y);
	str_add(&o.str, "l ");
	finish(c, &o, paint);
}

void
content_polyline(Content *c, const DisplayItem *item)
{
	const char *paint = painter(c, item);
	Operators	o;
	size_t		i;

	for (i = 0; i < item->as.polyline.count; i++)
	{
		start(&o);
		point(c, &o, item->as.polyline.points[i].x, item->as.polyline.points[i].y);
		finish(c, &o, i == 0 ? "m" : "l");
	}
	start(&o);
	finish(c, &o, paint);
}

/* A line without length and with round ends is a dot. */
static void
dot(Content *c, const DisplayItem *item)
{
	DisplayItem pen = *item;
	Operators	o;

	pen.stroke = item->fill;
	pen.line_width = 2 * item->as.circle.radius;
	pen.dash = 0;
	set_stroke(c, &pen, true);
	start(&o);
	point(c, &o, item->as.circle.centre.x, item->as.circle.centre.y);
	str_add(&o.str, "m ");
	point(c, &o, item->as.circle.centre.x, item->as.circle.centre.y);
	str_add(&o.str, "l ");
	finish(c, &o, "S");
}

/* Round the origin, so that circles of one size have their path in common. */
void
content_circle(Content *c, const DisplayItem *item)
{
	/* start and end of each quarter, as (x, y) on the unit circle,
	 * y down */
	static const int corners[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
	double		r = item->as.circle.radius;
	const char *paint;
	Operators	o;
	int			i;

	if (item->fill <= 0xFFFFFF && item->stroke > 0xFFFFFF)
	{
		dot(c, item);
		return;
	}
	paint = painter(c, item);
	start(&o);
	str_add(&o.str, "q 1 0 0 1 ");
	point(c, &o, item->as.circle.centre.x, item->as.circle.centre.y);
	finish(c, &o, "cm");
	start(&o);
	pair(c, &o, r, 0);
	str_add(&o.str, "m ");
	for (i = 0; i < 4; i++)
	{
		const int  *from = corners[i];
		const int  *to = corners[i + 1];

		/* the handles point along the tangents, which are each other's corner */
		pair(c, &o, r * (from[0] + KAPPA * to[0]), -r * (from[1] + KAPPA * to[1]));
		pair(c, &o, r * (to[0] + KAPPA * from[0]), -r * (to[1] + KAPPA * from[1]));
		pair(c, &o, r * to[0], -r * to[1]);
		str_add(&o.str, "c ");
	}
	str_addf(&o.str, "h %s ", paint);
	finish(c, &o, "Q");
}

/* ---------- text ---------- */

/* What a line of glyphs is drawn with. */
typedef struct Pen
{
	const DocumentFont *font;
	double		size;
	double		actual;			/* where the file's widths lead to, ems */
	bool		in_string;
	double		rise;
} Pen;

static void
close_string(Content *c, Pen *pen)
{
	if (pen->in_string)
		pdf_write_text(c->pdf, c->stream, ")");
	pen->in_string = false;
}

/* Marks stand higher or lower than the baseline. */
static void
set_rise(Content *c, Pen *pen, double rise)
{
	Operators	o;

	if (rise == pen->rise)
		return;
	close_string(c, pen);
	pen->rise = rise;
	start(&o);
	str_add(&o.str, "] TJ ");
	number(c, &o, rise * pen->size);
	str_add(&o.str, "Ts [");
	pdf_write_bytes(c->pdf, c->stream, o.str.data, o.str.length);
}

/* Move by whole thousandths, so that rounding never adds up. */
static void
move_to(Content *c, Pen *pen, double x)
{
	long		back = lround((pen->actual - x) * 1000);
	Operators	o;

	if (back == 0)
		return;
	close_string(c, pen);
	start(&o);
	str_addf(&o.str, "%ld", back);
	pdf_write_bytes(c->pdf, c->stream, o.str.data, o.str.length);
	pen->actual -= back / 1000.0;
}

static void
draw_glyph(Content *c, Pen *pen, const ShapedGlyph *glyph, double x)
{
	uint16_t	code = document_font_code(pen->font, glyph->id);
	char		text[5];
	size_t		length = 0;

	set_rise(c, pen, glyph->dy);
	move_to(c, pen, x + glyph->dx);
	if (!pen->in_string)
		text[length++] = '(';
	length += pdf_string_byte(text + length, code >> 8);
	length += pdf_string_byte(text + length, code & 0xFF);
	pdf_write_bytes(c->pdf, c->stream, text, length);
	pen->in_string = true;
	pen->actual += document_font_width(pen->font, code) / 1000.0;
}

/*
 * Glyphs in the order of reading: what reads from right to left is drawn from
 * its right end, so that a reader who follows the content gets the letters in
 * their order.
 */
static void
draw_in_order(Content *c, Pen *pen, const ShapedText *shaped, const ShapedRun *run)
{
	const ShapedGlyph *glyphs = shaped->glyphs + run->first;
	double		x = 0;
	size_t		i;

	if (!run->backward)
	{
		for (i = 0; i < run->count; i++)
		{
			draw_glyph(c, pen, &glyphs[i], x);
			x += glyphs[i].advance;
		}
		return;
	}
	for (i = 0; i < run->count; i++)
		x += glyphs[i].advance;
	for (i = run->count; i > 0; i--)
	{
		x -= glyphs[i - 1].advance;
		draw_glyph(c, pen, &glyphs[i - 1], x);
	}
}

/* It stays in force from one text of a page to the next. */
static void
set_font(Content *c, const DocumentFont *font, double size)
{
	Operators	o;

	if (font == c->font && size == c->font_size)
		return;
	c->font = font;
	c->font_size = size;
	start(&o);
	str_addf(&o.str, "/%s ", HPDF_Page_GetLocalFontName(c->page, font->dict));
	number(c, &o, size);
	str_add(&o.str, "Tf ");
	pdf_write_bytes(c->pdf, c->stream, o.str.data, o.str.length);
}

static void
draw_glyphs(Content *c, DocumentFont *font, const ShapedText *shaped,
			const ShapedRun *run, double x, double y, double size)
{
	Pen			pen = {.size = size, .font = font};
	Operators	o;

	pdf_write_text(c->pdf, c->stream, "BT ");
	set_font(c, font, size);
	start(&o);
	point(c, &o, x, y);
	str_add(&o.str, "Td [");
	pdf_write_bytes(c->pdf, c->stream, o.str.data, o.str.length);
	draw_in_order(c, &pen, shaped, run);
	close_string(c, &pen);
	pdf_write_text(c->pdf, c->stream, pen.rise != 0 ? "] TJ 0 Ts ET\n" : "] TJ ET\n");
}

/* Note which glyphs stand for what; false if one already stands for something
 * else. */
static bool
use_glyphs(DocumentFont *font, const ShapedText *shaped, const ShapedRun *run,
		   const char *text)
{
	bool		agreed = true;
	size_t		i;

	for (i = run->first; i < run->first + run->count; i++)
	{
		const ShapedGlyph *glyph = &shaped->glyphs[i];

		if (!document_font_use(font, document_font_code(font, glyph->id),
							   text + glyph->text_start,
							   glyph->text_end - glyph->text_start))
			agreed = false;
	}
	return agreed;
}

/*
 * Where glyphs alone would not give the text back, a span says it.  Text from
 * right to left is said in the structure only: readers of the content turn
 * the order of such glyphs around themselves, and a text put there too.
 */
static void
draw_run(Content *c, const ShapedText *shaped, const ShapedRun *run,
		 const DisplayItem *item)
{
	const char *text = item->as.text.text;
	DocumentFont *font = document_font(c->fonts, run->face);
	bool		exact;

	if (font == NULL)
		return;
	exact = use_glyphs(font, shaped, run, text) && run->plain;
	if (exact)
		tags_content(c->tags);
	else
		tags_span_begin(c->tags, text + run->text_start,
						run->text_end - run->text_start, !run->backward);
	set_fill(c, item->fill);
	draw_glyphs(c, font, shaped, run, item->as.text.x + run->x * item->as.text.size,
				item->as.text.y, item->as.text.size);
	if (!exact)
		tags_span_end(c->tags);
}

void
content_text(Content *c, const DisplayItem *item)
{
	const ShapedText *shaped = fonts_shape(c->fonts->fonts, item->as.text.text,
										   item->as.text.length, item->as.text.weight);
	size_t		i;

	if (shaped == NULL)
	{
		pdf_fail_memory(c->pdf);
		return;
	}
	c->missing_glyphs += shaped->missing;
	for (i = 0; i < shaped->run_count && !c->pdf->failed; i++)
		draw_run(c, shaped, &shaped->runs[i], item);
}
