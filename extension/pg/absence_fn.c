/*
 * absence_fn.c
 *		Absence rules applied to records.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/absence.h"
#include "core/meeting_slots.h"
#include "core/streak.h"
#include "core/weekday_pattern.h"
#include "pg/attendance.h"
#include "pg/attendance_rule.h"
#include "pg/availability.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_enrolled_days);
PG_FUNCTION_INFO_V1(attendance_absent_days);
PG_FUNCTION_INFO_V1(attendance_absence_rate);
PG_FUNCTION_INFO_V1(attendance_chronic_absence);
PG_FUNCTION_INFO_V1(attendance_absence_band);
PG_FUNCTION_INFO_V1(attendance_summary);
PG_FUNCTION_INFO_V1(attendance_weekday_pattern);
PG_FUNCTION_INFO_V1(attendance_absence_trend);
PG_FUNCTION_INFO_V1(attendance_meeting_slots);

/* Arguments 0 and 1: a record and a rule. */
static MshipAttendanceRule *
getarg_absence(FunctionCallInfo fcinfo, MshipAttendance *a, MshipAbsence *absence)
{
	MshipAttendanceRule *rule = PG_GETARG_ATTENDANCE_RULE_P(1);
	MshipAbsenceRuler ruler;

	PG_GETARG_ATTENDANCE(0, a);
	mship_absence_ruler(rule, &ruler);
	mship_absence(&ruler, a, absence);
	return rule;
}

/* Millionths with six decimals, as rates are shown. */
static Datum
rate_datum(int64 millionths)
{
	return NumericGetDatum(int64_div_fast_to_numeric(millionths, 6));
}

/* Millionths with as many decimals as they need, as days are shown. */
static Datum
days_datum(int64 millionths)
{
	int			scale = 6;

	while (scale > 0 && millionths % 10 == 0)
	{
		millionths /= 10;
		scale--;
	}
	return NumericGetDatum(int64_div_fast_to_numeric(millionths, scale));
}

/* enrolled_days(attendance, rule) */
Datum
attendance_enrolled_days(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsence absence;

	(void) getarg_absence(fcinfo, &a, &absence);
	PG_RETURN_INT32((int32) absence.enrolled);
}

/* absent_days(attendance, rule) */
Datum
attendance_absent_days(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsence absence;

	(void) getarg_absence(fcinfo, &a, &absence);
	return days_datum((int64) mship_absence_days(&absence));
}

/* absence_rate(attendance, rule): NULL where nothing is enrolled */
Datum
attendance_absence_rate(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsence absence;

	(void) getarg_absence(fcinfo, &a, &absence);
	if (absence.enrolled == 0)
		PG_RETURN_NULL();
	return rate_datum(mship_absence_rate(&absence));
}

/* chronic_absence(attendance, rule): NULL where not evaluable */
Datum
attendance_chronic_absence(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsence absence;
	MshipAttendanceRule *rule = getarg_absence(fcinfo, &a, &absence);
	MshipVerdict verdict = mship_absence_chronic(rule, &absence);

	if (verdict == MSHIP_VERDICT_NOT_EVALUABLE)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(verdict == MSHIP_VERDICT_YES);
}

/* absence_band(attendance, rule) */
Datum
attendance_absence_band(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsence absence;
	MshipAttendanceRule *rule = getarg_absence(fcinfo, &a, &absence);

	PG_RETURN_TEXT_P(cstring_to_text(mship_band_name(mship_absence_band(rule, &absence))));
}

/* The row type of the function called, looked up once for a query. */
static TupleDesc
result_type(FunctionCallInfo fcinfo)
{
	TupleDesc	type = fcinfo->flinfo->fn_extra;

	if (type == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
			mship_report_no_row_type();
		type = BlessTupleDesc(type);
		MemoryContextSwitchTo(old);
		fcinfo->flinfo->fn_extra = type;
	}
	return type;
}

/* attendance_summary(attendance, rule): all of it in one look */
Datum
attendance_summary(PG_FUNCTION_ARGS)
{
	static const char absent[] = "absent";
	MshipAttendance a;
	MshipAbsence absence;
	MshipAttendanceRule *rule = getarg_absence(fcinfo, &a, &absence);
	MshipVerdict verdict = mship_absence_chronic(rule, &absence);
	MshipKind	kind = 0;
	Datum		values[9] = {0};
	bool		nulls[9] = {false};

	(void) mship_kind_parse(absent, sizeof(absent) - 1, &kind, NULL);
	values[0] = Int32GetDatum((int32) absence.enrolled);
	values[1] = days_datum((int64) mship_absence_days(&absence));
	nulls[2] = absence.enrolled == 0;
	if (!nulls[2])
		values[2] = rate_datum(mship_absence_rate(&absence));
	nulls[3] = verdict == MSHIP_VERDICT_NOT_EVALUABLE;
	values[3] = BoolGetDatum(verdict == MSHIP_VERDICT_YES);
	values[4] = CStringGetTextDatum(mship_band_name(mship_absence_band(rule, &absence)));
	values[5] = Int32GetDatum((int32) mship_attendance_count(&a, MSHIP_KIND_OF(MSHIP_UNRECORDED)));
	values[6] = Int32GetDatum((int32) mship_attendance_count(&a, MSHIP_KIND_OF(MSHIP_TARDY)));
	values[7] = Int32GetDatum((int32) mship_longest_streak(&a, kind));
	values[8] = Int32GetDatum((int32) mship_current_streak(&a, kind, DATEVAL_NOEND));
	return HeapTupleGetDatum(heap_form_tuple(result_type(fcinfo), values, nulls));
}

/* weekday_pattern(attendance, rule): the weekdays that have school */
Datum
attendance_weekday_pattern(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipAbsence absence[MSHIP_WEEKDAYS];
	MshipWeekdayCounts counts;
	MshipAbsenceRuler ruler;
	MshipAttendance a;
	double		p[MSHIP_WEEKDAYS];

	PG_GETARG_ATTENDANCE(0, &a);
	mship_absence_ruler(PG_GETARG_ATTENDANCE_RULE_P(1), &ruler);
	mship_absence_by_weekday(&ruler, &a, absence, &counts);
	mship_weekday_p(&counts, p);
	InitMaterializedSRF(fcinfo, 0);
	for (int k = 0; k < MSHIP_WEEKDAYS; k++)
	{
		Datum		values[5];
		bool		nulls[5] = {false, false, false, false, false};

		if (counts.enrolled[k] == 0)
			continue;
		values[0] = Int32GetDatum(k + 1);
		values[1] = Int32GetDatum((int32) counts.enrolled[k]);
		values[2] = days_datum((int64) mship_absence_days(&absence[k]));
		values[3] = rate_datum(mship_absence_rate(&absence[k]));
		values[4] = Float8GetDatum(p[k]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* absence_trend(attendance, window_days, as_of, rule) */
Datum
attendance_absence_trend(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAbsenceRuler ruler;
	MshipTrend	trend;
	MshipFault	fault;
	Datum		values[3] = {0};
	bool		nulls[3] = {false};
	int32		window_days = PG_ARGISNULL(1) ? 0 : PG_GETARG_INT32(1);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	if (window_days < 1)
	{
		char	   *number = psprintf("%d", window_days);

		(void) mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_WINDOW_DAYS, 0, strlen(number));
		mship_report_argument(&fault, "window_days", number);
	}
	PG_GETARG_ATTENDANCE(0, &a);
	mship_absence_ruler(PG_GETARG_ATTENDANCE_RULE_P(3), &ruler);
	mship_absence_trend(&ruler, &a, (uint32) window_days,
						PG_ARGISNULL(2) ? DATEVAL_NOEND : PG_GETARG_DATEADT(2), &trend);
	nulls[0] = !trend.has_recent;
	nulls[1] = nulls[2] = !trend.has_prior;
	if (trend.has_recent)
		values[0] = rate_datum(trend.recent);
	if (trend.has_prior)
	{
		values[1] = rate_datum(trend.prior);
		values[2] = rate_datum(trend.change);
	}
	return HeapTupleGetDatum(heap_form_tuple(result_type(fcinfo), values, nulls));
}

/* Why a slot is a good one. */
static char *
meeting_reason(const MshipMeetingSlot *slot)
{
	static const char *const weekdays[] = {
		"Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"
	};

	switch (slot->reason)
	{
		case MSHIP_MEETING_ON_DAY:
			return psprintf("tends to miss %s", weekdays[slot->missed_weekday - 1]);
		case MSHIP_MEETING_DAY_BEFORE:
			return psprintf("school day before %s, which the student tends to miss",
							weekdays[slot->missed_weekday - 1]);
		default:
			return pstrdup("both are free");
	}
}

/* meeting_slots(attendance, mentee, mentor, max): shared slots, best first */
Datum
attendance_meeting_slots(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipAbsence absence[MSHIP_WEEKDAYS];
	MshipMeetingSlot slots[MSHIP_WEEKLY_SLOTS];
	MshipWeekdayCounts counts;
	MshipAvailability shared;
	MshipAttendanceRule rule;
	MshipAbsenceRuler ruler;
	MshipAttendance a;
	int32		max = PG_GETARG_INT32(3);
	size_t		count;
	MshipFault	fault;

	if (max < 0)
	{
		char	   *number = psprintf("%d", max);

		(void) mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_MAX_SLOTS, 0, strlen(number));
		mship_report_argument(&fault, "max", number);
	}
	PG_GETARG_ATTENDANCE(0, &a);
	(void) mship_rule_preset("edfacts", 7, &rule);
	mship_absence_ruler(&rule, &ruler);
	mship_absence_by_weekday(&ruler, &a, absence, &counts);
	mship_availability_intersect(&shared, PG_GETARG_AVAILABILITY_P(1), PG_GETARG_AVAILABILITY_P(2));
	count = mship_meeting_slots(&counts, &shared, Min(max, MSHIP_WEEKLY_SLOTS), slots);
	InitMaterializedSRF(fcinfo, 0);
	for (size_t k = 0; k < count; k++)
	{
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		values[0] = Int32GetDatum(slots[k].weekday);
		values[1] = CStringGetTextDatum(mship_slot_name(slots[k].slot));
		values[2] = CStringGetTextDatum(meeting_reason(&slots[k]));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
