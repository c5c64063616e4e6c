/*
 * attention.h
 *		Which students of a school need a look this week, and why.
 *
 * Looks at attendance, the log of meetings, the shared times and referrals:
 * never at behaviour, and never at what a need is.
 */
#ifndef MODEL_ATTENTION_H
#define MODEL_ATTENTION_H

#include "common/arena.h"
#include "model/advice.h"

/* A look back over so many school days, and the absences in it that are many. */
#define RECENT_SCHOOL_DAYS 10
#define RECENT_ABSENCES 3

/* School days in a row without a student that ask for a call. */
#define ABSENCE_RUN_TO_CALL 2

/*
 * In the order in which they press.  A need that was passed on and not yet met
 * comes first, whatever it is: it may be the most serious thing a child has
 * said, and what it is about cannot be known from words.
 */
typedef enum AttentionKind
{
	ATTENTION_REFERRAL,			/* a need passed on long ago and not closed */
	ATTENTION_AWAY,				/* absent up to now */
	ATTENTION_NO_MEETING,		/* a pair that has not met for long */
	ATTENTION_NOT_MET,			/* a new pair that has not met */
	ATTENTION_RECENT,			/* often absent lately */
	ATTENTION_NO_TIME,			/* a pair without a shared time */
	ATTENTION_KINDS
} AttentionKind;

typedef struct Attention
{
	const Mentee *mentee;
	size_t		count;			/* of reasons, at least one */
	AttentionKind kinds[ATTENTION_KINDS];
	int64_t		amounts[ATTENTION_KINDS];	/* school days or calendar days */
	const Referral *referral;	/* the one it is about, or NULL */
} Attention;

/* Fill in the reasons of one student; false if there are none. */
extern bool attention_of(const ReportData *data, const Mentee *mentee,
						 Attention *attention);

/* The students of a school who need a look, the most pressing first, in an
 * array of the arena; NULL when out of memory. */
extern Attention *attention_list(const ReportData *data, int64_t school_id,
								 Arena *arena, size_t *count);

#endif							/* MODEL_ATTENTION_H */
