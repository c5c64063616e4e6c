/*
 * fuzz_attendance_rule.c
 *		No text and no binary input crashes a rule's readers; what they accept
 *		prints to a fixed point and is written as the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/attendance_rule.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipAttendanceRule a;
	MshipAttendanceRule b;
	MshipFault	fault;
	char		text[MSHIP_RULE_TEXT_MAX];
	uint8_t		wire[MSHIP_RULE_WIRE_BYTES];
	size_t		length;

	if (mship_rule_read(data, size, &a, NULL) == MSHIP_OK)
	{
		mship_rule_write(&a, wire);
		if (memcmp(wire, data, sizeof(wire)) != 0)
			abort();
	}
	else if (mship_rule_parse((const char *) data, size, &a, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > size)
			abort();
		return 0;
	}
	length = mship_rule_print(&a, text);
	if (length > sizeof(text) || mship_rule_parse(text, length, &b, NULL) != MSHIP_OK ||
		memcmp(&a, &b, sizeof(a)) != 0)
		abort();
	return 0;
}
