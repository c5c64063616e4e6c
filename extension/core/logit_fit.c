/*
 * logit_fit.c
 *		From the sums of a pass to the model of the next.
 */
#include <math.h>
#include <string.h>

#include "core/exact_sum.h"
#include "core/logit.h"

/*
 * A pivot of the Cholesky decomposition below this share of its diagonal element
 * says that a term is a linear combination of those before it.
 */
#define DEPENDENT 1e-10

/*
 * Newton's method squares its error: after a step of this size, relative to the
 * model, the next one would be below the rounding of a double.  Where features
 * nearly depend on each other rounding keeps steps above it; then the
 * likelihood that is left to gain decides.
 */
#define SMALL_STEP 1e-9
#define ROUNDING_STEP 1e-4
#define SMALL_GAIN 1e-20

/* Where outcomes are separated each step adds about 1 and never ends. */
#define MAX_STEPS 40
#define MAX_HALVINGS 60

static MshipStatus
fail_feature(MshipFault *fault, MshipReason reason, size_t feature)
{
	return mship_fail(fault, MSHIP_ERR_VALUE, reason, feature, 1);
}

/* ---------- linear algebra: packed lower triangles, row by row ---------- */

/*
 * Replace a symmetric matrix by its Cholesky root.  False where it is not
 * positive definite; *at is the row.
 */
static bool
decompose(double *matrix, int size, int *at)
{
	double	   *row = matrix;

	for (int i = 0; i < size; i++)
	{
		const double *other = matrix;
		double		diagonal = row[i];

		for (int j = 0; j <= i; j++)
		{
			double		sum = row[j];

			for (int k = 0; k < j; k++)
				sum -= row[k] * other[k];
			if (j < i)
				row[j] = sum / other[j];
			else if (!(sum > DEPENDENT * diagonal))
			{
				*at = i;
				return false;
			}
			else
				row[i] = sqrt(sum);
			other += j + 1;
		}
		row += i + 1;
	}
	return true;
}

/* Solve root * root' * x = b in place. */
static void
solve(const double *root, int size, double *x)
{
	const double *row = root;

	for (int i = 0; i < size; i++)
	{
		for (int k = 0; k < i; k++)
			x[i] -= row[k] * x[k];
		x[i] /= row[i];
		row += i + 1;
	}
	for (int i = size - 1; i >= 0; i--)
	{
		row -= i + 1;
		x[i] /= row[i];
		for (int k = 0; k < i; k++)
			x[k] -= row[k] * x[i];
	}
}

/* ---------- the first pass ---------- */

/* The sum of squares about "center", exactly: s2 - 2 c s1 + n c^2. */
static double
squares_about(const MshipLogit *m, uint32_t j, double rows, double center)
{
	uint32_t	k = m->features;
	const double *high = m->values;
	const double *low = high + 2 * k;
	MshipExact	cross = mship_exact_product(-2 * center, high[j]);
	MshipExact	first = mship_exact_product(rows, center);
	MshipExact	last = mship_exact_product(first.high, center);
	double		sum = high[k + j];
	double		rest = low[k + j];

	mship_exact_add(&sum, &rest, cross.high);
	mship_exact_add(&sum, &rest, last.high);
	return sum + (rest + cross.low + last.low + -2 * center * low[j] +
				  first.low * center);
}

static MshipStatus
standardise(MshipLogitFit *fit, const MshipLogit *m, MshipFault *fault)
{
	uint32_t	k = m->features;
	const double *low = m->values + 2 * k;
	const double *least = low + 2 * k;
	const double *greatest = least + k;

	for (uint32_t j = 0; j < k; j++)
	{
		double		squares;

		fit->center[j] = (m->values[j] + low[j]) / fit->rows;
		squares = squares_about(m, j, fit->rows, fit->center[j]);
		fit->factor[j] = 1 / sqrt(squares / fit->rows);
		if (!(least[j] < greatest[j]) || !(squares > 0) ||
			!(fit->factor[j] <= MSHIP_LOGIT_MAX_VALUE))
			return fail_feature(fault, MSHIP_REASON_LOGIT_CONSTANT, j);
	}
	return MSHIP_OK;
}

static MshipStatus
check_rows(const MshipLogit *sums, MshipFault *fault)
{
	if (sums->out_of_range > 0)
		return fail_feature(fault, MSHIP_REASON_LOGIT_RANGE, sums->out_of_range - 1);
	if (sums->positives + sums->negatives == 0)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_NO_ROWS, 0, 0);
	if (sums->positives == 0 || sums->negatives == 0)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_ONE_CLASS, 0, 0);
	return MSHIP_OK;
}

/*
 * Begin a fit with the sums of the first pass.  The first model says the share
 * of rows with the outcome of every row.  Faults are MSHIP_ERR_VALUE; where
 * they concern a feature "position" is its number, from 0, and "length" 1.
 */
MshipStatus
mship_logit_start(MshipLogitFit *fit, const MshipLogit *moments, double ridge,
				  MshipFault *fault)
{
	MshipStatus status;

	if (!(ridge >= 0 && ridge <= MSHIP_LOGIT_MAX_VALUE))
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_RIDGE, 0, 0);
	if (moments->stage != MSHIP_LOGIT_MOMENTS)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_MIXED, 0, 0);
	status = check_rows(moments, fault);
	if (status != MSHIP_OK)
		return status;
	memset(fit, 0, sizeof(*fit));
	fit->features = (int) moments->features;
	fit->ridge = ridge;
	fit->rows = (double) (moments->positives + moments->negatives);
	fit->beta[0] = log((double) moments->positives / (double) moments->negatives);
	return standardise(fit, moments, fault);
}

/* Write the MSHIP_LOGIT_MODEL_SIZE(features) numbers of the model to try next. */
void
mship_logit_model(const MshipLogitFit *fit, double *model)
{
	size_t		k = (size_t) fit->features;

	memcpy(model, fit->center, k * sizeof(double));
	memcpy(model + k, fit->factor, k * sizeof(double));
	memcpy(model + 2 * k, fit->beta, (k + 1) * sizeof(double));
}

/* ---------- the further passes ---------- */

/* Curvature and gradient of the objective, the ridge included. */
static void
penalised(MshipLogitFit *fit, const MshipLogit *step, double *gradient)
{
	int			p = fit->features + 1;
	int			count = 1 + p + MSHIP_LOGIT_TRIANGLE(p);
	const double *high = step->values + MSHIP_LOGIT_MODEL_SIZE(fit->features);
	const double *low = high + count;
	double	   *diagonal = fit->root;

	for (int i = 0; i < p; i++)
		gradient[i] = high[1 + i] + low[1 + i] - (i > 0 ? fit->ridge * fit->beta[i] : 0);
	for (int t = 0; t < MSHIP_LOGIT_TRIANGLE(p); t++)
		fit->root[t] = high[1 + p + t] + low[1 + p + t];
	for (int i = 1; i < p; i++)
	{
		diagonal += i + 1;
		*diagonal += fit->ridge;
	}
}

static double
objective_of(const MshipLogitFit *fit, const MshipLogit *step)
{
	int			p = fit->features + 1;
	int			count = 1 + p + MSHIP_LOGIT_TRIANGLE(p);
	const double *high = step->values + MSHIP_LOGIT_MODEL_SIZE(fit->features);
	double		squares = 0;

	for (int i = 1; i < p; i++)
		squares += fit->beta[i] * fit->beta[i];
	return -(high[0] + high[count]) + fit->ridge / 2 * squares;
}

static double
greatest_of(const double *x, int from, int to, int *at)
{
	double		result = 0;

	*at = from;
	for (int i = from; i < to; i++)
	{
		if (fabs(x[i]) > result)
		{
			result = fabs(x[i]);
			*at = i;
		}
	}
	return result;
}

/* Half the way back to the last model. */
static MshipStatus
go_back(MshipLogitFit *fit, MshipFault *fault)
{
	if (++fit->halvings > MAX_HALVINGS)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_NO_END, 0, 0);
	for (int i = 0; i <= fit->features; i++)
		fit->beta[i] = (fit->beta[i] + fit->last_beta[i]) / 2;
	return MSHIP_OK;
}

/* No curvature to step by: features depend on each other, or weights are gone. */
static MshipStatus
fail_curvature(const MshipLogitFit *fit, int term, MshipFault *fault)
{
	size_t		feature = term > 0 ? (size_t) term - 1 : 0;

	return fail_feature(fault, fit->steps > 0 && fit->ridge == 0 ?
						MSHIP_REASON_LOGIT_SEPARATED : MSHIP_REASON_LOGIT_DEPENDENT,
						feature);
}

/*
 * Take the sums of a pass with the present model; *done says that the model is
 * final, otherwise it is the one to try next.  Faults as in
 * mship_logit_start().
 */
MshipStatus
mship_logit_advance(MshipLogitFit *fit, const MshipLogit *step, bool *done,
					MshipFault *fault)
{
	int			p = fit->features + 1;
	int			at = 0;
	double		gradient[MSHIP_LOGIT_MAX_TERMS];
	double		move[MSHIP_LOGIT_MAX_TERMS];
	double		objective = objective_of(fit, step);
	double		gain = 0;
	double		size;
	double		scale;
	const double *extremes = step->values + MSHIP_LOGIT_MODEL_SIZE(fit->features) +
		2 * (1 + p + MSHIP_LOGIT_TRIANGLE(p));
	MshipStatus status = check_rows(step, fault);

	*done = false;
	if (status != MSHIP_OK)
		return status;
	if (fit->steps > 0 &&
		objective > fit->last_objective + 1e-12 * (1 + fabs(fit->last_objective)))
		return go_back(fit, fault);
	fit->halvings = 0;
	fit->last_objective = objective;
	memcpy(fit->last_beta, fit->beta, sizeof(fit->beta));

	penalised(fit, step, gradient);
	if (!decompose(fit->root, p, &at))
		return fail_curvature(fit, at, fault);
	memcpy(move, gradient, sizeof(move));
	solve(fit->root, p, move);
	for (int i = 0; i < p; i++)
	{
		gain += gradient[i] * move[i];
		fit->beta[i] += move[i];
	}
	size = greatest_of(move, 1, p, &at);
	fit->separated = extremes[0] > extremes[1];
	if (fit->ridge == 0 && (fit->separated || fit->steps >= MAX_STEPS))
		return fail_feature(fault, MSHIP_REASON_LOGIT_SEPARATED, (size_t) at - 1);
	if (fit->steps++ >= MAX_STEPS)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_LOGIT_NO_END, 0, 0);
	size = greatest_of(move, 0, p, &at);
	scale = 1 + greatest_of(fit->beta, 0, p, &at);
	*done = size <= SMALL_STEP * scale ||
		(size <= ROUNDING_STEP * scale && gain <= SMALL_GAIN * fit->rows);
	return MSHIP_OK;
}

/*
 * The intercept and the coefficients of the features as they are, not
 * standardised, and their standard errors: features + 1 numbers each.
 */
void
mship_logit_result(const MshipLogitFit *fit, double *coefficients, double *errors)
{
	int			p = fit->features + 1;
	double		column[MSHIP_LOGIT_MAX_TERMS] = {1};
	double		contrast[MSHIP_LOGIT_MAX_TERMS];
	double		variance = 0;

	coefficients[0] = fit->beta[0];
	for (int i = 1; i < p; i++)
	{
		coefficients[i] = fit->beta[i] * fit->factor[i - 1];
		coefficients[0] -= coefficients[i] * fit->center[i - 1];
		memset(column, 0, sizeof(column));
		column[i] = 1;
		solve(fit->root, p, column);
		errors[i] = fit->factor[i - 1] * sqrt(column[i]);
	}

	/* the intercept is beta[0] less the sum of factor * center * beta */
	contrast[0] = column[0] = 1;
	for (int i = 1; i < p; i++)
		contrast[i] = column[i] = -fit->factor[i - 1] * fit->center[i - 1];
	solve(fit->root, p, column);
	for (int i = 0; i < p; i++)
		variance += contrast[i] * column[i];
	errors[0] = sqrt(variance);
}
