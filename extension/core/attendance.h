/*
 * attendance.h
 *		One student's record: a status for every calendar day of a span, and
 *		minutes for the days that have them.
 *
 * The stored form, which PostgreSQL keeps behind the 4-byte length of a varlena
 * ("body" below; fields in the machine's byte order, at any alignment):
 *
 *		0	int32	first day covered, in days since 2000-01-01
 *		4	uint16	days covered
 *		6	uint16	minute entries
 *		8	uint32	reserved, zero
 *		12			half a byte a day, the earlier day in the high half
 *		...			minute entries in the order of days, 3 * uint16 each: day
 *					(counted from the first one covered), minutes missed,
 *					minutes scheduled
 *
 * A body may cover more days than it has marks for and be longer than its
 * content needs: dots at either end and unused bytes behind the last entry are
 * slack, in which an aggregate's state grows without being moved.  Every
 * function here takes such values; what leaves as text, as binary or as the
 * result of a function is canonical: no dots at the ends, no unused bytes, and
 * first day 0 for the empty value.
 */
#ifndef MSHIP_ATTENDANCE_H
#define MSHIP_ATTENDANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/attendance_status.h"
#include "core/day.h"

/* A hundred years; what the days of one record may span. */
#define MSHIP_ATTENDANCE_MAX_DAYS 36525

#define MSHIP_ATTENDANCE_HEADER 12
#define MSHIP_MINUTE_ENTRY 6
#define MSHIP_MINUTES_MAX 1440

/* The length word that PostgreSQL puts before the body. */
#define MSHIP_ATTENDANCE_PREFIX 4

/* Sizes of a growing state, with the prefix: 96 days, a school year, then doubled. */
#define MSHIP_ATTENDANCE_STATE_MIN 64
#define MSHIP_ATTENDANCE_STATE_YEAR 256

#define MSHIP_ATTENDANCE_WIRE_VERSION 1
#define MSHIP_ATTENDANCE_WIRE_HEADER 9

/* What is known of one day; scheduled is 0 where there are no minutes. */
typedef struct MshipMark
{
	uint8_t		status;			/* MshipAttendanceStatus */
	uint16_t	missed;
	uint16_t	scheduled;
} MshipMark;

/* A body taken apart; the bytes stay where they are. */
typedef struct MshipAttendance
{
	int32_t		first_day;
	uint32_t	day_count;
	uint32_t	minute_count;
	size_t		length;			/* of the whole body */
	const uint8_t *days;
	const uint8_t *minutes;
} MshipAttendance;

/* The shape of a body to be made. */
typedef struct MshipLayout
{
	int32_t		first_day;
	uint32_t	day_count;
	size_t		length;			/* of the whole body, room for minutes included */
} MshipLayout;

static inline size_t
mship_attendance_length(uint32_t day_count, uint32_t minute_count)
{
	return MSHIP_ATTENDANCE_HEADER + (day_count + 1) / 2 +
		(size_t) minute_count * MSHIP_MINUTE_ENTRY;
}

/*
 * Take a body apart.  False if it cannot be one: only a damaged disk or memory
 * makes that happen.  What it lets through never leads outside the body.
 */
static inline bool
mship_attendance_view(const void *body, size_t length, MshipAttendance *a)
{
	const uint8_t *bytes = body;
	uint16_t	day_count;
	uint16_t	minute_count;
	uint32_t	reserved;

	if (length < MSHIP_ATTENDANCE_HEADER)
		return false;
	memcpy(&a->first_day, bytes, 4);
	memcpy(&day_count, bytes + 4, 2);
	memcpy(&minute_count, bytes + 6, 2);
	memcpy(&reserved, bytes + 8, 4);
	if (reserved != 0 || day_count > MSHIP_ATTENDANCE_MAX_DAYS ||
		minute_count > day_count ||
		mship_attendance_length(day_count, minute_count) > length ||
		a->first_day < MSHIP_DAY_MIN ||
		a->first_day > MSHIP_DAY_MAX + 1 - (int32_t) day_count)
		return false;
	a->day_count = day_count;
	a->minute_count = minute_count;
	a->length = length;
	a->days = bytes + MSHIP_ATTENDANCE_HEADER;
	a->minutes = a->days + (day_count + 1) / 2;
	return true;
}

/* The status of the index-th day covered, 0 to 15. */
static inline int
mship_attendance_code(const MshipAttendance *a, uint32_t index)
{
	return (a->days[index / 2] >> (index % 2 ? 0 : 4)) & 15;
}

/* Index of a day, or day_count if it is not covered. */
static inline uint32_t
mship_attendance_index(const MshipAttendance *a, int32_t day)
{
	uint32_t	index = (uint32_t) day - (uint32_t) a->first_day;

	return index < a->day_count ? index : a->day_count;
}

/*
 * The hot path of the aggregate: merge a mark without minutes into a body
 * without minutes.  False, and nothing done, if the body does not cover the
 * day or has minutes; then mship_attendance_put() is asked.
 */
static inline bool
mship_attendance_put_plain(uint8_t *body, int32_t day, uint8_t status)
{
	int32_t		first_day;
	uint16_t	day_count;
	uint16_t	minute_count;
	uint32_t	index;
	uint8_t    *byte;

	memcpy(&first_day, body, 4);
	memcpy(&day_count, body + 4, 2);
	memcpy(&minute_count, body + 6, 2);
	index = (uint32_t) day - (uint32_t) first_day;
	if (index >= day_count || minute_count != 0)
		return false;
	byte = body + MSHIP_ATTENDANCE_HEADER + index / 2;
	if (index % 2)
	{
		if ((*byte & 0x0f) < status)
			*byte = (uint8_t) ((*byte & 0xf0) | status);
	}
	else
	{
		if (*byte < (status << 4))
			*byte = (uint8_t) ((*byte & 0x0f) | (status << 4));
	}
	return true;
}

/* Reads the marks of a record in the order of days. */
typedef struct MshipMarkReader
{
	const MshipAttendance *record;
	uint32_t	index;			/* the next day to look at */
	uint32_t	entry;			/* the next minute entry */
} MshipMarkReader;

/*
 * attendance.c: bodies
 */
extern MshipStatus mship_minutes_check(int64_t missed, int64_t scheduled,
									   MshipFault *fault);
extern int	mship_mark_cmp(MshipMark a, MshipMark b);
extern void mship_mark_share(MshipMark mark, uint32_t *missed,
							 uint32_t *scheduled);
extern MshipMark mship_attendance_mark(const MshipAttendance *a, uint32_t index);
extern MshipMarkReader mship_marks_from(const MshipAttendance *a, uint32_t index);
extern bool mship_marks_next(MshipMarkReader *reader, uint32_t *index,
							 MshipMark *mark);

extern bool mship_attendance_bounds(const MshipAttendance *a, uint32_t from,
									uint32_t to, uint32_t *first,
									uint32_t *last);
extern bool mship_attendance_is_canonical(const MshipAttendance *a);
extern int	mship_attendance_cmp(const MshipAttendance *a,
								 const MshipAttendance *b);

extern MshipLayout mship_attendance_layout(const MshipAttendance *a,
										   int32_t first_day, int32_t last_day);
extern void mship_attendance_lay_out(const MshipAttendance *a,
									 const MshipLayout *layout, uint8_t *body);
extern void mship_attendance_append(uint8_t *body, uint32_t index, MshipMark mark);
extern size_t mship_attendance_used(const uint8_t *body);

/*
 * attendance_merge.c: merging, growing and laying over
 */
extern bool mship_attendance_put(uint8_t *body, size_t length, int32_t day,
								 MshipMark mark);
extern bool mship_attendance_put_all(uint8_t *body, size_t length,
									 const MshipAttendance *b);
extern MshipStatus mship_attendance_grow(const MshipAttendance *a,
										 int32_t first_day, int32_t last_day,
										 uint32_t minutes, bool exact,
										 MshipLayout *layout,
										 MshipFault *fault);
extern MshipStatus mship_attendance_grow_for(const MshipAttendance *a,
											 const MshipAttendance *b,
											 bool exact, MshipLayout *layout,
											 MshipFault *fault);
extern MshipLayout mship_attendance_overlay_layout(const MshipAttendance *calendar,
												   const MshipAttendance *marks);
extern void mship_attendance_overlay(const MshipAttendance *calendar,
									 const MshipAttendance *marks,
									 const MshipLayout *layout, uint8_t *body);
extern uint32_t mship_attendance_stray(const MshipAttendance *calendar,
									   const MshipAttendance *marks);
extern uint32_t mship_attendance_count(const MshipAttendance *a, MshipKind kind);

/*
 * attendance_parse.c: text, not terminated by NUL in either direction
 */
extern MshipStatus mship_attendance_measure(const char *text, size_t length,
											MshipLayout *layout,
											MshipFault *fault);
extern void mship_attendance_parse(const char *text, size_t length,
								   const MshipLayout *layout, uint8_t *body);
extern size_t mship_attendance_text_size(const MshipAttendance *a);
extern size_t mship_attendance_print(const MshipAttendance *a, char *text);

/*
 * attendance_wire.c: the binary form of send and receive, which is portable
 */
extern size_t mship_attendance_wire_size(const MshipAttendance *canonical);
extern void mship_attendance_write(const MshipAttendance *canonical,
								   uint8_t *wire);
extern MshipStatus mship_attendance_wire_check(const uint8_t *wire,
											   size_t length,
											   MshipLayout *layout,
											   MshipFault *fault);
extern void mship_attendance_read(const uint8_t *wire,
								  const MshipLayout *layout, uint8_t *body);

#endif							/* MSHIP_ATTENDANCE_H */
