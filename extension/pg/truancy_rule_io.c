/*
 * truancy_rule_io.c
 *		Input and output of the type truancy_rule.
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "pg/error.h"
#include "pg/truancy_rule.h"

PG_FUNCTION_INFO_V1(truancy_rule_in);
PG_FUNCTION_INFO_V1(truancy_rule_out);
PG_FUNCTION_INFO_V1(truancy_rule_recv);
PG_FUNCTION_INFO_V1(truancy_rule_send);

static struct varlena *
make(const MshipTruancyRule *rule)
{
	struct varlena *value = palloc(VARHDRSZ + MSHIP_TRUANCY_MAX_SIZE);

	SET_VARSIZE(value, VARHDRSZ + mship_truancy_write(rule, (uint8_t *) VARDATA(value)));
	return value;
}

void
mship_truancy_rule_of_datum(Datum datum, MshipTruancyRule *rule)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);

	if (mship_truancy_read((uint8_t *) VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
						   rule, NULL) != MSHIP_OK)
		mship_report_damaged("truancy_rule");
}

Datum
truancy_rule_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipTruancyRule rule;
	MshipFault	fault;

	if (mship_truancy_parse(text, strlen(text), &rule, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "truancy_rule", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(make(&rule));
}

Datum
truancy_rule_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(MSHIP_TRUANCY_TEXT_MAX + 1);
	MshipTruancyRule rule;

	PG_GETARG_TRUANCY_RULE(0, &rule);
	text[mship_truancy_print(&rule, text)] = '\0';
	PG_RETURN_CSTRING(text);
}

/* The binary form is the stored one, which is the same on every machine. */
Datum
truancy_rule_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	MshipTruancyRule rule;
	MshipFault	fault;

	if (mship_truancy_read((const uint8_t *) pq_getmsgbytes(buf, length), (size_t) length,
						   &rule, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "truancy_rule");
	PG_RETURN_POINTER(make(&rule));
}

Datum
truancy_rule_send(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_GETARG_TRUANCY_BYTES(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(value), (int) VARSIZE_ANY_EXHDR(value));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
