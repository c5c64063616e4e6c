/*
 * layout_pages_test.c
 *		Documents onto pages, of jobs/layout: golden display lists, the rules
 *		of page breaks, and random documents that must stay sound.
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

static const char *
words(int count, const char *word)
{
	size_t		capacity = (size_t) count * (strlen(word) + 1) + 1;
	char	   *text = arena_alloc(arena, capacity);
	Str			str;
	int			i;

	assert_non_null(text);
	str_init(&str, text, capacity);
	for (i = 0; i < count; i++)
	{
		str_add(&str, word);
		str_add_char(&str, ' ');
	}
	return text;
}

static const LayoutColumn columns[] = {
	{.header = "Student", .flex = 2, .row_header = true},
	{.header = "Days missed", .width = 50, .align = ALIGN_RIGHT},
	{.header = "Why", .flex = 3},
};

static void
add_table(LayoutDoc *to, int rows, bool total)
{
	int			i;

	layout_table_begin(to, columns, 3, "Nobody.");
	for (i = 0; i < rows; i++)
	{
		char		name[32];

		snprintf(name, sizeof(name), "row%02d", i + 1);
		layout_row(to, (const char *[]) {name, "7", "Mondays"});
	}
	if (total)
		layout_row_total(to, (const char *[]) {"sum", "99", ""});
	layout_table_end(to);
}

/* ---------- golden ---------- */

static void
sets_text(void **state)
{
	Display		display;

	(void) state;
	layout_set_info(doc, "Author", "Subject");
	layout_title(doc, "Mentor report", "What to do next", "For Łukasz · January 16, 2025");
	layout_paragraph(doc, TEXT_LEAD, "Two mentees need a word.");
	layout_heading(doc, 2, "Tomorrow");
	layout_spans(doc, TEXT_BODY, LAYOUT_SPANS({FONT_BOLD, "Zoë, period 3. "},
											  {FONT_REGULAR, "Mondays are missed most often, "
											  "so a word on Friday is the last chance before "
											  "the next one, and both are free then."}));
	layout_list_begin(doc, LIST_BULLETS);
	layout_list_item(doc, "first");
	layout_list_item(doc, "second");
	layout_list_end(doc);
	layout_list_begin(doc, LIST_NUMBERS);
	layout_list_item(doc, "step");
	layout_list_end(doc);
	layout_list_begin(doc, LIST_BOXES);
	layout_list_item(doc, "to do");
	layout_list_end(doc);
	layout_space(doc, 1);
	layout_facts_begin(doc, 2);
	layout_fact(doc, "Counselor", "Ana");
	layout_fact(doc, "Coordinator", "Siobhán");
	layout_fact(doc, "Room", "12");
	layout_facts_end(doc);
	layout_facts_begin(doc, 1);
	layout_fact(doc, "Interests", "chess");
	layout_facts_end(doc);
	layout_heading(doc, 3, "Small print");
	layout_paragraph(doc, TEXT_NOTE, "Never a reward or a penalty.");
	layout_paragraph(doc, TEXT_STRONG, "Thank you.");
	display = laid_out();
	assert_string_equal(display.author, "Author");
	expect_golden(&display, "text");
}

static void
sets_boxes_and_tables(void **state)
{
	Display		display;

	(void) state;
	layout_heading(doc, 1, "Boxes");
	layout_tiles_begin(doc);
	layout_tile(doc, "13", "days missed", "goal: 9");
	layout_tile(doc, "+4", "against last year", NULL);
	layout_tile(doc, "not evaluable yet", "band", "a value that is set smaller");
	layout_tiles_end(doc);
	layout_callout_begin(doc, CALLOUT_ACTION, "Meet on Friday");
	layout_paragraph(doc, TEXT_BODY, "Ask about the bus.");
	layout_callout_end(doc);
	layout_callout_begin(doc, CALLOUT_NOTE, NULL);
	layout_paragraph(doc, TEXT_NOTE, "A note.");
	layout_callout_end(doc);
	layout_columns_begin(doc, 2, (const double[]) {1, 2});
	layout_paragraph(doc, TEXT_BODY, "left");
	layout_columns_next(doc);
	layout_paragraph(doc, TEXT_BODY, "right");
	layout_columns_end(doc);
	add_table(doc, 2, true);
	add_table(doc, 0, false);
	display = laid_out();
	expect_golden(&display, "boxes");
}

/* ---------- page breaks ---------- */

static void
keeps_headings_with_what_follows(void **state)
{
	int			lines;

	(void) state;
	for (lines = 20; lines < 60; lines++)
	{
		LayoutDoc  *own = layout_create(arena, PAGE_LETTER, "Test");
		Display		display;

		add_lines(own, lines);
		layout_heading(own, 2, "heading");
		layout_paragraph(own, TEXT_BODY, words(60, "follow"));
		display = laid_out_at(own, DENSITY_NORMAL);
		expect_sound(&display);
		assert_int_equal(page_of(&display, "heading"), page_of(&display, "follow"));
	}
}

/* A note that is kept with a table never stands without its last rows, nor a
 * heading without its first ones. */
static void
keeps_a_note_with_its_table(void **state)
{
	int			lines;
	int			rows;

	(void) state;
	for (lines = 20; lines < 50; lines++)
		for (rows = 1; rows < 9; rows++)
		{
			LayoutDoc  *own = layout_create(arena, PAGE_LETTER, "Test");
			char		last[32];
			Display		display;

			snprintf(last, sizeof(last), "row%02d", rows);
			add_lines(own, lines);
			layout_heading(own, 2, "heading");
			add_table(own, rows, false);
			layout_keep_with_next(own);
			layout_paragraph(own, TEXT_NOTE, "endnote");
			display = laid_out_at(own, DENSITY_NORMAL);
			expect_sound(&display);
			assert_int_equal(page_of(&display, "endnote"), page_of(&display, last));
			if (rows > 1)
			{
				snprintf(last, sizeof(last), "row%02d", rows - 1);
				assert_int_equal(page_of(&display, "endnote"), page_of(&display, last));
			}
			assert_int_equal(page_of(&display, "heading"), page_of(&display, "row01"));
		}
}

/* Lines of a paragraph on each page: never one alone. */
static void
leaves_no_line_alone(void **state)
{
	int			lines;
	int			split = 0;

	(void) state;
	for (lines = 20; lines < 60; lines++)
	{
		LayoutDoc  *own = layout_create(arena, PAGE_LETTER, "Test");
		Display		display;
		int			on_page[3] = {0, 0, 0};
		size_t		page;
		size_t		i;

		add_lines(own, lines);
		layout_paragraph(own, TEXT_BODY, words(80, "word"));
		/* so much that the last page is worth its paper */
		add_lines(own, 15);
		display = laid_out_at(own, DENSITY_NORMAL);
		for (page = 0; page < display.page_count; page++)
			for (i = 0; i < display.pages[page].count; i++)
			{
				const DisplayItem *item = &display.pages[page].items[i];

				if (item->kind == DISPLAY_TEXT && item->as.text.length > 4 &&
					memcmp(item->as.text.text, "word", 4) == 0)
					on_page[page]++;
			}
		assert_int_equal(on_page[0] + on_page[1] + on_page[2], 4);
		assert_true(on_page[0] != 1 && on_page[1] != 1 && on_page[2] != 1);
		split += on_page[0] == 2;
	}
	assert_true(split > 0);
}

static void
breaks_long_paragraphs(void **state)
{
	Display		display;

	(void) state;
	layout_paragraph(doc, TEXT_BODY, words(3000, "word"));
	layout_list_begin(doc, LIST_BULLETS);
	layout_list_item(doc, words(2000, "item"));
	layout_list_end(doc);
	display = laid_out();
	assert_true(display.page_count >= 5);
}

static void
repeats_table_headers(void **state)
{
	Display		display;
	size_t		page;
	size_t		i;

	(void) state;
	add_table(doc, 140, true);
	display = laid_out();
	assert_true(display.page_count >= 4);
	for (page = 0; page < display.page_count; page++)
	{
		bool		artifact = false;
		bool		found = false;

		for (i = 0; i < display.pages[page].count; i++)
		{
			const DisplayItem *item = &display.pages[page].items[i];

			if (item->kind == DISPLAY_ARTIFACT_BEGIN)
				artifact = item->as.artifact.pagination;
			if (item->kind == DISPLAY_TEXT && item->as.text.length == 7 &&
				memcmp(item->as.text.text, "Student", 7) == 0)
			{
				found = true;
				/* part of the structure once only */
				assert_int_equal(artifact, page > 0);
			}
		}
		assert_true(found);
	}
}

/* A sum is never alone on a page, whatever came before. */
/* A box of nearly a page under lines that would be kept with it. */
static void
lets_go_what_no_page_holds_together(void **state)
{
	Display		display;

	(void) state;
	layout_title(doc, "Kicker", "Title", "Subtitle");
	layout_callout_begin(doc, CALLOUT_ACTION, "Box");
	add_lines(doc, 30);
	layout_callout_end(doc);
	display = laid_out();
	assert_int_equal(page_of(&display, "Kicker"), 0);
	assert_int_equal(page_of(&display, "Subtitle"), 0);
	assert_int_equal(page_of(&display, "Box"), 1);
	assert_int_equal(display.page_count, 2);
}

static void
keeps_the_last_rows_together(void **state)
{
	int			rows;

	(void) state;
	for (rows = 2; rows < 80; rows++)
	{
		LayoutDoc  *own = layout_create(arena, PAGE_LETTER, "Test");
		Display		display;
		char		last[16];

		add_table(own, rows, true);
		display = laid_out_at(own, DENSITY_NORMAL);
		snprintf(last, sizeof(last), "row%02d", rows);
		assert_int_equal(page_of(&display, "sum"), page_of(&display, last));
		assert_int_equal(page_of(&display, "row01"), 0);
	}
}

static void
cuts_cells_that_are_too_high(void **state)
{
	Display		display;

	(void) state;
	layout_table_begin(doc, columns, 3, NULL);
	layout_row(doc, (const char *[]) {words(3000, "name"), "7", words(9000, "why")});
	layout_row(doc, (const char *[]) {"b", "8", "c"});
	layout_table_end(doc);
	display = laid_out();
	assert_int_equal(display.page_count, 1);
	assert_non_null(find_text(&display, "…", NULL));
}

static void
shares_the_width_of_crowded_tables(void **state)
{
	LayoutColumn many[14];
	const char *cells[14];
	size_t		i;

	(void) state;
	for (i = 0; i < 14; i++)
	{
		many[i] = (LayoutColumn) {.header = "Head", .width = i % 2 == 0 ? 90 : 0};
		cells[i] = "abcdefgh";
	}
	layout_table_begin(doc, many, 14, NULL);
	layout_row(doc, cells);
	layout_table_end(doc);
	laid_out();
}

static void
keeps_boxes_whole_or_opens_them(void **state)
{
	Display		display;

	(void) state;
	add_lines(doc, 25);
	layout_callout_begin(doc, CALLOUT_ACTION, "boxtitle");
	add_lines(doc, 14);
	layout_paragraph(doc, TEXT_BODY, "boxend");
	layout_callout_end(doc);
	/* more than a page holds */
	layout_callout_begin(doc, CALLOUT_NOTE, "hugetitle");
	add_lines(doc, 80);
	layout_callout_end(doc);
	layout_columns_begin(doc, 2, NULL);
	add_lines(doc, 80);
	layout_columns_next(doc);
	layout_paragraph(doc, TEXT_BODY, "other");
	layout_columns_end(doc);
	display = laid_out();
	assert_int_equal(page_of(&display, "boxtitle"), 1);
	assert_int_equal(page_of(&display, "boxend"), 1);
	assert_true(page_of(&display, "other") > page_of(&display, "hugetitle"));
}

/* ---------- everything else ---------- */

static void
skips_no_heading_level(void **state)
{
	Display		display;
	const char *dump;

	(void) state;
	layout_heading(doc, 2, "too deep at first");
	layout_heading(doc, 3, "below it");
	layout_heading(doc, 1, "up again");
	layout_heading(doc, 3, "one skipped");
	display = laid_out();
	dump = display_dump(&display, arena);
	assert_non_null(strstr(dump, "begin H1\ntext"));
	assert_null(strstr(dump, "begin H3"));
}

static void
cleans_what_it_is_given(void **state)
{
	Display		display;

	(void) state;
	layout_paragraph(doc, TEXT_BODY, "Zo\xEB\nline \xE2\x80\xAE" "evil");
	layout_paragraph(doc, TEXT_BODY, "");
	layout_paragraph(doc, TEXT_BODY, NULL);
	layout_heading(doc, 2, NULL);
	display = laid_out();
	assert_non_null(find_text(&display, "Zo\uFFFD line evil", NULL));
}

static void
makes_a_page_of_nothing(void **state)
{
	Display		display = laid_out();

	(void) state;
	assert_int_equal(display.page_count, 1);
	assert_non_null(find_text(&display, "Page 1 of 1", NULL));
	assert_true(display.width == LETTER_WIDTH_PT && display.height == LETTER_HEIGHT_PT);
}

typedef void (*Misuse) (void);

static void cell_outside(void) { layout_cell(doc, "x"); }
static void item_outside(void) { layout_list_item(doc, "x"); }
static void fact_outside(void) { layout_fact(doc, "x", "y"); }
static void tile_outside(void) { layout_tile(doc, "x", "y", NULL); }
static void end_alone(void) { layout_callout_end(doc); }
static void never_ended(void) { layout_callout_begin(doc, CALLOUT_NOTE, "x"); }
static void block_in_table(void) { layout_table_begin(doc, columns, 3, NULL); add_lines(doc, 1); layout_table_end(doc); }
static void half_a_row(void) { layout_table_begin(doc, columns, 3, NULL); layout_cell(doc, "x"); layout_table_end(doc); }
static void section_inside(void) { layout_callout_begin(doc, CALLOUT_NOTE, "x"); layout_section(doc, SECTION_HERE, "x"); layout_callout_end(doc); }
static void break_inside(void) { layout_callout_begin(doc, CALLOUT_NOTE, "x"); layout_page_break(doc); layout_callout_end(doc); }
static void wrong_level(void) { layout_heading(doc, 4, "x"); }
static void wrong_columns(void) { layout_columns_begin(doc, 4, NULL); layout_columns_end(doc); }
static void third_of_two(void) { layout_columns_begin(doc, 2, NULL); layout_columns_next(doc); layout_columns_next(doc); layout_columns_end(doc); }
static void no_section(void) { layout_section_one_page(doc); }
static void no_columns(void) { layout_table_begin(doc, columns, 0, NULL); layout_table_end(doc); }
static void wrong_facts(void) { layout_facts_begin(doc, 4); layout_facts_end(doc); }

static void
seven_tiles(void)
{
	int			i;

	layout_tiles_begin(doc);
	for (i = 0; i < 7; i++)
		layout_tile(doc, "x", "y", NULL);
	layout_tiles_end(doc);
}

static void
too_deep(void)
{
	int			i;

	for (i = 0; i < 9; i++)
		layout_callout_begin(doc, CALLOUT_NOTE, NULL);
	for (i = 0; i < 9; i++)
		layout_callout_end(doc);
}

static void
names_misuse(void **state)
{
	static const Misuse misuses[] = {
		cell_outside, item_outside, fact_outside, tile_outside, end_alone, never_ended,
		block_in_table, half_a_row, section_inside, break_inside, wrong_level,
		wrong_columns, third_of_two, no_section, no_columns, wrong_facts, seven_tiles,
		too_deep
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(misuses) / sizeof(misuses[0]); i++)
	{
		Display		display;

		doc = layout_create(arena, PAGE_LETTER, "Test");
		assert_null(layout_fault(doc));
		misuses[i]();
		if (layout_run(doc, &fake_metrics, DENSITY_NORMAL, &display) != LAYOUT_MISUSE)
			fail_msg("misuse %zu was not noticed", i);
		assert_non_null(layout_fault(doc));
	}
}

static void
add_everything(LayoutDoc *to)
{
	layout_title(to, "k", "Title", "s");
	layout_section(to, SECTION_RIGHT_PAGE, "section");
	layout_section_one_page(to);
	layout_callout_begin(to, CALLOUT_ACTION, "box");
	layout_list_begin(to, LIST_NUMBERS);
	layout_list_item(to, "one two three");
	layout_list_end(to);
	layout_callout_end(to);
	layout_tiles_begin(to);
	layout_tile(to, "1", "label", "note");
	layout_tiles_end(to);
	layout_columns_begin(to, 2, NULL);
	layout_facts_begin(to, 1);
	layout_fact(to, "a", "b");
	layout_facts_end(to);
	layout_columns_next(to);
	layout_columns_end(to);
	add_table(to, 70, true);
}

/* The point where memory ends moves on until all of it is enough. */
static void
tells_when_memory_is_gone(void **state)
{
	size_t		limit = 256;
	bool		worked = false;
	int			failures = 0;

	(void) state;
	while (!worked)
	{
		Arena	   *small = arena_create(limit);
		LayoutDoc  *own = layout_create(small, PAGE_A4, "Test");
		Display		display = {0};
		LayoutStatus status = LAYOUT_MEMORY;

		if (own != NULL)
		{
			add_everything(own);
			status = layout_run(own, &fake_metrics, DENSITY_NORMAL, &display);
		}
		worked = status == LAYOUT_OK;
		if (!worked)
		{
			assert_int_equal(status, LAYOUT_MEMORY);
			assert_int_equal(display.page_count, 0);
			failures++;
		}
		arena_free(small);
		limit += limit / 100 + 64;
	}
	assert_true(failures > 100);
}

static uint32_t seed = 20250116;

static uint32_t
next_random(uint32_t below)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % below;
}

static const char *
random_text(Arena *from, uint32_t most)
{
	static const char *const pieces[] = {
		"a", "mentor", "Zoë-Nguyễn", "李小龙", "12", "—", "averyveryverylongwordindeed", "x/y"
	};
	const char *text = "t";
	uint32_t	count = next_random(10) == 0 ? next_random(most * 20 + 1) : next_random(most + 1);

	while (count-- > 0)
		text = arena_printf(from, "%s %s", text, pieces[next_random(8)]);
	return text;
}

static void
add_random_block(LayoutDoc *to, Arena *from, int depth)
{
	uint32_t	count = next_random(5) + 1;
	uint32_t	i;

	switch (next_random(depth > 1 ? 7 : 11))
	{
		case 0:
			layout_heading(to, 1 + (int) next_random(3), random_text(from, 5));
			break;
		case 1:
			layout_paragraph(to, (TextStyle) next_random(4), random_text(from, 80));
			break;
		case 2:
			layout_list_begin(to, (ListKind) next_random(3));
			for (i = 0; i < count; i++)
				layout_list_item(to, random_text(from, 20));
			layout_list_end(to);
			break;
		case 3:
			layout_facts_begin(to, 1 + (int) next_random(3));
			for (i = 0; i < count; i++)
				layout_fact(to, random_text(from, 3), random_text(from, 6));
			layout_facts_end(to);
			break;
		case 4:
			layout_table_begin(to, columns, 3, random_text(from, 5));
			for (i = next_random(12) * count; i > 0; i--)
				layout_row(to, (const char *[]) {
					random_text(from, 3), random_text(from, 1), random_text(from, 10)
				});
			layout_table_end(to);
			break;
		case 5:
			layout_tiles_begin(to);
			for (i = 0; i < count; i++)
				layout_tile(to, random_text(from, 1), random_text(from, 3),
							next_random(2) == 0 ? NULL : random_text(from, 5));
			layout_tiles_end(to);
			break;
		case 6:
			layout_space(to, next_random(4));
			break;
		case 7:
			layout_callout_begin(to, (CalloutKind) next_random(2), random_text(from, 4));
			for (i = 0; i < count; i++)
				add_random_block(to, from, depth + 1);
			layout_callout_end(to);
			break;
		case 8:
			layout_columns_begin(to, 2, NULL);
			add_random_block(to, from, depth + 1);
			layout_columns_next(to);
			add_random_block(to, from, depth + 1);
			layout_columns_end(to);
			break;
		case 9:
			if (depth == 0)
				layout_section(to, (SectionStart) next_random(3), random_text(from, 3));
			break;
		case 10:
			if (depth == 0)
				layout_page_break(to);
			else
				layout_keep_with_next(to);
			break;
	}
}

static void
stays_sound_whatever_comes(void **state)
{
	int			round;

	(void) state;
	for (round = 0; round < 400; round++)
	{
		Arena	   *own = arena_create(0);
		LayoutDoc  *random = layout_create(own, (PageFormat) next_random(2), "Random");
		uint32_t	count = next_random(25);
		Display		display;

		while (count-- > 0)
			add_random_block(random, own, 0);
		display = laid_out_at(random, (LayoutDensity) next_random(DENSITY_COUNT));
		expect_sound(&display);
		arena_free(own);
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_document, close_document)
	const struct CMUnitTest tests[] = {
		TEST(sets_text),
		TEST(sets_boxes_and_tables),
		TEST(keeps_headings_with_what_follows),
		TEST(keeps_a_note_with_its_table),
		TEST(lets_go_what_no_page_holds_together),
		TEST(leaves_no_line_alone),
		TEST(breaks_long_paragraphs),
		TEST(repeats_table_headers),
		TEST(keeps_the_last_rows_together),
		TEST(cuts_cells_that_are_too_high),
		TEST(shares_the_width_of_crowded_tables),
		TEST(keeps_boxes_whole_or_opens_them),
		TEST(skips_no_heading_level),
		TEST(cleans_what_it_is_given),
		TEST(makes_a_page_of_nothing),
		TEST(names_misuse),
		TEST(tells_when_memory_is_gone),
		TEST(stays_sound_whatever_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
