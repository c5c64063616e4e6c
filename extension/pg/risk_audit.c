/*
 * risk_audit.c
 *		risk_audit() and risk_calibration(): what a score did, group by group and
 *		band by band, on the rows of a query.
 *
 * The query is aggregated to one tally a group; all numbers follow from these.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "core/audit.h"
#include "pg/error.h"
#include "pg/query_reader.h"
#include "pg/tally.h"

PG_FUNCTION_INFO_V1(risk_audit);
PG_FUNCTION_INFO_V1(risk_calibration);

/* name of the argument, for messages */
#define ARGUMENT "query"

/* what rows without a group are listed under */
#define NO_GROUP "(none)"

/* One group: its name and tally; NULL where no row can be judged. */
typedef struct AuditGroup
{
	char	   *name;
	MshipTally *tally;
} AuditGroup;

static char *
query_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		mship_report_null_argument(ARGUMENT);
	return text_to_cstring(PG_GETARG_TEXT_PP(0));
}

/* Raise where the query lacks a column, or it has another type. */
static void
check_columns(const char *query, bool grouped)
{
	QueryColumn columns[] = {
		{"score", COLUMN_NUMBER, true},
		{"outcome", COLUMN_TYPE, true, BOOLOID},
		{"grp", COLUMN_ANY, true},
	};
	QueryReader r;

	mship_query_open(&r, ARGUMENT, query, columns, grouped ? 3 : 2);
	mship_query_close(&r);
}

static char *
tally_sql(FunctionCallInfo fcinfo, const char *query, bool grouped)
{
	const char *schema = quote_identifier(get_namespace_name(
										  get_func_namespace(fcinfo->flinfo->fn_oid)));
	const char *group = grouped ? "coalesce(q.grp::pg_catalog.text, '" NO_GROUP "')" : "''::pg_catalog.text";

	return psprintf("SELECT %s, %s.score_tally_agg(q.score::pg_catalog.float8, q.outcome), "
					"pg_catalog.count(*) FILTER (WHERE q.score IS NULL OR q.outcome IS NULL) "
					"FROM (\n%s\n) AS q %s",
					group, schema, mship_query_trimmed(query),
					grouped ? psprintf("GROUP BY %s ORDER BY %s COLLATE pg_catalog.\"C\"", group, group) : "");
}

/*
 * Run the query and return its groups in the order of their names, in the
 * caller's memory; SPI is done.
 */
static AuditGroup *
read_groups(FunctionCallInfo fcinfo, const char *query, bool grouped, uint64 *count)
{
	MemoryContext context = CurrentMemoryContext;
	char	   *sql = tally_sql(fcinfo, query, grouped);
	AuditGroup	   *groups;
	int64		skipped = 0;
	SPIPlanPtr	plan;

	SPI_connect();
	check_columns(query, grouped);
	plan = SPI_prepare_cursor(sql, 0, NULL, CURSOR_OPT_PARALLEL_OK);
	if (plan == NULL)
		mship_report_not_a_query(ARGUMENT);
	SPI_execute_plan(plan, NULL, NULL, true, 0);
	*count = SPI_processed;
	groups = MemoryContextAllocZero(context, (Size) (*count + 1) * sizeof(AuditGroup));
	for (uint64 k = 0; k < *count; k++)
	{
		HeapTuple	row = SPI_tuptable->vals[k];
		bool		isnull;
		Datum		tally = SPI_getbinval(row, SPI_tuptable->tupdesc, 2, &isnull);
		MemoryContext before = MemoryContextSwitchTo(context);

		if (!isnull)
			groups[k].tally = (MshipTally *) PG_DETOAST_DATUM_COPY(tally);
		groups[k].name = SPI_getvalue(row, SPI_tuptable->tupdesc, 1);
		MemoryContextSwitchTo(before);
		skipped += DatumGetInt64(SPI_getbinval(row, SPI_tuptable->tupdesc, 3, &isnull));
	}
	SPI_finish();
	if (skipped > 0)
		mship_notice_skipped(ARGUMENT, skipped);
	return groups;
}

/* The sum of two tallies; NULL is that of no rows. */
static MshipTally *
add_tallies(MshipTally *a, const MshipTally *b)
{
	MshipTally *result;
	MshipFault	fault;

	if (b == NULL)
		return a;
	result = mship_tally_alloc((a == NULL ? 0 : a->count) + b->count);
	if (mship_tally_merge(a == NULL ? NULL : a->entries, a == NULL ? 0 : a->count,
						  b->entries, b->count, result->entries, &result->count,
						  &fault) != MSHIP_OK)
		mship_report_input(&fault, "score_tally", NULL, NULL);
	if (a != NULL)
		pfree(a);
	return result;
}

/* ---------- by group ---------- */

static void
put_audit(ReturnSetInfo *rsinfo, const char *name, const MshipTally *tally, double cutoff)
{
	MshipAudit	a;
	Datum		values[12];
	bool		nulls[12] = {name == NULL};

	mship_audit(tally == NULL ? NULL : tally->entries, tally == NULL ? 0 : tally->count,
				cutoff, &a);
	{
		const MshipMeasure *measures[] = {
			&a.base_rate, &a.flagged_share, &a.precision, &a.recall,
			&a.false_positive_rate, &a.false_negative_rate, &a.auc,
			&a.mean_score, &a.brier
		};

		for (int k = 0; k < lengthof(measures); k++)
		{
			values[2 + k] = Float8GetDatum(measures[k]->value);
			nulls[2 + k] = !measures[k]->has;
		}
	}
	values[0] = name == NULL ? (Datum) 0 : CStringGetTextDatum(name);
	values[1] = Int64GetDatum(a.rows);
	values[11] = BoolGetDatum(a.rows < MSHIP_AUDIT_SMALL);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* risk_audit(query, cutoff): each group, then everyone */
Datum
risk_audit(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *query = query_argument(fcinfo);
	MshipTally *everyone = NULL;
	AuditGroup	   *groups;
	uint64		count;
	MshipFault	fault;

	if (PG_ARGISNULL(1))
		mship_report_null_argument("cutoff");
	mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_TALLY_NAN, 0, 0);
	if (isnan(PG_GETARG_FLOAT8(1)))
		mship_report_argument(&fault, "cutoff", NULL);
	InitMaterializedSRF(fcinfo, 0);
	groups = read_groups(fcinfo, query, true, &count);
	for (uint64 k = 0; k < count; k++)
	{
		put_audit(rsinfo, groups[k].name, groups[k].tally, PG_GETARG_FLOAT8(1));
		everyone = add_tallies(everyone, groups[k].tally);
	}
	put_audit(rsinfo, NULL, everyone, PG_GETARG_FLOAT8(1));
	return (Datum) 0;
}

/* ---------- by band of scores ---------- */

/* risk_calibration(query, bands): each band of scores, also an empty one */
Datum
risk_calibration(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *query = query_argument(fcinfo);
	const MshipTally *tally;
	uint64		count;
	uint32_t	from = 0;
	int			bands;
	MshipFault	fault;

	if (PG_ARGISNULL(1))
		mship_report_null_argument("bands");
	bands = PG_GETARG_INT32(1);
	if (mship_calibration_check(NULL, 0, bands, &fault) != MSHIP_OK)
		mship_report_argument(&fault, "bands", NULL);
	InitMaterializedSRF(fcinfo, 0);
	tally = read_groups(fcinfo, query, false, &count)[0].tally;
	if (tally == NULL)
		tally = mship_tally_alloc(0);
	if (mship_calibration_check(tally->entries, tally->count, bands, &fault) != MSHIP_OK)
		mship_report_argument(&fault, ARGUMENT, NULL);
	for (int band = 0; band < bands; band++)
	{
		uint32_t	to = mship_calibration_end(tally->entries, tally->count, bands, band, from);
		bool		nulls[7] = {false};
		Datum		values[7];
		MshipAudit	a;

		mship_audit(tally->entries + from, to - from, 0, &a);
		values[0] = Int32GetDatum(band + 1);
		values[1] = Float8GetDatum((double) band / bands);
		values[2] = Float8GetDatum((double) (band + 1) / bands);
		values[3] = Int64GetDatum(a.rows);
		values[4] = Float8GetDatum(a.mean_score.value);
		values[5] = Float8GetDatum(a.base_rate.value);
		values[6] = BoolGetDatum(a.rows < MSHIP_AUDIT_SMALL);
		nulls[4] = !a.mean_score.has;
		nulls[5] = !a.base_rate.has;
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		from = to;
	}
	return (Datum) 0;
}
