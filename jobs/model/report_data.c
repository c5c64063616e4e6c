/*
 * report_data.c
 *		Look-ups in the data of a run, and the rules it must keep.
 */
#include "model/report_data.h"

const void *
slice_of(const void *elements, size_t element_count, size_t size,
			  size_t offset, int64_t id, size_t *count)
{
	const char *base = elements;
	size_t		low = 0;
	size_t		high = element_count;
	size_t		end;

#define ID(i) (*(const int64_t *) (base + (i) * size + offset))
	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (ID(middle) < id)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < element_count && ID(end) == id; end++)
		;
#undef ID
	*count = end - low;
	return base + low * size;
}

#define SLICE(array, array_count, type, id_member, id, count) \
	slice_of(array, array_count, sizeof(type), offsetof(type, id_member), id, count)

const Meeting *
report_data_meetings(const ReportData *data, int64_t student_id, size_t *count)
{
	return SLICE(data->meetings, data->meeting_count, Meeting, student_id,
				 student_id, count);
}

const Referral *
report_data_referrals(const ReportData *data, int64_t student_id, size_t *count)
{
	return SLICE(data->referrals, data->referral_count, Referral, student_id,
				 student_id, count);
}

const SchoolMonth *
report_data_months(const ReportData *data, int64_t school_id, size_t *count)
{
	return SLICE(data->months, data->month_count, SchoolMonth, school_id,
				 school_id, count);
}

const Outcome *
report_data_outcome(const ReportData *data, int64_t school_id)
{
	size_t		count;
	const Outcome *outcome = SLICE(data->outcomes, data->outcome_count, Outcome,
								   school_id, school_id, &count);

	return count > 0 ? outcome : NULL;
}

DayMark
record_mark(const Record *record, int64_t day)
{
	if (day < record->first_day ||
		day >= (int64_t) record->first_day + record->day_count)
		return DAY_NO_SCHOOL;
	return (DayMark) record->marks[day - record->first_day];
}

const char *
mentee_fault(const Heading *heading, const Mentee *mentee)
{
	const Record *record = &mentee->record;
	int64_t		enrolled = 0;
	int64_t		absent = 0;
	int			i;

	if (mentee->enrolled_days != UNKNOWN &&
		mentee->absent_millionths > mentee->enrolled_days * MILLION)
		return "more days absent than enrolled";
	if (record->day_count > 0 &&
		(int64_t) record->first_day + record->day_count - 1 > heading->as_of)
		return "the record goes on after the day of the report";
	for (i = 0; i < 7; i++)
	{
		if (mentee->weekday_absent[i] > mentee->weekday_enrolled[i])
			return "more days absent than enrolled on a weekday";
		enrolled += mentee->weekday_enrolled[i];
		absent += mentee->weekday_absent[i];
	}
	if (mentee->enrolled_days != UNKNOWN && enrolled != mentee->enrolled_days)
		return "the weekdays do not add up to the days enrolled";
	if (mentee->absent_millionths != UNKNOWN &&
		absent * MILLION < mentee->absent_millionths)
		return "the weekdays do not add up to the days absent";
	if (mentee->pairing_id != UNKNOWN && mentee->mentor_id == UNKNOWN)
		return "a pairing without a mentor";
	return NULL;
}

const char *
school_fault(const School *school)
{
	int64_t		banded = school->satisfactory + school->at_risk +
		school->moderate + school->severe + school->not_evaluable;

	if (banded != school->enrolled)
		return "the bands do not add up to the students enrolled";
	if (school->paired > school->nominated)
		return "more students paired than nominated";
	if (school->paired_30_days > school->paired)
		return "more pairs of a month than pairs";
	if (school->promise_kept > school->paired_30_days)
		return "more pairs that keep the promise than pairs of a month";
	return NULL;
}
