/*
 * scorecard_io.c
 *		Input, output and comparison of the type scorecard.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "pg/error.h"
#include "pg/scorecard.h"

PG_FUNCTION_INFO_V1(scorecard_in);
PG_FUNCTION_INFO_V1(scorecard_out);
PG_FUNCTION_INFO_V1(scorecard_recv);
PG_FUNCTION_INFO_V1(scorecard_send);
PG_FUNCTION_INFO_V1(scorecard_eq);
PG_FUNCTION_INFO_V1(scorecard_ne);
PG_FUNCTION_INFO_V1(scorecard_hash);
PG_FUNCTION_INFO_V1(scorecard_hash_extended);
PG_FUNCTION_INFO_V1(scorecard_terms);

MshipScorecard *
mship_scorecard_of(const struct varlena *text)
{
	MshipScorecard *card = palloc(sizeof(MshipScorecard));
	MshipFault	fault;

	if (mship_scorecard_parse(VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text), card,
							  &fault) != MSHIP_OK)
		mship_report_binary(&fault, "scorecard");
	return card;
}

struct varlena *
mship_scorecard_store(const MshipScorecard *card)
{
	struct varlena *result = palloc(VARHDRSZ + mship_scorecard_text_bound(card));
	size_t		length = mship_scorecard_print(card, VARDATA(result));

	SET_VARSIZE(result, VARHDRSZ + length);
	return result;
}

Datum
scorecard_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipScorecard *card = palloc(sizeof(MshipScorecard));
	MshipFault	fault;

	if (mship_scorecard_parse(text, strlen(text), card, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "scorecard", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(mship_scorecard_store(card));
}

Datum
scorecard_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(text_to_cstring(PG_GETARG_SCORECARD_TEXT(0)));
}

/* The binary form is a version byte and the text, as for other text. */
Datum
scorecard_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	MshipScorecard *card = palloc(sizeof(MshipScorecard));
	MshipFault	fault;
	char	   *text;
	int			length;

	mship_fail(&fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	if (version != MSHIP_SCORECARD_WIRE_VERSION)
		mship_report_binary(&fault, "scorecard");
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &length);
	if (mship_scorecard_parse(text, length, card, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "scorecard");
	PG_RETURN_POINTER(mship_scorecard_store(card));
}

Datum
scorecard_send(PG_FUNCTION_ARGS)
{
	struct varlena *text = PG_GETARG_SCORECARD_TEXT(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, MSHIP_SCORECARD_WIRE_VERSION);
	pq_sendtext(&buf, VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* Cards are equal when their canonical texts are. */
static bool
is_equal(FunctionCallInfo fcinfo)
{
	struct varlena *a = PG_GETARG_SCORECARD_TEXT(0);
	struct varlena *b = PG_GETARG_SCORECARD_TEXT(1);

	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

Datum
scorecard_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_equal(fcinfo));
}

Datum
scorecard_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!is_equal(fcinfo));
}

Datum
scorecard_hash(PG_FUNCTION_ARGS)
{
	struct varlena *text = PG_GETARG_SCORECARD_TEXT(0);

	return hash_any((unsigned char *) VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text));
}

Datum
scorecard_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *text = PG_GETARG_SCORECARD_TEXT(0);

	return hash_any_extended((unsigned char *) VARDATA_ANY(text),
							 VARSIZE_ANY_EXHDR(text), PG_GETARG_INT64(1));
}

/* One row of scorecard_terms(); a NULL feature is the base. */
static void
put_term(ReturnSetInfo *rsinfo, const MshipScorecard *card, int feature, int term)
{
	Datum		values[3];
	bool		nulls[3] = {false, false, false};
	char		condition[MSHIP_CARD_TERM_TEXT_MAX];
	size_t		length;

	if (feature < 0)
	{
		values[0] = CStringGetTextDatum(MSHIP_CARD_BASE_NAME);
		length = 0;
		values[2] = Float8GetDatum(card->base.value);
	}
	else
	{
		const MshipCardFeature *f = &card->features[feature];

		values[0] = PointerGetDatum(cstring_to_text_with_len(f->name, f->name_length));
		length = mship_card_condition_print(card, feature, term, condition);
		values[2] = Float8GetDatum(card->terms[f->first_term + term].points.value);
	}
	values[1] = PointerGetDatum(cstring_to_text_with_len(condition, length));
	nulls[1] = length == 0;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/*
 * scorecard_terms(scorecard): the base unless it is 0, then each term in the
 * card's order.  The threshold is a condition such as ">=0.1", for a coefficient
 * the bounds of the value, or NULL.
 */
Datum
scorecard_terms(PG_FUNCTION_ARGS)
{
	MshipScorecard *card = mship_scorecard_of(PG_GETARG_SCORECARD_TEXT(0));
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	if (card->base.value != 0)
		put_term(rsinfo, card, -1, 0);
	for (int k = 0; k < card->feature_count; k++)
	{
		for (int t = 0; t < card->features[k].term_count; t++)
			put_term(rsinfo, card, k, t);
	}
	return (Datum) 0;
}
