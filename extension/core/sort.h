/*
 * sort.h
 *		Sorting without the C library: a stable merge sort of fixed-size items.
 */
#ifndef MSHIP_SORT_H
#define MSHIP_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Negative, zero or positive, as a belongs before, with or after b. */
typedef int (*MshipCompare) (const void *a, const void *b, const void *context);

/*
 * Sort "count" items of "size" bytes at "items"; "spare" has room for as many.
 * Items already in order cost one comparison each.
 */
extern void mship_sort(void *items, void *spare, int64_t count, size_t size,
					   MshipCompare compare, const void *context);

/*
 * The same, asking now and then whether to stop.  False when it did: then the
 * items are in no order, and some may be missing.
 */
extern bool mship_sort_until(void *items, void *spare, int64_t count, size_t size,
							 MshipCompare compare, const void *context,
							 bool (*stop) (void *), void *stop_context);

/* For numbers of eight bytes. */
extern int	mship_compare_numbers(const void *a, const void *b, const void *context);

/* Drop repetitions from ascending numbers; returns how many remain. */
extern int64_t mship_drop_repeated(int64_t *numbers, int64_t count);

/* Sort numbers ascending and drop repetitions; returns how many remain. */
extern int64_t mship_sort_unique(int64_t *numbers, int64_t *spare, int64_t count);

/* Index of the number in an ascending list, or -1. */
extern int64_t mship_find_number(const int64_t *numbers, int64_t count,
								 int64_t number);

#endif							/* MSHIP_SORT_H */
