/*
 * advice.h
 *		What a mentor should do next, worked out from the data of a report.
 *
 * Only the student's attendance, the shared free slots and the log of meetings
 * are looked at: advice is never about behaviour.
 */
#ifndef MODEL_ADVICE_H
#define MODEL_ADVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/meeting_slots.h"
#include "model/report_data.h"

/* Good times to meet that a report names for a pair. */
#define MEETING_SLOTS_SHOWN 3

/* School days in a row without the student that ask for a call. */
#define ABSENCE_RUN_TO_CALL 2

/* When to do it. */
typedef enum AdviceTime
{
	ADVICE_TODAY,				/* the day of the report, a school day */
	ADVICE_NEXT_DAY,			/* the school day after it */
	ADVICE_THIS_WEEK
} AdviceTime;

/* In the order in which they press. */
typedef enum AdviceKind
{
	/* the student has been away: find out how he is */
	ADVICE_CALL,
	/* a good time to meet lies on the next school day */
	ADVICE_MEET,
	/* say so the day before */
	ADVICE_REMIND_MEETING,
	/* the student tends to miss the next school day, or the one after that:
	 * say the day before that you count on it */
	ADVICE_REMIND_DAY,
	/* too long without a meeting */
	ADVICE_SCHEDULE,
	/* no shared free slot is known */
	ADVICE_FIND_SLOT
} AdviceKind;

typedef struct Advice
{
	AdviceKind	kind;
	AdviceTime	time;
	const Mentee *mentee;
	int64_t		day;			/* the school day it is about, or UNKNOWN */
	MshipMeetingSlot slot;		/* of meetings */
	int64_t		amount;			/* school days away; days without a meeting,
								 * where those are too many */
} Advice;

/* At most this many pieces of advice come from one mentee. */
#define ADVICE_PER_MENTEE 5

/*
 * The best weekly times to meet, at most MEETING_SLOTS_SHOWN of them.  None
 * when the pair shares no slot or "shared_slots" cannot be read.
 */
extern size_t mentee_meeting_slots(const Mentee *mentee,
								   MshipMeetingSlot slots[MEETING_SLOTS_SHOWN]);

/*
 * Does the student tend to miss this ISO weekday?  The rule is that of
 * mship_meeting_slots.
 */
extern bool mentee_tends_to_miss(const Mentee *mentee, int weekday);

/* Is the day of the report a school day of this student? */
extern bool mentee_has_school_today(const Heading *heading, const Mentee *mentee);

/* Advice about one mentee.  Returns how many pieces. */
extern size_t mentee_advice(const Heading *heading, const Mentee *mentee,
							Advice advice[ADVICE_PER_MENTEE]);

#endif							/* MODEL_ADVICE_H */
