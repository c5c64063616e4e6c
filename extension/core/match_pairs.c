/*
 * match_pairs.c
 *		The permitted pairs of a match and their scores, for the solver.
 *
 * The same rules as mship_match_permitted() and mship_match_score(), for all
 * mentors of a mentee at once: who is free when is a bit mask, tags are found
 * once for each mentee in an index of the mentors' tags, and what a mentor's
 * tags have in common with the mentee's is added up along that index.
 */
#include <string.h>

#include "core/match_internal.h"
#include "core/assign_problem.h"
#include "core/sort.h"
#include "core/traits.h"

#define MASK_LANGUAGES 64

/* One tag of one mentor. */
typedef struct TagEntry
{
	MshipTrait	trait;
	int32_t		mentor;
} TagEntry;

typedef struct PairMaker
{
	MatchProblem *p;
	bool		by_place;		/* schools or exclusions may forbid pairs */
	bool		by_mask;		/* languages fit into masks */
	uint64_t   *languages;		/* of each mentor */
	MshipWeek  *week;			/* of each mentor */
	int64_t		schedule[MSHIP_FULL_SCHEDULE + 1];	/* part by shared slots */
	int64_t		language;
	int64_t		school;
	TagEntry   *entry;			/* by tag, then mentor */
	int64_t		entries;
	int64_t    *dot;			/* mentor -> product with the present mentee */

	/* the pairs; without arrays they are counted */
	int64_t		count;
	int32_t    *mentor;
	int64_t    *score;
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

/* ---------- tags ---------- */

static int
compare_entries(const void *a, const void *b, const void *context)
{
	const MshipTrait *x = &((const TagEntry *) a)->trait;
	const MshipTrait *y = &((const TagEntry *) b)->trait;

	(void) context;
	return mship_tag_cmp(x->tag, x->length, y->tag, y->length);
}

/* List the mentors' tags.  False when memory is short. */
static bool
index_tags(PairMaker *m)
{
	const MshipMatchInput *in = m->p->in;
	const MshipService *service = m->p->service;
	TagEntry   *spare;
	int64_t		count = 0;

	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		if (in->mentors[j].p.traits != NULL)
			count += mship_traits_count(in->mentors[j].p.traits);
	}
	m->entry = mship_assign_allocate(service, count, sizeof(TagEntry));
	spare = mship_assign_allocate(service, count, sizeof(TagEntry));
	if (m->entry == NULL || spare == NULL)
		return false;
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		MshipTraitsIter iter;

		if (in->mentors[j].p.traits == NULL)
			continue;
		mship_traits_start(in->mentors[j].p.traits, &iter);
		while (mship_traits_next(&iter, &m->entry[m->entries].trait))
			m->entry[m->entries++].mentor = j;
	}
	mship_sort(m->entry, spare, m->entries, sizeof(TagEntry), compare_entries, NULL);
	return true;
}

/* Add a tag's products to those of the mentors who have it. */
static void
add_products(PairMaker *m, const MshipTrait *trait)
{
	int64_t		low = 0;
	int64_t		high = m->entries;

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;
		const MshipTrait *other = &m->entry[middle].trait;

		if (mship_tag_cmp(other->tag, other->length, trait->tag, trait->length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < m->entries; low++)
	{
		const TagEntry *e = &m->entry[low];

		if (e->trait.length != trait->length ||
			memcmp(e->trait.tag, trait->tag, trait->length) != 0)
			break;
		m->dot[e->mentor] += (int64_t) trait->weight * e->trait.weight;
	}
}

static void
multiply_tags(PairMaker *m, const MshipPerson *mentee)
{
	MshipTraitsIter iter;
	MshipTrait	trait;

	memset(m->dot, 0, sizeof(int64_t) * (size_t) m->p->in->mentor_count);
	if (mentee->traits == NULL)
		return;
	mship_traits_start(mentee->traits, &iter);
	while (mship_traits_next(&iter, &trait))
		add_products(m, &trait);
}

/* ---------- pairs ---------- */

/* What mship_match_score() finds in total. */
static int64_t
total_score(const PairMaker *m, const MshipPerson *a, uint64_t languages, int32_t j,
			int shared)
{
	const MshipMatchInput *in = m->p->in;
	const MshipPerson *b = &in->mentors[j].p;
	int64_t		total = 0;

	if (in->availability)
		total += m->schedule[shared < MSHIP_FULL_SCHEDULE ? shared : MSHIP_FULL_SCHEDULE];
	if (in->traits)
		total += mship_match_traits_part(in->policy.traits, m->dot[j], a->traits_norm,
										 b->traits_norm);
	if (in->languages && (m->by_mask ? (languages & m->languages[j]) != 0 :
						  mship_match_share_language(a, b)))
		total += m->language;
	if (m->school != 0 && mship_match_share_school(a, b))
		total += m->school;
	return total > 0 ? total : 0;
}

static void
add_pair(PairMaker *m, int32_t column, int64_t score)
{
	if (m->mentor != NULL)
	{
		m->mentor[m->count] = column;
		m->score[m->count] = score;
	}
	m->count++;
}

static void
add_mentee(PairMaker *m, int32_t i)
{
	MatchProblem *p = m->p;
	const MshipMatchInput *in = p->in;
	const MshipPerson *a = &in->mentees[i].p;
	bool		incumbent = mship_match_is_incumbent(p, i);
	uint64_t	languages = m->by_mask ? language_mask(a) : 0;
	bool		scored = m->mentor != NULL;
	MshipWeek	week = mship_week(&a->availability);

	if (scored && in->traits)
		multiply_tags(m, a);
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		int64_t		score = 0;
		int			shared = 0;

		if (m->by_place && !mship_match_place_allows(in, i, j))
			continue;
		if (in->availability)
		{
			shared = mship_week_shared(&week, &m->week[j]);
			if (shared < in->policy.min_shared_slots)
				continue;
		}
		if (scored)
			score = total_score(m, a, languages, j, shared);
		if (p->current[i] == j)
			score += (int64_t) in->policy.keep * MSHIP_MICRO;
		if (p->held[j] >= 0 && incumbent)
			add_pair(m, p->held[j], score);
		add_pair(m, p->open[j], score);
	}
	/* for the sake of the scores a mentee may stay unmatched */
	if (in->policy.objective == MSHIP_OBJECTIVE_SCORE && !incumbent)
		add_pair(m, p->pairs.mentors - 1, 0);
}

static bool
begin_pairs(PairMaker *m)
{
	const MshipMatchInput *in = m->p->in;
	const MshipMatchPolicy *policy = &in->policy;

	m->languages = mship_assign_allocate(m->p->service, in->mentor_count, sizeof(uint64_t));
	m->dot = mship_assign_allocate(m->p->service, in->mentor_count, sizeof(int64_t));
	m->week = mship_assign_allocate(m->p->service, in->mentor_count, sizeof(MshipWeek));
	if (m->languages == NULL || m->dot == NULL || m->week == NULL)
		return false;
	for (int32_t j = 0; j < in->mentor_count; j++)
		m->week[j] = mship_week(&in->mentors[j].p.availability);
	m->by_place = in->schools && policy->same_school == MSHIP_SAME_SCHOOL_REQUIRED;
	for (int32_t i = 0; i < in->mentee_count; i++)
		m->by_place |= in->mentees[i].excluded_count > 0;
	for (int shared = 0; shared <= MSHIP_FULL_SCHEDULE; shared++)
		m->schedule[shared] = mship_match_schedule_part(policy, shared);
	m->language = (int64_t) policy->language * MSHIP_MICRO;
	if (in->schools && policy->same_school == MSHIP_SAME_SCHOOL_PREFERRED)
		m->school = ((int64_t) policy->schedule + policy->traits + policy->language) *
			MSHIP_MICRO;
	make_masks(m);
	return !in->traits || index_tags(m);
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

/*
 * Write the pairs.  Where everybody with everybody might take too much memory
 * they are counted first.
 */
MshipStatus
mship_match_pairs(MatchProblem *p, MshipFault *fault)
{
	const MshipMatchInput *in = p->in;
	PairMaker	m = {.p = p};
	int64_t		most = (int64_t) in->mentee_count * p->pairs.mentors;
	int64_t    *first = mship_assign_allocate(p->service, (int64_t) in->mentee_count + 1,
											  sizeof(int64_t));
	MshipStatus status;

	if (first == NULL || !begin_pairs(&m))
		return MSHIP_ERR_MEMORY;
	if (most > MSHIP_MATCH_MAX_PAIRS)
	{
		status = run_over_mentees(&m, first, fault);
		if (status != MSHIP_OK)
			return status;
		most = m.count;
	}
	m.mentor = mship_assign_allocate(p->service, most, sizeof(int32_t));
	m.score = mship_assign_allocate(p->service, most, sizeof(int64_t));
	if (m.mentor == NULL || m.score == NULL)
		return MSHIP_ERR_MEMORY;
	status = run_over_mentees(&m, first, fault);
	p->pairs.mentees = in->mentee_count;
	p->pairs.first = first;
	p->pairs.mentor = m.mentor;
	p->pairs.score = m.score;
	return status;
}
