/*
 * availability.h
 *		fmgr access to the type availability: 14 bytes, by reference.
 */
#ifndef MSHIP_PG_AVAILABILITY_H
#define MSHIP_PG_AVAILABILITY_H

#include "postgres.h"
#include "fmgr.h"

#include "core/availability.h"
#include "pg/compat.h"

/* bytes alone: no padding, any alignment */
StaticAssertDecl(sizeof(MshipAvailability) == 14,
				 "the type is declared with INTERNALLENGTH = 14");

#define DatumGetAvailabilityP(d) ((MshipAvailability *) DatumGetPointer(d))
#define AvailabilityPGetDatum(p) PointerGetDatum(p)
#define PG_GETARG_AVAILABILITY_P(n) DatumGetAvailabilityP(PG_GETARG_DATUM(n))
#define PG_RETURN_AVAILABILITY_P(p) PG_RETURN_POINTER(p)

#endif							/* MSHIP_PG_AVAILABILITY_H */
