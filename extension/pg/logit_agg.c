/*
 * logit_agg.c
 *		The aggregate logit_sums_agg(): one pass of a fit over the rows.
 *
 * Features are variadic, so that no array is built for a row.  The transition
 * function adds to its state in place.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "pg/error.h"
#include "pg/features.h"
#include "pg/logit.h"

PG_FUNCTION_INFO_V1(logit_sums_transfn);
PG_FUNCTION_INFO_V1(logit_sums_combine);

/* arguments before the features: state, model, outcome */
#define FIRST_FEATURE 3

/* What is remembered between rows: the features' types. */
typedef struct FeatureTypes
{
	int			count;
	Oid			base[MSHIP_LOGIT_MAX_FEATURES];
} FeatureTypes;

static FeatureTypes *
feature_types(FunctionCallInfo fcinfo)
{
	FeatureTypes *types = fcinfo->flinfo->fn_extra;
	MshipFault	fault;

	if (types != NULL)
		return types;
	types = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(FeatureTypes));
	types->count = PG_NARGS() - FIRST_FEATURE;
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_FEATURES, 0, 0);
	if (types->count < 1 || types->count > MSHIP_LOGIT_MAX_FEATURES)
		mship_report_fit(&fault, NULL);
	for (int k = 0; k < types->count; k++)
	{
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, FIRST_FEATURE + k);

		if (!mship_is_number_type(type, &types->base[k]))
			mship_report_feature_type(psprintf("feature %d", k + 1), type);
	}
	fcinfo->flinfo->fn_extra = types;
	return types;
}

/* Sums of no rows: moments where there is no model yet. */
static struct varlena *
begin(FunctionCallInfo fcinfo, MemoryContext context, uint32_t features)
{
	struct varlena *state;
	ArrayType  *model;
	MshipFault	fault;

	if (PG_ARGISNULL(1))
	{
		state = mship_logit_alloc(context, MSHIP_LOGIT_MOMENTS, features);
		mship_logit_begin_moments(MSHIP_LOGIT_SUMS(state), features);
		return state;
	}
	model = PG_GETARG_ARRAYTYPE_P(1);
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_MODEL, 0, 0);
	if (ARR_NDIM(model) != 1 || array_contains_nulls(model))
		mship_report_argument(&fault, "model", NULL);
	state = mship_logit_alloc(context, MSHIP_LOGIT_STEP, features);
	if (mship_logit_begin_step(MSHIP_LOGIT_SUMS(state), features,
							   (double *) ARR_DATA_PTR(model), ARR_DIMS(model)[0],
							   &fault) != MSHIP_OK)
		mship_report_argument(&fault, "model", NULL);
	return state;
}

/* logit_sums_agg(model, outcome, features); a row with a NULL is counted as skipped */
Datum
logit_sums_transfn(PG_FUNCTION_ARGS)
{
	FeatureTypes *types;
	MemoryContext context;
	struct varlena *state;
	MshipLogit *sums;
	double		x[MSHIP_LOGIT_MAX_FEATURES];

	if (!AggCheckCallContext(fcinfo, &context))
		mship_report_not_aggregate("logit_sums_transfn");
	types = feature_types(fcinfo);
	if (PG_ARGISNULL(0))
		state = begin(fcinfo, context, types->count);
	else
		state = mship_logit_detoast(PG_GETARG_DATUM(0), false);
	sums = MSHIP_LOGIT_SUMS(state);
	for (int k = 0; k < types->count; k++)
	{
		if (PG_ARGISNULL(2) || PG_ARGISNULL(FIRST_FEATURE + k))
		{
			sums->skipped++;
			PG_RETURN_POINTER(state);
		}
		x[k] = mship_number_of(PG_GETARG_DATUM(FIRST_FEATURE + k), types->base[k]);
	}
	mship_logit_add(sums, PG_GETARG_BOOL(2), x);
	PG_RETURN_POINTER(state);
}

/*
 * Adds up two sums: the combine function, and the transition function of
 * logit_sums_agg(logit_sums).
 */
Datum
logit_sums_combine(PG_FUNCTION_ARGS)
{
	struct varlena *state;
	MshipFault	fault;

	if (!AggCheckCallContext(fcinfo, NULL))
		mship_report_not_aggregate("logit_sums_combine");
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(mship_logit_detoast(PG_GETARG_DATUM(1), true));
	state = mship_logit_detoast(PG_GETARG_DATUM(0), false);
	if (mship_logit_merge(MSHIP_LOGIT_SUMS(state),
						  MSHIP_LOGIT_SUMS(mship_logit_detoast(PG_GETARG_DATUM(1), false)),
						  &fault) != MSHIP_OK)
		mship_report_input(&fault, "logit_sums", NULL, NULL);
	PG_RETURN_POINTER(state);
}
