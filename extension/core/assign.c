/*
 * assign.c
 *		mship_assign(): simplifies a problem, solves it, part by part where it
 *		falls apart, and adds up.
 */
#include "core/assign_problem.h"

/* with more pairs a mentee, parts are large or but one: not worth looking for */
#define MOST_PAIRS_TO_SPLIT 64

/* fewer steps from the least to the best score are divided */
#define FEW_STEPS 100

/* What the narrow solver may reach: sums of two such fit into an int32_t. */
#define NARROW_MAX (INT64_C(1) << 29)

/* ---------- scores ---------- */

typedef struct Survey
{
	int64_t		least;
	int64_t		most;
	int64_t		unit;			/* all scores are multiples */
} Survey;

static int64_t
common_divisor(int64_t a, int64_t b)
{
	uint64_t	x = a < 0 ? -(uint64_t) a : (uint64_t) a;
	uint64_t	y = b < 0 ? -(uint64_t) b : (uint64_t) b;

	while (y != 0)
	{
		uint64_t	rest = x % y;

		x = y;
		y = rest;
	}
	return x > INT64_MAX ? 1 : (int64_t) x;
}

/*
 * score / unit for multiples of the unit, given 1 / unit: a division costs more
 * than all else that is done with most scores.
 */
static inline int64_t
in_units(int64_t score, double inverse)
{
	return (int64_t) ((double) score * inverse + (score < 0 ? -0.5 : 0.5));
}

/*
 * Where scores come in steps (of 50, say), prices may too, and the solver has
 * that many fewer of them to try.  But with a few prices only too many are
 * equal: then steps are divided by a small number, if one divides them.
 */
static void
survey_scores(const MshipPairs *in, Survey *s)
{
	const int64_t *score = in->score;
	int64_t		pairs = in->first[in->mentees];
	int64_t		least = pairs > 0 ? score[0] : 0;
	int64_t		most = least;
	int64_t		unit = 0;
	double		inverse = 0;
	int64_t		e = 0;

	for (; e < pairs && unit != 1; e++)
	{
		if (in_units(score[e], inverse) * unit != score[e])
		{
			unit = common_divisor(unit, score[e]);
			inverse = 1.0 / (double) unit;
		}
		least = score[e] < least ? score[e] : least;
		most = score[e] > most ? score[e] : most;
	}
	for (; e < pairs; e++)
	{
		least = score[e] < least ? score[e] : least;
		most = score[e] > most ? score[e] : most;
	}
	s->least = least;
	s->most = most;
	s->unit = unit == 0 ? 1 : unit;
	for (int64_t parts = 5; parts > 1; parts--)
	{
		if (s->unit % parts == 0 &&
			((uint64_t) most - (uint64_t) least) / (uint64_t) s->unit < FEW_STEPS)
		{
			s->unit /= parts;
			break;
		}
	}
}

/* May prices within the limit be needed?  See assign_solver.h. */
static bool
prices_fit(const MshipPairs *in, int64_t least, int64_t most, int64_t limit)
{
	int64_t		people = (int64_t) in->mentees + in->mentors + 2;

	return least >= -limit && most <= limit && most - least <= limit / 4 / people;
}

static void
copy_narrow(const int64_t *score, int64_t count, int64_t unit, int32_t *to)
{
	double		inverse = 1.0 / (double) unit;

	if (unit == 1)
	{
		for (int64_t e = 0; e < count; e++)
			to[e] = (int32_t) score[e];
	}
	else
	{
		for (int64_t e = 0; e < count; e++)
			to[e] = (int32_t) in_units(score[e], inverse);
	}
}

static void
copy_wide(const int64_t *score, int64_t count, int64_t unit, int64_t *to)
{
	for (int64_t e = 0; e < count; e++)
		to[e] = score[e] / unit;
}

/*
 * The scores in units, in the width of the solver, by the order of the split's
 * rows if there is one.  NULL when memory is short.
 */
static const void *
scores_in_units(const MshipPairs *in, const AssignSplit *split, bool narrow,
				int64_t unit, const MshipService *service)
{
	int64_t		pairs = in->first[in->mentees];
	int32_t		rows = split->parts > 1 ? split->row_first[split->parts] : 0;
	int64_t		at = 0;
	int32_t    *small = NULL;
	int64_t    *large = NULL;

	if (!narrow && unit == 1 && split->parts <= 1)
		return in->score;
	if (narrow)
		small = mship_assign_allocate(service, pairs, sizeof(int32_t));
	else
		large = mship_assign_allocate(service, pairs, sizeof(int64_t));
	if (small == NULL && large == NULL)
		return NULL;
	if (split->parts <= 1 && narrow)
		copy_narrow(in->score, pairs, unit, small);
	else if (split->parts <= 1)
		copy_wide(in->score, pairs, unit, large);
	for (int32_t x = 0; x < rows; x++)
	{
		int32_t		i = split->row_id[x];
		int64_t		count = in->first[i + 1] - in->first[i];

		if (narrow)
			copy_narrow(in->score + in->first[i], count, unit, small + at);
		else
			copy_wide(in->score + in->first[i], count, unit, large + at);
		at += count;
	}
	return narrow ? (const void *) small : (const void *) large;
}

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
			if (in->mentor[e] != r->mate[i])
				continue;
			r->score_sum += in->score[e];
			break;
		}
	}
}

/* ---------- solving ---------- */

static MshipStatus
solve_whole(const MshipPairs *in, AssignProblem *problem, bool narrow,
			const MshipService *service, MshipAssignment *result)
{
	problem->rows = in->mentees;
	problem->columns = in->mentors;
	problem->first = in->first;
	problem->column = in->mentor;
	problem->capacity = in->capacity;
	problem->priority = in->priority;
	return narrow ? mship_assign_narrow(problem, service, result) :
		mship_assign_wide(problem, service, result);
}

static MshipStatus
solve_parts(const AssignSplit *split, AssignProblem *problem, bool narrow,
			const MshipService *service, MshipAssignment *result)
{
	AssignArena arena = {.lender = service};
	MshipService small = mship_arena_service(&arena);
	MshipStatus status = MSHIP_OK;

	for (int32_t k = 0; k < split->parts && status == MSHIP_OK; k++)
	{
		arena.used = 0;
		mship_assign_part(split, k, problem);
		status = narrow ? mship_assign_narrow(problem, &small, result) :
			mship_assign_wide(problem, &small, result);
		if (k % 64 == 0 && small.interrupted(small.context))
			status = MSHIP_ERR_CANCELED;
	}
	return status;
}

MshipStatus
mship_assign(const MshipPairs *pairs, const MshipService *service,
			 MshipAssignment *result, MshipFault *fault)
{
	int64_t		n = pairs->mentees;
	AssignProblem problem = {0};
	AssignSplit split = {0};
	Survey		survey;
	MshipStatus status = MSHIP_ERR_MEMORY;
	bool		narrow;

	survey_scores(pairs, &survey);
	if (!prices_fit(pairs, survey.least, survey.most, MSHIP_ASSIGN_MAX_PRICE))
		return mship_fail(fault, MSHIP_ERR_NUMBER, MSHIP_REASON_SCORE_SPREAD, 0, 0);
	narrow = prices_fit(pairs, survey.least / survey.unit, survey.most / survey.unit,
						NARROW_MAX);
	clear_result(pairs, result);
	if (pairs->first[n] > n * MOST_PAIRS_TO_SPLIT ||
		mship_assign_split(pairs, service, &split))
	{
		problem.unit = survey.unit;
		problem.spread = (survey.most - survey.least) / survey.unit;
		problem.score = scores_in_units(pairs, &split, narrow, survey.unit, service);
		if (problem.score != NULL)
			status = split.parts > 1 ?
				solve_parts(&split, &problem, narrow, service, result) :
				solve_whole(pairs, &problem, narrow, service, result);
	}
	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	write_sums(pairs, result);
	return MSHIP_OK;
}
