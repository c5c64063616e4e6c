/*
 * meeting_slots.c
 *		The best weekly times for a mentor and a student to meet.
 */
#include "core/meeting_slots.h"

#include <stdbool.h>

/* A weekday with what speaks for meeting on it. */
typedef struct RankedDay
{
	int			weekday;
	MshipMeetingReason reason;
	int			missed_weekday;
} RankedDay;

/* Is a/b > c/d?  Exact: counts are days, far below 2^32. */
static bool
share_is_larger(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	return (uint64_t) a * d > (uint64_t) c * b;
}

static bool
tends_to_miss(const MshipWeekdayCounts *counts, int weekday)
{
	uint32_t	enrolled = 0;
	uint32_t	absent = 0;
	int			i;

	for (i = 0; i < MSHIP_WEEKDAYS; i++)
	{
		enrolled += counts->enrolled[i];
		absent += counts->absent[i];
	}
	return counts->absent[weekday - 1] >= MSHIP_TENDS_TO_MISS_MIN &&
		share_is_larger(counts->absent[weekday - 1],
						counts->enrolled[weekday - 1], absent, enrolled);
}

/* The weekday with school before "weekday"; itself if there is no other. */
static int
school_day_before(const MshipWeekdayCounts *counts, int weekday)
{
	int			day = weekday;
	int			i;

	for (i = 1; i < MSHIP_WEEKDAYS; i++)
	{
		day = day == 1 ? MSHIP_WEEKDAYS : day - 1;
		if (counts->enrolled[day - 1] > 0)
			return day;
	}
	return weekday;
}

/* The weekdays the student tends to miss, the one missed most first. */
static int
missed_weekdays(const MshipWeekdayCounts *counts, int *missed)
{
	int			count = 0;
	int			weekday;
	int			i;

	for (weekday = 1; weekday <= MSHIP_WEEKDAYS; weekday++)
	{
		if (!tends_to_miss(counts, weekday))
			continue;
		for (i = count; i > 0; i--)
		{
			if (!share_is_larger(counts->absent[weekday - 1],
								 counts->enrolled[weekday - 1],
								 counts->absent[missed[i - 1] - 1],
								 counts->enrolled[missed[i - 1] - 1]))
				break;
			missed[i] = missed[i - 1];
		}
		missed[i] = weekday;
		count++;
	}
	return count;
}

/*
 * Put a weekday at the end of the ranking unless it stands there already.
 * What is said of a day that is itself often missed is just that, even where
 * it is the eve of another.
 */
static int
append_day(const MshipWeekdayCounts *counts, RankedDay *ranked, int count,
		   int weekday, MshipMeetingReason reason, int missed_weekday)
{
	int			i;

	for (i = 0; i < count; i++)
		if (ranked[i].weekday == weekday)
			return count;
	if (tends_to_miss(counts, weekday))
	{
		reason = MSHIP_MEETING_ON_DAY;
		missed_weekday = weekday;
	}
	ranked[count].weekday = weekday;
	ranked[count].reason = reason;
	ranked[count].missed_weekday = missed_weekday;
	return count + 1;
}

static int
rank_days(const MshipWeekdayCounts *counts, RankedDay *ranked)
{
	int			missed[MSHIP_WEEKDAYS];
	int			missed_count = missed_weekdays(counts, missed);
	int			count = 0;
	int			i;

	for (i = 0; i < missed_count; i++)
	{
		count = append_day(counts, ranked, count, missed[i],
						   MSHIP_MEETING_ON_DAY, missed[i]);
		count = append_day(counts, ranked, count,
						   school_day_before(counts, missed[i]),
						   MSHIP_MEETING_DAY_BEFORE, missed[i]);
	}
	for (i = 1; i <= MSHIP_WEEKDAYS; i++)
		count = append_day(counts, ranked, count, i, MSHIP_MEETING_SHARED, 0);
	return count;
}

/* The n-th best slot of a weekday, counted from 0; -1 if there are fewer. */
static int
slot_of_day(const MshipAvailability *shared, int weekday, int n)
{
	static const int preference[MSHIP_SLOTS_A_DAY] = {
		MSHIP_SLOT_BEFORE, MSHIP_SLOT_LUNCH, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
		11, 12, MSHIP_SLOT_AFTER, MSHIP_SLOT_EVENING
	};
	int			i;

	for (i = 0; i < MSHIP_SLOTS_A_DAY; i++)
		if (mship_availability_has(shared, weekday, preference[i]) && n-- == 0)
			return preference[i];
	return -1;
}

size_t
mship_meeting_slots(const MshipWeekdayCounts *counts,
					const MshipAvailability *shared, size_t max,
					MshipMeetingSlot *slots)
{
	RankedDay	ranked[MSHIP_WEEKDAYS];
	int			day_count = rank_days(counts, ranked);
	size_t		count = 0;
	int			n;
	int			i;

	for (n = 0; n < MSHIP_SLOTS_A_DAY; n++)
		for (i = 0; i < day_count && count < max; i++)
		{
			int			slot = slot_of_day(shared, ranked[i].weekday, n);

			if (slot < 0)
				continue;
			slots[count].weekday = ranked[i].weekday;
			slots[count].slot = slot;
			slots[count].reason = ranked[i].reason;
			slots[count].missed_weekday = ranked[i].missed_weekday;
			count++;
		}
	return count;
}
