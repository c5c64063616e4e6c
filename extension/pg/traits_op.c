/*
 * traits_op.c
 *		Operators of the type traits, and what two values share.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/error.h"
#include "pg/traits.h"

PG_FUNCTION_INFO_V1(traits_concat);
PG_FUNCTION_INFO_V1(traits_similarity);
PG_FUNCTION_INFO_V1(traits_shared);
PG_FUNCTION_INFO_V1(traits_eq);
PG_FUNCTION_INFO_V1(traits_ne);
PG_FUNCTION_INFO_V1(traits_lt);
PG_FUNCTION_INFO_V1(traits_le);
PG_FUNCTION_INFO_V1(traits_gt);
PG_FUNCTION_INFO_V1(traits_ge);
PG_FUNCTION_INFO_V1(traits_cmp);
PG_FUNCTION_INFO_V1(traits_hash);
PG_FUNCTION_INFO_V1(traits_hash_extended);

Datum
traits_concat(PG_FUNCTION_ARGS)
{
	const uint8_t *a = PG_GETARG_TRAITS_P(0);
	const uint8_t *b = PG_GETARG_TRAITS_P(1);
	struct varlena *result = mship_traits_alloc(mship_traits_size(a) + mship_traits_size(b));
	MshipFault	fault;

	if (mship_traits_concat(a, b, (uint8_t *) VARDATA(result), &fault) != MSHIP_OK)
		mship_report_input(&fault, "traits", NULL, NULL);
	PG_RETURN_POINTER(mship_traits_trim(result));
}

/* trait_similarity(traits, traits): NULL where either is empty */
Datum
traits_similarity(PG_FUNCTION_ARGS)
{
	double		similarity;

	if (!mship_traits_similarity(PG_GETARG_TRAITS_P(0), PG_GETARG_TRAITS_P(1),
								 &similarity))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(similarity);
}

/* shared_traits(traits, traits): the tags liked by both, strongest first */
Datum
traits_shared(PG_FUNCTION_ARGS)
{
	MshipSharedTrait shared[MSHIP_TRAITS_MAX_COUNT];
	Datum		tags[MSHIP_TRAITS_MAX_COUNT];
	int			count;

	count = mship_traits_shared(PG_GETARG_TRAITS_P(0), PG_GETARG_TRAITS_P(1), shared);
	for (int k = 0; k < count; k++)
		tags[k] = PointerGetDatum(cstring_to_text_with_len(shared[k].first.tag,
														   shared[k].first.length));
	PG_RETURN_ARRAYTYPE_P(construct_array(tags, count, TEXTOID, -1, false, TYPALIGN_INT));
}

static int
compare(FunctionCallInfo fcinfo)
{
	return mship_traits_cmp(PG_GETARG_TRAITS_P(0), PG_GETARG_TRAITS_P(1));
}

Datum
traits_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
traits_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
traits_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
traits_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
traits_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
traits_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
traits_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

Datum
traits_hash(PG_FUNCTION_ARGS)
{
	const uint8_t *traits = PG_GETARG_TRAITS_P(0);

	return hash_any(traits, (int) mship_traits_size(traits));
}

Datum
traits_hash_extended(PG_FUNCTION_ARGS)
{
	const uint8_t *traits = PG_GETARG_TRAITS_P(0);

	return hash_any_extended(traits, (int) mship_traits_size(traits),
							 PG_GETARG_INT64(1));
}
