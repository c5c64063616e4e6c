/*
 * availability_test.c
 *		The weekly slots of core/availability*.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "core/availability.h"

static uint64_t seed = 20240826;

static uint32_t
next_random(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (seed >> 33);
}

/* The text is copied to a buffer without a byte to spare, so that the address
 * sanitizer sees any read beyond it. */
static MshipStatus
parse(const char *text, MshipAvailability *a, MshipFault *fault)
{
	size_t		length = strlen(text);
	char		copy[512];
	char	   *exact = copy + sizeof(copy) - length;

	memcpy(exact, text, length);
	return mship_availability_parse(exact, length, a, fault);
}

static void
expect_text(const char *text, const char *canonical)
{
	MshipAvailability a;
	char		out[MSHIP_AVAILABILITY_TEXT_MAX + 1];
	size_t		length;

	assert_int_equal(parse(text, &a, NULL), MSHIP_OK);
	length = mship_availability_print(&a, out);
	out[length] = '\0';
	assert_string_equal(out, canonical);
}

static void
expect_fault(const char *text, MshipReason reason, size_t position, size_t length)
{
	MshipAvailability a;
	MshipAvailability before;
	MshipFault	fault;

	memset(&a, 0x5a, sizeof(a));
	before = a;
	assert_int_equal(parse(text, &a, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
	assert_memory_equal(&a, &before, sizeof(a));
	assert_int_equal(parse(text, &a, NULL), MSHIP_ERR_SYNTAX);
}

static void
test_text(void **state)
{
	(void) state;
	expect_text("Mon:before,P3,lunch Thu:P1-P4,after", "Mon:before,P3,lunch Thu:P1-P4,after");
	expect_text("", "none");
	expect_text("NONE", "none");
	expect_text("thu:p2,p1 MONDAY:evening", "Mon:evening Thu:P1,P2");
	expect_text("Mon:P1-P2", "Mon:P1,P2");
	expect_text("Mon:P10,P11,P12,lunch", "Mon:P10-P12,lunch");
	expect_text("Sat-Sun : after", "Sat:after Sun:after");
	expect_text("2:P1", "Tue:P1");
}

static void
test_faults(void **state)
{
	(void) state;
	expect_fault("Mun:P1", MSHIP_REASON_WEEKDAY, 0, 3);
	expect_fault("Mon:P1 Tuesdy:P1", MSHIP_REASON_WEEKDAY, 7, 6);
	expect_fault("Mon", MSHIP_REASON_UNEXPECTED_END, 3, 0);
	expect_fault("Mon:", MSHIP_REASON_UNEXPECTED_END, 4, 0);
	expect_fault("Mon:P1,", MSHIP_REASON_UNEXPECTED_END, 7, 0);
	expect_fault("Mon,P1", MSHIP_REASON_WEEKDAY_COLON, 3, 1);
	expect_fault("Mon:P13", MSHIP_REASON_SLOT, 4, 3);
	expect_fault("Mon:P3-P2", MSHIP_REASON_SLOT_RANGE, 4, 5);
	expect_fault("Mon:P1,P12-lunch", MSHIP_REASON_SLOT_RANGE, 7, 9);
	expect_fault("Sun-Mon:P1", MSHIP_REASON_WEEKDAY_RANGE, 0, 7);
	expect_fault("none Mon:P1", MSHIP_REASON_TRAILING_TEXT, 5, 6);
}

/* A NUL byte is no separator and ends nothing. */
static void
test_nul(void **state)
{
	MshipAvailability a;
	MshipFault	fault;

	(void) state;
	assert_int_equal(mship_availability_parse("Mon:P1\0Tue:P1", 13, &a, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.position, 6);
	assert_int_equal(mship_availability_parse("\0", 1, &a, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(mship_availability_parse("Mon:P1\0", 7, &a, &fault), MSHIP_ERR_SYNTAX);
}

static void
test_longest(void **state)
{
	MshipAvailability a;
	char		text[MSHIP_AVAILABILITY_TEXT_MAX];

	(void) state;
	assert_int_equal(parse("Mon-Sun:before,P1,P2,P4,P5,P7,P8,P10,P11,lunch,after,evening", &a, NULL), MSHIP_OK);
	assert_int_equal(mship_availability_print(&a, text), 398);
}

static void
fill(MshipAvailability *a)
{
	uint32_t	density = 1 + next_random() % 8;

	mship_availability_clear(a);
	for (int d = 1; d <= 7; d++)
		for (int s = 0; s < 16; s++)
			if (next_random() % 8 < density)
				mship_availability_add(a, d, s);
}

static int
sign(int x)
{
	return (x > 0) - (x < 0);
}

/* Algebra against the definition slot by slot, text and bytes round trip. */
static void
test_random(void **state)
{
	(void) state;
	for (int k = 0; k < 20000; k++)
	{
		MshipAvailability a, b, u, n, m, back;
		char		text[MSHIP_AVAILABILITY_TEXT_MAX];
		uint8_t		wire[MSHIP_AVAILABILITY_WIRE_BYTES];
		size_t		length;
		int			count = 0, shared = 0, order = 0;
		bool		contains = true;

		fill(&a);
		fill(&b);
		if (next_random() % 4 == 0)
			mship_availability_union(&a, &a, &b);
		mship_availability_union(&u, &a, &b);
		mship_availability_intersect(&n, &a, &b);
		mship_availability_minus(&m, &a, &b);
		for (int d = 1; d <= 7; d++)
		{
			for (int s = 0; s < 16; s++)
			{
				bool		in_a = mship_availability_has(&a, d, s);
				bool		in_b = mship_availability_has(&b, d, s);

				assert_int_equal(mship_availability_has(&u, d, s), in_a || in_b);
				assert_int_equal(mship_availability_has(&n, d, s), in_a && in_b);
				assert_int_equal(mship_availability_has(&m, d, s), in_a && !in_b);
				count += in_a;
				shared += in_a && in_b;
				contains = contains && (in_a || !in_b);
				if (order == 0 && in_a != in_b)
					order = in_a ? 1 : -1;
			}
		}
		assert_int_equal(mship_availability_count(&a), count);
		assert_int_equal(mship_availability_shared(&a, &b), shared);
		assert_int_equal(mship_availability_overlaps(&a, &b), shared > 0);
		assert_int_equal(mship_availability_contains(&a, &b), contains);
		assert_int_equal(sign(mship_availability_cmp(&a, &b)), order);

		length = mship_availability_print(&a, text);
		assert_true(length <= sizeof(text));
		assert_int_equal(mship_availability_parse(text, length, &back, NULL), MSHIP_OK);
		assert_memory_equal(&a, &back, sizeof(a));
		mship_availability_write(&a, wire);
		mship_availability_clear(&back);
		assert_int_equal(mship_availability_read(wire, sizeof(wire), &back, NULL), MSHIP_OK);
		assert_memory_equal(&a, &back, sizeof(a));
	}
}

static void
test_damaged_bytes(void **state)
{
	uint8_t		wire[MSHIP_AVAILABILITY_WIRE_BYTES + 1] = {MSHIP_AVAILABILITY_WIRE_VERSION};
	MshipAvailability a;
	MshipFault	fault;

	(void) state;
	for (size_t length = 0; length <= sizeof(wire); length++)
	{
		if (length == MSHIP_AVAILABILITY_WIRE_BYTES)
			continue;
		assert_int_equal(mship_availability_read(wire, length, &a, &fault), MSHIP_ERR_BINARY);
		assert_int_equal(fault.reason, MSHIP_REASON_BINARY_LENGTH);
	}
	wire[0]++;
	assert_int_equal(mship_availability_read(wire, MSHIP_AVAILABILITY_WIRE_BYTES, &a, &fault), MSHIP_ERR_BINARY);
	assert_int_equal(fault.reason, MSHIP_REASON_BINARY_VERSION);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_longest),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_damaged_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
