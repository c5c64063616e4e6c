/*
 * assign_stage_finish.h
 *		Stage 3: exact prices and pairs.
 *
 * Only tight pairs are kept: those in which the row gets its best value at
 * today's prices.  While a row is without a seat, one shortest-path search over
 * reduced costs (how much worse than its best a row would fare), started from
 * all such rows together, finds the nearest column with a usable empty seat;
 * prices rise by what the search has learnt, which makes the path tight; then
 * depth-first searches over tight pairs seat as many rows as they can.
 *
 * Empty seats of level 0 must end at the floor price.  They count as taken by
 * dummies, which all sit in one virtual row ROOT that is indifferent between
 * them: an empty seat above the floor is a "dear hole" that a row or, by way of
 * ROOT, a dummy has to fill, and a path may pass through ROOT once.
 */
#ifndef MSHIP_ASSIGN_STAGE_FINISH_H
#define MSHIP_ASSIGN_STAGE_FINISH_H

#include "core/assign_stage_cache.h"
#include "core/assign_stage_heap.h"

/* ROOT as a row on a path */
#define ROOT(s) ((s)->rows)

/* Has the column an empty seat where a path may end? */
static bool
has_hole(const Solver *s, int32_t column)
{
	if (assign_full(s, column))
		return false;
	if (column >= s->columns || s->column_level[column] > 0)
		return true;
	return s->price[column] > s->floor || s->free_floor_rows > s->dear_holes;
}

/* An empty seat of level 0 that a dummy sits in. */
static bool
has_dummy(const Solver *s, int32_t column)
{
	return column < s->columns && s->column_level[column] == 0 &&
		!assign_full(s, column) && s->price[column] == s->floor;
}

static bool
is_floor_column(const Solver *s, int32_t column)
{
	return s->column_level[column] == 0 && s->seats[column] > 0;
}

static void
count_dear_holes(Solver *s)
{
	s->dear_holes = 0;
	for (int32_t j = 0; j < s->columns; j++)
	{
		if (s->column_level[j] == 0 && s->price[j] > s->floor)
			s->dear_holes += s->seats[j] - s->taken[j];
	}
}

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

/* ---------- augmenting along tight pairs ---------- */

/*
 * The next tight column of the row that this round has not seen, or -1.  "at"
 * runs over the cache, then OUT, then, if the cache may miss some, all pairs.
 */
static int32_t
next_tight(Solver *s, int32_t row, int64_t *at)
{
	const CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	int32_t		count = s->cached[row];
	Price		profit = s->profit[row];

	while (*at < count)
	{
		const CachedPair *pair = cache + *at;

		if (pair->value < profit)
		{
			*at = count;		/* sorted by an upper bound of the value */
			break;
		}
		++*at;
		if (pair->score - s->price[pair->column] == profit &&
			s->stamp[pair->column] < s->search)
			return pair->column;
	}
	if (*at == count)
	{
		++*at;
		if (s->optional[row] && profit + s->price[s->row_out[row]] == 0 &&
			s->stamp[s->row_out[row]] < s->search)
			return s->row_out[row];
	}
	if (s->rest[row] < profit)
		return -1;
	for (int64_t e = s->first[row] + (*at - count - 1); e < s->first[row + 1]; e++)
	{
		int32_t		column = s->column[e];

		++*at;
		if (s->score[e] - s->price[column] == profit &&
			s->stamp[column] < s->search && assign_allowed(s, row, column))
			return column;
	}
	return -1;
}

/* The same for ROOT, which is indifferent between floor columns. */
static int32_t
next_of_root(Solver *s)
{
	for (; s->root_next < s->columns; s->root_next++)
	{
		int32_t		column = s->root_next;

		if (is_floor_column(s, column) && s->price[column] == s->floor &&
			s->stamp[column] < s->search)
			return column;
	}
	return -1;
}

/* The path ends in a hole: everybody on it moves down one. */
static void
shift_path(Solver *s, int32_t depth)
{
	int32_t		end = s->path_column[depth];
	int32_t		source = s->path_row[0];

	if (end < s->columns && s->column_level[end] == 0 && s->price[end] > s->floor)
		s->dear_holes--;
	for (int32_t d = depth; d >= 0; d--)
	{
		int32_t		row = s->path_row[d];

		if (row != ROOT(s) && s->mate[row] >= 0)
			assign_unseat(s, row);
	}
	for (int32_t d = depth; d >= 0; d--)
	{
		if (s->path_row[d] != ROOT(s))
			assign_seat(s, s->path_row[d], s->path_column[d]);
	}
	if (source != ROOT(s) && s->row_level[source] == 0)
		s->free_floor_rows--;
}

/*
 * Put the next occupant of the column at depth d - 1 on the path at depth d: a
 * row, or ROOT for a dummy.  The occupants of OUT are tried once a round, by
 * whichever path comes.
 */
static bool
next_occupant(Solver *s, int32_t d)
{
	int32_t		column = s->path_column[d - 1];
	int32_t		k;

	if (column >= s->columns)
	{
		k = s->out_next[column - s->columns]++;
		if (k >= s->taken[column])
			s->stamp[column] = s->search;
	}
	else
		k = ++s->path_occupant[d];
	if (k < s->taken[column])
	{
		s->path_row[d] = s->occupant[s->start[column] + k];
		s->path_next[d] = 0;
		return true;
	}
	if (k == s->taken[column] && has_dummy(s, column))
	{
		s->path_row[d] = ROOT(s);
		return true;
	}
	return false;
}

/* Seat the row (or a dummy, for ROOT) along tight pairs, if they allow. */
static bool
augment_from(Solver *s, int32_t source)
{
	int32_t		d = 0;

	s->path_row[0] = source;
	s->path_next[0] = 0;
	for (;;)
	{
		int32_t		row = s->path_row[d];
		int32_t		column;

		assign_tick(s);
		column = row == ROOT(s) ? next_of_root(s) : next_tight(s, row, &s->path_next[d]);
		if (column >= 0)
		{
			if (column < s->columns)
				s->stamp[column] = s->search;
			s->path_column[d] = column;
			if (has_hole(s, column))
			{
				shift_path(s, d);
				return true;
			}
			d++;
			s->path_occupant[d] = -1;
		}
		else if (d == 0)
			return false;
		/* another occupant of the column above, else back to its row */
		if (!next_occupant(s, d))
			d--;
	}
}

/* Augment until a round gains little.  Free rows that remain stay listed. */
static void
augment_rounds(Solver *s)
{
	int32_t		gained;

	do
	{
		int32_t		kept = 0;

		gained = 0;
		s->search++;
		s->root_next = 0;
		for (int32_t k = 0; k < s->levels; k++)
			s->out_next[k] = 0;
		for (int32_t k = 0; k < s->free_rows; k++)
		{
			if (augment_from(s, s->free_row[k]))
				gained++;
			else
				s->free_row[kept++] = s->free_row[k];
		}
		s->free_rows = kept;
		while (s->dear_holes > s->free_floor_rows && augment_from(s, ROOT(s)))
			gained++;
	} while (s->free_rows > 0 && gained >= s->free_rows / 4 + 1 &&
			 !s->interrupted);
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
	augment_rounds(s);
	for (;;)
	{
		bool		from_root = s->dear_holes > s->free_floor_rows;

		if (s->interrupted)
			return MSHIP_ERR_CANCELED;
		if (s->free_rows == 0 && !from_root)
			return MSHIP_OK;
		if (!search_hole(s, from_root))
			s->too_narrow = true;
		if (s->too_narrow)
			return s->interrupted ? MSHIP_ERR_CANCELED : MSHIP_ERR_NUMBER;
		augment_rounds(s);
	}
}

#endif							/* MSHIP_ASSIGN_STAGE_FINISH_H */
