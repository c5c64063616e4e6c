/*
 * pdf_bytes_test.c
 *		Bytes that grow, what compression gives back, and numbers as a page's
 *		content spells them.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <libdeflate.h>

#include "pdf/bytes.h"
#include "pdf/hpdf_objects.h"

static void
test_growth(void **state)
{
	Bytes		bytes = {0};
	size_t		i;

	(void) state;
	for (i = 0; i < 30000; i++)
		bytes_addf(&bytes, "%05zu", i);
	assert_int_equal(bytes.length, 150000);
	assert_memory_equal(bytes.data + 5 * 12345, "12345", 5);
	bytes_clear(&bytes);
	assert_int_equal(bytes.length, 0);
	bytes_add(&bytes, NULL, 0);
	assert_false(bytes.failed);
	/* more than can be: remembered, and nothing is added any more */
	assert_null(bytes_reserve(&bytes, SIZE_MAX / 2));
	bytes_add(&bytes, "x", 1);
	assert_true(bytes.failed);
	assert_int_equal(bytes.length, 0);
	bytes_free(&bytes);
}

static void
test_deflate(void **state)
{
	static const size_t sizes[] = {0, 1, 5, 4096, 70000};
	struct libdeflate_decompressor *back = libdeflate_alloc_decompressor();
	Deflater   *deflater = deflater_create();
	Bytes		packed = {0};
	char	   *plain = calloc(1, 70000);
	char	   *again = malloc(70000);
	size_t		i;

	(void) state;
	assert_non_null(deflater);
	for (i = 0; i < 70000; i++)
		plain[i] = (char) (i * i % 251 % 17);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
	{
		size_t		start = packed.length;
		size_t		length = 0;

		bytes_add_deflated(&packed, deflater, plain, sizes[i]);
		assert_int_equal(libdeflate_zlib_decompress(back, packed.data + start,
													packed.length - start, again,
													70000, &length),
						 LIBDEFLATE_SUCCESS);
		assert_int_equal(length, sizes[i]);
		assert_memory_equal(plain, again, length);
	}
	assert_false(packed.failed);
	assert_true(packed.length < 70000);
	free(plain);
	free(again);
	bytes_free(&packed);
	deflater_free(deflater);
	libdeflate_free_decompressor(back);
}

/* Against printf's rounding, less the zeros at the end. */
static void
expect_number(double number)
{
	Pdf			pdf = {0};
	char		buffer[40];
	char		expected[40];
	char	   *end;
	Str			str;

	str_init(&str, buffer, sizeof(buffer));
	pdf_add_number(&pdf, &str, number);
	assert_false(pdf.failed);
	snprintf(expected, sizeof(expected), "%.3f", number);
	for (end = expected + strlen(expected) - 1; *end == '0'; end--)
		*end = '\0';
	if (*end == '.')
		*end = '\0';
	assert_string_equal(buffer, strcmp(expected, "-0") == 0 ? "0" : expected);
}

static void
test_numbers(void **state)
{
	static const double numbers[] = {
		0, -0.0, 1, -1, 0.5, -0.5, 0.001, -0.001, 0.0004, -0.0004, 0.01, 0.1,
		10, 100.01, 792, 12.345, -12.345, 9.9996, 32767, -32767, 0.043, 611.999
	};
	Pdf			pdf;
	char		buffer[40];
	Str			str;
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		expect_number(numbers[i]);
	for (i = 0; i < 200000; i++)
		expect_number((double) i / 1000 - 50);
	str_init(&str, buffer, sizeof(buffer));
	memset(&pdf, 0, sizeof(pdf));
	pdf_add_number(&pdf, &str, 40000);
	assert_true(pdf.failed);
	memset(&pdf, 0, sizeof(pdf));
	pdf_add_number(&pdf, &str, NAN);
	assert_true(pdf.failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_deflate),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
