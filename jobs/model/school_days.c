/*
 * school_days.c
 *		The calendar of a school, and what it makes of the program's promise.
 */
#include "model/school_days.h"

/* Days after the start within which a new pair meets: 48 hours. */
#define FIRST_MEETING_WITHIN 2

static const SchoolDay *
days_of(const ReportData *data, int64_t school_id, size_t *count)
{
	return slice_of(data->school_days, data->school_day_count, sizeof(SchoolDay),
					offsetof(SchoolDay, school_id), school_id, count);
}

/* How many of these days come before "day". */
static size_t
count_before(const SchoolDay *days, size_t count, int64_t day)
{
	size_t		low = 0;
	size_t		high = count;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int64_t
school_day_after(const ReportData *data, int64_t school_id, int64_t day)
{
	size_t		count;
	const SchoolDay *days = days_of(data, school_id, &count);
	size_t		place = count_before(days, count, day + 1);

	return place < count ? days[place].day : UNKNOWN;
}

int64_t
school_days_between(const ReportData *data, int64_t school_id, int64_t first,
					int64_t last)
{
	size_t		count;
	const SchoolDay *days = days_of(data, school_id, &count);

	if (last < first)
		return 0;
	return (int64_t) (count_before(days, count, last + 1) -
					  count_before(days, count, first));
}

int64_t
promised_in_month(const ReportData *data, const Mentee *mentee, int year, int month)
{
	const Heading *heading = &data->heading;
	int64_t		first = date_from_civil(year, month, 1);
	int64_t		last = date_from_civil(month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1;
	int64_t		lived;
	int64_t		all;

	/* days of the next year are no part of this one's promise */
	if (heading->last_day != UNKNOWN && last > heading->last_day)
		last = heading->last_day;
	all = school_days_between(data, mentee->school_id, first, last);
	lived = school_days_between(data, mentee->school_id,
								mentee->started_on > first ? mentee->started_on : first,
								last);
	return all == 0 ? 0 : heading->meetings_per_month * lived / all;
}

bool
is_new_pair(const Mentee *mentee)
{
	return mentee->pairing_id != UNKNOWN && mentee->last_met_on == UNKNOWN &&
		mentee->continues == UNKNOWN;
}

int64_t
first_meeting_by(const ReportData *data, const Mentee *mentee)
{
	int64_t		due = mentee->started_on + FIRST_MEETING_WITHIN;
	int64_t		after_start = school_day_after(data, mentee->school_id, mentee->started_on);
	int64_t		next = school_day_after(data, mentee->school_id, data->heading.as_of);
	int64_t		by = next;

	if (after_start != UNKNOWN && after_start > due)
		due = after_start;
	while (next != UNKNOWN && next <= due)
	{
		by = next;
		next = school_day_after(data, mentee->school_id, next);
	}
	return by;
}
