/*
 * decimal.c
 *		Short decimal numbers, kept as they were written.
 */
#include <math.h>

#include "core/decimal.h"

/* the greatest digits: 10^15 - 1 */
#define DIGITS_LIMIT INT64_C(999999999999999)

/* Every one of these is an exact double. */
static const double powers[MSHIP_DECIMAL_MAX_SCALE + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
	1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* Where digits have been read: value, decimals, trailing zeros put off. */
typedef struct Scan
{
	int64_t		digits;
	int32_t		scale;
	int32_t		zeros;			/* zeros read but not yet counted in digits */
	bool		in_fraction;
	bool		any;
	bool		overflow;
} Scan;

/*
 * Zeros are put off until another digit follows, so that "0.100000000000000000"
 * has one digit and "1000" four.
 */
static void
scan_digit(Scan *s, int digit)
{
	s->any = true;
	if (s->in_fraction)
		s->scale++;
	if (digit == 0)
	{
		s->zeros++;
		return;
	}
	for (; s->zeros > 0 && s->digits > 0; s->zeros--)
	{
		if (s->digits > DIGITS_LIMIT / 10)
			s->overflow = true;
		else
			s->digits *= 10;
	}
	s->zeros = 0;				/* leading zeros count for nothing */
	if (s->digits > (DIGITS_LIMIT - digit) / 10)
		s->overflow = true;
	else
		s->digits = s->digits * 10 + digit;
}

/* Count the zeros put off: those after the point vanish, others are digits. */
static void
scan_end(Scan *s)
{
	int32_t		drop;

	if (s->digits == 0)
	{
		s->scale = 0;
		return;
	}
	drop = s->zeros < s->scale ? s->zeros : s->scale;
	s->scale -= drop;
	for (s->zeros -= drop; s->zeros > 0 && !s->overflow; s->zeros--)
	{
		if (s->digits > DIGITS_LIMIT / 10)
			s->overflow = true;
		else
			s->digits *= 10;
	}
	if (s->scale > MSHIP_DECIMAL_MAX_SCALE)
		s->overflow = true;
}

/*
 * Read a number at the start of "text": an optional sign, digits, and
 * optionally a point and digits; at least one digit stands before the point
 * or after it.  No exponent, no infinity.  *taken is the number of bytes read.
 * Faults: MSHIP_ERR_SYNTAX (no number there), MSHIP_ERR_NUMBER (too many
 * digits), with the byte range.
 */
MshipStatus
mship_decimal_parse(const char *text, size_t length, MshipDecimal *result,
					size_t *taken, MshipFault *fault)
{
	Scan		s = {0};
	bool		negative = false;
	size_t		at = 0;

	if (at < length && (text[at] == '-' || text[at] == '+'))
		negative = text[at++] == '-';
	for (; at < length; at++)
	{
		if (text[at] >= '0' && text[at] <= '9')
		{
			/* enough to know that it is too long, before a counter wraps */
			if (at < 1000)
				scan_digit(&s, text[at] - '0');
			else
				s.overflow = true;
		}
		else if (text[at] == '.' && !s.in_fraction && at + 1 < length &&
				 text[at + 1] >= '0' && text[at + 1] <= '9')
			s.in_fraction = true;
		else
			break;
	}
	if (!s.any)
		return mship_fail(fault, MSHIP_ERR_SYNTAX,
						  MSHIP_REASON_EXPECTED_NUMBER, 0, at);
	scan_end(&s);
	if (s.overflow)
		return mship_fail(fault, MSHIP_ERR_NUMBER,
						  MSHIP_REASON_NUMBER_DIGITS, 0, at);
	result->digits = negative ? -s.digits : s.digits;
	result->scale = s.scale;
	*taken = at;
	return MSHIP_OK;
}

/* Write at most MSHIP_DECIMAL_TEXT_MAX bytes and return their number. */
size_t
mship_decimal_print(const MshipDecimal *d, char *text)
{
	char		reversed[MSHIP_DECIMAL_TEXT_MAX];
	int64_t		digits = d->digits < 0 ? -d->digits : d->digits;
	size_t		count = 0;
	size_t		length = 0;

	for (int32_t place = 0; digits > 0 || place <= d->scale; place++)
	{
		if (place == d->scale && place > 0)
			reversed[count++] = '.';
		reversed[count++] = (char) ('0' + digits % 10);
		digits /= 10;
	}
	if (d->digits < 0)
		text[length++] = '-';
	while (count > 0)
		text[length++] = reversed[--count];
	return length;
}

/* Could mship_decimal_parse() have made this? */
bool
mship_decimal_valid(const MshipDecimal *d)
{
	if (d->digits > DIGITS_LIMIT || d->digits < -DIGITS_LIMIT ||
		d->scale < 0 || d->scale > MSHIP_DECIMAL_MAX_SCALE)
		return false;
	return d->scale == 0 || d->digits % 10 != 0;
}

/*
 * The decimal of 15 significant digits, but no more than 22 decimals, that is
 * nearest to a number, within one unit of its last digit.  False where the
 * number has more than 15 digits before the point or is none.
 */
bool
mship_decimal_from_double(double value, MshipDecimal *d)
{
	int			scale = MSHIP_DECIMAL_MAX_SCALE;

	if (!(fabs(value) < powers[MSHIP_DECIMAL_MAX_DIGITS] - 0.5))
		return false;
	while (scale > 0 && fabs(value * powers[scale]) >= (double) DIGITS_LIMIT + 0.5)
		scale--;
	mship_decimal_from_fixed((int64_t) round(value * powers[scale]), scale, d);
	return true;
}

/* The nearest double: both operands are exact, the division rounds once. */
double
mship_decimal_to_double(const MshipDecimal *d)
{
	return (double) d->digits / powers[d->scale];
}

/*
 * d * 10^scale as an integer of at most "limit" in size; false where d has
 * more decimals or is greater.
 */
bool
mship_decimal_to_fixed(const MshipDecimal *d, int scale, int64_t limit,
					   int64_t *fixed)
{
	int64_t		value = d->digits;

	if (d->scale > scale)
		return false;
	for (int32_t k = d->scale; k < scale; k++)
	{
		if (value > limit / 10 || value < -(limit / 10))
			return false;
		value *= 10;
	}
	if (value > limit || value < -limit)
		return false;
	*fixed = value;
	return true;
}

/* fixed / 10^scale; fixed must have at most 15 digits. */
void
mship_decimal_from_fixed(int64_t fixed, int scale, MshipDecimal *d)
{
	while (scale > 0 && fixed % 10 == 0)
	{
		fixed /= 10;
		scale--;
	}
	d->digits = fixed;
	d->scale = scale;
}
