/*
 * assign_stage_cache.h
 *		The few best pairs of every row.
 *
 * The value of a pair is its score minus the column's price.  Prices only rise
 * while the solver works, so a cached value is an upper bound of the true one,
 * and so is the bound on everything outside the cache.  A question about the
 * best two pairs is answered from the cache until the second best falls below
 * that bound; then the row is read again.
 */
#ifndef MSHIP_ASSIGN_STAGE_CACHE_H
#define MSHIP_ASSIGN_STAGE_CACHE_H

#include "core/assign_solver.h"

/* Keep the k candidates of the largest value, in any order (quickselect). */
static void
keep_largest(Candidate *c, int32_t count, int32_t k)
{
	int32_t		low = 0;
	int32_t		high = count - 1;

	while (low < high)
	{
		Price		pivot = c[low + (high - low) / 2].value;
		int32_t		i = low;
		int32_t		j = high;

		while (i <= j)
		{
			while (c[i].value > pivot)
				i++;
			while (c[j].value < pivot)
				j--;
			if (i <= j)
			{
				Candidate	t = c[i];

				c[i++] = c[j];
				c[j--] = t;
			}
		}
		if (k - 1 <= j)
			high = j;
		else if (k - 1 >= i)
			low = i;
		else
			break;
	}
}

static Price
smallest_value(const Candidate *c, int32_t count)
{
	Price		smallest = c[0].value;

	for (int32_t k = 1; k < count; k++)
	{
		if (c[k].value < smallest)
			smallest = c[k].value;
	}
	return smallest;
}

/* By falling value, then by position in the row (shell sort: a few dozen). */
static void
sort_candidates(Candidate *c, int32_t count)
{
	for (int32_t gap = count > 12 ? 7 : 1; gap > 0; gap = gap > 1 ? 1 : 0)
	{
		for (int32_t a = gap; a < count; a++)
		{
			Candidate	t = c[a];
			int32_t		b = a;

			while (b >= gap && (c[b - gap].value < t.value ||
								(c[b - gap].value == t.value && c[b - gap].pair > t.pair)))
			{
				c[b] = c[b - gap];
				b -= gap;
			}
			c[b] = t;
		}
	}
}

/* A full cache of old pairs tells how much a pair must be worth to enter. */
static Price
entry_bar(const Solver *s, int32_t row)
{
	const CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	Price		bar = ASSIGN_FAR;

	if (s->cached[row] < s->cache_size)
		return ASSIGN_NONE;
	for (int32_t k = 0; k < s->cache_size; k++)
	{
		Price		value = cache[k].score - s->price[cache[k].column];

		if (value < bar)
			bar = value;
	}
	return bar - 1;
}

/* Read the row's pairs and keep the best. */
static void
fill_cache(Solver *s, int32_t row)
{
	const int32_t *column = s->column + s->first[row];
	const Price *score = s->score + s->first[row];
	const Price *price = s->price;
	int32_t		pairs = (int32_t) (s->first[row + 1] - s->first[row]);
	int32_t		size = s->cache_size;
	Candidate  *c = s->candidate;
	CachedPair *cache = s->cache + (int64_t) row * size;
	Price		bar = entry_bar(s, row);
	bool		left_out = bar != ASSIGN_NONE;
	int32_t		count = 0;

	assign_tick(s);
	for (int32_t k = 0; k < pairs; k++)
	{
		Price		value = score[k] - price[column[k]];

		if (value <= bar || !assign_allowed(s, row, column[k]))
			continue;
		c[count].value = value;
		c[count++].pair = k;
		if (count == 4 * size)
		{
			keep_largest(c, count, size);
			count = size;
			bar = smallest_value(c, count);
			left_out = true;
		}
	}
	if (count > size)
	{
		keep_largest(c, count, size);
		count = size;
		left_out = true;
	}
	sort_candidates(c, count);
	for (int32_t k = 0; k < count; k++)
	{
		cache[k].column = column[c[k].pair];
		cache[k].score = score[c[k].pair];
		cache[k].value = c[k].value;
	}
	s->cached[row] = count;
	s->rest[row] = left_out && count > 0 ? cache[count - 1].value : ASSIGN_NONE;
}

/*
 * The row's best pair at today's prices, its value and the second best value
 * (ASSIGN_NONE where there is none).  NULL if the row has no allowed pair.
 */
static CachedPair *
best_two(Solver *s, int32_t row, Price *best, Price *second)
{
	for (bool again = true;; again = false)
	{
		CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
		CachedPair *choice = NULL;
		int32_t		count = s->cached[row];
		int32_t		k;

		*best = *second = ASSIGN_NONE;
		for (k = 0; k < count && cache[k].value > *second; k++)
		{
			Price		value = cache[k].score - s->price[cache[k].column];

			if (value > *best)
			{
				*second = *best;
				*best = value;
				choice = cache + k;
			}
			else if (value > *second)
				*second = value;
		}
		if (k < count || *second >= s->rest[row] || !again)
			return choice;
		fill_cache(s, row);
	}
}

#endif							/* MSHIP_ASSIGN_STAGE_CACHE_H */
