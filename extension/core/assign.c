/*
 * assign.c
 *		mship_assign(): simplifies a problem, solves it, part by part where it
 *		falls apart, and adds up.
 */
#include "core/assign_problem.h"

/* ---------- results ---------- */

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

/*
 * What those get whom no pair concerns: nobody, and no price.  A mentor without
 * a seat has one that nobody would pay.
 */
static void
clear_result(const MshipPairs *in, MshipAssignment *r)
{
	int64_t		top = 0;

	for (int32_t i = 0; i < in->mentees; i++)
	{
		r->mate[i] = -1;
		r->mentee_priority_price[i] = 0;
		r->mentee_score_price[i] = 0;
		if (in->priority[i] > top)
			top = in->priority[i];
	}
	for (int32_t j = 0; j < in->mentors; j++)
	{
		r->mentor_priority_price[j] = in->capacity[j] == 0 ? top + 1 : 0;
		r->mentor_score_price[j] = 0;
	}
}

/* The entry of a mentee's pair with his mentor. */
static int64_t
pair_of_mate(const MshipPairs *in, int32_t mentee, int32_t mentor)
{
	int64_t		low = in->first[mentee];
	int64_t		high = in->first[mentee + 1] - 1;

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;

		if (in->mentor[middle] < mentor)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
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
		r->score_sum += mship_pair_score(in, pair_of_mate(in, i, r->mate[i]));
	}
}

/* ---------- solving ---------- */

typedef struct Job
{
	const MshipPairs *in;
	const MshipService *service;
	AssignSplit split;
	AssignScores scores;
	AssignArena arena;
	MshipAssignment *result;
} Job;

/* Ask for what solving takes in this width. */
static bool
reserve(const Job *job, bool narrow)
{
	const MshipPairs *in = job->in;
	bool		copied = job->scores.unit != 1 || job->split.parts > 1 ||
		narrow != (in->small_score != NULL);

	if (job->service->reserve == NULL)
		return true;
	return mship_assign_reserve(job->service, mship_assign_need(in, in->first[in->mentees],
																narrow, copied));
}

/*
 * Solve the part: in four bytes if its scores fit, and once more in eight if
 * its prices turn out not to.
 */
static MshipStatus
solve_part(Job *job, AssignProblem *problem)
{
	MshipService service = mship_arena_service(&job->arena);
	MshipStatus status = MSHIP_ERR_NUMBER;

	problem->unit = job->scores.unit;
	problem->spread = job->scores.spread;
	if (job->scores.may_be_narrow)
	{
		if (!mship_assign_scores(job->in, &job->split, true, &job->scores, job->service))
			return MSHIP_ERR_MEMORY;
		problem->score = job->scores.narrow;
		job->arena.used = 0;
		status = mship_assign_narrow(problem, &service, job->result);
	}
	if (status != MSHIP_ERR_NUMBER)
		return status;
	if (job->scores.may_be_narrow && job->scores.wide == NULL && !reserve(job, false))
		return MSHIP_ERR_MEMORY;
	if (!mship_assign_scores(job->in, &job->split, false, &job->scores, job->service))
		return MSHIP_ERR_MEMORY;
	problem->score = job->scores.wide;
	job->arena.used = 0;
	status = mship_assign_wide(problem, &service, job->result);
	return status == MSHIP_ERR_NUMBER ? MSHIP_ERR_INTERNAL : status;
}

static MshipStatus
solve_whole(Job *job)
{
	const MshipPairs *in = job->in;
	AssignProblem problem = {.rows = in->mentees,.columns = in->mentors,.first = in->first,
		.column = in->mentor,.capacity = in->capacity,.priority = in->priority,
	.start = in->start};

	return solve_part(job, &problem);
}

static MshipStatus
solve_parts(Job *job)
{
	const MshipService *service = job->service;
	MshipStatus status = MSHIP_OK;

	for (int32_t k = 0; k < job->split.parts && status == MSHIP_OK; k++)
	{
		AssignProblem problem;

		mship_assign_part(&job->split, k, &problem);
		status = solve_part(job, &problem);
		if (k % 64 == 0 && service->interrupted != NULL &&
			service->interrupted(service->context))
			status = MSHIP_ERR_CANCELED;
	}
	return status;
}

static bool
split(Job *job)
{
	const MshipPairs *in = job->in;

	return mship_assign_reserve(job->service,
								mship_assign_split_need(in, in->first[in->mentees])) &&
		mship_assign_split(in, job->service, &job->split);
}

MshipStatus
mship_assign(const MshipPairs *pairs, const MshipService *service,
			 MshipAssignment *result, MshipFault *fault)
{
	int64_t		n = pairs->mentees;
	Job			job = {.in = pairs,.service = service,.arena = {.lender = service},
		.result = result};
	MshipStatus status = MSHIP_ERR_MEMORY;

	if (!mship_assign_survey(pairs, &job.scores))
		return mship_fail(fault, MSHIP_ERR_NUMBER, MSHIP_REASON_SCORE_SPREAD, 0, 0);
	clear_result(pairs, result);
	if ((pairs->first[n] > n * MSHIP_MOST_PAIRS_TO_SPLIT || split(&job)) &&
		reserve(&job, job.scores.may_be_narrow))
		status = job.split.parts > 1 ? solve_parts(&job) : solve_whole(&job);
	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	write_sums(pairs, result);
	return MSHIP_OK;
}
