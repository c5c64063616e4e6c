/*
 * solve_ours.c
 *		mship_assign() on an instance, with its proof checked.
 */
#include <stdlib.h>

#include "core/assign.h"
#include "solvers.h"

static void *
allocate(void *context, size_t bytes)
{
	(void) context;
	return malloc(bytes);
}

static bool
never(void *context)
{
	(void) context;
	return false;
}

bool
solve_ours(const Instance *in, Answer *answer)
{
	static const MshipService service = {allocate, never, NULL};
	MshipAssignment result;
	MshipPairs	pairs = {in->mentees, in->mentors, in->first, in->mentor, NULL,
	in->capacity, in->priority};
	int64_t    *score = malloc((size_t) (in->pairs + 1) * sizeof(int64_t));
	int32_t    *used = malloc((size_t) (in->mentors + 1) * sizeof(int32_t));
	double		begin;

	if (score == NULL || used == NULL || !mship_assignment_make(&pairs, &service, &result))
		return false;
	for (int64_t e = 0; e < in->pairs; e++)
		score[e] = in->score[e];
	pairs.score = score;
	begin = bench_clock();
	if (mship_assign(&pairs, &service, &result, NULL) != MSHIP_OK)
		return false;
	answer->seconds = bench_clock() - begin;
	answer->matched = result.matched;
	answer->priority_sum = result.priority_sum;
	answer->score_sum = result.score_sum;
	return mship_assign_verify(&pairs, &result, used);
}
