/*
 * solvers.h
 *		The solvers that the bench compares, behind one signature.
 *
 * All maximise the sum of priorities first, then the sum of scores.  The peers
 * know one cost only; for them a priority weighs more than all scores together.
 * Timed is the search for the optimum alone: for ours from arrays of pairs to
 * the canonical assignment with its prices, for peers without building their
 * graph, which favours the peers.
 */
#ifndef BENCH_SOLVERS_H
#define BENCH_SOLVERS_H

#include <stdbool.h>

#include "instance.h"

typedef struct Answer
{
	int64_t		matched;
	int64_t		priority_sum;
	int64_t		score_sum;
	double		seconds;
} Answer;

/* False if the solver failed or its answer is not proven. */
typedef bool (*SolveFunction) (const Instance *instance, Answer *answer);

/* What a unit of priority costs a peer. */
#define PRIORITY_COST(instance) (INT64_C(1000) * (instance)->mentees + 1)

#ifdef __cplusplus
extern "C"
{
#endif

extern double bench_clock(void);
extern bool solve_ours(const Instance *instance, Answer *answer);
extern bool solve_lemon_simplex(const Instance *instance, Answer *answer);
extern bool solve_lemon_scaling(const Instance *instance, Answer *answer);
extern bool solve_glpk(const Instance *instance, Answer *answer);

#ifdef __cplusplus
}
#endif

#endif							/* BENCH_SOLVERS_H */
