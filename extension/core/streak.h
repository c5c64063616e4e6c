/*
 * streak.h
 *		Runs of school days of one kind.
 *
 * A run is counted in school days: dots never break it, nor do exempt and
 * unrecorded days; every other status outside the kind does.
 */
#ifndef MSHIP_STREAK_H
#define MSHIP_STREAK_H

#include "core/attendance.h"

typedef struct MshipStreak
{
	int32_t		first_day;
	int32_t		last_day;
	uint32_t	school_days;	/* of the kind */
} MshipStreak;

/* Reads the runs of a record in the order of days. */
typedef struct MshipStreakReader
{
	const MshipAttendance *record;
	MshipKind	kind;
	uint32_t	index;
} MshipStreakReader;

extern MshipStreakReader mship_streaks_of(const MshipAttendance *a, MshipKind kind);
extern bool mship_streaks_next(MshipStreakReader *reader, MshipStreak *streak);

extern uint32_t mship_longest_streak(const MshipAttendance *a, MshipKind kind);
extern uint32_t mship_streak_count(const MshipAttendance *a, MshipKind kind,
								   uint32_t min_days);

/*
 * Length of the run that includes the last countable day on or before as_of;
 * 0 if that day is not of the kind.
 */
extern uint32_t mship_current_streak(const MshipAttendance *a, MshipKind kind,
									 int32_t as_of);

#endif							/* MSHIP_STREAK_H */
