/*
 * match.h
 *		Matching mentees to mentors: who may be paired, how good a pair is, and
 *		why somebody stays unmatched.
 *
 * The score of a pair, in points, is the sum of named parts:
 *
 *	schedule	weight * min(shared weekly slots, 5) / 5
 *	traits		weight * cosine of the two trait values (-1 to 1)
 *	language	weight, if they share a language
 *	school		all three weights together, if they are at the same school and
 *				the policy prefers that
 *
 * and never below 0.  A part whose columns are absent, or whose value is not
 * known for one of the two, counts 0.  Scores are whole millionths of a point,
 * so that sums are exact.
 *
 * A live pair (a mentee with his present mentor) counts "keep" points more
 * while the solver compares; the score reported is without them.
 *
 * Where the policy keeps existing pairs, a mentor's seats that live pairs hold
 * are open to mentees of live pairs only, and those mentees come before all
 * others: nobody loses his mentor to a newcomer.
 */
#ifndef MSHIP_MATCH_H
#define MSHIP_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/assign.h"
#include "core/availability.h"
#include "core/match_policy.h"

#define MSHIP_MATCH_MAX_PEOPLE 1000000
#define MSHIP_MATCH_MAX_PAIRS INT64_C(50000000)

/* As many shared slots as count: one for each day of the school week. */
#define MSHIP_FULL_SCHEDULE 5

/* Millionths of a point for a thousandth of one. */
#define MSHIP_MICRO 1000

/* What both sides have; the rest is NULL, zero or of no consequence. */
typedef struct MshipPerson
{
	int64_t		id;
	const int64_t *schools;		/* a mentee has at most one; ascending */
	int32_t		school_count;
	int32_t		language_count;
	const int32_t *languages;	/* numbers given to languages; ascending */
	const uint8_t *traits;		/* NULL where unknown */
	int64_t		traits_norm;	/* mship_traits_dot() with itself */
	bool		availability_known;
	MshipAvailability availability; /* empty where unknown */
} MshipPerson;

typedef struct MshipMentee
{
	MshipPerson p;
	int64_t		priority;		/* any number: only the order counts */
	bool		has_mentor;
	int64_t		current_mentor;
	const int64_t *excluded;	/* ascending */
	int32_t		excluded_count;
} MshipMentee;

typedef struct MshipMentor
{
	MshipPerson p;
	int32_t		capacity;
} MshipMentor;

/* People in ascending order of their ids, none twice. */
typedef struct MshipMatchInput
{
	MshipMatchPolicy policy;
	const MshipMentee *mentees;
	const MshipMentor *mentors;
	int32_t		mentee_count;
	int32_t		mentor_count;
	/* whether both queries have the column */
	bool		schools;
	bool		availability;
	bool		traits;
	bool		languages;
	/* whether the mentors' query has it: their time bounds their seats */
	bool		mentor_availability;
} MshipMatchInput;

/* The parts of a pair's score, in millionths of a point. */
typedef struct MshipScore
{
	int64_t		schedule;
	int64_t		traits;
	int64_t		language;
	int64_t		school;
	int64_t		total;
	int			shared_slots;
} MshipScore;

/* In the order of precedence. */
typedef enum MshipUnmatched
{
	MSHIP_MATCHED = 0,
	MSHIP_NO_MENTOR_AT_SCHOOL,
	MSHIP_EXCLUDED,
	MSHIP_NO_SHARED_SLOT,
	MSHIP_NO_CAPACITY
} MshipUnmatched;

/* The seats that some mentees compete for. */
typedef struct MshipShortage
{
	int64_t		mentees;		/* 0: not counted */
	int64_t		seats;			/* not held by live pairs */
	const int64_t *mentors;		/* ids, ascending; no more than are named */
	int32_t		mentor_count;	/* of all */
} MshipShortage;

/* Mentors that a reason names before "and N more". */
#define MSHIP_NAMED_MENTORS 8

typedef struct MshipMatch
{
	int32_t		mentor;			/* index, or -1 */
	bool		kept;			/* his present mentor */
	MshipUnmatched reason;
	MshipScore	score;
	MshipShortage shortage;		/* for MSHIP_NO_CAPACITY */
} MshipMatch;

/* match_score.c */
extern bool mship_match_permitted(const MshipMatchInput *in, int32_t mentee,
								  int32_t mentor);
extern MshipUnmatched mship_match_obstacle(const MshipMatchInput *in,
										   int32_t mentee);
extern void mship_match_score(const MshipMatchInput *in, int32_t mentee,
							  int32_t mentor, MshipScore *score);
extern int32_t mship_match_seats(const MshipMatchInput *in, int32_t mentor);

/*
 * match.c: fills one result for every mentee.  Faults: too many pairs
 * (MSHIP_ERR_LIMIT), no memory, interrupted.
 */
extern MshipStatus mship_match(const MshipMatchInput *in,
							   const MshipService *service,
							   MshipMatch *result, MshipFault *fault);

/*
 * match_blocking.c: the blocking pairs of a match, by mentee, then by mentor.
 * "displaced" is the mentee whose seat it would be, or -1 where one is empty.
 * Faults as above.
 */
typedef void (*MshipBlockingFound) (void *state, int32_t mentee, int32_t mentor,
									int32_t displaced);
extern MshipStatus mship_match_blocking(const MshipMatchInput *in,
										const MshipService *service,
										const MshipMatch *matches,
										MshipBlockingFound found, void *state,
										MshipFault *fault);

/* match_reason.c: the reason in words, at most this long, without a NUL */
#define MSHIP_MATCH_REASON_MAX 600
extern size_t mship_match_reason(const MshipMatchInput *in, int32_t mentee,
								 const MshipMatch *match, char *text);

#endif							/* MSHIP_MATCH_H */
