/*
 * traits_parse.c
 *		Text form of traits:  science:2, reading, chess:0.5
 *
 * Tags are separated by commas; a weight follows a colon and is 1 where none
 * is written.  Letters are case-folded, blanks round a tag are dropped and
 * those inside it become one.  A tag may not hold a comma, a colon, a
 * semicolon (other programs' separator, which would silently make one tag of
 * a whole list) or a control character.  A tag may be repeated with the same
 * weight; with another it contradicts itself and is refused.  A weight of 0
 * says nothing and the tag is dropped.  The empty text is the empty value.
 */
#include <string.h>

#include "core/fold.h"
#include "core/traits.h"

typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	bool		utf8;
	MshipFault *fault;
} Reader;

/* The value as it grows; tags of weight 0 are still among its entries. */
typedef struct Builder
{
	uint8_t    *bytes;
	size_t		size;
	int			count;
} Builder;

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
skip_spaces(Reader *r)
{
	while (r->at < r->length && is_space(r->text[r->at]))
		r->at++;
}

static MshipStatus
fail_at(const Reader *r, MshipStatus status, MshipReason reason, size_t start,
		size_t length)
{
	if (start >= r->length)
		reason = MSHIP_REASON_UNEXPECTED_END;
	return mship_fail(r->fault, status, reason, start, length);
}

/*
 * Room for any value that a text of this length can hold: a tag takes at least
 * a byte and a comma, and folding makes at most three bytes of two.
 */
size_t
mship_traits_bound(size_t text_length)
{
	size_t		most = text_length / 2 + 1;

	if (most > MSHIP_TRAITS_MAX_COUNT)
		return MSHIP_TRAITS_HEADER + MSHIP_TRAITS_MAX_COUNT *
			(MSHIP_TRAITS_ENTRY + MSHIP_TRAITS_MAX_TAG);
	return MSHIP_TRAITS_HEADER + most * MSHIP_TRAITS_ENTRY +
		text_length + text_length / 2;
}

/* A tag, folded into "tag" (MSHIP_TRAITS_MAX_TAG bytes). */
static MshipStatus
read_tag(Reader *r, char *tag, size_t *tag_length)
{
	size_t		start = r->at;
	size_t		used = 0;

	while (r->at < r->length && strchr(",:", r->text[r->at]) == NULL)
	{
		char		folded[MSHIP_FOLD_MAX];
		size_t		taken;
		size_t		bytes;
		bool		blank = is_space(r->text[r->at]);

		if (blank)
		{
			skip_spaces(r);
			if (r->at >= r->length || strchr(",:", r->text[r->at]) != NULL)
				break;
			folded[0] = ' ';
			bytes = 1;
			taken = 0;
		}
		else if ((unsigned char) r->text[r->at] < ' ' ||
				 r->text[r->at] == 0x7f || r->text[r->at] == ';')
			return fail_at(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_NAME, r->at, 1);
		else
			bytes = mship_fold_char(r->text + r->at, r->length - r->at, r->utf8,
									folded, &taken);
		r->at += taken;
		if (used + bytes > MSHIP_TRAITS_MAX_TAG)
			return fail_at(r, MSHIP_ERR_LIMIT, MSHIP_REASON_TRAIT_LENGTH, start,
						   r->at - start);
		memcpy(tag + used, folded, bytes);
		used += bytes;
	}
	if (r->at < r->length && r->text[r->at] == '\0')	/* strchr() finds it */
		return fail_at(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_NAME, r->at, 1);
	if (used == 0)
		return fail_at(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_EMPTY, start, 0);
	*tag_length = used;
	return MSHIP_OK;
}

/* ":2.5", or nothing for 1 */
static MshipStatus
read_weight(Reader *r, int32_t *weight)
{
	MshipDecimal number;
	size_t		start;
	size_t		taken;
	int64_t		millionths;

	*weight = 1000000;
	if (r->at >= r->length || r->text[r->at] != ':')
		return MSHIP_OK;
	r->at++;
	skip_spaces(r);
	start = r->at;
	while (r->at < r->length && r->text[r->at] != ',')
		r->at++;
	while (r->at > start && is_space(r->text[r->at - 1]))
		r->at--;
	if (mship_decimal_parse(r->text + start, r->at - start, &number, &taken,
							NULL) != MSHIP_OK ||
		taken != r->at - start ||
		!mship_decimal_to_fixed(&number, MSHIP_TRAIT_SCALE,
								MSHIP_TRAIT_MAX_WEIGHT, &millionths))
		return fail_at(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAIT_WEIGHT, start,
					   r->at - start);
	*weight = (int32_t) millionths;
	skip_spaces(r);
	return MSHIP_OK;
}

static void
put_weight(uint8_t *to, int32_t weight)
{
	uint32_t	u = (uint32_t) weight;

	to[0] = (uint8_t) (u >> 24);
	to[1] = (uint8_t) (u >> 16);
	to[2] = (uint8_t) (u >> 8);
	to[3] = (uint8_t) u;
}

/*
 * Put a tag in its place among the entries.  Linear: values are short, and
 * the limit on their count bounds the worst.
 */
static MshipReason
insert(Builder *b, const char *tag, size_t length, int32_t weight)
{
	MshipTraitsIter iter = {b->bytes + MSHIP_TRAITS_HEADER, b->count};
	size_t		entry = MSHIP_TRAITS_ENTRY + length;
	uint8_t    *to = b->bytes + MSHIP_TRAITS_HEADER;
	MshipTrait	other;

	while (mship_traits_next(&iter, &other))
	{
		int			order = mship_tag_cmp(tag, length, other.tag, other.length);

		if (order == 0)
			return weight == other.weight ? MSHIP_REASON_NONE :
				MSHIP_REASON_TRAIT_REPEATED;
		if (order < 0)
			break;
		to = b->bytes + (iter.at - b->bytes);
	}
	if (b->count == MSHIP_TRAITS_MAX_COUNT)
		return MSHIP_REASON_TRAIT_COUNT;
	memmove(to + entry, to, b->size - (size_t) (to - b->bytes));
	put_weight(to, weight);
	to[4] = (uint8_t) length;
	memcpy(to + MSHIP_TRAITS_ENTRY, tag, length);
	b->size += entry;
	b->count++;
	return MSHIP_REASON_NONE;
}

/* Drop the tags of weight 0 and write the header. */
static void
finish(Builder *b)
{
	MshipTraitsIter iter = {b->bytes + MSHIP_TRAITS_HEADER, b->count};
	uint8_t    *to = b->bytes + MSHIP_TRAITS_HEADER;
	MshipTrait	trait;
	int			count = 0;

	while (mship_traits_next(&iter, &trait))
	{
		if (trait.weight == 0)
			continue;
		memmove(to, trait.tag - MSHIP_TRAITS_ENTRY,
				MSHIP_TRAITS_ENTRY + trait.length);
		to += MSHIP_TRAITS_ENTRY + trait.length;
		count++;
	}
	b->bytes[0] = MSHIP_TRAITS_VERSION;
	b->bytes[1] = (uint8_t) (count >> 8);
	b->bytes[2] = (uint8_t) count;
}

/*
 * Read a whole value into "result", which has mship_traits_bound(length) bytes;
 * its size is then mship_traits_size(result).  On a fault the content of
 * "result" is undefined.  Faults: MSHIP_ERR_SYNTAX, MSHIP_ERR_LIMIT, with the
 * byte range of the part that is wrong.
 */
MshipStatus
mship_traits_parse(const char *text, size_t length, bool utf8, uint8_t *result,
				   MshipFault *fault)
{
	Reader		r = {text, length, 0, utf8, fault};
	Builder		b = {result, MSHIP_TRAITS_HEADER, 0};

	skip_spaces(&r);
	while (r.at < length || b.count > 0)
	{
		char		tag[MSHIP_TRAITS_MAX_TAG];
		size_t		tag_length;
		size_t		start = r.at;
		int32_t		weight;
		MshipStatus status;
		MshipReason reason;

		status = read_tag(&r, tag, &tag_length);
		if (status == MSHIP_OK)
			status = read_weight(&r, &weight);
		if (status != MSHIP_OK)
			return status;
		reason = insert(&b, tag, tag_length, weight);
		if (reason == MSHIP_REASON_TRAIT_COUNT)
			return mship_fail_value(fault, MSHIP_ERR_LIMIT, reason,
									MSHIP_TRAITS_MAX_COUNT + 1,
									MSHIP_TRAITS_MAX_COUNT);
		if (reason != MSHIP_REASON_NONE)
			return fail_at(&r, MSHIP_ERR_SYNTAX, reason, start, r.at - start);
		if (r.at >= length)
			break;
		r.at++;					/* the comma */
		skip_spaces(&r);
	}
	finish(&b);
	return MSHIP_OK;
}

/* Room for mship_traits_print(). */
size_t
mship_traits_text_bound(const uint8_t *traits)
{
	/* an entry of 5 + n bytes prints as n bytes, ":-100.000000" at most, ", " */
	return mship_traits_size(traits) +
		(size_t) mship_traits_count(traits) * 12;
}

/* Write the canonical text and return its length. */
size_t
mship_traits_print(const uint8_t *traits, char *text)
{
	MshipTraitsIter iter;
	MshipTrait	trait;
	size_t		length = 0;

	mship_traits_start(traits, &iter);
	while (mship_traits_next(&iter, &trait))
	{
		if (length > 0)
		{
			text[length++] = ',';
			text[length++] = ' ';
		}
		memcpy(text + length, trait.tag, trait.length);
		length += trait.length;
		if (trait.weight != 1000000)
		{
			MshipDecimal weight;

			mship_decimal_from_fixed(trait.weight, MSHIP_TRAIT_SCALE, &weight);
			text[length++] = ':';
			length += mship_decimal_print(&weight, text + length);
		}
	}
	return length;
}
