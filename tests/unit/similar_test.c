/*
 * similar_test.c
 *		Changes of similar students (core/similar.c), against slicing each record
 *		and applying the rule to the slices.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/similar.h"
#include "attendance_random.h"

#define OTHERS 12
#define COMPARED 40

static MshipSimilarRoom room;

/* A record of some days of the model's, with holes and minutes. */
static uint8_t *
random_record(MshipAttendance *a)
{
	uint32_t	days = next_random(120);
	MshipLayout layout = {
		.first_day = MODEL_FIRST + (int32_t) next_random(40), .day_count = days,
		.length = mship_attendance_length(days, days)
	};
	uint8_t    *body = malloc(layout.length);
	MshipAttendance empty;
	uint8_t    *nothing = record_of("empty", &empty);

	assert_non_null(body);
	mship_attendance_lay_out(&empty, &layout, body);
	for (uint32_t k = 0; k < days; k++)
		if (next_random(10) > 1)
			mship_attendance_append(body, k, random_mark(20));
	assert_true(mship_attendance_view(body, layout.length, a));
	free(nothing);
	return body;
}

/* Days that count and their share, by looking at each day by itself. */
static void
share_of(const MshipAttendance *a, int64_t from, int64_t to, int32_t *days,
		 uint32_t *millionths)
{
	MshipAttendanceRule rule;
	MshipAbsenceRuler ruler;
	MshipAbsenceTally tally;
	MshipAbsence absence;
	MshipExact	one;

	assert_true(mship_rule_preset("edfacts", 7, &rule));
	mship_absence_ruler(&rule, &ruler);
	mship_exact_set(&one, 1);
	mship_tally_clear(&tally);
	for (uint32_t k = 0; k < a->day_count; k++)
		if (a->first_day + (int64_t) k >= from && a->first_day + (int64_t) k <= to)
			mship_tally_add(&tally, &ruler, mship_attendance_mark(a, k), &one);
	mship_tally_finish(&tally, &one, &absence);
	*days = (int32_t) absence.enrolled;
	*millionths = *days > 0 ? mship_absence_rate(&absence) : 0;
}

static void
add_by_hand(const MshipSimilarity *similarity, const MshipAttendance *a, MshipCompared *c)
{
	int32_t		before_days;
	int32_t		after_days;
	uint32_t	before;
	uint32_t	after;
	int64_t		change;

	share_of(a, INT64_MIN, (int64_t) c->started_on - 1, &before_days, &before);
	share_of(a, c->started_on, c->until, &after_days, &after);
	if (before_days < similarity->least_days || after_days < similarity->least_days ||
		before_days == 0 || after_days == 0 ||
		llabs((int64_t) before - c->before) > similarity->within)
		return;
	change = (int64_t) after - before;
	c->similar++;
	c->change += change;
	c->squares += change * change;
}

/* Days of the model and beyond, and those that never come. */
static int32_t
random_day(void)
{
	switch (next_random(20))
	{
		case 0:
			return INT32_MIN;
		case 1:
			return INT32_MAX;
		default:
			return MODEL_FIRST - 20 + (int32_t) next_random(220);
	}
}

static void
against_slices(void **state)
{
	int64_t		found = 0;

	(void) state;
	for (int round = 0; round < 400; round++)
	{
		const MshipSimilarity similarity = {
			.within = next_random(200000), .least_days = (int32_t) next_random(25)
		};
		MshipCompared compared[COMPARED] = {{0}};
		MshipCompared by_hand[COMPARED];

		for (int k = 0; k < COMPARED; k++)
		{
			bool		same_days = k > 0 && next_random(2) == 0;

			compared[k].started_on = same_days ? compared[k - 1].started_on : random_day();
			compared[k].until = same_days ? compared[k - 1].until : random_day();
			compared[k].before = next_random(MSHIP_MILLION + 1);
		}
		memcpy(by_hand, compared, sizeof(compared));
		for (int n = 0; n < OTHERS; n++)
		{
			MshipAttendance a;
			uint8_t    *body = random_record(&a);

			mship_similar_add(&similarity, &a, &room, compared, COMPARED);
			for (int k = 0; k < COMPARED; k++)
				add_by_hand(&similarity, &a, &by_hand[k]);
			free(body);
		}
		for (int k = 0; k < COMPARED; k++)
		{
			assert_int_equal(compared[k].similar, by_hand[k].similar);
			assert_int_equal(compared[k].change, by_hand[k].change);
			assert_int_equal(compared[k].squares, by_hand[k].squares);
			found += compared[k].similar;
		}
	}
	/* the test would prove nothing if hardly anybody was similar */
	assert_true(found > 2000);
}

/* 5 of 20 days before, 1 of 20 after; at the edge of what counts as similar. */
static void
at_the_edge(void **state)
{
	static const char text[] =
		"2024-08-26:UPPPP..UPPPP..UPPPP..UPPUP..UPPPP..PPPPP..PPPPP..PPPPP";
	const MshipSimilarity similarity = {.within = 50000, .least_days = 20};
	MshipCompared c[3] = {{.before = 200000}, {.before = 300000}, {.before = 199999}};
	MshipAttendance a;
	uint8_t    *body = record_of(text, &a);

	(void) state;
	for (int k = 0; k < 3; k++)
	{
		c[k].started_on = a.first_day + 28;
		c[k].until = a.first_day + 100;
	}
	mship_similar_add(&similarity, &a, &room, c, 3);
	assert_int_equal(c[0].similar, 1);
	assert_int_equal(c[0].change, 50000 - 250000);
	assert_int_equal(c[0].squares, INT64_C(40000000000));
	assert_int_equal(c[1].similar, 1);
	assert_int_equal(c[2].similar, 0);

	/* a day less is too few */
	c[0].until = a.first_day + 52;
	mship_similar_add(&similarity, &a, &room, c, 1);
	assert_int_equal(c[0].similar, 1);
	free(body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_slices),
		cmocka_unit_test(at_the_edge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
