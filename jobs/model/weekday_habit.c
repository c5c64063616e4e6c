/*
 * weekday_habit.c
 *		Which weekdays a student misses, beyond what chance and one long
 *		absence explain.
 *
 * Somebody who was ill for three weeks has missed three Tuesdays, and no
 * Tuesday in particular.
 */
#include "model/weekday_habit.h"

#include "common/date.h"
#include "core/weekday_pattern.h"

static bool
is_absence(DayMark mark)
{
	return mark == DAY_ABSENT || mark == DAY_HALF_ABSENT;
}

/* A day that neither counts nor ends an absence. */
static bool
is_passed_over(DayMark mark)
{
	return mark == DAY_NO_SCHOOL || mark == DAY_NOT_COUNTED || mark == DAY_UNRECORDED;
}

/* The end of the absence that begins at "start", which is one, and the school
 * days in it. */
static int32_t
end_of_absence(const Record *record, int32_t start, int *days)
{
	int32_t		i;

	*days = 0;
	for (i = start; i < record->day_count; i++)
	{
		DayMark		mark = (DayMark) record->marks[i];

		if (is_passed_over(mark))
			continue;
		if (!is_absence(mark))
			break;
		(*days)++;
	}
	return i;
}

MshipWeekdayCounts
weekdays_without_long_absences(const Record *record)
{
	MshipWeekdayCounts counts = {{0}, {0}};
	int32_t		absent_until = 0;
	int32_t		i = 0;

	while (i < record->day_count)
	{
		DayMark		mark = (DayMark) record->marks[i];
		int			weekday = date_iso_weekday((int64_t) record->first_day + i) - 1;

		if (is_absence(mark) && i >= absent_until)
		{
			int			days;

			absent_until = end_of_absence(record, i, &days);
			if (days >= LONG_ABSENCE)
			{
				i = absent_until;
				continue;
			}
		}
		counts.enrolled[weekday] += !is_passed_over(mark);
		counts.absent[weekday] += is_absence(mark);
		i++;
	}
	return counts;
}

/* The weekdays that stand out, the clearest first; how many. */
static int
habits(const Record *record, int weekdays[HABIT_WEEKDAYS])
{
	MshipWeekdayCounts counts = weekdays_without_long_absences(record);
	double		p[MSHIP_WEEKDAYS];
	bool		taken[MSHIP_WEEKDAYS] = {false};
	int			count;

	mship_weekday_p(&counts, p);
	for (count = 0; count < HABIT_WEEKDAYS; count++)
	{
		int			best = -1;
		int			i;

		for (i = 0; i < MSHIP_WEEKDAYS; i++)
			if (!taken[i] && counts.absent[i] >= HABIT_ABSENCES && p[i] <= HABIT_P &&
				(best < 0 || p[i] < p[best]))
				best = i;
		if (best < 0)
			break;
		taken[best] = true;
		weekdays[count] = best + 1;
	}
	return count;
}

bool
misses_weekday(const Record *record, int weekday)
{
	int			weekdays[HABIT_WEEKDAYS];
	int			count = habits(record, weekdays);
	int			i;

	for (i = 0; i < count; i++)
		if (weekdays[i] == weekday)
			return true;
	return false;
}

int
most_missed_weekday(const Record *record)
{
	int			weekdays[HABIT_WEEKDAYS];

	return habits(record, weekdays) > 0 ? weekdays[0] : 0;
}
