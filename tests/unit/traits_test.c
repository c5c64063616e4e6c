/*
 * traits_test.c
 *		Weighted tags (core/traits*.c) and case folding (core/fold.c).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/fold.h"
#include "core/traits.h"

/* Input and result have not a byte to spare: the sanitizer sees what is beyond. */
static MshipStatus
parse_bytes(const char *text, size_t length, bool utf8, uint8_t **traits, MshipFault *fault)
{
	char	   *exact = malloc(length + (length == 0));
	uint8_t    *result = malloc(mship_traits_bound(length));
	MshipStatus status;

	memcpy(exact, text, length);
	status = mship_traits_parse(exact, length, utf8, result, fault);
	free(exact);
	if (status == MSHIP_OK)
		*traits = result;
	else
		free(result);
	return status;
}

static uint8_t *
make(const char *text)
{
	uint8_t    *traits = NULL;

	assert_int_equal(parse_bytes(text, strlen(text), true, &traits, NULL), MSHIP_OK);
	return traits;
}

static void
expect_canonical(const uint8_t *traits, const char *canonical)
{
	char	   *text = malloc(mship_traits_text_bound(traits) + 1);

	text[mship_traits_print(traits, text)] = '\0';
	assert_string_equal(text, canonical);
	free(text);
}

static void
expect_text(const char *text, const char *canonical)
{
	uint8_t    *traits = make(text);
	uint8_t    *again = make(canonical);

	expect_canonical(traits, canonical);
	assert_int_equal(mship_traits_size(traits), mship_traits_size(again));
	assert_memory_equal(traits, again, mship_traits_size(again));
	free(traits);
	free(again);
}

static void
expect_fault(const char *text, MshipStatus status, MshipReason reason, size_t position, size_t length)
{
	uint8_t    *traits = NULL;
	MshipFault	fault;

	assert_int_equal(parse_bytes(text, strlen(text), true, &traits, &fault), status);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
	assert_null(traits);
}

static void
test_text(void **state)
{
	(void) state;
	expect_text("", "");
	expect_text(" \t", "");
	expect_text("b:2,a", "a, b:2");
	expect_text("A B   C :1", "a b c");
	expect_text("x:0,y:-0.000001,z:100", "y:-0.000001, z:100");
	expect_text("b,a,c,a,b:1", "a, b, c");
	expect_text("\xc3\x89lan", "\xc3\xa9lan");
	expect_text("\xc8\xba\xc8\xba", "\xe2\xb1\xa5\xe2\xb1\xa5");	/* the one that grows */
	expect_text("\xff,\xc3", "\xc3, \xff");
}

static void
test_faults(void **state)
{
	(void) state;
	expect_fault("a,", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 2, 0);
	expect_fault(",a", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_EMPTY, 0, 0);
	expect_fault("ab, c;d", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_NAME, 5, 1);
	expect_fault("ab:1.5x , c", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_WEIGHT, 3, 4);
	expect_fault("ab:", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 3, 0);
	expect_fault("a:1, a:2", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_REPEATED, 5, 3);
	expect_fault("a:0,a", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_REPEATED, 4, 1);
}

/* A NUL byte separates nothing and ends nothing, wherever it stands. */
static void
test_nul(void **state)
{
	uint8_t    *traits = NULL;
	MshipFault	fault;

	(void) state;
	assert_int_equal(parse_bytes("a\0b", 3, true, &traits, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.position, 1);
	assert_int_equal(parse_bytes("\0", 1, true, &traits, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.position, 0);
	assert_int_equal(parse_bytes("a \0", 3, true, &traits, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.position, 2);
	assert_int_equal(parse_bytes("a:1\0", 4, true, &traits, &fault), MSHIP_ERR_SYNTAX);
}

/* In another encoding than UTF-8 the same bytes are letters we do not know. */
static void
test_other_encoding(void **state)
{
	uint8_t    *traits = NULL;

	(void) state;
	assert_int_equal(parse_bytes("\xc3\x89X", 3, false, &traits, NULL), MSHIP_OK);
	expect_canonical(traits, "\xc3\x89x");
	free(traits);
}

static void
test_limits(void **state)
{
	char		text[2000];
	size_t		length = 0;
	uint8_t    *traits = NULL;
	uint8_t    *half;
	uint8_t    *result;
	MshipFault	fault;

	(void) state;
	for (int k = 0; k < MSHIP_TRAITS_MAX_COUNT; k++)
		length += (size_t) snprintf(text + length, sizeof(text) - length, "%st%03d", k ? "," : "", k);
	assert_int_equal(parse_bytes(text, length, true, &traits, NULL), MSHIP_OK);
	assert_int_equal(mship_traits_count(traits), MSHIP_TRAITS_MAX_COUNT);
	length += (size_t) snprintf(text + length, sizeof(text) - length, ",x");
	assert_int_equal(parse_bytes(text, length, true, &half, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.value, 257);
	assert_int_equal(fault.limit, 256);

	half = make("x");
	result = malloc(mship_traits_size(traits) + mship_traits_size(half));
	assert_int_equal(mship_traits_concat(traits, half, result, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.value, 257);
	free(result);
	free(half);
	free(traits);

	memset(text, 'x', 128);
	assert_int_equal(parse_bytes(text, 128, true, &half, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.reason, MSHIP_REASON_TRAIT_LENGTH);
	assert_int_equal(parse_bytes(text, 127, true, &half, &fault), MSHIP_OK);
	free(half);
}

/* The greatest sums stay exact: 256 tags of weight 100. */
static void
test_dot(void **state)
{
	char		text[4000];
	size_t		length = 0;
	uint8_t    *a;
	uint8_t    *b;
	double		cosine;

	(void) state;
	for (int k = 0; k < MSHIP_TRAITS_MAX_COUNT; k++)
		length += (size_t) snprintf(text + length, sizeof(text) - length, "%st%d:-100", k ? "," : "", k);
	a = make(text);
	assert_int_equal(mship_traits_dot(a, a), INT64_C(2560000000000000000));
	assert_true(mship_traits_similarity(a, a, &cosine));
	assert_true(cosine == 1);
	b = make("");
	assert_int_equal(mship_traits_dot(a, b), 0);
	assert_false(mship_traits_similarity(a, b, &cosine));
	free(b);
	b = make("t7:0.000001, u");
	assert_int_equal(mship_traits_dot(a, b), -100000000);
	free(a);
	free(b);
}

static void
test_shared(void **state)
{
	uint8_t    *a = make("a, b:2, c:-1, d:3, e");
	uint8_t    *b = make("a, b:2, c:-5, d:2, e:-1, f");
	MshipSharedTrait shared[5];

	(void) state;
	assert_int_equal(mship_traits_shared(a, b, shared), 3);
	assert_memory_equal(shared[0].first.tag, "d", 1);
	assert_int_equal(shared[0].second.weight, 2000000);
	assert_memory_equal(shared[1].first.tag, "b", 1);
	assert_memory_equal(shared[2].first.tag, "a", 1);
	free(a);
	free(b);
}

static void
test_concat(void **state)
{
	uint8_t    *a = make("b, c:2, d");
	uint8_t    *b = make("a, c:3, e");
	uint8_t    *result = malloc(mship_traits_size(a) + mship_traits_size(b));

	(void) state;
	assert_int_equal(mship_traits_concat(a, b, result, NULL), MSHIP_OK);
	expect_canonical(result, "a, b, c:3, d, e");
	assert_true(mship_traits_cmp(a, b) > 0);
	assert_true(mship_traits_cmp(b, result) > 0);
	assert_true(mship_traits_cmp(a, a) == 0);
	free(result);
	free(a);
	free(b);
}

/* Folding twice is folding once, and never leaves the range of Unicode. */
static void
test_fold(void **state)
{
	int			folded = 0;

	(void) state;
	for (uint32_t c = 0; c <= 0x10ffff; c++)
	{
		uint32_t	f = mship_fold_codepoint(c);

		assert_true(f <= 0x10ffff && (f < 0xd800 || f > 0xdfff || f == c));
		assert_int_equal(mship_fold_codepoint(f), f);
		folded += f != c;
	}
	/* code points of Unicode 14.0 that fold to another one, 26 of them ASCII */
	assert_int_equal(folded, 1454);
	assert_int_equal(mship_fold_codepoint('Z'), 'z');
	assert_int_equal(mship_fold_codepoint('['), '[');
	assert_int_equal(mship_fold_codepoint(0xd7), 0xd7);
	assert_int_equal(mship_fold_codepoint(0x178), 0xff);
	assert_int_equal(mship_fold_codepoint(0x1eed), 0x1eed);
	assert_int_equal(mship_fold_codepoint(0x1eec), 0x1eed);
	assert_int_equal(mship_fold_codepoint(0x42f), 0x44f);
	assert_int_equal(mship_fold_codepoint(0x1e921), 0x1e943);
}

/* Bytes that are not UTF-8 are copied one by one. */
static void
test_fold_bytes(void **state)
{
	static const struct
	{
		const char *text;
		size_t		taken;
		const char *folded;
	}			cases[] = {
		{"A", 1, "a"}, {"\xc3\x89", 2, "\xc3\xa9"}, {"\xc3", 1, "\xc3"},
		{"\xc3" "A", 1, "\xc3"}, {"\xc1\x81", 1, "\xc1"}, {"\xe0\x81\x81", 1, "\xe0"},
		{"\xed\xa0\x80", 1, "\xed"}, {"\xf4\x90\x80\x80", 1, "\xf4"}, {"\xf8\x88\x80\x80", 1, "\xf8"},
		{"\xf0\x9e\xa4\xa1", 4, "\xf0\x9e\xa5\x83"}, {"\xe2\x84\xaa", 3, "k"}, {"\x80", 1, "\x80"}
	};

	(void) state;
	for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++)
	{
		char		to[MSHIP_FOLD_MAX];
		size_t		taken;
		size_t		length;

		length = mship_fold_char(cases[k].text, strlen(cases[k].text), true, to, &taken);
		assert_int_equal(taken, cases[k].taken);
		assert_int_equal(length, strlen(cases[k].folded));
		assert_memory_equal(to, cases[k].folded, length);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_other_encoding),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_dot),
		cmocka_unit_test(test_shared),
		cmocka_unit_test(test_concat),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
