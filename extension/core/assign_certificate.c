/*
 * assign_certificate.c
 *		Does an assignment's own evidence prove it optimal?
 *
 * Write a, u for a mentee's priority and score price, alpha, v for those of one
 * seat of a mentor.  Prices are valid when
 *
 *	(1) a >= 0 and alpha >= 0; u >= 0 where a = 0; v >= 0 where alpha = 0;
 *	(2) for every permitted pair a + alpha >= priority, and where these are
 *		equal, u + v >= score.
 *
 * By (1) and (2) no assignment has a larger sum of priorities than the sum of
 * all a plus alpha for every seat.  One that reaches it uses pairs with
 * a + alpha = priority alone, matches everybody with a > 0 and fills every seat
 * with alpha > 0; so its sum of scores is at most the sum of all u plus v for
 * every seat.  An assignment that reaches both sums is therefore optimal: that
 * is (3).
 */
#include "core/assign.h"

/* (1) */
static bool
signs_hold(int64_t priority_price, int64_t score_price)
{
	return priority_price > 0 || (priority_price == 0 && score_price >= 0);
}

/* (2) for the pairs of one mentee; also finds his own pair's score. */
static bool
pairs_hold(const MshipPairs *in, const MshipAssignment *r, int32_t i,
		   bool *permitted, int64_t *score)
{
	const int32_t *mentor = in->mentor;
	const int64_t *priority_price = r->mentor_priority_price;
	const int64_t *score_price = r->mentor_score_price;
	int64_t		base = r->mentee_priority_price[i] - in->priority[i];
	int64_t		price = r->mentee_score_price[i];
	int32_t		mate = r->mate[i];

	for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
	{
		int32_t		j = mentor[e];
		int64_t		excess = base + priority_price[j];

		if (excess < 0)
			return false;
		if (excess == 0 && price + score_price[j] < mship_pair_score(in, e))
			return false;
		if (j == mate)
		{
			*permitted = true;
			*score = mship_pair_score(in, e);
		}
	}
	return true;
}

bool
mship_assign_verify(const MshipPairs *in, const MshipAssignment *r, int32_t *used)
{
	int64_t		priority_sum = 0;
	int64_t		priority_bound = 0;
	int64_t		score_sum = 0;
	int64_t		score_bound = 0;

	for (int32_t j = 0; j < in->mentors; j++)
		used[j] = 0;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		bool		permitted = r->mate[i] == -1;
		int64_t		score = 0;

		if (!signs_hold(r->mentee_priority_price[i], r->mentee_score_price[i]) ||
			!pairs_hold(in, r, i, &permitted, &score) || !permitted)
			return false;
		priority_bound += r->mentee_priority_price[i];
		score_bound += r->mentee_score_price[i];
		if (r->mate[i] < 0)
			continue;
		priority_sum += in->priority[i];
		score_sum += score;
		if (++used[r->mate[i]] > in->capacity[r->mate[i]])
			return false;
	}
	for (int32_t j = 0; j < in->mentors; j++)
	{
		if (!signs_hold(r->mentor_priority_price[j], r->mentor_score_price[j]))
			return false;
		priority_bound += in->capacity[j] * r->mentor_priority_price[j];
		score_bound += in->capacity[j] * r->mentor_score_price[j];
	}
	/* (3) */
	return priority_sum == priority_bound && score_sum == score_bound &&
		priority_sum == r->priority_sum && score_sum == r->score_sum;
}
