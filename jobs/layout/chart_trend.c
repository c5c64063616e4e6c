/*
 * chart_trend.c
 *		Drawing a line against a goal, with last year's line behind it.
 */
#include "layout/engine.h"

#include <math.h>
#include <stdlib.h>

#include "common/str.h"

#define GRID_LINES 5
#define LINE_PT 1.8
#define DASH_PT 3.0
#define ALT_MAX 6000

typedef struct TrendFrame
{
	double		x;				/* of the plot */
	double		y;
	double		width;
	double		height;
	double		top;			/* value at the upper edge; the lower is 0 */
	double		step;			/* between grid lines */
} TrendFrame;

typedef double (*PointValue) (const LayoutTrendPoint *point);

static double
this_year(const LayoutTrendPoint *point)
{
	return point->value;
}

static double
last_year(const LayoutTrendPoint *point)
{
	return point->earlier;
}

/* Index of the last point that has a value; count if none has. */
static size_t
last_point(const LayoutTrend *trend, PointValue value)
{
	size_t		i;

	for (i = trend->count; i > 0; i--)
		if (!isnan(value(&trend->points[i - 1])))
			return i - 1;
	return trend->count;
}

/* "12" or "12.5", without a locale's comma */
static const char *
number_text(Layout *l, double value)
{
	long		tenths = lround(value * 10);

	if (tenths % 10 == 0)
		return arena_printf(l->arena, "%ld", tenths / 10);
	return arena_printf(l->arena, "%s%ld.%ld", tenths < 0 ? "-" : "",
						labs(tenths) / 10, labs(tenths) % 10);
}

/* ---------- scale ---------- */

static double
highest_value(const LayoutTrend *trend)
{
	double		highest = isnan(trend->goal) ? 0 : trend->goal;
	size_t		i;

	for (i = 0; i < trend->count; i++)
	{
		highest = fmax(highest, trend->points[i].value);
		highest = fmax(highest, trend->points[i].earlier);
	}
	return highest;
}

/* A step of 1, 2 or 5 times a power of ten that needs few lines. */
static double
grid_step(double highest)
{
	double		rough = highest / GRID_LINES;
	double		power = pow(10, floor(log10(rough > 0 ? rough : 1)));
	double		digit = rough / power;

	/* these are days and meetings: no line between whole numbers */
	if (rough <= 1)
		return 1;
	if (digit <= 1)
		return power;
	if (digit <= 2)
		return 2 * power;
	return digit <= 5 ? 5 * power : 10 * power;
}

static double
y_of(const TrendFrame *frame, double value)
{
	double		inside = value < 0 ? 0 : value;

	return frame->y + frame->height * (1 - inside / frame->top);
}

static double
x_of(const TrendFrame *frame, const LayoutTrend *trend, size_t point)
{
	if (trend->count == 1)
		return frame->x + frame->width / 2;
	return frame->x + frame->width * (double) point / (double) (trend->count - 1);
}

/* ---------- the text alternative ---------- */

/* "this year, at the end of: Sep 2, Oct 5. ": the last value under each label */
static void
add_series(Layout *l, Str *alt, const LayoutTrend *trend, const char *name,
		   PointValue value)
{
	const char *label = "";
	const char *number = NULL;
	bool		any = false;
	size_t		i;

	if (last_point(trend, value) == trend->count)
		return;
	str_addf(alt, "%s, at the end of: ", name);
	for (i = 0; i <= trend->count; i++)
	{
		bool		opens = i < trend->count && trend->points[i].label[0] != '\0';

		if ((opens || i == trend->count) && number != NULL)
		{
			str_addf(alt, "%s%s%s%s", any ? ", " : "", label, label[0] != '\0' ? " " : "",
					 number);
			any = true;
			number = NULL;
		}
		if (opens)
			label = trend->points[i].label;
		if (i < trend->count && !isnan(value(&trend->points[i])))
			number = number_text(l, value(&trend->points[i]));
	}
	str_add(alt, ". ");
}

static const char *
alternative(Layout *l, const LayoutTrend *trend)
{
	char	   *buffer = arena_alloc(l->arena, ALT_MAX);
	const char *goal;
	Str			alt;

	if (buffer == NULL)
		return NULL;
	str_init(&alt, buffer, ALT_MAX);
	str_addf(&alt, "%s: line chart, %s. ", trend->name, trend->unit);
	add_series(l, &alt, trend, trend->series, this_year);
	if (trend->earlier_series != NULL)
		add_series(l, &alt, trend, trend->earlier_series, last_year);
	if (!isnan(trend->goal))
	{
		goal = number_text(l, trend->goal);
		str_addf(&alt, "%s: line at %s.", trend->goal_label, goal == NULL ? "" : goal);
	}
	return buffer;
}

/* ---------- drawing ---------- */

static void
draw_grid(Layout *l, const TrendFrame *frame)
{
	double		size = l->style->chart.size;
	double		value;

	for (value = 0; value <= frame->top + frame->step / 2; value += frame->step)
	{
		double		y = y_of(frame, value);

		emit_line(l, frame->x, y, frame->x + frame->width, y,
				  value == 0 ? COLOUR_RULE_DARK : COLOUR_RULE, RULE_HAIRLINE_PT, 0);
		emit_text(l, frame->x - 5, y + l->metrics->cap_height * size / 2, ALIGN_RIGHT,
				  size, FONT_REGULAR, COLOUR_MUTED, number_text(l, value));
	}
}

/* Would a label that ends there touch the next one? */
static bool
crowds_next(const Layout *l, const LayoutTrend *trend, const TrendFrame *frame,
			size_t point, double end)
{
	size_t		i;

	for (i = point + 1; i < trend->count; i++)
	{
		const char *label = trend->points[i].label;

		if (label[0] != '\0')
			return x_of(frame, trend, i) -
				width_of(l, label, FONT_REGULAR, l->style->chart.size) / 2 < end;
	}
	return false;
}

/* Labels under the axis; one that would touch its neighbour is left out. */
static void
draw_axis(Layout *l, const LayoutTrend *trend, const TrendFrame *frame)
{
	TypeSize	type = l->style->chart;
	double		baseline = baseline_at(l, frame->y + frame->height + 3, type);
	double		free_from = -HUGE_VAL;
	size_t		i;

	for (i = 0; i < trend->count; i++)
	{
		const char *label = trend->points[i].label;
		double		half = width_of(l, label, FONT_REGULAR, type.size) / 2;
		double		x = x_of(frame, trend, i);

		if (label[0] == '\0' || x - half < free_from)
			continue;
		/* the stub of a month before the first whole one */
		if (free_from == -HUGE_VAL && crowds_next(l, trend, frame, i, x + half + 4))
			continue;
		emit_text(l, x, baseline, ALIGN_CENTRE, type.size, FONT_REGULAR, COLOUR_MUTED,
				  label);
		free_from = x + half + 4;
	}
}

/* One line for each stretch without a gap. */
static void
draw_series(Layout *l, const LayoutTrend *trend, const TrendFrame *frame,
			PointValue value, Colour colour, double line_width, double dash)
{
	DisplayPoint *points = arena_calloc(l->arena, trend->count, sizeof(*points));
	size_t		from = 0;
	size_t		i;

	if (points == NULL)
		return;
	for (i = 0; i <= trend->count; i++)
	{
		if (i < trend->count && !isnan(value(&trend->points[i])))
		{
			points[i].x = x_of(frame, trend, i);
			points[i].y = y_of(frame, value(&trend->points[i]));
			continue;
		}
		if (i - from >= 2)
			emit_polyline(l, points + from, i - from, colour, line_width, dash);
		from = i + 1;
	}
}

/*
 * A line that is not over yet has its label above its last point, where a
 * count that only grows leaves room; else it is one of the labels at the
 * right edge.
 */
static const char *
series_label(Layout *l, const LayoutTrend *trend)
{
	const char *number = number_text(l, trend->points[last_point(trend, this_year)].value);

	return arena_printf(l->arena, "%s %s", number == NULL ? "" : number, trend->series);
}

static bool
is_over(const LayoutTrend *trend)
{
	return last_point(trend, this_year) + 1 == trend->count;
}

/* A label at the right edge and the height it would like to have. */
typedef struct EndLabel
{
	const char *text;
	double		y;
	FontWeight	weight;
	Colour		colour;
} EndLabel;

static size_t
end_labels(Layout *l, const LayoutTrend *trend, const TrendFrame *frame, EndLabel labels[3])
{
	size_t		count = 0;
	size_t		last = trend->count - 1;

	if (is_over(trend))
		labels[count++] = (EndLabel) {
			series_label(l, trend), y_of(frame, trend->points[last].value), FONT_BOLD,
			COLOUR_ACCENT
		};
	if (!isnan(trend->goal))
		labels[count++] = (EndLabel) {
			trend->goal_label, y_of(frame, trend->goal), FONT_REGULAR, COLOUR_INK
		};
	last = last_point(trend, last_year);
	if (trend->earlier_series != NULL && last < trend->count)
		labels[count++] = (EndLabel) {
			trend->earlier_series, y_of(frame, trend->points[last].earlier),
			FONT_REGULAR, COLOUR_MUTED
		};
	return count;
}

/* Push labels apart, highest first, then back up from the lower edge. */
static void
spread_labels(EndLabel *labels, size_t count, double step, double bottom)
{
	size_t		i;
	size_t		j;

	for (i = 1; i < count; i++)
		for (j = i; j > 0 && labels[j - 1].y > labels[j].y; j--)
		{
			EndLabel	swap = labels[j];

			labels[j] = labels[j - 1];
			labels[j - 1] = swap;
		}
	for (i = 1; i < count; i++)
		if (labels[i].y < labels[i - 1].y + step)
			labels[i].y = labels[i - 1].y + step;
	for (i = count; i > 0; i--)
	{
		double		most = i == count ? bottom : labels[i].y - step;

		if (labels[i - 1].y > most)
			labels[i - 1].y = most;
	}
}

static void
draw_end_labels(Layout *l, const LayoutTrend *trend, const TrendFrame *frame,
				double right)
{
	TypeSize	type = l->style->chart;
	double		x = frame->x + frame->width + 7;
	EndLabel	labels[3];
	size_t		count = end_labels(l, trend, frame, labels);
	size_t		i;

	spread_labels(labels, count, l->style->chart.leading, frame->y + frame->height);
	for (i = 0; i < count; i++)
		emit_cut(l, labels[i].text, labels[i].weight, x, labels[i].y - type.leading / 2,
				 right - x, type, labels[i].colour, ALIGN_LEFT);
}

/* Room at the right for the widest label, at most a third. */
static double
label_room(Layout *l, const LayoutTrend *trend, double width)
{
	TrendFrame	nowhere = {0, 0, 1, 1, 1, 1};
	EndLabel	labels[3];
	size_t		count = end_labels(l, trend, &nowhere, labels);
	double		widest = 0;
	size_t		i;

	for (i = 0; i < count; i++)
		if (labels[i].text != NULL)
			widest = fmax(widest, width_of(l, labels[i].text, labels[i].weight,
										   l->style->chart.size));
	return fmin(widest + 9, width / 3);
}

static void
draw_goal(Layout *l, const LayoutTrend *trend, const TrendFrame *frame)
{
	double		y;

	if (isnan(trend->goal))
		return;
	y = y_of(frame, trend->goal);
	emit_line(l, frame->x, y, frame->x + frame->width, y, COLOUR_INK, RULE_MEDIUM_PT,
			  DASH_PT);
}

/* To the left of the point, as far as the plot goes. */
static void
draw_label_above(Layout *l, double x, double y, double least_x, const char *text)
{
	double		size = l->style->chart.size;
	double		width;
	double		left;

	if (text == NULL)
		return;
	width = width_of(l, text, FONT_BOLD, size);
	left = fmax(x + 3 - width, least_x + 2);
	/* nothing behind the words may cross them */
	emit_rect(l, left - 1, y - 7 - l->metrics->cap_height * size, width + 2,
			  l->metrics->cap_height * size + 2, COLOUR_PAPER);
	emit_text(l, left, y - 6, ALIGN_LEFT, size, FONT_BOLD, COLOUR_ACCENT, text);
}

static void
draw_end_dot(Layout *l, const LayoutTrend *trend, const TrendFrame *frame)
{
	size_t		last = last_point(trend, this_year);

	double		x;
	double		y;

	if (last == trend->count)
		return;
	x = x_of(frame, trend, last);
	y = y_of(frame, trend->points[last].value);
	emit_circle(l, x, y, 2.8, COLOUR_ACCENT, COLOUR_PAPER, 1, 0);
	if (!is_over(trend))
		draw_label_above(l, x, y, frame->x, series_label(l, trend));
}

double
trend_height(Layout *l, const LayoutTrend *trend)
{
	(void) trend;
	return l->style->trend_height + l->style->chart.leading * 1.5 + 3;
}

void
trend_draw(Layout *l, const LayoutTrend *trend, double x, double y, double width)
{
	double		half_line = l->style->chart.leading / 2;
	const char *alt = alternative(l, trend);
	const char *widest;
	double		axis;
	TrendFrame	frame;

	frame.step = grid_step(highest_value(trend));
	frame.top = frame.step * fmax(ceil(highest_value(trend) / frame.step - 1e-9), 1);
	widest = number_text(l, frame.top);
	if (alt == NULL || widest == NULL)
		return;
	axis = width_of(l, widest, FONT_REGULAR, l->style->chart.size) + 6;
	frame.x = x + axis;
	frame.y = y + half_line;
	frame.width = width - axis - label_room(l, trend, width);
	frame.height = l->style->trend_height;
	emit_figure(l, alt, x, y, width, trend_height(l, trend));
	draw_grid(l, &frame);
	draw_axis(l, trend, &frame);
	draw_goal(l, trend, &frame);
	if (trend->earlier_series != NULL)
		draw_series(l, trend, &frame, last_year, COLOUR_RULE_DARK, RULE_MEDIUM_PT, 1.6);
	draw_series(l, trend, &frame, this_year, COLOUR_ACCENT, LINE_PT, 0);
	draw_end_dot(l, trend, &frame);
	draw_end_labels(l, trend, &frame, x + width);
	emit_end(l);
}
