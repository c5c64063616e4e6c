/*
 * assign_problem.h
 *		What assign.c and the solver in its two widths share.
 *
 * A problem is a part of what mship_assign() was given that no pair links to
 * the rest, with rows and columns numbered anew, both in the old order.
 */
#ifndef MSHIP_ASSIGN_PROBLEM_H
#define MSHIP_ASSIGN_PROBLEM_H

#include "core/assign.h"

typedef struct AssignProblem
{
	int32_t		rows;
	int32_t		columns;
	const int64_t *first;		/* rows + 1 entries */
	const int32_t *column;
	const void *score;			/* int32_t or int64_t, as the solver's width */
	const int32_t *capacity;
	const int32_t *priority;
	int64_t		spread;			/* no two scores differ by more */
	int64_t		unit;			/* a score of 1 stands for so many */
	const int32_t *start;		/* row -> column to begin with, or -1; or NULL */
	const int32_t *row_id;		/* old numbers; NULL: the same */
	const int32_t *column_id;
} AssignProblem;

/*
 * A problem in parts.  With one part or none, nothing but "parts" is set.
 * Part k is rows row_first[k] to row_first[k + 1] - 1 and the same of columns.
 */
typedef struct AssignSplit
{
	int32_t		parts;
	int32_t    *row_first;		/* parts + 1 entries */
	int32_t    *column_first;
	int32_t    *row_id;			/* old number of a row */
	int32_t    *column_id;
	int64_t    *first;			/* pairs of a row */
	int32_t    *column;			/* of each pair, numbered within its part */
	int32_t    *capacity;
	int32_t    *priority;
	int32_t    *start;			/* or NULL */
} AssignSplit;

/* The scores of a problem, in units, in the widths that were asked for. */
typedef struct AssignScores
{
	int64_t		least;
	int64_t		most;
	int64_t		unit;			/* all scores are multiples */
	int64_t		spread;			/* in units */
	bool		may_be_narrow;	/* each score fits into four bytes */
	const int32_t *narrow;
	const int64_t *wide;
} AssignScores;

/*
 * All pairs that are worth their prices, for assign_canonical.c.  Columns
 * ascend within a row; "columns" at the end stands for staying out.
 */
typedef struct AssignTies
{
	int32_t		rows;
	int32_t		columns;
	const int32_t *seats;
	int64_t    *first;			/* rows + 1 entries */
	int32_t    *column;
	bool	   *unpriced;		/* column: its seats may stay empty */
	int32_t    *mate;			/* row -> column, "columns" for out; changed */
} AssignTies;

/*
 * Memory for one problem after the other: with "used" set back to 0 the block
 * serves the next.  Large pieces come from the lender directly and stay.
 */
typedef struct AssignArena
{
	const MshipService *lender;
	char	   *block;
	size_t		size;
	size_t		used;
} AssignArena;

/*
 * The pairs in a row's cache.  Measured: smaller ones are read again too often,
 * larger ones are dear to fill and miss the processor's caches.
 */
#define ASSIGN_SMALL_CACHE 7
#define ASSIGN_LARGE_CACHE 16
#define ASSIGN_MANY_PAIRS 1000	/* of a row on average, for the large one */

#define MSHIP_ARENA_LARGE ((size_t) 1024 * 1024)	/* not worth keeping for another part */

/* with more pairs a mentee, parts are large or but one: not worth looking for */
#define MSHIP_MOST_PAIRS_TO_SPLIT 64

/* assign_memory.c */
extern bool mship_assign_reserve(const MshipService *service, int64_t bytes);
extern void *mship_assign_allocate(const MshipService *service, int64_t count,
								   size_t size);
extern MshipService mship_arena_service(AssignArena *arena);

/* assign_need.c */
extern int64_t mship_assign_need(const MshipPairs *pairs, int64_t count, bool narrow,
								 bool copied);
extern int64_t mship_assign_split_need(const MshipPairs *pairs, int64_t count);
extern int64_t mship_assign_bottleneck_need(const MshipPairs *pairs, int64_t count);
extern int64_t mship_assign_stable_need(const MshipPairs *pairs, int64_t count);
extern int64_t mship_assignment_need(const MshipPairs *pairs);

/* assign_split.c */
extern bool mship_assign_split(const MshipPairs *pairs, const MshipService *service,
							   AssignSplit *split);
extern void mship_assign_part(const AssignSplit *split, int32_t part,
							  AssignProblem *problem);

/* assign_scores.c */
extern bool mship_assign_survey(const MshipPairs *pairs, AssignScores *scores);
extern bool mship_assign_scores(const MshipPairs *pairs, const AssignSplit *split,
								bool narrow, AssignScores *scores,
								const MshipService *service);

/*
 * assign_narrow.c, assign_wide.c: solve and write this part of the result.
 * MSHIP_ERR_NUMBER: prices need more than this width.
 */
extern MshipStatus mship_assign_narrow(const AssignProblem *problem,
									   const MshipService *service,
									   MshipAssignment *result);
extern MshipStatus mship_assign_wide(const AssignProblem *problem,
									 const MshipService *service,
									 MshipAssignment *result);

/* assign_canonical.c */
extern MshipStatus mship_assign_canonical(AssignTies *ties,
										  const MshipService *service);

#endif							/* MSHIP_ASSIGN_PROBLEM_H */
