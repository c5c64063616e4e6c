/*
 * status.h
 *		What every fallible function of the core returns.
 *
 * The core has no text of its own: it says which rule was broken and where,
 * and the caller (pg/error.c, or a job) turns that into words.
 */
#ifndef MSHIP_STATUS_H
#define MSHIP_STATUS_H

#include <stddef.h>
#include <stdint.h>

/* The class of a failure; each maps to one SQLSTATE. */
typedef enum MshipStatus
{
	MSHIP_OK = 0,
	MSHIP_ERR_SYNTAX,			/* text that cannot be read (22P02) */
	MSHIP_ERR_DATE,				/* a day that does not exist or is out of
								 * range (22008) */
	MSHIP_ERR_NUMBER,			/* a number out of range (22003) */
	MSHIP_ERR_VALUE,			/* a well-formed argument that makes no sense
								 * (22023) */
	MSHIP_ERR_LIMIT,			/* a limit of the type is exceeded (54000) */
	MSHIP_ERR_BINARY,			/* damaged binary representation (22P03) */
	MSHIP_ERR_SPACE,			/* the caller's buffer is too small; never
								 * reaches a user */
	MSHIP_ERR_MEMORY,			/* allocation refused (53200) */
	MSHIP_ERR_CANCELED,			/* the interrupt callback asked to stop */
	MSHIP_ERR_INTERNAL			/* cannot happen (XX000) */
} MshipStatus;

/* Which rule was broken.  One sentence for each stands in pg/error.c. */
typedef enum MshipReason
{
	MSHIP_REASON_NONE = 0,
	MSHIP_REASON_TRAILING_TEXT,
	MSHIP_REASON_UNEXPECTED_END,
	MSHIP_REASON_EXPECTED_NUMBER,
	MSHIP_REASON_NUMBER_TOO_LARGE,
	MSHIP_REASON_NUMBER_DIGITS,
	MSHIP_REASON_BINARY_VERSION,
	MSHIP_REASON_BINARY_LENGTH,
	MSHIP_REASON_BINARY_RESERVED,
	MSHIP_REASON_BINARY_NOT_CANONICAL,
	/* attendance */
	MSHIP_REASON_STATUS_NAME,
	MSHIP_REASON_STATUS_LETTER,
	MSHIP_REASON_STATUS_CODE,
	MSHIP_REASON_KIND,
	MSHIP_REASON_RECORD_COLON,
	MSHIP_REASON_DATE_SYNTAX,
	MSHIP_REASON_DATE_RANGE,
	MSHIP_REASON_SPAN,
	MSHIP_REASON_MINUTES,
	MSHIP_REASON_MIN_DAYS,
	/* truancy_rule */
	MSHIP_REASON_TRUANCY_START,
	MSHIP_REASON_TRUANCY_COUNT,
	MSHIP_REASON_TRUANCY_HOURS,
	MSHIP_REASON_TRUANCY_UNIT,
	MSHIP_REASON_TRUANCY_OVER,
	MSHIP_REASON_TRUANCY_WINDOW,
	MSHIP_REASON_TRUANCY_LENGTH,
	MSHIP_REASON_TRUANCY_MONTHS,
	MSHIP_REASON_TRUANCY_DAY,
	MSHIP_REASON_TRUANCY_NO_HOURS,
	MSHIP_REASON_TRUANCY_OR,
	MSHIP_REASON_TRUANCY_CLAUSES,
	/* absence rules */
	MSHIP_REASON_RULE_KEY,
	MSHIP_REASON_RULE_KEY_TWICE,
	MSHIP_REASON_RULE_NO_VALUE,
	MSHIP_REASON_RULE_VALUE,
	MSHIP_REASON_RULE_THRESHOLD,
	MSHIP_REASON_RULE_MIN_DAYS,
	MSHIP_REASON_WINDOW_DAYS,
	MSHIP_REASON_MAX_SLOTS,
	MSHIP_REASON_SIMILAR_LENGTH,
	MSHIP_REASON_SIMILAR_SHARE,
	MSHIP_REASON_SIMILAR_OTHERS,
	/* availability */
	MSHIP_REASON_WEEKDAY,
	MSHIP_REASON_WEEKDAY_RANGE,
	MSHIP_REASON_WEEKDAY_COLON,
	MSHIP_REASON_SLOT,
	MSHIP_REASON_SLOT_RANGE,
	/* traits */
	MSHIP_REASON_TRAIT_NAME,
	MSHIP_REASON_TRAIT_EMPTY,
	MSHIP_REASON_TRAIT_LENGTH,
	MSHIP_REASON_TRAIT_REPEATED,
	MSHIP_REASON_TRAIT_WEIGHT,
	MSHIP_REASON_TRAIT_COUNT,
	/* scorecard */
	MSHIP_REASON_CARD_FORM,
	MSHIP_REASON_CARD_KEY,
	MSHIP_REASON_CARD_FEATURE,
	MSHIP_REASON_CARD_REPEATED,
	MSHIP_REASON_CARD_BASE,
	MSHIP_REASON_CARD_THRESHOLD,
	MSHIP_REASON_CARD_ORDER,
	MSHIP_REASON_CARD_BOUND,
	MSHIP_REASON_CARD_MISSING,
	MSHIP_REASON_CARD_SIZE,
	/* tally of scores */
	MSHIP_REASON_TALLY_ENTRY,
	MSHIP_REASON_TALLY_ROWS,
	MSHIP_REASON_TALLY_SCORES,
	MSHIP_REASON_TALLY_PROBABILITY,
	MSHIP_REASON_TALLY_NAN,
	MSHIP_REASON_BANDS,
	MSHIP_REASON_CALIBRATION_PROBABILITY,
	/* logistic regression */
	MSHIP_REASON_LOGIT_MODEL,
	MSHIP_REASON_LOGIT_MIXED,
	MSHIP_REASON_LOGIT_ROWS,
	MSHIP_REASON_LOGIT_SHAPE,
	MSHIP_REASON_LOGIT_SUMS,
	MSHIP_REASON_LOGIT_RIDGE,
	MSHIP_REASON_LOGIT_RANGE,
	MSHIP_REASON_LOGIT_NO_ROWS,
	MSHIP_REASON_LOGIT_ONE_CLASS,
	MSHIP_REASON_LOGIT_CONSTANT,
	MSHIP_REASON_LOGIT_DEPENDENT,
	MSHIP_REASON_LOGIT_SEPARATED,
	MSHIP_REASON_LOGIT_NO_END,
	MSHIP_REASON_LOGIT_COEFFICIENT,
	MSHIP_REASON_LOGIT_FEATURES,
	MSHIP_REASON_LOGIT_NAME,
	MSHIP_REASON_LOGIT_CHANGED,
	/* match policy and matching */
	MSHIP_REASON_POLICY_KEY,
	MSHIP_REASON_POLICY_VALUE,
	MSHIP_REASON_POLICY_REPEATED,
	MSHIP_REASON_POLICY_FAIRNESS,
	MSHIP_REASON_OBJECTIVE,
	MSHIP_REASON_CAPACITY,
	MSHIP_REASON_PRIORITY,
	MSHIP_REASON_NOT_FINITE,
	MSHIP_REASON_DUPLICATE_ID,
	MSHIP_REASON_MATCH_PEOPLE,
	MSHIP_REASON_MATCH_PAIRS,
	MSHIP_REASON_SCORE_SPREAD,
	MSHIP_REASON_COUNT
} MshipReason;

/*
 * Where it happened: a byte range of the input (0-based), or, where no text is
 * involved, the offending value and the limit it broke.
 */
typedef struct MshipFault
{
	MshipStatus status;
	MshipReason reason;
	size_t		position;
	size_t		length;
	int64_t		value;
	int64_t		limit;
} MshipFault;

/* Fill a fault (which may be NULL) and return its status, for tail calls. */
static inline MshipStatus
mship_fail(MshipFault *fault, MshipStatus status, MshipReason reason,
		   size_t position, size_t length)
{
	if (fault != NULL)
	{
		fault->status = status;
		fault->reason = reason;
		fault->position = position;
		fault->length = length;
		fault->value = 0;
		fault->limit = 0;
	}
	return status;
}

/* The same for a number that broke a limit. */
static inline MshipStatus
mship_fail_value(MshipFault *fault, MshipStatus status, MshipReason reason,
				 int64_t value, int64_t limit)
{
	if (fault != NULL)
	{
		fault->status = status;
		fault->reason = reason;
		fault->position = 0;
		fault->length = 0;
		fault->value = value;
		fault->limit = limit;
	}
	return status;
}

#endif							/* MSHIP_STATUS_H */
