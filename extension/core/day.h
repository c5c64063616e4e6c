/*
 * day.h
 *		Days of the proleptic Gregorian calendar.
 *
 * A day is the number of days since 2000-01-01, as PostgreSQL's date counts
 * them.  Records hold days from 0001-01-01 to 9999-12-31 only.
 */
#ifndef MSHIP_DAY_H
#define MSHIP_DAY_H

#include <stdbool.h>
#include <stdint.h>

#define MSHIP_DAY_MIN (-730119) /* 0001-01-01 */
#define MSHIP_DAY_MAX 2921939	/* 9999-12-31 */

/* Is there such a day within the limits? */
extern bool mship_day_exists(int year, int month, int day);

/* The day must exist. */
extern int32_t mship_day_from_civil(int year, int month, int day);

/* For days within the limits. */
extern void mship_day_to_civil(int32_t number, int *year, int *month, int *day);

/* ISO weekday, 1 = Monday to 7 = Sunday, for days within the limits. */
static inline int
mship_day_weekday(int32_t number)
{
	/* 2000-01-01 was a Saturday; the sum is never negative */
	return (int) ((number + 5 + 7 * 200000) % 7) + 1;
}

#endif							/* MSHIP_DAY_H */
