/*
 * truancy_rule.h
 *		When a student counts as truant: clauses joined by "or".
 *
 * A clause such as "15 unexcused days in 90 calendar days" says what is counted
 * (a kind of day in a unit), in which window, and how much is too much.  Hours
 * are kept in ticks of a tenth of a minute, in which a minute, a hundredth of
 * an hour and half of a day whose length has two decimals are all whole
 * numbers: no comparison is ever rounded.
 *
 * The stored form is one packed run of bytes, without alignment, the same on
 * every machine and the same as the binary form of send and receive: a version
 * byte, the number of clauses, then for each clause 14 bytes, numbers
 * big-endian:
 *
 *		0	uint32	threshold: a count, or ticks where the unit is hours
 *		4	uint16	kind (bit set of statuses)
 *		6	uint8	unit
 *		7	uint8	window
 *		8	uint16	window length in days or months, else 0
 *		10	uint16	minutes of an occasion, else 0
 *		12	uint16	ticks of a full day without minutes, 0 where the unit
 *					does not ask
 *
 * Nothing is stored in two ways, so equal rules are equal bytes.
 */
#ifndef MSHIP_TRUANCY_RULE_H
#define MSHIP_TRUANCY_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/attendance_status.h"
#include "core/status.h"

#define MSHIP_TRUANCY_VERSION 1
#define MSHIP_TRUANCY_HEADER 2
#define MSHIP_TRUANCY_CLAUSE_SIZE 14
#define MSHIP_TRUANCY_MAX_CLAUSES 16
#define MSHIP_TRUANCY_MAX_SIZE \
	(MSHIP_TRUANCY_HEADER + MSHIP_TRUANCY_MAX_CLAUSES * MSHIP_TRUANCY_CLAUSE_SIZE)

#define MSHIP_TICKS_A_MINUTE 10
#define MSHIP_TICKS_AN_HOUR 600

/* A full day for which no minutes are known: 6.5 hours. */
#define MSHIP_TRUANCY_DAY_TICKS 3900

/* the longest record, and what can be counted in it */
#define MSHIP_TRUANCY_MAX_COUNT 36525
#define MSHIP_TRUANCY_MAX_HOURS (MSHIP_TRUANCY_MAX_COUNT * 24)
#define MSHIP_TRUANCY_MAX_MONTHS 1200
#define MSHIP_TRUANCY_MAX_OVER 1439

/*
 * Greatest length of the text of a clause, and of a rule: the longest clause is
 * "36525 SUEueILTRP occasions over 1439 minutes in 36525 calendar days at
 * 23.99 hours a day".
 */
#define MSHIP_TRUANCY_CLAUSE_TEXT_MAX 112
#define MSHIP_TRUANCY_TEXT_MAX \
	(MSHIP_TRUANCY_MAX_CLAUSES * (MSHIP_TRUANCY_CLAUSE_TEXT_MAX + 4))

/* The numbers are stored and never change. */
typedef enum MshipTruancyUnit
{
	MSHIP_TRUANCY_DAYS = 0,		/* days missed as a whole */
	MSHIP_TRUANCY_PARTS = 1,	/* days of which any part was missed */
	MSHIP_TRUANCY_HOURS = 2,
	MSHIP_TRUANCY_OCCASIONS = 3 /* days missed for more than some minutes */
} MshipTruancyUnit;

typedef enum MshipTruancyWindow
{
	MSHIP_TRUANCY_IN_RECORD = 0,
	MSHIP_TRUANCY_CONSECUTIVE = 1,	/* a run of school days */
	MSHIP_TRUANCY_CALENDAR_DAYS = 2,	/* any so many days, both ends counted */
	MSHIP_TRUANCY_SCHOOL_DAYS = 3,
	MSHIP_TRUANCY_CALENDAR_MONTH = 4,	/* a month of the calendar */
	MSHIP_TRUANCY_CALENDAR_MONTHS = 5	/* so many months from any day on */
} MshipTruancyWindow;

typedef struct MshipTruancyClause
{
	uint32_t	threshold;
	MshipKind	kind;
	uint8_t		unit;			/* MshipTruancyUnit */
	uint8_t		window;			/* MshipTruancyWindow */
	uint16_t	window_length;
	uint16_t	over_minutes;
	uint16_t	day_ticks;
} MshipTruancyClause;

typedef struct MshipTruancyRule
{
	int			count;
	MshipTruancyClause clauses[MSHIP_TRUANCY_MAX_CLAUSES];
} MshipTruancyRule;

/* Does a full day's length matter to this unit? */
static inline bool
mship_truancy_needs_day(int unit)
{
	return unit == MSHIP_TRUANCY_HOURS || unit == MSHIP_TRUANCY_OCCASIONS;
}

/* truancy_rule.c */
extern bool mship_truancy_clause_valid(const MshipTruancyClause *clause);
extern MshipStatus mship_truancy_add(MshipTruancyRule *rule,
									 const MshipTruancyClause *clause,
									 MshipFault *fault);
extern size_t mship_truancy_write(const MshipTruancyRule *rule, uint8_t *bytes);
extern MshipStatus mship_truancy_read(const uint8_t *bytes, size_t length,
									  MshipTruancyRule *rule,
									  MshipFault *fault);

/* truancy_rule_parse.c, truancy_rule_print.c: text without a NUL */
extern MshipStatus mship_truancy_parse(const char *text, size_t length,
									   MshipTruancyRule *rule,
									   MshipFault *fault);
extern size_t mship_truancy_print_clause(const MshipTruancyClause *clause,
										 char *text);
extern size_t mship_truancy_print(const MshipTruancyRule *rule, char *text);

#endif							/* MSHIP_TRUANCY_RULE_H */
