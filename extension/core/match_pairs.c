/*
 * match_pairs.c
 *		The permitted pairs of a match and their scores, for the solver.
 *
 * The same rules as mship_match_permitted() and mship_match_score(), for all
 * mentors of a mentee at once.
 */
#include <math.h>
#include <string.h>

#include "core/assign_problem.h"
#include "core/match_internal.h"
#include "core/sort.h"
#include "core/traits.h"

#define MASK_LANGUAGES 64

/* With so few candidates, tags are compared pair by pair. */
#define FEW_OF(mentors) ((mentors) / 8)

typedef struct PairMaker
{
	MatchProblem *p;
	MatchCandidates candidates;
	bool		by_mask;		/* languages fit into masks */
	uint64_t   *languages;		/* of each mentor */
	int64_t		schedule[MSHIP_WEEKLY_SLOTS + 1];	/* part by shared slots */
	int64_t		language;
	int64_t		school;
	int64_t    *total;			/* of each candidate of the present mentee */

	/* traits */
	MatchTags	tags;
	int64_t    *dot;			/* mentor -> product with the present mentee */
	double	   *norm;			/* the different norms of mentors, as doubles */
	int32_t    *norm_of;		/* mentor -> which it is */
	int32_t		norms;
	double	   *lengths;		/* norm -> product of lengths with the mentee */

	/* the pairs; without arrays they are counted */
	int64_t		count;
	int32_t    *mentor;
	int64_t    *score;			/* or, where all fit, */
	int32_t    *small_score;
} PairMaker;

/* ---------- languages ---------- */

static uint64_t
language_mask(const MshipPerson *p)
{
	uint64_t	mask = 0;

	for (int32_t k = 0; k < p->language_count; k++)
		mask |= UINT64_C(1) << p->languages[k];
	return mask;
}

static bool
fits_mask(const MshipPerson *p)
{
	return p->language_count == 0 ||
		(p->languages[0] >= 0 && p->languages[p->language_count - 1] < MASK_LANGUAGES);
}

static void
make_masks(PairMaker *m)
{
	const MshipMatchInput *in = m->p->in;

	m->by_mask = true;
	for (int32_t i = 0; i < in->mentee_count; i++)
		m->by_mask &= fits_mask(&in->mentees[i].p);
	for (int32_t j = 0; j < in->mentor_count; j++)
		m->by_mask &= fits_mask(&in->mentors[j].p);
	for (int32_t j = 0; j < in->mentor_count && m->by_mask; j++)
		m->languages[j] = language_mask(&in->mentors[j].p);
}

/* ---------- traits ---------- */

/* Many mentors' traits are equally long: a root for each length will do. */
static bool
number_norms(PairMaker *m)
{
	const MshipMatchInput *in = m->p->in;
	int64_t		mentors = in->mentor_count;
	int64_t    *norm = mship_assign_allocate(m->p->service, mentors, sizeof(int64_t));
	int64_t    *spare = mship_assign_allocate(m->p->service, mentors, sizeof(int64_t));

	m->norm = mship_assign_allocate(m->p->service, mentors, sizeof(double));
	m->norm_of = mship_assign_allocate(m->p->service, mentors, sizeof(int32_t));
	m->lengths = mship_assign_allocate(m->p->service, mentors, sizeof(double));
	m->dot = mship_assign_allocate(m->p->service, mentors, sizeof(int64_t));
	if (norm == NULL || spare == NULL || m->norm == NULL || m->norm_of == NULL ||
		m->lengths == NULL || m->dot == NULL)
		return false;
	for (int32_t j = 0; j < mentors; j++)
		norm[j] = in->mentors[j].p.traits_norm;
	m->norms = (int32_t) mship_sort_unique(norm, spare, mentors);
	for (int32_t j = 0; j < mentors; j++)
		m->norm_of[j] = (int32_t) mship_find_number(norm, m->norms,
													in->mentors[j].p.traits_norm);
	for (int32_t k = 0; k < m->norms; k++)
		m->norm[k] = (double) norm[k];
	return true;
}

/* Products and lengths for the present mentee and his candidates. */
static void
multiply_traits(PairMaker *m, const MshipPerson *mentee)
{
	const MshipMatchInput *in = m->p->in;
	const MatchCandidates *c = &m->candidates;

	if (c->count > FEW_OF(in->mentor_count))
		mship_match_multiply_tags(&m->tags, mentee->traits, in->mentor_count, m->dot);
	else
	{
		for (int32_t k = 0; k < c->count; k++)
		{
			const uint8_t *traits = in->mentors[c->mentor[k]].p.traits;

			m->dot[c->mentor[k]] = traits == NULL || mentee->traits == NULL ? 0 :
				mship_traits_dot(mentee->traits, traits);
		}
	}
	if (m->norms <= c->count)
	{
		for (int32_t k = 0; k < m->norms; k++)
			m->lengths[k] = sqrt((double) mentee->traits_norm * m->norm[k]);
	}
	else
	{
		for (int32_t k = 0; k < c->count; k++)
		{
			int32_t		n = m->norm_of[c->mentor[k]];

			m->lengths[n] = sqrt((double) mentee->traits_norm * m->norm[n]);
		}
	}
}

/* ---------- scores ---------- */

static void
add_traits_parts(PairMaker *m, const MshipPerson *mentee, int64_t *restrict total)
{
	int32_t		weight = m->p->in->policy.traits;
	const int32_t *mentor = m->candidates.mentor;
	int32_t		count = m->candidates.count;
	const int64_t *dot = m->dot;
	const int32_t *norm_of = m->norm_of;
	const double *lengths = m->lengths;

	multiply_traits(m, mentee);
	for (int32_t k = 0; k < count; k++)
	{
		int32_t		j = mentor[k];

		if (dot[j] != 0)
			total[k] += mship_match_traits_part(weight, dot[j], lengths[norm_of[j]]);
	}
}

static void
add_language_parts(const PairMaker *m, const MshipPerson *mentee, int64_t *restrict total)
{
	const int32_t *mentor = m->candidates.mentor;
	int32_t		count = m->candidates.count;
	const uint64_t *languages = m->languages;
	uint64_t	mask = m->by_mask ? language_mask(mentee) : 0;
	int64_t		part = m->language;

	if (m->by_mask)
	{
		for (int32_t k = 0; k < count; k++)
			total[k] += (mask & languages[mentor[k]]) != 0 ? part : 0;
		return;
	}
	for (int32_t k = 0; k < count; k++)
	{
		if (mship_match_share_language(mentee, &m->p->in->mentors[mentor[k]].p))
			total[k] += part;
	}
}

static void
add_school_parts(const PairMaker *m, const MshipPerson *mentee, int64_t *restrict total)
{
	const int32_t *mentor = m->candidates.mentor;

	for (int32_t k = 0; k < m->candidates.count; k++)
	{
		if (mship_match_share_school(mentee, &m->p->in->mentors[mentor[k]].p))
			total[k] += m->school;
	}
}

/* A live pair counts more. */
static void
add_bonus(PairMaker *m, int32_t current)
{
	const MatchCandidates *c = &m->candidates;

	for (int32_t k = 0; k < c->count && current >= 0; k++)
	{
		if (c->mentor[k] == current)
			m->total[k] += (int64_t) m->p->in->policy.keep * MSHIP_MICRO;
	}
}

/* What mship_match_score() finds in total, for all candidates, and the bonus. */
static void
score_candidates(PairMaker *m, const MshipPerson *mentee, int32_t current)
{
	const MshipMatchInput *in = m->p->in;
	const uint8_t *shared = m->candidates.shared;
	int32_t		count = m->candidates.count;
	int64_t    *total = m->total;

	for (int32_t k = 0; k < count; k++)
		total[k] = in->availability ? m->schedule[shared[k]] : 0;
	if (in->traits)
		add_traits_parts(m, mentee, total);
	if (in->languages)
		add_language_parts(m, mentee, total);
	if (m->school != 0)
		add_school_parts(m, mentee, total);
	for (int32_t k = 0; k < count; k++)
		total[k] = total[k] > 0 ? total[k] : 0;
	add_bonus(m, current);
}

static void
add_pair(PairMaker *m, int32_t column, int64_t score)
{
	m->mentor[m->count] = column;
	if (m->small_score != NULL)
		m->small_score[m->count] = (int32_t) score;
	else
		m->score[m->count] = score;
	m->count++;
}

/* An incumbent may have held seats, too. */
static void
add_incumbent(PairMaker *m)
{
	const MatchProblem *p = m->p;
	const MatchCandidates *c = &m->candidates;

	for (int32_t k = 0; k < c->count; k++)
	{
		int32_t		j = c->mentor[k];

		if (p->held[j] >= 0)
			add_pair(m, p->held[j], m->total[k]);
		add_pair(m, p->open[j], m->total[k]);
	}
}

/* Everybody else, in other words most: open seats alone. */
static void
add_newcomer(PairMaker *m)
{
	const int32_t *restrict candidate = m->candidates.mentor;
	const int32_t *restrict open = m->p->open;
	const int64_t *restrict total = m->total;
	int32_t		count = m->candidates.count;
	int32_t    *restrict mentor = m->mentor + m->count;

	for (int32_t k = 0; k < count; k++)
		mentor[k] = open[candidate[k]];
	if (m->small_score != NULL)
	{
		int32_t    *restrict score = m->small_score + m->count;

		for (int32_t k = 0; k < count; k++)
			score[k] = (int32_t) total[k];
	}
	else if (count > 0)
		memcpy(m->score + m->count, total, sizeof(int64_t) * (size_t) count);
	m->count += count;
}

/* How many pairs there are with the candidates. */
static int64_t
count_candidates(const PairMaker *m, int32_t i)
{
	const MatchProblem *p = m->p;
	const MatchCandidates *c = &m->candidates;
	int64_t		count = c->count;

	for (int32_t k = 0; k < c->count && mship_match_is_incumbent(p, i); k++)
		count += p->held[c->mentor[k]] >= 0;
	return count;
}

static void
add_mentee(PairMaker *m, int32_t i)
{
	const MatchProblem *p = m->p;
	bool		may_stay_out = p->in->policy.objective == MSHIP_OBJECTIVE_SCORE &&
		!mship_match_is_incumbent(p, i);

	mship_match_list_candidates(p->in, i, &m->candidates);
	if (m->mentor == NULL)
	{
		m->count += count_candidates(m, i) + may_stay_out;
		return;
	}
	score_candidates(m, &p->in->mentees[i].p, p->current[i]);
	if (mship_match_is_incumbent(p, i))
		add_incumbent(m);
	else
		add_newcomer(m);
	/* for the sake of the scores a mentee may stay unmatched */
	if (may_stay_out)
		add_pair(m, p->pairs.mentors - 1, 0);
}

/* ---------- all pairs ---------- */

/* The highest score there can be, live pairs' bonus included. */
static int64_t
highest_score(const PairMaker *m)
{
	const MshipMatchPolicy *policy = &m->p->in->policy;
	int64_t		points = (int64_t) policy->schedule + policy->traits + policy->language;
	bool		live = false;

	for (int32_t i = 0; i < m->p->in->mentee_count; i++)
		live |= m->p->current[i] >= 0;
	return points * MSHIP_MICRO + m->school + (live ? (int64_t) policy->keep * MSHIP_MICRO : 0);
}

static bool
begin_pairs(PairMaker *m)
{
	const MshipMatchInput *in = m->p->in;
	const MshipMatchPolicy *policy = &in->policy;

	m->languages = mship_assign_allocate(m->p->service, in->mentor_count, sizeof(uint64_t));
	m->total = mship_assign_allocate(m->p->service, in->mentor_count, sizeof(int64_t));
	if (m->languages == NULL || m->total == NULL || !mship_match_begin_candidates(m->p, &m->candidates))
		return false;
	for (int shared = 0; shared <= MSHIP_WEEKLY_SLOTS; shared++)
		m->schedule[shared] = in->availability ? mship_match_schedule_part(policy, shared) : 0;
	m->language = (int64_t) policy->language * MSHIP_MICRO;
	if (in->schools && policy->same_school == MSHIP_SAME_SCHOOL_PREFERRED)
		m->school = ((int64_t) policy->schedule + policy->traits + policy->language) *
			MSHIP_MICRO;
	make_masks(m);
	return !in->traits || (mship_match_index_tags(m->p, &m->tags) && number_norms(m));
}

/* Count or write all pairs. */
static MshipStatus
run_over_mentees(PairMaker *m, int64_t *first, MshipFault *fault)
{
	const MshipMatchInput *in = m->p->in;
	uint32_t	ticks = 0;

	m->count = 0;
	for (int32_t i = 0; i < in->mentee_count; i++)
	{
		first[i] = m->count;
		add_mentee(m, i);
		if (m->count > MSHIP_MATCH_MAX_PAIRS)
			return mship_fail_value(fault, MSHIP_ERR_LIMIT, MSHIP_REASON_MATCH_PAIRS,
									m->count, MSHIP_MATCH_MAX_PAIRS);
		if (mship_match_stop_asked(m->p, &ticks))
			return MSHIP_ERR_CANCELED;
	}
	first[in->mentee_count] = m->count;
	return MSHIP_OK;
}

/* Ask for so many pairs, the result and what solving takes at least. */
static bool
reserve_pairs(const PairMaker *m, int64_t most, bool small)
{
	const MatchProblem *p = m->p;
	int64_t		pair = small ? 2 * sizeof(int32_t) : sizeof(int32_t) + sizeof(int64_t);
	int64_t		solving = p->in->policy.objective == MSHIP_OBJECTIVE_STABLE ?
		mship_assign_stable_need(&p->pairs, most) :
		mship_assign_need(&p->pairs, most, small, false);

	return mship_assign_reserve(p->service, most * pair + solving +
								mship_assignment_need(&p->pairs));
}

/* Room for so many pairs, with small scores where all are. */
static bool
allocate_pairs(PairMaker *m, int64_t most, bool small)
{
	m->mentor = mship_assign_allocate(m->p->service, most, sizeof(int32_t));
	if (small)
		m->small_score = mship_assign_allocate(m->p->service, most, sizeof(int32_t));
	else
		m->score = mship_assign_allocate(m->p->service, most, sizeof(int64_t));
	return m->mentor != NULL && (small ? m->small_score != NULL : m->score != NULL);
}

/* Everybody with everybody: held seats are for incumbents alone. */
static int64_t
most_pairs(const MatchProblem *p)
{
	const MshipMatchInput *in = p->in;
	int64_t		incumbents = 0;

	for (int32_t i = 0; i < in->mentee_count; i++)
		incumbents += mship_match_is_incumbent(p, i);
	return incumbents * p->pairs.mentors +
		(in->mentee_count - incumbents) * ((int64_t) in->mentor_count + 1);
}

/*
 * Write the pairs.  Where everybody with everybody would take too much memory
 * they are counted first.
 */
MshipStatus
mship_match_pairs(MatchProblem *p, MshipFault *fault)
{
	const MshipMatchInput *in = p->in;
	PairMaker	m = {.p = p};
	int64_t		most = most_pairs(p);
	int64_t    *first = mship_assign_allocate(p->service, (int64_t) in->mentee_count + 1,
											  sizeof(int64_t));
	bool		small;
	MshipStatus status;

	if (first == NULL || !begin_pairs(&m))
		return MSHIP_ERR_MEMORY;
	small = highest_score(&m) <= INT32_MAX;
	p->pairs.mentees = in->mentee_count;
	if (most > MSHIP_MATCH_MAX_PAIRS || !reserve_pairs(&m, most, small))
	{
		status = run_over_mentees(&m, first, fault);
		if (status != MSHIP_OK)
			return status;
		most = m.count;
		if (!reserve_pairs(&m, most, small))
			return MSHIP_ERR_MEMORY;
	}
	if (!allocate_pairs(&m, most, small))
		return MSHIP_ERR_MEMORY;
	status = run_over_mentees(&m, first, fault);
	p->pairs.first = first;
	p->pairs.mentor = m.mentor;
	p->pairs.score = m.score;
	p->pairs.small_score = m.small_score;
	return status;
}
