/*
 * layout_charts_test.c
 *		Charts of jobs/layout: golden display lists, text alternatives that
 *		say what is drawn, and odd data.
 */
#include "layout_document.h"

#include <math.h>

#include "common/date.h"
#include "layout/charts.h"
#include "layout/style.h"

/* The text alternative of the figure with that number, from 0. */
static const char *
alternative(const Display *display, int number)
{
	size_t		page;
	size_t		i;

	for (page = 0; page < display->page_count; page++)
		for (i = 0; i < display->pages[page].count; i++)
		{
			const DisplayItem *item = &display->pages[page].items[i];

			if (item->kind == DISPLAY_ELEMENT_BEGIN &&
				item->as.element.role == ROLE_FIGURE && number-- == 0)
				return item->as.element.alt;
		}
	fail_msg("there is no such figure");
	return "";
}

/* Marks as letters: '.', P T H A x ?, from the first day on. */
static void
add_calendar(LayoutDoc *to, int32_t first, const char *letters, int32_t frame_first,
			 int32_t frame_days)
{
	static const char known[] = ".PTHAx?";
	uint8_t		marks[2000];
	size_t		count = strlen(letters);
	LayoutCalendar calendar = {
		.name = "Zoë", .first_day = first, .day_count = (int32_t) count, .marks = marks,
		.frame_first_day = frame_first, .frame_day_count = frame_days
	};
	size_t		i;

	assert_true(count <= sizeof(marks));
	for (i = 0; i < count; i++)
		marks[i] = (uint8_t) (strchr(known, letters[i]) - known);
	layout_calendar(to, &calendar);
}

static void
draws_a_calendar(void **state)
{
	int32_t		monday = date_from_civil(2024, 8, 26);
	Display		display;

	(void) state;
	add_calendar(doc, monday, "PPAAA..APPTH..x?PPA", monday, 28);
	display = laid_out();
	expect_golden(&display, "calendar");
	assert_string_equal(alternative(&display, 0),
						"Zoë: calendar from Aug 26, 2024 to Sep 22, 2024, a cell for each day. "
						"5 days absent (Aug 28 to Sep 2, Sep 13); 1 half day absent (Sep 6); "
						"1 day tardy (Sep 5); 1 day not counted (Sep 9); "
						"1 day not recorded (Sep 10); 6 days present.");
}

static void
shows_weekends_with_school(void **state)
{
	Display		display;

	(void) state;
	add_calendar(doc, date_from_civil(2024, 8, 26), "PPPPPA", 0, 0);
	add_calendar(doc, date_from_civil(2024, 8, 26), "PPPPP", 0, 0);
	display = laid_out();
	assert_non_null(find_text(&display, "Sat", NULL));
	assert_null(find_text(&display, "Sun", NULL));
	assert_null(strstr(alternative(&display, 1), "absent"));
}

static void
copes_with_odd_calendars(void **state)
{
	char		letters[1500];
	int32_t		monday = date_from_civil(2023, 8, 28);
	Display		display;
	int			i;

	(void) state;
	add_calendar(doc, monday, "", 0, 0);	/* nothing to show */
	add_calendar(doc, monday, "....", 0, 0);
	/* marks outside the frame are not shown */
	add_calendar(doc, monday, "AAAAA..AAAAA", monday + 7, 3);
	memset(letters, 'P', sizeof(letters) - 1);
	letters[sizeof(letters) - 1] = '\0';
	letters[700] = 'A';
	/* from a Thursday on, over four years: several bands */
	add_calendar(doc, monday + 3, letters, 0, 0);
	/* so many runs that the list is cut */
	memset(letters, 'P', 300);
	for (i = 0; i < 300; i += 2)
		letters[i] = 'A';
	letters[300] = '\0';
	add_calendar(doc, monday, letters, 0, 0);
	display = laid_out();
	assert_non_null(strstr(alternative(&display, 0), "No school day is recorded."));
	assert_non_null(strstr(alternative(&display, 1), "3 days absent (Sep 4 to Sep 6)."));
	assert_non_null(strstr(alternative(&display, 2), "Zoë (part 1 of 5)"));
	assert_non_null(strstr(alternative(&display, 6), "Zoë (part 5 of 5)"));
	assert_non_null(strstr(alternative(&display, 3), "1 day absent (Jul 31)"));
	assert_non_null(strstr(alternative(&display, 7), ", and 90 more)"));
}

static const LayoutBar weekdays[] = {
	{"Monday", 7, 36, NULL, BAR_STRONG},
	{"Tuesday", 1.5, 30, NULL, BAR_NORMAL},
	{"Wednesday", 0, 36, NULL, BAR_LIGHT},
	{"Thursday", 0, 0, NULL, BAR_NORMAL},
	{"Friday", 3, 36, "fewer than 10", BAR_HIDDEN},
};

static void
draws_bars(void **state)
{
	Display		display;

	(void) state;
	layout_bars(doc, "By weekday", BARS_BY_SHARE, weekdays, 5);
	layout_bars(doc, "Amounts", BARS_BY_AMOUNT, weekdays, 5);
	layout_bars(doc, "Of all", BARS_OF_WHOLE, weekdays, 5);
	display = laid_out();
	expect_golden(&display, "bars");
	assert_string_equal(alternative(&display, 0),
						"By weekday: bar chart. Monday: 7 of 36 (stands out); "
						"Tuesday: 1.5 of 30; Wednesday: 0 of 36; Thursday: none; "
						"Friday: fewer than 10.");
}

/* A suppressed number must not be told by the length of its bar. */
static void
hides_suppressed_bars(void **state)
{
	static const LayoutBar bars[2][2] = {
		{{"a", 5, 10, "5", BAR_NORMAL}, {"b", 1, 10, "hidden", BAR_HIDDEN}},
		{{"a", 5, 10, "5", BAR_NORMAL}, {"b", 9, 10, "hidden", BAR_HIDDEN}},
	};
	const char *dumps[2];
	int			scale;
	int			i;

	(void) state;
	for (scale = BARS_BY_SHARE; scale <= BARS_OF_WHOLE; scale++)
	{
		for (i = 0; i < 2; i++)
		{
			Display		display;

			doc = layout_create(arena, PAGE_LETTER, "Test");
			layout_bars(doc, "x", (BarScale) scale, bars[i], 2);
			display = laid_out();
			dumps[i] = display_dump(&display, arena);
		}
		assert_string_equal(dumps[0], dumps[1]);
	}
}

static void
splits_many_bars(void **state)
{
	LayoutBar	bars[60];
	Display		display;
	int			i;

	(void) state;
	for (i = 0; i < 60; i++)
		bars[i] = (LayoutBar) {
			i % 2 == 0 ? "a label that is far too long for its share of the width, really" : "b",
			i, 60, i % 3 == 0 ? "a text that is far too long for its share of the width, too" : NULL,
			BAR_NORMAL
		};
	layout_bars(doc, "Many", BARS_OF_WHOLE, bars, 60);
	layout_bars(doc, "None", BARS_OF_WHOLE, bars, 0);
	display = laid_out();
	assert_non_null(strstr(alternative(&display, 2), "Many (part 3 of 3)"));
}

static LayoutTrend
trend_of(const LayoutTrendPoint *points, size_t count)
{
	return (LayoutTrend) {
		.name = "Days absent", .unit = "days absent so far", .series = "this year",
		.earlier_series = "last year", .points = points, .count = count, .goal = 9,
		.goal_label = "goal: at most 9"
	};
}

static void
draws_a_trend(void **state)
{
	static const LayoutTrendPoint points[] = {
		{"Sep", 0, 1}, {"Oct", 2, 3}, {"", 2.5, 4}, {"Nov", 6, 6}, {"Dec", NAN, 8},
		{"Jan", NAN, 21.6},
	};
	LayoutTrend trend = trend_of(points, 6);
	Display		display;

	(void) state;
	layout_trend(doc, &trend);
	display = laid_out();
	expect_golden(&display, "trend");
	assert_string_equal(alternative(&display, 0),
						"Days absent: line chart, days absent so far. "
						"this year, at the end of: Sep 0, Oct 2.5, Nov 6. "
						"last year, at the end of: Sep 1, Oct 4, Nov 6, Dec 8, Jan 21.6. "
						"goal: at most 9: line at 9.");
}

static void
copes_with_odd_trends(void **state)
{
	LayoutTrendPoint points[200];
	LayoutTrend trend;
	Display		display;
	int			i;

	(void) state;
	/* all labels want the same place */
	for (i = 0; i < 200; i++)
		points[i] = (LayoutTrendPoint) {"Month", 9, 9};
	trend = trend_of(points, 200);
	layout_trend(doc, &trend);
	trend = trend_of(points, 1);
	layout_trend(doc, &trend);
	for (i = 0; i < 200; i++)
		points[i] = (LayoutTrendPoint) {NULL, NAN, NAN};
	trend = trend_of(points, 200);
	trend.goal = NAN;
	layout_trend(doc, &trend);
	for (i = 0; i < 200; i++)
		points[i] = (LayoutTrendPoint) {"x", i % 7 == 0 ? NAN : i * 1000.0, NAN};
	trend = trend_of(points, 200);
	trend.earlier_series = NULL;
	layout_trend(doc, &trend);
	trend.goal_label = "a goal whose label is so long that it would leave the paper if it were "
		"not cut where the drawing ends, which is what happens here";
	trend.goal = 5;
	layout_trend(doc, &trend);
	points[0].value = -3;
	points[1].value = 0;
	trend = trend_of(points, 2);
	layout_trend(doc, &trend);
	trend = trend_of(points, 0);
	layout_trend(doc, &trend);
	display = laid_out();
	assert_non_null(strstr(alternative(&display, 5), "x -3, x 0"));
}

static void
draws_dots(void **state)
{
	static const LayoutDots months[] = {
		{"Sep", 2, 2, false}, {"Oct", 1, 2, false}, {"Nov", 3, 2, false},
		{"Dec", 0, 0, false}, {"Jan", 1, 2, true},
	};
	Display		display;

	(void) state;
	layout_dots(doc, "Meetings", months, 5);
	display = laid_out();
	expect_golden(&display, "dots");
	assert_string_equal(alternative(&display, 0),
						"Meetings: dot chart. Sep: 2 held, 2 promised; Oct: 1 held, 2 promised; "
						"Nov: 3 held, 2 promised; Dec: 0 held, 0 promised; "
						"Jan: 1 held, 2 promised (month not over).");
}

static void
copes_with_many_meetings(void **state)
{
	LayoutDots	months[30];
	Display		display;
	int			i;

	(void) state;
	for (i = 0; i < 30; i++)
		months[i] = (LayoutDots) {i == 3 ? "a long month" : "Mon", i * 5 - 5, 2, false};
	layout_dots(doc, "Meetings", months, 30);
	layout_dots(doc, "None", months, 0);
	display = laid_out();
	/* the number says what the dots do not */
	assert_non_null(find_text(&display, "140 of 2", NULL));
}

/* Twelve months in half a page: no number is cut. */
static void
shows_the_numbers_of_a_year(void **state)
{
	LayoutDots	months[12];
	Display		display;
	int			i;

	(void) state;
	for (i = 0; i < 12; i++)
		months[i] = (LayoutDots) {"Mon", i, 2, false};
	layout_columns_begin(doc, 2, NULL);
	layout_dots(doc, "Meetings", months, 12);
	layout_columns_end(doc);
	display = laid_out();
	assert_non_null(find_text(&display, "3/2", NULL));
	assert_non_null(find_text(&display, "11/2", NULL));
	assert_null(find_text(&display, "3 of 2", NULL));
}

/* What a figure draws stays inside the box that it announces. */
static void
keeps_figures_in_their_box(void **state)
{
	static const LayoutTrendPoint points[] = {{"Sep", 0, 1}, {"Oct", 2, 3}, {"Nov", 12, 6}};
	LayoutTrend trend = trend_of(points, 3);
	DisplayBox	box = {0};
	Display		display;
	size_t		i;
	int			density;

	(void) state;
	for (density = 0; density < DENSITY_COUNT; density++)
	{
		doc = layout_create(arena, PAGE_A4, "Test");
		add_calendar(doc, date_from_civil(2024, 8, 26), "PPAAA..APPTH..x?PPA", 0, 0);
		layout_bars(doc, "By weekday", BARS_BY_SHARE, weekdays, 5);
		layout_trend(doc, &trend);
		display = laid_out_at(doc, (LayoutDensity) density);
		expect_sound(&display);
		for (i = 0; i < display.pages[0].count; i++)
		{
			const DisplayItem *item = &display.pages[0].items[i];

			if (item->kind == DISPLAY_ELEMENT_BEGIN)
				box = item->as.element.box;
			if (item->kind == DISPLAY_ARTIFACT_BEGIN)
				break;
			if (item->kind == DISPLAY_TEXT)
			{
				DisplayBox	text = text_box(item);

				assert_true(text.x >= box.x - 0.1 && text.y >= box.y - 0.1 &&
							text.x + text.width <= box.x + box.width + 0.1 &&
							text.y + text.height <= box.y + box.height + 0.1);
			}
			if (item->kind == DISPLAY_RECT)
				assert_true(item->as.rect.x >= box.x - 0.1 &&
							item->as.rect.x + item->as.rect.width <= box.x + box.width + 0.1 &&
							item->as.rect.y + item->as.rect.height <= box.y + box.height + 0.1);
		}
	}
}

static void
tells_when_memory_is_gone(void **state)
{
	static const LayoutTrendPoint points[] = {{"Sep", 0, 1}, {"Oct", 2, 3}};
	static const LayoutDots months[] = {{"Sep", 2, 2, false}};
	size_t		limit = 256;
	bool		worked = false;

	(void) state;
	while (!worked)
	{
		Arena	   *small = arena_create(limit);
		LayoutDoc  *own = layout_create(small, PAGE_A4, "Test");
		LayoutTrend trend = trend_of(points, 2);
		LayoutStatus status = LAYOUT_MEMORY;
		Display		display;

		if (own != NULL)
		{
			add_calendar(own, 9000, "PPAAA..APPTH..x?PPA", 0, 0);
			layout_bars(own, "By weekday", BARS_BY_SHARE, weekdays, 5);
			layout_trend(own, &trend);
			layout_dots(own, "Meetings", months, 1);
			status = layout_run(own, &fake_metrics, DENSITY_NORMAL, &display);
		}
		worked = status == LAYOUT_OK;
		assert_true(worked || status == LAYOUT_MEMORY);
		arena_free(small);
		limit += limit / 100 + 64;
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_document, close_document)
	const struct CMUnitTest tests[] = {
		TEST(draws_a_calendar),
		TEST(shows_weekends_with_school),
		TEST(copes_with_odd_calendars),
		TEST(draws_bars),
		TEST(hides_suppressed_bars),
		TEST(splits_many_bars),
		TEST(draws_a_trend),
		TEST(copes_with_odd_trends),
		TEST(draws_dots),
		TEST(copes_with_many_meetings),
		TEST(shows_the_numbers_of_a_year),
		TEST(keeps_figures_in_their_box),
		TEST(tells_when_memory_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
