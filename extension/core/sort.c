/*
 * sort.c
 *		Bottom-up merge sort; runs that are in order already are only copied.
 */
#include <string.h>

#include "core/sort.h"

typedef struct Sorter
{
	size_t		size;
	MshipCompare compare;
	const void *context;
	bool		(*stop) (void *);
	void	   *stop_context;
	int64_t		until_asked;	/* items that may be moved before that */
	bool		stopped;
} Sorter;

#define ITEMS_BETWEEN_QUESTIONS 65536

static char *
item(char *items, const Sorter *s, int64_t k)
{
	return items + (size_t) k * s->size;
}

static inline void
note_moved(Sorter *s, int64_t items)
{
	s->until_asked -= items;
	if (s->until_asked > 0)
		return;
	s->until_asked = ITEMS_BETWEEN_QUESTIONS;
	s->stopped = s->stop != NULL && s->stop(s->stop_context);
}

/* Merge from[begin, middle) and from[middle, end) into to[begin, end). */
static void
merge(Sorter *s, char *from, char *to, int64_t begin, int64_t middle,
	  int64_t end)
{
	int64_t		left = begin;
	int64_t		right = middle;

	if (middle == end ||
		s->compare(item(from, s, middle - 1), item(from, s, middle), s->context) <= 0)
	{
		memcpy(item(to, s, begin), item(from, s, begin), (size_t) (end - begin) * s->size);
		note_moved(s, end - begin);
		return;
	}
	for (int64_t k = begin; k < end && !s->stopped; k++)
	{
		bool		take_left = right == end ||
			(left < middle &&
			 s->compare(item(from, s, left), item(from, s, right), s->context) <= 0);

		memcpy(item(to, s, k), item(from, s, take_left ? left++ : right++), s->size);
		note_moved(s, 1);
	}
}

bool
mship_sort_until(void *items, void *spare, int64_t count, size_t size,
				 MshipCompare compare, const void *context,
				 bool (*stop) (void *), void *stop_context)
{
	Sorter		s = {.size = size,.compare = compare,.context = context,.stop = stop,
		.stop_context = stop_context,.until_asked = ITEMS_BETWEEN_QUESTIONS};
	char	   *from = items;
	char	   *to = spare;
	bool		ordered = true;

	for (int64_t k = 1; k < count && ordered; k++)
		ordered = compare(item(from, &s, k - 1), item(from, &s, k), context) <= 0;
	if (ordered)
		return true;
	for (int64_t width = 1; width < count; width *= 2)
	{
		char	   *swap = from;

		for (int64_t begin = 0; begin < count; begin += 2 * width)
		{
			int64_t		middle = begin + width < count ? begin + width : count;
			int64_t		end = middle + width < count ? middle + width : count;

			merge(&s, from, to, begin, middle, end);
			if (s.stopped)
				return false;
		}
		from = to;
		to = swap;
	}
	if (from != (char *) items)
		memcpy(items, from, (size_t) count * size);
	return true;
}

void
mship_sort(void *items, void *spare, int64_t count, size_t size,
		   MshipCompare compare, const void *context)
{
	(void) mship_sort_until(items, spare, count, size, compare, context, NULL, NULL);
}

int
mship_compare_numbers(const void *a, const void *b, const void *context)
{
	int64_t		x = *(const int64_t *) a;
	int64_t		y = *(const int64_t *) b;

	(void) context;
	return x < y ? -1 : x > y;
}

int64_t
mship_drop_repeated(int64_t *numbers, int64_t count)
{
	int64_t		kept = 0;

	for (int64_t k = 0; k < count; k++)
	{
		if (kept == 0 || numbers[kept - 1] != numbers[k])
			numbers[kept++] = numbers[k];
	}
	return kept;
}

int64_t
mship_sort_unique(int64_t *numbers, int64_t *spare, int64_t count)
{
	mship_sort(numbers, spare, count, sizeof(int64_t), mship_compare_numbers, NULL);
	return mship_drop_repeated(numbers, count);
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
