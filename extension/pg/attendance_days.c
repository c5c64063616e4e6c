/*
 * attendance_days.c
 *		Looking at the days of a record.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/date.h"

#include "pg/attendance.h"
#include "pg/attendance_status.h"

PG_FUNCTION_INFO_V1(attendance_first_day);
PG_FUNCTION_INFO_V1(attendance_last_day);
PG_FUNCTION_INFO_V1(attendance_status_on);
PG_FUNCTION_INFO_V1(attendance_days);
PG_FUNCTION_INFO_V1(attendance_count_days);

/* first_day(attendance): NULL for the empty record */
Datum
attendance_first_day(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	uint32_t	first;
	uint32_t	last;

	PG_GETARG_ATTENDANCE(0, &a);
	if (!mship_attendance_bounds(&a, 0, a.day_count, &first, &last))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(a.first_day + (int32) first);
}

/* last_day(attendance): NULL for the empty record */
Datum
attendance_last_day(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	uint32_t	first;
	uint32_t	last;

	PG_GETARG_ATTENDANCE(0, &a);
	if (!mship_attendance_bounds(&a, 0, a.day_count, &first, &last))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(a.first_day + (int32) last);
}

/* status_on(attendance, day): NULL where there is no mark */
Datum
attendance_status_on(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	uint32_t	index;
	int			code = MSHIP_NO_SCHOOL;

	PG_GETARG_ATTENDANCE(0, &a);
	index = mship_attendance_index(&a, PG_GETARG_DATEADT(1));
	if (index < a.day_count)
		code = mship_attendance_code(&a, index);
	if (code == MSHIP_NO_SCHOOL)
		PG_RETURN_NULL();
	PG_RETURN_ATTENDANCE_STATUS(code);
}

/* days(attendance): its marks in the order of days */
Datum
attendance_days(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipAttendance a;
	MshipMarkReader reader;
	uint32_t	index;
	MshipMark	mark;

	PG_GETARG_ATTENDANCE(0, &a);
	InitMaterializedSRF(fcinfo, 0);
	reader = mship_marks_from(&a, 0);
	while (mship_marks_next(&reader, &index, &mark))
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		values[0] = DateADTGetDatum(a.first_day + (int32) index);
		values[1] = AttendanceStatusGetDatum(mark.status);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* count_days(attendance, kind) */
Datum
attendance_count_days(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipKind	kind = mship_getarg_kind(fcinfo, 1);

	PG_GETARG_ATTENDANCE(0, &a);
	PG_RETURN_INT32((int32) mship_attendance_count(&a, kind));
}
