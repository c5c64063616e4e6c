/*
 * fuzz_truancy_rule_read.c
 *		No bytes crash the reader; what it accepts, the parser could have made,
 *		and it decides a record: each event keeps its clause's promise.
 */
#include <stdlib.h>
#include <string.h>

#include "core/truancy.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A year of marks of all sorts, some with minutes. */
static MshipAttendance
sample(void)
{
	static uint8_t body[MSHIP_ATTENDANCE_HEADER + 200 + 400 * MSHIP_MINUTE_ENTRY];
	static const char marks[] = "PUUuPPP..UTEUSX?UUUUU..LeuIR";
	MshipLayout layout = {9000, 400, sizeof(body)};
	MshipAttendance a;

	mship_attendance_lay_out(NULL, &layout, body);
	for (uint32_t k = 0; k < 400; k++)
	{
		MshipMark	mark = {(uint8_t) mship_status_of_letter(marks[k * k % 28]), 0, 0};

		if (k % 5 == 0)
		{
			mark.missed = (uint16_t) (k % 391);
			mark.scheduled = 390;
		}
		if (mark.status != MSHIP_NO_SCHOOL)
			mship_attendance_append(body, k, mark);
	}
	if (!mship_attendance_view(body, sizeof(body), &a))
		abort();
	return a;
}

static void
check_events(const MshipTruancyRule *rule)
{
	MshipAttendance a = sample();
	MshipTruancyEvents events;
	MshipTruancyEvent event;
	int32_t		before = a.first_day;
	bool		any = false;
	bool		truant;

	mship_truancy_start(&a, rule, &events);
	while (mship_truancy_next(&events, &event))
	{
		const MshipTruancyClause *clause = &rule->clauses[event.clause];

		if (event.reached_on < before || event.first_day > event.reached_on ||
			event.first_day < a.first_day || event.reached_on >= a.first_day + 400 ||
			event.amount < (int64_t) clause->threshold)
			abort();
		if (clause->window == MSHIP_TRUANCY_CALENDAR_DAYS &&
			event.reached_on - event.first_day >= (int32_t) clause->window_length)
			abort();
		before = event.reached_on;
		any = true;
	}
	if (!mship_truancy_verdict(&a, rule, &truant) || truant != any)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[MSHIP_TRUANCY_TEXT_MAX];
	uint8_t		again[MSHIP_TRUANCY_MAX_SIZE];
	MshipTruancyRule rule;
	MshipTruancyRule other;

	if (mship_truancy_read(data, size, &rule, NULL) != MSHIP_OK)
		return 0;
	if (mship_truancy_write(&rule, again) != size || memcmp(again, data, size) != 0)
		abort();
	if (mship_truancy_parse(text, mship_truancy_print(&rule, text), &other, NULL) != MSHIP_OK ||
		mship_truancy_write(&other, again) != size || memcmp(again, data, size) != 0)
		abort();
	check_events(&rule);
	return 0;
}
