/*
 * match_blocking.c
 *		Blocking pairs: a mentee and a mentor who would both rather have each
 *		other than what a match gave them.
 *
 * Everybody ranks as in a stable match: a mentee by what the pairs count, live
 * pairs' bonus included, then by the smaller mentor; a mentor incumbents first,
 * then by priority, by what the pairs count, and by the smaller mentee.  Seats
 * that are held for incumbents are not open to others.
 */
#include "core/assign_problem.h"
#include "core/match_internal.h"

/* What a mentor has. */
typedef struct Held
{
	int32_t		mentees;
	int32_t		newcomers;
	int32_t		last;			/* whom he ranks lowest, or -1 */
	int32_t		last_newcomer;
} Held;

typedef struct Blocking
{
	MatchProblem p;
	const MshipMatch *matches;
	int64_t    *points;			/* what each mentee's own pair counts */
	Held	   *held;
} Blocking;

/* Does a mentor who is worth so much to each rank a below b? */
static bool
ranks_below(const Blocking *b, int32_t a, int64_t a_points, int32_t other, int64_t other_points)
{
	const int32_t *priority = b->p.pairs.priority;

	if (priority[a] != priority[other])
		return priority[a] < priority[other];
	if (a_points != other_points)
		return a_points < other_points;
	return a > other;
}

/* Everybody's mentor of the pair, each mentor once; -1 for a held seat. */
static int32_t
mentor_of_pair(const MatchProblem *p, int64_t e)
{
	int32_t		column = p->pairs.mentor[e];
	int32_t		j = p->mentor_of[column];

	return p->open[j] == column ? j : -1;
}

static void
hold(Blocking *b, int32_t i, int32_t j)
{
	Held	   *held = &b->held[j];
	bool		newcomer = !mship_match_is_incumbent(&b->p, i);

	held->mentees++;
	held->newcomers += newcomer;
	if (held->last < 0 || ranks_below(b, i, b->points[i], held->last, b->points[held->last]))
		held->last = i;
	if (newcomer && (held->last_newcomer < 0 ||
					 ranks_below(b, i, b->points[i], held->last_newcomer,
								 b->points[held->last_newcomer])))
		held->last_newcomer = i;
}

static bool
begin_blocking(Blocking *b)
{
	const MatchProblem *p = &b->p;

	b->points = mship_assign_allocate(p->service, p->in->mentee_count, sizeof(int64_t));
	b->held = mship_assign_allocate(p->service, p->in->mentor_count, sizeof(Held));
	if (b->points == NULL || b->held == NULL)
		return false;
	for (int32_t j = 0; j < p->in->mentor_count; j++)
		b->held[j] = (Held) {0, 0, -1, -1};
	for (int32_t i = 0; i < p->in->mentee_count; i++)
	{
		int32_t		mate = b->matches[i].mentor;

		b->points[i] = 0;
		if (mate < 0)
			continue;
		for (int64_t e = p->pairs.first[i]; e < p->pairs.first[i + 1]; e++)
		{
			if (mentor_of_pair(p, e) == mate)
				b->points[i] = mship_pair_score(&p->pairs, e);
		}
		hold(b, i, mate);
	}
	return true;
}

/* Would the mentor rather have the mentee?  Then "displaced" is whose seat. */
static bool
mentor_prefers(const Blocking *b, int32_t i, int32_t j, int64_t points, int32_t *displaced)
{
	const MatchProblem *p = &b->p;
	const Held *held = &b->held[j];
	int32_t		open = p->pairs.capacity[p->open[j]];
	int32_t		seats = open + (p->held[j] >= 0 ? p->pairs.capacity[p->held[j]] : 0);
	bool		newcomer = !mship_match_is_incumbent(p, i);

	*displaced = -1;
	if (held->mentees < seats && (!newcomer || held->newcomers < open))
		return true;
	*displaced = newcomer ? held->last_newcomer : held->last;
	return *displaced >= 0 &&
		ranks_below(b, *displaced, b->points[*displaced], i, points);
}

static void
find_blocking(Blocking *b, int32_t i, MshipBlockingFound found, void *state)
{
	const MshipPairs *pairs = &b->p.pairs;
	int32_t		mate = b->matches[i].mentor;

	for (int64_t e = pairs->first[i]; e < pairs->first[i + 1]; e++)
	{
		int32_t		j = mentor_of_pair(&b->p, e);
		int64_t		points = mship_pair_score(pairs, e);
		int32_t		displaced;

		if (j < 0 || j == mate)
			continue;
		if (mate >= 0 && (points < b->points[i] || (points == b->points[i] && j > mate)))
			continue;
		if (mentor_prefers(b, i, j, points, &displaced))
			found(state, i, j, displaced);
	}
}

MshipStatus
mship_match_blocking(const MshipMatchInput *in, const MshipService *service,
					 const MshipMatch *matches, MshipBlockingFound found, void *state,
					 MshipFault *fault)
{
	MshipMatchInput ranking = *in;
	Blocking	b = {.p = {.in = &ranking,.service = service},.matches = matches};
	MshipStatus status;
	uint32_t	ticks = 0;

	/* priorities count in how people rank, whatever the match strove for */
	ranking.policy.objective = MSHIP_OBJECTIVE_STABLE;
	status = mship_match_prepare(&b.p, fault);
	if (status == MSHIP_OK && !begin_blocking(&b))
		status = MSHIP_ERR_MEMORY;
	for (int32_t i = 0; i < in->mentee_count && status == MSHIP_OK; i++)
	{
		find_blocking(&b, i, found, state);
		if (mship_match_stop_asked(&b.p, &ticks))
			status = MSHIP_ERR_CANCELED;
	}
	if (status == MSHIP_ERR_MEMORY || status == MSHIP_ERR_CANCELED)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	return status;
}
