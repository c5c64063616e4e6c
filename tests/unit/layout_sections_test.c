/*
 * layout_sections_test.c
 *		Sections onto pages, of jobs/layout: their numbers, and how tight they
 *		are set.
 */
#include "layout_document.h"

#include "layout/style.h"

/* So many body lines, each a paragraph's own. */
static void
add_lines(LayoutDoc *to, int count)
{
	int			i;

	for (i = 0; i < count; i++)
		layout_paragraph(to, TEXT_BODY, "filler");
}

static void
note_pages(void *context, Arena *to, const LayoutPageInfo *info, LayoutRunning *running)
{
	running->header_left = context;
	running->header_right = info->section;
	running->footer_left = arena_printf(to, "p%d/%d", info->page, info->page_count);
	running->footer_right = arena_printf(to, "s%d/%d", info->section_page,
										 info->section_page_count);
}

static void
numbers_pages_of_sections(void **state)
{
	Display		display;
	const DisplayPage *blank;

	(void) state;
	layout_set_running(doc, note_pages, "head");
	layout_paragraph(doc, TEXT_BODY, "cover");
	layout_section(doc, SECTION_NEXT_PAGE, "alpha");
	add_lines(doc, 60);
	layout_section(doc, SECTION_RIGHT_PAGE, "beta");
	layout_paragraph(doc, TEXT_BODY, "betatext");
	layout_section(doc, SECTION_RIGHT_PAGE, "gamma");
	layout_paragraph(doc, TEXT_BODY, "gammatext");
	layout_section(doc, SECTION_HERE, "delta");
	layout_paragraph(doc, TEXT_BODY, "deltatext");
	layout_page_break(doc);
	layout_page_break(doc);
	layout_paragraph(doc, TEXT_BODY, "epsilon");
	display = laid_out();
	assert_int_equal(display.page_count, 8);
	/* cover; alpha 2-3, blank 4; beta 5, blank 6; gamma 7; delta 8 */
	assert_int_equal(page_of(&display, "p3/8"), page_of(&display, "s2/2"));
	assert_int_equal(page_of(&display, "betatext"), 4);
	assert_int_equal(page_of(&display, "gammatext"), 6);
	assert_int_equal(page_of(&display, "deltatext"), 6);
	assert_int_equal(page_of(&display, "epsilon"), 7);
	assert_int_equal(page_of(&display, "delta"), 6);
	blank = &display.pages[5];
	assert_int_equal(blank->count, 0);
}

static void
holds_a_section_on_one_page(void **state)
{
	Display		display;
	double		plain;

	(void) state;
	layout_section(doc, SECTION_NEXT_PAGE, "first");
	layout_section_one_page(doc);
	layout_paragraph(doc, TEXT_BODY, "roomy");
	layout_section(doc, SECTION_NEXT_PAGE, "second");
	layout_section_one_page(doc);
	add_lines(doc, 38);
	layout_paragraph(doc, TEXT_BODY, "tightend");
	layout_section(doc, SECTION_NEXT_PAGE, "third");
	layout_section_one_page(doc);
	layout_paragraph(doc, TEXT_BODY, "hopeless");
	add_lines(doc, 90);
	display = laid_out();
	assert_int_equal(page_of(&display, "tightend"), 1);
	assert_int_equal(page_of(&display, "hopeless"), 2);
	plain = layout_style(DENSITY_NORMAL)->body.size;
	assert_true(find_text(&display, "roomy", NULL)->as.text.size == plain);
	assert_true(find_text(&display, "tightend", NULL)->as.text.size < plain);
	assert_true(find_text(&display, "hopeless", NULL)->as.text.size == plain);
}

/* A section that is set anew, tighter, takes the place of its first try. */
static void
leaves_nothing_of_a_looser_try(void **state)
{
	Display		display = {.arena = arena};
	DisplayItem clean = {
		.kind = DISPLAY_POLYLINE, .fill = COLOUR_NONE, .stroke = COLOUR_NONE
	};

	(void) state;
	assert_true(display_add_page(&display));
	memset(display_add(&display, 0, DISPLAY_TEXT), 0x5a, sizeof(DisplayItem));
	display.pages[0].count = 0;
	assert_memory_equal(display_add(&display, 0, DISPLAY_POLYLINE), &clean, sizeof(clean));
}

/* Lines up to the one named "last", after which the page is counted. */
static size_t
pages_of_lines(int count, double *size)
{
	LayoutDoc  *own = layout_create(arena, PAGE_LETTER, "Test");
	Display		display;

	add_lines(own, count);
	layout_paragraph(own, TEXT_BODY, "last");
	display = laid_out_at(own, DENSITY_NORMAL);
	expect_sound(&display);
	*size = find_text(&display, "last", NULL)->as.text.size;
	return display.page_count;
}

static void
spares_a_page_with_little_on_it(void **state)
{
	double		plain = layout_style(DENSITY_NORMAL)->body.size;
	double		snug = layout_style(DENSITY_SNUG)->body.size;
	double		size;
	int			full = 1;

	(void) state;
	while (pages_of_lines(full, &size) == 1 && size == plain)
		full++;
	/* one line too many goes onto the page, for a smaller size */
	assert_int_equal(pages_of_lines(full, &size), 1);
	assert_true(size == snug);
	/* half a page more is a page of its own */
	assert_int_equal(pages_of_lines(full + full / 2, &size), 2);
	assert_true(size == plain);
	/* so are lines that would not fit even then */
	assert_int_equal(pages_of_lines(full + full / 4, &size), 2);
	assert_true(size == plain);
}

static void
finds_the_loosest_density_that_fits(void **state)
{
	Display		display;

	(void) state;
	add_lines(doc, 41);
	assert_int_equal(layout_run_within(doc, &fake_metrics, 2, &display), LAYOUT_OK);
	assert_int_equal(display.page_count, 2);
	assert_int_equal(layout_run_within(doc, &fake_metrics, 1, &display), LAYOUT_OK);
	assert_int_equal(display.page_count, 1);
	add_lines(doc, 200);
	assert_int_equal(layout_run_within(doc, &fake_metrics, 1, &display), LAYOUT_OK);
	assert_true(display.page_count > 1);
}

static void
cuts_running_lines(void **state)
{
	char		longer[1200] = "";
	Display		display;
	size_t		i;

	(void) state;
	for (i = 0; i + 1 < sizeof(longer); i++)
		longer[i] = "head "[i % 5];
	layout_set_running(doc, note_pages, longer);
	layout_section(doc, SECTION_NEXT_PAGE, longer);
	layout_paragraph(doc, TEXT_BODY, "x");
	display = laid_out();
	assert_non_null(find_text(&display, "…", NULL));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_document, close_document)
	const struct CMUnitTest tests[] = {
		TEST(numbers_pages_of_sections),
		TEST(holds_a_section_on_one_page),
		TEST(leaves_nothing_of_a_looser_try),
		TEST(spares_a_page_with_little_on_it),
		TEST(finds_the_loosest_density_that_fits),
		TEST(cuts_running_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
