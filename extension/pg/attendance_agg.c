/*
 * attendance_agg.c
 *		The aggregates attendance_agg().
 *
 * The transition state is an ordinary value of type attendance with slack,
 * changed in place: the executor hands a state only to the aggregate that owns
 * it, and leaves it alone as long as the same pointer comes back.  A state that
 * must grow is made anew in the current, per-tuple memory context; the executor
 * copies it into the aggregate's context and frees the old one.  Its size is a
 * power of two, so a copied state fills its memory chunk.
 */
#include "postgres.h"

#include "pg/attendance.h"
#include "pg/attendance_status.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_agg_transfn);
PG_FUNCTION_INFO_V1(attendance_agg_minutes_transfn);
PG_FUNCTION_INFO_V1(attendance_agg_combine);
PG_FUNCTION_INFO_V1(attendance_agg_finalfn);

/*
 * Does an aggregate call us?  AggCheckCallContext() tells; its commonest answer
 * is found without a call, because this is asked for every row.
 */
static inline bool
in_aggregate(FunctionCallInfo fcinfo)
{
	return (fcinfo->context != NULL && IsA(fcinfo->context, AggState)) ||
		AggCheckCallContext(fcinfo, NULL);
}

/* The state, or NULL before the first mark. */
static inline struct varlena *
state_of(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) ? NULL : (struct varlena *) PG_GETARG_POINTER(0);
}

static Datum
unchanged(FunctionCallInfo fcinfo, struct varlena *state)
{
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

/* Can the state be changed in place?  One that came in from elsewhere may be packed. */
static bool
is_flat(struct varlena *state)
{
	return state != NULL && VARATT_IS_4B_U(state);
}

/* Merge one mark the long way round. */
static Datum
add_mark(FunctionCallInfo fcinfo, struct varlena *state, int32 day, MshipMark mark)
{
	MshipAttendance a;
	MshipLayout layout;
	MshipFault	fault;
	struct varlena *grown;

	if (is_flat(state) &&
		mship_attendance_put(MSHIP_BODY(state), VARSIZE(state) - VARHDRSZ, day, mark))
		PG_RETURN_POINTER(state);
	if (state != NULL)
		mship_attendance_of_datum(PointerGetDatum(state), &a);
	if (mship_attendance_grow(state == NULL ? NULL : &a, day, day, mark.scheduled != 0,
							  false, &layout, &fault) != MSHIP_OK)
		mship_report_argument(&fault, "day", NULL);
	grown = mship_attendance_alloc(&layout);
	mship_attendance_lay_out(state == NULL ? NULL : &a, &layout, MSHIP_BODY(grown));
	(void) mship_attendance_put(MSHIP_BODY(grown), layout.length, day, mark);
	PG_RETURN_POINTER(grown);
}

/* attendance_agg(day, status) */
Datum
attendance_agg_transfn(PG_FUNCTION_ARGS)
{
	struct varlena *state = state_of(fcinfo);

	if (!in_aggregate(fcinfo))
		mship_report_not_aggregate("attendance_agg_transfn");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return unchanged(fcinfo, state);
	if (is_flat(state) &&
		mship_attendance_put_plain(MSHIP_BODY(state), PG_GETARG_INT32(1),
								   PG_GETARG_ATTENDANCE_STATUS(2)))
		PG_RETURN_POINTER(state);
	return add_mark(fcinfo, state, PG_GETARG_INT32(1), mship_getarg_mark(fcinfo, 2, false));
}

/*
 * attendance_agg(day, status, minutes_missed, minutes_scheduled).  Where one
 * of the two numbers is NULL, the mark has no minutes.
 */
Datum
attendance_agg_minutes_transfn(PG_FUNCTION_ARGS)
{
	struct varlena *state = state_of(fcinfo);

	if (!in_aggregate(fcinfo))
		mship_report_not_aggregate("attendance_agg_minutes_transfn");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return unchanged(fcinfo, state);
	return add_mark(fcinfo, state, PG_GETARG_INT32(1), mship_getarg_mark(fcinfo, 2, true));
}

/*
 * Merge a whole record into the state: the transition function of
 * attendance_agg(attendance) and the combine function of all of them.
 */
Datum
attendance_agg_combine(PG_FUNCTION_ARGS)
{
	struct varlena *state = state_of(fcinfo);
	struct varlena *grown;
	MshipAttendance a;
	MshipAttendance b;
	MshipLayout layout;
	MshipFault	fault;

	if (!in_aggregate(fcinfo))
		mship_report_not_aggregate("attendance_agg_combine");
	if (PG_ARGISNULL(1))
		return unchanged(fcinfo, state);
	PG_GETARG_ATTENDANCE(1, &b);
	if (state == NULL)
		PG_RETURN_POINTER(PG_DETOAST_DATUM(PG_GETARG_DATUM(1)));
	if (is_flat(state) &&
		mship_attendance_put_all(MSHIP_BODY(state), VARSIZE(state) - VARHDRSZ, &b))
		PG_RETURN_POINTER(state);
	mship_attendance_of_datum(PointerGetDatum(state), &a);
	if (mship_attendance_grow_for(&a, &b, false, &layout, &fault) != MSHIP_OK)
		mship_report_input(&fault, "attendance", NULL, NULL);
	grown = mship_attendance_alloc(&layout);
	mship_attendance_lay_out(&a, &layout, MSHIP_BODY(grown));
	(void) mship_attendance_put_all(MSHIP_BODY(grown), layout.length, &b);
	PG_RETURN_POINTER(grown);
}

/*
 * The state without its slack, always a copy: a window aggregate goes on with
 * the state after its result has been taken.
 */
Datum
attendance_agg_finalfn(PG_FUNCTION_ARGS)
{
	MshipAttendance a;

	PG_GETARG_ATTENDANCE(0, &a);
	PG_RETURN_POINTER(mship_attendance_canonical(&a));
}
