/*
 * day.c
 *		Days of the proleptic Gregorian calendar.
 *
 * Years are counted from March, so that the leap day is the last of its year.
 */
#include "core/day.h"

#define DAYS_IN_4_CENTURIES 146097
#define DAYS_TO_2000 730425		/* from 0000-03-01 to 2000-01-01 */

bool
mship_day_exists(int year, int month, int day)
{
	static const int length[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool		leap;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= length[month - 1] + (month == 2 && leap ? 1 : 0);
}

int32_t
mship_day_from_civil(int year, int month, int day)
{
	int			y = month <= 2 ? year - 1 : year;
	int			century4 = y / 400;
	int			year_in = y - century4 * 400;
	int			day_in = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return century4 * DAYS_IN_4_CENTURIES +
		year_in * 365 + year_in / 4 - year_in / 100 + day_in - DAYS_TO_2000;
}

void
mship_day_to_civil(int32_t number, int *year, int *month, int *day)
{
	int			n = number + DAYS_TO_2000;
	int			century4 = n / DAYS_IN_4_CENTURIES;
	int			in = n - century4 * DAYS_IN_4_CENTURIES;
	int			year_in = (in - in / 1460 + in / 36524 - in / 146096) / 365;
	int			day_in = in - (365 * year_in + year_in / 4 - year_in / 100);
	int			m = (5 * day_in + 2) / 153;

	*day = day_in - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = century4 * 400 + year_in + (*month <= 2 ? 1 : 0);
}
