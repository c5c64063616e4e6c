/*
 * date.h
 *		Days and their American names, without a locale and without a clock.
 *
 * A day is the number of days since 2000-01-01, as PostgreSQL's date counts
 * them, in the Gregorian calendar.  Days outside DATE_MIN .. DATE_MAX print as
 * a dash.
 */
#ifndef COMMON_DATE_H
#define COMMON_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* 0001-01-01 and 9999-12-31 */
#define DATE_MIN INT64_C(-730119)
#define DATE_MAX INT64_C(2921939)

/* Enough for every date printed here, the NUL included. */
#define DATE_TEXT_MAX 32

typedef struct Civil
{
	int			year;
	int			month;			/* 1 .. 12 */
	int			day;			/* 1 .. 31 */
} Civil;

extern bool date_is_valid(int year, int month, int day);

/* The day must be valid. */
extern int32_t date_from_civil(int year, int month, int day);
extern Civil date_to_civil(int64_t day);

/* Monday 1 .. Sunday 7 */
extern int	date_iso_weekday(int64_t day);

/* "2025-01-16" and nothing else. */
extern bool date_parse_iso(const char *text, int32_t *day);

/* Each writes into "out" and returns it. */
extern const char *date_long(int64_t day, char out[DATE_TEXT_MAX]); /* Thursday, January 16, 2025 */
extern const char *date_medium(int64_t day, char out[DATE_TEXT_MAX]);	/* Jan 16, 2025 */
extern const char *date_day(int64_t day, char out[DATE_TEXT_MAX]);	/* Thu, Jan 16 */
extern const char *date_short(int64_t day, char out[DATE_TEXT_MAX]);	/* 1/16 */
extern const char *date_iso(int64_t day, char out[DATE_TEXT_MAX]);	/* 2025-01-16 */

/* month 1 .. 12, ISO weekday 1 .. 7; "?" for anything else */
extern const char *date_month_name(int month);
extern const char *date_month_abbreviation(int month);
extern const char *date_weekday_name(int weekday);
extern const char *date_weekday_abbreviation(int weekday);

#endif							/* COMMON_DATE_H */
