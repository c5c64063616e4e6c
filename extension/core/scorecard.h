/*
 * scorecard.h
 *		A risk score as a sum of named parts.
 *
 * A scorecard has a base and a part for each feature.  A part is either a list
 * of thresholds, of which the last one met gives its points, or a coefficient
 * by which the value is multiplied.  The form "points" adds the parts up; the
 * form "logistic" turns their sum x into the probability 1 / (1 + exp(-x)).
 *
 * Numbers are kept as the decimals that were written (core/decimal.h).  The
 * stored form of a scorecard is its canonical text.
 */
#ifndef MSHIP_SCORECARD_H
#define MSHIP_SCORECARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/decimal.h"
#include "core/status.h"

#define MSHIP_SCORECARD_WIRE_VERSION 1
#define MSHIP_CARD_MAX_FEATURES 100
#define MSHIP_CARD_MAX_TERMS 500
#define MSHIP_CARD_MAX_NAME 63	/* bytes, as SQL names have */

/* The name that the base has among reasons and terms; no feature may have it. */
#define MSHIP_CARD_BASE_NAME "base"

typedef enum MshipCardForm
{
	MSHIP_CARD_POINTS,
	MSHIP_CARD_LOGISTIC
} MshipCardForm;

typedef enum MshipCardOp
{
	MSHIP_CARD_GE,
	MSHIP_CARD_GT,
	MSHIP_CARD_LE,
	MSHIP_CARD_LT,
	MSHIP_CARD_TIMES			/* points are the coefficient; no threshold */
} MshipCardOp;

/* A decimal as written, and the double nearest to it. */
typedef struct MshipCardNumber
{
	MshipDecimal decimal;
	double		value;
} MshipCardNumber;

typedef struct MshipCardTerm
{
	MshipCardOp op;
	MshipCardNumber threshold;
	MshipCardNumber points;
} MshipCardTerm;

typedef struct MshipCardFeature
{
	char		name[MSHIP_CARD_MAX_NAME];
	uint8_t		name_length;
	bool		has_min;		/* bounds of the value; with a coefficient only */
	bool		has_max;
	bool		has_missing;	/* what stands for a value that is not known */
	int			first_term;		/* its terms in the card's array */
	int			term_count;
	MshipCardNumber min;
	MshipCardNumber max;
	MshipCardNumber missing;
} MshipCardFeature;

/* About 45 kB; lives where the caller puts it. */
typedef struct MshipScorecard
{
	MshipCardForm form;
	bool		has_base;		/* was it written? */
	MshipCardNumber base;
	int			feature_count;
	int			term_count;
	MshipCardFeature features[MSHIP_CARD_MAX_FEATURES];
	MshipCardTerm terms[MSHIP_CARD_MAX_TERMS];
} MshipScorecard;

/* The longest text of one term: " >=" number ":" number */
#define MSHIP_CARD_TERM_TEXT_MAX (2 * MSHIP_DECIMAL_TEXT_MAX + 16)

/* scorecard.c: what a card says of a student */
extern double mship_scorecard_points(const MshipScorecard *card, int feature,
									 double value);
extern bool mship_scorecard_value(const MshipScorecard *card, int feature,
								  bool known, double *value);
extern bool mship_scorecard_sum(const MshipScorecard *card,
								const double *values, const bool *known,
								double *sum);
extern double mship_scorecard_link(const MshipScorecard *card, double sum);

/* scorecard_parse.c: text; not terminated by NUL in either direction */
extern MshipStatus mship_scorecard_parse(const char *text, size_t length,
										 MshipScorecard *card,
										 MshipFault *fault);

/* scorecard_print.c */
extern size_t mship_scorecard_text_bound(const MshipScorecard *card);
extern size_t mship_scorecard_print(const MshipScorecard *card, char *text);
extern size_t mship_card_condition_print(const MshipScorecard *card,
										 int feature, int term, char *text);

/* scorecard_preset.c */
extern const char *mship_scorecard_preset(const char *name, size_t length);

#endif							/* MSHIP_SCORECARD_H */
