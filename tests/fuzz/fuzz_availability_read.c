/*
 * fuzz_availability_read.c
 *		No bytes crash the reader of the binary form, and what it accepts is
 *		written again byte by byte.
 */
#include <stdlib.h>
#include <string.h>

#include "core/availability.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipAvailability a;
	uint8_t		wire[MSHIP_AVAILABILITY_WIRE_BYTES];

	if (mship_availability_read(data, size, &a, NULL) != MSHIP_OK)
		return 0;
	mship_availability_write(&a, wire);
	if (size != sizeof(wire) || memcmp(wire, data, size) != 0)
		abort();
	return 0;
}
