/*
 * assign_narrow.c
 *		The solver with scores and prices of four bytes.
 */
#include "core/assign_problem.h"

#define ASSIGN_PRICE int32_t
#include "core/assign_stage_end.h"

MshipStatus
mship_assign_narrow(const AssignProblem *problem, const MshipService *service,
				   MshipAssignment *result)
{
	return solve_problem(problem, service, result);
}
