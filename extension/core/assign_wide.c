/*
 * assign_wide.c
 *		The solver with scores and prices of eight bytes.
 */
#include "core/assign_problem.h"

#define ASSIGN_PRICE int64_t
#include "core/assign_stage_end.h"

MshipStatus
mship_assign_wide(const AssignProblem *problem, const MshipService *service,
				   MshipAssignment *result)
{
	return solve_problem(problem, service, result);
}
