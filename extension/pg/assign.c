/*
 * assign.c
 *		assign() and assign_certificate(): the solver on pairs given by a query.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "core/edge_list.h"
#include "core/match_policy.h"
#include "pg/compat.h"
#include "pg/error.h"
#include "pg/match_memory.h"
#include "pg/query_reader.h"

PG_FUNCTION_INFO_V1(assign);
PG_FUNCTION_INFO_V1(assign_certificate);

/* Scores that are not integers are counted in millionths. */
#define FRACTION 1000000
#define FRACTION_DIGITS 6

typedef struct AssignCall
{
	MatchMemory memory;
	MshipEdgeList list;
	int64		edge_room;
	MshipEdgeProblem problem;
	bool		fractions;		/* scores are in millionths */
} AssignCall;

/* ---------- scores ---------- */

static int64
score_of_float(double value, const QueryReader *r, int column)
{
	double		scaled = round(value * FRACTION);

	if (isnan(value) || isinf(value))
		mship_report_value(r->argument, r->columns[column].name, r->row,
						   MSHIP_REASON_NOT_FINITE);
	if (fabs(scaled) > (double) MSHIP_ASSIGN_MAX_PRICE)
		mship_report_value(r->argument, r->columns[column].name, r->row,
						   MSHIP_REASON_NUMBER_TOO_LARGE);
	return (int64) scaled;
}

static int64
score_of_numeric(Datum value, const QueryReader *r, int column)
{
	Datum		scaled;

	if (numeric_is_nan(DatumGetNumeric(value)) || numeric_is_inf(DatumGetNumeric(value)))
		mship_report_value(r->argument, r->columns[column].name, r->row,
						   MSHIP_REASON_NOT_FINITE);
	scaled = DirectFunctionCall2(numeric_mul, value,
								 NumericGetDatum(int64_to_numeric(FRACTION)));
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, scaled));
}

static int64
read_score(const QueryReader *r, int column)
{
	bool		isnull;
	Datum		value = mship_query_value(r, column, &isnull);

	if (isnull)
		mship_report_null_value(r->argument, r->columns[column].name, r->row);
	switch (r->columns[column].type)
	{
		case FLOAT4OID:
			return score_of_float(DatumGetFloat4(value), r, column);
		case FLOAT8OID:
			return score_of_float(DatumGetFloat8(value), r, column);
		case NUMERICOID:
			return score_of_numeric(value, r, column);
		default:
			return mship_query_integer(r, column, &isnull);
	}
}

/* ---------- the three queries ---------- */

/* An edge from a row of the query. */
static void
add_edge(const QueryReader *r, void *state)
{
	AssignCall *call = state;
	MshipEdgeList *list = &call->list;
	MshipEdge  *edge;

	if (list->edge_count == MSHIP_MAX_EDGES)
		mship_report_rows("edges", MSHIP_MAX_EDGES, MSHIP_REASON_MATCH_PAIRS);
	list->edges = mship_match_grow(&call->memory, list->edges, list->edge_count,
								   &call->edge_room, sizeof(MshipEdge));
	edge = &list->edges[list->edge_count++];
	edge->mentee = mship_query_id(r, 0);
	edge->mentor = mship_query_id(r, 1);
	edge->score = read_score(r, 2);
}

static void
read_edges(AssignCall *call, const char *query)
{
	QueryColumn columns[] = {
		{"mentee_id", COLUMN_INTEGER, true},
		{"mentor_id", COLUMN_INTEGER, true},
		{"score", COLUMN_NUMBER, true},
	};
	QueryReader r;

	mship_query_open(&r, "edges", query, columns, lengthof(columns));
	call->fractions = columns[2].type == NUMERICOID ||
		columns[2].type == FLOAT4OID || columns[2].type == FLOAT8OID;
	mship_query_each(&r, add_edge, call);
	mship_query_close(&r);
}

/* A list of (id, number) that is being read. */
typedef struct NumberList
{
	MatchMemory *memory;
	MshipIdNumber *numbers;
	int64		count;
	int64		room;
	int64		least;			/* allowed number */
	MshipReason reason;			/* why not a smaller one */
} NumberList;

static void
add_number(const QueryReader *r, void *state)
{
	NumberList *list = state;
	MshipIdNumber *entry;

	if (list->count == MSHIP_MAX_EDGES)
		mship_report_rows(r->argument, MSHIP_MAX_EDGES, MSHIP_REASON_MATCH_PEOPLE);
	list->numbers = mship_match_grow(list->memory, list->numbers, list->count, &list->room,
									 sizeof(MshipIdNumber));
	entry = &list->numbers[list->count++];
	entry->id = mship_query_id(r, 0);
	entry->number = mship_query_id(r, 1);
	if (entry->number < list->least || entry->number > PG_INT32_MAX)
		mship_report_value(r->argument, r->columns[1].name, r->row, list->reason);
}

/* A missing query is an empty list. */
static MshipIdNumber *
read_numbers(AssignCall *call, const char *argument, const char *query,
			 const char *id_name, const char *number_name, int64 least,
			 MshipReason reason, int64 *count)
{
	QueryColumn columns[] = {
		{id_name, COLUMN_INTEGER, true},
		{number_name, COLUMN_INTEGER, true},
	};
	NumberList	list = {.memory = &call->memory,.least = least,.reason = reason};
	QueryReader r;

	if (query != NULL)
	{
		mship_query_open(&r, argument, query, columns, lengthof(columns));
		mship_query_each(&r, add_number, &list);
		mship_query_close(&r);
	}
	*count = list.count;
	return list.numbers;
}

static char *
optional_text(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		return NULL;
	return text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

static char *
required_text(FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		mship_report_null_argument(name);
	return text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

/* Read the arguments, solve, and leave the answer in "call". */
static void
run(FunctionCallInfo fcinfo, AssignCall *call)
{
	char	   *edges = required_text(fcinfo, 0, "edges");
	char	   *capacities = optional_text(fcinfo, 1);
	char	   *priorities = optional_text(fcinfo, 2);
	char	   *objective = required_text(fcinfo, 3, "objective");
	MshipService service;
	MshipFault	fault;
	int			parsed;

	if (!mship_objective_parse(objective, strlen(objective), &parsed))
	{
		mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_OBJECTIVE, 0, strlen(objective));
		mship_report_argument(&fault, "objective", objective);
	}
	memset(call, 0, sizeof(*call));
	mship_begin_match_memory(&call->memory, "mentorship assignment");
	call->list.scores_alone = parsed == MSHIP_OBJECTIVE_SCORE;

	SPI_connect();
	read_edges(call, edges);
	call->list.capacities = read_numbers(call, "capacities", capacities, "mentor_id",
										 "capacity", 0, MSHIP_REASON_CAPACITY,
										 &call->list.capacity_count);
	call->list.priorities = read_numbers(call, "priorities", priorities, "mentee_id",
										 "priority", 1, MSHIP_REASON_PRIORITY,
										 &call->list.priority_count);
	SPI_finish();

	service = mship_match_service(&call->memory);
	if (mship_solve_edges(&call->list, &service, &call->problem, &fault) == MSHIP_OK)
		return;
	if (fault.reason == MSHIP_REASON_DUPLICATE_ID)
		mship_report_id_twice(fault.position == 0 ? "capacities" : "priorities",
							  fault.position == 0 ? "mentor_id" : "mentee_id", fault.value);
	mship_match_failed(&call->memory, &fault);
}

/* ---------- results ---------- */

static Datum
score_datum(const AssignCall *call, int64 score)
{
	if (!call->fractions)
		return NumericGetDatum(int64_to_numeric(score));
	return NumericGetDatum(int64_div_fast_to_numeric(score, FRACTION_DIGITS));
}

static int64
score_of_pair(const MshipPairs *pairs, int32 mentee, int32 mentor)
{
	for (int64 e = pairs->first[mentee]; e < pairs->first[mentee + 1]; e++)
	{
		if (pairs->mentor[e] == mentor)
			return mship_pair_score(pairs, e);
	}
	pg_unreachable();
}

/* assign(edges, capacities, priorities, objective) */
Datum
assign(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const MshipEdgeProblem *p;
	AssignCall	call;

	InitMaterializedSRF(fcinfo, 0);
	run(fcinfo, &call);
	p = &call.problem;
	for (int32 i = 0; i < p->mentee_count; i++)
	{
		int32		mate = p->assignment.mate[i];
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		if (mate < 0)
			continue;
		values[0] = Int64GetDatum(p->mentee[i]);
		values[1] = Int64GetDatum(p->mentor[mate]);
		values[2] = score_datum(&call, score_of_pair(&p->pairs, i, mate));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	MemoryContextDelete(call.memory.context);
	return (Datum) 0;
}

static void
put_price(ReturnSetInfo *rsinfo, const AssignCall *call, const char *side,
		  int64 id, int64 priority_price, int64 score_price)
{
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};

	values[0] = CStringGetTextDatum(side);
	values[1] = Int64GetDatum(id);
	values[2] = Int64GetDatum(priority_price);
	values[3] = score_datum(call, score_price);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* assign_certificate(edges, capacities, priorities, objective) */
Datum
assign_certificate(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const MshipEdgeProblem *p;
	AssignCall	call;

	InitMaterializedSRF(fcinfo, 0);
	run(fcinfo, &call);
	p = &call.problem;
	for (int32 i = 0; i < p->mentee_count; i++)
		put_price(rsinfo, &call, "mentee", p->mentee[i],
				  p->assignment.mentee_priority_price[i],
				  p->assignment.mentee_score_price[i]);
	for (int32 j = 0; j < p->mentor_count; j++)
		put_price(rsinfo, &call, "mentor", p->mentor[j],
				  p->assignment.mentor_priority_price[j],
				  p->assignment.mentor_score_price[j]);
	MemoryContextDelete(call.memory.context);
	return (Datum) 0;
}
