/*
 * risk_fit.c
 *		risk_fit() and risk_fit_terms(): logistic regression on the rows of a
 *		query.
 *
 * The query is run once a pass, within the aggregate of one pass and so in
 * parallel where the planner likes, always on the same snapshot.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "pg/error.h"
#include "pg/features.h"
#include "pg/logit.h"
#include "pg/query_reader.h"
#include "pg/scorecard.h"

PG_FUNCTION_INFO_V1(risk_fit);
PG_FUNCTION_INFO_V1(risk_fit_terms);

/* name of the argument, for messages */
#define ARGUMENT "training"

typedef struct FitCall
{
	char	   *schema;			/* of the extension, quoted */
	char	   *query;
	int			features;
	char	   *names[MSHIP_LOGIT_MAX_FEATURES];
	MshipLogitFit fit;
	int64		skipped;
	MshipDecimal coefficients[MSHIP_LOGIT_MAX_TERMS];	/* the base first */
	double		errors[MSHIP_LOGIT_MAX_TERMS];
} FitCall;

static void
fail(const FitCall *call, const MshipFault *fault)
{
	mship_report_fit(fault, fault->length > 0 ? call->names[fault->position] : NULL);
}

/* ---------- the columns of the query ---------- */

static void
check_column(const FitCall *call, TupleDesc desc, int column)
{
	char	   *name = NameStr(TupleDescAttr(desc, column)->attname);
	Oid			type = TupleDescAttr(desc, column)->atttypid;
	Oid			base;
	bool		fits = mship_is_number_type(type, &base);
	MshipFault	fault;

	if (column == 0 ? base != BOOLOID : !fits)
		mship_report_column_type(ARGUMENT, name, column == 0 ? "boolean" : "a number or boolean",
								 column == 0 ? BOOLOID : FLOAT8OID, type);
	if (column == 0)
		return;
	for (int k = 0; k < column - 1; k++)
	{
		if (strcmp(call->names[k], name) == 0)
			mship_report_column_twice(ARGUMENT, name);
	}
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_NAME, 0, 0);
	if (strcmp(name, MSHIP_CARD_BASE_NAME) == 0)
		mship_report_fit(&fault, name);
}

static void
describe(FitCall *call)
{
	QueryReader r;
	TupleDesc	desc;
	MshipFault	fault;

	mship_query_open(&r, ARGUMENT, call->query, NULL, 0);
	desc = r.portal->tupDesc;
	call->features = desc->natts - 1;
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_FEATURES, 0, 0);
	if (call->features < 1 || call->features > MSHIP_LOGIT_MAX_FEATURES)
		mship_report_fit(&fault, NULL);
	for (int column = 0; column < desc->natts; column++)
	{
		check_column(call, desc, column);
		if (column > 0)
			call->names[column - 1] = pstrdup(NameStr(TupleDescAttr(desc, column)->attname));
	}
	mship_query_close(&r);
}

/* ---------- passes ---------- */

/* A pass with $1 for a model; columns are renamed, so that none needs quotes. */
static SPIPlanPtr
prepare_pass(const FitCall *call)
{
	StringInfoData sql;
	Oid			types[] = {FLOAT8ARRAYOID};
	SPIPlanPtr	plan;

	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT %s.logit_sums_agg($1, q.y", call->schema);
	for (int k = 0; k < call->features; k++)
		appendStringInfo(&sql, ", q.x%d", k);
	appendStringInfo(&sql, ") FROM (\n%s\n) AS q (y", mship_query_trimmed(call->query));
	for (int k = 0; k < call->features; k++)
		appendStringInfo(&sql, ", x%d", k);
	appendStringInfoChar(&sql, ')');
	plan = SPI_prepare_cursor(sql.data, lengthof(types), types, CURSOR_OPT_PARALLEL_OK);
	if (plan == NULL)
		mship_report_not_a_query(ARGUMENT);
	return plan;
}

/* The sums of a pass; for the first one "model" is NULL. */
static const MshipLogit *
run_pass(const FitCall *call, SPIPlanPtr plan, const double *model)
{
	Datum		argument = (Datum) 0;
	Datum		value;
	bool		isnull;
	MshipFault	fault;

	if (model != NULL)
	{
		int			size = MSHIP_LOGIT_MODEL_SIZE(call->features);
		Datum	   *elements = palloc(size * sizeof(Datum));

		for (int k = 0; k < size; k++)
			elements[k] = Float8GetDatum(model[k]);
		argument = PointerGetDatum(construct_array(elements, size, FLOAT8OID, sizeof(float8),
												   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	}
	/* not limited to one row: a limit forbids parallel workers */
	SPI_execute_plan(plan, &argument, model == NULL ? "n" : " ", true, 0);
	value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_NO_ROWS, 0, 0);
	if (isnull)
		mship_report_fit(&fault, NULL);
	return MSHIP_LOGIT_SUMS(mship_logit_detoast(value, true));
}

static void
iterate(FitCall *call, double ridge)
{
	SPIPlanPtr	plan = prepare_pass(call);
	const MshipLogit *moments = run_pass(call, plan, NULL);
	double	   *model = palloc(MSHIP_LOGIT_MODEL_SIZE(call->features) * sizeof(double));
	MshipFault	fault;
	bool		done = false;

	if (mship_logit_start(&call->fit, moments, ridge, &fault) != MSHIP_OK)
		fail(call, &fault);
	call->skipped = moments->skipped;
	while (!done)
	{
		const MshipLogit *step;

		CHECK_FOR_INTERRUPTS();
		mship_logit_model(&call->fit, model);
		step = run_pass(call, plan, model);
		SPI_freetuptable(SPI_tuptable);
		mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_CHANGED, 0, 0);
		if (step->positives != moments->positives || step->negatives != moments->negatives ||
			step->skipped != moments->skipped)
			mship_report_fit(&fault, NULL);
		if (mship_logit_advance(&call->fit, step, &done, &fault) != MSHIP_OK)
			fail(call, &fault);
	}
}

/* ---------- results ---------- */

/* Coefficients as a scorecard can hold them. */
static void
round_coefficients(FitCall *call)
{
	double		exact[MSHIP_LOGIT_MAX_TERMS];
	MshipFault	fault;

	mship_logit_result(&call->fit, exact, call->errors);
	mship_fail(&fault, MSHIP_ERR_NUMBER, MSHIP_REASON_LOGIT_COEFFICIENT, 0, 0);
	for (int k = 0; k <= call->features; k++)
	{
		if (!mship_decimal_from_double(exact[k], &call->coefficients[k]))
			mship_report_fit(&fault, k == 0 ? MSHIP_CARD_BASE_NAME : call->names[k - 1]);
	}
}

/* Read the arguments, fit, and leave the answer, in the caller's memory. */
static FitCall *
run(FunctionCallInfo fcinfo)
{
	FitCall    *call = palloc0(sizeof(FitCall));
	MemoryContext context = CurrentMemoryContext;
	MemoryContext spi_context;
	MshipFault	fault;
	double		ridge;

	if (PG_ARGISNULL(0))
		mship_report_null_argument(ARGUMENT);
	if (PG_ARGISNULL(1))
		mship_report_null_argument("ridge");
	ridge = PG_GETARG_FLOAT8(1);
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_RIDGE, 0, 0);
	if (!(ridge >= 0 && ridge <= MSHIP_LOGIT_MAX_VALUE))
		mship_report_argument(&fault, "ridge", NULL);
	call->query = text_to_cstring(PG_GETARG_TEXT_PP(0));
	call->schema = (char *) quote_identifier(get_namespace_name(
							get_func_namespace(fcinfo->flinfo->fn_oid)));

	SPI_connect();
	spi_context = MemoryContextSwitchTo(context);
	describe(call);
	MemoryContextSwitchTo(spi_context);
	iterate(call, ridge);
	SPI_finish();

	round_coefficients(call);
	if (call->skipped > 0)
		mship_notice_skipped(ARGUMENT, call->skipped);
	if (call->fit.separated)
		mship_notice_separated();
	return call;
}

static MshipCardNumber
number_of(const MshipDecimal *decimal)
{
	MshipCardNumber number = {*decimal, mship_decimal_to_double(decimal)};

	return number;
}

/* risk_fit(training, ridge): a logistic card */
Datum
risk_fit(PG_FUNCTION_ARGS)
{
	FitCall    *call = run(fcinfo);
	MshipScorecard *card = palloc0(sizeof(MshipScorecard));

	card->form = MSHIP_CARD_LOGISTIC;
	card->has_base = true;
	card->base = number_of(&call->coefficients[0]);
	card->feature_count = call->features;
	card->term_count = call->features;
	for (int k = 0; k < call->features; k++)
	{
		MshipCardFeature *f = &card->features[k];

		f->name_length = (uint8_t) strlen(call->names[k]);
		memcpy(f->name, call->names[k], f->name_length);
		f->first_term = k;
		f->term_count = 1;
		card->terms[k].op = MSHIP_CARD_TIMES;
		card->terms[k].points = number_of(&call->coefficients[k + 1]);
	}
	PG_RETURN_POINTER(mship_scorecard_store(card));
}

/* risk_fit_terms(training, ridge): the base, without an odds ratio, and each feature */
Datum
risk_fit_terms(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	FitCall    *call;

	InitMaterializedSRF(fcinfo, 0);
	call = run(fcinfo);
	for (int k = 0; k <= call->features; k++)
	{
		double		coefficient = mship_decimal_to_double(&call->coefficients[k]);
		Datum		values[4];
		bool		nulls[4] = {false, false, false, k == 0};

		values[0] = CStringGetTextDatum(k == 0 ? MSHIP_CARD_BASE_NAME : call->names[k - 1]);
		values[1] = Float8GetDatum(coefficient);
		values[2] = Float8GetDatum(call->errors[k]);
		values[3] = Float8GetDatum(exp(coefficient));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
