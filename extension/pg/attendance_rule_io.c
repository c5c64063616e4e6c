/*
 * attendance_rule_io.c
 *		Input, output and operators of the type attendance_rule.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

#include "pg/attendance_rule.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(attendance_rule_in);
PG_FUNCTION_INFO_V1(attendance_rule_out);
PG_FUNCTION_INFO_V1(attendance_rule_recv);
PG_FUNCTION_INFO_V1(attendance_rule_send);
PG_FUNCTION_INFO_V1(attendance_rule_eq);
PG_FUNCTION_INFO_V1(attendance_rule_ne);
PG_FUNCTION_INFO_V1(attendance_rule_lt);
PG_FUNCTION_INFO_V1(attendance_rule_le);
PG_FUNCTION_INFO_V1(attendance_rule_gt);
PG_FUNCTION_INFO_V1(attendance_rule_ge);
PG_FUNCTION_INFO_V1(attendance_rule_cmp);
PG_FUNCTION_INFO_V1(attendance_rule_hash);
PG_FUNCTION_INFO_V1(attendance_rule_hash_extended);

Datum
attendance_rule_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipAttendanceRule *rule = palloc(sizeof(MshipAttendanceRule));
	MshipFault	fault;

	if (mship_rule_parse(text, strlen(text), rule, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "attendance_rule", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_ATTENDANCE_RULE_P(rule);
}

Datum
attendance_rule_out(PG_FUNCTION_ARGS)
{
	char		text[MSHIP_RULE_TEXT_MAX];
	size_t		length = mship_rule_print(PG_GETARG_ATTENDANCE_RULE_P(0), text);

	PG_RETURN_CSTRING(pnstrdup(text, length));
}

Datum
attendance_rule_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	MshipAttendanceRule *rule = palloc(sizeof(MshipAttendanceRule));
	MshipFault	fault;

	if (mship_rule_read((const uint8 *) pq_getmsgbytes(buf, length), length, rule, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "attendance_rule");
	PG_RETURN_ATTENDANCE_RULE_P(rule);
}

Datum
attendance_rule_send(PG_FUNCTION_ARGS)
{
	uint8		wire[MSHIP_RULE_WIRE_BYTES];
	StringInfoData buf;

	mship_rule_write(PG_GETARG_ATTENDANCE_RULE_P(0), wire);
	pq_begintypsend(&buf);
	pq_sendbytes(&buf, (char *) wire, sizeof(wire));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static int
compare(FunctionCallInfo fcinfo)
{
	return mship_rule_cmp(PG_GETARG_ATTENDANCE_RULE_P(0), PG_GETARG_ATTENDANCE_RULE_P(1));
}

Datum
attendance_rule_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
attendance_rule_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
attendance_rule_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
attendance_rule_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
attendance_rule_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
attendance_rule_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
attendance_rule_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare(fcinfo));
}

/* The stored form has no padding, and equal rules are equal bytes. */
Datum
attendance_rule_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_POINTER(0), sizeof(MshipAttendanceRule));
}

Datum
attendance_rule_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_POINTER(0),
							 sizeof(MshipAttendanceRule), PG_GETARG_INT64(1));
}
