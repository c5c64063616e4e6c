/*
 * features.c
 *		The features of a scorecard, found by name among a row's columns.
 *
 * Names are looked up once for a card and a row type, not once a row.  The row
 * type's version is compared at every call, so that a column that is added
 * or renamed between two calls is seen.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "pg/error.h"
#include "pg/features.h"
#include "pg/scorecard.h"

static bool
is_feature(const MshipCardFeature *f, Form_pg_attribute column)
{
	const char *name = NameStr(column->attname);

	return !column->attisdropped && strlen(name) == f->name_length &&
		memcmp(name, f->name, f->name_length) == 0;
}

/* The names of a row's columns, for an error message. */
static char *
column_names(TupleDesc tupdesc)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int k = 0; k < tupdesc->natts; k++)
	{
		Form_pg_attribute column = TupleDescAttr(tupdesc, k);

		if (!column->attisdropped)
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "",
							 NameStr(column->attname));
	}
	return names.data;
}

/* Boolean, or a number of any kind, or a domain over one. */
bool
mship_is_number_type(Oid type, Oid *base)
{
	*base = getBaseType(type);
	switch (*base)
	{
		case BOOLOID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case FLOAT4OID:
		case FLOAT8OID:
		case NUMERICOID:
			return true;
	}
	return false;
}

static Oid
number_type(const char *name, Form_pg_attribute column)
{
	Oid			base;

	if (!mship_is_number_type(column->atttypid, &base))
		mship_report_feature_type(name, column->atttypid);
	return base;
}

static void
find_column(MshipFeatures *features, int k)
{
	const MshipCardFeature *f = &features->card.features[k];
	char	   *name = pnstrdup(f->name, f->name_length);
	TupleDesc	tupdesc = features->tupdesc;
	int			found = -1;

	for (int c = 0; c < tupdesc->natts; c++)
	{
		if (!is_feature(f, TupleDescAttr(tupdesc, c)))
			continue;
		if (found >= 0)
			mship_report_column_ambiguous(name);
		found = c;
	}
	if (found < 0 && !f->has_missing)
		mship_report_column_absent(name, column_names(tupdesc));
	features->column[k] = found;
	if (found >= 0)
		features->base_type[k] = number_type(name, TupleDescAttr(tupdesc, found));
	pfree(name);
}

double
mship_number_of(Datum value, Oid type)
{
	switch (type)
	{
		case BOOLOID:
			return DatumGetBool(value) ? 1 : 0;
		case INT2OID:
			return DatumGetInt16(value);
		case INT4OID:
			return DatumGetInt32(value);
		case INT8OID:
			return (double) DatumGetInt64(value);
		case FLOAT4OID:
			return DatumGetFloat4(value);
		case FLOAT8OID:
			return DatumGetFloat8(value);
		default:
			/* beyond the range of a double it is infinite, not an error */
			return DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, value));
	}
}

/*
 * Is the argument the same in all calls?  A parameter is not: the server may keep
 * what is remembered between executions with different values.
 */
static bool
is_constant(FunctionCallInfo fcinfo, int argument)
{
	Node	   *call = fcinfo->flinfo->fn_expr;

	return call != NULL && IsA(call, FuncExpr) &&
		argument < list_length(((FuncExpr *) call)->args) &&
		IsA(list_nth(((FuncExpr *) call)->args, argument), Const);
}

static void
set_card(MshipFeatures *features, FunctionCallInfo fcinfo, int card_arg)
{
	MemoryContext context = fcinfo->flinfo->fn_mcxt;
	struct varlena *text;
	size_t		length;
	MshipScorecard *card;

	if (features->card_text != NULL && features->card_is_fixed)
		return;
	text = PG_GETARG_SCORECARD_TEXT(card_arg);
	length = VARSIZE_ANY_EXHDR(text);
	if (features->card_text != NULL && features->card_length == length &&
		memcmp(features->card_text, VARDATA_ANY(text), length) == 0)
		return;
	features->valid = false;
	card = mship_scorecard_of(text);
	features->card = *card;
	pfree(card);
	if (features->card_text != NULL)
		pfree(features->card_text);
	features->card_text = NULL;
	features->card_text = MemoryContextAlloc(context, length + 1);
	memcpy(features->card_text, VARDATA_ANY(text), length);
	features->card_length = length;
	features->card_is_fixed = is_constant(fcinfo, card_arg);
}

static MshipFeatures *
remembered(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
														  sizeof(MshipFeatures));
	return fcinfo->flinfo->fn_extra;
}

static void
set_row_type(MshipFeatures *features, HeapTupleHeader row, MemoryContext context)
{
	Oid			type_id = HeapTupleHeaderGetTypeId(row);
	int32		typmod = HeapTupleHeaderGetTypMod(row);
	uint64		version = assign_record_type_identifier(type_id, typmod);
	MemoryContext before;

	if (features->tupdesc != NULL && features->type_id == type_id &&
		features->typmod == typmod && features->type_version == version)
		return;
	features->valid = false;
	if (features->tupdesc != NULL)
		FreeTupleDesc(features->tupdesc);
	features->tupdesc = NULL;
	before = MemoryContextSwitchTo(context);
	features->tupdesc = lookup_rowtype_tupdesc_copy(type_id, typmod);
	MemoryContextSwitchTo(before);
	features->type_id = type_id;
	features->typmod = typmod;
	features->type_version = version;
}

MshipFeatures *
mship_features_get(FunctionCallInfo fcinfo, int card_arg, int row_arg)
{
	MshipFeatures *features = remembered(fcinfo);
	HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(row_arg);
	HeapTupleData tuple = {0};

	set_card(features, fcinfo, card_arg);
	set_row_type(features, row, fcinfo->flinfo->fn_mcxt);
	for (int k = 0; !features->valid && k < features->card.feature_count; k++)
		find_column(features, k);
	features->valid = true;

	tuple.t_len = HeapTupleHeaderGetDatumLength(row);
	tuple.t_data = row;
	for (int k = 0; k < features->card.feature_count; k++)
	{
		bool		isnull = true;
		Datum		value = (Datum) 0;

		if (features->column[k] >= 0)
			value = heap_getattr(&tuple, features->column[k] + 1,
								 features->tupdesc, &isnull);
		features->known[k] = !isnull;
		features->values[k] = isnull ? 0 :
			mship_number_of(value, features->base_type[k]);
	}
	return features;
}

/* The types of the values, once a query. */
static void
set_value_types(MshipFeatures *features, FunctionCallInfo fcinfo, int first)
{
	int			count = PG_NARGS() - first;

	if (count != features->card.feature_count)
		mship_report_feature_count(features->card.feature_count, count);
	for (int k = 0; k < count; k++)
	{
		const MshipCardFeature *f = &features->card.features[k];
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, first + k);

		if (!mship_is_number_type(type, &features->base_type[k]))
			mship_report_feature_type(pnstrdup(f->name, f->name_length), type);
	}
}

MshipFeatures *
mship_features_values(FunctionCallInfo fcinfo, int card_arg)
{
	MshipFeatures *features = remembered(fcinfo);
	int			first = card_arg + 1;

	if (PG_ARGISNULL(card_arg))
		return NULL;
	set_card(features, fcinfo, card_arg);
	if (!features->valid)
		set_value_types(features, fcinfo, first);
	features->valid = true;
	for (int k = 0; k < features->card.feature_count; k++)
	{
		features->known[k] = !PG_ARGISNULL(first + k);
		if (features->known[k])
			features->values[k] = mship_number_of(PG_GETARG_DATUM(first + k),
												  features->base_type[k]);
	}
	return features;
}
