/*
 * assign_solver.h
 *		State shared by the stages that solve one problem.
 *
 * Mentees are rows, mentors are columns.  The stages:
 *
 * 1. levels (assign_stage_levels.h): which priorities can be served, and which
 *	  mentors' seats are short.  Splits the problem into regions.
 * 2. auction (assign_stage_auction.h): prices that are nearly right, fast.
 * 3. finish (assign_stage_finish.h): exact prices by shortest paths, and pairs
 *	  at these prices (assign_stage_augment.h).
 * 4. canonical (assign_canonical.c): of all best assignments the first.
 *
 * Regions.  A region is a set of rows and columns with one priority price, its
 * level.  Level 0 holds the columns whose seats are not short; all its rows
 * get a mentor and some seats may stay empty.  In a region of level p > 0 every
 * seat is taken in every best assignment, rows with a priority above p are all
 * matched, and of those with priority p as many stay out as there are seats
 * too few.  Best assignments only use pairs inside a region, so that scores
 * are compared alone, without mixing priorities into them.
 *
 * Staying out is a virtual column OUT for each level above 0, with as many
 * seats as rows must stay out, numbered from "columns" on.
 *
 * The stages are compiled twice, by assign_narrow.c and assign_wide.c, which
 * define ASSIGN_PRICE before they include them: scores and prices of four bytes
 * while they fit, since the solver spends its time waiting for memory, and of
 * eight otherwise.
 */
#ifndef MSHIP_ASSIGN_SOLVER_H
#define MSHIP_ASSIGN_SOLVER_H

#include "core/assign_problem.h"

typedef ASSIGN_PRICE Price;

/*
 * No score, no spread of scores and no price is larger than ASSIGN_LIMIT, so
 * that no value, a score minus a price, is below -ASSIGN_FAR.  Prices rarely come
 * near, but they may: who raises one looks (see "too_narrow" below).  No value at
 * all is ASSIGN_NONE; distances, which are sums of differences of values, stay
 * below ASSIGN_FAR.
 */
#define PRICE_BITS ((int) (8 * sizeof(Price)))
#define ASSIGN_LIMIT ((Price) 1 << (PRICE_BITS - 3))
#define ASSIGN_FAR (2 * ASSIGN_LIMIT)
#define ASSIGN_NONE (-3 * ASSIGN_LIMIT)

/* A pair in a row's cache. */
typedef struct CachedPair
{
	Price		score;
	Price		value;			/* score - price when cached; only falls */
	int32_t		column;
} CachedPair;

/* A pair that competes for a place in the cache. */
typedef struct Candidate
{
	Price		value;
	int32_t		pair;			/* number within the row */
} Candidate;

/* A heap of numbered nodes with keys that never fall below the last popped. */
typedef struct RadixHeap
{
	int32_t		count;
	Price		last;
	int32_t		head[PRICE_BITS + 1];	/* first node of each bucket, or -1 */
	int32_t    *next;
	int32_t    *prev;
	int8_t	   *bucket;			/* of each node, or -1 */
	Price	   *key;
} RadixHeap;

typedef struct Solver
{
	const AssignProblem *in;
	const MshipService *service;
	int32_t		rows;
	int32_t		columns;		/* without the OUT columns */
	int32_t		levels;			/* levels above 0 = OUT columns */
	const int64_t *first;
	const int32_t *column;
	const Price *score;
	int32_t    *seats;			/* of each column, OUT included */

	/* who sits where */
	int32_t    *mate;			/* row -> column or -1 */
	int64_t    *place;			/* row -> place in occupant[] */
	int64_t    *start;			/* column -> its first place */
	int32_t    *taken;			/* column -> places taken */
	int32_t    *occupant;		/* place -> row */
	Price	   *bid;			/* place -> what the row would pay at most */

	/* regions */
	int32_t    *row_level;
	int32_t    *column_level;
	bool	   *optional;		/* row: may stay out */
	int32_t    *row_out;		/* row: its OUT column, or -1 */
	int32_t    *level_of_out;	/* by OUT column */
	bool		restricted;		/* some pairs cross regions or have no seat */
	int64_t		spare;			/* seats minus rows in level 0 */

	/* prices */
	Price	   *price;			/* columns and OUT columns */
	Price	   *profit;			/* rows */
	Price		floor;			/* price of an empty seat in level 0 */

	/* the row caches: the best pairs of each row, sorted by value */
	int32_t		cache_size;
	CachedPair *cache;			/* rows * cache_size */
	int32_t    *cached;			/* row -> pairs in its cache */
	Price	   *rest;			/* row -> no pair outside is worth more */
	Candidate  *candidate;		/* scratch of fill_cache() */

	/* levels */
	int32_t    *order;			/* rows by falling priority, then number */
	int32_t    *looked;			/* row: pairs that it has looked ahead to */
	int32_t		vacant;			/* columns with an empty seat */
	int32_t		unseen;			/* columns that this pass may still go to */
	bool		by_layers;
	int32_t    *layer;			/* column: its layer in the last search for them */

	/* finish */
	int32_t    *free_row;		/* rows still to seat */
	int32_t		free_rows;
	int64_t		free_floor_rows;	/* those of level 0 */
	int64_t		dear_holes;		/* empty seats above the floor, in level 0 */
	RadixHeap	heap;
	Price		nearest_hole;	/* distance of a usable empty seat, in a search */
	Price	   *column_distance;
	Price	   *row_distance;
	int32_t    *seen_column;
	int32_t		seen_columns;
	int32_t    *seen_row;
	int32_t		seen_rows;

	/* depth-first searches */
	int32_t    *path_row;
	int32_t    *path_column;
	int64_t    *path_next;
	int32_t    *path_occupant;
	int32_t    *stamp;			/* column: last search that saw it */
	int32_t		search;
	int8_t	   *visit;			/* column and ROOT: what searches know of it */
	int32_t    *to_ask;			/* column: occupants, and dummies as one, not yet asked */
	int32_t		root_next;		/* next column of the virtual row ROOT */
	int32_t    *entered;		/* where this search has been */
	int32_t		entries;
	bool		blocked;		/* another one had been there before it */

	uint32_t	ticks;
	bool		interrupted;
	bool		too_narrow;		/* a price would pass ASSIGN_LIMIT */
} Solver;

/* Count a step of work; now and then ask whether to stop. */
static inline void
assign_tick(Solver *s)
{
	if ((++s->ticks & 1023) == 0 && s->service->interrupted != NULL &&
		s->service->interrupted(s->service->context))
		s->interrupted = true;
}

/* May the row use the column, as far as regions and seats go? */
static inline bool
assign_allowed(const Solver *s, int32_t row, int32_t column)
{
	return !s->restricted ||
		(s->seats[column] > 0 && s->column_level[column] == s->row_level[row]);
}

/* Is the column, any number, one of the row's? */
static inline bool
assign_has_pair(const Solver *s, int32_t row, int32_t column)
{
	int64_t		low = s->first[row];
	int64_t		high = s->first[row + 1];

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;

		if (s->column[middle] < column)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->first[row + 1] && s->column[low] == column;
}

static inline bool
assign_full(const Solver *s, int32_t column)
{
	return s->taken[column] >= s->seats[column];
}

static inline void
assign_seat(Solver *s, int32_t row, int32_t column)
{
	int64_t		place = s->start[column] + s->taken[column]++;

	s->occupant[place] = row;
	s->place[row] = place;
	s->mate[row] = column;
}

/* The last occupant of the column moves into the gap. */
static inline void
assign_unseat(Solver *s, int32_t row)
{
	int32_t		column = s->mate[row];
	int64_t		place = s->place[row];
	int64_t		last = s->start[column] + --s->taken[column];

	s->occupant[place] = s->occupant[last];
	s->bid[place] = s->bid[last];
	s->place[s->occupant[place]] = place;
	s->mate[row] = -1;
}

#endif							/* MSHIP_ASSIGN_SOLVER_H */
