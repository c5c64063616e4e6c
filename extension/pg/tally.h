/*
 * tally.h
 *		fmgr access to the type score_tally, the state of the aggregates that
 *		judge a score.
 *
 * The entries follow the header.  A value that leaves an aggregate is canonical
 * and has no slack.  Within an aggregate rows are appended as they come, and
 * the datum is longer than its entries.
 */
#ifndef MSHIP_PG_TALLY_H
#define MSHIP_PG_TALLY_H

#include "postgres.h"
#include "fmgr.h"

#include "core/tally.h"
#include "pg/compat.h"

/* alignment double in CREATE TYPE: the entries stand at byte 8 */
typedef struct MshipTally
{
	int32		vl_len_;		/* varlena header */
	uint32_t	count;			/* entries in use */
	MshipTallyEntry entries[FLEXIBLE_ARRAY_MEMBER];
} MshipTally;

StaticAssertDecl(offsetof(MshipTally, entries) == 8 && sizeof(MshipTallyEntry) == 16,
				 "the stored form of score_tally has no padding");

#define MSHIP_TALLY_SIZE(n) (offsetof(MshipTally, entries) + (Size) (n) * sizeof(MshipTallyEntry))
#define MSHIP_TALLY_CAPACITY(t) \
	((uint32_t) ((VARSIZE(t) - offsetof(MshipTally, entries)) / sizeof(MshipTallyEntry)))

/* A tally with room for "capacity" entries and none in use. */
extern MshipTally *mship_tally_alloc(uint32_t capacity);

/* A canonical copy of an argument, in the current memory context. */
extern MshipTally *mship_tally_getarg(FunctionCallInfo fcinfo, int argument);

#define PG_GETARG_TALLY_COPY(n) mship_tally_getarg(fcinfo, n)

#endif							/* MSHIP_PG_TALLY_H */
