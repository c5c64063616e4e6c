/*
 * traits.h
 *		fmgr access to the type traits: a varlena whose content is the packed
 *		run of bytes of core/traits.h.
 */
#ifndef MSHIP_PG_TRAITS_H
#define MSHIP_PG_TRAITS_H

#include "postgres.h"
#include "fmgr.h"

#include "core/traits.h"
#include "pg/compat.h"

/* the first byte of the content; short headers stay, nothing needs alignment */
#define DatumGetTraitsP(d) \
	((const uint8_t *) VARDATA_ANY(PG_DETOAST_DATUM_PACKED(d)))
#define PG_GETARG_TRAITS_P(n) DatumGetTraitsP(PG_GETARG_DATUM(n))

/* A new datum with room for "size" bytes of content at VARDATA(). */
static inline struct varlena *
mship_traits_alloc(size_t size)
{
	struct varlena *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	return result;
}

/* Cut the datum to what its content turned out to take. */
static inline struct varlena *
mship_traits_trim(struct varlena *value)
{
	SET_VARSIZE(value, VARHDRSZ + mship_traits_size((uint8_t *) VARDATA(value)));
	return value;
}

#endif							/* MSHIP_PG_TRAITS_H */
