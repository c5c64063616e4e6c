/*
 * exact.c
 *		Whole numbers of any size that sums of fractions of a day need.
 */
#include "core/exact.h"

#include <string.h>

void
mship_exact_set(MshipExact *a, uint64_t value)
{
	a->word[0] = (uint32_t) value;
	a->word[1] = (uint32_t) (value >> 32);
	a->used = a->word[1] != 0 ? 2 : a->word[0] != 0 ? 1 : 0;
}

void
mship_exact_copy(MshipExact *a, const MshipExact *b)
{
	a->used = b->used;
	memcpy(a->word, b->word, sizeof(uint32_t) * (size_t) b->used);
}

void
mship_exact_add(MshipExact *a, const MshipExact *b)
{
	uint64_t	carry = 0;

	for (int k = 0; k < b->used || carry != 0; k++)
	{
		carry += k < b->used ? b->word[k] : 0;
		carry += k < a->used ? a->word[k] : 0;
		a->word[k] = (uint32_t) carry;
		carry >>= 32;
		if (k >= a->used)
			a->used = k + 1;
	}
}

void
mship_exact_subtract(MshipExact *a, const MshipExact *b)
{
	uint64_t	borrow = 0;

	for (int k = 0; k < a->used; k++)
	{
		uint64_t	less = (k < b->used ? b->word[k] : 0) + borrow;

		borrow = a->word[k] < less;
		a->word[k] = (uint32_t) (a->word[k] - less);
	}
	while (a->used > 0 && a->word[a->used - 1] == 0)
		a->used--;
}

void
mship_exact_multiply(MshipExact *a, uint32_t factor)
{
	uint64_t	carry = 0;

	if (factor == 0)
		a->used = 0;
	for (int k = 0; k < a->used; k++)
	{
		carry += (uint64_t) a->word[k] * factor;
		a->word[k] = (uint32_t) carry;
		carry >>= 32;
	}
	if (carry != 0)
		a->word[a->used++] = (uint32_t) carry;
}

uint32_t
mship_exact_divide(MshipExact *a, uint32_t divisor)
{
	uint64_t	rest = 0;

	for (int k = a->used; k-- > 0;)
	{
		rest = rest << 32 | a->word[k];
		a->word[k] = (uint32_t) (rest / divisor);
		rest %= divisor;
	}
	while (a->used > 0 && a->word[a->used - 1] == 0)
		a->used--;
	return (uint32_t) rest;
}

uint32_t
mship_exact_remainder(const MshipExact *a, uint32_t divisor)
{
	uint64_t	rest = 0;

	for (int k = a->used; k-- > 0;)
		rest = (rest << 32 | a->word[k]) % divisor;
	return (uint32_t) rest;
}

int
mship_exact_cmp(const MshipExact *a, const MshipExact *b)
{
	if (a->used != b->used)
		return a->used < b->used ? -1 : 1;
	for (int k = a->used; k-- > 0;)
	{
		if (a->word[k] != b->word[k])
			return a->word[k] < b->word[k] ? -1 : 1;
	}
	return 0;
}

/* Bit by bit: the largest q with q * 2b <= 2a + b. */
uint32_t
mship_exact_round_quotient(const MshipExact *a, const MshipExact *b)
{
	MshipExact	twice_a;
	MshipExact	product;
	uint32_t	quotient = 0;

	if (a->used <= 1 && b->used <= 1)
		return (uint32_t) ((2 * (uint64_t) (a->used ? a->word[0] : 0) + b->word[0]) /
						   (2 * (uint64_t) b->word[0]));
	mship_exact_copy(&twice_a, a);
	mship_exact_multiply(&twice_a, 2);
	mship_exact_add(&twice_a, b);
	for (int bit = 31; bit >= 0; bit--)
	{
		uint32_t	larger = quotient | (uint32_t) 1 << bit;

		mship_exact_copy(&product, b);
		mship_exact_multiply(&product, 2);
		mship_exact_multiply(&product, larger);
		if (mship_exact_cmp(&product, &twice_a) <= 0)
			quotient = larger;
	}
	return quotient;
}

uint32_t
mship_gcd(uint32_t a, uint32_t b)
{
	while (b != 0)
	{
		uint32_t	rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}
