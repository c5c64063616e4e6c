/*
 * logit.h
 *		fmgr access to the type logit_sums, the state of the aggregate that one
 *		pass of a fit is.
 *
 * The sums of core/logit.h stand at byte 8, for their alignment.
 */
#ifndef MSHIP_PG_LOGIT_H
#define MSHIP_PG_LOGIT_H

#include "postgres.h"
#include "fmgr.h"

#include "core/logit.h"
#include "pg/compat.h"

#define MSHIP_LOGIT_OFFSET 8
#define MSHIP_LOGIT_SUMS(datum) ((MshipLogit *) ((char *) (datum) + MSHIP_LOGIT_OFFSET))

/* Room for sums, in a memory context; the sums are not begun. */
extern struct varlena *mship_logit_alloc(MemoryContext context, uint32_t stage,
										 uint32_t features);

/* The datum without compression; raises where its size is not that of its sums. */
extern struct varlena *mship_logit_detoast(Datum value, bool copy);

#endif							/* MSHIP_PG_LOGIT_H */
