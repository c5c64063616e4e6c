/*
 * layout_wrap_test.c
 *		Breaking texts into lines, of jobs/layout/text.c and wrap.c.
 *
 * At size 10 a character is 5 points wide, so a width of 50 holds ten.
 */
#include "layout_support.h"

#include "layout/text.h"

static Arena *arena;

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

/* Lines joined by '|', pieces of a line by '_'; bold pieces in <>. */
static const char *
wrapped(const LayoutSpan *spans, size_t count, double width, size_t max_lines)
{
	Text		text = text_make(arena, spans, count);
	const Lines *lines = text_wrap(&text, arena, &fake_metrics, 10, width, max_lines);
	const char *out = "";
	size_t		i;
	size_t		j;

	for (i = 0; i < lines->count; i++)
	{
		assert_true(lines->lines[i].width <= width + 0.01 ||
					lines->lines[i].count == 1);
		for (j = 0; j < lines->lines[i].count; j++)
		{
			const Piece *piece = &lines->lines[i].pieces[j];
			bool		bold = piece->weight == FONT_BOLD;

			out = arena_printf(arena, "%s%s%s%.*s%s", out, j > 0 ? "_" : i > 0 ? "|" : "",
							   bold ? "<" : "", (int) piece->length, piece->text,
							   bold ? ">" : "");
		}
	}
	return out;
}

static void
expect(const char *text, double width, const char *wanted)
{
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, text}), width, 0), wanted);
}

static void
breaks_between_words(void **state)
{
	(void) state;
	expect("one two three four", 50, "one two |three four");
	expect("one two three four", 1000, "one two three four");
	expect("0123456789 b", 50, "0123456789 |b");
	expect("a", 50, "a");
	expect("", 50, "");
	expect("   ", 50, "");
	expect("  a   b  ", 50, "a b");
	expect("a\nb\tc", 50, "a b c");
	/* a space that cannot break */
	expect("aaaa bbb\u00A0ccc", 50, "aaaa |bbb\u00A0ccc");
}

static void
breaks_after_hyphens_and_slashes(void **state)
{
	(void) state;
	expect("Nguyen-Tran-Lopez", 60, "Nguyen-Tran-|Lopez");
	expect("lunch/reading/x", 40, "lunch/|reading/|x");
	/* not inside numbers and dates, not after a sign */
	expect("about 9/11 now", 40, "about |9/11 now");
	expect("aaaaaa -1 bb", 40, "aaaaaa |-1 bb");
	expect("aaaaaa --b", 45, "aaaaaa |--b");
}

static void
breaks_words_that_are_too_long(void **state)
{
	(void) state;
	expect("abcdefghijklmnopqrstuvwxyz", 50, "abcdefghij|klmnopqrst|uvwxyz");
	expect("x abcdefghijklm y", 50, "x |abcdefghij|klm y");
	/* letters keep their marks */
	expect("e\u0301e\u0301e\u0301e\u0301", 10, "e\u0301e\u0301|e\u0301e\u0301");
	/* a consonant below another in Khmer, a vowel before its consonant in Thai */
	expect("\u1780\u17D2\u1780\u1780\u17D2\u1780", 15,
		   "\u1780\u17D2\u1780|\u1780\u17D2\u1780");
	expect("\u0E40\u0E01\u0E40\u0E01", 15, "\u0E40\u0E01|\u0E40\u0E01");
	/* a column that holds nothing still makes progress */
	expect("abc", 1, "a|b|c");
}

static void
breaks_between_ideographs(void **state)
{
	(void) state;
	expect("李小龙李小龙李小龙李小龙", 50, "李小龙李小龙李小龙李|小龙");
	/* closing punctuation does not begin a line, opening does not end one */
	expect("李小龙李小龙李小龙李。", 50, "李小龙李小龙李小龙|李。");
	expect("李小龙李小龙李小龙「李", 50, "李小龙李小龙李小龙|「李");
}

static void
keeps_weights_of_one_word_together(void **state)
{
	(void) state;
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_BOLD, "Ana"}, {FONT_REGULAR, ", period 3"}),
								1000, 0), "<Ana>_, period 3");
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "hello "}, {FONT_BOLD, "Ana"},
											 {FONT_REGULAR, ", x"}), 47, 0),
						"hello |<Ana>_, x");
	/* spaces at the seams are one */
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "a "}, {FONT_BOLD, " b"}), 50, 0),
						"a _<b>");
}

static void
cuts_with_an_ellipsis(void **state)
{
	(void) state;
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "one two three four five"}), 50, 1),
						"one two…");
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "one two three four five"}), 50, 2),
						"one two |three fou…");
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "one two three"}), 50, 2),
						"one two |three");
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "abcdefghijklmnopq"}), 50, 1),
						"abcdefghi…");
	assert_string_equal(wrapped(LAYOUT_SPANS({FONT_REGULAR, "abcdefgh "}, {FONT_BOLD, "ijklm"}),
								50, 1), "abcdefgh…");
}

static void
copes_with_monstrous_texts(void **state)
{
	size_t		length = 100000;
	char	   *monster = arena_alloc(arena, length + 1);
	Text		text;
	const Lines *lines;
	size_t		i;
	size_t		sum = 0;

	(void) state;
	assert_non_null(monster);
	memset(monster, 'x', length);
	monster[length] = '\0';
	text = text_plain(arena, FONT_REGULAR, monster);
	lines = text_wrap(&text, arena, &fake_metrics, 10, 500, 0);
	assert_int_equal(lines->count, 1000);
	for (i = 0; i < lines->count; i++)
		sum += lines->lines[i].pieces[0].length;
	assert_int_equal(sum, length);
}

/* Nothing is lost: the lines together are the text. */
static void
loses_nothing(void **state)
{
	static const char *const words[] = {
		"a", "mentor", "Zoë", "李小龙", "x-y", "9/11", "—", "e\u0301", "abcdefghijklmnop", "«", "…"
	};
	uint32_t	seed = 11;
	int			round;

	(void) state;
	for (round = 0; round < 3000; round++)
	{
		Arena	   *own = arena_create(0);
		const char *wanted = "";
		const char *got = "";
		Text		text;
		const Lines *lines;
		double		width;
		size_t		i;
		size_t		j;
		int			count;

		seed = seed * 1103515245u + 12345u;
		for (count = (int) (seed >> 16) % 9; count >= 0; count--)
		{
			seed = seed * 1103515245u + 12345u;
			wanted = arena_printf(own, "%s%s%s", wanted, *wanted != '\0' ? " " : "",
								  words[(seed >> 16) % 11]);
		}
		width = 5 + seed % 90;
		text = text_plain(own, FONT_REGULAR, wanted);
		lines = text_wrap(&text, own, &fake_metrics, 10, width, 0);
		for (i = 0; i < lines->count; i++)
		{
			if (lines->lines[i].width > width + 0.01)
				fail_msg("a line of \"%s\" is too wide for %.0f", wanted, width);
			for (j = 0; j < lines->lines[i].count; j++)
				got = arena_printf(own, "%s%.*s", got,
								   (int) lines->lines[i].pieces[j].length,
								   lines->lines[i].pieces[j].text);
		}
		assert_string_equal(got, wanted);
		arena_free(own);
	}
}

static void
tells_when_memory_is_gone(void **state)
{
	size_t		limit;
	bool		worked = false;

	(void) state;
	/* the point of failure moves on until there is none */
	for (limit = 16; !worked; limit += 16)
	{
		Arena	   *small = arena_create(limit);
		Text		text = text_make(small, LAYOUT_SPANS({FONT_BOLD, "one"},
														 {FONT_REGULAR, " two three four"}));
		const Lines *lines = text_wrap(&text, small, &fake_metrics, 10, 30, 2);

		worked = !arena_failed(small);
		if (worked)
			assert_int_equal(lines->count, 2);
		arena_free(small);
		assert_true(limit < 100000);
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
		TEST(breaks_between_words),
		TEST(breaks_after_hyphens_and_slashes),
		TEST(breaks_words_that_are_too_long),
		TEST(breaks_between_ideographs),
		TEST(keeps_weights_of_one_word_together),
		TEST(cuts_with_an_ellipsis),
		TEST(copes_with_monstrous_texts),
		TEST(loses_nothing),
		TEST(tells_when_memory_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
