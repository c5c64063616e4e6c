/*
 * tally_test.c
 *		Tallies of scores (core/tally*.c), against counting pair by pair.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/tally.h"

static uint64_t seed = 20240826;

static uint32_t
next_random(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (seed >> 33);
}

static bool
read_double(const char *text, size_t length, double *value)
{
	char		copy[64];
	char	   *end;

	if (length == 0 || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = strtod(copy, &end);
	return *end == '\0';
}

static size_t
print_double(double value, char *text)
{
	return (size_t) snprintf(text, MSHIP_DOUBLE_TEXT_MAX, "%.17g", value);
}

/* Rows as they come: as many entries, in random order, with ties. */
static uint32_t
random_rows(MshipTallyEntry *rows, uint32_t most, uint32_t distinct)
{
	uint32_t	count = next_random() % (most + 1);

	for (uint32_t k = 0; k < count; k++)
	{
		rows[k].score = (double) (next_random() % distinct) / distinct;
		rows[k].positives = next_random() % 2;
		rows[k].negatives = 1 - rows[k].positives;
	}
	return count;
}

/* The measures by their definitions, row by row. */
static void
expect_measures(const MshipTallyEntry *rows, uint32_t count,
				const MshipTallyEntry *tally, uint32_t scores)
{
	uint32_t	positives = 0;
	double		pairs = 0;
	double		precision = 0;
	double		brier = 0;
	double		result = -1;

	for (uint32_t i = 0; i < count; i++)
	{
		double		hits = 0;
		double		flagged = 0;

		brier += pow(rows[i].score - rows[i].positives, 2);
		if (rows[i].positives == 0)
			continue;
		positives++;
		for (uint32_t j = 0; j < count; j++)
		{
			if (rows[j].negatives == 1)
				pairs += rows[i].score > rows[j].score ? 1 : rows[i].score == rows[j].score ? 0.5 : 0;
			if (rows[j].score >= rows[i].score)
			{
				flagged++;
				hits += rows[j].positives;
			}
		}
		precision += hits / flagged;
	}
	assert_int_equal(mship_tally_roc_auc(tally, scores, &result), positives > 0 && positives < count);
	if (positives > 0 && positives < count)
		assert_true(result == pairs / ((double) positives * (count - positives)));
	assert_int_equal(mship_tally_average_precision(tally, scores, &result), positives > 0);
	if (positives > 0)
		assert_true(fabs(result - precision / positives) < 1e-12);
	assert_int_equal(mship_tally_brier(tally, scores, &result, NULL), MSHIP_OK);
	assert_true(fabs(result - (count == 0 ? 0 : brier / count)) < 1e-12);
}

static void
test_measures(void **state)
{
	MshipTallyEntry rows[60];
	MshipTallyEntry tally[60];

	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		uint32_t	count = random_rows(rows, 60, 1 + next_random() % 40);
		uint32_t	scores = count;

		memcpy(tally, rows, sizeof(rows));
		assert_int_equal(mship_tally_compact(tally, &scores, NULL), MSHIP_OK);
		for (uint32_t k = 1; k < scores; k++)
			assert_true(tally[k - 1].score < tally[k].score);
		expect_measures(rows, count, tally, scores);
	}
}

/* Any split of the rows adds up to the tally of the whole. */
static void
test_merge(void **state)
{
	MshipTallyEntry rows[200];
	MshipTallyEntry part[200];
	MshipTallyEntry merged[400];

	(void) state;
	for (int round = 0; round < 1000; round++)
	{
		uint32_t	count = random_rows(rows, 200, 1 + next_random() % 100);
		uint32_t	cut = count == 0 ? 0 : next_random() % count;
		uint32_t	first = cut;
		uint32_t	second = count - cut;
		uint32_t	both;

		memcpy(part, rows, sizeof(rows));
		assert_int_equal(mship_tally_compact(part, &first, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_compact(part + cut, &second, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_merge(part, first, part + cut, second, merged, &both, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_compact(rows, &count, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_cmp(merged, both, rows, count), 0);
	}
}

static void
test_cmp(void **state)
{
	MshipTallyEntry a[2] = {{1, 2, 3}, {2, 1, 1}};
	MshipTallyEntry b[2] = {{1, 2, 3}, {2, 1, 1}};

	(void) state;
	assert_int_equal(mship_tally_cmp(a, 2, b, 2), 0);
	assert_int_equal(mship_tally_cmp(a, 1, b, 2), -1);
	assert_int_equal(mship_tally_cmp(a, 2, b, 1), 1);
	b[1].negatives = 2;
	assert_int_equal(mship_tally_cmp(a, 2, b, 2), -1);
	b[1].positives = 0;
	assert_int_equal(mship_tally_cmp(a, 2, b, 2), 1);
	b[0].score = 1.5;
	assert_int_equal(mship_tally_cmp(a, 2, b, 2), -1);
}

/* The greatest counts: twice the pairs still fit an integer. */
static void
test_limits(void **state)
{
	MshipTallyEntry most[2] = {{0.5, 0, 2147483647}, {0.75, 2147483647, 0}};
	MshipTallyEntry more[2] = {{0.75, 2147483647, 0}, {0.5, 1, 0}};
	MshipTallyEntry both[4];
	uint32_t	count = 2;
	double		auc;
	MshipFault	fault;

	(void) state;
	assert_int_equal(mship_tally_compact(most, &count, NULL), MSHIP_OK);
	assert_true(mship_tally_roc_auc(most, 2, &auc) && auc == 1);
	most[1].score = 0.25;
	assert_int_equal(mship_tally_compact(most, &count, NULL), MSHIP_OK);
	assert_true(mship_tally_roc_auc(most, 2, &auc) && auc == 0);
	assert_int_equal(mship_tally_compact(more, &count, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.reason, MSHIP_REASON_TALLY_ROWS);
	assert_int_equal(fault.value, INT64_C(2147483648));
	assert_int_equal(mship_tally_merge(most, 2, most, 2, both, &count, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(count, 2);
}

static void
test_brier_needs_probabilities(void **state)
{
	MshipTallyEntry one = {1.0000000000000002, 1, 0};
	MshipFault	fault;
	double		score = -1;

	(void) state;
	assert_int_equal(mship_tally_brier(&one, 1, &score, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, MSHIP_REASON_TALLY_PROBABILITY);
	one.score = -5e-324;
	assert_int_equal(mship_tally_brier(&one, 1, &score, &fault), MSHIP_ERR_VALUE);
	assert_true(score == -1);
	assert_int_equal(mship_tally_brier(&one, 0, &score, &fault), MSHIP_OK);
}

static void
expect_text_fault(const char *text, MshipReason reason, size_t position, size_t length)
{
	MshipTallyEntry entries[10];
	uint32_t	count = 77;
	MshipFault	fault;

	assert_int_equal(mship_tally_parse(text, strlen(text), read_double, entries, &count, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
	assert_int_equal(count, 77);
}

static void
test_io(void **state)
{
	MshipTallyEntry rows[50];
	MshipTallyEntry again[400];
	uint8_t		wire[MSHIP_TALLY_WIRE_HEADER + 50 * MSHIP_TALLY_WIRE_ENTRY];
	char		text[50 * MSHIP_TALLY_ENTRY_TEXT_MAX];
	uint32_t	count;
	uint32_t	back;

	(void) state;
	for (int round = 0; round < 500; round++)
	{
		size_t		length;

		count = random_rows(rows, 50, 1 + next_random() % 60);
		assert_int_equal(mship_tally_compact(rows, &count, NULL), MSHIP_OK);
		length = mship_tally_print(rows, count, print_double, text);
		assert_true(length <= sizeof(text));
		assert_true(count <= mship_tally_text_entries(length));
		assert_int_equal(mship_tally_parse(text, length, read_double, again, &back, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_cmp(rows, count, again, back), 0);
		mship_tally_write(rows, count, wire);
		length = MSHIP_TALLY_WIRE_HEADER + count * MSHIP_TALLY_WIRE_ENTRY;
		assert_int_equal(mship_tally_read_count(wire, length, &back, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_read(wire, back, again, NULL), MSHIP_OK);
		assert_int_equal(mship_tally_cmp(rows, count, again, back), 0);
		assert_int_equal(mship_tally_read_count(wire, length - 1, &back, NULL), MSHIP_ERR_BINARY);
	}
	expect_text_fault("1:1/1 x", MSHIP_REASON_TRAILING_TEXT, 6, 1);
	expect_text_fault("1:1/1, ", MSHIP_REASON_UNEXPECTED_END, 7, 0);
	expect_text_fault("1:1/1, 2:x/1, 3", MSHIP_REASON_TALLY_ENTRY, 7, 5);
	expect_text_fault("nan:1/1", MSHIP_REASON_TALLY_ENTRY, 0, 7);
	expect_text_fault("1:2147483648/0", MSHIP_REASON_TALLY_ENTRY, 0, 14);
	expect_text_fault("1:1", MSHIP_REASON_TALLY_ENTRY, 0, 3);
	assert_int_equal(mship_tally_parse("-0:1/0 , 0:0/1 ", 15, read_double, again, &back, NULL), MSHIP_OK);
	assert_int_equal(back, 1);
	assert_false(signbit(again[0].score));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_measures),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_cmp),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_brier_needs_probabilities),
		cmocka_unit_test(test_io),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
