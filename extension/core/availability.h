/*
 * availability.h
 *		The slots of a school week in which somebody is free to meet.
 *
 * A week has seven days of sixteen slots: before school, twelve periods, lunch,
 * after school, evening.  A value is a set of those 112 slots: 14 bytes, slot s
 * of weekday d (ISO, 1 = Monday) at bit 16 * (d - 1) + s, counted from the most
 * significant bit of the first byte.  Comparing the bytes therefore compares
 * the earliest slot in which two values differ, and no bit is ever unused.
 */
#ifndef MSHIP_AVAILABILITY_H
#define MSHIP_AVAILABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/status.h"

#define MSHIP_WEEKDAYS 7
#define MSHIP_SLOTS_A_DAY 16
#define MSHIP_WEEKLY_SLOTS (MSHIP_WEEKDAYS * MSHIP_SLOTS_A_DAY)
#define MSHIP_AVAILABILITY_BYTES (MSHIP_WEEKLY_SLOTS / 8)

/* Slots in the order of a day; period p is slot p. */
#define MSHIP_SLOT_BEFORE 0
#define MSHIP_SLOT_PERIOD_FIRST 1
#define MSHIP_SLOT_PERIOD_LAST 12
#define MSHIP_SLOT_LUNCH 13
#define MSHIP_SLOT_AFTER 14
#define MSHIP_SLOT_EVENING 15

/* The longest canonical text is 398 bytes (a unit test writes it). */
#define MSHIP_AVAILABILITY_TEXT_MAX 400

/* version byte and bitmap */
#define MSHIP_AVAILABILITY_WIRE_VERSION 1
#define MSHIP_AVAILABILITY_WIRE_BYTES (1 + MSHIP_AVAILABILITY_BYTES)

typedef struct MshipAvailability
{
	uint8_t		bits[MSHIP_AVAILABILITY_BYTES];
} MshipAvailability;

/* The same in two words, for whoever compares many with many. */
typedef struct MshipWeek
{
	uint64_t	word[2];
} MshipWeek;

/* availability.c: the set algebra; weekdays are 1..7 and slots 0..15 */
extern void mship_availability_clear(MshipAvailability *a);
extern void mship_availability_add(MshipAvailability *a, int weekday, int slot);
extern bool mship_availability_has(const MshipAvailability *a, int weekday,
								   int slot);
extern void mship_availability_union(MshipAvailability *result,
									 const MshipAvailability *a,
									 const MshipAvailability *b);
extern void mship_availability_intersect(MshipAvailability *result,
										 const MshipAvailability *a,
										 const MshipAvailability *b);
extern void mship_availability_minus(MshipAvailability *result,
									 const MshipAvailability *a,
									 const MshipAvailability *b);
extern bool mship_availability_overlaps(const MshipAvailability *a,
										const MshipAvailability *b);
extern bool mship_availability_contains(const MshipAvailability *a,
										const MshipAvailability *b);
extern int	mship_availability_cmp(const MshipAvailability *a,
								   const MshipAvailability *b);
extern int	mship_availability_count(const MshipAvailability *a);
extern int	mship_availability_shared(const MshipAvailability *a,
									  const MshipAvailability *b);

extern void mship_availability_write(const MshipAvailability *a, uint8_t *wire);
extern MshipStatus mship_availability_read(const uint8_t *wire, size_t length,
										   MshipAvailability *a,
										   MshipFault *fault);

/* availability_parse.c: text; not terminated by NUL in either direction */
extern const char *mship_slot_name(int slot);
extern const char *mship_weekday_name(int weekday);
extern MshipStatus mship_slot_parse(const char *text, size_t length, int *slot,
									MshipFault *fault);
extern MshipStatus mship_availability_parse(const char *text, size_t length,
											MshipAvailability *a,
											MshipFault *fault);
extern size_t mship_availability_print(const MshipAvailability *a, char *text);

static inline MshipWeek
mship_week(const MshipAvailability *a)
{
	MshipWeek	week = {{0, 0}};

	memcpy(week.word, a->bits, sizeof(a->bits));
	return week;
}

/* How many slots the two have in common. */
static inline int
mship_week_shared(const MshipWeek *a, const MshipWeek *b)
{
	const uint64_t pairs = UINT64_C(0x3333333333333333);
	const uint64_t fours = UINT64_C(0x0f0f0f0f0f0f0f0f);
	uint64_t	x = a->word[0] & b->word[0];
	uint64_t	y = a->word[1] & b->word[1];

	if ((x | y) == 0)
		return 0;
	x -= (x >> 1) & UINT64_C(0x5555555555555555);
	y -= (y >> 1) & UINT64_C(0x5555555555555555);
	x = (x & pairs) + ((x >> 2) & pairs) + (y & pairs) + ((y >> 2) & pairs);
	x = (x & fours) + ((x >> 4) & fours);
	return (int) ((x * UINT64_C(0x0101010101010101)) >> 56);
}

#endif							/* MSHIP_AVAILABILITY_H */
