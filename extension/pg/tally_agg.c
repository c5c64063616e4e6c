/*
 * tally_agg.c
 *		The aggregates that judge a score: score_tally_agg(), roc_auc(),
 *		average_precision() and brier_score(), and the latter three of a tally.
 *
 * The transition function appends a row to its state in place.  A full state is
 * made canonical, which merges equal scores; where that frees less than half
 * of it, it doubles.  A grown state is made in the caller's context, because
 * the executor copies what is not the state it handed out.
 */
#include "postgres.h"

#include <math.h>

#include "pg/error.h"
#include "pg/tally.h"

/* entries of a new state */
#define FIRST_CAPACITY 32

PG_FUNCTION_INFO_V1(score_tally_transfn);
PG_FUNCTION_INFO_V1(score_tally_combine);
PG_FUNCTION_INFO_V1(score_tally_finalfn);
PG_FUNCTION_INFO_V1(score_tally_roc_auc);
PG_FUNCTION_INFO_V1(score_tally_average_precision);
PG_FUNCTION_INFO_V1(score_tally_brier);

/* The state with room for one more entry: itself, or a greater copy. */
static MshipTally *
make_room(MshipTally *state)
{
	MshipTally *grown;
	uint32_t	capacity;
	MshipFault	fault;

	if (state == NULL)
		return mship_tally_alloc(FIRST_CAPACITY);
	capacity = MSHIP_TALLY_CAPACITY(state);
	if (state->count < capacity)
		return state;
	if (mship_tally_compact(state->entries, &state->count, &fault) != MSHIP_OK)
		mship_report_input(&fault, "score_tally", NULL, NULL);
	if (state->count == MSHIP_TALLY_MAX_SCORES)
	{
		mship_fail_value(&fault, MSHIP_ERR_LIMIT, MSHIP_REASON_TALLY_SCORES,
						 (int64) state->count + 1, state->count);
		mship_report_input(&fault, "score_tally", NULL, NULL);
	}
	if (state->count < capacity / 2)
		return state;
	grown = mship_tally_alloc(Min(Max(2 * capacity, FIRST_CAPACITY), MSHIP_TALLY_MAX_SCORES));
	memcpy(grown->entries, state->entries, state->count * sizeof(MshipTallyEntry));
	grown->count = state->count;
	return grown;
}

/* score_tally_agg(score, outcome); a row with a NULL says nothing */
Datum
score_tally_transfn(PG_FUNCTION_ARGS)
{
	MshipTally *state = NULL;
	MshipTallyEntry *e;
	MshipFault	fault;
	float8		score;

	if (!AggCheckCallContext(fcinfo, NULL))
		mship_report_not_aggregate("score_tally_transfn");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	/* a state from elsewhere may be packed: detoasting then copies it */
	if (!PG_ARGISNULL(0))
		state = (MshipTally *) PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	score = PG_GETARG_FLOAT8(1);
	if (isnan(score))
	{
		mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_TALLY_NAN, 0, 0);
		mship_report_argument(&fault, "score", NULL);
	}
	state = make_room(state);
	e = &state->entries[state->count++];
	e->score = score == 0 ? 0 : score;	/* no negative zero */
	e->positives = PG_GETARG_BOOL(2);
	e->negatives = !e->positives;
	PG_RETURN_POINTER(state);
}

/*
 * Adds up two tallies: the combine function, and the transition function of
 * score_tally_agg(score_tally).
 */
Datum
score_tally_combine(PG_FUNCTION_ARGS)
{
	MshipTally *a;
	MshipTally *b;
	MshipTally *result;
	MshipFault	fault;

	if (!AggCheckCallContext(fcinfo, NULL))
		mship_report_not_aggregate("score_tally_combine");
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	b = PG_GETARG_TALLY_COPY(1);
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(b);
	a = PG_GETARG_TALLY_COPY(0);
	result = mship_tally_alloc(a->count + b->count);
	if (mship_tally_merge(a->entries, a->count, b->entries, b->count,
						  result->entries, &result->count, &fault) != MSHIP_OK)
		mship_report_input(&fault, "score_tally", NULL, NULL);
	SET_VARSIZE(result, MSHIP_TALLY_SIZE(result->count));
	PG_RETURN_POINTER(result);
}

/* The state as a value of its own; the state itself stays as it is. */
Datum
score_tally_finalfn(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(PG_GETARG_TALLY_COPY(0));
}

/* roc_auc: NULL where no row has the outcome or every row has */
Datum
score_tally_roc_auc(PG_FUNCTION_ARGS)
{
	MshipTally *tally = PG_GETARG_TALLY_COPY(0);
	double		result;

	if (!mship_tally_roc_auc(tally->entries, tally->count, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* average_precision: NULL where no row has the outcome */
Datum
score_tally_average_precision(PG_FUNCTION_ARGS)
{
	MshipTally *tally = PG_GETARG_TALLY_COPY(0);
	double		result;

	if (!mship_tally_average_precision(tally->entries, tally->count, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* brier_score: NULL where there is no row */
Datum
score_tally_brier(PG_FUNCTION_ARGS)
{
	MshipTally *tally = PG_GETARG_TALLY_COPY(0);
	MshipFault	fault;
	double		result;

	if (mship_tally_brier(tally->entries, tally->count, &result, &fault) != MSHIP_OK)
		mship_report_argument(&fault, "score", NULL);
	if (tally->count == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}
