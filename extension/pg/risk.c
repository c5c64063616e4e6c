/*
 * risk.c
 *		The score of a row of features, and the parts it is the sum of.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "pg/features.h"

PG_FUNCTION_INFO_V1(risk_score);
PG_FUNCTION_INFO_V1(risk_score_values);
PG_FUNCTION_INFO_V1(risk_reasons);

/* risk_score(scorecard, record): NULL where a feature has no value */
Datum
risk_score(PG_FUNCTION_ARGS)
{
	MshipFeatures *features = mship_features_get(fcinfo, 0, 1);
	double		sum;

	if (!mship_scorecard_sum(&features->card, features->values, features->known, &sum))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mship_scorecard_link(&features->card, sum));
}

/*
 * risk_score_values(scorecard, values): the score of values in the order of the
 * card's features; NULL where one without a default is NULL
 */
Datum
risk_score_values(PG_FUNCTION_ARGS)
{
	MshipFeatures *features = mship_features_values(fcinfo, 0);
	double		sum;

	if (features == NULL ||
		!mship_scorecard_sum(&features->card, features->values, features->known, &sum))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mship_scorecard_link(&features->card, sum));
}

/*
 * risk_reasons(scorecard, record): the base unless it is 0, then every feature
 * in the card's order.  Value and points are NULL where a feature has no value:
 * these rows are why there is no score.
 */
Datum
risk_reasons(PG_FUNCTION_ARGS)
{
	MshipFeatures *features = mship_features_get(fcinfo, 0, 1);
	const MshipScorecard *card = &features->card;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[3];

	InitMaterializedSRF(fcinfo, 0);
	if (card->base.value != 0)
	{
		bool		nulls[3] = {false, true, false};

		values[0] = CStringGetTextDatum(MSHIP_CARD_BASE_NAME);
		values[1] = (Datum) 0;
		values[2] = Float8GetDatum(card->base.value);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	for (int k = 0; k < card->feature_count; k++)
	{
		const MshipCardFeature *f = &card->features[k];
		double		value = features->values[k];
		bool		known = mship_scorecard_value(card, k, features->known[k], &value);
		bool		nulls[3] = {false, !known, !known};

		values[0] = PointerGetDatum(cstring_to_text_with_len(f->name, f->name_length));
		values[1] = Float8GetDatum(value);
		values[2] = Float8GetDatum(known ? mship_scorecard_points(card, k, value) : 0);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
