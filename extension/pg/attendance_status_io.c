/*
 * attendance_status_io.c
 *		Input, output, casts and operators of the type attendance_status.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "pg/attendance_status.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_status_in);
PG_FUNCTION_INFO_V1(attendance_status_out);
PG_FUNCTION_INFO_V1(attendance_status_recv);
PG_FUNCTION_INFO_V1(attendance_status_send);
PG_FUNCTION_INFO_V1(attendance_status_from_text);
PG_FUNCTION_INFO_V1(attendance_status_to_text);
PG_FUNCTION_INFO_V1(attendance_status_eq);
PG_FUNCTION_INFO_V1(attendance_status_ne);
PG_FUNCTION_INFO_V1(attendance_status_lt);
PG_FUNCTION_INFO_V1(attendance_status_le);
PG_FUNCTION_INFO_V1(attendance_status_gt);
PG_FUNCTION_INFO_V1(attendance_status_ge);
PG_FUNCTION_INFO_V1(attendance_status_cmp);
PG_FUNCTION_INFO_V1(attendance_status_hash);
PG_FUNCTION_INFO_V1(attendance_status_hash_extended);

Datum
attendance_status_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipAttendanceStatus status;
	MshipFault	fault;

	if (mship_status_parse(text, strlen(text), &status, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "attendance_status", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_ATTENDANCE_STATUS(status);
}

Datum
attendance_status_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(mship_status_name(PG_GETARG_ATTENDANCE_STATUS(0) & 15)));
}

Datum
attendance_status_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	uint8		code = pq_getmsgbyte(buf);
	MshipFault	fault;

	if (code < MSHIP_STATUS_FIRST || code > MSHIP_STATUS_LAST)
	{
		(void) mship_fail(&fault, MSHIP_ERR_BINARY, MSHIP_REASON_STATUS_CODE, 0, 0);
		mship_report_binary(&fault, "attendance_status");
	}
	PG_RETURN_ATTENDANCE_STATUS(code);
}

Datum
attendance_status_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, PG_GETARG_ATTENDANCE_STATUS(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
attendance_status_from_text(PG_FUNCTION_ARGS)
{
	text	   *arg = PG_GETARG_TEXT_PP(0);
	MshipAttendanceStatus status;
	MshipFault	fault;

	if (mship_status_parse(VARDATA_ANY(arg), VARSIZE_ANY_EXHDR(arg), &status, &fault) != MSHIP_OK)
		mship_report_input(&fault, "attendance_status", text_to_cstring(arg), NULL);
	PG_RETURN_ATTENDANCE_STATUS(status);
}

Datum
attendance_status_to_text(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(mship_status_name(PG_GETARG_ATTENDANCE_STATUS(0) & 15)));
}

/* Codes are in the order of the type. */
static int
compare(FunctionCallInfo fcinfo)
{
	return (int) PG_GETARG_ATTENDANCE_STATUS(0) - (int) PG_GETARG_ATTENDANCE_STATUS(1);
}

Datum
attendance_status_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
attendance_status_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
attendance_status_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
attendance_status_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
attendance_status_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
attendance_status_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
attendance_status_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

Datum
attendance_status_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32(PG_GETARG_ATTENDANCE_STATUS(0));
}

Datum
attendance_status_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended(PG_GETARG_ATTENDANCE_STATUS(0), PG_GETARG_INT64(1));
}

MshipKind
mship_getarg_kind(FunctionCallInfo fcinfo, int arg)
{
	text	   *kind_text = PG_GETARG_TEXT_PP(arg);
	MshipKind	kind;
	MshipFault	fault;

	if (mship_kind_parse(VARDATA_ANY(kind_text), VARSIZE_ANY_EXHDR(kind_text), &kind, &fault) != MSHIP_OK)
		mship_report_argument(&fault, "kind", text_to_cstring(kind_text));
	return kind;
}
