/*
 * attendance_io.c
 *		Input, output and making of the type attendance.
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "pg/attendance.h"
#include "pg/attendance_status.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_in);
PG_FUNCTION_INFO_V1(attendance_out);
PG_FUNCTION_INFO_V1(attendance_recv);
PG_FUNCTION_INFO_V1(attendance_send);
PG_FUNCTION_INFO_V1(attendance_make);
PG_FUNCTION_INFO_V1(attendance_make_minutes);

void
mship_attendance_of_datum(Datum datum, MshipAttendance *a)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);

	if (!mship_attendance_view(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), a))
		mship_report_damaged("attendance");
}

struct varlena *
mship_attendance_alloc(const MshipLayout *layout)
{
	Size		size = MSHIP_ATTENDANCE_PREFIX + layout->length;
	struct varlena *value = palloc(size);

	SET_VARSIZE(value, size);
	return value;
}

struct varlena *
mship_attendance_between(const MshipAttendance *a, int32 first_day, int32 last_day)
{
	MshipLayout layout = mship_attendance_layout(a, first_day, last_day);
	struct varlena *value = mship_attendance_alloc(&layout);

	mship_attendance_lay_out(a, &layout, MSHIP_BODY(value));
	return value;
}

struct varlena *
mship_attendance_canonical(const MshipAttendance *a)
{
	return mship_attendance_between(a, MSHIP_DAY_MIN, MSHIP_DAY_MAX);
}

Datum
attendance_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	struct varlena *value;
	MshipLayout layout;
	MshipFault	fault;

	if (mship_attendance_measure(text, length, &layout, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "attendance", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	value = mship_attendance_alloc(&layout);
	mship_attendance_parse(text, length, &layout, MSHIP_BODY(value));
	PG_RETURN_POINTER(value);
}

Datum
attendance_out(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	char	   *text;

	PG_GETARG_ATTENDANCE(0, &a);
	text = palloc(mship_attendance_text_size(&a) + 1);
	text[mship_attendance_print(&a, text)] = '\0';
	PG_RETURN_CSTRING(text);
}

Datum
attendance_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const uint8 *wire = (const uint8 *) pq_getmsgbytes(buf, length);
	struct varlena *value;
	MshipLayout layout;
	MshipFault	fault;

	if (mship_attendance_wire_check(wire, length, &layout, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "attendance");
	value = mship_attendance_alloc(&layout);
	mship_attendance_read(wire, &layout, MSHIP_BODY(value));
	PG_RETURN_POINTER(value);
}

Datum
attendance_send(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	Size		size;
	bytea	   *result;

	PG_GETARG_ATTENDANCE(0, &a);
	if (!mship_attendance_is_canonical(&a))
		mship_attendance_of_datum(PointerGetDatum(mship_attendance_canonical(&a)), &a);
	size = VARHDRSZ + mship_attendance_wire_size(&a);
	result = palloc(size);
	SET_VARSIZE(result, size);
	mship_attendance_write(&a, (uint8 *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}

MshipMark
mship_getarg_mark(FunctionCallInfo fcinfo, int status_arg, bool with_minutes)
{
	MshipMark	mark = {PG_GETARG_ATTENDANCE_STATUS(status_arg), 0, 0};

	if (with_minutes && !PG_ARGISNULL(status_arg + 1) && !PG_ARGISNULL(status_arg + 2))
	{
		int32		missed = PG_GETARG_INT32(status_arg + 1);
		int32		scheduled = PG_GETARG_INT32(status_arg + 2);
		MshipFault	fault;

		if (mship_minutes_check(missed, scheduled, &fault) != MSHIP_OK)
			mship_report_argument(&fault, "minutes_missed", NULL);
		mark.missed = (uint16) missed;
		mark.scheduled = (uint16) scheduled;
	}
	return mark;
}

static Datum
one_day(FunctionCallInfo fcinfo, bool with_minutes)
{
	int32		day = PG_GETARG_INT32(0);
	MshipMark	mark = mship_getarg_mark(fcinfo, 1, with_minutes);
	struct varlena *value;
	MshipLayout layout;
	MshipFault	fault;

	if (mship_attendance_grow(NULL, day, day, mark.scheduled != 0, true, &layout, &fault) != MSHIP_OK)
		mship_report_argument(&fault, "day", NULL);
	value = mship_attendance_alloc(&layout);
	mship_attendance_lay_out(NULL, &layout, MSHIP_BODY(value));
	mship_attendance_append(MSHIP_BODY(value), 0, mark);
	PG_RETURN_POINTER(value);
}

/* attendance(day, status): one day */
Datum
attendance_make(PG_FUNCTION_ARGS)
{
	return one_day(fcinfo, false);
}

/* attendance(day, status, minutes_missed, minutes_scheduled) */
Datum
attendance_make_minutes(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	return one_day(fcinfo, true);
}
