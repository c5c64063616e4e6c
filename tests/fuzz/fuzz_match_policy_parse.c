/*
 * fuzz_match_policy_parse.c
 *		No text crashes the parser; what it accepts prints to a fixed point and
 *		survives the binary form.
 */
#include <stdlib.h>
#include <string.h>

#include "core/match_policy.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipMatchPolicy a;
	MshipMatchPolicy b;
	MshipFault	fault;
	char		text[MSHIP_MATCH_POLICY_TEXT_MAX];
	uint8_t		wire[MSHIP_MATCH_POLICY_WIRE_BYTES];
	size_t		length;

	if (mship_match_policy_parse((const char *) data, size, &a, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		return 0;
	}
	length = mship_match_policy_print(&a, text);
	if (length > sizeof(text) ||
		mship_match_policy_parse(text, length, &b, NULL) != MSHIP_OK ||
		memcmp(&a, &b, sizeof(a)) != 0)
		abort();
	mship_match_policy_write(&a, wire);
	if (mship_match_policy_read(wire, sizeof(wire), &b, NULL) != MSHIP_OK ||
		memcmp(&a, &b, sizeof(a)) != 0)
		abort();
	return 0;
}
