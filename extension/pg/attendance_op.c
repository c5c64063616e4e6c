/*
 * attendance_op.c
 *		Operators of the type attendance, and laying one record over another.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "pg/attendance.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_merge);
PG_FUNCTION_INFO_V1(attendance_clip);
PG_FUNCTION_INFO_V1(attendance_overlay_marks);
PG_FUNCTION_INFO_V1(attendance_stray_days);
PG_FUNCTION_INFO_V1(attendance_eq);
PG_FUNCTION_INFO_V1(attendance_ne);
PG_FUNCTION_INFO_V1(attendance_lt);
PG_FUNCTION_INFO_V1(attendance_le);
PG_FUNCTION_INFO_V1(attendance_gt);
PG_FUNCTION_INFO_V1(attendance_ge);
PG_FUNCTION_INFO_V1(attendance_cmp);
PG_FUNCTION_INFO_V1(attendance_hash);
PG_FUNCTION_INFO_V1(attendance_hash_extended);

/* Give back what a value was allocated but did not need. */
static Datum
shrunk(struct varlena *value)
{
	SET_VARSIZE(value, MSHIP_ATTENDANCE_PREFIX + mship_attendance_used(MSHIP_BODY(value)));
	return PointerGetDatum(value);
}

/* a || b */
Datum
attendance_merge(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipAttendance b;
	struct varlena *value;
	MshipLayout layout;
	MshipFault	fault;

	PG_GETARG_ATTENDANCE(0, &a);
	PG_GETARG_ATTENDANCE(1, &b);
	if (mship_attendance_grow_for(&a, &b, true, &layout, &fault) != MSHIP_OK)
		mship_report_input(&fault, "attendance", NULL, NULL);
	value = mship_attendance_alloc(&layout);
	mship_attendance_lay_out(&a, &layout, MSHIP_BODY(value));
	(void) mship_attendance_put_all(MSHIP_BODY(value), layout.length, &b);
	return shrunk(value);
}

/*
 * a * daterange: the days inside.  A daterange always has the form [first,
 * end), but nothing here relies on that.
 */
Datum
attendance_clip(PG_FUNCTION_ARGS)
{
	RangeType  *range = PG_GETARG_RANGE_P(1);
	TypeCacheEntry *typcache = range_get_typcache(fcinfo, RangeTypeGetOid(range));
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;
	int64		first = MSHIP_DAY_MIN;
	int64		last = MSHIP_DAY_MAX;
	MshipAttendance a;

	PG_GETARG_ATTENDANCE(0, &a);
	range_deserialize(typcache, range, &lower, &upper, &empty);
	if (!empty && !lower.infinite)
		first = (int64) DatumGetInt32(lower.val) + (lower.inclusive ? 0 : 1);
	if (!empty && !upper.infinite)
		last = (int64) DatumGetInt32(upper.val) - (upper.inclusive ? 0 : 1);
	first = Max(first, MSHIP_DAY_MIN);
	last = Min(last, MSHIP_DAY_MAX);
	if (empty || first > last)
	{
		first = 1;
		last = 0;
	}
	PG_RETURN_POINTER(mship_attendance_between(&a, (int32) first, (int32) last));
}

/* overlay_marks(calendar, marks) */
Datum
attendance_overlay_marks(PG_FUNCTION_ARGS)
{
	MshipAttendance calendar;
	MshipAttendance marks;
	MshipLayout layout;
	struct varlena *value;

	PG_GETARG_ATTENDANCE(0, &calendar);
	PG_GETARG_ATTENDANCE(1, &marks);
	layout = mship_attendance_overlay_layout(&calendar, &marks);
	value = mship_attendance_alloc(&layout);
	mship_attendance_overlay(&calendar, &marks, &layout, MSHIP_BODY(value));
	return shrunk(value);
}

/* stray_days(calendar, marks) */
Datum
attendance_stray_days(PG_FUNCTION_ARGS)
{
	MshipAttendance calendar;
	MshipAttendance marks;

	PG_GETARG_ATTENDANCE(0, &calendar);
	PG_GETARG_ATTENDANCE(1, &marks);
	PG_RETURN_INT32((int32) mship_attendance_stray(&calendar, &marks));
}

/*
 * Building an index compares a lot in one memory context, so detoasted copies
 * are freed here.
 */
static int
compare(FunctionCallInfo fcinfo)
{
	struct varlena *value[2];
	MshipAttendance a[2];
	int			order;

	for (int k = 0; k < 2; k++)
	{
		value[k] = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(k));
		mship_attendance_of_datum(PointerGetDatum(value[k]), &a[k]);
	}
	order = mship_attendance_cmp(&a[0], &a[1]);
	PG_FREE_IF_COPY(value[0], 0);
	PG_FREE_IF_COPY(value[1], 1);
	return order;
}

Datum
attendance_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
attendance_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
attendance_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
attendance_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
attendance_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
attendance_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
attendance_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

/* The canonical body of an argument, which is what gets hashed. */
static const uint8 *
canonical_body(Datum datum, int *length)
{
	MshipAttendance a;

	mship_attendance_of_datum(datum, &a);
	if (!mship_attendance_is_canonical(&a))
		mship_attendance_of_datum(PointerGetDatum(mship_attendance_canonical(&a)), &a);
	*length = (int) a.length;
	return a.days - MSHIP_ATTENDANCE_HEADER;
}

Datum
attendance_hash(PG_FUNCTION_ARGS)
{
	int			length;
	const uint8 *body = canonical_body(PG_GETARG_DATUM(0), &length);

	return hash_any(body, length);
}

Datum
attendance_hash_extended(PG_FUNCTION_ARGS)
{
	int			length;
	const uint8 *body = canonical_body(PG_GETARG_DATUM(0), &length);

	return hash_any_extended(body, length, PG_GETARG_INT64(1));
}
