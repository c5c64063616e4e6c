/*
 * attendance.h
 *		fmgr access to the type attendance: a flat varlena whose content is the
 *		body of core/attendance.h.
 */
#ifndef MSHIP_PG_ATTENDANCE_H
#define MSHIP_PG_ATTENDANCE_H

#include "postgres.h"
#include "fmgr.h"

#include "core/attendance.h"
#include "pg/compat.h"

/*
 * Take a value apart, detoasted where it must be.  Raises an error if it is
 * damaged.  The bytes live as long as the argument, or in the current memory
 * context.
 */
extern void mship_attendance_of_datum(Datum datum, MshipAttendance *a);

#define PG_GETARG_ATTENDANCE(n, a) mship_attendance_of_datum(PG_GETARG_DATUM(n), a)

/* A new value of the shape; its body is for the caller to fill. */
extern struct varlena *mship_attendance_alloc(const MshipLayout *layout);

#define MSHIP_BODY(value) ((uint8 *) VARDATA(value))

/* Those days of a record that lie between two days, as a new canonical value. */
extern struct varlena *mship_attendance_between(const MshipAttendance *a,
												int32 first_day, int32 last_day);

/* A whole record as a new canonical value. */
extern struct varlena *mship_attendance_canonical(const MshipAttendance *a);

/* Read arguments that make one mark; an impossible one is an error. */
extern MshipMark mship_getarg_mark(FunctionCallInfo fcinfo, int status_arg,
								   bool with_minutes);

#endif							/* MSHIP_PG_ATTENDANCE_H */
