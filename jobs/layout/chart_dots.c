/*
 * chart_dots.c
 *		Drawing meetings held against meetings promised, a column a month.
 */
#include "layout/engine.h"

#include "common/str.h"

#define DOTS_MAX 8
#define MONTH_PITCH_MAX_PT 40.0
#define COUNT_GAP_PT 2.0
#define ALT_MAX 3000

static int
dots_of(const LayoutDots *month)
{
	int			dots = month->held > month->promised ? month->held : month->promised;

	if (dots < 0)
		return 0;
	return dots < DOTS_MAX ? dots : DOTS_MAX;
}

/* Rows of dots that the highest month needs. */
static int
rows_of(const DotsBlock *block)
{
	int			rows = 1;
	size_t		i;

	for (i = 0; i < block->count; i++)
		if (dots_of(&block->months[i]) > rows)
			rows = dots_of(&block->months[i]);
	return rows;
}

static double
dot_step(const Layout *l)
{
	return l->style->dot_radius * 2 + 2.6;
}

static bool
is_running(const DotsBlock *block)
{
	size_t		i;

	for (i = 0; i < block->count; i++)
		if (block->months[i].running && block->months[i].held < block->months[i].promised)
			return true;
	return false;
}

static const char *
alternative(Layout *l, const DotsBlock *block)
{
	char	   *buffer = arena_alloc(l->arena, ALT_MAX);
	Str			alt;
	size_t		i;

	if (buffer == NULL)
		return NULL;
	str_init(&alt, buffer, ALT_MAX);
	str_addf(&alt, "%s: dot chart. ", block->name);
	for (i = 0; i < block->count; i++)
		str_addf(&alt, "%s%s: %d held, %d promised%s", i > 0 ? "; " : "",
				 block->months[i].label, block->months[i].held,
				 block->months[i].promised,
				 block->months[i].running ? " (month not over)" : "");
	str_add(&alt, ".");
	return buffer;
}

static void
draw_dot(Layout *l, double x, double y, bool held, bool running)
{
	double		radius = l->style->dot_radius;

	if (held)
		emit_circle(l, x, y, radius, COLOUR_DATA_DARK, COLOUR_NONE, 0, 0);
	else
		emit_circle(l, x, y, radius - 0.45, COLOUR_NONE, COLOUR_RULE_DARK,
					RULE_MEDIUM_PT, running ? 1.6 : 0);
}

/* Is there room for "1 of 2" under every month?  Where not, it is "1/2". */
static bool
counts_fit(const Layout *l, const DotsBlock *block, double pitch)
{
	size_t		i;

	for (i = 0; i < block->count; i++)
	{
		const char *text = arena_printf(l->arena, "%d of %d", block->months[i].held,
										block->months[i].promised);

		if (text != NULL &&
			width_of(l, text, FONT_REGULAR, l->style->chart.size) > pitch - COUNT_GAP_PT)
			return false;
	}
	return true;
}

static void
draw_month(Layout *l, const LayoutDots *month, bool wide, double x, double pitch, double base)
{
	TypeSize	type = l->style->chart;
	int			dots = dots_of(month);
	int			i;

	for (i = 0; i < dots; i++)
		draw_dot(l, x, base - (i + 0.5) * dot_step(l), i < month->held, month->running);
	emit_cut(l, month->label, FONT_BOLD, x - pitch / 2, base + 3, pitch, type,
			 COLOUR_MUTED, ALIGN_CENTRE);
	emit_cut(l, wide ? arena_printf(l->arena, "%d of %d", month->held, month->promised) :
			 arena_printf(l->arena, "%d/%d", month->held, month->promised),
			 FONT_REGULAR, x - pitch / 2, base + 3 + type.leading, pitch, type,
			 COLOUR_MUTED, ALIGN_CENTRE);
}

static void
draw_legend(Layout *l, double x, double y, bool running)
{
	static const char *const texts[] = {"met", "promised, not met", "still to come"};
	TypeSize	type = l->style->chart;
	double		radius = l->style->dot_radius;
	size_t		i;

	for (i = 0; i < (running ? 3 : 2); i++)
	{
		draw_dot(l, x + radius, y + type.leading / 2, i == 0, i == 2);
		x += 2 * radius + 4;
		emit_text(l, x, baseline_at(l, y, type), ALIGN_LEFT, type.size, FONT_REGULAR,
				  COLOUR_MUTED, texts[i]);
		x += width_of(l, texts[i], FONT_REGULAR, type.size) + 12;
	}
}

double
dots_height(Layout *l, const DotsBlock *block)
{
	return rows_of(block) * dot_step(l) + 3 + 2 * l->style->chart.leading + 6 +
		l->style->chart.leading;
}

void
dots_draw(Layout *l, const DotsBlock *block, double x, double y, double width)
{
	double		height = dots_height(l, block);
	double		pitch = width / (double) block->count;
	double		base = y + rows_of(block) * dot_step(l);
	const char *alt = alternative(l, block);
	bool		wide;
	size_t		i;

	if (alt == NULL)
		return;
	if (pitch > MONTH_PITCH_MAX_PT)
		pitch = MONTH_PITCH_MAX_PT;
	wide = counts_fit(l, block, pitch);
	emit_figure(l, alt, x, y, width, height);
	emit_line(l, x, base + 1, x + pitch * (double) block->count, base + 1,
			  COLOUR_RULE_DARK, RULE_HAIRLINE_PT, 0);
	for (i = 0; i < block->count; i++)
		draw_month(l, &block->months[i], wide, x + ((double) i + 0.5) * pitch, pitch,
				   base);
	draw_legend(l, x, y + height - l->style->chart.leading, is_running(block));
	emit_end(l);
}
