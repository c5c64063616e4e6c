/*
 * availability_op.c
 *		Operators of the type availability.
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "pg/availability.h"

PG_FUNCTION_INFO_V1(availability_union);
PG_FUNCTION_INFO_V1(availability_intersect);
PG_FUNCTION_INFO_V1(availability_minus);
PG_FUNCTION_INFO_V1(availability_overlaps);
PG_FUNCTION_INFO_V1(availability_contains);
PG_FUNCTION_INFO_V1(availability_contained);
PG_FUNCTION_INFO_V1(availability_slot_count);
PG_FUNCTION_INFO_V1(availability_eq);
PG_FUNCTION_INFO_V1(availability_ne);
PG_FUNCTION_INFO_V1(availability_lt);
PG_FUNCTION_INFO_V1(availability_le);
PG_FUNCTION_INFO_V1(availability_gt);
PG_FUNCTION_INFO_V1(availability_ge);
PG_FUNCTION_INFO_V1(availability_cmp);
PG_FUNCTION_INFO_V1(availability_hash);
PG_FUNCTION_INFO_V1(availability_hash_extended);

typedef void (*SetFunction) (MshipAvailability *result,
							 const MshipAvailability *a,
							 const MshipAvailability *b);

static Datum
combine(FunctionCallInfo fcinfo, SetFunction function)
{
	MshipAvailability *result = palloc(sizeof(MshipAvailability));

	function(result, PG_GETARG_AVAILABILITY_P(0), PG_GETARG_AVAILABILITY_P(1));
	PG_RETURN_AVAILABILITY_P(result);
}

/* Also the transition and combine function of availability_agg(). */
Datum
availability_union(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, mship_availability_union);
}

Datum
availability_intersect(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, mship_availability_intersect);
}

Datum
availability_minus(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, mship_availability_minus);
}

Datum
availability_overlaps(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(mship_availability_overlaps(PG_GETARG_AVAILABILITY_P(0),
											   PG_GETARG_AVAILABILITY_P(1)));
}

Datum
availability_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(mship_availability_contains(PG_GETARG_AVAILABILITY_P(0),
											   PG_GETARG_AVAILABILITY_P(1)));
}

Datum
availability_contained(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(mship_availability_contains(PG_GETARG_AVAILABILITY_P(1),
											   PG_GETARG_AVAILABILITY_P(0)));
}

/* slot_count(availability) */
Datum
availability_slot_count(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(mship_availability_count(PG_GETARG_AVAILABILITY_P(0)));
}

static int
compare(FunctionCallInfo fcinfo)
{
	return mship_availability_cmp(PG_GETARG_AVAILABILITY_P(0),
								  PG_GETARG_AVAILABILITY_P(1));
}

Datum
availability_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
availability_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
availability_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
availability_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
availability_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
availability_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
availability_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

Datum
availability_hash(PG_FUNCTION_ARGS)
{
	MshipAvailability *a = PG_GETARG_AVAILABILITY_P(0);

	return hash_any(a->bits, sizeof(a->bits));
}

Datum
availability_hash_extended(PG_FUNCTION_ARGS)
{
	MshipAvailability *a = PG_GETARG_AVAILABILITY_P(0);

	return hash_any_extended(a->bits, sizeof(a->bits), PG_GETARG_INT64(1));
}
