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

extern MshipStatus mship_match_shortages(MatchProblem *p, MshipMatch *result);

#endif							/* MSHIP_MATCH_INTERNAL_H */
