/*
 * logit_io.c
 *		Input and output of the type logit_sums.
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "pg/double_text.h"
#include "pg/error.h"
#include "pg/logit.h"

PG_FUNCTION_INFO_V1(logit_sums_in);
PG_FUNCTION_INFO_V1(logit_sums_out);
PG_FUNCTION_INFO_V1(logit_sums_recv);
PG_FUNCTION_INFO_V1(logit_sums_send);

struct varlena *
mship_logit_alloc(MemoryContext context, uint32_t stage, uint32_t features)
{
	Size		size = MSHIP_LOGIT_OFFSET + mship_logit_size(stage, features);
	struct varlena *result = MemoryContextAllocZero(context, size);

	SET_VARSIZE(result, size);
	return result;
}

struct varlena *
mship_logit_detoast(Datum value, bool copy)
{
	struct varlena *result = copy ? PG_DETOAST_DATUM_COPY(value) : PG_DETOAST_DATUM(value);
	const MshipLogit *sums = MSHIP_LOGIT_SUMS(result);

	if (VARSIZE(result) < MSHIP_LOGIT_OFFSET + sizeof(MshipLogit) ||
		sums->stage > MSHIP_LOGIT_STEP || sums->features > MSHIP_LOGIT_MAX_FEATURES ||
		VARSIZE(result) != MSHIP_LOGIT_OFFSET + mship_logit_size(sums->stage, sums->features))
		mship_report_damaged("logit_sums");
	return result;
}

Datum
logit_sums_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	struct varlena *result;
	uint32_t	stage;
	uint32_t	features;
	MshipFault	fault;

	if (mship_logit_parse_shape(text, length, &stage, &features, &fault) == MSHIP_OK)
	{
		result = mship_logit_alloc(CurrentMemoryContext, stage, features);
		if (mship_logit_parse(text, length, mship_read_double,
							  MSHIP_LOGIT_SUMS(result), &fault) == MSHIP_OK)
			PG_RETURN_POINTER(result);
	}
	mship_report_input(&fault, "logit_sums", text, MSHIP_ESCONTEXT(fcinfo));
	PG_RETURN_NULL();
}

Datum
logit_sums_out(PG_FUNCTION_ARGS)
{
	const MshipLogit *sums = MSHIP_LOGIT_SUMS(mship_logit_detoast(PG_GETARG_DATUM(0), false));
	Size		count = mship_logit_value_count(sums->stage, sums->features);
	char	   *text = palloc(MSHIP_LOGIT_HEADER_TEXT_MAX +
							  count * (MSHIP_DOUBLE_TEXT_MAX + 1) + 1);

	text[mship_logit_print(sums, mship_print_double, text)] = '\0';
	PG_RETURN_CSTRING(text);
}

Datum
logit_sums_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const uint8_t *wire = (const uint8_t *) pq_getmsgbytes(buf, length);
	struct varlena *result;
	uint32_t	stage;
	uint32_t	features;
	MshipFault	fault;

	if (mship_logit_read_shape(wire, length, &stage, &features, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "logit_sums");
	result = mship_logit_alloc(CurrentMemoryContext, stage, features);
	if (mship_logit_read(wire, MSHIP_LOGIT_SUMS(result), &fault) != MSHIP_OK)
		mship_report_binary(&fault, "logit_sums");
	PG_RETURN_POINTER(result);
}

Datum
logit_sums_send(PG_FUNCTION_ARGS)
{
	const MshipLogit *sums = MSHIP_LOGIT_SUMS(mship_logit_detoast(PG_GETARG_DATUM(0), false));
	Size		size = mship_logit_wire_size(sums);
	bytea	   *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	mship_logit_write(sums, (uint8_t *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}
