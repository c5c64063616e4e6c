/*
 * fuzz_tally_parse.c
 *		No text crashes the parser of a tally; what it accepts prints to a text
 *		that reads as the same tally; what it refuses is refused inside the text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/tally.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
read_double(const char *text, size_t length, double *value)
{
	char		copy[64];
	char	   *end;

	if (length == 0 || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = strtod(copy, &end);
	return end == copy + length;
}

static size_t
print_double(double value, char *text)
{
	return (size_t) snprintf(text, MSHIP_DOUBLE_TEXT_MAX, "%.17g", value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipTallyEntry *a = malloc(mship_tally_text_entries(size) * sizeof(MshipTallyEntry));
	MshipTallyEntry *b;
	uint32_t	a_count;
	uint32_t	b_count;
	char	   *text;
	size_t		length;
	MshipFault	fault;

	if (mship_tally_parse((const char *) data, size, read_double, a, &a_count, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		free(a);
		return 0;
	}
	text = malloc((size_t) a_count * MSHIP_TALLY_ENTRY_TEXT_MAX + 1);
	length = mship_tally_print(a, a_count, print_double, text);
	b = malloc(mship_tally_text_entries(length) * sizeof(MshipTallyEntry));
	if (mship_tally_parse(text, length, read_double, b, &b_count, NULL) != MSHIP_OK ||
		mship_tally_cmp(a, a_count, b, b_count) != 0)
		abort();
	free(a);
	free(b);
	free(text);
	return 0;
}
