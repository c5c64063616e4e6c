/*
 * common_utf8_test.c
 *		Cleaning of text, and the bounded string builder, of jobs/common.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"

static void
expect_clean(const char *text, size_t length, const char *wanted)
{
	Arena	   *arena = arena_create(0);
	/* without a byte to spare, so that the sanitizer sees any read beyond */
	char	   *exact = malloc(length > 0 ? length : 1);
	const char *clean;

	assert_non_null(exact);
	memcpy(exact, text, length);
	clean = utf8_clean_bytes(arena, exact, length);
	assert_non_null(clean);
	assert_string_equal(clean, wanted);
	assert_true(utf8_is_valid(clean, strlen(clean)));
	free(exact);
	arena_free(arena);
}

#define CLEAN(text, wanted) expect_clean(text, sizeof(text) - 1, wanted)

static void
keeps_good_text(void **state)
{
	(void) state;
	CLEAN("", "");
	CLEAN("Zoë Nguyễn-Đỗ", "Zoë Nguyễn-Đỗ");
	CLEAN("李小龙 محمد 😀", "李小龙 محمد 😀");
	CLEAN("\xF4\x8F\xBF\xBD", "\xF4\x8F\xBF\xBD");
	/* marks that steer a single place, and joiners, are part of names */
	CLEAN("a\xE2\x80\x8F" "b\xE2\x80\x8D" "c", "a\xE2\x80\x8F" "b\xE2\x80\x8D" "c");
}

/* The table of Unicode's chapter 3.9, "U+FFFD substitution of maximal subparts". */
static void
shows_broken_bytes(void **state)
{
	(void) state;
	CLEAN("Zo\xEB N", "Zo\uFFFD N");
	CLEAN("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82" "A",
		  "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" "A");
	CLEAN("\xED\xA0\x80" "A", "\uFFFD\uFFFD\uFFFD" "A");
	CLEAN("\xF4\x91\x92\x93\xFF" "A\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" "A\uFFFD");
	CLEAN("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF" "A", "\uFFFD\uFFFD\uFFFD\uFFFD" "A");
	CLEAN("cut \xE6\x9D", "cut \uFFFD");
	CLEAN("\xF0\x9F\x98", "\uFFFD");
}

static void
takes_out_what_misleads(void **state)
{
	(void) state;
	CLEAN("a\xE2\x80\xAE" "b\xE2\x80\xAC" "c", "abc");	/* override and its end */
	CLEAN("a\xE2\x81\xA6" "b\xE2\x81\xA9", "ab");	/* isolate */
	CLEAN("\xEF\xBB\xBF" "a", "a");	/* byte order mark */
	CLEAN("a\tb\r\nc\xE2\x80\xA8" "d", "a b  c d");
	CLEAN("a\x01" "b\x7F" "c\xC2\x9B" "d", "a\uFFFDb\uFFFDc\uFFFDd");
	CLEAN("\xEF\xBF\xBF\xEF\xB7\x90", "\uFFFD\uFFFD");	/* noncharacters */
	expect_clean("a\0b", 3, "a\uFFFDb");
}

/* Every sequence of up to three interesting bytes comes out valid, and clean
 * text stays as it is. */
static void
always_gives_valid_text(void **state)
{
	static const unsigned char bytes[] = {
		0x00, 0x41, 0x7F, 0x80, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE2,
		0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF
	};
	const size_t n = sizeof(bytes);
	Arena	   *arena = arena_create(0);
	size_t		i;

	(void) state;
	for (i = 0; i < n * n * n * n; i++)
	{
		char		text[4] = {
			(char) bytes[i % n], (char) bytes[i / n % n],
			(char) bytes[i / n / n % n], (char) bytes[i / n / n / n]
		};
		const char *clean = utf8_clean_bytes(arena, text, 4);

		assert_non_null(clean);
		assert_true(utf8_is_valid(clean, strlen(clean)));
		assert_string_equal(utf8_clean(arena, clean), clean);
		arena_reset(arena);
	}
	arena_free(arena);
}

static void
decodes_what_it_encodes(void **state)
{
	uint32_t	c;

	(void) state;
	for (c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37)
	{
		char		bytes[UTF8_MAX_BYTES];
		size_t		length = utf8_encode(c, bytes);
		const char *at = bytes;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		assert_int_equal(utf8_decode(&at, bytes + length), c);
		assert_ptr_equal(at, bytes + length);
	}
}

static void
fits_whole_characters(void **state)
{
	const char *text = "aé李😀";	/* 1 + 2 + 3 + 4 bytes */
	static const size_t wanted[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
	size_t		limit;

	(void) state;
	for (limit = 0; limit < sizeof(wanted) / sizeof(wanted[0]); limit++)
		assert_int_equal(utf8_fit(text, 10, limit), wanted[limit]);
}

static void
knows_marks_and_ideographs(void **state)
{
	(void) state;
	assert_true(utf8_extends(0x0301) && utf8_extends(0x094D) && utf8_extends(0x200D) &&
				utf8_extends(0xFE0F) && utf8_extends(0x1F3FB));
	assert_true(utf8_leads(0x094D) && utf8_leads(0x17D2) && utf8_leads(0x0E40) &&
				utf8_leads(0x200D));
	assert_false(utf8_leads('a') || utf8_leads(0x0E01) || utf8_leads(0x0BCD));
	assert_false(utf8_extends('a') || utf8_extends(0x0928) || utf8_extends(0x674E) ||
				 utf8_extends(0x0300 - 1));
	assert_true(utf8_is_ideographic(0x674E) && utf8_is_ideographic(0x3055) &&
				utf8_is_ideographic(0xAE40));
	assert_false(utf8_is_ideographic('a') || utf8_is_ideographic(0x0E2A));
}

static void
tells_when_memory_is_gone(void **state)
{
	Arena	   *arena = arena_create(64);

	(void) state;
	assert_string_equal(utf8_clean(arena, NULL), "");
	assert_null(utf8_clean(arena, "0123456789012345678901234567890123456789"
						   "0123456789012345678901234567890123456789"));
	assert_true(arena_failed(arena));
	arena_free(arena);
}

static void
builds_bounded_strings(void **state)
{
	char		buffer[8];
	Str			str;

	(void) state;
	str_init(&str, buffer, sizeof(buffer));
	str_add(&str, "ab");
	str_add_char(&str, 'c');
	str_addf(&str, "%d", 12);
	assert_string_equal(str.data, "abc12");
	assert_false(str.truncated);
	/* 李 needs three bytes, two are left; nothing may follow the gap */
	str_add(&str, "李");
	str_add(&str, "z");
	str_addf(&str, "z");
	assert_string_equal(str.data, "abc12");
	assert_true(str.truncated);
	str_clear(&str);
	str_addf(&str, "%s", "éééé");
	assert_string_equal(str.data, "ééé");
	assert_int_equal(str.length, 6);
	assert_true(str.truncated);
	str_clear(&str);
	str_add(&str, "1234567");
	assert_false(str.truncated);
	str_add(&str, "8");
	assert_true(str.truncated);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_good_text),
		cmocka_unit_test(shows_broken_bytes),
		cmocka_unit_test(takes_out_what_misleads),
		cmocka_unit_test(always_gives_valid_text),
		cmocka_unit_test(decodes_what_it_encodes),
		cmocka_unit_test(fits_whole_characters),
		cmocka_unit_test(knows_marks_and_ideographs),
		cmocka_unit_test(tells_when_memory_is_gone),
		cmocka_unit_test(builds_bounded_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
