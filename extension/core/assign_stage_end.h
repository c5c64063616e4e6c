/*
 * assign_stage_end.h
 *		The stages in their order, and their outcome as a part of the result.
 */
#ifndef MSHIP_ASSIGN_STAGE_END_H
#define MSHIP_ASSIGN_STAGE_END_H

#include "core/assign_stage_auction.h"
#include "core/assign_stage_begin.h"
#include "core/assign_stage_finish.h"
#include "core/assign_stage_levels.h"

#define GET(field, count) \
	((s->field = mship_assign_allocate(service, count, sizeof(*s->field))) != NULL)

/* What the auction and finish need on top. */
static bool
begin_prices(Solver *s)
{
	int64_t		n = s->rows;
	int64_t		columns = (int64_t) s->columns + s->levels;
	int64_t		nodes = columns + n;
	const MshipService *service = s->service;

	s->cache_size = s->first[n] - s->first[0] > n * ASSIGN_MANY_PAIRS ?
		ASSIGN_LARGE_CACHE : ASSIGN_SMALL_CACHE;
	if (!GET(price, columns) || !GET(profit, n) ||
		!GET(cache, n * s->cache_size) || !GET(cached, n) || !GET(rest, n) ||
		!GET(candidate, s->cache_size) ||
		!GET(heap.next, nodes) || !GET(heap.prev, nodes) ||
		!GET(heap.bucket, nodes) || !GET(heap.key, nodes) ||
		!GET(column_distance, columns) || !GET(row_distance, n) ||
		!GET(seen_column, columns) || !GET(seen_row, n) ||
		!GET(visit, columns + 1) || !GET(to_ask, columns + 1) ||
		!GET(entered, columns + 1))
		return false;
	for (int64_t j = 0; j < columns; j++)
	{
		s->price[j] = 0;
		s->column_distance[j] = ASSIGN_FAR;
	}
	for (int64_t i = 0; i < n; i++)
	{
		s->profit[i] = 0;
		s->cached[i] = 0;
		s->rest[i] = ASSIGN_NONE;
		s->row_distance[i] = ASSIGN_FAR;
	}
	s->to_ask[ROOT_NODE(s)] = 1;
	for (int64_t x = 0; x < nodes; x++)
		s->heap.bucket[x] = -1;
	for (int b = 0; b <= PRICE_BITS; b++)
		s->heap.head[b] = -1;
	return true;
#undef GET
}

/*
 * Only the regions of the levels stage are kept; its matching ignores scores.
 * Who has a place to start from sits there again.
 */
static void
empty_seats(Solver *s)
{
	s->spare = 0;
	for (int32_t i = 0; i < s->rows; i++)
	{
		s->mate[i] = -1;
		if (s->row_level[i] == 0 && s->first[i] < s->first[i + 1])
			s->spare--;
	}
	for (int32_t j = 0; j < s->columns; j++)
	{
		s->taken[j] = 0;
		if (s->column_level[j] == 0)
			s->spare += s->seats[j];
	}
	for (int32_t x = s->columns; x < s->columns + s->levels; x++)
	{
		s->taken[x] = 0;
		s->start[x] = x == 0 ? 0 : s->start[x - 1] + s->seats[x - 1];
	}
	for (int32_t i = 0; i < s->rows && s->in->start != NULL; i++)
	{
		if (s->in->start[i] >= 0 && s->in->start[i] < s->columns &&
			assign_allowed(s, i, s->in->start[i]))
			seat_at_start(s, i);
	}
}

/*
 * What a seat of level 0 costs that nobody lacks: the floor, or where there is
 * no seat to spare, the cheapest.
 */
static Price
free_seat_price(const Solver *s)
{
	Price		price = s->floor;
	bool		any = false;

	for (int32_t j = 0; j < s->columns && s->spare == 0; j++)
	{
		if (s->column_level[j] > 0 || s->seats[j] == 0 || (any && s->price[j] >= price))
			continue;
		price = s->price[j];
		any = true;
	}
	return price;
}

/*
 * The solver's prices are relative to an empty seat (level 0) or to staying
 * out (levels above); the result's are absolute.  Columns without a seat have
 * the price that the result has for them already.
 */
static void
write_prices(const Solver *s, MshipAssignment *r)
{
	const AssignProblem *in = s->in;
	Price		floor = free_seat_price(s);

	for (int32_t row = 0; row < s->rows; row++)
	{
		int32_t		i = in->row_id == NULL ? row : in->row_id[row];
		int32_t		out = s->row_out[row];
		Price		base = out >= 0 ? s->price[out] : floor;

		if (s->first[row] == s->first[row + 1])
			continue;
		r->mentee_priority_price[i] = in->priority[row] - s->row_level[row];
		r->mentee_score_price[i] = in->unit * ((int64_t) s->profit[row] + base);
	}
	for (int32_t column = 0; column < s->columns; column++)
	{
		int32_t		j = in->column_id == NULL ? column : in->column_id[column];
		Price		base = floor;

		if (in->capacity[column] == 0)
			continue;
		for (int32_t k = 0; k < s->levels; k++)
		{
			if (s->column_level[column] == s->level_of_out[k])
				base = s->price[s->columns + k];
		}
		r->mentor_priority_price[j] = s->column_level[column];
		r->mentor_score_price[j] = in->unit * ((int64_t) s->price[column] - base);
	}
}

/* ---------- ties ---------- */

/* Does staying out cost the row nothing? */
static bool
is_out_tight(const Solver *s, int32_t row)
{
	return s->optional[row] && s->profit[row] + s->price[s->row_out[row]] == 0;
}

/*
 * Write the row's columns that are worth their prices; returns how many.  The
 * cache has them all unless it leaves out pairs of the same value.
 */
static int32_t
tight_columns(const Solver *s, int32_t row, int32_t *to)
{
	const CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	Price		profit = s->profit[row];
	int32_t		count = 0;

	if (s->rest[row] >= profit)
	{
		for (int64_t e = s->first[row]; e < s->first[row + 1]; e++)
		{
			if (s->score[e] - s->price[s->column[e]] == profit &&
				assign_allowed(s, row, s->column[e]))
				to[count++] = s->column[e];
		}
		return count;
	}
	for (int32_t k = 0; k < s->cached[row] && cache[k].value >= profit; k++)
	{
		int32_t		column = cache[k].column;
		int32_t		at = count;

		if (cache[k].score - s->price[column] != profit)
			continue;
		for (; at > 0 && to[at - 1] > column; at--)
			to[at] = to[at - 1];
		to[at] = column;
		count++;
	}
	return count;
}

/* The most that tight_columns() may write. */
static int64_t
tight_at_most(const Solver *s, int32_t row)
{
	return s->rest[row] >= s->profit[row] ? s->first[row + 1] - s->first[row] :
		s->cached[row];
}

static bool
list_ties(Solver *s, AssignTies *t)
{
	Price		floor = free_seat_price(s);
	int64_t		most = 0;

	for (int32_t row = 0; row < s->rows; row++)
		most += tight_at_most(s, row) + 1;
	t->rows = s->rows;
	t->columns = s->columns;
	t->seats = s->seats;
	t->mate = s->mate;
	t->first = mship_assign_allocate(s->service, (int64_t) s->rows + 1, sizeof(int64_t));
	t->column = mship_assign_allocate(s->service, most, sizeof(int32_t));
	t->unpriced = mship_assign_allocate(s->service, s->columns, sizeof(bool));
	if (t->first == NULL || t->column == NULL || t->unpriced == NULL)
		return false;
	t->first[0] = 0;
	for (int32_t row = 0; row < s->rows; row++)
	{
		int64_t		at = t->first[row];
		bool		alone = s->first[row] == s->first[row + 1];

		assign_tick(s);
		if (!alone)
			at += tight_columns(s, row, t->column + at);
		if (alone || is_out_tight(s, row))
			t->column[at++] = s->columns;
		t->first[row + 1] = at;
		if (s->mate[row] < 0 || s->mate[row] > s->columns)
			s->mate[row] = s->columns;
	}
	for (int32_t j = 0; j < s->columns; j++)
		t->unpriced[j] = s->seats[j] > 0 && s->column_level[j] == 0 && s->price[j] == floor;
	return true;
}

static void
write_mates(const Solver *s, MshipAssignment *r)
{
	const AssignProblem *in = s->in;

	for (int32_t row = 0; row < s->rows; row++)
	{
		int32_t		i = in->row_id == NULL ? row : in->row_id[row];
		int32_t		j = s->mate[row];

		if (j == s->columns)
			r->mate[i] = -1;
		else
			r->mate[i] = in->column_id == NULL ? j : in->column_id[j];
	}
}

/* Solve the problem and write its part of the result. */
static MshipStatus
solve_problem(const AssignProblem *problem, const MshipService *service,
			  MshipAssignment *result)
{
	Solver		s;
	AssignTies	ties;
	MshipStatus status = MSHIP_ERR_MEMORY;

	if (begin_solver(&s, problem, service) && run_levels(&s) && begin_prices(&s))
	{
		empty_seats(&s);
		if (run_auction(&s))
			status = run_finish(&s);
	}
	if (status == MSHIP_OK)
	{
		write_prices(&s, result);
		status = list_ties(&s, &ties) ?
			mship_assign_canonical(&ties, service) : MSHIP_ERR_MEMORY;
	}
	if (s.interrupted)
		return MSHIP_ERR_CANCELED;
	if (status == MSHIP_OK)
		write_mates(&s, result);
	return status;
}

#endif							/* MSHIP_ASSIGN_STAGE_END_H */
