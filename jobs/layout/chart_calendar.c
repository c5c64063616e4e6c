/*
 * chart_calendar.c
 *		Drawing the year calendar: weeks as columns, weekdays as rows.
 *
 * Every mark has a letter as well as a tone, except present, which is the
 * plain light ground the others stand out from.
 */
#include "layout/engine.h"

#include <string.h>

#include "common/date.h"
#include "common/str.h"

/* Cells grow no wider than this when a calendar has few weeks. */
#define CELL_PITCH_MAX_PT 14.0
#define CELL_GAP_PT 1.3
#define ALT_MAX 6000
#define ALT_RUNS_MAX 60

typedef struct MarkLook
{
	const char *letter;
	Colour		ground;			/* COLOUR_NONE: only a frame */
	Colour		ink;
	const char *legend;
	const char *singular;		/* for the text alternative */
	const char *plural;
} MarkLook;

static const MarkLook looks[] = {
	[CALENDAR_NO_SCHOOL] = {"", COLOUR_NONE, COLOUR_NONE, "", "", ""},
	[CALENDAR_PRESENT] = {"", COLOUR_DATA_LIGHT, COLOUR_INK, "present",
	"day present", "days present"},
	[CALENDAR_TARDY] = {"T", COLOUR_DATA_LIGHT, COLOUR_INK, "tardy",
	"day tardy", "days tardy"},
	[CALENDAR_HALF_ABSENT] = {"H", COLOUR_DATA_MID, COLOUR_INK, "half day absent",
	"half day absent", "half days absent"},
	[CALENDAR_ABSENT] = {"A", COLOUR_DATA_DARK, COLOUR_PAPER, "absent",
	"day absent", "days absent"},
	[CALENDAR_NOT_COUNTED] = {"x", COLOUR_NONE, COLOUR_MUTED, "not counted",
	"day not counted", "days not counted"},
	[CALENDAR_UNRECORDED] = {"?", COLOUR_NONE, COLOUR_MUTED, "not recorded",
	"day not recorded", "days not recorded"}
};

/* Most important first: in the legend and in the text alternative. */
static const CalendarMark legend_order[] = {
	CALENDAR_ABSENT, CALENDAR_HALF_ABSENT, CALENDAR_TARDY,
	CALENDAR_NOT_COUNTED, CALENDAR_UNRECORDED, CALENDAR_PRESENT
};
#define LEGEND_COUNT (sizeof(legend_order) / sizeof(legend_order[0]))

typedef struct CalendarGrid
{
	int32_t		monday;			/* of the first week */
	int			weeks;
	int			weekdays;		/* rows: 5, 6 or 7 */
	double		label_width;
	double		pitch;
} CalendarGrid;

static int32_t
last_marked_day(const LayoutCalendar *calendar)
{
	int32_t		i = calendar->frame_day_count;

	while (i > 0 && calendar->marks[i - 1] == CALENDAR_NO_SCHOOL)
		i--;
	return calendar->frame_first_day + i - 1;
}

static int
count_marks(const LayoutCalendar *calendar, CalendarMark mark)
{
	int			count = 0;
	int32_t		i;

	for (i = 0; i < calendar->frame_day_count; i++)
		count += calendar->marks[i] == mark;
	return count;
}

static CalendarGrid
grid_of(const Layout *l, const LayoutCalendar *calendar, double width)
{
	CalendarGrid grid;
	int32_t		last = calendar->frame_first_day + calendar->frame_day_count - 1;
	int32_t		i;

	grid.monday = calendar->frame_first_day -
		(date_iso_weekday(calendar->frame_first_day) - 1);
	grid.weeks = (last - grid.monday) / 7 + 1;
	grid.weekdays = 5;
	for (i = 0; i < calendar->frame_day_count; i++)
	{
		int			weekday = date_iso_weekday(calendar->frame_first_day + i);

		if (calendar->marks[i] != CALENDAR_NO_SCHOOL && weekday > grid.weekdays)
			grid.weekdays = weekday;
	}
	grid.label_width = width_of(l, "Wed", FONT_REGULAR, l->style->chart.size) + 6;
	grid.pitch = (width - grid.label_width) / grid.weeks;
	if (grid.pitch > CELL_PITCH_MAX_PT)
		grid.pitch = CELL_PITCH_MAX_PT;
	return grid;
}

/* ---------- the text alternative ---------- */

/* "Jan 6" */
static void
add_day(Str *alt, int32_t day)
{
	Civil		c = date_to_civil(day);

	str_addf(alt, "%s %d", date_month_abbreviation(c.month), c.day);
}

/* Days of one mark in a row, over days without school, are one run. */
static void
add_runs(Str *alt, const LayoutCalendar *calendar, CalendarMark mark)
{
	int			runs = 0;
	int			left_out = 0;
	int32_t		i = 0;

	while (i < calendar->frame_day_count)
	{
		int32_t		first = i;
		int32_t		last = i;
		int			days = 0;

		if (calendar->marks[i++] != mark)
			continue;
		for (i = first; i < calendar->frame_day_count &&
			 (calendar->marks[i] == mark || calendar->marks[i] == CALENDAR_NO_SCHOOL); i++)
			if (calendar->marks[i] == mark)
			{
				last = i;
				days++;
			}
		if (runs == ALT_RUNS_MAX)
		{
			left_out += days;
			continue;
		}
		str_add(alt, runs++ == 0 ? " (" : ", ");
		add_day(alt, calendar->frame_first_day + first);
		if (days > 1)
		{
			str_add(alt, days == 2 ? " and " : " to ");
			add_day(alt, calendar->frame_first_day + last);
		}
	}
	if (left_out > 0)
		str_addf(alt, ", and %d more", left_out);
	if (runs > 0)
		str_add(alt, ")");
}

static const char *
alternative(Layout *l, const LayoutCalendar *calendar)
{
	char	   *buffer = arena_alloc(l->arena, ALT_MAX);
	char		first[DATE_TEXT_MAX];
	char		last[DATE_TEXT_MAX];
	Str			alt;
	size_t		i;
	bool		any = false;

	if (buffer == NULL)
		return NULL;
	str_init(&alt, buffer, ALT_MAX);
	str_addf(&alt, "%s: calendar from %s to %s, a cell for each day. ", calendar->name,
			 date_medium(calendar->frame_first_day, first),
			 date_medium(calendar->frame_first_day + calendar->frame_day_count - 1, last));
	for (i = 0; i < LEGEND_COUNT; i++)
	{
		CalendarMark mark = legend_order[i];
		int			count = count_marks(calendar, mark);

		if (count == 0)
			continue;
		str_addf(&alt, "%s%d %s", any ? "; " : "", count,
				 count == 1 ? looks[mark].singular : looks[mark].plural);
		if (mark != CALENDAR_PRESENT)
			add_runs(&alt, calendar, mark);
		any = true;
	}
	str_add(&alt, any ? "." : "No school day is recorded.");
	return buffer;
}

/* ---------- cells ---------- */

static void
draw_cell(Layout *l, CalendarMark mark, double x, double y, double width, double height)
{
	const MarkLook *look = &looks[mark];
	double		size = l->style->chart.size;

	if (mark == CALENDAR_NO_SCHOOL)
		return;
	if (look->ground == COLOUR_NONE)
		emit_frame(l, x + 0.25, y + 0.25, width - 0.5, height - 0.5, COLOUR_RULE_DARK,
				   RULE_HAIRLINE_PT);
	else
		emit_rect(l, x, y, width, height, look->ground);
	if (look->letter[0] == '\0')
		return;
	if (size > width * 0.85)
		size = width * 0.85;
	emit_text(l, x + width / 2, y + height / 2 + l->metrics->cap_height * size / 2,
			  ALIGN_CENTRE, size, FONT_BOLD, look->ink, look->letter);
}

/* A faint point where a school day may still come. */
static void
draw_to_come(Layout *l, double x, double y)
{
	emit_circle(l, x, y, 0.7, COLOUR_RULE, COLOUR_NONE, 0, 0);
}

static void
draw_cells(Layout *l, const LayoutCalendar *calendar, const CalendarGrid *grid,
		   double x, double y)
{
	double		row = l->style->calendar_row;
	int32_t		last_marked = last_marked_day(calendar);
	int32_t		i;

	for (i = 0; i < calendar->frame_day_count; i++)
	{
		int32_t		day = calendar->frame_first_day + i;
		int			weekday = date_iso_weekday(day) - 1;
		double		left = x + (day - grid->monday) / 7 * grid->pitch;
		double		top = y + weekday * row;

		if (weekday < 5 && day > last_marked)
			draw_to_come(l, left + grid->pitch / 2, top + row / 2);
		else if (weekday < grid->weekdays)
			draw_cell(l, (CalendarMark) calendar->marks[i], left + CELL_GAP_PT / 2,
					  top + CELL_GAP_PT / 2, grid->pitch - CELL_GAP_PT,
					  row - CELL_GAP_PT);
	}
}

/* Mondays of the month, from this one on. */
static int
weeks_left_in_month(int32_t monday)
{
	int			month = date_to_civil(monday).month;
	int			weeks = 1;

	while (date_to_civil(monday + weeks * 7).month == month)
		weeks++;
	return weeks;
}

/* A month is named above the first week that begins in it. */
static void
draw_months(Layout *l, const CalendarGrid *grid, double x, double y, double right)
{
	double		size = l->style->chart.size;
	double		free_from = x;
	int			week;

	for (week = 0; week < grid->weeks; week++)
	{
		Civil		c = date_to_civil(grid->monday + week * 7);
		double		at = x + week * grid->pitch + CELL_GAP_PT / 2;
		const char *name = date_month_abbreviation(c.month);
		double		name_width = width_of(l, name, FONT_BOLD, size);

		if (at + name_width > right)
			at = right - name_width;
		if ((c.day > 7 && week > 0) || at < free_from)
			continue;
		/* a first week that is the end of a month must not crowd out the next */
		if (week == 0 && weeks_left_in_month(grid->monday) * grid->pitch < name_width + 3)
			continue;
		emit_text(l, at, y, ALIGN_LEFT, size, FONT_BOLD, COLOUR_MUTED, name);
		free_from = at + name_width + 3;
	}
}

static void
draw_weekdays(Layout *l, const CalendarGrid *grid, double x, double y)
{
	TypeSize	type = l->style->chart;
	int			weekday;

	type.leading = l->style->calendar_row;
	for (weekday = 1; weekday <= grid->weekdays; weekday++)
		emit_text(l, x, baseline_at(l, y + (weekday - 1) * type.leading, type),
				  ALIGN_LEFT, type.size, FONT_REGULAR, COLOUR_MUTED,
				  date_weekday_abbreviation(weekday));
}

/* ---------- legend ---------- */

typedef struct Legend
{
	double		x;
	double		y;
	double		width;
	double		at;				/* where the next entry begins */
	int			lines;
	bool		draw;			/* or only count the lines */
} Legend;

/* A mark and its name; no mark is drawn for a day without school. */
static void
add_to_legend(Layout *l, Legend *legend, CalendarMark mark, const char *text)
{
	TypeSize	type = l->style->chart;
	double		swatch = mark == CALENDAR_NO_SCHOOL ? 0 : type.leading + 4;
	double		width;
	double		top;

	if (text == NULL)
		return;
	width = swatch + width_of(l, text, FONT_REGULAR, type.size);
	if (legend->at > 0 && legend->at + width > legend->width)
	{
		legend->at = 0;
		legend->lines++;
	}
	top = legend->y + (legend->lines - 1) * (type.leading + 3);
	if (legend->draw)
	{
		draw_cell(l, mark, legend->x + legend->at, top, type.leading, type.leading);
		emit_text(l, legend->x + legend->at + swatch, baseline_at(l, top, type),
				  ALIGN_LEFT, type.size, FONT_REGULAR, COLOUR_MUTED, text);
	}
	legend->at += width + 14;
}

/* The marks that occur, most important first, and what is not a mark. */
static int
place_legend(Layout *l, const LayoutCalendar *calendar, double x, double y,
			 double width, bool draw)
{
	Legend		legend = {.x = x, .y = y, .width = width, .lines = 1, .draw = draw};
	int32_t		end = calendar->frame_first_day + calendar->frame_day_count - 1;
	size_t		i;

	for (i = 0; i < LEGEND_COUNT; i++)
	{
		CalendarMark mark = legend_order[i];
		int			count = count_marks(calendar, mark);

		if (count > 0)
			add_to_legend(l, &legend, mark,
						  arena_printf(l->arena, "%s (%d)", looks[mark].legend, count));
	}
	add_to_legend(l, &legend, CALENDAR_NO_SCHOOL,
				  last_marked_day(calendar) < end ? "blank: no school, dot: to come" :
				  "blank: no school");
	return legend.lines;
}

/* ---------- the block ---------- */

static double
months_height(const Layout *l)
{
	return l->style->chart.leading + 1;
}

double
calendar_height(Layout *l, const LayoutCalendar *calendar, double width)
{
	CalendarGrid grid = grid_of(l, calendar, width);
	int			lines = place_legend(l, calendar, 0, 0, width - grid.label_width, false);

	return months_height(l) + grid.weekdays * l->style->calendar_row + 5 +
		lines * (l->style->chart.leading + 3);
}

void
calendar_draw(Layout *l, const LayoutCalendar *calendar, double x, double y, double width)
{
	CalendarGrid grid = grid_of(l, calendar, width);
	double		cells = x + grid.label_width;
	double		top = y + months_height(l);
	const char *alt = alternative(l, calendar);

	if (alt == NULL)
		return;
	emit_figure(l, alt, x, y, width, calendar_height(l, calendar, width));
	draw_months(l, &grid, cells, baseline_at(l, y, l->style->chart), x + width);
	draw_weekdays(l, &grid, x, top);
	draw_cells(l, calendar, &grid, cells, top);
	place_legend(l, calendar, cells, top + grid.weekdays * l->style->calendar_row + 5,
				 width - grid.label_width, true);
	emit_end(l);
}
