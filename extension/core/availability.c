/*
 * availability.c
 *		Set algebra of weekly slots.
 *
 * Nothing here can fail except reading bytes from outside.
 */
#include <string.h>

#include "core/availability.h"

static unsigned
bit_number(int weekday, int slot)
{
	return (unsigned) ((weekday - 1) * MSHIP_SLOTS_A_DAY + slot);
}

void
mship_availability_clear(MshipAvailability *a)
{
	memset(a->bits, 0, sizeof(a->bits));
}

void
mship_availability_add(MshipAvailability *a, int weekday, int slot)
{
	unsigned	bit = bit_number(weekday, slot);

	a->bits[bit / 8] = (uint8_t) (a->bits[bit / 8] | 0x80u >> (bit % 8));
}

bool
mship_availability_has(const MshipAvailability *a, int weekday, int slot)
{
	unsigned	bit = bit_number(weekday, slot);

	return (a->bits[bit / 8] & 0x80u >> (bit % 8)) != 0;
}

/* The result may be one of the operands, here and below. */
void
mship_availability_union(MshipAvailability *result, const MshipAvailability *a,
						 const MshipAvailability *b)
{
	for (int k = 0; k < MSHIP_AVAILABILITY_BYTES; k++)
		result->bits[k] = (uint8_t) (a->bits[k] | b->bits[k]);
}

void
mship_availability_intersect(MshipAvailability *result,
							 const MshipAvailability *a,
							 const MshipAvailability *b)
{
	for (int k = 0; k < MSHIP_AVAILABILITY_BYTES; k++)
		result->bits[k] = (uint8_t) (a->bits[k] & b->bits[k]);
}

void
mship_availability_minus(MshipAvailability *result, const MshipAvailability *a,
						 const MshipAvailability *b)
{
	for (int k = 0; k < MSHIP_AVAILABILITY_BYTES; k++)
		result->bits[k] = (uint8_t) (a->bits[k] & ~b->bits[k]);
}

bool
mship_availability_overlaps(const MshipAvailability *a,
							const MshipAvailability *b)
{
	for (int k = 0; k < MSHIP_AVAILABILITY_BYTES; k++)
	{
		if ((a->bits[k] & b->bits[k]) != 0)
			return true;
	}
	return false;
}

/* Is every slot of b in a? */
bool
mship_availability_contains(const MshipAvailability *a,
							const MshipAvailability *b)
{
	for (int k = 0; k < MSHIP_AVAILABILITY_BYTES; k++)
	{
		if ((b->bits[k] & ~a->bits[k]) != 0)
			return false;
	}
	return true;
}

/*
 * Negative, zero or positive: by the earliest slot in which the two differ,
 * the one without it comes first.
 */
int
mship_availability_cmp(const MshipAvailability *a, const MshipAvailability *b)
{
	return memcmp(a->bits, b->bits, sizeof(a->bits));
}

int
mship_availability_count(const MshipAvailability *a)
{
	return mship_availability_shared(a, a);
}

/* How many slots the two have in common. */
int
mship_availability_shared(const MshipAvailability *a, const MshipAvailability *b)
{
	MshipWeek	wa = mship_week(a);
	MshipWeek	wb = mship_week(b);

	return mship_week_shared(&wa, &wb);
}

/* Write MSHIP_AVAILABILITY_WIRE_BYTES bytes, the same on every machine. */
void
mship_availability_write(const MshipAvailability *a, uint8_t *wire)
{
	wire[0] = MSHIP_AVAILABILITY_WIRE_VERSION;
	memcpy(wire + 1, a->bits, sizeof(a->bits));
}

/* Read what mship_availability_write() wrote; anything else is refused. */
MshipStatus
mship_availability_read(const uint8_t *wire, size_t length,
						MshipAvailability *a, MshipFault *fault)
{
	if (length != MSHIP_AVAILABILITY_WIRE_BYTES)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH,
						  0, 0);
	if (wire[0] != MSHIP_AVAILABILITY_WIRE_VERSION)
		return mship_fail(fault, MSHIP_ERR_BINARY,
						  MSHIP_REASON_BINARY_VERSION, 0, 0);
	memcpy(a->bits, wire + 1, sizeof(a->bits));
	return MSHIP_OK;
}
