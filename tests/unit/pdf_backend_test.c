/*
 * pdf_backend_test.c
 *		Files of jobs/pdf: everything a report can hold, in real fonts.
 *
 * The files stay in ../../build/unit/pdf/ for tests/pdf/clean.sh and for
 * looking at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "common/date.h"
#include "common/utf8.h"
#include "layout/charts.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#define FOLDER "../../build/unit/pdf"

static PdfFonts *fonts;
static Arena *arena;

static int
open_fonts(void **state)
{
	(void) state;
	mkdir("../../build", 0755);
	mkdir("../../build/unit", 0755);
	mkdir(FOLDER, 0755);
	return pdf_fonts_open(&fonts) == PDF_OK ? 0 : -1;
}

static int
close_fonts(void **state)
{
	(void) state;
	pdf_fonts_close(fonts);
	return 0;
}

static int
open_arena(void **state)
{
	(void) state;
	arena = arena_create(0);
	return arena == NULL ? -1 : 0;
}

static int
close_arena(void **state)
{
	(void) state;
	arena_free(arena);
	return 0;
}

static Display
laid_out(LayoutDoc *doc)
{
	Display		display = {0};

	assert_int_equal(layout_run(doc, pdf_fonts_metrics(fonts), DENSITY_NORMAL, &display),
					 LAYOUT_OK);
	return display;
}

/* Write a document under FOLDER and give back what was reported. */
static PdfResult
written(LayoutDoc *doc, const char *name)
{
	Display		display = laid_out(doc);
	char		path[200];
	PdfResult	result;

	snprintf(path, sizeof(path), FOLDER "/%s", name);
	unlink(path);
	assert_int_equal(pdf_write(fonts, &display, path, &result), PDF_OK);
	assert_int_equal(result.pages, display.page_count);
	return result;
}

/* The output of a command, in the test's arena. */
static const char *
output_of(const char *command)
{
	FILE	   *pipe = popen(command, "r");
	size_t		capacity = (size_t) 1 << 22;
	char	   *text = arena_alloc(arena, capacity);
	size_t		length;

	assert_non_null(pipe);
	assert_non_null(text);
	length = fread(text, 1, capacity - 1, pipe);
	text[length] = '\0';
	assert_int_equal(pclose(pipe), 0);
	return text;
}

static void
expect_text(const char *text, const char *needle)
{
	if (strstr(text, needle) == NULL)
		fail_msg("the text does not contain \"%s\"", needle);
}

/* ---------- what the reports are made of ---------- */

static uint32_t seed = 7;

static uint32_t
next_random(void)
{
	seed = seed * 1103515245u + 12345u;
	return seed >> 16 & 0x7FFF;
}

static void
add_calendar(LayoutDoc *doc, const char *name)
{
	static uint8_t marks[365];
	int32_t		first = date_from_civil(2024, 8, 26);
	LayoutCalendar calendar = {
		.name = name, .first_day = first, .day_count = 146, .marks = marks,
		.frame_first_day = first, .frame_day_count = 288
	};
	int			i;

	for (i = 0; i < 146; i++)
	{
		uint32_t	r = next_random() % 100;

		if (date_iso_weekday(first + i) > 5 || (i > 118 && i < 133) || i == 94 || i == 95)
			marks[i] = CALENDAR_NO_SCHOOL;
		else if (r < (date_iso_weekday(first + i) == 1 ? 30 : 6))
			marks[i] = CALENDAR_ABSENT;
		else if (r < 34)
			marks[i] = CALENDAR_TARDY;
		else
			marks[i] = CALENDAR_PRESENT;
	}
	marks[40] = CALENDAR_HALF_ABSENT;
	marks[44] = CALENDAR_UNRECORDED;
	marks[52] = CALENDAR_NOT_COUNTED;
	layout_calendar(doc, &calendar);
}

static void
add_weekdays(LayoutDoc *doc)
{
	static const LayoutBar bars[] = {
		{"Monday", 7, 16, NULL, BAR_STRONG},
		{"Tuesday", 1, 18, NULL, BAR_NORMAL},
		{"Wednesday", 0, 18, NULL, BAR_NORMAL},
		{"Thursday", 2, 18, NULL, BAR_NORMAL},
		{"Friday", 3, 17, NULL, BAR_NORMAL},
	};

	layout_bars(doc, "Days absent by weekday", BARS_BY_SHARE, bars, 5);
}

static void
add_bands(LayoutDoc *doc)
{
	static const LayoutBar bars[] = {
		{"Satisfactory (under 5%)", 214, 412, "214 students, 52%", BAR_LIGHT},
		{"At risk (5% to under 10%)", 110, 412, "110 students, 27%", BAR_NORMAL},
		{"Moderate (10% to under 20%)", 61, 412, "61 students, 15%", BAR_STRONG},
		{"Severe (20% or more)", 18, 412, "18 students, 4%", BAR_STRONG},
		{"Not evaluable", 0, 412, "fewer than 10", BAR_HIDDEN},
	};

	layout_bars(doc, "Students by share of days absent", BARS_OF_WHOLE, bars, 5);
}

static void
add_trend(LayoutDoc *doc)
{
	static const double days[] = {0, 0, 1, 1, 2, 3, 3, 5, 6, 6, 7, 8, 8, 9, 10, 10, 12, 13};
	static const char *const months[] = {"Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May"};
	LayoutTrendPoint points[36];
	LayoutTrend trend = {
		.name = "Days absent so far", .unit = "days absent", .series = "this year",
		.earlier_series = "last year", .points = points, .count = 36, .goal = 9,
		.goal_label = "goal: at most 9"
	};
	int			i;

	for (i = 0; i < 36; i++)
	{
		points[i].label = i % 4 == 0 ? months[i / 4] : "";
		points[i].value = i < 18 ? days[i] : NAN;
		points[i].earlier = i * 0.6;
	}
	layout_trend(doc, &trend);
}

static void
add_dots(LayoutDoc *doc)
{
	static const LayoutDots months[] = {
		{"Sep", 2, 2, false}, {"Oct", 1, 2, false}, {"Nov", 3, 2, false},
		{"Dec", 0, 2, false}, {"Jan", 1, 2, true},
	};

	layout_dots(doc, "Meetings with the mentor", months, 5);
}

static void
add_mentee(LayoutDoc *doc, const char *name)
{
	layout_section(doc, SECTION_NEXT_PAGE, name);
	layout_section_one_page(doc);
	layout_title(doc, "Mentee", name, "Grade 7 · Maple Street Middle School · "
				 "paired since September 9, 2024");
	layout_callout_begin(doc, CALLOUT_ACTION, "Meet on Friday, January 17, in period 3");
	layout_paragraph(doc, TEXT_BODY,
					 "Mondays are the days missed most often: 7 of 16. A word on Friday is the "
					 "last chance before the next one. Both of you are free in period 3.");
	layout_list_begin(doc, LIST_BOXES);
	layout_list_item(doc, "Ask how the Monday morning ride to school works out.");
	layout_list_item(doc, "Bring the chess set: you both like chess and reading.");
	layout_list_end(doc);
	layout_callout_end(doc);
	layout_tiles_begin(doc);
	layout_tile(doc, "13", "days missed", "of 88; goal: at most 9 all year");
	layout_tile(doc, "+4", "against last year", "9 by this day");
	layout_tile(doc, "2", "school days in a row", "absent since Tuesday");
	layout_tile(doc, "7 of 8", "meetings held", "two a month are promised");
	layout_tiles_end(doc);
	layout_heading(doc, 2, "The year so far");
	add_calendar(doc, name);
	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Which days are missed");
	add_weekdays(doc);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Meetings");
	add_dots(doc);
	layout_columns_end(doc);
	layout_heading(doc, 2, "Days missed against the goal");
	add_trend(doc);
	layout_paragraph(doc, TEXT_NOTE, "Meeting a mentor is never a reward or a penalty.");
}

static void
add_school_table(LayoutDoc *doc, int rows)
{
	static const LayoutColumn columns[] = {
		{.header = "Student", .flex = 2, .row_header = true},
		{.header = "Grade", .width = 42, .align = ALIGN_RIGHT},
		{.header = "Days missed", .width = 52, .align = ALIGN_RIGHT},
		{.header = "Why this week", .flex = 3},
	};
	static const char *const names[] = {
		"Zoë Nguyễn-Đỗ", "Łukasz Wójcik",
		"Мария Иванова",
		"李小龙", "محمد",
		"Ana Sofía Íñiguez", "Siobhán Ó Briain",
	};
	int			i;

	layout_table_begin(doc, columns, 4, "Nobody this week.");
	for (i = 0; i < rows; i++)
	{
		char		days[16];

		snprintf(days, sizeof(days), "%d", (int) (next_random() % 30));
		layout_row(doc, (const char *[]) {
			names[i % 7], i % 3 == 0 ? "7" : "8", days,
			i % 5 == 0 ? "Absent four school days in a row, and nobody has met the student "
			"for three weeks." : "Mondays"
		});
	}
	if (rows > 0)
		layout_row_total(doc, (const char *[]) {"All", "", "412", ""});
	layout_table_end(doc);
}

static void
running(void *context, Arena *to, const LayoutPageInfo *info, LayoutRunning *out)
{
	out->header_left = context;
	out->header_right = info->section;
	out->footer_left = "Confidential: for the mentor named here";
	out->footer_right = info->section != NULL ?
		arena_printf(to, "Page %d of %d", info->section_page, info->section_page_count) :
		arena_printf(to, "Page %d of %d", info->page, info->page_count);
}

/* ---------- tests ---------- */

static void
writes_a_whole_report(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Mentor report – Łukasz");
	PdfResult	result;
	const char *text;

	(void) state;
	layout_set_info(doc, "Maple Street Mentors", "Caseload");
	layout_set_running(doc, running, "Mentor report · January 16, 2025");
	layout_title(doc, "Mentor report", "What to do next",
				 "For Łukasz Wójcik · Thursday, January 16, 2025");
	layout_paragraph(doc, TEXT_LEAD, "Two of your three mentees need a word this week.");
	layout_callout_begin(doc, CALLOUT_ACTION, "Tomorrow, Friday, January 17");
	layout_list_begin(doc, LIST_NUMBERS);
	layout_list_spans(doc, LAYOUT_SPANS({FONT_BOLD, "Zoë Nguyễn, period 3. "},
										{FONT_REGULAR, "Mondays are missed most often."}));
	layout_list_item(doc, "Maria, lunch. No meeting for 16 days.");
	layout_list_end(doc);
	layout_callout_end(doc);
	layout_heading(doc, 2, "Your mentees at a glance");
	add_school_table(doc, 3);
	layout_heading(doc, 2, "Whom to ask for help");
	layout_facts_begin(doc, 2);
	layout_fact(doc, "Counselor", "Ana Sofía Íñiguez");
	layout_fact(doc, "Program coordinator", "Siobhán Ó Briain");
	layout_facts_end(doc);
	layout_facts_begin(doc, 1);
	layout_fact(doc, "Interests", "chess, reading, science");
	layout_facts_end(doc);
	layout_callout_begin(doc, CALLOUT_NOTE, NULL);
	layout_paragraph(doc, TEXT_NOTE, "This report is about attendance and meetings only.");
	layout_callout_end(doc);
	add_mentee(doc, "Zoë Nguyễn-Đỗ");
	add_mentee(doc, "李小龙");
	add_mentee(doc, "محمد الأمين");
	result = written(doc, "mentor.pdf");
	assert_int_equal(result.missing_glyphs, 0);
	assert_int_equal(result.pages, 4);
	text = output_of("pdftotext " FOLDER "/mentor.pdf -");
	expect_text(text, "What to do next");
	expect_text(text, "Nguyễn-Đỗ");
	expect_text(text, "李小龙");
	expect_text(text, "7 of 16");
	expect_text(text, "Page 1 of 1");
}

static void
writes_a_school_report_on_a4(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_A4, "School report");
	PdfResult	result;

	(void) state;
	layout_title(doc, "School report", "Maple Street Middle School", "January 16, 2025");
	layout_heading(doc, 2, "Attendance of all students");
	add_bands(doc);
	layout_heading(doc, 2, "Students to look at");
	add_school_table(doc, 140);
	layout_heading(doc, 2, "Referrals open");
	add_school_table(doc, 0);
	result = written(doc, "school.pdf");
	assert_int_equal(result.missing_glyphs, 0);
	assert_true(result.pages >= 4);
}

/* Each name must come back as it was written. */
static void
keeps_names_of_every_script(void **state)
{
	static const char *const names[] = {
		"Nguyễn", "Łukasz", "Мария",
		"李小龙",
		"محمد",	/* Arabic */
		"דוד",	/* Hebrew */
		"प्रिया",	/* Devanagari */
		"สมศักดิ์",	/* Thai */
		"রিয়া",	/* Bengali */
		"மீனா",	/* Tamil */
		"రాము",	/* Telugu */
		"გიორგი",	/* Georgian */
		"Սուրեն",	/* Armenian */
		"አበበ",	/* Ethiopic */
		"សុខ",	/* Khmer */
		"Ελένη",	/* Greek */
		"김민지",	/* Hangul */
		"さくら",	/* Kana */
		"e\xCC\x81ne\xCC\x81",	/* combining accents */
	};
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Names");
	PdfResult	result;
	const char *text;
	const char *structure;
	size_t		i;

	(void) state;
	layout_heading(doc, 1, "Names");
	layout_list_begin(doc, LIST_BULLETS);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		layout_list_spans(doc, LAYOUT_SPANS({FONT_REGULAR, names[i]}, {FONT_REGULAR, " and "},
											{FONT_BOLD, names[i]}));
	layout_list_end(doc);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		layout_paragraph(doc, TEXT_BODY, arena_printf(arena, "Meet %s (7 of 9) on Monday.", names[i]));
	result = written(doc, "names.pdf");
	assert_int_equal(result.missing_glyphs, 0);
	text = output_of("pdftotext -layout " FOLDER "/names.pdf -");
	/* without the zero-width spaces of glyphs that share a letter */
	structure = output_of("pdfinfo -struct-text " FOLDER "/names.pdf | sed 's/\xE2\x80\x8B//g'");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		expect_text(text, names[i]);
		expect_text(structure, names[i]);
	}
}

/*
 * More letters of one face than a byte can number, so that every byte stands
 * in the strings of the file once, those that mean something there included.
 */
static void
numbers_many_glyphs(void **state)
{
	static const uint32_t ranges[][2] = {
		{0x41, 0x5A}, {0x61, 0x7A}, {0xC0, 0xD6}, {0x100, 0x17E}, {0x391, 0x3A1},
		{0x3B1, 0x3C9}, {0x410, 0x44F}, {0x1EA0, 0x1EF9}
	};
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Letters");
	char		words[500][16];
	size_t		count = 0;
	size_t		i;
	uint32_t	c;
	const char *text;

	(void) state;
	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		for (c = ranges[i][0]; c <= ranges[i][1]; c++)
		{
			size_t		length = (size_t) snprintf(words[count], 8, "%zuV", count);

			length += utf8_encode(c, words[count] + length);
			words[count++][length] = '\0';
			assert_true(count < 500);
		}
	assert_true(count > 256);
	for (i = 0; i < count; i++)
		layout_paragraph(doc, TEXT_BODY, words[i]);
	assert_int_equal(written(doc, "letters.pdf").missing_glyphs, 0);
	text = output_of("pdftotext " FOLDER "/letters.pdf -");
	for (i = 0; i < count; i++)
		expect_text(text, words[i]);
}

/* What a reader's window and its list of bookmarks show. */
static void
keeps_titles(void **state)
{
	static const char *const titles[] = {
		"Anaïs (7) \\ 50 %", "Élise", "Łukasz – „Luk“", "李小龙"
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
	{
		LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, titles[i]);

		layout_title(doc, NULL, titles[i], NULL);
		written(doc, "title.pdf");
		expect_text(output_of("pdfinfo " FOLDER "/title.pdf"),
					arena_printf(arena, "%s\n", titles[i]));
		expect_text(output_of("qpdf --json " FOLDER "/title.pdf"),
					arena_printf(arena, "\"title\": \"%s\"",
								 i == 0 ? "Anaïs (7) \\\\ 50 %" : titles[i]));
	}
}

/* A character no font has is seen on paper and in the result. */
static void
counts_missing_glyphs(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Missing");
	PdfResult	result;

	(void) state;
	/* private use and an unassigned plane */
	layout_paragraph(doc, TEXT_BODY, "a\xEE\x80\x80" "b\xF0\xBF\xBF\xBD" "c");
	result = written(doc, "missing.pdf");
	assert_int_equal(result.missing_glyphs, 2);
	expect_text(output_of("pdffonts " FOLDER "/missing.pdf"), "NotoSans-Regular");
}

static const char *
bytes_of(const char *path, size_t *length)
{
	FILE	   *file = fopen(path, "rb");
	char	   *bytes = arena_alloc(arena, 1 << 22);

	assert_non_null(file);
	assert_non_null(bytes);
	*length = fread(bytes, 1, 1 << 22, file);
	fclose(file);
	return bytes;
}

static void
gives_the_same_bytes_again(void **state)
{
	size_t		length[2];
	const char *bytes[2];
	int			i;

	(void) state;
	for (i = 0; i < 2; i++)
	{
		LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Same");

		seed = 7;
		add_mentee(doc, "Zoë");
		written(doc, "same.pdf");
		bytes[i] = bytes_of(FOLDER "/same.pdf", &length[i]);
	}
	assert_int_equal(length[0], length[1]);
	assert_memory_equal(bytes[0], bytes[1], length[0]);
	/* nothing of the clock */
	assert_null(strstr(bytes[0], "CreationDate"));
}

static void
reports_a_file_that_cannot_be_written(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Nowhere");
	Display		display;
	PdfResult	result;

	(void) state;
	layout_paragraph(doc, TEXT_BODY, "Hello");
	display = laid_out(doc);
	assert_int_equal(pdf_write(fonts, &display, FOLDER "/none/x.pdf", &result), PDF_FILE);
	assert_int_equal(result.error, ENOENT);
}

/* A coordinate that no page can hold would be a damaged file. */
static void
refuses_impossible_coordinates(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "NaN");
	Display		display;
	DisplayItem *item;
	PdfResult	result;

	(void) state;
	layout_paragraph(doc, TEXT_BODY, "Hello");
	display = laid_out(doc);
	for (item = display.pages[0].items; item->kind != DISPLAY_TEXT; item++)
		;
	item->as.text.x = NAN;
	assert_int_equal(pdf_write(fonts, &display, FOLDER "/nan.pdf", &result), PDF_LIBRARY);
	assert_int_not_equal(result.library_error, 0);
	assert_int_equal(access(FOLDER "/nan.pdf", F_OK), -1);
}

/* A name of thousands of characters stays on the page and poisons nothing. */
static void
survives_a_monstrous_name(void **state)
{
	LayoutDoc  *doc = layout_create(arena, PAGE_LETTER, "Long");
	char	   *name = arena_alloc(arena, 40001);
	PdfResult	result;

	(void) state;
	assert_non_null(name);
	memset(name, 'x', 40000);
	name[40000] = '\0';
	layout_title(doc, NULL, name, name);
	layout_paragraph(doc, TEXT_BODY, name);
	result = written(doc, "long.pdf");
	assert_true(result.pages > 3);
	expect_text(output_of("pdftotext " FOLDER "/long.pdf -"), "…");
}

static void
measures_as_it_draws(void **state)
{
	const LayoutMetrics *metrics = pdf_fonts_metrics(fonts);
	double		plain = metrics->width(metrics->context, "AV", 2, FONT_REGULAR);
	double		apart = metrics->width(metrics->context, "A", 1, FONT_REGULAR) +
		metrics->width(metrics->context, "V", 1, FONT_REGULAR);

	(void) state;
	/* kerning, and bold is wider */
	assert_true(plain < apart);
	assert_true(metrics->width(metrics->context, "mentor", 6, FONT_BOLD) >
				metrics->width(metrics->context, "mentor", 6, FONT_REGULAR));
	assert_true(metrics->width(metrics->context, "", 0, FONT_REGULAR) == 0);
	assert_true(metrics->cap_height > 0.6 && metrics->cap_height < 0.8);
}

/* Without the text face there is nothing to print with: said at once. */
static void
tells_that_the_face_is_missing(void **state)
{
	FILE	   *file = fopen(FOLDER "/no-fonts.conf", "w");
	char		path[PATH_MAX];
	PdfFonts   *none = NULL;

	(void) state;
	assert_non_null(file);
	fputs("<?xml version=\"1.0\"?><fontconfig><dir>/nonexistent</dir></fontconfig>\n", file);
	fclose(file);
	assert_non_null(realpath(FOLDER "/no-fonts.conf", path));
	assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
	assert_int_equal(pdf_fonts_open(&none), PDF_NO_FONT);
	assert_int_equal(unsetenv("FONTCONFIG_FILE"), 0);
	assert_null(none);
	pdf_fonts_close(NULL);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
		TEST(writes_a_whole_report),
		TEST(writes_a_school_report_on_a4),
		TEST(keeps_names_of_every_script),
		TEST(numbers_many_glyphs),
		TEST(keeps_titles),
		TEST(counts_missing_glyphs),
		TEST(gives_the_same_bytes_again),
		TEST(reports_a_file_that_cannot_be_written),
		TEST(refuses_impossible_coordinates),
		TEST(survives_a_monstrous_name),
		TEST(measures_as_it_draws),
		TEST(tells_that_the_face_is_missing),
	};

	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
