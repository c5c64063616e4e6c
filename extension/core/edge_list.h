/*
 * edge_list.h
 *		An assignment problem given as a list of scored pairs of ids.
 */
#ifndef MSHIP_EDGE_LIST_H
#define MSHIP_EDGE_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "core/assign.h"

#define MSHIP_MAX_EDGES INT64_C(20000000)

typedef struct MshipEdge
{
	int64_t		mentee;
	int64_t		mentor;
	int64_t		score;
} MshipEdge;

/* A capacity or a priority of one person. */
typedef struct MshipIdNumber
{
	int64_t		id;
	int64_t		number;
} MshipIdNumber;

typedef struct MshipEdgeList
{
	MshipEdge  *edges;
	int64_t		edge_count;
	MshipIdNumber *capacities;	/* of mentors; without an entry 1 */
	int64_t		capacity_count;
	MshipIdNumber *priorities;	/* of mentees; without an entry 1 */
	int64_t		priority_count;
	bool		scores_alone;	/* objective=score */
} MshipEdgeList;

/*
 * The same by number instead of id, in the order of the ids, with everybody
 * that any of the lists names.
 */
typedef struct MshipEdgeProblem
{
	MshipPairs	pairs;			/* one more mentor where scores count alone */
	int64_t    *mentee;			/* ids */
	int64_t    *mentor;
	int32_t		mentee_count;
	int32_t		mentor_count;
	MshipAssignment assignment;
} MshipEdgeProblem;

/*
 * Build and solve, and check the answer by its prices.  Sorts the lists in
 * place.  Of several edges of one pair the best counts.  Faults: a negative
 * capacity, a priority below 1, an id twice in a list (the id is the fault's
 * value; its position is 0 for capacities and 1 for priorities), a size beyond
 * the limits, no memory, interrupted.
 *
 * In the result, "mate" never is the extra mentor; where scores count alone,
 * priority prices are 0.
 */
extern MshipStatus mship_solve_edges(MshipEdgeList *list,
									 const MshipService *service,
									 MshipEdgeProblem *problem,
									 MshipFault *fault);

#endif							/* MSHIP_EDGE_LIST_H */
