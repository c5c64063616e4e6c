/*
 * fuzz_attendance_read.c
 *		No binary input crashes its reader, what it accepts is canonical and is
 *		written back as the same bytes; and no body, damaged as it may be, leads
 *		any function outside itself.
 */
#include <stdlib.h>

#include "core/attendance.h"
#include "core/streak.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_wire(const uint8_t *data, size_t size)
{
	MshipLayout layout;
	MshipAttendance a;
	uint8_t    *body;
	uint8_t    *wire;

	if (mship_attendance_wire_check(data, size, &layout, NULL) != MSHIP_OK)
		return;
	body = malloc(layout.length);
	mship_attendance_read(data, &layout, body);
	if (!mship_attendance_view(body, layout.length, &a) || !mship_attendance_is_canonical(&a) ||
		mship_attendance_wire_size(&a) != size)
		abort();
	wire = malloc(size);
	mship_attendance_write(&a, wire);
	if (memcmp(wire, data, size) != 0)
		abort();
	free(wire);
	free(body);
}

/* Everything that looks at a stored value. */
static void
use_body(const uint8_t *data, size_t size)
{
	MshipAttendance a;
	MshipLayout layout;
	uint8_t    *body;
	char	   *text;

	if (!mship_attendance_view(data, size, &a))
		return;
	text = malloc(mship_attendance_text_size(&a));
	(void) mship_attendance_print(&a, text);
	free(text);
	(void) mship_attendance_cmp(&a, &a);
	(void) mship_longest_streak(&a, 0x1f00);
	(void) mship_current_streak(&a, 0x1f00, a.first_day + 3);
	(void) mship_attendance_count(&a, 0xffff);
	layout = mship_attendance_layout(&a, MSHIP_DAY_MIN, MSHIP_DAY_MAX);
	body = malloc(layout.length);
	mship_attendance_lay_out(&a, &layout, body);
	free(body);
	layout = mship_attendance_overlay_layout(&a, &a);
	body = malloc(layout.length);
	mship_attendance_overlay(&a, &a, &layout, body);
	free(body);
	if (mship_attendance_grow_for(&a, &a, true, &layout, NULL) == MSHIP_OK)
	{
		body = malloc(layout.length);
		mship_attendance_lay_out(&a, &layout, body);
		(void) mship_attendance_put_all(body, layout.length, &a);
		free(body);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_wire(data, size);
	use_body(data, size);
	return 0;
}
