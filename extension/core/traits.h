/*
 * traits.h
 *		Interests and personality of a person as weighted tags.
 *
 * A value is one packed run of bytes, without alignment, the same on every
 * machine: a version byte, the number of tags (2 bytes, big-endian), then for
 * each tag its weight in millionths (4 bytes, big-endian, two's complement),
 * its length (1 byte) and its bytes.  Tags are case-folded, unique and in
 * ascending order of their bytes; no weight is 0.  Equal values are therefore
 * equal bytes.
 *
 * Weights run from -100 to 100 with 6 decimals, and there are at most 256, so
 * that every sum of products stays an exact int64.
 */
#ifndef MSHIP_TRAITS_H
#define MSHIP_TRAITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/decimal.h"
#include "core/status.h"

#define MSHIP_TRAITS_VERSION 1
#define MSHIP_TRAITS_HEADER 3
#define MSHIP_TRAITS_ENTRY 5	/* weight and length, before the tag's bytes */
#define MSHIP_TRAITS_MAX_COUNT 256
#define MSHIP_TRAITS_MAX_TAG 127	/* bytes, after folding */
#define MSHIP_TRAIT_SCALE 6
#define MSHIP_TRAIT_MAX_WEIGHT INT64_C(100000000)	/* in millionths */

/* One tag of a value; "tag" points into the value and ends without a NUL. */
typedef struct MshipTrait
{
	const char *tag;
	size_t		length;
	int32_t		weight;			/* millionths, never 0 */
} MshipTrait;

/* How far an iteration over a value has come. */
typedef struct MshipTraitsIter
{
	const uint8_t *at;
	int			left;
} MshipTraitsIter;

/* What two values have in common. */
typedef struct MshipSharedTrait
{
	MshipTrait	first;
	MshipTrait	second;
} MshipSharedTrait;

/* traits.c: a value is a pointer to its first byte */
extern int	mship_traits_count(const uint8_t *traits);
extern size_t mship_traits_size(const uint8_t *traits);
extern void mship_traits_start(const uint8_t *traits, MshipTraitsIter *iter);
extern bool mship_traits_next(MshipTraitsIter *iter, MshipTrait *trait);
extern int	mship_tag_cmp(const char *a, size_t a_length, const char *b,
						  size_t b_length);
extern int	mship_traits_cmp(const uint8_t *a, const uint8_t *b);
extern int64_t mship_traits_dot(const uint8_t *a, const uint8_t *b);
extern bool mship_traits_similarity(const uint8_t *a, const uint8_t *b,
									double *similarity);
extern int	mship_traits_shared(const uint8_t *a, const uint8_t *b,
								MshipSharedTrait *shared);
extern MshipStatus mship_traits_concat(const uint8_t *a, const uint8_t *b,
									   uint8_t *result, MshipFault *fault);

/* traits_parse.c: text; not terminated by NUL in either direction */
extern size_t mship_traits_bound(size_t text_length);
extern MshipStatus mship_traits_parse(const char *text, size_t length,
									  bool utf8, uint8_t *result,
									  MshipFault *fault);
extern size_t mship_traits_text_bound(const uint8_t *traits);
extern size_t mship_traits_print(const uint8_t *traits, char *text);

/*
 * The cosine of two values from their product mship_traits_dot(a, b) and that of
 * their lengths, sqrt((a, a) * (b, b)), which must not be 0; for callers that keep
 * the latter.  The same direction gives exactly 1 wherever the products are exact
 * doubles.
 */
static inline double
mship_traits_cosine(int64_t dot, double lengths)
{
	double		cosine = (double) dot / lengths;

	return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
}

#endif							/* MSHIP_TRAITS_H */
