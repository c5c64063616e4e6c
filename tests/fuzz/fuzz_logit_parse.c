/*
 * fuzz_logit_parse.c
 *		No text crashes the parser of a regression's sums; what it accepts is
 *		printed and read back as the same sums.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/logit.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
read_double(const char *text, size_t length, double *value)
{
	char		copy[400];
	char	   *end;

	if (length == 0 || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = strtod(copy, &end);
	return *end == '\0';
}

static size_t
print_double(double value, char *text)
{
	return (size_t) snprintf(text, MSHIP_DOUBLE_TEXT_MAX, "%.17g", value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	MshipLogit *sums;
	MshipLogit *again;
	char	   *printed;
	size_t		length;
	size_t		bytes;
	uint32_t	stage;
	uint32_t	features;

	if (mship_logit_parse_shape(text, size, &stage, &features, NULL) != MSHIP_OK)
		return 0;
	bytes = mship_logit_size(stage, features);
	sums = malloc(bytes);
	again = malloc(bytes);
	printed = malloc(MSHIP_LOGIT_HEADER_TEXT_MAX +
					 mship_logit_value_count(stage, features) * (MSHIP_DOUBLE_TEXT_MAX + 1));
	if (mship_logit_parse(text, size, read_double, sums, NULL) == MSHIP_OK)
	{
		length = mship_logit_print(sums, print_double, printed);
		if (mship_logit_parse(printed, length, read_double, again, NULL) != MSHIP_OK ||
			memcmp(sums, again, bytes) != 0)
			abort();
	}
	free(sums);
	free(again);
	free(printed);
	return 0;
}
