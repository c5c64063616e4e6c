/*
 * assign_stage_augment.h
 *		Seating rows along tight pairs, until prices must rise to seat more.
 *
 * Only tight pairs are kept: those in which the row gets its best value at
 * today's prices.  A row without a seat gets one by way of others who move from
 * one tight pair to another, the last of them to an empty seat, a "hole".
 * Depth-first searches look for such paths (Pothen and Fan).  In one round each
 * occupant is asked once, by whichever search comes to his column.
 *
 * A search that fails has seen everything that its row can reach, unless it
 * stopped where another one of this round has been.  Nothing that it has seen
 * leads to a hole then, and nothing will at these prices: paths that seat others
 * do not go there, since they would not come out again.  So no search goes there
 * again, and rounds become short although few rows are seated in the last ones.
 *
 * Empty seats of level 0 must end at the floor price.  They count as taken by
 * dummies, which all sit in one virtual row ROOT that is indifferent between
 * them: an empty seat above the floor is a "dear hole" that a row or, by way of
 * ROOT, a dummy has to fill, and a path may pass through ROOT once.
 */
#ifndef MSHIP_ASSIGN_STAGE_AUGMENT_H
#define MSHIP_ASSIGN_STAGE_AUGMENT_H

#include "core/assign_stage_cache.h"

/* what searches at these prices know of a column or ROOT */
enum
{
	FRESH,						/* none has been there in this round */
	ENTERED,					/* this one has */
	PASSED,						/* another one of this round has */
	DEAD						/* no hole can be reached from there */
};

/* ROOT as a row on a path, and as a node among the columns */
#define ROOT(s) ((s)->rows)
#define ROOT_NODE(s) ((s)->columns + (s)->levels)

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

/* Are there more dear holes than rows to fill them? */
static bool
dummies_must_move(const Solver *s)
{
	return s->dear_holes > s->free_floor_rows;
}

/* ---------- tight pairs ---------- */

/* May the column, or ROOT, lead this search to a hole? */
static inline bool
may_enter(Solver *s, int32_t node)
{
	if (s->visit[node] == PASSED)
	{
		s->blocked = true;
		return s->to_ask[node] > 0;
	}
	return s->visit[node] == FRESH;
}

/* ROOT goes on with its columns where the round before has left it. */
static void
enter(Solver *s, int32_t node)
{
	if (node == ROOT_NODE(s))
		s->blocked |= s->root_next > 0;
	else if (s->visit[node] == FRESH)
		s->to_ask[node] = s->taken[node] + 1;
	s->visit[node] = ENTERED;
	s->entered[s->entries++] = node;
}

/*
 * The next tight column of the row that may lead to a hole, or -1.  "at" runs
 * over the cache, then OUT, then, if the cache may miss some, all pairs.
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
		if (pair->score - s->price[pair->column] == profit && may_enter(s, pair->column))
			return pair->column;
	}
	if (*at == count)
	{
		++*at;
		if (s->optional[row] && profit + s->price[s->row_out[row]] == 0 &&
			may_enter(s, s->row_out[row]))
			return s->row_out[row];
	}
	if (s->rest[row] < profit)
		return -1;
	for (int64_t e = s->first[row] + (*at - count - 1); e < s->first[row + 1]; e++)
	{
		int32_t		column = s->column[e];

		++*at;
		if (s->score[e] - s->price[column] == profit &&
			assign_allowed(s, row, column) && may_enter(s, column))
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
			may_enter(s, column))
			return column;
	}
	return -1;
}

/* ---------- augmenting ---------- */

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
 * row, or ROOT for a dummy.  They are asked from the last to the first: where one
 * leaves, the last moves into his place, and who comes is behind them, so that
 * none is asked twice.
 */
static bool
next_occupant(Solver *s, int32_t d)
{
	int32_t		column = s->path_column[d - 1];
	int32_t		k;

	if (s->to_ask[column] == 0)
		return false;
	k = --s->to_ask[column];
	if (k > 0)
	{
		s->path_row[d] = s->occupant[s->start[column] + k - 1];
		s->path_next[d] = 0;
		return true;
	}
	if (!has_dummy(s, column) || !may_enter(s, ROOT_NODE(s)))
		return false;
	enter(s, ROOT_NODE(s));
	s->path_row[d] = ROOT(s);
	return true;
}

/* Seat the row (or a dummy, for ROOT) along tight pairs, if they allow. */
static bool
find_path(Solver *s, int32_t source)
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
			s->path_column[d] = column;
			if (has_hole(s, column))
			{
				shift_path(s, d);
				return true;
			}
			enter(s, column);
			d++;
		}
		else if (d == 0)
			return false;
		/* another occupant of the column above, else back to its row */
		if (!next_occupant(s, d))
			d--;
	}
}

/* ---------- rounds ---------- */

typedef enum Outcome
{
	SEATED,
	LATER,						/* perhaps in the next round */
	NEVER						/* not at these prices */
} Outcome;

/* A search, and what it tells of the columns where it has been. */
static Outcome
augment_from(Solver *s, int32_t source)
{
	bool		found;

	s->blocked = false;
	s->entries = 0;
	if (source == ROOT(s))
		enter(s, ROOT_NODE(s));
	found = find_path(s, source);
	for (int32_t k = 0; k < s->entries; k++)
		s->visit[s->entered[k]] = found || s->blocked ? PASSED : DEAD;
	if (found)
		return SEATED;
	return s->blocked ? LATER : NEVER;
}

/*
 * A search for every free row; "never" of them, the first ones, cannot be seated.
 * True if another round may seat more.
 */
static bool
run_round(Solver *s, int32_t *never)
{
	int32_t		kept = *never;
	bool		again = false;
	bool		gained = false;

	for (int32_t k = kept; k < s->free_rows; k++)
	{
		int32_t		row = s->free_row[k];
		Outcome		outcome = augment_from(s, row);

		if (outcome == SEATED)
		{
			gained = true;
			continue;
		}
		s->free_row[kept] = row;
		if (outcome == NEVER)
		{
			s->free_row[kept] = s->free_row[*never];
			s->free_row[(*never)++] = row;
		}
		kept++;
		again |= outcome == LATER;
	}
	s->free_rows = kept;
	while (dummies_must_move(s) && may_enter(s, ROOT_NODE(s)))
	{
		Outcome		outcome = augment_from(s, ROOT(s));

		again |= outcome == LATER;
		if (outcome != SEATED)
			break;
		gained = true;
	}
	if (!gained)
		s->root_next = 0;
	return again;
}

/* Seat what can be seated at today's prices; rows that cannot stay listed. */
static void
augment(Solver *s)
{
	int32_t		nodes = ROOT_NODE(s) + 1;
	int32_t		never = 0;
	bool		again = true;

	s->root_next = 0;
	for (int32_t x = 0; x < nodes; x++)
		s->visit[x] = FRESH;
	while (again && !s->interrupted)
	{
		again = run_round(s, &never);
		for (int32_t x = 0; x < nodes; x++)
			s->visit[x] = s->visit[x] == DEAD ? DEAD : FRESH;
	}
}

#endif							/* MSHIP_ASSIGN_STAGE_AUGMENT_H */
