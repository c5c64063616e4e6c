/*
 * match_policy.c
 *		The type match_policy.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

#include "pg/error.h"
#include "pg/match_policy.h"

PG_FUNCTION_INFO_V1(match_policy_in);
PG_FUNCTION_INFO_V1(match_policy_out);
PG_FUNCTION_INFO_V1(match_policy_recv);
PG_FUNCTION_INFO_V1(match_policy_send);
PG_FUNCTION_INFO_V1(match_policy_eq);
PG_FUNCTION_INFO_V1(match_policy_ne);
PG_FUNCTION_INFO_V1(match_policy_hash);
PG_FUNCTION_INFO_V1(match_policy_hash_extended);

Datum
match_policy_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipMatchPolicy *result = palloc(sizeof(MshipMatchPolicy));
	MshipFault	fault;

	if (mship_match_policy_parse(text, strlen(text), result, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "match_policy", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_MATCH_POLICY_P(result);
}

Datum
match_policy_out(PG_FUNCTION_ARGS)
{
	char		text[MSHIP_MATCH_POLICY_TEXT_MAX];
	size_t		length = mship_match_policy_print(PG_GETARG_MATCH_POLICY_P(0), text);

	PG_RETURN_CSTRING(pnstrdup(text, length));
}

Datum
match_policy_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	MshipMatchPolicy *result = palloc(sizeof(MshipMatchPolicy));
	MshipFault	fault;

	if (mship_match_policy_read((const uint8_t *) pq_getmsgbytes(buf, length),
								length, result, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "match_policy");
	PG_RETURN_MATCH_POLICY_P(result);
}

Datum
match_policy_send(PG_FUNCTION_ARGS)
{
	uint8_t		wire[MSHIP_MATCH_POLICY_WIRE_BYTES];
	StringInfoData buf;

	mship_match_policy_write(PG_GETARG_MATCH_POLICY_P(0), wire);
	pq_begintypsend(&buf);
	pq_sendbytes(&buf, (char *) wire, sizeof(wire));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static bool
same_policy(FunctionCallInfo fcinfo)
{
	return memcmp(PG_GETARG_MATCH_POLICY_P(0), PG_GETARG_MATCH_POLICY_P(1),
				  sizeof(MshipMatchPolicy)) == 0;
}

Datum
match_policy_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_policy(fcinfo));
}

Datum
match_policy_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_policy(fcinfo));
}

Datum
match_policy_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_MATCH_POLICY_P(0),
					sizeof(MshipMatchPolicy));
}

Datum
match_policy_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_MATCH_POLICY_P(0),
							 sizeof(MshipMatchPolicy), PG_GETARG_INT64(1));
}
