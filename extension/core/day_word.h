/*
 * day_word.h
 *		Sixteen days of a record at a time, as half bytes of one word.
 *
 * The earliest day is the lowest half byte.  Sets of days are words with the
 * lowest bit of each half byte set or not; taking the lowest bit off walks over
 * the days in their order.
 */
#ifndef MSHIP_DAY_WORD_H
#define MSHIP_DAY_WORD_H

#include "core/attendance.h"

#define MSHIP_WORD_DAYS 16
#define MSHIP_WORD_ONES UINT64_C(0x1111111111111111)

/* Days from the index-th on, a multiple of 16; those beyond the record are dots. */
static inline uint64_t
mship_word_of_days(const MshipAttendance *a, uint32_t index)
{
	const uint8_t *bytes = a->days + index / 2;
	uint32_t	left = a->day_count - index;
	uint64_t	word = 0;

	if (left >= MSHIP_WORD_DAYS)
		for (int k = 0; k < 8; k++)
			word |= (uint64_t) bytes[k] << (8 * k);
	else
	{
		for (uint32_t k = 0; k < (left + 1) / 2; k++)
			word |= (uint64_t) bytes[k] << (8 * k);
		/* the half byte behind the last day is below it here */
		if (left % 2)
			word &= ~(UINT64_C(0x0f) << (4 * (left - 1)));
	}
	/* a record keeps the earlier day in the high half */
	return (word >> 4 & UINT64_C(0x0f0f0f0f0f0f0f0f)) |
		(word << 4 & UINT64_C(0xf0f0f0f0f0f0f0f0));
}

/* Days with a status that runs and counts look at: 3 to 12. */
static inline uint64_t
mship_word_counted(uint64_t word)
{
	uint64_t	low = (word | word >> 1);	/* one of bits 0 and 1 */
	uint64_t	both = (word & word >> 1);

	return (word >> 3 | word >> 2 | both) & ~(word >> 3 & word >> 2 & low) &
		MSHIP_WORD_ONES;
}

/* Days with a status of the kind. */
static inline uint64_t
mship_word_of_kind(uint64_t word, MshipKind kind)
{
	uint64_t	days = 0;

	/* most words have no absence: 8 and above */
	if ((kind & 0xff) == 0 && (word & 8 * MSHIP_WORD_ONES) == 0)
		return 0;
	for (unsigned code = 0; kind >> code != 0; code++)
	{
		uint64_t	other = word ^ code * MSHIP_WORD_ONES;

		if (!mship_kind_has(kind, (int) code))
			continue;
		other |= other >> 2;
		other |= other >> 1;
		days |= ~other;
	}
	return days & MSHIP_WORD_ONES;
}

#endif							/* MSHIP_DAY_WORD_H */
