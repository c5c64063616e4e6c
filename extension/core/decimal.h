/*
 * decimal.h
 *		Short decimal numbers, kept as they were written.
 *
 * A weight, a threshold or a coefficient is a decimal that a person wrote.  It
 * is stored as digits and a scale, so that text round-trips exactly and no
 * locale, rounding mode or printing routine can change it.  The limits (15
 * significant digits, 22 decimals) are those within which the conversion to
 * double is one correctly rounded operation on exactly represented numbers;
 * the result is the double that SQL's "0.1::float8" gives.
 */
#ifndef MSHIP_DECIMAL_H
#define MSHIP_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

#define MSHIP_DECIMAL_MAX_DIGITS 15
#define MSHIP_DECIMAL_MAX_SCALE 22

/* sign, 15 digits before or 22 after the point, "0." */
#define MSHIP_DECIMAL_TEXT_MAX 40

/* The number digits / 10^scale, normalised: the fewest digits, 0 is 0 / 1. */
typedef struct MshipDecimal
{
	int64_t		digits;
	int32_t		scale;
} MshipDecimal;

extern MshipStatus mship_decimal_parse(const char *text, size_t length,
									   MshipDecimal *result, size_t *taken,
									   MshipFault *fault);
extern size_t mship_decimal_print(const MshipDecimal *d, char *text);
extern bool mship_decimal_valid(const MshipDecimal *d);
extern bool mship_decimal_from_double(double value, MshipDecimal *d);
extern double mship_decimal_to_double(const MshipDecimal *d);
extern bool mship_decimal_to_fixed(const MshipDecimal *d, int scale,
								   int64_t limit, int64_t *fixed);
extern void mship_decimal_from_fixed(int64_t fixed, int scale, MshipDecimal *d);

#endif							/* MSHIP_DECIMAL_H */
