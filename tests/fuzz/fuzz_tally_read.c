/*
 * fuzz_tally_read.c
 *		No bytes crash the reader of a tally; what it accepts is canonical and
 *		is written as the same bytes, and its measures are what they can be.
 */
#include <stdlib.h>
#include <string.h>

#include "core/tally.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipTallyEntry *entries;
	uint8_t    *wire;
	uint32_t	count;
	double		result;

	if (mship_tally_read_count(data, size, &count, NULL) != MSHIP_OK)
		return 0;
	entries = malloc(count * sizeof(MshipTallyEntry) + 1);
	wire = malloc(size);
	if (mship_tally_read(data, count, entries, NULL) == MSHIP_OK)
	{
		mship_tally_write(entries, count, wire);
		if (memcmp(wire, data, size) != 0 ||
			mship_tally_cmp(entries, count, entries, count) != 0)
			abort();
		if (mship_tally_roc_auc(entries, count, &result) && !(result >= 0 && result <= 1))
			abort();
		if (mship_tally_average_precision(entries, count, &result) && !(result > 0 && result <= 1.0000001))
			abort();
		if (mship_tally_brier(entries, count, &result, NULL) == MSHIP_OK && !(result >= 0 && result <= 1.0000001))
			abort();
	}
	free(entries);
	free(wire);
	return 0;
}
