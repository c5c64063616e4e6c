/*
 * attention.c
 *		Which students of a school need a look this week, and why.
 */
#include "model/attention.h"

#include <stdlib.h>

#include "model/school_days.h"

static void
add(Attention *attention, AttentionKind kind, int64_t amount)
{
	attention->kinds[attention->count] = kind;
	attention->amounts[attention->count++] = amount;
}

/* Absences on the last school days up to the end of the record; days that do
 * not count are passed over. */
static int64_t
recent_absences(const Record *record)
{
	int64_t		absences = 0;
	int			days = 0;
	int32_t		i;

	for (i = record->day_count; i > 0 && days < RECENT_SCHOOL_DAYS; i--)
	{
		DayMark		mark = (DayMark) record->marks[i - 1];

		absences += mark == DAY_ABSENT || mark == DAY_HALF_ABSENT;
		days += mark != DAY_NO_SCHOOL && mark != DAY_NOT_COUNTED &&
			mark != DAY_UNRECORDED;
	}
	return absences;
}

/* Something that keeps a pair from meeting. */
static void
look_at_pair(const Heading *heading, const Mentee *mentee, Attention *attention)
{
	int64_t		days = mentee->days_without_contact;

	if (days != UNKNOWN && is_new_pair(mentee) && days >= FIRST_MEETING_DAYS)
		add(attention, ATTENTION_NOT_MET, days);
	else if (days != UNKNOWN && !is_new_pair(mentee) && days >= heading->no_contact_days)
		add(attention, ATTENTION_NO_MEETING, days);
}

static bool
shares_a_time(const Mentee *mentee)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];

	return mentee_meeting_slots(mentee, slots) > 0;
}

/* A need that was passed on long ago. */
static void
look_at_referral(const ReportData *data, Attention *attention)
{
	const Referral *referral = oldest_open_referral(data, attention->mentee->student_id);
	int64_t		days;

	if (referral == NULL)
		return;
	days = data->heading.as_of - referral->referred_on;
	if (days < REFERRAL_DAYS)
		return;
	attention->referral = referral;
	add(attention, ATTENTION_REFERRAL, days);
}

bool
attention_of(const ReportData *data, const Mentee *mentee, Attention *attention)
{
	int64_t		recent = recent_absences(&mentee->record);

	*attention = (Attention) {.mentee = mentee};
	look_at_referral(data, attention);
	if (mentee->current_absence != UNKNOWN &&
		mentee->current_absence >= ABSENCE_RUN_TO_CALL)
		add(attention, ATTENTION_AWAY, mentee->current_absence);
	if (mentee->pairing_id != UNKNOWN)
		look_at_pair(&data->heading, mentee, attention);
	/* the same absences need not be told twice */
	if (recent >= RECENT_ABSENCES &&
		(mentee->current_absence == UNKNOWN || recent > mentee->current_absence))
		add(attention, ATTENTION_RECENT, recent);
	if (mentee->pairing_id != UNKNOWN && !shares_a_time(mentee))
		add(attention, ATTENTION_NO_TIME, 0);
	return attention->count > 0;
}

/* The first reason presses most; of the same kind, the larger amount, then the
 * pair that has not met for longer. */
static int
compare_pressing(const void *a, const void *b)
{
	const Attention *one = a;
	const Attention *other = b;

	if (one->kinds[0] != other->kinds[0])
		return one->kinds[0] < other->kinds[0] ? -1 : 1;
	if (one->amounts[0] != other->amounts[0])
		return one->amounts[0] > other->amounts[0] ? -1 : 1;
	if (one->mentee->days_without_contact != other->mentee->days_without_contact)
		return one->mentee->days_without_contact > other->mentee->days_without_contact ? -1 : 1;
	/* rows of mentees come by name */
	return one->mentee < other->mentee ? -1 : one->mentee > other->mentee;
}

Attention *
attention_list(const ReportData *data, int64_t school_id, Arena *arena,
			   size_t *count)
{
	Attention  *list = arena_alloc(arena, (data->mentee_count + 1) * sizeof(Attention));
	size_t		i;

	*count = 0;
	if (list == NULL)
		return NULL;
	for (i = 0; i < data->mentee_count; i++)
		if (data->mentees[i].school_id == school_id &&
			attention_of(data, &data->mentees[i], &list[*count]))
			(*count)++;
	qsort(list, *count, sizeof(Attention), compare_pressing);
	return list;
}
