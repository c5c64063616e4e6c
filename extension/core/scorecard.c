/*
 * scorecard.c
 *		What a scorecard says of one student.
 *
 * The score is the plain sum, in the card's order, of the numbers that explain
 * it: base first, then each feature.  Whoever adds up the reasons in that
 * order gets the score to the last bit.
 */
#include <math.h>

#include "core/scorecard.h"

static bool
is_met(const MshipCardTerm *term, double value)
{
	double		threshold = term->threshold.value;

	switch (term->op)
	{
		case MSHIP_CARD_GE:
			return value >= threshold;
		case MSHIP_CARD_GT:
			return value > threshold;
		case MSHIP_CARD_LE:
			return value <= threshold;
		case MSHIP_CARD_LT:
			return value < threshold;
		case MSHIP_CARD_TIMES:
			break;
	}
	return true;
}

/*
 * The points that a feature contributes at a value (not NaN): those of the last
 * threshold met, 0 if none is; or the coefficient times the value within its
 * bounds.
 */
double
mship_scorecard_points(const MshipScorecard *card, int feature, double value)
{
	const MshipCardFeature *f = &card->features[feature];
	const MshipCardTerm *terms = &card->terms[f->first_term];

	if (terms[0].op == MSHIP_CARD_TIMES)
	{
		double		points;

		if (f->has_min && value < f->min.value)
			value = f->min.value;
		if (f->has_max && value > f->max.value)
			value = f->max.value;
		points = terms[0].points.value * value;
		return points == 0 ? 0 : points;	/* no negative zero */
	}
	for (int k = f->term_count - 1; k >= 0; k--)
	{
		if (is_met(&terms[k], value))
			return terms[k].points.value;
	}
	return 0;
}

/*
 * Settle a feature's value: the one known (NaN, "not a number", says nothing
 * and is not known), else the card's default.  False where there is neither.
 */
bool
mship_scorecard_value(const MshipScorecard *card, int feature, bool known,
					  double *value)
{
	const MshipCardFeature *f = &card->features[feature];

	if (known && !isnan(*value))
		return true;
	if (f->has_missing)
		*value = f->missing.value;
	return f->has_missing;
}

/*
 * The sum of base and points.  False where a feature has no value: then there
 * is no score, which is not the same as a score of 0.
 */
bool
mship_scorecard_sum(const MshipScorecard *card, const double *values,
					const bool *known, double *sum)
{
	double		total = card->base.value;

	for (int k = 0; k < card->feature_count; k++)
	{
		double		value = values[k];

		if (!mship_scorecard_value(card, k, known[k], &value))
			return false;
		total += mship_scorecard_points(card, k, value);
	}
	*sum = total;
	return true;
}

/* From the sum to the score: itself, or the logistic function of it. */
double
mship_scorecard_link(const MshipScorecard *card, double sum)
{
	if (card->form == MSHIP_CARD_POINTS)
		return sum;

	/* of the two equal forms the one whose exp() cannot overflow */
	if (sum < 0)
	{
		double		odds = exp(sum);

		return odds / (1 + odds);
	}
	return 1 / (1 + exp(-sum));
}
