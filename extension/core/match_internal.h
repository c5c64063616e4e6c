/*
 * match_internal.h
 *		What the files of the match share.
 *
 * The assignment problem behind a match has a column for each mentor's open
 * seats and, before it, one for the seats that live pairs hold, where there are
 * any.  That order makes the solver's rule for ties ("the smallest column")
 * that of the match ("the smallest mentor"): who can take a held seat can take
 * an open one at the same price.
 */
#ifndef MSHIP_MATCH_INTERNAL_H
#define MSHIP_MATCH_INTERNAL_H

#include "core/match.h"
#include "core/sort.h"
#include "core/traits.h"

typedef struct MatchProblem
{
	const MshipMatchInput *in;
	const MshipService *service;
	MshipPairs	pairs;
	MshipAssignment assignment;
	int32_t    *current;		/* mentee -> index of his live mentor, or -1 */
	int32_t    *held;			/* mentor -> column of held seats, or -1 */
	int32_t    *open;			/* mentor -> column of open seats */
	int32_t    *mentor_of;		/* column -> mentor, or -1: stay unmatched */
	bool		canceled;		/* while something was sorted */
} MatchProblem;

/* Has the mentee the privileges of a live pair? */
static inline bool
mship_match_is_incumbent(const MatchProblem *p, int32_t mentee)
{
	return p->in->policy.keep_existing && p->current[mentee] >= 0;
}

/* Called for every mentee, which is a good deal of work already. */
static inline bool
mship_match_stop_asked(const MatchProblem *p, uint32_t *ticks)
{
	uint32_t	between = p->in->mentor_count < 16384 ? 15 : 0;

	return (++*ticks & between) == 0 && p->service->interrupted != NULL &&
		p->service->interrupted(p->service->context);
}

/* False when memory was short ("spare" is NULL), or the sort was stopped. */
static inline bool
mship_match_sort(MatchProblem *p, void *items, void *spare, int64_t count, size_t size,
				 MshipCompare compare)
{
	if (items == NULL || spare == NULL)
		return false;
	p->canceled = !mship_sort_until(items, spare, count, size, compare, NULL,
									p->service->interrupted, p->service->context);
	return !p->canceled;
}

/* The mentors of each tag. */
typedef struct MatchTags
{
	int64_t		tags;
	MshipTrait *name;	/* ascending */
	int64_t    *first;			/* tags + 1: where a tag's mentors begin */
	int32_t    *mentor;
	int32_t    *weight;			/* of the tag for the mentor */
} MatchTags;

/* Who may be paired with a mentee. */
typedef struct MatchCandidates
{
	int32_t    *mentor;			/* for the present mentee: ascending */
	uint8_t    *shared;			/* slots shared with each; unset where time does
								 * not matter */
	int32_t		count;

	bool		by_school;
	int64_t		schools;
	int64_t    *school;			/* ids, ascending */
	int64_t    *school_first;	/* schools + 1: where a school's mentors begin */
	int32_t    *school_mentor;

	bool		by_slot;
	MshipWeek  *week;			/* of each mentor */
	int32_t		words;			/* of a set of mentors */
	uint64_t   *free_at;		/* a set for each weekly slot, a bit each */
} MatchCandidates;

/* match_tags.c */
extern bool mship_match_index_tags(MatchProblem *p, MatchTags *tags);
extern void mship_match_multiply_tags(const MatchTags *tags, const uint8_t *traits,
									  int32_t mentors, int64_t *dot);

/* match_candidates.c */
extern bool mship_match_begin_candidates(MatchProblem *p,
										 MatchCandidates *candidates);
extern void mship_match_list_candidates(const MshipMatchInput *in, int32_t mentee,
										MatchCandidates *candidates);

/* match_score.c: some of the rules, each for itself */
extern bool mship_match_share_school(const MshipPerson *a, const MshipPerson *b);
extern bool mship_match_share_language(const MshipPerson *a, const MshipPerson *b);
extern int64_t mship_match_schedule_part(const MshipMatchPolicy *policy, int slots);

/*
 * weight (thousandths) * cosine, in millionths, half away from zero; "lengths"
 * is the product of the two values' lengths
 */
static inline int64_t
mship_match_traits_part(int32_t weight, int64_t dot, double lengths)
{
	double		part = (double) weight * MSHIP_MICRO * mship_traits_cosine(dot, lengths);

	return (int64_t) (part < 0 ? part - 0.5 : part + 0.5);
}

/* match.c: everything but the answer */
extern MshipStatus mship_match_prepare(MatchProblem *p, MshipFault *fault);

/* match_pairs.c */
extern MshipStatus mship_match_pairs(MatchProblem *p, MshipFault *fault);

/* match_shortage.c */
extern MshipStatus mship_match_shortages(MatchProblem *p, MshipMatch *result);

#endif							/* MSHIP_MATCH_INTERNAL_H */
