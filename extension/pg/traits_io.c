/*
 * traits_io.c
 *		Input and output of the type traits.
 *
 * Letters beyond ASCII are folded only where the database is in UTF-8; in
 * another encoding they stay as they are.  Both are fixed for the life of a
 * database, as an IMMUTABLE function needs.
 */
#include "postgres.h"

#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "pg/error.h"
#include "pg/traits.h"

PG_FUNCTION_INFO_V1(traits_in);
PG_FUNCTION_INFO_V1(traits_out);
PG_FUNCTION_INFO_V1(traits_recv);
PG_FUNCTION_INFO_V1(traits_send);
PG_FUNCTION_INFO_V1(traits_weights);

static MshipStatus
parse(const char *text, struct varlena **result, MshipFault *fault)
{
	size_t		length = strlen(text);
	struct varlena *value = mship_traits_alloc(mship_traits_bound(length));
	MshipStatus status;

	status = mship_traits_parse(text, length, GetDatabaseEncoding() == PG_UTF8,
								(uint8_t *) VARDATA(value), fault);
	if (status == MSHIP_OK)
		*result = mship_traits_trim(value);
	return status;
}

static char *
print(const uint8_t *traits)
{
	char	   *text = palloc(mship_traits_text_bound(traits) + 1);

	text[mship_traits_print(traits, text)] = '\0';
	return text;
}

Datum
traits_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	struct varlena *result;
	MshipFault	fault;

	if (parse(text, &result, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "traits", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(result);
}

Datum
traits_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(print(PG_GETARG_TRAITS_P(0)));
}

/*
 * The binary form is a version byte and the text: tags are words, and only text
 * is converted between the encodings of client and server.
 */
Datum
traits_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	struct varlena *result;
	MshipFault	fault;
	char	   *text;
	int			length;

	mship_fail(&fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	if (version != MSHIP_TRAITS_VERSION)
		mship_report_binary(&fault, "traits");
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &length);
	if (parse(text, &result, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "traits");
	PG_RETURN_POINTER(result);
}

Datum
traits_send(PG_FUNCTION_ARGS)
{
	char	   *text = print(PG_GETARG_TRAITS_P(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, MSHIP_TRAITS_VERSION);
	pq_sendtext(&buf, text, strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* trait_weights(traits): a row for each tag, in the order of the tags */
Datum
traits_weights(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipTraitsIter iter;
	MshipTrait	trait;

	InitMaterializedSRF(fcinfo, 0);
	mship_traits_start(PG_GETARG_TRAITS_P(0), &iter);
	while (mship_traits_next(&iter, &trait))
	{
		MshipDecimal weight;
		char		digits[MSHIP_DECIMAL_TEXT_MAX + 1];
		Datum		values[2];
		bool		nulls[2] = {false, false};

		mship_decimal_from_fixed(trait.weight, MSHIP_TRAIT_SCALE, &weight);
		digits[mship_decimal_print(&weight, digits)] = '\0';
		values[0] = PointerGetDatum(cstring_to_text_with_len(trait.tag, trait.length));
		values[1] = DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
										ObjectIdGetDatum(InvalidOid),
										Int32GetDatum(-1));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
