/*
 * attendance_rule.h
 *		fmgr access to the type attendance_rule: 20 bytes, by reference.
 */
#ifndef MSHIP_PG_ATTENDANCE_RULE_H
#define MSHIP_PG_ATTENDANCE_RULE_H

#include "postgres.h"
#include "fmgr.h"

#include "core/attendance_rule.h"
#include "pg/compat.h"

StaticAssertDecl(sizeof(MshipAttendanceRule) == 20,
				 "the type is declared with INTERNALLENGTH = 20");

#define DatumGetAttendanceRuleP(d) ((MshipAttendanceRule *) DatumGetPointer(d))
#define PG_GETARG_ATTENDANCE_RULE_P(n) DatumGetAttendanceRuleP(PG_GETARG_DATUM(n))
#define PG_RETURN_ATTENDANCE_RULE_P(p) PG_RETURN_POINTER(p)

#endif							/* MSHIP_PG_ATTENDANCE_RULE_H */
