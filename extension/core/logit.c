/*
 * logit.c
 *		The sums of one pass of logistic regression: adding a row, merging.
 */
#include <math.h>
#include <string.h>

#include "core/exact_sum.h"
#include "core/logit.h"

/* Sums that are kept in two parts each. */
static size_t
sum_count(uint32_t stage, uint32_t features)
{
	size_t		p = (size_t) features + 1;

	if (stage == MSHIP_LOGIT_MOMENTS)
		return 2 * (size_t) features;
	return 1 + p + MSHIP_LOGIT_TRIANGLE(p);
}

static size_t
model_size(uint32_t stage, uint32_t features)
{
	return stage == MSHIP_LOGIT_MOMENTS ? 0 : MSHIP_LOGIT_MODEL_SIZE((size_t) features);
}

static size_t
extreme_count(uint32_t stage, uint32_t features)
{
	return stage == MSHIP_LOGIT_MOMENTS ? 2 * (size_t) features : 2;
}

/* Doubles after the counts. */
size_t
mship_logit_value_count(uint32_t stage, uint32_t features)
{
	return model_size(stage, features) + 2 * sum_count(stage, features) +
		extreme_count(stage, features);
}

/* Bytes of such sums. */
size_t
mship_logit_size(uint32_t stage, uint32_t features)
{
	return offsetof(MshipLogit, values) +
		mship_logit_value_count(stage, features) * sizeof(double);
}

/* No rows: nothing is added up, no value is the least or the greatest. */
static void
begin(MshipLogit *sums, uint32_t stage, uint32_t features)
{
	size_t		count = mship_logit_value_count(stage, features);
	size_t		extremes = extreme_count(stage, features);

	memset(sums, 0, mship_logit_size(stage, features));
	sums->stage = stage;
	sums->features = features;
	for (size_t k = 0; k < extremes; k++)
		sums->values[count - extremes + k] = k < extremes / 2 ? HUGE_VAL : -HUGE_VAL;
}

/* "features" is from 1 to MSHIP_LOGIT_MAX_FEATURES. */
void
mship_logit_begin_moments(MshipLogit *sums, uint32_t features)
{
	begin(sums, MSHIP_LOGIT_MOMENTS, features);
}

/* Fault: MSHIP_ERR_VALUE where the numbers are no model of so many features. */
MshipStatus
mship_logit_begin_step(MshipLogit *sums, uint32_t features, const double *model,
					   size_t size, MshipFault *fault)
{
	bool		valid = size == MSHIP_LOGIT_MODEL_SIZE((size_t) features);

	for (size_t k = 0; valid && k < size; k++)
	{
		valid = fabs(model[k]) <= MSHIP_LOGIT_MAX_VALUE;
		/* the factors */
		if (k >= features && k < 2 * (size_t) features && !(model[k] > 0))
			valid = false;
	}
	if (!valid)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_MODEL, 0, 0);
	begin(sums, MSHIP_LOGIT_STEP, features);
	memcpy(sums->values, model, size * sizeof(double));
	return MSHIP_OK;
}

/* The first of the values that no sum can take, from 1, or 0; NaN is one. */
static uint32_t
out_of_range(const double *x, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++)
	{
		if (!(fabs(x[k]) <= MSHIP_LOGIT_MAX_VALUE))
			return k + 1;
	}
	return 0;
}

static void
note_out_of_range(MshipLogit *sums, uint32_t feature)
{
	if (feature > 0 && (sums->out_of_range == 0 || feature < sums->out_of_range))
		sums->out_of_range = feature;
}

static void
add_moments(MshipLogit *sums, const double *x)
{
	uint32_t	k = sums->features;
	double	   *high = sums->values;
	double	   *low = high + 2 * k;
	double	   *least = low + 2 * k;
	double	   *greatest = least + k;

	for (uint32_t j = 0; j < k; j++)
	{
		MshipExact	square = mship_exact_product(x[j], x[j]);

		mship_exact_add(&high[j], &low[j], x[j]);
		mship_exact_add(&high[k + j], &low[k + j], square.high);
		low[k + j] += square.low;
		least[j] = x[j] < least[j] ? x[j] : least[j];
		greatest[j] = x[j] > greatest[j] ? x[j] : greatest[j];
	}
}

/*
 * What a row with the standardised values z (first of them the 1 of the
 * intercept) adds to the log likelihood, its gradient and its curvature.
 */
static void
terms_of_row(double eta, bool outcome, const double *z, uint32_t p, double *terms)
{
	double		odds = exp(-fabs(eta));
	double		rare = odds / (1 + odds);	/* of the less likely outcome */
	double		probability = eta < 0 ? rare : 1 - rare;
	double		weight = rare * (1 - rare);
	double		miss = outcome ? (eta < 0 ? 1 - rare : rare) : -probability;
	double	   *gradient = terms + 1;
	double	   *curvature = gradient + p;

	/* log(), not the slower log1p(): it serves to compare sums of many rows */
	terms[0] = -log(1 + odds) - (outcome == (eta < 0) ? fabs(eta) : 0);
	for (uint32_t i = 0; i < p; i++)
	{
		double		weighted = weight * z[i];

		gradient[i] = miss * z[i];
		for (uint32_t j = 0; j <= i; j++)
			curvature[j] = weighted * z[j];
		curvature += i + 1;
	}
}

static void
add_step(MshipLogit *sums, bool outcome, const double *x)
{
	uint32_t	k = sums->features;
	const double *center = sums->values;
	const double *factor = center + k;
	const double *beta = factor + k;
	size_t		count = sum_count(MSHIP_LOGIT_STEP, k);
	double	   *high = sums->values + MSHIP_LOGIT_MODEL_SIZE((size_t) k);
	double	   *low = high + count;
	double	   *extremes = low + count;
	double		z[MSHIP_LOGIT_MAX_TERMS];
	double		terms[1 + MSHIP_LOGIT_MAX_TERMS +
					  MSHIP_LOGIT_TRIANGLE(MSHIP_LOGIT_MAX_TERMS)];
	double		eta = beta[0];
	uint32_t	outside;

	z[0] = 1;
	for (uint32_t j = 0; j < k; j++)
		z[j + 1] = (x[j] - center[j]) * factor[j];
	outside = out_of_range(z + 1, k);
	if (outside > 0)
	{
		note_out_of_range(sums, outside);
		return;
	}
	for (uint32_t j = 1; j <= k; j++)
		eta += beta[j] * z[j];
	terms_of_row(eta, outcome, z, k + 1, terms);
	mship_exact_add_all(high, low, terms, count);
	if (outcome && eta < extremes[0])
		extremes[0] = eta;
	if (!outcome && eta > extremes[1])
		extremes[1] = eta;
}

/*
 * Add a row.  A NaN is a value that is not known: the row is skipped and
 * counted.  A value beyond MSHIP_LOGIT_MAX_VALUE is noted: such sums are not
 * those of the rows, and no fit accepts them.
 */
void
mship_logit_add(MshipLogit *sums, bool outcome, const double *x)
{
	uint32_t	outside = out_of_range(x, sums->features);

	for (uint32_t k = 0; outside > 0 && k < sums->features; k++)
	{
		if (isnan(x[k]))
		{
			sums->skipped++;
			return;
		}
	}
	if (outcome)
		sums->positives++;
	else
		sums->negatives++;
	if (outside > 0)
		note_out_of_range(sums, outside);
	else if (sums->stage == MSHIP_LOGIT_MOMENTS)
		add_moments(sums, x);
	else
		add_step(sums, outcome, x);
}

/*
 * Add "more" to "sums".  Fault: MSHIP_ERR_VALUE where they are not of the same
 * stage, features and model, MSHIP_ERR_LIMIT where there are too many rows;
 * "sums" is then as before.
 */
MshipStatus
mship_logit_merge(MshipLogit *sums, const MshipLogit *more, MshipFault *fault)
{
	size_t		model = model_size(sums->stage, sums->features);
	size_t		count = sum_count(sums->stage, sums->features);
	size_t		extremes = extreme_count(sums->stage, sums->features);
	double	   *high = sums->values + model;
	const double *more_high = more->values + model;
	double	   *ends = high + 2 * count;
	const double *more_ends = more_high + 2 * count;

	if (sums->stage != more->stage || sums->features != more->features ||
		memcmp(sums->values, more->values, model * sizeof(double)) != 0)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_MIXED, 0, 0);
	if (sums->positives + more->positives + sums->negatives + more->negatives >
		MSHIP_LOGIT_MAX_ROWS ||
		sums->skipped + more->skipped > MSHIP_LOGIT_MAX_ROWS)
		return mship_fail(fault, MSHIP_ERR_LIMIT, MSHIP_REASON_LOGIT_ROWS, 0, 0);
	sums->positives += more->positives;
	sums->negatives += more->negatives;
	sums->skipped += more->skipped;
	note_out_of_range(sums, more->out_of_range);
	for (size_t t = 0; t < count; t++)
	{
		mship_exact_add(&high[t], &high[count + t], more_high[t]);
		high[count + t] += more_high[count + t];
	}
	for (size_t t = 0; t < extremes; t++)
	{
		if (t < extremes / 2 ? more_ends[t] < ends[t] : more_ends[t] > ends[t])
			ends[t] = more_ends[t];
	}
	return MSHIP_OK;
}
