/*
 * fuzz_attendance_status_parse.c
 *		No text crashes the readers of a status and of a kind of day; a status
 *		that is accepted reads back from its name and its letter.
 */
#include <stdlib.h>
#include <string.h>

#include "core/attendance_status.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MshipAttendanceStatus status;
	MshipAttendanceStatus again;
	MshipFault	fault;
	MshipKind	kind;

	if (mship_status_parse((const char *) data, size, &status, &fault) == MSHIP_OK)
	{
		const char *name = mship_status_name(status);

		if (mship_status_parse(name, strlen(name), &again, NULL) != MSHIP_OK ||
			again != status ||
			mship_status_of_letter(mship_status_letter(status)) != (int) status)
			abort();
	}
	else if (fault.position + fault.length > size)
		abort();

	if (mship_kind_parse((const char *) data, size, &kind, &fault) == MSHIP_OK)
	{
		if (kind == 0 || (kind & MSHIP_KIND_UNCOUNTED) != 0)
			abort();
	}
	else if (fault.position + fault.length > size)
		abort();
	return 0;
}
