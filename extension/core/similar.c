/*
 * similar.c
 *		How the absence of similar students changed over the same days.
 */
#include "core/similar.h"

/* The share of some days that one was absent, and how many there are. */
typedef struct Share
{
	int32_t		days;
	int64_t		millionths;
} Share;

/* Sum up a record from its first day on. */
static void
sum_up(const MshipAbsenceRuler *ruler, const MshipAttendance *a, MshipDaysSoFar *so_far)
{
	MshipMarkReader reader = mship_marks_from(a, 0);
	MshipAbsenceTally tally;
	MshipExact	whole_days;
	MshipMark	mark;
	uint32_t	index;
	uint32_t	next = 0;

	mship_exact_set(&whole_days, 1);
	mship_tally_clear(&tally);
	while (mship_marks_next(&reader, &index, &mark))
	{
		while (next <= index)
			so_far[next++] = (MshipDaysSoFar) {(uint16_t) tally.enrolled,
				(uint16_t) tally.whole};
		mship_tally_add(&tally, ruler, mark, &whole_days);
	}
	while (next <= a->day_count)
		so_far[next++] = (MshipDaysSoFar) {(uint16_t) tally.enrolled,
			(uint16_t) tally.whole};
}

/* How many of a record's days come before a day. */
static uint32_t
days_before(const MshipAttendance *a, int64_t day)
{
	int64_t		days = day - a->first_day;

	return days < 0 ? 0 : days > a->day_count ? a->day_count : (uint32_t) days;
}

static Share
share_between(const MshipDaysSoFar *so_far, uint32_t from, uint32_t to)
{
	Share		share = {0, 0};

	if (from < to)
		share.days = so_far[to].enrolled - so_far[from].enrolled;
	/* rounded as a rate is printed, halves up */
	if (share.days > 0)
		share.millionths = (2 * (int64_t) MSHIP_MILLION *
							(so_far[to].absent - so_far[from].absent) + share.days) /
			(2 * share.days);
	return share;
}

void
mship_similar_add(const MshipSimilarity *similarity, const MshipAttendance *other,
				  MshipSimilarRoom *room, MshipCompared *compared, size_t count)
{
	MshipAttendanceRule rule;
	MshipAbsenceRuler ruler;
	Share		before = {0, 0};
	Share		after = {0, 0};
	bool		enough = false;

	(void) mship_rule_preset("edfacts", 7, &rule);
	mship_absence_ruler(&rule, &ruler);
	sum_up(&ruler, other, room->so_far);
	for (size_t k = 0; k < count; k++)
	{
		MshipCompared *c = &compared[k];

		if (k == 0 || c->started_on != c[-1].started_on || c->until != c[-1].until)
		{
			uint32_t	start = days_before(other, c->started_on);

			before = share_between(room->so_far, 0, start);
			after = share_between(room->so_far, start,
								  days_before(other, (int64_t) c->until + 1));
			enough = before.days >= similarity->least_days &&
				after.days >= similarity->least_days && before.days > 0 && after.days > 0;
		}
		if (enough && before.millionths - c->before <= similarity->within &&
			c->before - before.millionths <= similarity->within)
		{
			int64_t		change = after.millionths - before.millionths;

			c->similar++;
			c->change += change;
			c->squares += change * change;
		}
	}
}
