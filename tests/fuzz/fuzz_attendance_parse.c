/*
 * fuzz_attendance_parse.c
 *		No text crashes the parser; what it accepts prints to a fixed point, and
 *		what it refuses is refused inside the text.
 */
#include <stdlib.h>

#include "core/attendance.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The value of a text, in memory without a byte to spare. */
static uint8_t *
value_of(const char *text, size_t length, MshipAttendance *a)
{
	MshipLayout layout;
	MshipFault	fault;
	uint8_t    *body;

	if (mship_attendance_measure(text, length, &layout, &fault) != MSHIP_OK)
	{
		if (fault.position + fault.length > length)
			abort();
		return NULL;
	}
	body = malloc(layout.length);
	mship_attendance_parse(text, length, &layout, body);
	if (!mship_attendance_view(body, layout.length, a) || !mship_attendance_is_canonical(a))
		abort();
	return body;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipAttendance a;
	MshipAttendance b;
	MshipAttendanceStatus status;
	MshipKind	kind;
	MshipFault	fault;
	uint8_t    *body;
	uint8_t    *again;
	char	   *text;

	if (mship_status_parse((const char *) data, size, &status, &fault) != MSHIP_OK &&
		fault.position + fault.length > size)
		abort();
	(void) mship_kind_parse((const char *) data, size, &kind, NULL);

	body = value_of((const char *) data, size, &a);
	if (body == NULL)
		return 0;
	text = malloc(mship_attendance_text_size(&a));
	again = value_of(text, mship_attendance_print(&a, text), &b);
	if (again == NULL || a.length != b.length || memcmp(body, again, a.length) != 0)
		abort();
	free(text);
	free(again);
	free(body);
	return 0;
}
