/*
 * truancy_rule_op.c
 *		Operators of the type truancy_rule: all on the stored bytes.
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "pg/truancy_rule.h"

PG_FUNCTION_INFO_V1(truancy_rule_eq);
PG_FUNCTION_INFO_V1(truancy_rule_ne);
PG_FUNCTION_INFO_V1(truancy_rule_lt);
PG_FUNCTION_INFO_V1(truancy_rule_le);
PG_FUNCTION_INFO_V1(truancy_rule_gt);
PG_FUNCTION_INFO_V1(truancy_rule_ge);
PG_FUNCTION_INFO_V1(truancy_rule_cmp);
PG_FUNCTION_INFO_V1(truancy_rule_hash);
PG_FUNCTION_INFO_V1(truancy_rule_hash_extended);

static int
compare(FunctionCallInfo fcinfo)
{
	struct varlena *a = PG_GETARG_TRUANCY_BYTES(0);
	struct varlena *b = PG_GETARG_TRUANCY_BYTES(1);
	Size		a_size = VARSIZE_ANY_EXHDR(a);
	Size		b_size = VARSIZE_ANY_EXHDR(b);
	int			order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

Datum
truancy_rule_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
truancy_rule_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
truancy_rule_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
truancy_rule_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
truancy_rule_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
truancy_rule_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
truancy_rule_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

Datum
truancy_rule_hash(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_GETARG_TRUANCY_BYTES(0);

	return hash_any((unsigned char *) VARDATA_ANY(value), (int) VARSIZE_ANY_EXHDR(value));
}

Datum
truancy_rule_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_GETARG_TRUANCY_BYTES(0);

	return hash_any_extended((unsigned char *) VARDATA_ANY(value),
							 (int) VARSIZE_ANY_EXHDR(value), PG_GETARG_INT64(1));
}
