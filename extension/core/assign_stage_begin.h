/*
 * assign_stage_begin.h
 *		Before the stages: memory, the order of the rows, the seats.
 */
#ifndef MSHIP_ASSIGN_STAGE_BEGIN_H
#define MSHIP_ASSIGN_STAGE_BEGIN_H

#include <string.h>

#include "core/assign_solver.h"
#include "core/sort.h"

/* Rows by falling priority; the sort is stable, so then by rising number. */
static int
compare_rows(const void *a, const void *b, const void *context)
{
	const int32_t *priority = context;
	int32_t		x = priority[*(const int32_t *) a];
	int32_t		y = priority[*(const int32_t *) b];

	return x > y ? -1 : x < y;
}

/* Small priorities are counted and dealt out, in "count" of one number each. */
static void
deal_rows(Solver *s, int32_t highest, int32_t *count)
{
	const int32_t *priority = s->in->priority;
	int32_t		before = 0;

	for (int32_t p = 0; p <= highest; p++)
		count[p] = 0;
	for (int32_t i = 0; i < s->rows; i++)
		count[priority[i]]++;
	for (int32_t p = highest; p >= 0; p--)
	{
		int32_t		rows = count[p];

		count[p] = before;
		before += rows;
	}
	for (int32_t i = 0; i < s->rows; i++)
		s->order[count[priority[i]]++] = i;
}

/* Fill order[]; "spare" has room for as many. */
static void
order_rows(Solver *s, int32_t *spare)
{
	const int32_t *priority = s->in->priority;
	int32_t		highest = 0;

	for (int32_t i = 0; i < s->rows; i++)
	{
		s->order[i] = i;
		highest = priority[i] > highest ? priority[i] : highest;
	}
	if (highest < s->rows)
		deal_rows(s, highest, spare);
	else
		mship_sort(s->order, spare, s->rows, sizeof(int32_t), compare_rows, priority);
}

static int32_t
distinct_priorities(const Solver *s)
{
	int32_t		count = 0;

	for (int32_t k = 0; k < s->rows; k++)
	{
		if (k == 0 || s->in->priority[s->order[k]] != s->in->priority[s->order[k - 1]])
			count++;
	}
	return count;
}

/*
 * Seats that could ever be used.  A column with more seats than pairs keeps one
 * more than it has pairs, so that it is never full and its price stays zero;
 * where that saves little, pairs are not counted.
 */
static int64_t
count_seats(Solver *s)
{
	const AssignProblem *in = s->in;
	int64_t		few = 4 * ((int64_t) s->rows + s->columns);
	int64_t		total = 0;

	for (int32_t j = 0; j < s->columns; j++)
	{
		s->seats[j] = in->capacity[j];
		total += in->capacity[j];
	}
	if (total > few)
	{
		for (int32_t j = 0; j < s->columns; j++)
			s->seats[j] = 1;
		for (int64_t e = s->first[0]; e < s->first[s->rows]; e++)
			s->seats[s->column[e]]++;
	}
	total = 0;
	for (int32_t j = 0; j < s->columns; j++)
	{
		if (in->capacity[j] < s->seats[j])
			s->seats[j] = in->capacity[j];
		if (s->seats[j] == 0)
			s->restricted = true;
		s->start[j] = total;
		total += s->seats[j];
	}
	return total;
}

/* Back to nobody seated, no regions; keeps the memory. */
static void
reset_solver(Solver *s)
{
	for (int32_t i = 0; i < s->rows; i++)
	{
		s->mate[i] = -1;
		s->row_level[i] = 0;
		s->row_out[i] = -1;
		s->optional[i] = false;
	}
	for (int32_t j = 0; j < s->columns; j++)
	{
		s->taken[j] = 0;
		s->column_level[j] = 0;
		s->stamp[j] = 0;
	}
	s->levels = 0;
	s->search = 0;
}

/* What the levels stage needs.  False when memory is short. */
static bool
begin_solver(Solver *s, const AssignProblem *problem, const MshipService *service)
{
	int64_t		n = problem->rows;
	int64_t		columns;
	int64_t		seats;

#define GET(field, count) \
	((s->field = mship_assign_allocate(service, count, sizeof(*s->field))) != NULL)

	memset(s, 0, sizeof(*s));
	s->in = problem;
	s->service = service;
	s->rows = problem->rows;
	s->columns = problem->columns;
	s->first = problem->first;
	s->column = problem->column;
	s->score = problem->score;
	if (!GET(order, n) || !GET(free_row, n))
		return false;
	order_rows(s, s->free_row);
	columns = (int64_t) s->columns + distinct_priorities(s);
	if (!GET(seats, columns) || !GET(start, columns))
		return false;
	seats = count_seats(s);
	if (!GET(mate, n) || !GET(place, n) || !GET(taken, columns) ||
		!GET(occupant, seats + n) || !GET(bid, seats + n) ||
		!GET(row_level, n) || !GET(column_level, columns) ||
		!GET(optional, n) || !GET(row_out, n) ||
		!GET(level_of_out, columns - s->columns) || !GET(looked, n) ||
		!GET(layer, s->columns) ||
		!GET(path_row, n + columns + 3) ||
		!GET(path_column, n + columns + 3) || !GET(path_next, n + columns + 3) ||
		!GET(path_occupant, n + columns + 3) || !GET(stamp, columns))
		return false;
	reset_solver(s);
	return true;
}
#undef GET

#endif							/* MSHIP_ASSIGN_STAGE_BEGIN_H */
