/*
 * meeting_slots.h
 *		The best weekly times for a mentor and a student to meet.
 *
 * A student who tends to miss a weekday is met on that day, so that he comes
 * for it, or on the school day before, so that he is asked to come.
 */
#ifndef MSHIP_MEETING_SLOTS_H
#define MSHIP_MEETING_SLOTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/availability.h"
#include "core/weekday_counts.h"

/* Absences on a weekday below this say nothing about it. */
#define MSHIP_TENDS_TO_MISS_MIN 2

typedef enum MshipMeetingReason
{
	MSHIP_MEETING_SHARED,		/* both are free, and no more can be said */
	MSHIP_MEETING_ON_DAY,		/* on a weekday the student tends to miss */
	MSHIP_MEETING_DAY_BEFORE	/* on the school day before one */
} MshipMeetingReason;

typedef struct MshipMeetingSlot
{
	int			weekday;		/* ISO, 1 is Monday */
	int			slot;
	MshipMeetingReason reason;
	int			missed_weekday; /* the one it is about; 0 without a tendency */
} MshipMeetingSlot;

/*
 * Rank the slots of "shared" and store the best, at most "max", in "slots".
 * Returns how many there are.
 *
 * A student tends to miss a weekday on which he was absent at least twice and
 * on a larger share of its school days than of all his school days.  The
 * weekday missed most comes first, the day itself before its eve (an eve that
 * is often missed itself is named for that); days without a tendency follow in the order of the week.  Every weekday gives its best
 * slot before any gives a second one: before school, then lunch, then a
 * period, then after school, then the evening.
 */
extern size_t mship_meeting_slots(const MshipWeekdayCounts *counts,
								  const MshipAvailability *shared,
								  size_t max, MshipMeetingSlot *slots);

#endif							/* MSHIP_MEETING_SLOTS_H */
