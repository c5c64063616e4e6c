/*
 * fuzz_availability_parse.c
 *		No text crashes the parser; what it accepts prints to a fixed point, and
 *		what it refuses is refused inside the text.
 */
#include <stdlib.h>
#include <string.h>

#include "core/availability.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipAvailability a;
	MshipAvailability b;
	MshipFault	fault;
	char		text[MSHIP_AVAILABILITY_TEXT_MAX];
	size_t		length;

	if (mship_availability_parse((const char *) data, size, &a, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		return 0;
	}
	length = mship_availability_print(&a, text);
	if (length > sizeof(text) ||
		mship_availability_parse(text, length, &b, NULL) != MSHIP_OK ||
		memcmp(&a, &b, sizeof(a)) != 0)
		abort();
	return 0;
}
