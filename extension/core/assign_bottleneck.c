/*
 * assign_bottleneck.c
 *		How good can the worst pair be made?
 *
 * Whether pairs of at least a given score can still serve the priorities as
 * well as all pairs together needs the levels stage only.  The score is found
 * by halving the range between the smallest and the largest.
 */
#include "core/assign_problem.h"

#define ASSIGN_PRICE int64_t
#include "core/assign_stage_begin.h"
#include "core/assign_stage_levels.h"

/* The best sum of priorities with the pairs that the solver now looks at. */
static bool
best_sum(Solver *s, int64_t *sum)
{
	reset_solver(s);
	if (!run_levels(s))
		return false;
	*sum = 0;
	for (int32_t i = 0; i < s->rows; i++)
	{
		if (s->mate[i] >= 0)
			*sum += s->in->priority[i];
	}
	return true;
}

/* Copy the pairs of at least this score. */
static void
filter_pairs(const MshipPairs *in, int64_t least_score, int64_t *first,
			 int32_t *mentor)
{
	int64_t		count = 0;

	for (int32_t i = 0; i < in->mentees; i++)
	{
		first[i] = count;
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			if (mship_pair_score(in, e) >= least_score)
				mentor[count++] = in->mentor[e];
		}
	}
	first[in->mentees] = count;
}

static int64_t
middle(int64_t low, int64_t high)
{
	/* rounded up; the range may be wider than an int64 */
	return low + (int64_t) (((uint64_t) high - (uint64_t) low) / 2 +
							((uint64_t) high - (uint64_t) low) % 2);
}

MshipStatus
mship_assign_bottleneck(const MshipPairs *in, const MshipService *service,
						int64_t *least_score, MshipFault *fault)
{
	AssignProblem problem = {.rows = in->mentees,.columns = in->mentors,.first = in->first,
		.column = in->mentor,.capacity = in->capacity,.priority = in->priority,.unit = 1,
	.start = in->start};
	Solver		s;
	int64_t		pairs = in->first[in->mentees];
	int64_t    *first = mship_assign_allocate(service, (int64_t) in->mentees + 1, sizeof(int64_t));
	int32_t    *mentor = mship_assign_allocate(service, pairs, sizeof(int32_t));
	int64_t		low = 0;
	int64_t		high = 0;
	int64_t		goal;
	int64_t		sum;

	if (first == NULL || mentor == NULL || !begin_solver(&s, &problem, service))
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	for (int64_t e = 0; e < pairs; e++)
	{
		int64_t		score = mship_pair_score(in, e);

		low = e == 0 || score < low ? score : low;
		high = e == 0 || score > high ? score : high;
	}
	if (!best_sum(&s, &goal))
		return mship_fail(fault, MSHIP_ERR_CANCELED, MSHIP_REASON_NONE, 0, 0);
	if (goal == 0)
		high = low;				/* nobody can be matched: no worst pair */
	s.first = first;
	s.column = mentor;
	while (low < high)
	{
		int64_t		score = middle(low, high);

		filter_pairs(in, score, first, mentor);
		if (!best_sum(&s, &sum))
			return mship_fail(fault, MSHIP_ERR_CANCELED, MSHIP_REASON_NONE, 0, 0);
		if (sum == goal)
			low = score;
		else
			high = score - 1;
	}
	*least_score = low;
	return MSHIP_OK;
}
