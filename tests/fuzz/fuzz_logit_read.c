/*
 * fuzz_logit_read.c
 *		No bytes crash the reader of a regression's sums; what it accepts is
 *		written as the same bytes, can be added to itself, and a fit of it ends.
 */
#include <stdlib.h>
#include <string.h>

#include "core/logit.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static MshipLogitFit fit;
	MshipLogit *sums;
	uint8_t    *wire;
	uint32_t	stage;
	uint32_t	features;
	bool		done;

	if (mship_logit_read_shape(data, size, &stage, &features, NULL) != MSHIP_OK)
		return 0;
	sums = malloc(mship_logit_size(stage, features));
	wire = malloc(size);
	if (mship_logit_read(data, sums, NULL) == MSHIP_OK)
	{
		mship_logit_write(sums, wire);
		if (mship_logit_wire_size(sums) != size || memcmp(wire, data, size) != 0)
			abort();
		if (stage == MSHIP_LOGIT_MOMENTS)
			(void) mship_logit_start(&fit, sums, 1, NULL);
		else
		{
			memset(&fit, 0, sizeof(fit));
			fit.features = (int) features;
			fit.ridge = data[size - 1] % 2;
			fit.rows = 1;
			(void) mship_logit_advance(&fit, sums, &done, NULL);
		}
		(void) mship_logit_merge(sums, sums, NULL);
	}
	free(sums);
	free(wire);
	return 0;
}
