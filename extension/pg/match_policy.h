/*
 * match_policy.h
 *		fmgr access to the type match_policy: 28 bytes, by reference.
 */
#ifndef MSHIP_PG_MATCH_POLICY_H
#define MSHIP_PG_MATCH_POLICY_H

#include "postgres.h"
#include "fmgr.h"

#include "core/match_policy.h"
#include "pg/compat.h"

StaticAssertDecl(sizeof(MshipMatchPolicy) == 28,
				 "the type is declared with INTERNALLENGTH = 28");

#define DatumGetMatchPolicyP(d) ((MshipMatchPolicy *) DatumGetPointer(d))
#define PG_GETARG_MATCH_POLICY_P(n) DatumGetMatchPolicyP(PG_GETARG_DATUM(n))
#define PG_RETURN_MATCH_POLICY_P(p) PG_RETURN_POINTER(p)

#endif							/* MSHIP_PG_MATCH_POLICY_H */
