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

/*
 * Insert a candidate by falling value behind those of the same value; of more
 * than "size" the last one is lost.  Returns how many there are now.
 */
static inline int32_t
insert_candidate(Candidate *c, int32_t count, int32_t size, Price value, int32_t pair)
{
	int32_t		at = count < size ? count++ : size - 1;

	for (; at > 0 && c[at - 1].value < value; at--)
		c[at] = c[at - 1];
	c[at].value = value;
	c[at].pair = pair;
	return count;
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

		if (value <= bar)
			continue;
		if (!assign_allowed(s, row, column[k]))
			continue;
		count = insert_candidate(c, count, size, value, k);
		if (count == size && c[size - 1].value > bar)
			bar = c[size - 1].value;
	}
	/* a pair at the bar may have been passed over */
	left_out |= count == size && pairs > size;
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
