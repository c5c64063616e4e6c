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

bool
mentee_has_school_today(const Heading *heading, const Mentee *mentee)
{
	return record_mark(&mentee->record, heading->as_of) != DAY_NO_SCHOOL;
}

/* Pieces of advice about one mentee, while they are gathered. */
typedef struct Gathering
{
	const Mentee *mentee;
	Advice	   *advice;
	size_t		count;
} Gathering;

static void
advise(Gathering *into, AdviceKind kind, AdviceTime time, int64_t day,
	   const MshipMeetingSlot *slot, int64_t amount)
{
	Advice	   *advice = &into->advice[into->count++];

	*advice = (Advice) {
		.kind = kind, .time = time, .mentee = into->mentee, .day = day, .amount = amount
	};
	if (slot != NULL)
		advice->slot = *slot;
}

/* The next meeting: tomorrow if that is a good day, else some day soon if one
 * is overdue.  Is there one tomorrow? */
static bool
advise_meeting(Gathering *into, const Heading *heading, bool school_today)
{
	const Mentee *mentee = into->mentee;
	int64_t		next = mentee->next_school_day;
	bool		overdue = mentee->days_without_contact != UNKNOWN &&
		mentee->days_without_contact >= heading->no_contact_days;
	bool		promise_open = mentee->meetings_this_month == UNKNOWN ||
		mentee->meetings_this_month < heading->meetings_per_month;
	int64_t		amount = overdue ? mentee->days_without_contact : 0;
	MshipMeetingSlot slot;

	if (ranked_slots(mentee, 1, &slot) == 0)
	{
		advise(into, ADVICE_FIND_SLOT, ADVICE_THIS_WEEK, UNKNOWN, NULL, 0);
		return false;
	}
	if (next != UNKNOWN && (promise_open || overdue) &&
		slot_on(mentee, date_iso_weekday(next), &slot))
	{
		advise(into, ADVICE_MEET, ADVICE_NEXT_DAY, next, &slot, amount);
		if (school_today)
			advise(into, ADVICE_REMIND_MEETING, ADVICE_TODAY, next, &slot, 0);
		return true;
	}
	if (overdue)
		advise(into, ADVICE_SCHEDULE, ADVICE_THIS_WEEK, UNKNOWN, &slot, amount);
	return false;
}

size_t
mentee_advice(const Heading *heading, const Mentee *mentee,
			  Advice advice[ADVICE_PER_MENTEE])
{
	Gathering	into = {mentee, advice, 0};
	int64_t		next = mentee->next_school_day;
	int64_t		following = mentee->following_school_day;
	bool		school_today = mentee_has_school_today(heading, mentee);
	bool		meeting_next;

	if (mentee->current_absence != UNKNOWN &&
		mentee->current_absence >= ABSENCE_RUN_TO_CALL)
		advise(&into, ADVICE_CALL, school_today ? ADVICE_TODAY : ADVICE_NEXT_DAY,
			   UNKNOWN, NULL, mentee->current_absence);
	meeting_next = advise_meeting(&into, heading, school_today);
	/* a reminder of the meeting is one of the day, too */
	if (school_today && !meeting_next && next != UNKNOWN &&
		mentee_tends_to_miss(mentee, date_iso_weekday(next)))
		advise(&into, ADVICE_REMIND_DAY, ADVICE_TODAY, next, NULL, 0);
	if (next != UNKNOWN && following != UNKNOWN &&
		mentee_tends_to_miss(mentee, date_iso_weekday(following)))
		advise(&into, ADVICE_REMIND_DAY, ADVICE_NEXT_DAY, following, NULL, 0);
	return into.count;
}
