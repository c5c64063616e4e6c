/*
 * sort.c
 *		Bottom-up merge sort; runs that are in order already are only copied.
 */
#include <stdbool.h>
#include <string.h>

#include "core/sort.h"

typedef struct Sorter
{
	size_t		size;
	MshipCompare compare;
	const void *context;
} Sorter;

static char *
item(char *items, const Sorter *s, int64_t k)
{
	return items + (size_t) k * s->size;
}

/* Merge from[begin, middle) and from[middle, end) into to[begin, end). */
static void
merge(const Sorter *s, char *from, char *to, int64_t begin, int64_t middle,
	  int64_t end)
{
	int64_t		left = begin;
	int64_t		right = middle;

	if (middle == end ||
		s->compare(item(from, s, middle - 1), item(from, s, middle), s->context) <= 0)
	{
		memcpy(item(to, s, begin), item(from, s, begin), (size_t) (end - begin) * s->size);
		return;
	}
	for (int64_t k = begin; k < end; k++)
	{
		bool		take_left = right == end ||
			(left < middle &&
			 s->compare(item(from, s, left), item(from, s, right), s->context) <= 0);

		memcpy(item(to, s, k), item(from, s, take_left ? left++ : right++), s->size);
	}
}

void
mship_sort(void *items, void *spare, int64_t count, size_t size,
		   MshipCompare compare, const void *context)
{
	Sorter		s = {size, compare, context};
	char	   *from = items;
	char	   *to = spare;
	bool		ordered = true;

	for (int64_t k = 1; k < count && ordered; k++)
		ordered = compare(item(from, &s, k - 1), item(from, &s, k), context) <= 0;
	if (ordered)
		return;
	for (int64_t width = 1; width < count; width *= 2)
	{
		char	   *swap = from;

		for (int64_t begin = 0; begin < count; begin += 2 * width)
		{
			int64_t		middle = begin + width < count ? begin + width : count;
			int64_t		end = middle + width < count ? middle + width : count;

			merge(&s, from, to, begin, middle, end);
		}
		from = to;
		to = swap;
	}
	if (from != (char *) items)
		memcpy(items, from, (size_t) count * size);
}

static int
compare_numbers(const void *a, const void *b, const void *context)
{
	int64_t		x = *(const int64_t *) a;
	int64_t		y = *(const int64_t *) b;

	(void) context;
	return x < y ? -1 : x > y;
}

int64_t
mship_sort_unique(int64_t *numbers, int64_t *spare, int64_t count)
{
	int64_t		kept = 0;

	mship_sort(numbers, spare, count, sizeof(int64_t), compare_numbers, NULL);
	for (int64_t k = 0; k < count; k++)
	{
		if (kept == 0 || numbers[kept - 1] != numbers[k])
			numbers[kept++] = numbers[k];
	}
	return kept;
}

int64_t
mship_find_number(const int64_t *numbers, int64_t count, int64_t number)
{
	int64_t		low = 0;
	int64_t		high = count;

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;

		if (numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && numbers[low] == number ? low : -1;
}
