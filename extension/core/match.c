/*
 * match.c
 *		From people to an assignment problem, and back.
 */
#include "core/assign_problem.h"
#include "core/match_internal.h"
#include "core/sort.h"

/* ---------- who is live, and the columns ---------- */

/* The index of the mentee's present mentor, if the two may be paired. */
static int32_t
live_mentor(const MshipMatchInput *in, int32_t mentee)
{
	const MshipMentee *m = &in->mentees[mentee];
	int32_t		low = 0;
	int32_t		high = in->mentor_count;

	if (!m->has_mentor)
		return -1;
	while (low < high)
	{
		int32_t		middle = low + (high - low) / 2;

		if (in->mentors[middle].p.id < m->current_mentor)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == in->mentor_count || in->mentors[low].p.id != m->current_mentor ||
		!mship_match_permitted(in, mentee, low))
		return -1;
	return low;
}

static bool
make_columns(MatchProblem *p)
{
	const MshipMatchInput *in = p->in;
	int32_t		most = 2 * in->mentor_count + 1;
	int32_t    *capacity = mship_assign_allocate(p->service, most, sizeof(int32_t));
	int32_t    *live = mship_assign_allocate(p->service, in->mentor_count, sizeof(int32_t));
	int32_t		columns = 0;

	p->current = mship_assign_allocate(p->service, in->mentee_count, sizeof(int32_t));
	p->held = mship_assign_allocate(p->service, in->mentor_count, sizeof(int32_t));
	p->open = mship_assign_allocate(p->service, in->mentor_count, sizeof(int32_t));
	p->mentor_of = mship_assign_allocate(p->service, most, sizeof(int32_t));
	if (capacity == NULL || live == NULL || p->current == NULL ||
		p->held == NULL || p->open == NULL || p->mentor_of == NULL)
		return false;
	for (int32_t j = 0; j < in->mentor_count; j++)
		live[j] = 0;
	for (int32_t i = 0; i < in->mentee_count; i++)
	{
		p->current[i] = live_mentor(in, i);
		if (mship_match_is_incumbent(p, i))
			live[p->current[i]]++;
	}
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		int32_t		seats = mship_match_seats(in, j);
		int32_t		held = live[j] < seats ? live[j] : seats;

		p->held[j] = -1;
		if (held > 0)
		{
			p->held[j] = columns;
			p->mentor_of[columns] = j;
			capacity[columns++] = held;
		}
		p->open[j] = columns;
		p->mentor_of[columns] = j;
		capacity[columns++] = seats - held;
	}
	if (in->policy.objective == MSHIP_OBJECTIVE_SCORE)
	{
		/* a place for all who are better left out, and one more: it is free */
		p->mentor_of[columns] = -1;
		capacity[columns++] = in->mentee_count + 1;
	}
	p->pairs.mentors = columns;
	p->pairs.capacity = capacity;
	return true;
}

/* ---------- priorities ---------- */

/*
 * Priorities by rank, since their order alone decides who is matched; mentees
 * of live pairs above all.  Nobody has one where scores alone count.
 */
static bool
make_priorities(MatchProblem *p)
{
	const MshipMatchInput *in = p->in;
	int64_t		n = in->mentee_count;
	int32_t    *priority = mship_assign_allocate(p->service, n, sizeof(int32_t));
	int64_t    *distinct = mship_assign_allocate(p->service, n, sizeof(int64_t));
	int64_t    *spare = mship_assign_allocate(p->service, n, sizeof(int64_t));
	int64_t		ranks;

	if (priority == NULL || distinct == NULL || spare == NULL)
		return false;
	for (int32_t i = 0; i < n; i++)
		distinct[i] = in->mentees[i].priority;
	if (!mship_match_sort(p, distinct, spare, n, sizeof(int64_t), mship_compare_numbers))
		return false;
	ranks = mship_drop_repeated(distinct, n);
	for (int32_t i = 0; i < n; i++)
	{
		priority[i] = 1;
		if (in->policy.objective == MSHIP_OBJECTIVE_SCORE)
			continue;
		priority[i] += mship_match_is_incumbent(p, i) ? (int32_t) ranks :
			(int32_t) mship_find_number(distinct, ranks, in->mentees[i].priority);
	}
	p->pairs.priority = priority;
	return true;
}

/* ---------- where to start ---------- */

/* Live pairs are an assignment already, as far as there are seats. */
static bool
make_start(MatchProblem *p)
{
	int32_t    *start = mship_assign_allocate(p->service, p->in->mentee_count, sizeof(int32_t));

	if (start == NULL)
		return false;
	for (int32_t i = 0; i < p->in->mentee_count; i++)
	{
		int32_t		j = p->current[i];

		start[i] = -1;
		if (j >= 0)
			start[i] = mship_match_is_incumbent(p, i) && p->held[j] >= 0 ? p->held[j] : p->open[j];
	}
	p->pairs.start = start;
	return true;
}

/* ---------- solving ---------- */

/* Leave out pairs below the best possible worst pair. */
static MshipStatus
drop_poor_pairs(MatchProblem *p, MshipFault *fault)
{
	int64_t    *first = (int64_t *) p->pairs.first;
	int32_t    *mentor = (int32_t *) p->pairs.mentor;
	int64_t    *score = (int64_t *) p->pairs.score;
	int32_t    *small_score = (int32_t *) p->pairs.small_score;
	int64_t		kept = 0;
	int64_t		begin = 0;
	int64_t		least;
	MshipStatus status = MSHIP_ERR_MEMORY;

	if (mship_assign_reserve(p->service, mship_assign_bottleneck_need(&p->pairs,
																	  first[p->pairs.mentees])))
		status = mship_assign_bottleneck(&p->pairs, p->service, &least, fault);
	if (status != MSHIP_OK)
		return status;
	for (int32_t i = 0; i < p->pairs.mentees; i++)
	{
		int64_t		end = first[i + 1];

		for (int64_t e = begin; e < end; e++)
		{
			if (mship_pair_score(&p->pairs, e) < least)
				continue;
			mentor[kept] = mentor[e];
			if (small_score != NULL)
				small_score[kept] = small_score[e];
			else
				score[kept] = score[e];
			kept++;
		}
		begin = end;
		first[i + 1] = kept;
	}
	return MSHIP_OK;
}

/* No answer leaves here that its own prices do not prove. */
static MshipStatus
solve(MatchProblem *p, MshipFault *fault)
{
	int32_t    *used;
	MshipStatus status;

	if (p->in->policy.objective == MSHIP_OBJECTIVE_STABLE)
	{
		if (!mship_assign_reserve(p->service,
								  mship_assign_stable_need(&p->pairs,
														   p->pairs.first[p->pairs.mentees])))
			return MSHIP_ERR_MEMORY;
		return mship_assign_stable(&p->pairs, p->service, &p->assignment, fault);
	}
	if (p->in->policy.fairness == MSHIP_FAIRNESS_BOTTLENECK)
	{
		status = drop_poor_pairs(p, fault);
		if (status != MSHIP_OK)
			return status;
	}
	status = mship_assign(&p->pairs, p->service, &p->assignment, fault);
	if (status != MSHIP_OK)
		return status;
	used = mship_assign_allocate(p->service, p->pairs.mentors, sizeof(int32_t));
	if (used == NULL)
		return MSHIP_ERR_MEMORY;
	return mship_assign_verify(&p->pairs, &p->assignment, used) ?
		MSHIP_OK : MSHIP_ERR_INTERNAL;
}

static MshipStatus
write_matches(const MatchProblem *p, MshipMatch *result)
{
	const MshipMatchInput *in = p->in;
	uint32_t	ticks = 0;

	for (int32_t i = 0; i < in->mentee_count; i++)
	{
		MshipMatch	match = {.mentor = -1};
		int32_t		column = p->assignment.mate[i];

		if (column >= 0)
			match.mentor = p->mentor_of[column];
		if (match.mentor >= 0)
		{
			mship_match_score(in, i, match.mentor, &match.score);
			match.kept = p->current[i] == match.mentor;
		}
		else
			match.reason = mship_match_obstacle(in, i);
		result[i] = match;
		if (mship_match_stop_asked(p, &ticks))
			return MSHIP_ERR_CANCELED;
	}
	return MSHIP_OK;
}

/* The assignment problem. */
MshipStatus
mship_match_prepare(MatchProblem *p, MshipFault *fault)
{
	MshipStatus status = MSHIP_ERR_MEMORY;

	if (make_columns(p) && make_priorities(p) && make_start(p))
		status = mship_match_pairs(p, fault);
	return status == MSHIP_ERR_MEMORY && p->canceled ? MSHIP_ERR_CANCELED : status;
}

static MshipStatus
match_people(MatchProblem *p, MshipMatch *result, MshipFault *fault)
{
	MshipStatus status = mship_match_prepare(p, fault);

	if (status != MSHIP_OK)
		return status;
	if (!mship_assign_reserve(p->service, mship_assignment_need(&p->pairs)) ||
		!mship_assignment_make(&p->pairs, p->service, &p->assignment))
		return MSHIP_ERR_MEMORY;
	status = solve(p, fault);
	if (status != MSHIP_OK)
		return status;
	status = write_matches(p, result);
	return status == MSHIP_OK ? mship_match_shortages(p, result) : status;
}

MshipStatus
mship_match(const MshipMatchInput *in, const MshipService *service,
			MshipMatch *result, MshipFault *fault)
{
	MatchProblem p = {.in = in, .service = service};
	MshipFault	inner;
	MshipStatus status;

	mship_fail(&inner, MSHIP_OK, MSHIP_REASON_NONE, 0, 0);
	status = match_people(&p, result, &inner);
	inner.status = status;
	if (status != MSHIP_OK && fault != NULL)
		*fault = inner;
	return status;
}
