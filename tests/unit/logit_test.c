/*
 * logit_test.c
 *		Logistic regression (core/logit*.c): sums, their forms, and fits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/exact_sum.h"
#include "core/logit.h"

static uint64_t seed = 20240826;

static uint32_t
next_random(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (seed >> 33);
}

static double
next_share(void)
{
	return (double) next_random() / 2147483648.0;
}

static bool
read_double(const char *text, size_t length, double *value)
{
	char		copy[64];
	char	   *end;

	if (length == 0 || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = strtod(copy, &end);
	return *end == '\0';
}

static size_t
print_double(double value, char *text)
{
	return (size_t) snprintf(text, MSHIP_DOUBLE_TEXT_MAX, "%.17g", value);
}

typedef struct Rows
{
	int			count;
	int			features;
	bool		y[2000];
	double		x[2000][MSHIP_LOGIT_MAX_FEATURES];
} Rows;

static MshipLogit *
new_sums(uint32_t stage, uint32_t features)
{
	return malloc(mship_logit_size(stage, features));
}

/* A pass over rows from..to, in steps; with no model, the moments. */
static MshipLogit *
pass(const Rows *rows, int from, int step, const double *model)
{
	MshipLogit *sums = new_sums(model == NULL ? MSHIP_LOGIT_MOMENTS : MSHIP_LOGIT_STEP,
								(uint32_t) rows->features);

	if (model == NULL)
		mship_logit_begin_moments(sums, (uint32_t) rows->features);
	else
		assert_int_equal(mship_logit_begin_step(sums, (uint32_t) rows->features, model,
												MSHIP_LOGIT_MODEL_SIZE((size_t) rows->features), NULL), MSHIP_OK);
	for (int k = from; k < rows->count; k += step)
		mship_logit_add(sums, rows->y[k], rows->x[k]);
	return sums;
}

static MshipStatus
fit_rows(const Rows *rows, double ridge, MshipLogitFit *fit, MshipFault *fault)
{
	MshipLogit *sums = pass(rows, 0, 1, NULL);
	double		model[MSHIP_LOGIT_MAX_MODEL];
	MshipStatus status = mship_logit_start(fit, sums, ridge, fault);
	bool		done = false;

	free(sums);
	while (status == MSHIP_OK && !done)
	{
		mship_logit_model(fit, model);
		sums = pass(rows, 0, 1, model);
		status = mship_logit_advance(fit, sums, &done, fault);
		free(sums);
	}
	return status;
}

static Rows *
random_rows(int count, int features)
{
	Rows	   *rows = calloc(1, sizeof(Rows));

	rows->count = count;
	rows->features = features;
	for (int k = 0; k < count; k++)
	{
		double		eta = -1;

		for (int j = 0; j < features; j++)
		{
			rows->x[k][j] = j % 3 == 0 ? next_random() % 4 : next_share() * (j + 1) + 1000 * j;
			eta += (j % 2 ? 0.4 : -0.3) * (rows->x[k][j] - 1000 * j * (j % 3 != 0));
		}
		rows->y[k] = next_share() < 1 / (1 + exp(-eta));
	}
	return rows;
}

/* Sums that ordinary addition loses altogether. */
static void
test_exact_sums(void **state)
{
	double		high = 0;
	double		low = 0;
	MshipExact	product = mship_exact_product(1 + ldexp(1, -30), 1 - ldexp(1, -30));

	(void) state;
	mship_exact_add(&high, &low, 1e100);
	for (int k = 0; k < 10; k++)
		mship_exact_add(&high, &low, 1);
	mship_exact_add(&high, &low, -1e100);
	assert_true(high + low == 10);
	assert_true(product.high == 1 && product.low == -ldexp(1, -60));
}

/* Rows in any order and split among any number of workers give the same sums. */
static void
test_split(void **state)
{
	(void) state;
	for (int round = 0; round < 40; round++)
	{
		int			workers = 1 + (int) (next_random() % 7);
		Rows	   *rows = random_rows(50 + (int) (next_random() % 500), 1 + (int) (next_random() % 6));
		double		model[MSHIP_LOGIT_MAX_MODEL];
		MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
		MshipLogit *moments = pass(rows, 0, 1, NULL);

		if (mship_logit_start(fit, moments, 1, NULL) == MSHIP_OK)
		{
			mship_logit_model(fit, model);
			for (int stage = 0; stage < 2; stage++)
			{
				const double *m = stage == 0 ? NULL : model;
				MshipLogit *whole = pass(rows, 0, 1, m);
				MshipLogit *merged = pass(rows, 0, workers, m);
				size_t		from = stage == 0 ? 0 : MSHIP_LOGIT_MODEL_SIZE((size_t) rows->features);
				size_t		terms = stage == 0 ? 2 * (size_t) rows->features :
					1 + (size_t) rows->features + 1 + MSHIP_LOGIT_TRIANGLE((size_t) rows->features + 1);

				for (int w = 1; w < workers; w++)
				{
					MshipLogit *part = pass(rows, w, workers, m);

					assert_int_equal(mship_logit_merge(merged, part, NULL), MSHIP_OK);
					free(part);
				}
				assert_int_equal(merged->positives, whole->positives);
				assert_int_equal(merged->negatives, whole->negatives);
				for (size_t t = from; t < from + terms; t++)
					assert_true(fabs((merged->values[t] - whole->values[t]) +
									 (merged->values[t + terms] - whole->values[t + terms])) <=
								1e-15 * fabs(whole->values[t]));
				for (size_t t = from + 2 * terms; t < mship_logit_value_count(whole->stage, whole->features); t++)
					assert_true(merged->values[t] == whole->values[t]);
				free(whole);
				free(merged);
			}
		}
		free(moments);
		free(fit);
		free(rows);
	}
}

static void
refuse_merge(MshipLogit *a, MshipLogit *b, MshipReason reason)
{
	MshipFault	fault;

	assert_int_not_equal(mship_logit_merge(a, b, &fault), MSHIP_OK);
	assert_int_equal(fault.reason, reason);
}

static void
test_merge_refuses(void **state)
{
	const double one[] = {0, 1, 0, 0};
	const double other[] = {0, 1, 0, 0.5};
	MshipLogit *a = new_sums(MSHIP_LOGIT_STEP, 1);
	MshipLogit *b = new_sums(MSHIP_LOGIT_STEP, 1);
	MshipLogit *c = new_sums(MSHIP_LOGIT_MOMENTS, 1);
	MshipLogit *d = new_sums(MSHIP_LOGIT_MOMENTS, 2);

	(void) state;
	assert_int_equal(mship_logit_begin_step(a, 1, one, 4, NULL), MSHIP_OK);
	assert_int_equal(mship_logit_begin_step(b, 1, other, 4, NULL), MSHIP_OK);
	mship_logit_begin_moments(c, 1);
	mship_logit_begin_moments(d, 2);
	refuse_merge(a, b, MSHIP_REASON_LOGIT_MIXED);
	refuse_merge(a, c, MSHIP_REASON_LOGIT_MIXED);
	refuse_merge(c, d, MSHIP_REASON_LOGIT_MIXED);
	assert_int_equal(mship_logit_merge(a, a, NULL), MSHIP_OK);
	a->positives = MSHIP_LOGIT_MAX_ROWS;
	refuse_merge(a, a, MSHIP_REASON_LOGIT_ROWS);
	a->positives = 0;
	a->skipped = MSHIP_LOGIT_MAX_ROWS;
	refuse_merge(a, a, MSHIP_REASON_LOGIT_ROWS);
	free(a);
	free(b);
	free(c);
	free(d);
}

static void
test_models(void **state)
{
	static const double good[] = {5, 0.5, -1, 2};
	MshipLogit *sums = new_sums(MSHIP_LOGIT_STEP, 1);

	(void) state;
	for (int k = 0; k < 4; k++)
	{
		double		bad[4];

		memcpy(bad, good, sizeof(bad));
		bad[k] = NAN;
		assert_int_equal(mship_logit_begin_step(sums, 1, bad, 4, NULL), MSHIP_ERR_VALUE);
		bad[k] = 2e100;
		assert_int_equal(mship_logit_begin_step(sums, 1, bad, 4, NULL), MSHIP_ERR_VALUE);
		bad[k] = 0;
		assert_int_equal(mship_logit_begin_step(sums, 1, bad, 4, NULL), k == 1 ? MSHIP_ERR_VALUE : MSHIP_OK);
	}
	assert_int_equal(mship_logit_begin_step(sums, 1, good, 3, NULL), MSHIP_ERR_VALUE);
	assert_int_equal(mship_logit_begin_step(sums, 1, good, 4, NULL), MSHIP_OK);
	free(sums);
}

/* What is not known is skipped, what is out of range is noted. */
static void
test_values(void **state)
{
	static const double model[] = {0, 0, 1, 1e60, 0, 0, 0};
	MshipLogit *sums = new_sums(MSHIP_LOGIT_MOMENTS, 2);
	MshipLogit *step = new_sums(MSHIP_LOGIT_STEP, 2);
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
	MshipFault	fault;
	double		x[2] = {1, NAN};

	(void) state;
	mship_logit_begin_moments(sums, 2);
	mship_logit_add(sums, true, x);
	x[0] = INFINITY;
	mship_logit_add(sums, true, x);
	assert_int_equal(sums->skipped, 2);
	assert_int_equal(sums->out_of_range, 0);
	assert_int_equal(mship_logit_start(fit, sums, 1, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, MSHIP_REASON_LOGIT_NO_ROWS);
	x[0] = 3;
	x[1] = -INFINITY;
	mship_logit_add(sums, true, x);
	assert_int_equal(sums->out_of_range, 2);
	x[0] = 1.01e100;
	mship_logit_add(sums, false, x);
	assert_int_equal(sums->out_of_range, 1);
	assert_int_equal(mship_logit_start(fit, sums, 1, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, MSHIP_REASON_LOGIT_RANGE);
	assert_int_equal(fault.position, 0);
	assert_int_equal(mship_logit_check(sums), MSHIP_OK);

	/* a value that a model throws out of range */
	assert_int_equal(mship_logit_begin_step(step, 2, model, 7, NULL), MSHIP_OK);
	x[0] = 3;
	x[1] = 1e60;
	mship_logit_add(step, true, x);
	assert_int_equal(step->out_of_range, 2);
	assert_int_equal(mship_logit_check(step), MSHIP_OK);
	free(sums);
	free(step);
	free(fit);
}

/* At the fit every derivative of what it minimises is 0, whatever the ridge. */
static void
test_minimum(void **state)
{
	static const double ridges[] = {0, 1e-3, 1, 40, 1e6};
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));

	(void) state;
	for (int round = 0; round < 60; round++)
	{
		Rows	   *rows = random_rows(400 + (int) (next_random() % 1600), 1 + (int) (next_random() % 8));
		double		ridge = ridges[round % 5];
		double		model[MSHIP_LOGIT_MAX_MODEL];
		MshipFault	fault;
		MshipLogit *sums;
		int			k = rows->features;
		int			terms = 1 + k + 1 + MSHIP_LOGIT_TRIANGLE(k + 1);

		assert_int_equal(fit_rows(rows, ridge, fit, &fault), MSHIP_OK);
		mship_logit_model(fit, model);
		sums = pass(rows, 0, 1, model);
		for (int i = 0; i <= k; i++)
		{
			double		gradient = 0;

			for (int r = 0; r < rows->count; r++)
			{
				double		eta = model[2 * k];

				for (int j = 0; j < k; j++)
					eta += model[2 * k + 1 + j] * (rows->x[r][j] - model[j]) * model[k + j];
				gradient += (rows->y[r] - 1 / (1 + exp(-eta))) *
					(i == 0 ? 1 : (rows->x[r][i - 1] - model[i - 1]) * model[k + i - 1]);
			}
			assert_true(fabs(gradient - sums->values[3 * k + 1 + 1 + i] - sums->values[3 * k + 1 + terms + 1 + i]) < 1e-8);
			assert_true(fabs(gradient - (i == 0 ? 0 : ridge * model[2 * k + i])) < 1e-6);
		}
		free(sums);
		free(rows);
	}
	free(fit);
}

static void
refuse_fit(const Rows *rows, double ridge, MshipReason reason, int feature)
{
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
	MshipFault	fault;

	assert_int_equal(fit_rows(rows, ridge, fit, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.length, feature >= 0);
	if (feature >= 0)
		assert_int_equal(fault.position, feature);
	free(fit);
}

static void
test_refusals(void **state)
{
	Rows	   *rows = random_rows(300, 3);
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
	MshipLogit *step = new_sums(MSHIP_LOGIT_STEP, 1);
	static const double model[] = {0, 1, 0, 0};

	(void) state;
	refuse_fit(rows, -1, MSHIP_REASON_LOGIT_RIDGE, -1);
	refuse_fit(rows, NAN, MSHIP_REASON_LOGIT_RIDGE, -1);
	refuse_fit(rows, INFINITY, MSHIP_REASON_LOGIT_RIDGE, -1);
	for (int k = 0; k < rows->count; k++)
		rows->x[k][2] = 0.1;
	refuse_fit(rows, 1, MSHIP_REASON_LOGIT_CONSTANT, 2);
	for (int k = 0; k < rows->count; k++)
		rows->x[k][2] = 1e-180 * k;
	refuse_fit(rows, 1, MSHIP_REASON_LOGIT_CONSTANT, 2);
	for (int k = 0; k < rows->count; k++)
		rows->x[k][2] = 3 * rows->x[k][0] - rows->x[k][1] + 7;
	refuse_fit(rows, 0, MSHIP_REASON_LOGIT_DEPENDENT, 2);
	refuse_fit(rows, 1e-30, MSHIP_REASON_LOGIT_DEPENDENT, 2);
	assert_int_equal(fit_rows(rows, 1e-3, fit, NULL), MSHIP_OK);

	/* a feature that tells some outcomes, and then all of them */
	for (int k = 0; k < rows->count; k++)
		rows->x[k][2] = rows->y[k] && k % 4 == 0;
	refuse_fit(rows, 0, MSHIP_REASON_LOGIT_SEPARATED, 2);
	assert_int_equal(fit_rows(rows, 1, fit, NULL), MSHIP_OK);
	assert_false(fit->separated);
	for (int k = 0; k < rows->count; k++)
		rows->x[k][2] = rows->y[k] * 5 + next_share();
	refuse_fit(rows, 0, MSHIP_REASON_LOGIT_SEPARATED, 2);
	assert_int_equal(fit_rows(rows, 1, fit, NULL), MSHIP_OK);
	assert_true(fit->separated);

	for (int k = 0; k < rows->count; k++)
		rows->y[k] = true;
	refuse_fit(rows, 1, MSHIP_REASON_LOGIT_ONE_CLASS, -1);
	rows->count = 0;
	refuse_fit(rows, 1, MSHIP_REASON_LOGIT_NO_ROWS, -1);
	assert_int_equal(mship_logit_begin_step(step, 1, model, 4, NULL), MSHIP_OK);
	assert_int_equal(mship_logit_start(fit, step, 1, NULL), MSHIP_ERR_VALUE);
	free(step);
	free(fit);
	free(rows);
}

/* A step that goes too far, because one value does, is halved until it is better. */
static void
test_overshoot(void **state)
{
	static const double x[] = {-1.376e6, -30.32, 2.034, -2.034, 4.089};
	static const bool y[] = {true, true, false, true, true};
	Rows	   *rows = calloc(1, sizeof(Rows));
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
	double		model[MSHIP_LOGIT_MAX_MODEL];
	MshipLogit *sums = NULL;
	double		coefficients[2];
	double		errors[2];
	int			halved = 0;
	bool		done = false;

	(void) state;
	rows->count = 5;
	rows->features = 1;
	for (int k = 0; k < rows->count; k++)
	{
		rows->x[k][0] = x[k];
		rows->y[k] = y[k];
	}
	sums = pass(rows, 0, 1, NULL);
	assert_int_equal(mship_logit_start(fit, sums, 0, NULL), MSHIP_OK);
	free(sums);
	while (!done)
	{
		mship_logit_model(fit, model);
		sums = pass(rows, 0, 1, model);
		assert_int_equal(mship_logit_advance(fit, sums, &done, NULL), MSHIP_OK);
		free(sums);
		halved += fit->halvings > 0;
	}
	assert_true(halved > 0);
	mship_logit_result(fit, coefficients, errors);
	for (int i = 0; i < 2; i++)
	{
		double		gradient = 0;

		for (int k = 0; k < rows->count; k++)
			gradient += (y[k] - 1 / (1 + exp(-coefficients[0] - coefficients[1] * x[k]))) * (i ? x[k] : 1);
		assert_true(fabs(gradient) < 1e-6);
	}
	free(fit);
	free(rows);
}

/* Two groups of rows: what a fit must be is known in closed form. */
static void
test_two_groups(void **state)
{
	Rows	   *rows = calloc(1, sizeof(Rows));
	MshipLogitFit *fit = malloc(sizeof(MshipLogitFit));
	double		coefficients[2];
	double		errors[2];

	(void) state;
	rows->count = 100;
	rows->features = 1;
	for (int k = 0; k < 100; k++)
	{
		rows->x[k][0] = k < 40;
		rows->y[k] = k < 10 || k >= 70;
	}
	assert_int_equal(fit_rows(rows, 0, fit, NULL), MSHIP_OK);
	mship_logit_result(fit, coefficients, errors);
	/* odds 30:30 without, 10:30 with */
	assert_true(fabs(coefficients[0]) < 1e-12);
	assert_true(fabs(coefficients[1] - log(1.0 / 3)) < 1e-12);
	assert_true(fabs(errors[0] - sqrt(1.0 / 30 + 1.0 / 30)) < 1e-9);
	assert_true(fabs(errors[1] - sqrt(1.0 / 30 + 1.0 / 30 + 1.0 / 10 + 1.0 / 30)) < 1e-9);
	free(fit);
	free(rows);
}

static void
test_forms(void **state)
{
	(void) state;
	for (int round = 0; round < 30; round++)
	{
		Rows	   *rows = random_rows(20 + (int) (next_random() % 100), 1 + (int) (next_random() % 9));
		double		model[MSHIP_LOGIT_MAX_MODEL];
		MshipLogit *sums;
		MshipLogit *again;
		size_t		size;
		size_t		length;
		uint8_t    *wire;
		char	   *text;
		uint32_t	stage;
		uint32_t	features;

		for (int k = 0; k < MSHIP_LOGIT_MAX_MODEL; k++)
			model[k] = next_share() + 0.01;
		if (round % 10 == 0)
			rows->count = 0;
		sums = pass(rows, 0, 1, round % 2 ? model : NULL);
		size = mship_logit_size(sums->stage, sums->features);
		again = malloc(size);
		wire = malloc(mship_logit_wire_size(sums));
		mship_logit_write(sums, wire);
		assert_int_equal(mship_logit_read_shape(wire, mship_logit_wire_size(sums), &stage, &features, NULL), MSHIP_OK);
		assert_int_equal(stage, sums->stage);
		assert_int_equal(features, sums->features);
		assert_int_equal(mship_logit_read(wire, again, NULL), MSHIP_OK);
		assert_memory_equal(sums, again, size);
		for (size_t cut = 0; cut < mship_logit_wire_size(sums); cut++)
			assert_int_not_equal(mship_logit_read_shape(wire, cut, &stage, &features, NULL), MSHIP_OK);

		text = malloc(MSHIP_LOGIT_HEADER_TEXT_MAX +
					  mship_logit_value_count(stage, features) * (MSHIP_DOUBLE_TEXT_MAX + 1));
		length = mship_logit_print(sums, print_double, text);
		assert_int_equal(mship_logit_parse_shape(text, length, &stage, &features, NULL), MSHIP_OK);
		memset(again, 0, size);
		assert_int_equal(mship_logit_parse(text, length, read_double, again, NULL), MSHIP_OK);
		assert_memory_equal(sums, again, size);
		for (size_t cut = 0; cut < length; cut++)
		{
			/* a cut through the last number leaves a shorter number */
			if (mship_logit_parse(text, cut, read_double, again, NULL) == MSHIP_OK)
				assert_true(memchr(text + cut, ' ', length - cut) == NULL);
		}
		free(wire);
		free(text);
		free(sums);
		free(again);
		free(rows);
	}
}

static void
refuse_text(const char *text)
{
	MshipLogit *sums = new_sums(MSHIP_LOGIT_STEP, MSHIP_LOGIT_MAX_FEATURES);

	assert_int_equal(mship_logit_parse(text, strlen(text), read_double, sums, NULL), MSHIP_ERR_SYNTAX);
	free(sums);
}

static void
test_bad_text(void **state)
{
	(void) state;
	refuse_text("");
	refuse_text("momentous 1 2 1 0 0: 7 21 0 0 1 4");
	refuse_text("moments 65 2 1 0 0: 7 21 0 0 1 4");
	refuse_text("moments 1 2 1 0 2: 7 21 0 0 1 4");
	refuse_text("moments 1 2 1 0 99: 7 21 0 0 1 4");
	refuse_text("moments 1 2 -1 0 0: 7 21 0 0 1 4");
	refuse_text("moments 1 2 1 0 0: 7 21 0 0 1 nan");
	refuse_text("moments 1 2 1 0 0: inf 21 0 0 1 4");
	refuse_text("moments 1 2 1 0 0: 7 21 0 0 1 4 ");
	refuse_text("moments 1 2 1 0 0; 7 21 0 0 1 4");
	refuse_text("step 1 1 1 0 0: 0 0 0 0 -1.4 0 -0.5 0.5 0.75 1.25 0 0 0 0 0 0 0 0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_sums),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_merge_refuses),
		cmocka_unit_test(test_models),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_minimum),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_overshoot),
		cmocka_unit_test(test_two_groups),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_bad_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
