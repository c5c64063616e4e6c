/*
 * match_internal.h
 *		What match.c and match_shortage.c share.
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
	return (++*ticks & 15) == 0 && p->service->interrupted != NULL &&
		p->service->interrupted(p->service->context);
}

/* match_score.c: two of the rules, each for itself */
extern bool mship_match_place_allows(const MshipMatchInput *in, int32_t mentee,
									 int32_t mentor);
extern bool mship_match_share_school(const MshipPerson *a, const MshipPerson *b);
extern bool mship_match_share_language(const MshipPerson *a, const MshipPerson *b);
extern int64_t mship_match_schedule_part(const MshipMatchPolicy *policy, int slots);
extern int64_t mship_match_traits_part(int32_t weight, int64_t dot, int64_t a_norm,
									   int64_t b_norm);

/* match_pairs.c */
extern MshipStatus mship_match_pairs(MatchProblem *p, MshipFault *fault);

/* match_shortage.c */
extern MshipStatus mship_match_shortages(MatchProblem *p, MshipMatch *result);

#endif							/* MSHIP_MATCH_INTERNAL_H */
