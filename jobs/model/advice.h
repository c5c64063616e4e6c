/*
 * advice.h
 *		What a mentor should do next, worked out from the data of a report.
 *
 * A report holds the attendance of its day, so it is read that evening or the
 * next morning: everything is for the next school day or later.  Only the
 * attendance, the shared free slots, the log of meetings and the age of
 * referrals are looked at: advice is never about behaviour.
 */
#ifndef MODEL_ADVICE_H
#define MODEL_ADVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "core/meeting_slots.h"
#include "model/report_data.h"

/* Good times to meet that a report names for a pair. */
#define MEETING_SLOTS_SHOWN 3

/* A new pair that has not met for so long is no news: 48 hours and a weekend. */
#define FIRST_MEETING_DAYS 4

/* Calendar days after which somebody should ask what became of a referral. */
#define REFERRAL_DAYS 14

/* In the order in which they press. */
typedef enum AdviceKind
{
	/* a new student, or one who still waits for a first meeting */
	ADVICE_INTRODUCE,
	/* away up to now: find out how the student is */
	ADVICE_CALL,
	/* passed on long ago: ask what became of it */
	ADVICE_REFERRAL,
	/* a good time to meet lies on the next school day */
	ADVICE_MEET,
	/* it lies on the one after: say so the day before */
	ADVICE_REMIND_MEETING,
	/* the student tends to miss the school day after the next: say the day
	 * before that you count on it */
	ADVICE_REMIND_DAY,
	/* no shared free slot is known */
	ADVICE_FIND_SLOT,
	/* too long without a meeting, and the next good time is further ahead */
	ADVICE_SCHEDULE,
	ADVICE_KINDS
} AdviceKind;

typedef struct Advice
{
	AdviceKind	kind;
	const Mentee *mentee;
	int64_t		do_on;			/* the school day to do it on; UNKNOWN if the
								 * calendar has none ahead */
	int64_t		day;			/* the day it is about, or UNKNOWN */
	bool		has_slot;		/* of meetings */
	int			slot;
	int64_t		amount;			/* school days away; days without a meeting,
								 * where those are too many */
	const Referral *referral;
} Advice;

/*
 * The best weekly times to meet, at most MEETING_SLOTS_SHOWN of them.  None
 * when the pair shares no slot or "shared_slots" cannot be read.  A reason is
 * left out where the weekday does not stand out.
 */
extern size_t mentee_meeting_slots(const Mentee *mentee,
								   MshipMeetingSlot slots[MEETING_SLOTS_SHOWN]);

/* Does this ISO weekday stand out among those the student misses? */
extern bool mentee_tends_to_miss(const Mentee *mentee, int weekday);

/* Is the mentor the one of this student's live pair? */
extern bool is_mentee_of(const Mentee *mentee, int64_t mentor_id);

/* Absent on the last school day, as far as is known. */
extern bool is_away(const Mentee *mentee);

/* The longest-standing referral that is not closed; NULL if none is. */
extern const Referral *oldest_open_referral(const ReportData *data,
											int64_t student_id);

/*
 * All advice for a mentor, in an array of the arena: by kind, then the students
 * who have waited longest.  No two meetings are at one time.  NULL when out of
 * memory.
 */
extern Advice *mentor_advice(const ReportData *data, int64_t mentor_id,
							 Arena *arena, size_t *count);

#endif							/* MODEL_ADVICE_H */
