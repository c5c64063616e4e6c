/*
 * advice.c
 *		What a mentor should do next, worked out from the data of a report.
 */
#include "model/advice.h"

#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "model/school_days.h"
#include "model/weekday_habit.h"

/* A meeting is looked for on so many school days. */
#define DAYS_PLANNED 6

/* At most this many pieces of advice come from one student. */
#define ADVICE_PER_MENTEE 4

/* The n-th of these is the n-th school day ahead. */
#define NEXT_DAY 0
#define FOLLOWING_DAY 1

/* ---------- good times ---------- */

bool
mentee_tends_to_miss(const Mentee *mentee, int weekday)
{
	return misses_weekday(&mentee->record, weekday);
}

static size_t
ranked_slots(const Mentee *mentee, size_t max, MshipMeetingSlot *slots)
{
	MshipWeekdayCounts counts = weekdays_without_long_absences(&mentee->record);
	MshipAvailability shared;
	size_t		count;
	size_t		i;

	if (mentee->shared_slots == NULL ||
		mship_availability_parse(mentee->shared_slots,
								 strlen(mentee->shared_slots), &shared,
								 NULL) != MSHIP_OK)
		return 0;
	count = mship_meeting_slots(&counts, &shared, max, slots);
	/* a weekday missed a little more often is a better one, and no word more */
	for (i = 0; i < count; i++)
		if (slots[i].reason != MSHIP_MEETING_SHARED &&
			!mentee_tends_to_miss(mentee, slots[i].missed_weekday))
		{
			slots[i].reason = MSHIP_MEETING_SHARED;
			slots[i].missed_weekday = 0;
		}
	return count;
}

size_t
mentee_meeting_slots(const Mentee *mentee,
					 MshipMeetingSlot slots[MEETING_SLOTS_SHOWN])
{
	return ranked_slots(mentee, MEETING_SLOTS_SHOWN, slots);
}

/* ---------- what is known of a student ---------- */

bool
is_away(const Mentee *mentee)
{
	return mentee->current_absence != UNKNOWN && mentee->current_absence > 0;
}

const Referral *
oldest_open_referral(const ReportData *data, int64_t student_id)
{
	size_t		count;
	const Referral *referrals = report_data_referrals(data, student_id, &count);
	size_t		i;

	/* they come by day */
	for (i = 0; i < count; i++)
		if (strcmp(referrals[i].status, "closed") != 0)
			return &referrals[i];
	return NULL;
}

static bool
is_overdue(const ReportData *data, const Mentee *mentee)
{
	return mentee->days_without_contact != UNKNOWN &&
		mentee->days_without_contact >= data->heading.no_contact_days;
}

static bool
promise_is_open(const ReportData *data, const Mentee *mentee)
{
	Civil		today = date_to_civil(data->heading.as_of);

	return mentee->meetings_this_month == UNKNOWN ||
		mentee->meetings_this_month < promised_in_month(data, mentee, today.year,
														today.month);
}

/* ---------- the plan of a mentor ---------- */

/* Advice while it is gathered; what is planned takes its time from others. */
typedef struct Plan
{
	const ReportData *data;
	Advice	   *advice;
	size_t		count;
	int64_t		days[DAYS_PLANNED]; /* of the student in hand: school days ahead */
} Plan;

static Advice *
advise(Plan *plan, const Mentee *mentee, AdviceKind kind)
{
	Advice	   *advice = &plan->advice[plan->count++];

	*advice = (Advice) {
		.kind = kind, .mentee = mentee, .do_on = plan->days[NEXT_DAY], .day = UNKNOWN
	};
	return advice;
}

static bool
is_taken(const Plan *plan, int64_t day, int slot)
{
	size_t		i;

	for (i = 0; i < plan->count; i++)
		if (plan->advice[i].has_slot && plan->advice[i].day == day &&
			plan->advice[i].slot == slot)
			return true;
	return false;
}

/* A time on that day which both have free and no other student has. */
static bool
free_time_on(const Plan *plan, const MshipMeetingSlot *slots, size_t count,
			 int64_t day, int *slot)
{
	size_t		i;

	for (i = 0; i < count && day != UNKNOWN; i++)
		if (slots[i].weekday == date_iso_weekday(day) &&
			!is_taken(plan, day, slots[i].slot))
		{
			*slot = slots[i].slot;
			return true;
		}
	return false;
}

static void
meet_at(Advice *advice, int64_t day, int slot)
{
	advice->day = day;
	advice->slot = slot;
	advice->has_slot = true;
}

static void
advise_introduction(Plan *plan, const Mentee *mentee)
{
	MshipMeetingSlot slots[MSHIP_WEEKLY_SLOTS];
	size_t		count = ranked_slots(mentee, MSHIP_WEEKLY_SLOTS, slots);
	Advice	   *advice = advise(plan, mentee, ADVICE_INTRODUCE);
	int			slot;

	advice->day = first_meeting_by(plan->data, mentee);
	if (mentee->days_without_contact >= FIRST_MEETING_DAYS)
		advice->amount = mentee->days_without_contact;
	if (!is_away(mentee) && free_time_on(plan, slots, count, advice->day, &slot))
		meet_at(advice, advice->day, slot);
}

/*
 * The next meeting: tomorrow, or on the day after if the student hears of it
 * tomorrow; one that is overdue, on some day soon.  Is it for the day after?
 */
static bool
advise_meeting(Plan *plan, const Mentee *mentee)
{
	bool		overdue = is_overdue(plan->data, mentee);
	MshipMeetingSlot slots[MSHIP_WEEKLY_SLOTS];
	size_t		count = ranked_slots(mentee, overdue ? MSHIP_WEEKLY_SLOTS :
									 MEETING_SLOTS_SHOWN, slots);
	int			last = overdue ? DAYS_PLANNED - 1 : FOLLOWING_DAY;
	int			i;
	int			slot;

	if (count == 0)
		advise(plan, mentee, ADVICE_FIND_SLOT);
	if (!overdue && !promise_is_open(plan->data, mentee))
		return false;
	for (i = NEXT_DAY; i <= last; i++)
		if (free_time_on(plan, slots, count, plan->days[i], &slot))
		{
			Advice	   *advice = advise(plan, mentee,
										i == NEXT_DAY ? ADVICE_MEET :
										i == FOLLOWING_DAY ? ADVICE_REMIND_MEETING :
										ADVICE_SCHEDULE);

			meet_at(advice, plan->days[i], slot);
			advice->amount = overdue ? mentee->days_without_contact : 0;
			return i == FOLLOWING_DAY;
		}
	return false;
}

static void
advise_about(Plan *plan, const Mentee *mentee)
{
	const Referral *referral = oldest_open_referral(plan->data, mentee->student_id);
	int64_t		following;
	int64_t		day = plan->data->heading.as_of;
	int			i;

	for (i = 0; i < DAYS_PLANNED; i++)
		plan->days[i] = day = day == UNKNOWN ? UNKNOWN :
			school_day_after(plan->data, mentee->school_id, day);
	following = plan->days[FOLLOWING_DAY];

	if (referral != NULL &&
		plan->data->heading.as_of - referral->referred_on >= REFERRAL_DAYS)
		advise(plan, mentee, ADVICE_REFERRAL)->referral = referral;
	if (is_new_pair(mentee))
		advise_introduction(plan, mentee);
	else if (is_away(mentee))
		advise(plan, mentee, ADVICE_CALL)->amount = mentee->current_absence;
	/* a reminder of the meeting is one of the day, too */
	else if (!advise_meeting(plan, mentee) && following != UNKNOWN &&
			 mentee_tends_to_miss(mentee, date_iso_weekday(following)))
		advise(plan, mentee, ADVICE_REMIND_DAY)->day = following;
}

/* ---------- the order of it ---------- */

/* How long a student has waited: new ones first, then by days. */
static int64_t
waiting(const Mentee *mentee)
{
	if (is_new_pair(mentee))
		return INT64_MAX;
	return mentee->days_without_contact;
}

static int
compare_waiting(const void *a, const void *b)
{
	const Mentee *one = *(const Mentee *const *) a;
	const Mentee *other = *(const Mentee *const *) b;

	if (waiting(one) != waiting(other))
		return waiting(one) > waiting(other) ? -1 : 1;
	/* rows of mentees come by name */
	return one < other ? -1 : one > other;
}

/* By kind; within it, the longest absence and the oldest referral first. */
static int
compare_pressing(const void *a, const void *b)
{
	const Advice *one = a;
	const Advice *other = b;

	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	if (one->referral != NULL && one->referral->referred_on != other->referral->referred_on)
		return one->referral->referred_on < other->referral->referred_on ? -1 : 1;
	if (one->kind == ADVICE_CALL && one->amount != other->amount)
		return one->amount > other->amount ? -1 : 1;
	return compare_waiting(&one->mentee, &other->mentee);
}

bool
is_mentee_of(const Mentee *mentee, int64_t mentor_id)
{
	return mentee->pairing_id != UNKNOWN && mentee->mentor_id == mentor_id;
}

/* The mentees of a mentor in an array with room for one more; NULL when out of
 * memory. */
static const Mentee **
mentees_of(const ReportData *data, int64_t mentor_id, Arena *arena, size_t *count)
{
	const Mentee **mentees;
	size_t		own = 0;
	size_t		i;

	for (i = 0; i < data->mentee_count; i++)
		own += is_mentee_of(&data->mentees[i], mentor_id);
	*count = 0;
	mentees = arena_alloc(arena, (own + 1) * sizeof(*mentees));
	for (i = 0; i < data->mentee_count && mentees != NULL; i++)
		if (is_mentee_of(&data->mentees[i], mentor_id))
			mentees[(*count)++] = &data->mentees[i];
	return mentees;
}

Advice *
mentor_advice(const ReportData *data, int64_t mentor_id, Arena *arena, size_t *count)
{
	size_t		mentee_count;
	const Mentee **mentees = mentees_of(data, mentor_id, arena, &mentee_count);
	Plan		plan = {.data = data};
	size_t		i;

	*count = 0;
	plan.advice = arena_alloc(arena, (mentee_count * ADVICE_PER_MENTEE + 1) * sizeof(Advice));
	if (mentees == NULL || plan.advice == NULL)
		return NULL;
	/* who has waited longest has the first choice of times */
	qsort(mentees, mentee_count, sizeof(*mentees), compare_waiting);
	for (i = 0; i < mentee_count; i++)
		advise_about(&plan, mentees[i]);
	qsort(plan.advice, plan.count, sizeof(Advice), compare_pressing);
	*count = plan.count;
	return plan.advice;
}
