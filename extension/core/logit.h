/*
 * logit.h
 *		Ridge logistic regression by Newton steps over mergeable sums.
 *
 * One pass over the rows gives sums, and sums of parts of the rows add up to
 * those of the whole: they are the state of an aggregate.  The first pass
 * ("moments") gives what standardises the features, each further one ("step")
 * the likelihood, its gradient and its curvature at a model.  Between passes the
 * fit moves the model by one Newton step, or half the way back where that made
 * things worse.
 *
 * It minimises, over the coefficients b of the standardised features z (mean 0,
 * standard deviation 1 with divisor n) and an intercept,
 *
 *		- sum(log likelihood of the rows) + ridge / 2 * sum(b^2)
 *
 * All sums are compensated (core/exact_sum.h): the order of the rows, and how
 * they were dealt out to workers, do not matter.
 */
#ifndef MSHIP_LOGIT_H
#define MSHIP_LOGIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/tally.h"

#define MSHIP_LOGIT_WIRE_VERSION 1
#define MSHIP_LOGIT_WIRE_HEADER 37
#define MSHIP_LOGIT_MAX_FEATURES 64
#define MSHIP_LOGIT_MAX_TERMS (MSHIP_LOGIT_MAX_FEATURES + 1)

/* Greater values, and infinite ones, would make sums that are no numbers. */
#define MSHIP_LOGIT_MAX_VALUE 1e100

#define MSHIP_LOGIT_MAX_ROWS INT64_C(1000000000000)

#define MSHIP_LOGIT_TRIANGLE(p) ((p) * ((p) + 1) / 2)

/* Numbers in a model: center, factor and coefficient of each, and the intercept */
#define MSHIP_LOGIT_MODEL_SIZE(features) (3 * (features) + 1)
#define MSHIP_LOGIT_MAX_MODEL MSHIP_LOGIT_MODEL_SIZE(MSHIP_LOGIT_MAX_FEATURES)

typedef enum MshipLogitStage
{
	MSHIP_LOGIT_MOMENTS,
	MSHIP_LOGIT_STEP
} MshipLogitStage;

/*
 * The sums.  "values" holds, for k features and p = k + 1 terms,
 *	moments: k sums and k sums of squares, first all high parts, then all low
 *		parts; k least values; k greatest values
 *	step: the model (k centers, k factors, the intercept, k coefficients); high,
 *		then low parts of the log likelihood, p parts of the gradient and the
 *		lower triangle of the curvature, row by row; the least linear predictor
 *		of rows with the outcome and the greatest of rows without it
 */
typedef struct MshipLogit
{
	uint32_t	stage;
	uint32_t	features;
	uint32_t	out_of_range;	/* first feature, from 1, with a value that is; or 0 */
	uint32_t	reserved;		/* 0 */
	int64_t		positives;		/* rows with the outcome */
	int64_t		negatives;
	int64_t		skipped;		/* rows in which something is not known */
	double		values[];
} MshipLogit;

/* What is found between passes.  Lives where the caller puts it. */
typedef struct MshipLogitFit
{
	int			features;
	double		ridge;
	double		rows;
	double		center[MSHIP_LOGIT_MAX_FEATURES];
	double		factor[MSHIP_LOGIT_MAX_FEATURES];
	double		beta[MSHIP_LOGIT_MAX_TERMS];	/* standardised; intercept first */
	double		last_beta[MSHIP_LOGIT_MAX_TERMS];
	double		last_objective;
	int			steps;
	int			halvings;
	bool		separated;		/* a plane parts the outcomes */
	double		root[MSHIP_LOGIT_TRIANGLE(MSHIP_LOGIT_MAX_TERMS)];	/* Cholesky */
} MshipLogitFit;

/* The longest text: stage and six counts, then a double each */
#define MSHIP_LOGIT_HEADER_TEXT_MAX 160

/* logit.c: the sums */
extern size_t mship_logit_value_count(uint32_t stage, uint32_t features);
extern size_t mship_logit_size(uint32_t stage, uint32_t features);
extern void mship_logit_begin_moments(MshipLogit *sums, uint32_t features);
extern MshipStatus mship_logit_begin_step(MshipLogit *sums, uint32_t features,
										  const double *model, size_t model_size,
										  MshipFault *fault);
extern void mship_logit_add(MshipLogit *sums, bool outcome, const double *x);
extern MshipStatus mship_logit_merge(MshipLogit *sums, const MshipLogit *more,
									 MshipFault *fault);

/* logit_io.c */
extern MshipStatus mship_logit_check(const MshipLogit *sums);
extern void mship_logit_write(const MshipLogit *sums, uint8_t *wire);
extern size_t mship_logit_wire_size(const MshipLogit *sums);
extern MshipStatus mship_logit_read_shape(const uint8_t *wire, size_t length,
										  uint32_t *stage, uint32_t *features,
										  MshipFault *fault);
extern MshipStatus mship_logit_read(const uint8_t *wire, MshipLogit *sums,
									MshipFault *fault);
extern MshipStatus mship_logit_parse_shape(const char *text, size_t length,
										   uint32_t *stage, uint32_t *features,
										   MshipFault *fault);
extern MshipStatus mship_logit_parse(const char *text, size_t length,
									 MshipReadDouble read, MshipLogit *sums,
									 MshipFault *fault);
extern size_t mship_logit_print(const MshipLogit *sums, MshipPrintDouble print,
								char *text);

/* logit_fit.c */
extern MshipStatus mship_logit_start(MshipLogitFit *fit, const MshipLogit *moments,
									 double ridge, MshipFault *fault);
extern MshipStatus mship_logit_advance(MshipLogitFit *fit, const MshipLogit *step,
									   bool *done, MshipFault *fault);
extern void mship_logit_model(const MshipLogitFit *fit, double *model);
extern void mship_logit_result(const MshipLogitFit *fit, double *coefficients,
							   double *errors);

#endif							/* MSHIP_LOGIT_H */
