/*
 * solve_ours.c
 *		mship_assign() on an instance, with its proof checked.
 */
#include <stdlib.h>

#include "core/assign.h"
#include "solvers.h"

#define MAX_BLOCKS 200

/* As in the server, memory is given back when all is done. */
typedef struct Arena
{
	void	   *block[MAX_BLOCKS];
	int			blocks;
} Arena;

static void *
allocate(void *context, size_t bytes)
{
	Arena	   *a = context;

	if (a->blocks == MAX_BLOCKS)
		return NULL;
	return a->block[a->blocks++] = malloc(bytes);
}

static bool
never(void *context)
{
	(void) context;
	return false;
}

static bool
solve(const Instance *in, const MshipService *service, Answer *answer)
{
	MshipAssignment result;
	MshipPairs	pairs = {.mentees = in->mentees,.mentors = in->mentors,.first = in->first,
		.mentor = in->mentor,.small_score = in->score,.capacity = in->capacity,
		.priority = in->priority};
	int32_t    *used = allocate(service->context, (size_t) (in->mentors + 1) * sizeof(int32_t));
	double		begin;

	if (used == NULL || !mship_assignment_make(&pairs, service, &result))
		return false;
	begin = bench_clock();
	if (mship_assign(&pairs, service, &result, NULL) != MSHIP_OK)
		return false;
	answer->seconds = bench_clock() - begin;
	answer->matched = result.matched;
	answer->priority_sum = result.priority_sum;
	answer->score_sum = result.score_sum;
	return mship_assign_verify(&pairs, &result, used);
}

bool
solve_ours(const Instance *in, Answer *answer)
{
	Arena		arena = {.blocks = 0};
	MshipService service = {.allocate = allocate,.interrupted = never,.context = &arena};
	bool		solved = solve(in, &service, answer);

	while (arena.blocks > 0)
		free(arena.block[--arena.blocks]);
	return solved;
}
