/*
 * date.c
 *		Days and their American names.
 *
 * The conversions are Howard Hinnant's days_from_civil and civil_from_days,
 * moved from 1970 to 2000 (https://howardhinnant.github.io/date_algorithms).
 */
#include "common/date.h"

#include <stdio.h>
#include <string.h>

/* Days from 0000-03-01, the algorithm's own zero, to 2000-01-01. */
#define EPOCH 730425
#define DAYS_PER_ERA 146097

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};
static const char *const month_abbreviations[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
	"Aug", "Sep", "Oct", "Nov", "Dec"
};
static const char *const weekday_names[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};
static const char *const weekday_abbreviations[] = {
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
};

bool
date_is_valid(int year, int month, int day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
		day <= lengths[month - 1] + (month == 2 && leap);
}

int32_t
date_from_civil(int year, int month, int day)
{
	int			y = year - (month <= 2);
	int			era = y / 400;
	int			year_of_era = y - era * 400;
	int			day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int			day_of_era = year_of_era * 365 + year_of_era / 4 -
		year_of_era / 100 + day_of_year;

	return era * DAYS_PER_ERA + day_of_era - EPOCH;
}

Civil
date_to_civil(int64_t day)
{
	int			z = (int) day + EPOCH;
	int			era = z / DAYS_PER_ERA;
	int			day_of_era = z - era * DAYS_PER_ERA;
	int			year_of_era = (day_of_era - day_of_era / 1460 +
							   day_of_era / 36524 - day_of_era / 146096) / 365;
	int			day_of_year = day_of_era -
		(365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int			month = (5 * day_of_year + 2) / 153;
	Civil		civil;

	civil.day = day_of_year - (153 * month + 2) / 5 + 1;
	civil.month = month < 10 ? month + 3 : month - 9;
	civil.year = year_of_era + era * 400 + (civil.month <= 2);
	return civil;
}

int
date_iso_weekday(int64_t day)
{
	/* 2000-01-01 was a Saturday */
	int64_t		weekday = (day + 5) % 7;

	return (int) (weekday < 0 ? weekday + 7 : weekday) + 1;
}

static bool
parse_digits(const char *text, int count, int *value)
{
	int			i;

	*value = 0;
	for (i = 0; i < count; i++)
	{
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool
date_parse_iso(const char *text, int32_t *day)
{
	int			y;
	int			m;
	int			d;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
		!parse_digits(text, 4, &y) || !parse_digits(text + 5, 2, &m) ||
		!parse_digits(text + 8, 2, &d) || !date_is_valid(y, m, d))
		return false;
	*day = date_from_civil(y, m, d);
	return true;
}

static const char *
name_of(const char *const *names, int count, int number)
{
	return number >= 1 && number <= count ? names[number - 1] : "?";
}

const char *
date_month_name(int month)
{
	return name_of(month_names, 12, month);
}

const char *
date_month_abbreviation(int month)
{
	return name_of(month_abbreviations, 12, month);
}

const char *
date_weekday_name(int weekday)
{
	return name_of(weekday_names, 7, weekday);
}

const char *
date_weekday_abbreviation(int weekday)
{
	return name_of(weekday_abbreviations, 7, weekday);
}

/* False after writing the dash that stands for no day at all. */
static bool
printable(int64_t day, char out[DATE_TEXT_MAX], Civil *civil)
{
	if (day < DATE_MIN || day > DATE_MAX)
	{
		memcpy(out, "\xE2\x80\x94", sizeof("\xE2\x80\x94"));
		return false;
	}
	*civil = date_to_civil(day);
	return true;
}

const char *
date_long(int64_t day, char out[DATE_TEXT_MAX])
{
	Civil		c;

	if (printable(day, out, &c))
		snprintf(out, DATE_TEXT_MAX, "%s, %s %d, %d",
				 date_weekday_name(date_iso_weekday(day)),
				 date_month_name(c.month), c.day, c.year);
	return out;
}

const char *
date_medium(int64_t day, char out[DATE_TEXT_MAX])
{
	Civil		c;

	if (printable(day, out, &c))
		snprintf(out, DATE_TEXT_MAX, "%s %d, %d",
				 date_month_abbreviation(c.month), c.day, c.year);
	return out;
}

const char *
date_day(int64_t day, char out[DATE_TEXT_MAX])
{
	Civil		c;

	if (printable(day, out, &c))
		snprintf(out, DATE_TEXT_MAX, "%s, %s %d",
				 date_weekday_abbreviation(date_iso_weekday(day)),
				 date_month_abbreviation(c.month), c.day);
	return out;
}

const char *
date_short(int64_t day, char out[DATE_TEXT_MAX])
{
	Civil		c;

	if (printable(day, out, &c))
		snprintf(out, DATE_TEXT_MAX, "%d/%d", c.month, c.day);
	return out;
}

const char *
date_iso(int64_t day, char out[DATE_TEXT_MAX])
{
	Civil		c;

	if (printable(day, out, &c))
		snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02d", c.year, c.month, c.day);
	return out;
}
