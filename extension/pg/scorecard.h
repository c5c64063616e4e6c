/*
 * scorecard.h
 *		fmgr access to the type scorecard: a varlena that holds the canonical
 *		text, and its parsed form.
 */
#ifndef MSHIP_PG_SCORECARD_H
#define MSHIP_PG_SCORECARD_H

#include "postgres.h"
#include "fmgr.h"

#include "core/scorecard.h"
#include "pg/compat.h"

#define DatumGetScorecardText(d) PG_DETOAST_DATUM_PACKED(d)
#define PG_GETARG_SCORECARD_TEXT(n) DatumGetScorecardText(PG_GETARG_DATUM(n))

/* The parsed form of a stored card, in the current memory context. */
extern MshipScorecard *mship_scorecard_of(const struct varlena *text);

/* The stored form of a card, in the current memory context. */
extern struct varlena *mship_scorecard_store(const MshipScorecard *card);

#endif							/* MSHIP_PG_SCORECARD_H */
