/*
 * truancy.c
 *		A truancy rule applied to a student's record; truancy.h says what is
 *		counted and when.
 *
 * Each clause is one pass over the days.  Where the window slides, a second
 * reader follows at its other end and takes away what drops out of it, so that
 * nothing is remembered but a sum.
 */
#include <string.h>

#include "core/truancy.h"

/* Days that nobody is counted on. */
static bool
is_school_day(int status)
{
	return !mship_kind_has(MSHIP_KIND_UNCOUNTED, status);
}

/* What a mark of the clause's kind adds. */
static int32_t
amount_of(const MshipTruancyClause *clause, MshipMark mark)
{
	uint32_t	missed;
	uint32_t	scheduled;
	uint32_t	ticks;

	mship_mark_share(mark, &missed, &scheduled);
	/* scheduled is 1 or 2 without minutes, and half a day is whole ticks */
	ticks = mark.scheduled != 0 ? missed * MSHIP_TICKS_A_MINUTE :
		missed * clause->day_ticks / scheduled;
	switch (clause->unit)
	{
		case MSHIP_TRUANCY_DAYS:
			return missed == scheduled;
		case MSHIP_TRUANCY_PARTS:
			return missed > 0 ||
				(mark.scheduled == 0 && (mark.status == MSHIP_TARDY ||
										 mark.status == MSHIP_LEFT_EARLY));
		case MSHIP_TRUANCY_HOURS:
			return (int32_t) ticks;
		default:
			return ticks > (uint32_t) clause->over_minutes * MSHIP_TICKS_A_MINUTE;
	}
}

/* mship_marks_next(), in line where there are no minutes to look for. */
static inline bool
next_mark(MshipMarkReader *reader, uint32_t *index, MshipMark *mark)
{
	const MshipAttendance *a = reader->record;

	if (a->minute_count > 0)
		return mship_marks_next(reader, index, mark);
	if (reader->index >= a->day_count)
		return false;
	*index = reader->index++;
	mark->status = (uint8_t) mship_attendance_code(a, *index);
	mark->missed = 0;
	mark->scheduled = 0;
	return true;
}

/* The next school day, whatever it adds.  False at the end. */
static inline bool
next_day(const MshipTruancyScan *scan, MshipTruancyReader *reader,
		 MshipTruancyDay *day)
{
	uint32_t	index;
	MshipMark	mark;

	do
	{
		if (!next_mark(&reader->marks, &index, &mark))
			return false;
	} while (!is_school_day(mark.status));
	day->day = reader->marks.record->first_day + (int32_t) index;
	day->ordinal = reader->ordinal++;
	if (mark.scheduled == 0)
	{
		day->amount = scan->plain[mark.status];
		day->whole = mark.status >= MSHIP_EXCUSED;
	}
	else
	{
		day->amount = mship_kind_has(scan->clause->kind, mark.status) ?
			amount_of(scan->clause, mark) : 0;
		day->whole = mark.missed == mark.scheduled;
	}
	return true;
}

static int
days_in_month(int year, int month)
{
	int			day = 31;

	while (!mship_day_exists(year, month, day))
		day--;
	return day;
}

/*
 * The first day after the window that begins on a day, or in whose month it
 * lies.  A month without the same day ends on its last one.  The calendar's own
 * end is the end of the window, too.
 */
static int32_t
window_until(const MshipTruancyClause *clause, int32_t from)
{
	int			year;
	int			month;
	int			day;
	int			months;

	mship_day_to_civil(from, &year, &month, &day);
	months = clause->window_length;
	if (clause->window == MSHIP_TRUANCY_CALENDAR_MONTH)
	{
		day = 1;
		months = 1;
	}
	months += month - 1;
	year += months / 12;
	month = months % 12 + 1;
	if (year > 9999)
		return MSHIP_DAY_MAX + 1;
	if (day > days_in_month(year, month))
		return mship_day_from_civil(year, month, days_in_month(year, month)) + 1;
	return mship_day_from_civil(year, month, day);
}

static bool
by_months(const MshipTruancyClause *clause)
{
	return clause->window == MSHIP_TRUANCY_CALENDAR_MONTH ||
		clause->window == MSHIP_TRUANCY_CALENDAR_MONTHS;
}

/* Count a day as the first one of a window. */
static void
open_window(MshipTruancyScan *scan, const MshipTruancyDay *day)
{
	scan->oldest = *day;
	scan->sum = day->amount;
	scan->reached = false;
	if (by_months(scan->clause))
		scan->until = window_until(scan->clause, day->day);
}

static void
fill_event(const MshipTruancyScan *scan, const MshipTruancyDay *day,
		   MshipTruancyEvent *event)
{
	event->first_day = scan->oldest.day;
	event->reached_on = day->day;
	event->amount = scan->sum;
}

/* Has the oldest day dropped out of a window that ends on "day"? */
static bool
dropped_out(const MshipTruancyScan *scan, const MshipTruancyDay *day)
{
	const MshipTruancyClause *clause = scan->clause;

	switch (clause->window)
	{
		case MSHIP_TRUANCY_CALENDAR_DAYS:
			return day->day - scan->oldest.day >= (int32_t) clause->window_length;
		case MSHIP_TRUANCY_SCHOOL_DAYS:
			return day->ordinal - scan->oldest.ordinal >= clause->window_length;
		default:
			return day->day >= scan->until;
	}
}

/* Windows that begin on any day: the day that ends the next event. */
static bool
next_in_sliding(MshipTruancyScan *scan, MshipTruancyEvent *event)
{
	MshipTruancyDay day;

	while (next_day(scan, &scan->head, &day))
	{
		if (day.amount == 0)
			continue;
		if (scan->sum == 0)
		{
			open_window(scan, &day);
			scan->tail = scan->head;
		}
		else
			scan->sum += day.amount;
		while (dropped_out(scan, &day))
		{
			int64_t		rest = scan->sum - scan->oldest.amount;

			/* "day" itself is in the window, so there is a next one */
			do
			{
				(void) next_day(scan, &scan->tail, &scan->oldest);
			} while (scan->oldest.amount == 0);
			open_window(scan, &scan->oldest);
			scan->sum = rest;
		}
		if (scan->sum >= (int64_t) scan->clause->threshold)
		{
			fill_event(scan, &day, event);
			scan->sum = 0;		/* begin anew with the day after */
			return true;
		}
	}
	return false;
}

/* Windows that follow one another: the record, its months. */
static bool
next_in_fixed(MshipTruancyScan *scan, MshipTruancyEvent *event)
{
	bool		months = by_months(scan->clause);
	MshipTruancyDay day;

	while (next_day(scan, &scan->head, &day))
	{
		if (day.amount == 0)
			continue;
		if (scan->sum == 0 || (months && day.day >= scan->until))
			open_window(scan, &day);
		else
			scan->sum += day.amount;
		if (!scan->reached && scan->sum >= (int64_t) scan->clause->threshold)
		{
			scan->reached = true;
			fill_event(scan, &day, event);
			return true;
		}
	}
	return false;
}

/*
 * Runs.  In hours, a day missed in part ends the run that it adds to; it begins
 * the next one unless that run gave an event.
 */
static bool
next_in_runs(MshipTruancyScan *scan, MshipTruancyEvent *event)
{
	MshipTruancyDay day;

	while (next_day(scan, &scan->head, &day))
	{
		bool		ends = scan->clause->unit == MSHIP_TRUANCY_HOURS &&
			!day.whole && scan->sum > 0;
		bool		found;

		if (day.amount == 0)
		{
			scan->sum = 0;
			continue;
		}
		if (scan->sum == 0)
			open_window(scan, &day);
		else
			scan->sum += day.amount;
		found = !scan->reached && scan->sum >= (int64_t) scan->clause->threshold;
		if (found)
		{
			scan->reached = true;
			fill_event(scan, &day, event);
		}
		if (ends && scan->reached)
			scan->sum = 0;
		else if (ends)
			open_window(scan, &day);
		if (found)
			return true;
	}
	return false;
}

static void
start_scan(const MshipAttendance *a, const MshipTruancyClause *clause,
		   MshipTruancyScan *scan)
{
	memset(scan, 0, sizeof(*scan));
	scan->clause = clause;
	scan->head.marks = mship_marks_from(a, 0);
	for (int code = MSHIP_STATUS_FIRST; code <= MSHIP_STATUS_LAST; code++)
	{
		MshipMark	mark = {(uint8_t) code, 0, 0};

		if (mship_kind_has(clause->kind, code))
			scan->plain[code] = amount_of(clause, mark);
	}
}

/* The next event of one clause.  False at the end. */
static bool
next_in_scan(MshipTruancyScan *scan, MshipTruancyEvent *event)
{
	switch (scan->clause->window)
	{
		case MSHIP_TRUANCY_IN_RECORD:
		case MSHIP_TRUANCY_CALENDAR_MONTH:
			return next_in_fixed(scan, event);
		case MSHIP_TRUANCY_CONSECUTIVE:
			return next_in_runs(scan, event);
		default:
			return next_in_sliding(scan, event);
	}
}

void
mship_truancy_start(const MshipAttendance *a, const MshipTruancyRule *rule,
					MshipTruancyEvents *events)
{
	events->count = rule->count;
	for (int k = 0; k < rule->count; k++)
	{
		start_scan(a, &rule->clauses[k], &events->scans[k]);
		events->next[k].clause = k;
		events->more[k] = next_in_scan(&events->scans[k], &events->next[k]);
	}
}

/* The next event of any clause.  False at the end. */
bool
mship_truancy_next(MshipTruancyEvents *events, MshipTruancyEvent *event)
{
	int			first = -1;

	for (int k = 0; k < events->count; k++)
	{
		if (events->more[k] &&
			(first < 0 || events->next[k].reached_on < events->next[first].reached_on))
			first = k;
	}
	if (first < 0)
		return false;
	*event = events->next[first];
	events->more[first] = next_in_scan(&events->scans[first], &events->next[first]);
	return true;
}

/*
 * Was any clause's threshold reached?  False, and no verdict, if the record has
 * no school day: nothing is known, which is not the same as no truancy.
 */
bool
mship_truancy_verdict(const MshipAttendance *a, const MshipTruancyRule *rule,
					  bool *truant)
{
	uint32_t	index = 0;
	MshipTruancyScan scan;
	MshipTruancyEvent event;

	while (index < a->day_count && !is_school_day(mship_attendance_code(a, index)))
		index++;
	if (index == a->day_count)
		return false;
	*truant = false;
	for (int k = 0; k < rule->count && !*truant; k++)
	{
		start_scan(a, &rule->clauses[k], &scan);
		*truant = next_in_scan(&scan, &event);
	}
	return true;
}

/*
 * An amount as a person reads it: a count, or hours with at most 6 decimals,
 * rounded half away from zero.
 */
void
mship_truancy_amount(const MshipTruancyClause *clause, int64_t amount,
					 MshipDecimal *decimal)
{
	if (clause->unit == MSHIP_TRUANCY_HOURS)
		mship_decimal_from_fixed((amount * 1000000 + MSHIP_TICKS_AN_HOUR / 2) /
								 MSHIP_TICKS_AN_HOUR, 6, decimal);
	else
		mship_decimal_from_fixed(amount, 0, decimal);
}
