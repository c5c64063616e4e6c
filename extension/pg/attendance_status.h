/*
 * attendance_status.h
 *		fmgr access to the type attendance_status: one byte, by value.
 */
#ifndef MSHIP_PG_ATTENDANCE_STATUS_H
#define MSHIP_PG_ATTENDANCE_STATUS_H

#include "postgres.h"
#include "fmgr.h"

#include "core/attendance_status.h"
#include "pg/compat.h"

#define DatumGetAttendanceStatus(d) ((uint8) DatumGetUInt8(d))
#define AttendanceStatusGetDatum(s) UInt8GetDatum(s)
#define PG_GETARG_ATTENDANCE_STATUS(n) DatumGetAttendanceStatus(PG_GETARG_DATUM(n))
#define PG_RETURN_ATTENDANCE_STATUS(s) return AttendanceStatusGetDatum(s)

/*
 * Read an argument "kind"; anything that is not one is an error.  "arg" is the
 * number of the argument.
 */
extern MshipKind mship_getarg_kind(FunctionCallInfo fcinfo, int arg);

#endif							/* MSHIP_PG_ATTENDANCE_STATUS_H */
