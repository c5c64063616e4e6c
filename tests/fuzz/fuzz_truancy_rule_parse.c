/*
 * fuzz_truancy_rule_parse.c
 *		No text crashes the parser; what it accepts is valid, prints to a fixed
 *		point and survives its bytes; what it refuses is refused inside the text.
 */
#include <stdlib.h>
#include <string.h>

#include "core/truancy_rule.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[MSHIP_TRUANCY_TEXT_MAX];
	uint8_t		bytes[MSHIP_TRUANCY_MAX_SIZE];
	uint8_t		again[MSHIP_TRUANCY_MAX_SIZE];
	MshipTruancyRule rule;
	MshipTruancyRule other;
	MshipFault	fault;
	size_t		length;

	if (mship_truancy_parse((const char *) data, size, &rule, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		return 0;
	}
	if (rule.count < 1 || rule.count > MSHIP_TRUANCY_MAX_CLAUSES)
		abort();
	for (int k = 0; k < rule.count; k++)
	{
		if (!mship_truancy_clause_valid(&rule.clauses[k]) ||
			mship_truancy_print_clause(&rule.clauses[k], text) > MSHIP_TRUANCY_CLAUSE_TEXT_MAX)
			abort();
	}
	length = mship_truancy_write(&rule, bytes);
	if (mship_truancy_read(bytes, length, &other, NULL) != MSHIP_OK)
		abort();
	if (mship_truancy_parse(text, mship_truancy_print(&other, text), &other, NULL) != MSHIP_OK ||
		mship_truancy_write(&other, again) != length ||
		memcmp(bytes, again, length) != 0)
		abort();
	return 0;
}
