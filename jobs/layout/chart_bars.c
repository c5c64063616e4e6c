/*
 * chart_bars.c
 *		Drawing horizontal bars: label, bar, and the numbers behind it.
 *
 * A bar that is a part of a whole has a frame as long as the whole, so that
 * bars on two pages can be compared; the numbers stand behind the frame.
 */
#include "layout/engine.h"

#include <math.h>
#include <string.h>

#include "common/str.h"

/* A label takes at most this part of the width, then it is cut. */
#define LABEL_SHARE 0.35
#define BAR_MIN_PT 1.2
#define ALT_MAX 8000

/* What stands behind a bar: the caller's words, or "7 of 36". */
static const char *
bar_text(Layout *l, const LayoutBar *bar)
{
	if (bar->text != NULL)
		return bar->text;
	if (!(bar->out_of > 0))
		return "\xE2\x80\x94";
	if (bar->amount == floor(bar->amount))
		return arena_printf(l->arena, "%.0f of %.0f", bar->amount, bar->out_of);
	return arena_printf(l->arena, "%.0f.%d of %.0f", floor(bar->amount),
						(int) floor((bar->amount - floor(bar->amount)) * 10 + 0.5) % 10,
						bar->out_of);
}

/* Length on the scale, before it is stretched to the longest. */
static double
bar_value(const LayoutBar *bar, BarScale scale)
{
	double		value = bar->amount;

	if (bar->tone == BAR_HIDDEN)
		return 0;
	if (scale != BARS_BY_AMOUNT)
		value = bar->out_of > 0 ? bar->amount / bar->out_of : 0;
	return value > 0 ? value : 0;
}

static double
scale_end(const BarsBlock *block)
{
	double		longest = 0;
	size_t		i;

	if (block->scale == BARS_OF_WHOLE)
		return 1;
	for (i = 0; i < block->count; i++)
	{
		double		value = bar_value(&block->bars[i], block->scale);

		if (value > longest)
			longest = value;
	}
	return longest > 0 ? longest : 1;
}

static const char *
alternative(Layout *l, const BarsBlock *block)
{
	char	   *buffer = arena_alloc(l->arena, ALT_MAX);
	Str			alt;
	size_t		i;

	if (buffer == NULL)
		return NULL;
	str_init(&alt, buffer, ALT_MAX);
	str_addf(&alt, "%s: bar chart. ", block->name);
	for (i = 0; i < block->count; i++)
	{
		const LayoutBar *bar = &block->bars[i];
		const char *text = bar_text(l, bar);

		if (text == NULL)
			return NULL;
		str_addf(&alt, "%s%s: %s", i > 0 ? "; " : "", bar->label,
				 bar->text == NULL && !(bar->out_of > 0) ? "none" : text);
		if (bar->tone == BAR_STRONG)
			str_add(&alt, " (stands out)");
	}
	str_add(&alt, ".");
	return buffer;
}

static Colour
tone_colour(BarTone tone)
{
	if (tone == BAR_STRONG)
		return COLOUR_DATA_DARK;
	return tone == BAR_LIGHT ? COLOUR_DATA_LIGHT : COLOUR_DATA_MID;
}

static FontWeight
bar_weight(const LayoutBar *bar)
{
	return bar->tone == BAR_STRONG ? FONT_BOLD : FONT_REGULAR;
}

/* The widest label and the widest text, to keep the bars between them. */
static void
measure_sides(Layout *l, const BarsBlock *block, double width, double *labels,
			  double *texts)
{
	double		size = l->style->table.size;
	size_t		i;

	*labels = 0;
	*texts = 0;
	for (i = 0; i < block->count; i++)
	{
		FontWeight	weight = bar_weight(&block->bars[i]);
		const char *text = bar_text(l, &block->bars[i]);
		double		label = width_of(l, block->bars[i].label, weight, size);
		double		own = text == NULL ? 0 : width_of(l, text, weight, size);

		*labels = label > *labels ? label : *labels;
		*texts = own > *texts ? own : *texts;
	}
	if (*labels > width * LABEL_SHARE)
		*labels = width * LABEL_SHARE;
	if (*texts > width * LABEL_SHARE)
		*texts = width * LABEL_SHARE;
}

double
bars_height(Layout *l, const BarsBlock *block)
{
	return (double) block->count * l->style->bar_step;
}

/* Where the bars stand, between labels and texts. */
typedef struct BarFrame
{
	double		x;
	double		y;
	double		labels;			/* widths */
	double		room;
	double		texts;
	bool		whole;			/* draw what a bar is a part of */
} BarFrame;

/* Draws the bar with its left end at x; the x of its text. */
static double
draw_length(Layout *l, const LayoutBar *bar, const BarFrame *frame, double share,
			double x, double y)
{
	double		height = l->style->bar_height;
	double		length = frame->room * share;

	if (share > 0 && length < BAR_MIN_PT)
		length = BAR_MIN_PT;
	if (length > 0)
		emit_rect(l, x, y, length, height, tone_colour(bar->tone));
	if (!frame->whole || bar->tone == BAR_HIDDEN || !(bar->out_of > 0))
		return x + length + 6;
	emit_frame(l, x, y, frame->room, height, COLOUR_RULE_DARK, RULE_HAIRLINE_PT);
	return x + frame->room + 6;
}

static void
draw_bar(Layout *l, const LayoutBar *bar, const BarFrame *frame, double share, size_t row)
{
	TypeSize	type = l->style->table;
	double		y = frame->y + (double) row * l->style->bar_step;
	const char *text = bar_text(l, bar);
	double		after;

	type.leading = l->style->bar_step;
	emit_cut(l, bar->label, bar_weight(bar), frame->x, y, frame->labels, type,
			 COLOUR_INK, ALIGN_LEFT);
	after = draw_length(l, bar, frame, share, frame->x + frame->labels + 8,
						y + (type.leading - l->style->bar_height) / 2);
	if (text != NULL)
		emit_cut(l, text, bar_weight(bar), after, y, frame->texts, type,
				 bar->tone == BAR_STRONG ? COLOUR_INK : COLOUR_MUTED, ALIGN_LEFT);
}

void
bars_draw(Layout *l, const BarsBlock *block, double x, double y, double width)
{
	double		end = scale_end(block);
	double		height = bars_height(l, block);
	const char *alt = alternative(l, block);
	BarFrame	frame = {.x = x, .y = y, .whole = block->scale == BARS_OF_WHOLE};
	size_t		i;

	if (alt == NULL || block->count == 0)
		return;
	measure_sides(l, block, width, &frame.labels, &frame.texts);
	frame.room = width - frame.labels - frame.texts - 16;
	emit_figure(l, alt, x, y, width, height);
	emit_line(l, x + frame.labels + 8, y, x + frame.labels + 8, y + height,
			  COLOUR_RULE_DARK, RULE_HAIRLINE_PT, 0);
	for (i = 0; i < block->count; i++)
	{
		double		share = bar_value(&block->bars[i], block->scale) / end;

		draw_bar(l, &block->bars[i], &frame, share < 1 ? share : 1, i);
	}
	emit_end(l);
}
