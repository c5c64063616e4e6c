/*
 * truancy.h
 *		A truancy rule applied to a student's record.
 *
 * School days are the days with a mark other than exempt and unrecorded; on the
 * others nothing is counted and no run is broken.  What a school day adds to a
 * clause depends on its unit (a student missed all of a day, half of it or
 * nothing by its letter, or the minutes given):
 *
 *		days		1 where all of the day was missed
 *		parts		1 where any of it was, or where the student came late or
 *					left early by a time that nobody wrote down
 *		hours		the minutes missed; without minutes all or half of the
 *					length of a day that the clause gives
 *		occasions	1 where more minutes were missed than the clause says
 *
 * The windows:
 *
 *		in record				all days
 *		in calendar month		the days of January 2025, of February 2025, ...
 *		in N calendar days		any N days in a row, the first one counted
 *		in N school days		any N school days in a row
 *		in N calendar months	from any day to the day before the same day of
 *								the month N months later; where that month has
 *								no such day, to its last day
 *		consecutive				school days in a row that each add something; in
 *								hours, a day missed in part can be only the
 *								first or last of them, as the student was at
 *								school on it
 *
 * An event is a clause's threshold being reached.  A record, a month and a run
 * give one event at most; in the windows that can begin on any day, counting
 * begins anew after each event, so that no day belongs to two events.
 */
#ifndef MSHIP_TRUANCY_H
#define MSHIP_TRUANCY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/attendance.h"
#include "core/decimal.h"
#include "core/truancy_rule.h"

typedef struct MshipTruancyEvent
{
	int			clause;			/* index in the rule */
	int32_t		first_day;		/* the first day counted */
	int32_t		reached_on;
	int64_t		amount;			/* counted up to then; ticks where in hours */
} MshipTruancyEvent;

/* A school day and what it adds to a clause. */
typedef struct MshipTruancyDay
{
	int32_t		day;
	uint32_t	ordinal;		/* among the school days of the record */
	int64_t		amount;
	bool		whole;			/* was all of the day missed? */
} MshipTruancyDay;

typedef struct MshipTruancyReader
{
	MshipMarkReader marks;
	uint32_t	ordinal;
} MshipTruancyReader;

/* How far one clause has come. */
typedef struct MshipTruancyScan
{
	const MshipTruancyClause *clause;
	int32_t		plain[MSHIP_STATUS_CODES];	/* added by a letter alone */
	MshipTruancyReader head;
	MshipTruancyReader tail;	/* after "oldest", where windows slide */
	MshipTruancyDay oldest;		/* first day counted in the window */
	int64_t		sum;			/* 0 if no day is */
	int32_t		until;			/* first day after the window, by months */
	bool		reached;		/* no second event in this window */
} MshipTruancyScan;

/* The events of a rule in the order of days, then of clauses. */
typedef struct MshipTruancyEvents
{
	int			count;
	MshipTruancyScan scans[MSHIP_TRUANCY_MAX_CLAUSES];
	MshipTruancyEvent next[MSHIP_TRUANCY_MAX_CLAUSES];
	bool		more[MSHIP_TRUANCY_MAX_CLAUSES];
} MshipTruancyEvents;

/* What is passed stays in place while the scan lasts. */
extern void mship_truancy_start(const MshipAttendance *a,
								const MshipTruancyRule *rule,
								MshipTruancyEvents *events);
extern bool mship_truancy_next(MshipTruancyEvents *events,
							   MshipTruancyEvent *event);

extern bool mship_truancy_verdict(const MshipAttendance *a,
								  const MshipTruancyRule *rule, bool *truant);
extern void mship_truancy_amount(const MshipTruancyClause *clause,
								 int64_t amount, MshipDecimal *decimal);

#endif							/* MSHIP_TRUANCY_H */
