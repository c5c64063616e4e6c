/*
 * tally_io.c
 *		Input, output and comparison of the type score_tally.
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "pg/double_text.h"
#include "pg/error.h"
#include "pg/tally.h"

PG_FUNCTION_INFO_V1(score_tally_in);
PG_FUNCTION_INFO_V1(score_tally_out);
PG_FUNCTION_INFO_V1(score_tally_recv);
PG_FUNCTION_INFO_V1(score_tally_send);
PG_FUNCTION_INFO_V1(score_tally_eq);
PG_FUNCTION_INFO_V1(score_tally_ne);

MshipTally *
mship_tally_alloc(uint32_t capacity)
{
	MshipTally *tally = palloc(MSHIP_TALLY_SIZE(capacity));

	SET_VARSIZE(tally, MSHIP_TALLY_SIZE(capacity));
	tally->count = 0;
	return tally;
}

MshipTally *
mship_tally_getarg(FunctionCallInfo fcinfo, int argument)
{
	MshipTally *tally = (MshipTally *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(argument));
	MshipFault	fault;

	if (mship_tally_compact(tally->entries, &tally->count, &fault) != MSHIP_OK)
		mship_report_input(&fault, "score_tally", NULL, NULL);
	SET_VARSIZE(tally, MSHIP_TALLY_SIZE(tally->count));
	return tally;
}

Datum
score_tally_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	size_t		room = Min(mship_tally_text_entries(length), MSHIP_TALLY_MAX_SCORES);
	MshipTally *tally = mship_tally_alloc((uint32_t) room);
	MshipFault	fault;

	if (mship_tally_parse(text, length, mship_read_double, tally->entries,
						  &tally->count, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "score_tally", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	SET_VARSIZE(tally, MSHIP_TALLY_SIZE(tally->count));
	PG_RETURN_POINTER(tally);
}

Datum
score_tally_out(PG_FUNCTION_ARGS)
{
	MshipTally *tally = PG_GETARG_TALLY_COPY(0);
	char	   *text = palloc((Size) tally->count * MSHIP_TALLY_ENTRY_TEXT_MAX + 1);

	text[mship_tally_print(tally->entries, tally->count, mship_print_double, text)] = '\0';
	PG_RETURN_CSTRING(text);
}

Datum
score_tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const uint8_t *wire = (const uint8_t *) pq_getmsgbytes(buf, length);
	MshipTally *tally;
	MshipFault	fault;
	uint32_t	count;

	if (mship_tally_read_count(wire, length, &count, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "score_tally");
	tally = mship_tally_alloc(count);
	if (mship_tally_read(wire, count, tally->entries, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "score_tally");
	tally->count = count;
	PG_RETURN_POINTER(tally);
}

Datum
score_tally_send(PG_FUNCTION_ARGS)
{
	MshipTally *tally = PG_GETARG_TALLY_COPY(0);
	Size		size = MSHIP_TALLY_WIRE_HEADER + (Size) tally->count * MSHIP_TALLY_WIRE_ENTRY;
	bytea	   *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	mship_tally_write(tally->entries, tally->count, (uint8_t *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}

static int
compare(FunctionCallInfo fcinfo)
{
	MshipTally *a = PG_GETARG_TALLY_COPY(0);
	MshipTally *b = PG_GETARG_TALLY_COPY(1);

	return mship_tally_cmp(a->entries, a->count, b->entries, b->count);
}

Datum
score_tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
score_tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}
