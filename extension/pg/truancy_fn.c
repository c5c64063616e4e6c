/*
 * truancy_fn.c
 *		truant() and truancy_events().
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "core/truancy.h"
#include "pg/attendance.h"
#include "pg/truancy_rule.h"

PG_FUNCTION_INFO_V1(attendance_truant);
PG_FUNCTION_INFO_V1(attendance_truancy_events);

/* truant(attendance, truancy_rule): NULL where there is no school day */
Datum
attendance_truant(PG_FUNCTION_ARGS)
{
	MshipAttendance a;
	MshipTruancyRule rule;
	bool		truant;

	PG_GETARG_ATTENDANCE(0, &a);
	PG_GETARG_TRUANCY_RULE(1, &rule);
	if (!mship_truancy_verdict(&a, &rule, &truant))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(truant);
}

static Datum
clause_text(const MshipTruancyClause *clause)
{
	char		text[MSHIP_TRUANCY_CLAUSE_TEXT_MAX];
	size_t		length = mship_truancy_print_clause(clause, text);

	return PointerGetDatum(cstring_to_text_with_len(text, (int) length));
}

static Datum
amount_numeric(const MshipTruancyClause *clause, int64 amount)
{
	MshipDecimal decimal;
	char		digits[MSHIP_DECIMAL_TEXT_MAX + 1];

	mship_truancy_amount(clause, amount, &decimal);
	digits[mship_decimal_print(&decimal, digits)] = '\0';
	return DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* truancy_events(attendance, truancy_rule): a row for each event, in order */
Datum
attendance_truancy_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MshipAttendance a;
	MshipTruancyRule rule;
	MshipTruancyEvents events;
	MshipTruancyEvent event;

	InitMaterializedSRF(fcinfo, 0);
	PG_GETARG_ATTENDANCE(0, &a);
	PG_GETARG_TRUANCY_RULE(1, &rule);
	mship_truancy_start(&a, &rule, &events);
	while (mship_truancy_next(&events, &event))
	{
		const MshipTruancyClause *clause = &rule.clauses[event.clause];
		Datum		values[4];
		bool		nulls[4] = {false, false, false, false};

		values[0] = clause_text(clause);
		values[1] = DateADTGetDatum(event.first_day);
		values[2] = DateADTGetDatum(event.reached_on);
		values[3] = amount_numeric(clause, event.amount);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
