/*
 * meeting_slots_test.c
 *		Ranking of meeting times against the programme's own example.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/meeting_slots.h"

static MshipAvailability
free_slots(const char *text)
{
	MshipAvailability a;

	assert_int_equal(mship_availability_parse(text, strlen(text), &a, NULL),
					 MSHIP_OK);
	return a;
}

/* 36 of each weekday, absences M2 T2 W2 Th7 F11: the student of the story */
static const MshipWeekdayCounts thursdays_and_fridays = {
	{36, 36, 36, 36, 36, 0, 0}, {2, 2, 2, 7, 11, 0, 0}
};

static void
expect(const MshipMeetingSlot *slot, int weekday, int slot_number,
	   MshipMeetingReason reason, int missed)
{
	assert_int_equal(slot->weekday, weekday);
	assert_int_equal(slot->slot, slot_number);
	assert_int_equal(slot->reason, reason);
	assert_int_equal(slot->missed_weekday, missed);
}

static void
most_missed_day_first(void **state)
{
	MshipAvailability shared = free_slots("Mon:lunch Wed:lunch Thu:P2,lunch Fri:after,before");
	MshipMeetingSlot slots[8];

	(void) state;
	assert_int_equal(mship_meeting_slots(&thursdays_and_fridays, &shared, 8, slots), 6);
	expect(&slots[0], 5, MSHIP_SLOT_BEFORE, MSHIP_MEETING_ON_DAY, 5);
	expect(&slots[1], 4, MSHIP_SLOT_LUNCH, MSHIP_MEETING_ON_DAY, 4);
	expect(&slots[2], 3, MSHIP_SLOT_LUNCH, MSHIP_MEETING_DAY_BEFORE, 4);
	expect(&slots[3], 1, MSHIP_SLOT_LUNCH, MSHIP_MEETING_SHARED, 0);
	/* second slots only after every weekday had its first */
	expect(&slots[4], 5, MSHIP_SLOT_AFTER, MSHIP_MEETING_ON_DAY, 5);
	expect(&slots[5], 4, 2, MSHIP_MEETING_ON_DAY, 4);
}

static void
friday_is_the_day_before_monday(void **state)
{
	MshipWeekdayCounts mondays = {{30, 36, 36, 36, 36, 0, 0}, {6, 1, 1, 1, 1, 0, 0}};
	MshipAvailability shared = free_slots("Tue:lunch Fri:lunch");
	MshipMeetingSlot slots[3];

	(void) state;
	assert_int_equal(mship_meeting_slots(&mondays, &shared, 3, slots), 2);
	expect(&slots[0], 5, MSHIP_SLOT_LUNCH, MSHIP_MEETING_DAY_BEFORE, 1);
	expect(&slots[1], 2, MSHIP_SLOT_LUNCH, MSHIP_MEETING_SHARED, 0);
}

static void
exposure_counts(void **state)
{
	/* four absences on ten Mondays weigh more than five on forty Tuesdays */
	MshipWeekdayCounts few_mondays = {{10, 40, 40, 40, 40, 0, 0}, {4, 5, 0, 0, 0, 0, 0}};
	MshipAvailability shared = free_slots("Mon:lunch Tue:lunch");
	MshipMeetingSlot slots[2];

	(void) state;
	assert_int_equal(mship_meeting_slots(&few_mondays, &shared, 2, slots), 2);
	expect(&slots[0], 1, MSHIP_SLOT_LUNCH, MSHIP_MEETING_ON_DAY, 1);
}

static void
one_absence_is_no_tendency(void **state)
{
	MshipWeekdayCounts once = {{36, 36, 36, 36, 36, 0, 0}, {0, 0, 0, 0, 1, 0, 0}};
	MshipAvailability shared = free_slots("Mon:lunch Fri:lunch");
	MshipMeetingSlot slots[2];

	(void) state;
	assert_int_equal(mship_meeting_slots(&once, &shared, 2, slots), 2);
	expect(&slots[0], 1, MSHIP_SLOT_LUNCH, MSHIP_MEETING_SHARED, 0);
}

static void
nothing_shared_or_asked_for(void **state)
{
	MshipAvailability none = free_slots("");
	MshipAvailability lunch = free_slots("Mon:lunch");
	MshipMeetingSlot slot;

	(void) state;
	assert_int_equal(mship_meeting_slots(&thursdays_and_fridays, &none, 1, &slot), 0);
	assert_int_equal(mship_meeting_slots(&thursdays_and_fridays, &lunch, 0, &slot), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most_missed_day_first),
		cmocka_unit_test(friday_is_the_day_before_monday),
		cmocka_unit_test(exposure_counts),
		cmocka_unit_test(one_absence_is_no_tendency),
		cmocka_unit_test(nothing_shared_or_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
