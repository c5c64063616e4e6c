/*
 * assign_stage_finish.h
 *		Stage 3: exact prices and pairs.
 *
 * While a row is without a seat and tight pairs lead to none, one shortest-path
 * search over reduced costs (how much worse than its best a row would fare),
 * started from all such rows together, finds the nearest column with a usable
 * empty seat.  Prices rise by what the search has learnt, which makes the path
 * tight, and assign_stage_augment.h seats as many rows as it leads to.
 */
#ifndef MSHIP_ASSIGN_STAGE_FINISH_H
#define MSHIP_ASSIGN_STAGE_FINISH_H

#include "core/assign_stage_augment.h"
#include "core/assign_stage_heap.h"

/* ---------- shortest paths ---------- */

/* The distance behind another step; ASSIGN_FAR where that is too far. */
static inline Price
further(Price distance, Price step)
{
	return step < ASSIGN_FAR - distance ? distance + step : ASSIGN_FAR;
}

/* The search goes as far as the nearest hole that it knows of, no farther. */
static inline void
reach_column(Solver *s, int32_t column, Price distance)
{
	if (distance >= s->nearest_hole || distance >= s->column_distance[column])
		return;
	if (s->column_distance[column] == ASSIGN_FAR)
		s->seen_column[s->seen_columns++] = column;
	s->column_distance[column] = distance;
	if (has_hole(s, column))
		s->nearest_hole = distance;
	else
		heap_push(&s->heap, column, distance);
}

/*
 * Reach the row: its cached pairs at once; what the cache leaves out waits in
 * the heap, under the row's own node, until the search comes that far.
 */
static void
reach_row(Solver *s, int32_t row, Price distance)
{
	CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	Price		profit = s->profit[row];

	if (s->row_distance[row] != ASSIGN_FAR)
		return;
	assign_tick(s);
	s->row_distance[row] = distance;
	s->seen_row[s->seen_rows++] = row;
	if (profit < s->rest[row])
		fill_cache(s, row);	/* prices overtook the cache */
	/* sorted by an upper bound of the value */
	for (int32_t k = 0; k < s->cached[row] &&
		 further(distance, profit - cache[k].value) < s->nearest_hole; k++)
		reach_column(s, cache[k].column,
					 further(distance,
							 profit - (cache[k].score - s->price[cache[k].column])));
	if (s->optional[row])
		reach_column(s, s->row_out[row],
					 further(distance, profit + s->price[s->row_out[row]]));
	if (s->rest[row] != ASSIGN_NONE)
	{
		Price		rest = further(distance, profit - s->rest[row]);

		if (rest < s->nearest_hole)
			heap_push(&s->heap, s->columns + s->levels + row, rest);
	}
}

/* All pairs of a row whose cache is not enough. */
static void
reach_all_of_row(Solver *s, int32_t row)
{
	Price		distance = s->row_distance[row];
	Price		profit = s->profit[row];

	assign_tick(s);
	for (int64_t e = s->first[row]; e < s->first[row + 1]; e++)
	{
		int32_t		column = s->column[e];

		if (assign_allowed(s, row, column))
			reach_column(s, column,
						 further(distance, profit - (s->score[e] - s->price[column])));
	}
}

static void
reach_through_root(Solver *s, Price distance)
{
	for (int32_t j = 0; j < s->columns; j++)
	{
		if (is_floor_column(s, j))
			reach_column(s, j, further(distance, s->price[j] - s->floor));
	}
}

/* Raise prices by what the search learnt below distance "end". */
static void
update_prices(Solver *s, Price end, Price root_distance)
{
	for (int32_t k = 0; k < s->seen_rows; k++)
	{
		int32_t		row = s->seen_row[k];

		if (s->row_distance[row] < end)
			s->profit[row] -= end - s->row_distance[row];
	}
	for (int32_t k = 0; k < s->seen_columns; k++)
	{
		int32_t		column = s->seen_column[k];

		if (s->column_distance[column] >= end)
			continue;
		s->price[column] += end - s->column_distance[column];
		s->too_narrow |= s->price[column] > ASSIGN_LIMIT;
	}
	if (root_distance < end)
	{
		s->floor += end - root_distance;
		s->too_narrow |= s->floor > ASSIGN_LIMIT;
		count_dear_holes(s);
	}
}

static void
forget_distances(Solver *s)
{
	for (int32_t k = 0; k < s->seen_rows; k++)
		s->row_distance[s->seen_row[k]] = ASSIGN_FAR;
	for (int32_t k = 0; k < s->seen_columns; k++)
		s->column_distance[s->seen_column[k]] = ASSIGN_FAR;
	s->seen_rows = s->seen_columns = 0;
}

/*
 * One search from all free rows, and from ROOT where dummies must move.
 * Raises prices so that a usable hole is in reach; false if there is none nearer
 * than ASSIGN_FAR.
 */
static bool
search_hole(Solver *s, bool from_root)
{
	Price		root_distance = ASSIGN_FAR;
	int32_t		node;

	heap_clear(&s->heap);
	s->nearest_hole = ASSIGN_FAR;
	for (int32_t k = 0; k < s->free_rows; k++)
		reach_row(s, s->free_row[k], 0);
	if (from_root)
	{
		root_distance = 0;
		reach_through_root(s, 0);
	}
	while (!s->interrupted && (node = heap_pop(&s->heap)) >= 0)
	{
		Price		distance = s->heap.key[node];

		if (distance >= s->nearest_hole)
			break;
		if (node >= s->columns + s->levels)
		{
			reach_all_of_row(s, node - s->columns - s->levels);
			continue;
		}
		for (int32_t k = 0; k < s->taken[node]; k++)
			reach_row(s, s->occupant[s->start[node] + k], distance);
		if (root_distance == ASSIGN_FAR && has_dummy(s, node))
		{
			root_distance = distance;
			reach_through_root(s, distance);
		}
	}
	if (s->nearest_hole != ASSIGN_FAR)
		update_prices(s, s->nearest_hole, root_distance);
	forget_distances(s);
	return s->nearest_hole != ASSIGN_FAR;
}

/* ---------- the stage ---------- */

/* Is the row's pair with its mate worth its best value? */
static bool
is_tight(Solver *s, int32_t row)
{
	const CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	int32_t		column = s->mate[row];

	if (!assign_allowed(s, row, column))
		return false;
	for (int32_t k = 0; k < s->cached[row]; k++)
	{
		if (cache[k].column == column)
			return cache[k].score - s->price[column] == s->profit[row];
	}
	for (int64_t e = s->first[row]; e < s->first[row + 1]; e++)
	{
		if (s->column[e] == column)
			return s->score[e] - s->price[column] == s->profit[row];
	}
	return false;
}

/* Profits at today's prices; rows that are not in a tight pair become free. */
static void
keep_tight_pairs(Solver *s)
{
	s->free_rows = 0;
	s->free_floor_rows = 0;
	for (int32_t row = 0; row < s->rows; row++)
	{
		Price		out = s->optional[row] ? -s->price[s->row_out[row]] : ASSIGN_NONE;
		Price		best;
		Price		second;

		if (s->first[row] == s->first[row + 1])
			continue;
		assign_tick(s);
		best_two(s, row, &best, &second);
		s->profit[row] = best > out ? best : out;
		if (s->mate[row] >= 0)
		{
			if (is_tight(s, row))
				continue;
			assign_unseat(s, row);
		}
		else if (s->profit[row] == out && has_hole(s, s->row_out[row]))
		{
			assign_seat(s, row, s->row_out[row]);
			continue;
		}
		s->free_row[s->free_rows++] = row;
		s->free_floor_rows += s->row_level[row] == 0;
	}
	count_dear_holes(s);
}

/* MSHIP_ERR_NUMBER: prices of this width do not do. */
static MshipStatus
run_finish(Solver *s)
{
	keep_tight_pairs(s);
	for (;;)
	{
		augment(s);
		if (s->interrupted)
			return MSHIP_ERR_CANCELED;
		if (s->free_rows == 0 && !dummies_must_move(s))
			return MSHIP_OK;
		if (!search_hole(s, dummies_must_move(s)))
			s->too_narrow = true;
		if (s->too_narrow)
			return s->interrupted ? MSHIP_ERR_CANCELED : MSHIP_ERR_NUMBER;
	}
}

#endif							/* MSHIP_ASSIGN_STAGE_FINISH_H */
