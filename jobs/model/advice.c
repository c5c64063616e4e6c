/*
 * advice.c
 *		What a mentor should do next, worked out from the data of a report.
 */
#include "model/advice.h"

#include <string.h>

#include "common/date.h"

static MshipWeekdayCounts
weekday_counts(const Mentee *mentee)
{
	MshipWeekdayCounts counts;
	int			i;

	for (i = 0; i < MSHIP_WEEKDAYS; i++)
	{
		counts.enrolled[i] = (uint32_t) mentee->weekday_enrolled[i];
		counts.absent[i] = (uint32_t) mentee->weekday_absent[i];
	}
	return counts;
}

static size_t
ranked_slots(const Mentee *mentee, size_t max, MshipMeetingSlot *slots)
{
	MshipWeekdayCounts counts = weekday_counts(mentee);
	MshipAvailability shared;

	if (mentee->shared_slots == NULL ||
		mship_availability_parse(mentee->shared_slots,
								 strlen(mentee->shared_slots), &shared,
								 NULL) != MSHIP_OK)
		return 0;
	return mship_meeting_slots(&counts, &shared, max, slots);
}

size_t
mentee_meeting_slots(const Mentee *mentee,
					 MshipMeetingSlot slots[MEETING_SLOTS_SHOWN])
{
	return ranked_slots(mentee, MEETING_SLOTS_SHOWN, slots);
}

bool
mentee_tends_to_miss(const Mentee *mentee, int weekday)
{
	/* ask the ranking about a pair that is free on that weekday alone */
	MshipWeekdayCounts counts = weekday_counts(mentee);
	MshipAvailability only;
	MshipMeetingSlot slot;

	mship_availability_clear(&only);
	mship_availability_add(&only, weekday, MSHIP_SLOT_LUNCH);
	return mship_meeting_slots(&counts, &only, 1, &slot) == 1 &&
		slot.reason == MSHIP_MEETING_ON_DAY;
}

/* A good time to meet on that ISO weekday, if it is among the best ones. */
static bool
slot_on(const Mentee *mentee, int weekday, MshipMeetingSlot *slot)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];
	size_t		count = mentee_meeting_slots(mentee, slots);
	size_t		i;

	for (i = 0; i < count; i++)
		if (slots[i].weekday == weekday)
		{
			*slot = slots[i];
			return true;
		}
	return false;
}

size_t
mentee_advice(const Heading *heading, const Mentee *mentee,
			  Advice advice[ADVICE_PER_MENTEE])
{
	int64_t		next = mentee->next_school_day;
	int64_t		following = mentee->following_school_day;
	int			next_weekday = next == UNKNOWN ? 0 : date_iso_weekday(next);
	MshipMeetingSlot slot = {0};
	size_t		count = 0;
	bool		promise_open = mentee->meetings_this_month == UNKNOWN ||
		mentee->meetings_this_month < heading->meetings_per_month;

#define ADVISE(kind_, day_, with_slot, amount_) \
	(advice[count++] = (Advice) {kind_, mentee, day_, slot, with_slot, amount_})

	if (mentee->current_absence != UNKNOWN &&
		mentee->current_absence >= ABSENCE_RUN_TO_CALL)
		ADVISE(ADVICE_CALL, next, false, mentee->current_absence);

	if (ranked_slots(mentee, 1, &slot) == 0)
		ADVISE(ADVICE_FIND_SLOT, next, false, 0);
	else if (mentee->days_without_contact != UNKNOWN &&
			 mentee->days_without_contact >= heading->no_contact_days)
		ADVISE(ADVICE_SCHEDULE, next, true, mentee->days_without_contact);
	else if (next_weekday != 0 && promise_open && slot_on(mentee, next_weekday, &slot))
		ADVISE(ADVICE_MEET, next, true, 0);

	if (following != UNKNOWN &&
		mentee_tends_to_miss(mentee, date_iso_weekday(following)))
		ADVISE(ADVICE_REMIND, following, false, 0);
#undef ADVISE
	return count;
}
