/*
 * availability_io.c
 *		Input, output and making of the type availability.
 */
#include "postgres.h"

#include "funcapi.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "pg/availability.h"
#include "pg/error.h"

PG_FUNCTION_INFO_V1(availability_in);
PG_FUNCTION_INFO_V1(availability_out);
PG_FUNCTION_INFO_V1(availability_recv);
PG_FUNCTION_INFO_V1(availability_send);
PG_FUNCTION_INFO_V1(availability_make);
PG_FUNCTION_INFO_V1(availability_slots);

Datum
availability_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	MshipAvailability *result = palloc(sizeof(MshipAvailability));
	MshipFault	fault;

	if (mship_availability_parse(text, strlen(text), result, &fault) != MSHIP_OK)
	{
		mship_report_input(&fault, "availability", text, MSHIP_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	PG_RETURN_AVAILABILITY_P(result);
}

Datum
availability_out(PG_FUNCTION_ARGS)
{
	char		text[MSHIP_AVAILABILITY_TEXT_MAX];
	size_t		length = mship_availability_print(PG_GETARG_AVAILABILITY_P(0), text);

	PG_RETURN_CSTRING(pnstrdup(text, length));
}

Datum
availability_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	MshipAvailability *result = palloc(sizeof(MshipAvailability));
	MshipFault	fault;

	if (mship_availability_read((const uint8_t *) pq_getmsgbytes(buf, length),
								length, result, &fault) != MSHIP_OK)
		mship_report_binary(&fault, "availability");
	PG_RETURN_AVAILABILITY_P(result);
}

Datum
availability_send(PG_FUNCTION_ARGS)
{
	uint8_t		wire[MSHIP_AVAILABILITY_WIRE_BYTES];
	StringInfoData buf;

	mship_availability_write(PG_GETARG_AVAILABILITY_P(0), wire);
	pq_begintypsend(&buf);
	pq_sendbytes(&buf, (char *) wire, sizeof(wire));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* availability(weekday, slot): one slot */
Datum
availability_make(PG_FUNCTION_ARGS)
{
	int32		weekday = PG_GETARG_INT32(0);
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	MshipAvailability *result = palloc(sizeof(MshipAvailability));
	MshipFault	fault;
	int			slot;

	if (weekday < 1 || weekday > MSHIP_WEEKDAYS)
	{
		char	   *number = psprintf("%d", weekday);

		mship_fail(&fault, MSHIP_ERR_VALUE, MSHIP_REASON_WEEKDAY, 0, strlen(number));
		mship_report_argument(&fault, "weekday", number);
	}
	if (mship_slot_parse(name, strlen(name), &slot, &fault) != MSHIP_OK)
	{
		fault.status = MSHIP_ERR_VALUE;
		mship_report_argument(&fault, "slot", name);
	}
	mship_availability_clear(result);
	mship_availability_add(result, weekday, slot);
	PG_RETURN_AVAILABILITY_P(result);
}

/* slots(availability): its slots in the order of the week */
Datum
availability_slots(PG_FUNCTION_ARGS)
{
	MshipAvailability *a = PG_GETARG_AVAILABILITY_P(0);
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int day = 1; day <= MSHIP_WEEKDAYS; day++)
	{
		for (int slot = 0; slot < MSHIP_SLOTS_A_DAY; slot++)
		{
			Datum		values[2];
			bool		nulls[2] = {false, false};

			if (!mship_availability_has(a, day, slot))
				continue;
			values[0] = Int32GetDatum(day);
			values[1] = CStringGetTextDatum(mship_slot_name(slot));
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		}
	}
	return (Datum) 0;
}
