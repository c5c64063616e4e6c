/*
 * similar_fn.c
 *		similar_changes(): how the absence of similar students changed.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/similar.h"
#include "pg/attendance.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_similar_changes);

/* A share, from 0 to 1, in millionths. */
static int64
millionths_of(Datum share, const char *argument)
{
	Numeric		number = DatumGetNumeric(share);
	int64		millionths = -1;
	MshipFault	fault;

	if (!numeric_is_nan(number) && !numeric_is_inf(number))
		millionths = DatumGetInt64(DirectFunctionCall1(numeric_int8,
													   DirectFunctionCall2(numeric_mul, share,
																		   NumericGetDatum(int64_to_numeric(MSHIP_MILLION)))));
	if (millionths < 0 || millionths > MSHIP_MILLION)
	{
		(void) mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_SIMILAR_SHARE, 0, 0);
		mship_report_argument(&fault, argument, NULL);
	}
	return millionths;
}

/* An array without nulls. */
static Datum *
elements(FunctionCallInfo fcinfo, int n, const char *argument, Oid type, int *count)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(n);
	Datum	   *values;

	if (array_contains_nulls(array))
		mship_report_null_argument(argument);
	if (type == DATEOID)
		deconstruct_array(array, type, sizeof(DateADT), true, TYPALIGN_INT, &values, NULL, count);
	else
		deconstruct_array(array, type, -1, false, TYPALIGN_INT, &values, NULL, count);
	return values;
}

/* Who is compared: three arrays as long as each other. */
static MshipCompared *
read_compared(FunctionCallInfo fcinfo, int *count)
{
	int			untils;
	int			befores;
	Datum	   *started_on = elements(fcinfo, 1, "started_on", DATEOID, count);
	Datum	   *until = elements(fcinfo, 2, "until", DATEOID, &untils);
	Datum	   *before = elements(fcinfo, 3, "before", NUMERICOID, &befores);
	MshipCompared *compared;
	MshipFault	fault;

	if (untils != *count || befores != *count)
	{
		(void) mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_SIMILAR_LENGTH, 0, 0);
		mship_report_argument(&fault, untils != *count ? "until" : "before", NULL);
	}
	compared = palloc0(((Size) *count + 1) * sizeof(MshipCompared));
	for (int k = 0; k < *count; k++)
	{
		compared[k].started_on = DatumGetDateADT(started_on[k]);
		compared[k].until = DatumGetDateADT(until[k]);
		compared[k].before = millionths_of(before[k], "before");
	}
	return compared;
}

/* Add all others to them. */
static void
add_others(FunctionCallInfo fcinfo, const MshipSimilarity *similarity,
		   MshipCompared *compared, int count)
{
	ArrayType  *others = PG_GETARG_ARRAYTYPE_P(0);
	ArrayIterator iterator = array_create_iterator(others, 0, NULL);
	MshipSimilarRoom *room = palloc(sizeof(MshipSimilarRoom));
	int			items = ArrayGetNItems(ARR_NDIM(others), ARR_DIMS(others));
	MshipFault	fault;
	Datum		other;
	bool		isnull;

	if (items > MSHIP_SIMILAR_OTHERS_MAX)
	{
		(void) mship_fail_value(&fault, MSHIP_ERR_LIMIT, MSHIP_REASON_SIMILAR_OTHERS,
								items, MSHIP_SIMILAR_OTHERS_MAX);
		mship_report_argument(&fault, "others", NULL);
	}
	while (array_iterate(iterator, &other, &isnull))
	{
		MshipAttendance a;

		CHECK_FOR_INTERRUPTS();
		if (isnull)
			continue;
		mship_attendance_of_datum(other, &a);
		mship_similar_add(similarity, &a, room, compared, (size_t) count);
	}
	array_free_iterator(iterator);
}

/* A whole number of 10^-scale. */
static Datum
numeric_datum(int64 value, int scale)
{
	return NumericGetDatum(int64_div_fast_to_numeric(value, scale));
}

/* similar_changes(others, started_on, until, before, within, least_days) */
Datum
attendance_similar_changes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipSimilarity similarity = {
		.within = millionths_of(PG_GETARG_DATUM(4), "within"),
		.least_days = PG_GETARG_INT32(5)
	};
	int			count;
	MshipCompared *compared = read_compared(fcinfo, &count);

	add_others(fcinfo, &similarity, compared, count);
	InitMaterializedSRF(fcinfo, 0);
	for (int k = 0; k < count; k++)
	{
		Datum		values[4] = {
			Int32GetDatum(k + 1), Int32GetDatum((int32) compared[k].similar),
			numeric_datum(compared[k].change, 6), numeric_datum(compared[k].squares, 12)
		};
		bool		nulls[4] = {false, false, false, false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
