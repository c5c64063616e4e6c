/*
 * record.c
 *		An attendance value of the server into what a calendar prints.
 */
#include "model/record.h"

#include <string.h>

#include "core/attendance.h"

/* The letters of discipline end here. */
static const uint8_t mark_of_status[MSHIP_STATUS_CODES] = {
	[MSHIP_NO_SCHOOL] = DAY_NO_SCHOOL,
	[MSHIP_UNRECORDED] = DAY_UNRECORDED,
	[MSHIP_EXEMPT] = DAY_NOT_COUNTED,
	[MSHIP_PRESENT] = DAY_PRESENT,
	[MSHIP_REMOTE] = DAY_PRESENT,
	[MSHIP_TARDY] = DAY_TARDY,
	[MSHIP_LEFT_EARLY] = DAY_PRESENT,
	[MSHIP_IN_SCHOOL_SUSPENSION] = DAY_PRESENT,
	[MSHIP_HALF_EXCUSED] = DAY_HALF_ABSENT,
	[MSHIP_HALF_UNEXCUSED] = DAY_HALF_ABSENT,
	[MSHIP_EXCUSED] = DAY_ABSENT,
	[MSHIP_UNEXCUSED] = DAY_ABSENT,
	[MSHIP_SUSPENDED] = DAY_ABSENT,
};

/* A letter says "half a day" or less where its minutes say something else. */
static uint8_t
mark_of(const MshipMark *mark)
{
	uint32_t	missed;
	uint32_t	scheduled;

	if (mark->scheduled == 0 || mark->status == MSHIP_UNRECORDED ||
		mark->status == MSHIP_EXEMPT ||
		mark->status == MSHIP_IN_SCHOOL_SUSPENSION)
		return mark_of_status[mark->status];
	mship_mark_share(*mark, &missed, &scheduled);
	if (missed == scheduled)
		return DAY_ABSENT;
	if (2 * missed >= scheduled)
		return DAY_HALF_ABSENT;
	return mark->status == MSHIP_TARDY ? DAY_TARDY : DAY_PRESENT;
}

static RecordStatus
read_body(const char *text, Arena *arena, MshipAttendance *attendance)
{
	MshipLayout layout;
	uint8_t    *body;

	if (mship_attendance_measure(text, strlen(text), &layout, NULL) != MSHIP_OK)
		return RECORD_UNREADABLE;
	body = arena_alloc(arena, layout.length);
	if (body == NULL)
		return RECORD_MEMORY;
	mship_attendance_parse(text, strlen(text), &layout, body);
	return mship_attendance_view(body, layout.length, attendance) ?
		RECORD_OK : RECORD_UNREADABLE;
}

RecordStatus
record_read(const char *text, Arena *arena, Record *record)
{
	MshipAttendance attendance;
	MshipMarkReader reader;
	MshipMark	mark;
	uint32_t	index;
	uint8_t    *marks;
	RecordStatus status;

	*record = (Record) {0};
	if (text == NULL)
		return RECORD_OK;
	status = read_body(text, arena, &attendance);
	if (status != RECORD_OK)
		return status;
	marks = arena_calloc(arena, attendance.day_count + 1, sizeof(uint8_t));
	if (marks == NULL)
		return RECORD_MEMORY;
	reader = mship_marks_from(&attendance, 0);
	while (mship_marks_next(&reader, &index, &mark))
		marks[index] = mark_of(&mark);
	record->first_day = attendance.first_day;
	record->day_count = (int32_t) attendance.day_count;
	record->marks = marks;
	return RECORD_OK;
}
