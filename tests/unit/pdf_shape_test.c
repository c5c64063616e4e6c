/*
 * pdf_shape_test.c
 *		Characters into runs of glyphs: jobs/pdf/fonts.c, itemize.c, shape.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "pdf/fonts.h"

static PdfFonts *fonts;

static int
open_fonts(void **state)
{
	(void) state;
	return pdf_fonts_open(&fonts) == PDF_OK ? 0 : -1;
}

static int
close_fonts(void **state)
{
	(void) state;
	pdf_fonts_close(fonts);
	return 0;
}

static const ShapedText *
shape(const char *text, FontWeight weight)
{
	const ShapedText *shaped = fonts_shape(fonts, text, strlen(text), weight);

	assert_non_null(shaped);
	return shaped;
}

/* Families that borrow letters of other scripts come before by their name:
 * Grantha has Tamil's pa, and the fallback for Han some of Hangul. */
static void
takes_a_word_from_one_family(void **state)
{
	static const struct
	{
		const char *word;
		const char *face;
	}			words[] = {
		{"\u0B8E\u0BAE\u0BCD\u0BAA\u0BBF", "NotoSansTamil-Regular"},
		{"\uAC00\uAC00\uC628", "NanumGothic"},
		{"\u738B\u5C0F\u660E", "DroidSansFallback"},
		{"\u0938\u093F\u0926\u094D\u0927\u093E\u0930\u094D\u0925", "NotoSansDevanagari-Regular"},
		{"\u067E\u0631\u06CC\u0633\u0627", "NotoSansArabic-Regular"},
		{"Zo\u00EB", "NotoSans-Regular"},
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		const ShapedText *shaped = shape(words[i].word, FONT_REGULAR);

		assert_int_equal(shaped->run_count, 1);
		assert_string_equal(fonts_face(fonts, shaped->runs[0].face)->name, words[i].face);
	}
}

/* The run that the text's byte "at" is in. */
static const ShapedRun *
run_at(const ShapedText *shaped, uint32_t at)
{
	size_t		i;

	for (i = 0; i < shaped->run_count; i++)
		if (shaped->runs[i].text_start <= at && at < shaped->runs[i].text_end)
			return &shaped->runs[i];
	fail();
	return NULL;
}

/* A name that a line breaks after its hyphen, and the same inside a sentence. */
static void
ends_a_line_where_its_script_does(void **state)
{
	const char *line = "\u05D0\u05D1\u05DF-";
	const char *sentence = "See \u05D0\u05D1\u05DF.";
	const ShapedText *shaped;

	(void) state;
	shaped = shape(line, FONT_REGULAR);
	assert_true(run_at(shaped, 0)->backward);
	/* drawn to the left of the letters, or as the first glyph of their run */
	assert_true(run_at(shaped, 6) == run_at(shaped, 0) ||
				run_at(shaped, 6)->x < run_at(shaped, 0)->x);
	shaped = shape(sentence, FONT_REGULAR);
	assert_true(run_at(shaped, 10)->x > run_at(shaped, 4)->x);
	assert_true(run_at(shaped, 0)->x < run_at(shaped, 4)->x);
}

/* Where glyphs are moved, or stand for less or more, a span says the text. */
static void
knows_what_glyphs_do_not_tell(void **state)
{
	(void) state;
	assert_true(shape("Anna", FONT_BOLD)->runs[0].plain);
	assert_true(shape("\u041C\u0430\u0440\u0438\u044F", FONT_BOLD)->runs[0].plain);
	/* marks above and below in Thai and Yoruba */
	assert_false(shape("\u0E28\u0E23\u0E35\u0E2A\u0E38", FONT_BOLD)->runs[0].plain);
	assert_false(shape("gb\u1EB9\u0301ni", FONT_BOLD)->runs[0].plain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_word_from_one_family),
		cmocka_unit_test(ends_a_line_where_its_script_does),
		cmocka_unit_test(knows_what_glyphs_do_not_tell),
	};

	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
