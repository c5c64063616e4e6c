/*
 * decimal_test.c
 *		Decimals (core/decimal.c): text round trips, and conversion to double
 *		agrees with the C library.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/decimal.h"

static uint64_t seed = 20240826;

static uint32_t
next_random(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (seed >> 33);
}

static void
expect(const char *text, int64_t digits, int32_t scale, size_t taken, const char *printed)
{
	MshipDecimal d;
	size_t		used;
	char		out[MSHIP_DECIMAL_TEXT_MAX + 1];

	assert_int_equal(mship_decimal_parse(text, strlen(text), &d, &used, NULL), MSHIP_OK);
	assert_int_equal(d.digits, digits);
	assert_int_equal(d.scale, scale);
	assert_int_equal(used, taken);
	assert_true(mship_decimal_valid(&d));
	out[mship_decimal_print(&d, out)] = '\0';
	assert_string_equal(out, printed);
}

static void
test_text(void **state)
{
	(void) state;
	expect("0", 0, 0, 1, "0");
	expect("-0.000", 0, 0, 6, "0");
	expect("0.10", 1, 1, 4, "0.1");
	expect(".5", 5, 1, 2, "0.5");
	expect("-.05x", -5, 2, 4, "-0.05");
	expect("+12", 12, 0, 3, "12");
	expect("1.", 1, 0, 1, "1");
	expect("1.2.3", 12, 1, 3, "1.2");
	expect("1e5", 1, 0, 1, "1");
	expect("1000.0", 1000, 0, 6, "1000");
	expect("10.01", 1001, 2, 5, "10.01");
	expect("000000000000000000007.250", 725, 2, 25, "7.25");
	expect("999999999999999", INT64_C(999999999999999), 0, 15, "999999999999999");
	expect("-0.0000000999999999999999", -INT64_C(999999999999999), 22, 25, "-0.0000000999999999999999");
	expect("0.0000000000000000000001", 1, 22, 24, "0.0000000000000000000001");
	expect("100000000000000", INT64_C(100000000000000), 0, 15, "100000000000000");
}

static void
expect_fault(const char *text, MshipStatus status, size_t length)
{
	MshipDecimal d = {77, 7};
	MshipFault	fault;
	size_t		used = 99;

	assert_int_equal(mship_decimal_parse(text, strlen(text), &d, &used, &fault), status);
	assert_int_equal(fault.length, length);
	assert_int_equal(d.digits, 77);
	assert_int_equal(d.scale, 7);
	assert_int_equal(used, 99);
}

static void
test_faults(void **state)
{
	char		*longest = malloc(5001);

	(void) state;
	expect_fault("", MSHIP_ERR_SYNTAX, 0);
	expect_fault("-", MSHIP_ERR_SYNTAX, 1);
	expect_fault(".", MSHIP_ERR_SYNTAX, 0);
	expect_fault("--1", MSHIP_ERR_SYNTAX, 1);
	expect_fault("x", MSHIP_ERR_SYNTAX, 0);
	expect_fault("1000000000000000", MSHIP_ERR_NUMBER, 16);
	expect_fault("9999999999999999", MSHIP_ERR_NUMBER, 16);
	expect_fault("1.000000000000001", MSHIP_ERR_NUMBER, 17);
	expect_fault("0.00000000000000000000001", MSHIP_ERR_NUMBER, 25);
	memset(longest, '9', 5000);
	longest[5000] = '\0';
	expect_fault(longest, MSHIP_ERR_NUMBER, 5000);
	free(longest);
}

/* Digits and scale of every size: printed, read again, and equal to strtod(). */
static void
test_random(void **state)
{
	(void) state;
	for (int k = 0; k < 100000; k++)
	{
		MshipDecimal d;
		MshipDecimal e;
		char		text[MSHIP_DECIMAL_TEXT_MAX + 1];
		size_t		used;
		size_t		length;

		d.digits = (int64_t) (((uint64_t) next_random() << 31 | next_random()) % UINT64_C(1000000000000000));
		for (uint32_t cut = next_random() % 15; cut > 0; cut--)
			d.digits /= 10;
		if (next_random() % 2)
			d.digits = -d.digits;
		d.scale = (int32_t) (next_random() % (MSHIP_DECIMAL_MAX_SCALE + 1));
		while (d.scale > 0 && d.digits % 10 == 0)
		{
			d.digits /= 10;
			d.scale--;
		}
		length = mship_decimal_print(&d, text);
		assert_true(length < sizeof(text));
		text[length] = '\0';
		assert_int_equal(mship_decimal_parse(text, length, &e, &used, NULL), MSHIP_OK);
		assert_int_equal(used, length);
		assert_int_equal(e.digits, d.digits);
		assert_int_equal(e.scale, d.scale);
		assert_true(mship_decimal_to_double(&d) == strtod(text, NULL));
	}
}

static void
test_fixed(void **state)
{
	MshipDecimal d = {25, 1};
	int64_t		fixed = -1;

	(void) state;
	assert_true(mship_decimal_to_fixed(&d, 6, 2500000, &fixed));
	assert_int_equal(fixed, 2500000);
	fixed = -1;
	assert_false(mship_decimal_to_fixed(&d, 6, 2499999, &fixed));
	assert_false(mship_decimal_to_fixed(&d, 0, 2499999, &fixed));
	d.digits = -d.digits;
	assert_false(mship_decimal_to_fixed(&d, 6, 2499999, &fixed));
	assert_int_equal(fixed, -1);
	mship_decimal_from_fixed(-2500000, 6, &d);
	assert_int_equal(d.digits, -25);
	assert_int_equal(d.scale, 1);
	mship_decimal_from_fixed(0, 6, &d);
	assert_true(mship_decimal_valid(&d));
	d.digits = 10;
	d.scale = 1;
	assert_false(mship_decimal_valid(&d));
	d.scale = 23;
	assert_false(mship_decimal_valid(&d));
	d.scale = 0;
	d.digits = INT64_C(1000000000000000);
	assert_false(mship_decimal_valid(&d));
}

/* The decimal of a double is within one unit of its 15th digit. */
static void
test_from_double(void **state)
{
	static const struct
	{
		double		value;
		int64_t		digits;
		int32_t		scale;
	}			cases[] = {
		{0, 0, 0}, {-0.0, 0, 0}, {0.1, 1, 1}, {-2.5, -25, 1}, {1e14, INT64_C(100000000000000), 0},
		{999999999999999, INT64_C(999999999999999), 0}, {1.0 / 3, INT64_C(333333333333333), 15},
		{1e-22, 1, 22}, {4e-23, 0, 0}, {6e-23, 1, 22}, {-1e-300, 0, 0}, {0.99999999999999999, 1, 0},
		{1234567.25, INT64_C(123456725), 2},
	};
	MshipDecimal d;

	(void) state;
	for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++)
	{
		assert_true(mship_decimal_from_double(cases[k].value, &d));
		assert_int_equal(d.digits, cases[k].digits);
		assert_int_equal(d.scale, cases[k].scale);
		assert_true(mship_decimal_valid(&d));
	}
	assert_false(mship_decimal_from_double(1e15, &d));
	assert_false(mship_decimal_from_double(-1e300, &d));
	assert_false(mship_decimal_from_double(NAN, &d));
	assert_false(mship_decimal_from_double(INFINITY, &d));
	for (double value = 9.87654321987654321e-9; fabs(value) < 9e14; value *= -1.7)
	{
		assert_true(mship_decimal_from_double(value, &d));
		assert_true(mship_decimal_valid(&d));
		assert_true(fabs(mship_decimal_to_double(&d) - value) <= 5e-15 * fabs(value));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_from_double),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
