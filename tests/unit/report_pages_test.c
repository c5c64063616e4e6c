/*
 * report_pages_test.c
 *		The three reports of a district of extremes, on both papers: what is
 *		on which page, and what is on none.
 */
#include "layout_support.h"

#include <math.h>

#include "layout/style.h"
#include "report/report.h"
#include "report_fixture.h"

static Fixture fixture;
static Arena *arena;

static int
open_district(void **state)
{
	(void) state;
	fixture_fill(&fixture);
	arena = arena_create(0);
	return arena == NULL ? -1 : 0;
}

static int
close_district(void **state)
{
	(void) state;
	arena_free(arena);
	return 0;
}

static ReportContext
context_of(PageFormat format)
{
	return (ReportContext) {&fixture.data, format, &fake_metrics};
}

static Display
made(LayoutStatus status, const char *fault, Display display)
{
	if (fault != NULL)
		fail_msg("fault: %s", fault);
	assert_int_equal(status, LAYOUT_OK);
	return display;
}

static Display
mentor_report(PageFormat format, size_t first, size_t count)
{
	ReportContext context = context_of(format);
	Display		display = {0};
	const char *fault;
	LayoutStatus status = report_mentor(&context, first, count, arena, &display, &fault);

	return made(status, fault, display);
}

static Display
school_report(PageFormat format, size_t school)
{
	ReportContext context = context_of(format);
	Display		display = {0};
	const char *fault;
	LayoutStatus status = report_school(&context, &fixture.schools[school], arena,
										&display, &fault);

	return made(status, fault, display);
}

static Display
duplex_file(PageFormat format, size_t school)
{
	ReportContext context = context_of(format);
	Display		display = {0};
	const char *fault;
	LayoutStatus status = report_school_mentees(&context, &fixture.schools[school],
												arena, &display, &fault);

	return made(status, fault, display);
}

static Display
mentee_report(PageFormat format, size_t mentee)
{
	ReportContext context = context_of(format);
	Display		display = {0};
	const char *fault;
	LayoutStatus status = report_mentee(&context, &fixture.mentees[mentee], arena,
										&display, &fault);

	return made(status, fault, display);
}

/* ---------- contrast of what is really drawn ---------- */

static double
channel(Colour colour, int shift)
{
	double		value = (double) (colour >> shift & 0xFF) / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
contrast(Colour a, Colour b)
{
	double		one = 0.2126 * channel(a, 16) + 0.7152 * channel(a, 8) + 0.0722 * channel(a, 0);
	double		other = 0.2126 * channel(b, 16) + 0.7152 * channel(b, 8) + 0.0722 * channel(b, 0);

	return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* The colour under a point, after the first "count" items of a page. */
static Colour
ground_at(const DisplayPage *page, size_t count, double x, double y)
{
	Colour		ground = COLOUR_PAPER;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		const DisplayItem *item = &page->items[i];

		if (item->kind == DISPLAY_RECT && item->fill < COLOUR_NONE &&
			x >= item->as.rect.x && x <= item->as.rect.x + item->as.rect.width &&
			y >= item->as.rect.y && y <= item->as.rect.y + item->as.rect.height)
			ground = item->fill;
		if (item->kind == DISPLAY_CIRCLE && item->fill < COLOUR_NONE &&
			hypot(x - item->as.circle.centre.x, y - item->as.circle.centre.y) <= item->as.circle.radius)
			ground = item->fill;
	}
	return ground;
}

static void
expect_contrast(const Display *display)
{
	size_t		p;
	size_t		i;

	for (p = 0; p < display->page_count; p++)
		for (i = 0; i < display->pages[p].count; i++)
		{
			const DisplayItem *item = &display->pages[p].items[i];
			DisplayBox	box;
			Colour		ground;

			if (item->kind != DISPLAY_TEXT)
				continue;
			box = text_box(item);
			ground = ground_at(&display->pages[p], i, box.x + box.width / 2,
							   box.y + box.height / 2);
			if (contrast(item->fill, ground) < 4.5)
				fail_msg("page %zu: \"%.*s\" has %06X on %06X", p + 1,
						 (int) item->as.text.length, item->as.text.text,
						 (unsigned) item->fill, (unsigned) ground);
		}
}

static void
expect_good(const Display *display)
{
	expect_sound(display);
	expect_contrast(display);
}

static void
every_page_is_sound(void **state)
{
	PageFormat	format;
	size_t		i;

	(void) state;
	for (format = PAGE_LETTER; format <= PAGE_A4; format++)
	{
		Display		display = mentor_report(format, 0, 1);

		expect_good(&display);
		display = mentor_report(format, 1, 2);
		expect_good(&display);
		display = mentor_report(format, 3, 1);
		expect_good(&display);
		for (i = 0; i < 3; i++)
		{
			display = school_report(format, i);
			expect_good(&display);
		}
	}
}

/* ---------- the mentor's report ---------- */

static void
a_mentor_sees_his_own_students_only(void **state)
{
	Display		one = mentor_report(PAGE_LETTER, 3, 1);
	Display		nobody = mentor_report(PAGE_LETTER, 1, 2);
	size_t		i;

	(void) state;
	assert_non_null(find_text(&one, "New Student", NULL));
	assert_null(find_text(&nobody, "New Student", NULL));
	for (i = 0; i < FIXTURE_CASELOAD; i++)
	{
		/* some words of the page are names of three letters elsewhere */
		if (strlen(fixture.mentees[i].display_name) < 6)
			continue;
		assert_null(find_text(&one, fixture.mentees[i].display_name, NULL));
		assert_null(find_text(&nobody, fixture.mentees[i].display_name, NULL));
	}
	assert_int_equal(nobody.page_count, 1);
	assert_non_null(find_text(&nobody, "No student is matched with you yet.", NULL));
	assert_null(find_text(&nobody, "Nothing is urgent.", NULL));
}

/* Forty students: the action fits on the first page, each has one of his own. */
static void
a_large_caseload_stays_in_order(void **state)
{
	PageFormat	format;

	(void) state;
	for (format = PAGE_LETTER; format <= PAGE_A4; format++)
	{
		Display		display = mentor_report(format, 0, 1);
		size_t		front = display.page_count - FIXTURE_CASELOAD;
		size_t		i;

		assert_int_equal(page_of(&display, "To do on Friday, February 13"), 0);
		assert_true(front <= 4);
		for (i = 10; i < FIXTURE_CASELOAD; i++)
		{
			char		name[40];
			size_t		j;
			size_t		on = 0;

			snprintf(name, sizeof(name), "Student Number%zu", i + 1);
			assert_true(page_of(&display, name) < front);
			for (j = 0; j < display.pages[front + i].count; j++)
			{
				const DisplayItem *item = &display.pages[front + i].items[j];

				on += item->kind == DISPLAY_TEXT && item->as.text.length == strlen(name) &&
					memcmp(item->as.text.text, name, strlen(name)) == 0;
			}
			assert_true(on > 0);
		}
	}
}

/* ---------- the summary ---------- */

static void
a_summary_is_one_page(void **state)
{
	PageFormat	format;
	size_t		i;

	(void) state;
	for (format = PAGE_LETTER; format <= PAGE_A4; format++)
		for (i = 0; i < FIXTURE_MENTEES; i++)
		{
			Display		display = mentee_report(format, i);

			assert_int_equal(display.page_count, 1);
			expect_good(&display);
		}
}

/* For a printer that prints on both sides: each on a page with an odd number,
 * what is behind it is empty. */
static void
summaries_begin_on_right_pages(void **state)
{
	Display		display = duplex_file(PAGE_LETTER, 0);
	ReportContext context = context_of(PAGE_LETTER);
	const char *fault;
	size_t		i;

	(void) state;
	assert_int_equal(display.page_count, 2 * (FIXTURE_MENTEES - 1) - 1);
	for (i = 10; i < FIXTURE_MENTEES - 1; i++)
	{
		char		name[40];

		snprintf(name, sizeof(name), "Student Number%zu", i + 1);
		assert_int_equal(page_of(&display, name), 2 * i);
	}
	for (i = 1; i < display.page_count; i += 2)
	{
		size_t		j;

		for (j = 0; j < display.pages[i].count; j++)
			assert_int_not_equal(display.pages[i].items[j].kind, DISPLAY_TEXT);
	}
	display = duplex_file(PAGE_LETTER, 1);
	assert_int_equal(display.page_count, 1);
	assert_int_equal(report_school_mentees(&context, &fixture.schools[2], arena,
										   &display, &fault), LAYOUT_OK);
	assert_non_null(fault);
}

/* ---------- the school's report ---------- */

static void
a_school_without_students_says_so(void **state)
{
	Display		display = school_report(PAGE_LETTER, 2);

	(void) state;
	assert_int_equal(display.page_count, 1);
	assert_non_null(find_text(&display, "Nobody stands out this week.", NULL));
	assert_non_null(find_text(&display, "Nobody is waiting.", NULL));
	assert_non_null(find_text(&display, "No student of this school has a mentor yet.", NULL));
	assert_non_null(find_text(&display, "This school has no mentor yet.", NULL));
	assert_non_null(find_text(&display, "No student was enrolled long enough to say.", NULL));
}

static void
a_school_tells_what_changed_and_how_sure_that_is(void **state)
{
	Display		display = school_report(PAGE_LETTER, 0);

	(void) state;
	assert_non_null(find_text(&display, "\xE2\x88\x92" "2.2 points", NULL));
	assert_non_null(find_text(&display, "\xE2\x88\x92" "5.1 points to +0.7 points", NULL));
	assert_non_null(find_text(&display, "regression to the mean", NULL));
	assert_non_null(find_text(&display, "this may be chance", NULL));
	/* below zero from end to end: better than others */
	fixture.outcomes[0].high_millionths = -1000;
	display = school_report(PAGE_LETTER, 0);
	assert_null(find_text(&display, "this may be chance", NULL));
	assert_non_null(find_text(&display, "regression to the mean", NULL));
	/* too few to say */
	display = school_report(PAGE_LETTER, 1);
	assert_non_null(find_text(&display, "It is too early to say.", NULL));
	assert_null(find_text(&display, "points", NULL));
}

static void
small_counts_are_joined(void **state)
{
	Display		display = school_report(PAGE_LETTER, 0);

	(void) state;
	assert_non_null(find_text(&display, "severe (20%", NULL));
	assert_non_null(find_text(&display, "Grade 7", NULL));
	/* 9 severe in all, of whom none may be told */
	fixture.bands[3].students = 3;
	fixture.bands[7].students = 3;
	fixture.bands[11].students = 3;
	fixture_close_counts(&fixture);
	display = school_report(PAGE_LETTER, 0);
	assert_null(find_text(&display, "severe (20%", NULL));
	assert_null(find_text(&display, "moderate (10%", NULL));
	assert_non_null(find_text(&display, "Chronic (10% or more)", NULL));
}

/* ---------- what is in no report ---------- */

static void
expect_no_word(const Display *display, const char *word)
{
	size_t		page = 0;
	const DisplayItem *item = find_text(display, word, &page);

	if (item != NULL)
		fail_msg("page %zu: \"%.*s\"", page + 1, (int) item->as.text.length,
				 item->as.text.text);
}

static void
no_discipline_and_no_score(void **state)
{
	static const char *const words[] = {
		"uspen", "ncident", "ehavio", "etention", "fense", "score", "Risk", "truan", "Truan",
		"unexcused", "Unexcused"
	};
	const Display reports[] = {
		mentor_report(PAGE_LETTER, 0, 1), school_report(PAGE_LETTER, 0),
		mentee_report(PAGE_LETTER, 0)
	};
	size_t		i;
	size_t		j;

	(void) state;
	for (i = 0; i < 3; i++)
		for (j = 0; j < sizeof(words) / sizeof(words[0]); j++)
			expect_no_word(&reports[i], words[j]);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_district, close_district)
	const struct CMUnitTest tests[] = {
		TEST(every_page_is_sound),
		TEST(a_mentor_sees_his_own_students_only),
		TEST(a_large_caseload_stays_in_order),
		TEST(a_summary_is_one_page),
		TEST(summaries_begin_on_right_pages),
		TEST(a_school_without_students_says_so),
		TEST(a_school_tells_what_changed_and_how_sure_that_is),
		TEST(small_counts_are_joined),
		TEST(no_discipline_and_no_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
