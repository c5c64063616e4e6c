/*
 * school_days.h
 *		The calendar of a school, and what it makes of the program's promise.
 */
#ifndef MODEL_SCHOOL_DAYS_H
#define MODEL_SCHOOL_DAYS_H

#include "common/date.h"
#include "model/report_data.h"

/* The first school day after "day"; UNKNOWN if the calendar has none. */
extern int64_t school_day_after(const ReportData *data, int64_t school_id,
								int64_t day);

/* School days from "first" to "last", both included. */
extern int64_t school_days_between(const ReportData *data, int64_t school_id,
								   int64_t first, int64_t last);

/*
 * Meetings promised to a pair in a month: those of a month, for the share of
 * its school days on which the pair lives, rounded down.
 */
extern int64_t promised_in_month(const ReportData *data, const Mentee *mentee,
								 int year, int month);

/* Two who are new to each other and have not met. */
extern bool is_new_pair(const Mentee *mentee);

/*
 * The school day by which a new pair meets: the last one within 48 hours, or
 * the first where there is none in between.  When that is past, the next school
 * day; UNKNOWN if the calendar has none ahead.
 */
extern int64_t first_meeting_by(const ReportData *data, const Mentee *mentee);

#endif							/* MODEL_SCHOOL_DAYS_H */
