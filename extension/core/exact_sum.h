/*
 * exact_sum.h
 *		Sums of doubles that the order of the terms does not change.
 *
 * A sum is kept as two doubles: the rounded sum, and the sum of what rounding
 * lost (Knuth's two-sum; Dekker's split for products).  The error of such a sum
 * is about 1e-32 of the sum of the terms' sizes, so that however rows are dealt
 * out to workers, the sum rounded to one double is the same but for a last bit
 * in very rare cases.
 */
#ifndef MSHIP_EXACT_SUM_H
#define MSHIP_EXACT_SUM_H

#include <stddef.h>

typedef struct MshipExact
{
	double		high;
	double		low;
} MshipExact;

/* *high and *low become the sum of both and "term". */
static inline void
mship_exact_add(double *high, double *low, double term)
{
	double		sum = *high + term;
	double		part = sum - *high;

	*low += (*high - (sum - part)) + (term - part);
	*high = sum;
}

#define MSHIP_EXACT_BLOCK 8

/*
 * Many sums at once.  The blocks have a fixed length and nothing overlaps, which
 * lets compilers use vector instructions; the results are the same.
 */
static inline void
mship_exact_add_all(double *restrict high, double *restrict low,
					const double *restrict terms, size_t count)
{
	for (; count >= MSHIP_EXACT_BLOCK; count -= MSHIP_EXACT_BLOCK)
	{
		for (int k = 0; k < MSHIP_EXACT_BLOCK; k++)
			mship_exact_add(&high[k], &low[k], terms[k]);
		high += MSHIP_EXACT_BLOCK;
		low += MSHIP_EXACT_BLOCK;
		terms += MSHIP_EXACT_BLOCK;
	}
	for (size_t k = 0; k < count; k++)
		mship_exact_add(&high[k], &low[k], terms[k]);
}

/* a * b without rounding; neither above 1e290 or so. */
static inline MshipExact
mship_exact_product(double a, double b)
{
	const double splitter = 134217729;	/* 2^27 + 1 */
	double		a_high = a * splitter - (a * splitter - a);
	double		b_high = b * splitter - (b * splitter - b);
	double		a_low = a - a_high;
	double		b_low = b - b_high;
	MshipExact	result;

	result.high = a * b;
	result.low = ((a_high * b_high - result.high) + a_high * b_low +
				  a_low * b_high) + a_low * b_low;
	return result;
}

#endif							/* MSHIP_EXACT_SUM_H */
