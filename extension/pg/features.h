/*
 * features.h
 *		The features of a scorecard, found by name among a row's columns.
 */
#ifndef MSHIP_PG_FEATURES_H
#define MSHIP_PG_FEATURES_H

#include "postgres.h"
#include "access/htup.h"
#include "access/tupdesc.h"
#include "fmgr.h"

#include "core/scorecard.h"
#include "pg/compat.h"

/*
 * What is remembered between calls: the card, parsed, and where the columns of
 * the last row type are.  Lives in the function's own memory context.
 */
typedef struct MshipFeatures
{
	MshipScorecard card;
	char	   *card_text;		/* the stored text that "card" was read from */
	size_t		card_length;
	bool		card_is_fixed;	/* the same in all calls */
	bool		valid;			/* do "card" and the columns agree? */
	Oid			type_id;
	int32		typmod;
	uint64		type_version;	/* identifier of the row type's definition */
	TupleDesc	tupdesc;		/* our copy; NULL before the first row */
	int			column[MSHIP_CARD_MAX_FEATURES];	/* -1: not in the row */
	Oid			base_type[MSHIP_CARD_MAX_FEATURES];

	/* the row at hand */
	double		values[MSHIP_CARD_MAX_FEATURES];
	bool		known[MSHIP_CARD_MAX_FEATURES];
} MshipFeatures;

/*
 * Read the card of argument "card_arg" and the values of the row in argument
 * "row_arg".  Raises where a column is absent, ambiguous or not a number.
 */
extern MshipFeatures *mship_features_get(FunctionCallInfo fcinfo, int card_arg,
										 int row_arg);

/*
 * The same from a card and its features' values, one an argument after it, in
 * the order of the card.  NULL where the card is.
 */
extern MshipFeatures *mship_features_values(FunctionCallInfo fcinfo, int card_arg);

/*
 * Values of features: whether a type is that of one (then *base is the type
 * without domains), and the number that a value of such a base type is.
 */
extern bool mship_is_number_type(Oid type, Oid *base);
extern double mship_number_of(Datum value, Oid base);

#endif							/* MSHIP_PG_FEATURES_H */
