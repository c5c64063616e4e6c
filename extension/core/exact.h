/*
 * exact.h
 *		Whole numbers of any size that sums of fractions of a day need.
 *
 * Minutes missed of minutes scheduled are summed exactly.  The common
 * denominator of all possible schedules, the least common multiple of 1 to
 * 1440, has 2,080 bits; times days, thresholds and decimals that is below the
 * size here, so nothing overflows.  Small numbers, the rule, take one or two
 * words.
 */
#ifndef MSHIP_EXACT_H
#define MSHIP_EXACT_H

#include <stdbool.h>
#include <stdint.h>

#define MSHIP_EXACT_WORDS 72

/* Words from the least significant; none beyond "used", the last not zero. */
typedef struct MshipExact
{
	int			used;
	uint32_t	word[MSHIP_EXACT_WORDS];
} MshipExact;

extern void mship_exact_set(MshipExact *a, uint64_t value);
extern void mship_exact_copy(MshipExact *a, const MshipExact *b);
extern void mship_exact_add(MshipExact *a, const MshipExact *b);

/* b must not be larger than a */
extern void mship_exact_subtract(MshipExact *a, const MshipExact *b);
extern void mship_exact_multiply(MshipExact *a, uint32_t factor);

/* Divide in place and return the remainder. */
extern uint32_t mship_exact_divide(MshipExact *a, uint32_t divisor);
extern uint32_t mship_exact_remainder(const MshipExact *a, uint32_t divisor);
extern int	mship_exact_cmp(const MshipExact *a, const MshipExact *b);

/* a / b rounded to the nearest, halves up; the result must be below 2^32. */
extern uint32_t mship_exact_round_quotient(const MshipExact *a, const MshipExact *b);

extern uint32_t mship_gcd(uint32_t a, uint32_t b);

#endif							/* MSHIP_EXACT_H */
