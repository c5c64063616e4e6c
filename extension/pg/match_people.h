/*
 * match_people.h
 *		The people to be matched, from two queries.
 */
#ifndef MSHIP_PG_MATCH_PEOPLE_H
#define MSHIP_PG_MATCH_PEOPLE_H

#include "postgres.h"
#include "fmgr.h"

#include "core/match.h"
#include "pg/match_memory.h"

typedef struct MatchPeople
{
	MatchMemory memory;			/* all of the call's */
	MshipMatchInput in;
} MatchPeople;

/* The arguments (mentees, mentors, policy), none of them NULL. */
extern void mship_read_people(FunctionCallInfo fcinfo, MatchPeople *people);

#endif							/* MSHIP_PG_MATCH_PEOPLE_H */
