/*
 * doc_charts.c
 *		Constructors of charts: deep copies of what the caller gave.
 */
#include "layout/block.h"

#include <string.h>

#include "common/date.h"
#include "common/utf8.h"

/* More bars than this do not fit on a page in one piece. */
#define BARS_PER_BLOCK 24
#define MONTHS_PER_BLOCK 14
#define DAYS_PER_BLOCK (53 * 7)

static const char *
copy_text(LayoutDoc *doc, const char *text)
{
	return text == NULL ? NULL : utf8_clean(doc->arena, text);
}

/* "name" or "name (part 2 of 3)" */
static const char *
part_name(LayoutDoc *doc, const char *name, size_t part, size_t parts)
{
	const char *clean = utf8_clean(doc->arena, name);

	if (parts <= 1 || clean == NULL)
		return clean;
	return arena_printf(doc->arena, "%s (part %zu of %zu)", clean, part + 1, parts);
}

static size_t
parts_of(size_t count, size_t most)
{
	return (count + most - 1) / most;
}

/* One band of weeks of a calendar whose frame is already known. */
static void
add_calendar(LayoutDoc *doc, const LayoutCalendar *calendar, const char *name,
			 int32_t first_day, int32_t day_count)
{
	Block	   *block;
	uint8_t    *marks;
	int32_t		i;

	block = doc_add(doc, BLOCK_CALENDAR);
	marks = arena_calloc(doc->arena, (size_t) day_count, 1);
	if (block == NULL || marks == NULL)
		return;
	for (i = 0; i < day_count; i++)
	{
		int64_t		at = (int64_t) first_day + i - calendar->first_day;

		if (at >= 0 && at < calendar->day_count &&
			calendar->marks[at] <= CALENDAR_UNRECORDED)
			marks[i] = calendar->marks[at];
	}
	block->as.calendar = *calendar;
	block->as.calendar.name = name;
	block->as.calendar.marks = marks;
	block->as.calendar.frame_first_day = first_day;
	block->as.calendar.frame_day_count = day_count;
}

void
layout_calendar(LayoutDoc *doc, const LayoutCalendar *calendar)
{
	int32_t		first = calendar->first_day;
	int32_t		count = calendar->day_count;
	int32_t		days;
	size_t		parts;
	size_t		part;

	if (calendar->frame_day_count > 0)
	{
		first = calendar->frame_first_day;
		count = calendar->frame_day_count;
	}
	if (count <= 0)
		return;
	/* whole weeks, from a Monday on */
	days = count + date_iso_weekday(first) - 1;
	parts = parts_of((size_t) days, DAYS_PER_BLOCK);
	days = (int32_t) DAYS_PER_BLOCK - (date_iso_weekday(first) - 1);
	for (part = 0; part < parts; part++)
	{
		int32_t		here = count < days ? count : days;

		add_calendar(doc, calendar, part_name(doc, calendar->name, part, parts),
					 first, here);
		first += here;
		count -= here;
		days = DAYS_PER_BLOCK;
	}
}

void
layout_bars(LayoutDoc *doc, const char *name, BarScale scale,
			const LayoutBar *bars, size_t count)
{
	size_t		parts = parts_of(count, BARS_PER_BLOCK);
	size_t		part;
	size_t		i;

	for (part = 0; part < parts; part++)
	{
		Block	   *block = doc_add(doc, BLOCK_BARS);
		const LayoutBar *from = bars + part * BARS_PER_BLOCK;
		size_t		here = part + 1 < parts ? BARS_PER_BLOCK :
			count - part * BARS_PER_BLOCK;
		LayoutBar  *copy = arena_calloc(doc->arena, here, sizeof(*copy));

		if (block == NULL || copy == NULL)
			return;
		for (i = 0; i < here; i++)
		{
			copy[i] = from[i];
			copy[i].label = utf8_clean(doc->arena, from[i].label);
			copy[i].text = copy_text(doc, from[i].text);
		}
		block->as.bars.name = part_name(doc, name, part, parts);
		block->as.bars.scale = scale;
		block->as.bars.bars = copy;
		block->as.bars.count = here;
	}
}

void
layout_trend(LayoutDoc *doc, const LayoutTrend *trend)
{
	Block	   *block;
	LayoutTrendPoint *points;
	size_t		i;

	if (trend->count == 0)
		return;
	block = doc_add(doc, BLOCK_TREND);
	points = arena_calloc(doc->arena, trend->count, sizeof(*points));
	if (block == NULL || points == NULL)
		return;
	for (i = 0; i < trend->count; i++)
	{
		points[i] = trend->points[i];
		points[i].label = utf8_clean(doc->arena, trend->points[i].label);
	}
	block->as.trend = *trend;
	block->as.trend.name = utf8_clean(doc->arena, trend->name);
	block->as.trend.unit = utf8_clean(doc->arena, trend->unit);
	block->as.trend.series = utf8_clean(doc->arena, trend->series);
	block->as.trend.earlier_series = copy_text(doc, trend->earlier_series);
	block->as.trend.goal_label = utf8_clean(doc->arena, trend->goal_label);
	block->as.trend.points = points;
}

void
layout_dots(LayoutDoc *doc, const char *name, const LayoutDots *months, size_t count)
{
	size_t		parts = parts_of(count, MONTHS_PER_BLOCK);
	size_t		part;
	size_t		i;

	for (part = 0; part < parts; part++)
	{
		Block	   *block = doc_add(doc, BLOCK_DOTS);
		const LayoutDots *from = months + part * MONTHS_PER_BLOCK;
		size_t		here = part + 1 < parts ? MONTHS_PER_BLOCK :
			count - part * MONTHS_PER_BLOCK;
		LayoutDots *copy = arena_calloc(doc->arena, here, sizeof(*copy));

		if (block == NULL || copy == NULL)
			return;
		for (i = 0; i < here; i++)
		{
			copy[i] = from[i];
			copy[i].label = utf8_clean(doc->arena, from[i].label);
		}
		block->as.dots.name = part_name(doc, name, part, parts);
		block->as.dots.months = copy;
		block->as.dots.count = here;
	}
}
