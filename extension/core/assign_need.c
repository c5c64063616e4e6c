/*
 * assign_need.c
 *		How much memory an assignment takes, before any of it is allocated.
 *
 * The figures are upper bounds: they count the arrays of each stage at the
 * largest they can be, given how many people, pairs and seats there are.  What
 * that leaves open is mostly how many pairs are worth their prices: at worst
 * all, eight bytes each, usually few.  tests/unit/assign_need_test.c compares
 * them with what is allocated; an array that is added to a stage belongs here.
 */
#include "core/assign_problem.h"

typedef struct Need
{
	int64_t		bytes;
	int64_t		small;			/* of them, in the blocks of an arena */
} Need;

static void
count_array(Need *need, int64_t count, int64_t size)
{
	int64_t		bytes = (count + 4) * size + 16;

	need->bytes += bytes;
	/* what is bounded as large may turn out small */
	need->small += bytes < (int64_t) MSHIP_ARENA_LARGE ? bytes : (int64_t) MSHIP_ARENA_LARGE;
}

/* So many arrays of one size. */
static void
count_arrays(Need *need, int arrays, int64_t count, int64_t size)
{
	for (int k = 0; k < arrays; k++)
		count_array(need, count, size);
}

/*
 * What the blocks of an arena take beyond what they are asked for: a block that
 * is too small is left behind.  They double up to 4 MB, so all together hold at
 * most four times as much, and the large ones a third more.
 */
static int64_t
left_behind(const Need *need)
{
	int64_t		doubling = 3 * need->small + 128 * 1024;
	int64_t		steady = need->small / 3 + 12 * 1024 * 1024;

	return doubling < steady ? doubling : steady;
}

/* No more priorities than this are different. */
static int64_t
most_priorities(const MshipPairs *in)
{
	int32_t		least = INT32_MAX;
	int32_t		most = 0;
	int64_t		range;

	for (int32_t i = 0; i < in->mentees; i++)
	{
		least = in->priority[i] < least ? in->priority[i] : least;
		most = in->priority[i] > most ? in->priority[i] : most;
	}
	range = (int64_t) most - least + 1;
	return in->mentees == 0 ? 0 : range < in->mentees ? range : in->mentees;
}

/* Seats that could ever be used, as the solver counts them. */
static int64_t
most_seats(const MshipPairs *in, int64_t count)
{
	int64_t		few = 4 * ((int64_t) in->mentees + in->mentors);
	int64_t		most = count + in->mentors > few ? count + in->mentors : few;
	int64_t		total = 0;

	for (int32_t j = 0; j < in->mentors; j++)
		total += in->capacity[j];
	return total < most ? total : most;
}

/* For the levels: assign_stage_begin.h. */
static void
count_levels(Need *need, const MshipPairs *in, int64_t count, int64_t price)
{
	int64_t		n = in->mentees;
	int64_t		out = most_priorities(in);
	int64_t		columns = in->mentors + out;
	int64_t		seats = most_seats(in, count);

	count_arrays(need, 6, n, sizeof(int32_t));	/* order to row_out, looked */
	count_array(need, n, sizeof(int64_t));
	count_array(need, n, sizeof(bool));
	count_arrays(need, 4, columns, sizeof(int32_t));	/* seats to stamp */
	count_array(need, columns, sizeof(int64_t));
	count_array(need, out, sizeof(int32_t));
	count_array(need, in->mentors, sizeof(int32_t));
	count_array(need, seats + n, sizeof(int32_t));
	count_array(need, seats + n, price);
	count_arrays(need, 3, n + columns, sizeof(int32_t));	/* the paths */
	count_array(need, n + columns, sizeof(int64_t));
}

/* For the auction and the finish: assign_stage_end.h, assign_stage_auction.h. */
static void
count_prices(Need *need, const MshipPairs *in, int64_t count, int64_t price)
{
	int64_t		n = in->mentees;
	int64_t		out = most_priorities(in);
	int64_t		columns = in->mentors + out;
	int64_t		cached = price == sizeof(int32_t) ? 12 : 24;
	int64_t		cache = count > n * ASSIGN_MANY_PAIRS ?
		ASSIGN_LARGE_CACHE : ASSIGN_SMALL_CACHE;

	/* a part of many pairs may have a larger one than the whole */
	count_array(need, n * cache + count / (ASSIGN_MANY_PAIRS / ASSIGN_LARGE_CACHE), cached);
	count_arrays(need, 3, n, sizeof(int32_t));	/* cached, seen, optional */
	count_arrays(need, 5, n, price);	/* profit, rest, distance, two offers */
	count_arrays(need, 2, columns, price);	/* price, distance */
	count_array(need, columns, sizeof(int32_t));
	count_arrays(need, 2, n + columns, sizeof(int32_t));	/* the heap */
	count_array(need, n + columns, sizeof(int8_t));
	count_array(need, n + columns, price);
	count_array(need, columns + 1, sizeof(int8_t));	/* where searches have been */
	count_arrays(need, 2, columns + 1, sizeof(int32_t));
	count_array(need, out, sizeof(int32_t));
	count_array(need, ASSIGN_LARGE_CACHE, 16);
}

/* For the ties: assign_canonical.c.  At worst every pair is one. */
static void
count_ties(Need *need, const MshipPairs *in, int64_t count)
{
	int64_t		n = in->mentees;
	int64_t		nodes = (int64_t) in->mentors + 2;

	count_array(need, n, sizeof(int64_t));
	count_arrays(need, 2, count + n, sizeof(int32_t));
	count_arrays(need, 2, n, sizeof(int32_t));
	count_arrays(need, 2, nodes, sizeof(bool));
	count_arrays(need, 15, nodes, sizeof(int32_t));
	count_arrays(need, 2, nodes, sizeof(int64_t));
	count_array(need, nodes, 24);	/* the arcs of each */
}

/*
 * Bytes that mship_assign() takes beyond its arguments at most, where "count"
 * pairs are solved in prices of four bytes ("narrow") or eight, with or without
 * a copy of the scores.
 */
int64_t
mship_assign_need(const MshipPairs *in, int64_t count, bool narrow, bool copied)
{
	int64_t		price = narrow ? sizeof(int32_t) : sizeof(int64_t);
	Need		need = {0};

	count_levels(&need, in, count, price);
	count_prices(&need, in, count, price);
	count_ties(&need, in, count);
	return need.bytes + left_behind(&need) + (copied ? (count + 4) * price : 0);
}

/* The same for mship_assign_split(). */
int64_t
mship_assign_split_need(const MshipPairs *in, int64_t count)
{
	Need		need = {0};

	count_arrays(&need, 4, in->mentees, sizeof(int32_t));
	count_array(&need, in->mentees, sizeof(int64_t));
	count_arrays(&need, 6, in->mentors, sizeof(int32_t));
	count_array(&need, count, sizeof(int32_t));
	return need.bytes;
}

/* For mship_assign_bottleneck(). */
int64_t
mship_assign_bottleneck_need(const MshipPairs *in, int64_t count)
{
	Need		need = {0};

	count_array(&need, in->mentees, sizeof(int64_t));
	count_array(&need, count, sizeof(int32_t));
	count_levels(&need, in, count, sizeof(int64_t));
	return need.bytes;
}

/* For mship_assign_stable(). */
int64_t
mship_assign_stable_need(const MshipPairs *in, int64_t count)
{
	int64_t		seats = most_seats(in, count);
	Need		need = {0};

	count_array(&need, count, sizeof(int64_t));
	count_array(&need, seats < count ? seats : count, 16);
	count_array(&need, in->mentees, sizeof(int64_t));
	count_array(&need, in->mentees, sizeof(int32_t));
	count_arrays(&need, 2, in->mentors, sizeof(int64_t));
	count_arrays(&need, 2, in->mentors, sizeof(int32_t));
	return need.bytes;
}

/* For the result arrays, and to verify them. */
int64_t
mship_assignment_need(const MshipPairs *in)
{
	Need		need = {0};

	count_array(&need, in->mentees, sizeof(int32_t));
	count_arrays(&need, 2, in->mentees, sizeof(int64_t));
	count_arrays(&need, 2, in->mentors, sizeof(int64_t));
	count_array(&need, in->mentors, sizeof(int32_t));
	return need.bytes;
}
