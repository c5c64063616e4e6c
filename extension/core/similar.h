/*
 * similar.h
 *		How the absence of similar students changed over the same days.
 *
 * Somebody is to be compared: there is a day on which something began, a last
 * day to look at, and the share of days missed before.  Other students are added
 * one by one.  Who missed about the same share before counts as similar, and the
 * change since of those is summed.  What a day is, rule edfacts says: it knows
 * whole days only.
 */
#ifndef MSHIP_SIMILAR_H
#define MSHIP_SIMILAR_H

#include "core/absence.h"

/* Within these numbers no sum overflows. */
#define MSHIP_SIMILAR_OTHERS_MAX 9000000

/* Shares are in millionths. */
typedef struct MshipCompared
{
	int32_t		started_on;		/* first day of what is after */
	int32_t		until;			/* its last day */
	int64_t		before;			/* share missed before */
	int64_t		similar;		/* students similar to this one, */
	int64_t		change;			/* the sum of their changes */
	int64_t		squares;		/* and of the squares of these */
} MshipCompared;

/* Who counts as similar. */
typedef struct MshipSimilarity
{
	int64_t		within;			/* at most so much more or less missed before */
	int32_t		least_days;		/* days that count, before as well as after */
} MshipSimilarity;

/* Days that count, and those of them absent, among the first days of a record. */
typedef struct MshipDaysSoFar
{
	uint16_t	enrolled;
	uint16_t	absent;
} MshipDaysSoFar;

/* Room for one record, a day more than it can have. */
typedef struct MshipSimilarRoom
{
	MshipDaysSoFar so_far[MSHIP_ATTENDANCE_MAX_DAYS + 1];
} MshipSimilarRoom;

/*
 * Add another student to all who are compared.  It is quickest where those of
 * the same days follow each other.
 */
extern void mship_similar_add(const MshipSimilarity *similarity,
							  const MshipAttendance *other,
							  MshipSimilarRoom *room,
							  MshipCompared *compared, size_t count);

#endif							/* MSHIP_SIMILAR_H */
