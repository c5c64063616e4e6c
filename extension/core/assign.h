/*
 * assign.h
 *		Exact assignment of mentees to mentors with seats.
 *
 * The problem, in words: every mentee gets at most one mentor, every mentor at
 * most as many mentees as he has seats, only permitted pairs may be used.  Of
 * all such assignments take those with the largest sum of the priorities of
 * the matched mentees, and of these one with the largest sum of scores.
 * Priority first also matches the most mentees: which sets of mentees can be
 * matched together is a matroid.
 *
 * Of several best assignments the canonical one is returned: mentees in the
 * order of their numbers get the smallest mentor that still completes a best
 * assignment; to stay unmatched comes after every mentor.
 *
 * With each assignment come prices that prove it optimal; see
 * mship_assign_verify().
 *
 * A call uses memory through "allocate" only and never gives it back: hand it
 * an arena and drop that.
 */
#ifndef MSHIP_ASSIGN_H
#define MSHIP_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

/* What the caller lends to a long computation. */
typedef struct MshipService
{
	/* uninitialised memory, or NULL */
	void	   *(*allocate) (void *context, size_t bytes);
	/* true to give up; asked about every thousand steps; may be NULL */
	bool		(*interrupted) (void *context);
	void	   *context;
	/*
	 * May so many bytes more be allocated?  Asked before the work that takes
	 * them, which takes no more; false makes it end there.  May be NULL.
	 */
	bool		(*reserve) (void *context, int64_t bytes);
} MshipService;

/*
 * Permitted pairs by mentee: those of mentee i are entries first[i] to
 * first[i + 1] - 1 of mentor[] and of the scores, mentors ascending, none twice.
 * Scores have any sign; where all fit into four bytes they may be given so,
 * which saves memory and a copy.  Nothing here is changed or kept.
 */
typedef struct MshipPairs
{
	int32_t		mentees;
	int32_t		mentors;
	const int64_t *first;		/* mentees + 1 entries */
	const int32_t *mentor;
	const int64_t *score;		/* or NULL, and then */
	const int32_t *capacity;	/* seats of each mentor, >= 0 */
	const int32_t *priority;	/* of each mentee, >= 1 */
	const int32_t *small_score;
	/*
	 * An earlier assignment to start from, or NULL: a mentor of each mentee, or
	 * -1.  It saves time where much of it remains; the answer is the same.
	 */
	const int32_t *start;
} MshipPairs;

static inline int64_t
mship_pair_score(const MshipPairs *pairs, int64_t e)
{
	return pairs->small_score != NULL ? pairs->small_score[e] : pairs->score[e];
}

/* Result arrays are the caller's. */
typedef struct MshipAssignment
{
	int32_t    *mate;			/* of each mentee: mentor, or -1 */
	/* prices of the mentees and of the mentors' seats, one pair each */
	int64_t    *mentee_priority_price;
	int64_t    *mentee_score_price;
	int64_t    *mentor_priority_price;
	int64_t    *mentor_score_price;
	int64_t		matched;
	int64_t		priority_sum;
	int64_t		score_sum;
} MshipAssignment;

/* No price passes this: 4 * (mentees + mentors + 2) * spread of scores must not,
 * nor any score. */
#define MSHIP_ASSIGN_MAX_PRICE (INT64_C(1) << 60)

/* Room for the result arrays; false when memory is short. */
extern bool mship_assignment_make(const MshipPairs *pairs,
								  const MshipService *service,
								  MshipAssignment *result);

/* Solve.  Faults: a size beyond the limits, no memory, interrupted. */
extern MshipStatus mship_assign(const MshipPairs *pairs,
								const MshipService *service,
								MshipAssignment *result, MshipFault *fault);

/*
 * Is the assignment feasible, and do its prices prove it optimal?  Trusts
 * nothing but the pairs.  O(pairs); "used" is room for one number a mentor.
 */
extern bool mship_assign_verify(const MshipPairs *pairs,
								const MshipAssignment *result, int32_t *used);

/*
 * The best possible worst pair: the largest score such that pairs of at least
 * this score alone still reach the largest sum of priorities.
 */
extern MshipStatus mship_assign_bottleneck(const MshipPairs *pairs,
										   const MshipService *service,
										   int64_t *least_score,
										   MshipFault *fault);

/*
 * Stable assignment by deferred acceptance, the best one for the mentees:
 * mentees rank mentors by score, then by number; mentors rank mentees by
 * priority, then score, then number.  Fills mate and the sums, no prices.
 */
extern MshipStatus mship_assign_stable(const MshipPairs *pairs,
									   const MshipService *service,
									   MshipAssignment *result,
									   MshipFault *fault);

#endif							/* MSHIP_ASSIGN_H */
