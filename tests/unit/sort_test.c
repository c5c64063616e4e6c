/*
 * sort_test.c
 *		The merge sort: against the C library's, stable, and stopped anywhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/sort.h"

#define MANY 300000

static uint64_t seed = 20241126;

static uint32_t
below(uint32_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (((seed >> 33) * (uint64_t) limit) >> 31);
}

typedef struct Item
{
	int32_t		key;
	int32_t		place;			/* before it was sorted */
} Item;

static int
compare_items(const void *a, const void *b, const void *context)
{
	int32_t		x = ((const Item *) a)->key;
	int32_t		y = ((const Item *) b)->key;

	(void) context;
	return x < y ? -1 : x > y;
}

static int
compare_all(const void *a, const void *b)
{
	const Item *x = a;
	const Item *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void
fill(Item *items, int count, uint32_t keys)
{
	for (int k = 0; k < count; k++)
		items[k] = (Item) {(int32_t) below(keys), k};
}

static void
test_against_library(void **state)
{
	static Item items[2000];
	static Item spare[2000];
	static Item wanted[2000];

	(void) state;
	for (int k = 0; k < 500; k++)
	{
		int			count = (int) below(k % 10 == 0 ? 2000 : 40);

		fill(items, count, 1 + below(100));
		memcpy(wanted, items, sizeof(items));
		qsort(wanted, (size_t) count, sizeof(Item), compare_all);
		mship_sort(items, spare, count, sizeof(Item), compare_items, NULL);
		assert_memory_equal(items, wanted, sizeof(Item) * (size_t) count);
	}
}

typedef struct Stopper
{
	int			asked;
	int			stop_at;
} Stopper;

static bool
stop(void *context)
{
	Stopper    *s = context;

	return s->asked++ == s->stop_at;
}

static void
test_stopped(void **state)
{
	Item	   *items = malloc(sizeof(Item) * MANY);
	Item	   *spare = malloc(sizeof(Item) * MANY);
	Stopper		s = {0, -1};
	int			questions;

	(void) state;
	fill(items, MANY, 1000000);
	assert_true(mship_sort_until(items, spare, MANY, sizeof(Item), compare_items, NULL, stop, &s));
	questions = s.asked;
	/* 19 passes over all of them */
	assert_true(questions > 50);
	for (int k = 0; k < questions; k += 7)
	{
		s = (Stopper) {0, k};
		fill(items, MANY, 1000000);
		assert_false(mship_sort_until(items, spare, MANY, sizeof(Item), compare_items, NULL, stop, &s));
		assert_true(s.asked == k + 1);
	}
	free(items);
	free(spare);
}

static void
test_numbers(void **state)
{
	int64_t		numbers[] = {5, -3, 5, INT64_MAX, INT64_MIN, 0, -3};
	int64_t		spare[7];
	const int64_t wanted[] = {INT64_MIN, -3, 0, 5, INT64_MAX};

	(void) state;
	assert_int_equal(mship_sort_unique(numbers, spare, 7), 5);
	assert_memory_equal(numbers, wanted, sizeof(wanted));
	assert_int_equal(mship_find_number(numbers, 5, 5), 3);
	assert_int_equal(mship_find_number(numbers, 5, 4), -1);
	assert_int_equal(mship_find_number(numbers, 0, 4), -1);
	assert_int_equal(mship_sort_unique(numbers, spare, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_library),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
