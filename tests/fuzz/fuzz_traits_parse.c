/*
 * fuzz_traits_parse.c
 *		No text crashes the parser; what it accepts is sorted, prints to a fixed
 *		point and survives joining; what it refuses is refused inside the text.
 */
#include <stdlib.h>
#include <string.h>

#include "core/traits.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const uint8_t *traits)
{
	MshipTraitsIter iter;
	MshipTrait	trait;
	MshipTrait	before = {"", 0, 0};
	int			count = 0;

	mship_traits_start(traits, &iter);
	while (mship_traits_next(&iter, &trait))
	{
		if (trait.length == 0 || trait.length > MSHIP_TRAITS_MAX_TAG ||
			trait.weight == 0 || llabs(trait.weight) > MSHIP_TRAIT_MAX_WEIGHT ||
			mship_tag_cmp(before.tag, before.length, trait.tag, trait.length) >= 0)
			abort();
		before = trait;
		count++;
	}
	if (count != mship_traits_count(traits) || count > MSHIP_TRAITS_MAX_COUNT)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the first byte says whether the text is UTF-8 */
	bool		utf8 = size > 0 && data[0] % 2 == 0;
	const char *text = (const char *) data + (size > 0);
	size_t		length = size - (size > 0);
	uint8_t    *a = malloc(mship_traits_bound(length));
	uint8_t    *b;
	char	   *out;
	size_t		out_length;
	MshipFault	fault;

	if (mship_traits_parse(text, length, utf8, a, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > length)
			abort();
		free(a);
		return 0;
	}
	check(a);
	if (mship_traits_size(a) > mship_traits_bound(length))
		abort();
	out = malloc(mship_traits_text_bound(a) + 1);
	out_length = mship_traits_print(a, out);
	b = malloc(mship_traits_bound(out_length));
	if (mship_traits_parse(out, out_length, utf8, b, NULL) != MSHIP_OK ||
		mship_traits_size(a) != mship_traits_size(b) ||
		memcmp(a, b, mship_traits_size(a)) != 0)
		abort();
	free(b);
	b = malloc(2 * mship_traits_size(a));
	if (mship_traits_concat(a, a, b, NULL) != MSHIP_OK ||
		mship_traits_cmp(a, b) != 0)
		abort();
	free(out);
	free(a);
	free(b);
	return 0;
}
