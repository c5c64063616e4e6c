/*
 * traits.c
 *		Reading, comparing and joining weighted tags.
 *
 * Everything here walks two sorted values side by side and allocates nothing.
 */
#include <math.h>
#include <string.h>

#include "core/traits.h"

int
mship_traits_count(const uint8_t *traits)
{
	return traits[1] << 8 | traits[2];
}

void
mship_traits_start(const uint8_t *traits, MshipTraitsIter *iter)
{
	iter->at = traits + MSHIP_TRAITS_HEADER;
	iter->left = mship_traits_count(traits);
}

/* The next tag in ascending order; false after the last one. */
bool
mship_traits_next(MshipTraitsIter *iter, MshipTrait *trait)
{
	const uint8_t *at = iter->at;

	if (iter->left == 0)
		return false;
	trait->weight = (int32_t) ((uint32_t) at[0] << 24 | (uint32_t) at[1] << 16 |
							   (uint32_t) at[2] << 8 | at[3]);
	trait->length = at[4];
	trait->tag = (const char *) at + MSHIP_TRAITS_ENTRY;
	iter->at = at + MSHIP_TRAITS_ENTRY + trait->length;
	iter->left--;
	return true;
}

/* Bytes of the whole value. */
size_t
mship_traits_size(const uint8_t *traits)
{
	MshipTraitsIter iter;
	MshipTrait	trait;

	mship_traits_start(traits, &iter);
	while (mship_traits_next(&iter, &trait))
		;
	return (size_t) (iter.at - traits);
}

/* Order of tags: by bytes, a beginning before what it begins. */
int
mship_tag_cmp(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t		shorter = a_length < b_length ? a_length : b_length;
	int			order = memcmp(a, b, shorter);

	if (order == 0)
		order = (a_length > b_length) - (a_length < b_length);
	return order;
}

/*
 * Order of values: as a dictionary of their tags in turn; of the same tag the
 * smaller weight is first, and a beginning comes before what it begins.
 */
int
mship_traits_cmp(const uint8_t *a, const uint8_t *b)
{
	MshipTraitsIter a_iter;
	MshipTraitsIter b_iter;
	MshipTrait	x;
	MshipTrait	y;

	mship_traits_start(a, &a_iter);
	mship_traits_start(b, &b_iter);
	for (;;)
	{
		bool		more_a = mship_traits_next(&a_iter, &x);
		bool		more_b = mship_traits_next(&b_iter, &y);
		int			order;

		if (!more_a || !more_b)
			return (int) more_a - (int) more_b;
		order = mship_tag_cmp(x.tag, x.length, y.tag, y.length);
		if (order == 0)
			order = (x.weight > y.weight) - (x.weight < y.weight);
		if (order != 0)
			return order;
	}
}

/* Two values walked side by side. */
typedef struct Merge
{
	MshipTraitsIter a_iter;
	MshipTraitsIter b_iter;
	MshipTrait	a;
	MshipTrait	b;
	bool		has_a;
	bool		has_b;
} Merge;

static void
merge_start(Merge *m, const uint8_t *a, const uint8_t *b)
{
	mship_traits_start(a, &m->a_iter);
	mship_traits_start(b, &m->b_iter);
	m->has_a = mship_traits_next(&m->a_iter, &m->a);
	m->has_b = mship_traits_next(&m->b_iter, &m->b);
}

/* Which side holds the next tag: negative the first, positive the second. */
static int
merge_side(const Merge *m)
{
	if (!m->has_b)
		return -1;
	if (!m->has_a)
		return 1;
	return mship_tag_cmp(m->a.tag, m->a.length, m->b.tag, m->b.length);
}

static void
merge_advance(Merge *m, int side)
{
	if (side <= 0)
		m->has_a = mship_traits_next(&m->a_iter, &m->a);
	if (side >= 0)
		m->has_b = mship_traits_next(&m->b_iter, &m->b);
}

/* The next tag that both have; false where there is none. */
static bool
merge_common(Merge *m)
{
	while (m->has_a && m->has_b)
	{
		int			side = merge_side(m);

		if (side == 0)
			return true;
		merge_advance(m, side);
	}
	return false;
}

/* Sum of products of the weights of common tags, in millionths squared. */
int64_t
mship_traits_dot(const uint8_t *a, const uint8_t *b)
{
	Merge		m;
	int64_t		dot = 0;

	for (merge_start(&m, a, b); merge_common(&m); merge_advance(&m, 0))
		dot += (int64_t) m.a.weight * m.b.weight;
	return dot;
}

/* Cosine in -1..1; false where a value is empty and there is no direction. */
bool
mship_traits_similarity(const uint8_t *a, const uint8_t *b, double *similarity)
{
	if (mship_traits_count(a) == 0 || mship_traits_count(b) == 0)
		return false;
	*similarity = mship_traits_cosine(mship_traits_dot(a, b),
									  sqrt((double) mship_traits_dot(a, a) *
										   (double) mship_traits_dot(b, b)));
	return true;
}

static int64_t
strength(const MshipSharedTrait *s)
{
	return (int64_t) s->first.weight * s->second.weight;
}

/*
 * Tags of positive weight in both, the strongest (by product of the weights)
 * first, among equals in order of the tag.  "shared" has room for the smaller
 * count of the two; returns how many there are.
 *
 * Two negative weights make people alike as well, and count in the cosine, but
 * "both dislike it" is no topic to start a conversation with.
 */
int
mship_traits_shared(const uint8_t *a, const uint8_t *b, MshipSharedTrait *shared)
{
	Merge		m;
	int			count = 0;

	for (merge_start(&m, a, b); merge_common(&m); merge_advance(&m, 0))
	{
		MshipSharedTrait next = {m.a, m.b};
		int			place = count;

		if (m.a.weight < 0 || m.b.weight < 0)
			continue;
		for (; place > 0 && strength(&shared[place - 1]) < strength(&next); place--)
			shared[place] = shared[place - 1];
		shared[place] = next;
		count++;
	}
	return count;
}

/*
 * All tags of both; where both have a tag, the second's weight holds.  "result"
 * has room for the sizes of both together.  Fault: MSHIP_ERR_LIMIT where the
 * tags are too many.
 */
MshipStatus
mship_traits_concat(const uint8_t *a, const uint8_t *b, uint8_t *result,
					MshipFault *fault)
{
	Merge		m;
	uint8_t    *to = result + MSHIP_TRAITS_HEADER;
	int			count = 0;
	int			side;

	for (merge_start(&m, a, b); m.has_a || m.has_b; merge_advance(&m, side))
	{
		const MshipTrait *from;
		size_t		bytes;

		side = merge_side(&m);
		from = side < 0 ? &m.a : &m.b;
		bytes = MSHIP_TRAITS_ENTRY + from->length;
		memcpy(to, from->tag - MSHIP_TRAITS_ENTRY, bytes);
		to += bytes;
		count++;
	}
	if (count > MSHIP_TRAITS_MAX_COUNT)
		return mship_fail_value(fault, MSHIP_ERR_LIMIT,
								MSHIP_REASON_TRAIT_COUNT, count,
								MSHIP_TRAITS_MAX_COUNT);
	result[0] = MSHIP_TRAITS_VERSION;
	result[1] = (uint8_t) (count >> 8);
	result[2] = (uint8_t) count;
	return MSHIP_OK;
}
