/*
 * weekday_habit.h
 *		Which weekdays a student misses, beyond what chance and one long
 *		absence explain.
 */
#ifndef MODEL_WEEKDAY_HABIT_H
#define MODEL_WEEKDAY_HABIT_H

#include "core/weekday_counts.h"
#include "model/report_data.h"

/* So many school days away in a row are one event, and tell of no weekday. */
#define LONG_ABSENCE 5

/* A weekday stands out with so many absences outside long ones ... */
#define HABIT_ABSENCES 4

/* ... of which chance explains as many or more less often than this. */
#define HABIT_P 0.05

/* More weekdays than these are no habit of a weekday. */
#define HABIT_WEEKDAYS 2

/* Days by weekday, without those of long absences. */
extern MshipWeekdayCounts weekdays_without_long_absences(const Record *record);

/* Does the student miss this ISO weekday more than the others? */
extern bool misses_weekday(const Record *record, int weekday);

/* The weekday that stands out most; 0 if none does. */
extern int	most_missed_weekday(const Record *record);

#endif							/* MODEL_WEEKDAY_HABIT_H */
