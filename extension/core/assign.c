/*
 * assign.c
 *		mship_assign(): runs the stages and turns their state into a result.
 */
#include <string.h>

#include "core/assign_internal.h"
#include "core/sort.h"

/* Uninitialised room for "count" things; NULL when it cannot be had. */
void *
mship_assign_allocate(const MshipService *service, int64_t count, size_t size)
{
	if (count < 1)
		count = 1;
	if ((uint64_t) count > SIZE_MAX / size)
		return NULL;
	return service->allocate(service->context, (size_t) count * size);
}

/* Rows by falling priority; the sort is stable, so then by rising number. */
static int
compare_rows(const void *a, const void *b, const void *context)
{
	const int32_t *priority = context;
	int32_t		x = priority[*(const int32_t *) a];
	int32_t		y = priority[*(const int32_t *) b];

	return x > y ? -1 : x < y;
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
 * Seats that could ever be used: a column with more seats than pairs keeps one
 * more than it has pairs, so that it is never full and its price stays zero.
 */
static int64_t
count_seats(Solver *s)
{
	const MshipPairs *in = s->in;
	int64_t		total = 0;

	for (int32_t j = 0; j < s->columns; j++)
		s->seats[j] = 1;
	for (int64_t e = 0; e < in->first[s->rows]; e++)
		s->seats[in->mentor[e]]++;
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
void
mship_assign_reset(Solver *s)
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
bool
mship_assign_begin(Solver *s, const MshipPairs *pairs, const MshipService *service)
{
	int64_t		n = pairs->mentees;
	int64_t		columns;
	int64_t		seats;

#define GET(field, count) \
	((s->field = mship_assign_allocate(service, count, sizeof(*s->field))) != NULL)

	memset(s, 0, sizeof(*s));
	s->in = pairs;
	s->service = service;
	s->rows = pairs->mentees;
	s->columns = pairs->mentors;
	s->first = pairs->first;
	s->column = pairs->mentor;
	s->score = pairs->score;
	if (!GET(order, n) || !GET(free_row, n))
		return false;
	for (int32_t i = 0; i < s->rows; i++)
		s->order[i] = i;
	mship_sort(s->order, s->free_row, s->rows, sizeof(int32_t), compare_rows,
			   pairs->priority);
	columns = (int64_t) pairs->mentors + distinct_priorities(s);
	if (!GET(seats, columns) || !GET(start, columns))
		return false;
	seats = count_seats(s);
	if (!GET(mate, n) || !GET(place, n) || !GET(taken, columns) ||
		!GET(occupant, seats + n) || !GET(bid, seats + n) ||
		!GET(row_level, n) || !GET(column_level, columns) ||
		!GET(optional, n) || !GET(row_out, n) ||
		!GET(level_of_out, columns - s->columns) || !GET(look, n) ||
		!GET(path_row, n + columns + 3) ||
		!GET(path_column, n + columns + 3) || !GET(path_next, n + columns + 3) ||
		!GET(path_occupant, n + columns + 3) || !GET(stamp, columns))
		return false;
	for (int64_t p = 0; p < seats + n; p++)
		s->bid[p] = 0;
	mship_assign_reset(s);
	return true;
}

/* What the auction and finish need on top. */
static bool
begin_prices(Solver *s)
{
	int64_t		n = s->rows;
	int64_t		columns = (int64_t) s->columns + s->levels;
	int64_t		nodes = columns + n;
	const MshipService *service = s->service;

	s->cache_size = n > 0 && s->first[n] / n > 300 ? 48 : 16;
	if (!GET(price, columns) || !GET(profit, n) ||
		!GET(cache, n * s->cache_size) || !GET(cached, n) || !GET(rest, n) ||
		!GET(candidate, 4 * s->cache_size) ||
		!GET(heap.next, nodes) || !GET(heap.prev, nodes) ||
		!GET(heap.bucket, nodes) || !GET(heap.key, nodes) ||
		!GET(column_distance, columns) || !GET(row_distance, n) ||
		!GET(seen_column, columns) || !GET(seen_row, n) ||
		!GET(out_next, s->levels))
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
	for (int64_t x = 0; x < nodes; x++)
		s->heap.bucket[x] = -1;
	for (int b = 0; b < 65; b++)
		s->heap.head[b] = -1;
	return true;
#undef GET
}

/* Only the regions of the levels stage are kept; its matching ignores scores. */
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
		s->stamp[x] = 0;
		s->start[x] = x == 0 ? 0 : s->start[x - 1] + s->seats[x - 1];
	}
}

/* Smallest and largest score; false if prices could overflow. */
static bool
score_spread(const MshipPairs *pairs, int64_t *spread)
{
	int64_t		least = 0;
	int64_t		most = 0;
	int64_t		people = (int64_t) pairs->mentees + pairs->mentors + 2;

	for (int64_t e = 0; e < pairs->first[pairs->mentees]; e++)
	{
		int64_t		score = pairs->score[e];

		if (e == 0 || score < least)
			least = score;
		if (e == 0 || score > most)
			most = score;
	}
	if (least < -MSHIP_ASSIGN_MAX_PRICE || most > MSHIP_ASSIGN_MAX_PRICE)
		return false;
	*spread = most - least;
	return *spread <= MSHIP_ASSIGN_MAX_PRICE / 4 / people;
}

/*
 * What a seat of level 0 costs that nobody lacks: the floor, or where there is
 * no seat to spare, the cheapest.
 */
static int64_t
free_seat_price(const Solver *s)
{
	int64_t		price = s->floor;
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
 * out (levels above); the result's are absolute.
 */
static void
write_result(const Solver *s, MshipAssignment *r)
{
	const MshipPairs *in = s->in;
	int64_t		floor = free_seat_price(s);
	int32_t		top = 0;

	for (int32_t i = 0; i < s->rows; i++)
	{
		int32_t		out = s->row_out[i];
		bool		alone = s->first[i] == s->first[i + 1];

		if (in->priority[i] > top)
			top = in->priority[i];
		r->mate[i] = s->mate[i] < s->columns ? s->mate[i] : -1;
		r->mentee_priority_price[i] = alone ? 0 : in->priority[i] - s->row_level[i];
		r->mentee_score_price[i] = alone ? 0 :
			s->profit[i] + (out >= 0 ? s->price[out] : floor);
	}
	for (int32_t j = 0; j < s->columns; j++)
	{
		int64_t		base = floor;

		for (int32_t k = 0; k < s->levels; k++)
		{
			if (s->column_level[j] == s->level_of_out[k])
				base = s->price[s->columns + k];
		}
		r->mentor_priority_price[j] = s->column_level[j];
		r->mentor_score_price[j] = s->price[j] - base;
		if (in->capacity[j] == 0)
		{
			/* no seat to sell: a price that nobody would pay */
			r->mentor_priority_price[j] = (int64_t) top + 1;
			r->mentor_score_price[j] = 0;
		}
	}
}

static void
write_sums(const MshipPairs *in, MshipAssignment *r)
{
	r->matched = r->priority_sum = r->score_sum = 0;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		if (r->mate[i] < 0)
			continue;
		r->matched++;
		r->priority_sum += in->priority[i];
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			if (in->mentor[e] == r->mate[i])
				r->score_sum += in->score[e];
		}
	}
}

bool
mship_assignment_make(const MshipPairs *pairs, const MshipService *service,
					  MshipAssignment *a)
{
	int64_t		n = pairs->mentees;
	int64_t		m = pairs->mentors;

	a->mate = mship_assign_allocate(service, n, sizeof(int32_t));
	a->mentee_priority_price = mship_assign_allocate(service, n, sizeof(int64_t));
	a->mentee_score_price = mship_assign_allocate(service, n, sizeof(int64_t));
	a->mentor_priority_price = mship_assign_allocate(service, m, sizeof(int64_t));
	a->mentor_score_price = mship_assign_allocate(service, m, sizeof(int64_t));
	return a->mate != NULL && a->mentee_priority_price != NULL &&
		a->mentee_score_price != NULL && a->mentor_priority_price != NULL &&
		a->mentor_score_price != NULL;
}

MshipStatus
mship_assign(const MshipPairs *pairs, const MshipService *service,
			 MshipAssignment *result, MshipFault *fault)
{
	Solver		s;
	int64_t		spread;
	MshipStatus status = MSHIP_ERR_MEMORY;

	if (!score_spread(pairs, &spread))
		return mship_fail(fault, MSHIP_ERR_NUMBER, MSHIP_REASON_SCORE_SPREAD, 0, 0);
	if (mship_assign_begin(&s, pairs, service) && mship_assign_levels(&s) && begin_prices(&s))
	{
		empty_seats(&s);
		if (mship_assign_auction(&s, spread))
			status = mship_assign_finish(&s);
	}
	if (s.interrupted)
		status = MSHIP_ERR_CANCELED;
	if (status == MSHIP_OK)
	{
		write_result(&s, result);
		status = mship_assign_canonical(pairs, service, result);
	}
	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	write_sums(pairs, result);
	return MSHIP_OK;
}
