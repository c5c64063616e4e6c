/*
 * attendance_random.h
 *		Records for tests: made from text, and random ones beside a plain array
 *		that says what they hold.
 */
#ifndef ATTENDANCE_RANDOM_H
#define ATTENDANCE_RANDOM_H

#include <stdlib.h>
#include <string.h>

#include "core/attendance.h"

#define MODEL_DAYS 400

/* What the days from MODEL_FIRST on hold. */
typedef struct Model
{
	MshipMark	mark[MODEL_DAYS];
} Model;

#define MODEL_FIRST 9000

static uint64_t random_state = 20240826;

static inline uint32_t
next_random(uint32_t below)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (random_state >> 33) % below;
}

static inline MshipMark
random_mark(int minutes_percent)
{
	MshipMark	mark = {0, 0, 0};

	mark.status = (uint8_t) (1 + next_random(12));
	if ((int) next_random(100) < minutes_percent)
	{
		mark.scheduled = (uint16_t) (1 + next_random(400));
		mark.missed = (uint16_t) next_random(mark.scheduled + 1u);
	}
	return mark;
}

/* The value of a text in malloc'ed memory without a byte to spare. */
static inline uint8_t *
record_of(const char *text, MshipAttendance *a)
{
	MshipLayout layout;
	uint8_t    *body;

	if (mship_attendance_measure(text, strlen(text), &layout, NULL) != MSHIP_OK)
		abort();
	body = malloc(layout.length);
	mship_attendance_parse(text, strlen(text), &layout, body);
	if (!mship_attendance_view(body, layout.length, a))
		abort();
	return body;
}

#endif							/* ATTENDANCE_RANDOM_H */
