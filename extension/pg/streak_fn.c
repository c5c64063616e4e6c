/*
 * streak_fn.c
 *		Streak functions over records, and running_streak() over rows.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/date.h"
#include "windowapi.h"

#include "core/streak.h"
#include "pg/attendance.h"
#include "pg/attendance_status.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_streaks);
PG_FUNCTION_INFO_V1(attendance_longest_streak);
PG_FUNCTION_INFO_V1(attendance_current_streak);
PG_FUNCTION_INFO_V1(attendance_streak_count);
PG_FUNCTION_INFO_V1(running_streak);

static uint32
getarg_min_days(FunctionCallInfo fcinfo, int arg)
{
	int32		min_days = PG_GETARG_INT32(arg);
	MshipFault	fault;

	if (min_days < 1)
	{
		char	   *number = psprintf("%d", min_days);

		(void) mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_MIN_DAYS, 0, strlen(number));
		mship_report_argument(&fault, "min_days", number);
	}
	return (uint32) min_days;
}

/* streaks(attendance, kind, min_days): its runs in the order of days */
Datum
attendance_streaks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipKind	kind = mship_getarg_kind(fcinfo, 1);
	uint32		min_days = getarg_min_days(fcinfo, 2);
	MshipAttendance a;
	MshipStreakReader reader;
	MshipStreak streak;

	PG_GETARG_ATTENDANCE(0, &a);
	InitMaterializedSRF(fcinfo, 0);
	reader = mship_streaks_of(&a, kind);
	while (mship_streaks_next(&reader, &streak))
	{
		Datum		values[4];
		bool		nulls[4] = {false, false, false, false};

		if (streak.school_days < min_days)
			continue;
		values[0] = DateADTGetDatum(streak.first_day);
		values[1] = DateADTGetDatum(streak.last_day);
		values[2] = Int32GetDatum((int32) streak.school_days);
		values[3] = Int32GetDatum(streak.last_day - streak.first_day + 1);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* longest_streak(attendance, kind) */
Datum
attendance_longest_streak(PG_FUNCTION_ARGS)
{
	MshipKind	kind = mship_getarg_kind(fcinfo, 1);
	MshipAttendance a;

	PG_GETARG_ATTENDANCE(0, &a);
	PG_RETURN_INT32((int32) mship_longest_streak(&a, kind));
}

/* current_streak(attendance, kind, as_of): as_of NULL is the record's end */
Datum
attendance_current_streak(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipKind	kind;
	DateADT		as_of = DATEVAL_NOEND;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(2))
		as_of = PG_GETARG_DATEADT(2);
	kind = mship_getarg_kind(fcinfo, 1);
	PG_GETARG_ATTENDANCE(0, &a);
	PG_RETURN_INT32((int32) mship_current_streak(&a, kind, as_of));
}

/* streak_count(attendance, kind, min_days) */
Datum
attendance_streak_count(PG_FUNCTION_ARGS)
{
	MshipKind	kind = mship_getarg_kind(fcinfo, 1);
	uint32		min_days = getarg_min_days(fcinfo, 2);
	MshipAttendance a;

	PG_GETARG_ATTENDANCE(0, &a);
	PG_RETURN_INT32((int32) mship_streak_count(&a, kind, min_days));
}

/*
 * running_streak(boolean): the executor asks for every row of a partition
 * once, in order, so the length so far is all there is to remember.
 */
Datum
running_streak(PG_FUNCTION_ARGS)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	int64	   *length = WinGetPartitionLocalMemory(winobj, sizeof(int64));
	bool		isnull;
	bool		in_run = DatumGetBool(WinGetFuncArgCurrent(winobj, 0, &isnull));

	WinSetMarkPosition(winobj, WinGetCurrentPosition(winobj));
	if (!isnull)
		*length = in_run ? *length + 1 : 0;
	PG_RETURN_INT32((int32) Min(*length, PG_INT32_MAX));
}
