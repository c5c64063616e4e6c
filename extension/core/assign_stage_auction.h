/*
 * assign_stage_auction.h
 *		Stage 2: prices and pairs that are nearly right.
 *
 * Bertsekas' forward auction for columns with several seats.  A row without a
 * seat bids for its best column: the most it could pay and still not prefer
 * its second best, plus epsilon.  The lowest bid of a full column loses its
 * seat, and the column's price is the lowest bid it holds.  At the end every
 * row is within epsilon of its best offer.
 *
 * Where all seats must be taken anyway, prices may start anywhere; there they
 * start from the columns' best scores, and epsilon from coarse to fine if a
 * first attempt with the fine one does not end soon.  Where seats may stay
 * empty an empty seat must be at the floor, so those rows bid in the last phase
 * only, from the floor up.
 *
 * The auction is never needed for a right answer: it has a budget of bids, and
 * the next stage accepts whatever prices and pairs it leaves.
 */
#ifndef MSHIP_ASSIGN_STAGE_AUCTION_H
#define MSHIP_ASSIGN_STAGE_AUCTION_H

#include "core/assign_stage_cache.h"
#include "core/sort.h"

#define BIDS_A_ROW 400			/* budget, with BIDS_AT_LEAST */
#define BIDS_AT_LEAST 100000
#define TRIAL_BIDS_A_ROW 24		/* for the first attempt with fine epsilon */
#define COARSE 64				/* first epsilon, and where scores are finer than whole */
#define COARSE_STEPS 256		/* points, the spread of scores over it */
#define FINE_STEPS 65536		/* spread of scores over the last epsilon, at most */
#define REFINE 4				/* factor from one phase to the next */

typedef struct Auction
{
	Solver	   *s;
	Price		epsilon;
	Price		alone;			/* a bid's margin where there is no rival */
	int64_t		bids_left;
	int64_t		trial_left;
	int32_t    *stack;			/* rows that have to bid */
	int32_t		stacked;
	int32_t    *optional_first; /* optional rows by OUT column */
	int32_t    *optional_row;
	Price	   *offer;			/* scratch of raise_out_price() */
	Price	   *spare_offer;
} Auction;

/* In the last phase everybody bids; before it only where all seats fill. */
static bool
bids_in_phase(const Auction *x, int32_t row, bool last_phase)
{
	const Solver *s = x->s;

	if (s->first[row] == s->first[row + 1])
		return false;
	return last_phase || s->row_level[row] > 0 || s->spare == 0;
}

/* Does the row's seat still suit it, within epsilon?  Renews its bid if so. */
static bool
still_content(Auction *x, int32_t row)
{
	Solver	   *s = x->s;
	CachedPair *cache = s->cache + (int64_t) row * s->cache_size;
	Price		best;
	Price		second;
	CachedPair *choice = best_two(s, row, &best, &second);

	if (s->optional[row] && -s->price[s->row_out[row]] > second)
	{
		second = -s->price[s->row_out[row]];
		if (second > best)
		{
			Price		out = second;

			second = best;
			best = out;
			choice = NULL;
		}
	}
	for (int32_t k = 0; k < s->cached[row]; k++)
	{
		Price		other = choice == cache + k ? second : best;
		Price		value;

		if (cache[k].column != s->mate[row])
			continue;
		value = cache[k].score - s->price[cache[k].column];
		if (other != ASSIGN_NONE && value < other - x->epsilon)
			return false;
		s->bid[s->place[row]] = other == ASSIGN_NONE ?
			cache[k].score + x->alone : cache[k].score - other + x->epsilon;
		return true;
	}
	return false;
}

/* Rows that must bid in this phase go on the stack. */
static void
start_phase(Auction *x, bool last_phase)
{
	Solver	   *s = x->s;

	x->stacked = 0;
	for (int32_t row = s->rows; row-- > 0;)
	{
		if (!bids_in_phase(x, row, last_phase))
			continue;
		assign_tick(s);
		if (s->mate[row] >= 0)
		{
			if (still_content(x, row))
				continue;
			assign_unseat(s, row);
		}
		x->stack[x->stacked++] = row;
	}
}

/*
 * Take an empty place, or that of the lowest bid.  A full column then asks the
 * lowest bid it holds.  Beyond the limit the auction is over.
 */
static void
win_place(Auction *x, int32_t row, int32_t column, Price bid)
{
	Solver	   *s = x->s;
	int64_t		start = s->start[column];
	int64_t		place = start;
	Price		next = bid;		/* lowest bid that stays */

	if (!assign_full(s, column))
	{
		place = start + s->taken[column]++;
		for (int64_t p = start; p < place && assign_full(s, column); p++)
			next = s->bid[p] < next ? s->bid[p] : next;
	}
	else
	{
		for (int64_t p = start + 1; p < start + s->seats[column]; p++)
		{
			int64_t		higher = p;

			if (s->bid[p] < s->bid[place])
			{
				higher = place;
				place = p;
			}
			next = s->bid[higher] < next ? s->bid[higher] : next;
		}
		s->mate[s->occupant[place]] = -1;
		x->stack[x->stacked++] = s->occupant[place];
	}
	s->occupant[place] = row;
	s->place[row] = place;
	s->bid[place] = bid;
	s->mate[row] = column;
	if (!assign_full(s, column))
		return;
	if (next > ASSIGN_LIMIT)
		x->bids_left = 0;
	else if (next > s->price[column])
		s->price[column] = next;
}

static void
bid(Auction *x, int32_t row)
{
	Solver	   *s = x->s;
	Price		best;
	Price		second;
	CachedPair *choice = best_two(s, row, &best, &second);

	assign_tick(s);
	if (s->optional[row])
	{
		Price		out = -s->price[s->row_out[row]];

		if (best <= out)
			return;				/* stays out */
		if (second < out)
			second = out;
	}
	if (choice == NULL)
		return;
	if (second == ASSIGN_NONE)
		second = best - x->alone;
	win_place(x, row, choice->column, choice->score - second + x->epsilon);
}

/* Offers from the highest down. */
static int
compare_offers(const void *a, const void *b, const void *context)
{
	Price		x = *(const Price *) a;
	Price		y = *(const Price *) b;

	(void) context;
	return x > y ? -1 : x < y;
}

/*
 * Too many rows stay out: make that dearer, until exactly as many as must stay
 * out still prefer it.  True if somebody has to bid again.
 */
static bool
raise_out_price(Auction *x, int32_t level)
{
	Solver	   *s = x->s;
	int32_t		out = s->columns + level;
	int32_t		begin = x->optional_first[level];
	int32_t		end = x->optional_first[level + 1];
	int32_t		outside = 0;
	int32_t		surplus;
	Price		best;
	Price		second;
	Price		price;

	for (int32_t k = begin; k < end; k++)
	{
		int32_t		row = x->optional_row[k];

		if (s->mate[row] >= 0)
			continue;
		best_two(s, row, &best, &second);
		assign_tick(s);
		x->offer[outside++] = best;
	}
	surplus = outside - s->seats[out];
	if (surplus <= 0)
		return false;
	mship_sort(x->offer, x->spare_offer, outside, sizeof(Price), compare_offers, NULL);
	if (x->offer[surplus - 1] == ASSIGN_NONE)
		return false;
	price = -x->offer[surplus - 1] + x->epsilon;
	if (price > ASSIGN_LIMIT)
		x->bids_left = 0;
	if (price > ASSIGN_LIMIT || price <= s->price[out])
		return false;
	s->price[out] = price;
	for (int32_t k = end; k-- > begin;)
	{
		int32_t		row = x->optional_row[k];

		if (s->mate[row] >= 0)
			continue;
		best_two(s, row, &best, &second);
		if (best > -price)
			x->stack[x->stacked++] = row;
	}
	return true;
}

/* Bid until everybody is content.  False when the trial or budget is used up. */
static bool
run_phase(Auction *x)
{
	Solver	   *s = x->s;
	bool		again = true;

	while (again)
	{
		while (x->stacked > 0)
		{
			if (x->bids_left-- <= 0 || x->trial_left-- <= 0 || s->interrupted)
				return false;
			bid(x, x->stack[--x->stacked]);
		}
		again = false;
		for (int32_t level = 0; level < s->levels; level++)
			again |= raise_out_price(x, level);
	}
	return true;
}

/* Optional rows by OUT column, for the rule of raise_out_price(). */
static bool
list_optional_rows(Auction *x)
{
	Solver	   *s = x->s;
	int32_t		total = 0;

	x->optional_first = mship_assign_allocate(s->service, s->levels + 1, sizeof(int32_t));
	x->optional_row = mship_assign_allocate(s->service, s->rows, sizeof(int32_t));
	if (x->optional_first == NULL || x->optional_row == NULL)
		return false;
	for (int32_t k = 0; k <= s->levels; k++)
		x->optional_first[k] = 0;
	for (int32_t row = 0; row < s->rows; row++)
	{
		if (s->optional[row])
			x->optional_first[s->row_out[row] - s->columns]++;
	}
	for (int32_t k = 0; k <= s->levels; k++)
	{
		total += x->optional_first[k];
		x->optional_first[k] = total;
	}
	/* filled from behind, each list's end moves to its beginning */
	for (int32_t row = s->rows; row-- > 0;)
	{
		if (s->optional[row])
			x->optional_row[--x->optional_first[s->row_out[row] - s->columns]] = row;
	}
	return true;
}

/* Where all seats fill anyway, start from prices that make the columns equally
 * attractive to those who like them best. */
static void
start_prices(Solver *s)
{
	Price		least = ASSIGN_FAR;

	if (s->spare > 0 && s->levels == 0)
		return;
	for (int32_t j = 0; j < s->columns; j++)
		s->price[j] = ASSIGN_NONE;
	for (int64_t e = s->first[0]; e < s->first[s->rows]; e++)
	{
		if (s->score[e] > s->price[s->column[e]])
			s->price[s->column[e]] = s->score[e];
	}
	for (int32_t j = 0; j < s->columns; j++)
	{
		if (s->seats[j] == 0 || s->price[j] == ASSIGN_NONE ||
			(s->column_level[j] == 0 && s->spare > 0))
			s->price[j] = ASSIGN_NONE;
		else if (s->price[j] < least)
			least = s->price[j];
	}
	for (int32_t j = 0; j < s->columns; j++)
		s->price[j] = s->price[j] == ASSIGN_NONE ? 0 : s->price[j] - least;
}

static inline Price
larger(Price a, Price b)
{
	return a > b ? a : b;
}

/*
 * Run the auction from empty seats, or those of the start.  False when memory is short or interrupted.
 */
static bool
run_auction(Solver *s)
{
	Auction		x = {.s = s};
	Price		spread = (Price) s->in->spread;
	Price		finest = larger(spread / FINE_STEPS, 1);
	Price		coarsest = larger(spread / COARSE_STEPS, COARSE);
	bool		trial = s->levels == 0 && s->spare == 0;

	x.stack = s->free_row;
	x.offer = mship_assign_allocate(s->service, s->rows, sizeof(Price));
	x.spare_offer = mship_assign_allocate(s->service, s->rows, sizeof(Price));
	if (x.offer == NULL || x.spare_offer == NULL || !list_optional_rows(&x))
		return false;
	x.alone = spread < ASSIGN_LIMIT / 2 ? 2 * spread + 2 : ASSIGN_LIMIT;
	x.bids_left = INT64_C(1) * BIDS_A_ROW * s->rows + BIDS_AT_LEAST;
	x.epsilon = s->levels > 0 ? coarsest : finest;

	start_prices(s);
	for (int32_t row = 0; row < s->rows && !s->interrupted; row++)
		fill_cache(s, row);
	for (;;)
	{
		bool		last_phase = x.epsilon <= finest;

		x.trial_left = trial ? INT64_C(1) * TRIAL_BIDS_A_ROW * s->rows : INT64_MAX;
		start_phase(&x, last_phase);
		if (!run_phase(&x))
		{
			if (x.bids_left <= 0 || s->interrupted)
				break;
			trial = false;		/* too slow: from coarse to fine */
			x.epsilon = coarsest;
			continue;
		}
		if (last_phase)
			break;
		x.epsilon = larger(x.epsilon / REFINE, finest);
	}
	return !s->interrupted;
}

#endif							/* MSHIP_ASSIGN_STAGE_AUCTION_H */
