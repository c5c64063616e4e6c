/*
 * attendance_status.h
 *		What a student's mark on one day says.
 *
 * The numbers are the codes stored in a record, half a byte each, and their
 * order is the order in which two marks for one day are merged: the larger
 * wins.  They are part of the stored format and never change.
 */
#ifndef MSHIP_ATTENDANCE_STATUS_H
#define MSHIP_ATTENDANCE_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

typedef enum MshipAttendanceStatus
{
	MSHIP_NO_SCHOOL = 0,		/* no school or no enrolment; not a mark */
	MSHIP_UNRECORDED = 1,		/* ? enrolled, in session, no mark */
	MSHIP_EXEMPT = 2,			/* X counts neither way */
	MSHIP_PRESENT = 3,			/* P */
	MSHIP_REMOTE = 4,			/* R present elsewhere */
	MSHIP_TARDY = 5,			/* T present, late */
	MSHIP_LEFT_EARLY = 6,		/* L present, left early */
	MSHIP_IN_SCHOOL_SUSPENSION = 7, /* I */
	MSHIP_HALF_EXCUSED = 8,		/* e */
	MSHIP_HALF_UNEXCUSED = 9,	/* u */
	MSHIP_EXCUSED = 10,			/* E */
	MSHIP_UNEXCUSED = 11,		/* U */
	MSHIP_SUSPENDED = 12		/* S out of school */
} MshipAttendanceStatus;

#define MSHIP_STATUS_FIRST MSHIP_UNRECORDED
#define MSHIP_STATUS_LAST MSHIP_SUSPENDED
#define MSHIP_STATUS_CODES 16	/* 13 to 15 are reserved */

/* A set of statuses: bit "code" for each. */
typedef uint16_t MshipKind;

#define MSHIP_KIND_OF(code) ((MshipKind) (1u << (code)))

/* Days that no count and no run looks at. */
#define MSHIP_KIND_UNCOUNTED \
	((MshipKind) (MSHIP_KIND_OF(MSHIP_NO_SCHOOL) | MSHIP_KIND_OF(MSHIP_UNRECORDED) | \
				  MSHIP_KIND_OF(MSHIP_EXEMPT) | 0xe000))

/* attendance_status.c; "code" is 0 to 15, a letter of '\0' means reserved */
extern char mship_status_letter(int code);
extern const char *mship_status_name(int code);

/* The code of a letter, or -1; a dot is MSHIP_NO_SCHOOL. */
extern int	mship_status_of_letter(char letter);

/*
 * Read a letter, a name (any case; underscore, dash and blank are the same) or
 * an Ed-Fi attendance event category descriptor, with or without its URI.
 * Blanks around it are skipped.  Fault: MSHIP_ERR_SYNTAX.
 */
extern MshipStatus mship_status_parse(const char *text, size_t length,
									  MshipAttendanceStatus *status,
									  MshipFault *fault);

/*
 * attendance_kind.c: read a kind of day, absent, unexcused, excused, suspended,
 * present, tardy (any case) or a set of letters.  Fault: MSHIP_ERR_VALUE.
 */
extern MshipStatus mship_kind_parse(const char *text, size_t length,
									MshipKind *kind, MshipFault *fault);

static inline bool
mship_kind_has(MshipKind kind, int code)
{
	return (kind >> code) & 1;
}

#endif							/* MSHIP_ATTENDANCE_STATUS_H */
