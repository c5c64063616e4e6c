/*
 * absence_weekday.c
 *		Absence by weekday, and of the last days against those before.
 */
#include "core/absence.h"

/* At least half of the day missed: what counts for and against a weekday. */
static bool
half_missed(const MshipAbsenceRuler *ruler, MshipMark mark)
{
	uint32_t	missed;
	uint32_t	scheduled;

	if (!mship_kind_has(ruler->by_minutes, mark.status))
		return false;
	if (mark.scheduled == 0)
		return ruler->plain[mark.status] != MSHIP_DAY_PRESENT ||
			mark.status == MSHIP_HALF_EXCUSED || mark.status == MSHIP_HALF_UNEXCUSED;
	mship_mark_share(mark, &missed, &scheduled);
	return 2 * missed >= scheduled;
}

/*
 * Days by weekday under the rule, Monday first, and the whole days that the
 * test of mship_weekday_p() needs: there a day is absent when at least half of
 * it was missed, whatever the rule says of partly missed days.
 */
void
mship_absence_by_weekday(const MshipAbsenceRuler *ruler, const MshipAttendance *a,
						 MshipAbsence absence[MSHIP_WEEKDAYS],
						 MshipWeekdayCounts *counts)
{
	MshipMarkReader reader = mship_marks_from(a, 0);
	MshipExact	denominator;
	MshipAbsenceTally tally[MSHIP_WEEKDAYS];
	MshipMark	mark;
	uint32_t	index;

	mship_absence_denominator(ruler, a, 0, a->day_count, &denominator);
	for (int k = 0; k < MSHIP_WEEKDAYS; k++)
	{
		mship_tally_clear(&tally[k]);
		counts->absent[k] = 0;
	}
	while (mship_marks_next(&reader, &index, &mark))
	{
		int			weekday = mship_day_weekday(a->first_day + (int32_t) index) - 1;

		mship_tally_add(&tally[weekday], ruler, mark, &denominator);
		counts->absent[weekday] += half_missed(ruler, mark);
	}
	for (int k = 0; k < MSHIP_WEEKDAYS; k++)
	{
		mship_tally_finish(&tally[k], &denominator, &absence[k]);
		counts->enrolled[k] = absence[k].enrolled;
	}
}

/*
 * Walk back over "days" enrolled days before the index "to".  Returns the index
 * of the first of them and how many there were.
 */
static uint32_t
walk_back(const MshipAbsenceRuler *ruler, const MshipAttendance *a, uint32_t to,
		  uint32_t days, uint32_t *found)
{
	uint32_t	from = to;

	*found = 0;
	while (to > 0 && *found < days)
	{
		if (mship_kind_has(ruler->enrolled, mship_attendance_code(a, --to)))
		{
			(*found)++;
			from = to;
		}
	}
	return from;
}

static void
absence_between(const MshipAbsenceRuler *ruler, const MshipAttendance *a,
				uint32_t from, uint32_t to, const MshipExact *denominator,
				MshipAbsence *absence)
{
	MshipMarkReader reader = mship_marks_from(a, from);
	MshipAbsenceTally tally;
	MshipMark	mark;
	uint32_t	index;

	mship_tally_clear(&tally);
	while (mship_marks_next(&reader, &index, &mark) && index < to)
		mship_tally_add(&tally, ruler, mark, denominator);
	mship_tally_finish(&tally, denominator, absence);
}

/* (a - b) / days in millionths, rounded half away from zero. */
static int32_t
change_of(const MshipAbsence *a, const MshipAbsence *b)
{
	bool		less = mship_exact_cmp(&a->missed, &b->missed) < 0;
	MshipAbsence difference;

	difference.enrolled = a->enrolled;
	mship_exact_copy(&difference.denominator, &a->denominator);
	mship_exact_copy(&difference.missed, less ? &b->missed : &a->missed);
	mship_exact_subtract(&difference.missed, less ? &a->missed : &b->missed);
	return less ? -(int32_t) mship_absence_rate(&difference) :
		(int32_t) mship_absence_rate(&difference);
}

/*
 * The rate of the last window_days enrolled days on or before as_of (or of as
 * many as there are), that of the window_days before them, and the difference.
 * The latter two only where there are twice window_days.
 */
void
mship_absence_trend(const MshipAbsenceRuler *ruler, const MshipAttendance *a,
					uint32_t window_days, int32_t as_of, MshipTrend *trend)
{
	int64_t		days = (int64_t) as_of - a->first_day + 1;
	uint32_t	to = days < 0 ? 0 : days > a->day_count ? a->day_count : (uint32_t) days;
	uint32_t	recent_days;
	uint32_t	prior_days;
	uint32_t	recent_from = walk_back(ruler, a, to, window_days, &recent_days);
	uint32_t	prior_from = walk_back(ruler, a, recent_from, window_days, &prior_days);
	MshipExact	denominator;
	MshipAbsence recent;
	MshipAbsence prior;

	memset(trend, 0, sizeof(*trend));
	trend->has_recent = recent_days > 0;
	trend->has_prior = prior_days == window_days;
	if (!trend->has_recent)
		return;
	mship_absence_denominator(ruler, a, prior_from, to, &denominator);
	absence_between(ruler, a, recent_from, to, &denominator, &recent);
	trend->recent = mship_absence_rate(&recent);
	if (!trend->has_prior)
		return;
	absence_between(ruler, a, prior_from, recent_from, &denominator, &prior);
	trend->prior = mship_absence_rate(&prior);
	trend->change = change_of(&recent, &prior);
}
