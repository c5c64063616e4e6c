/*
 * attendance_wire.c
 *		Binary form of a record, the same on every machine (docs/format.md):
 *		a version byte, then the fields of the stored form in network byte
 *		order without its reserved word.
 *
 * Only canonical values are written and taken, so that equal records are equal
 * bytes.
 */
#include "core/attendance.h"

static void
put16(uint8_t *to, unsigned value)
{
	to[0] = (uint8_t) (value >> 8);
	to[1] = (uint8_t) value;
}

static unsigned
get16(const uint8_t *from)
{
	return (unsigned) from[0] << 8 | from[1];
}

static int32_t
get_first_day(const uint8_t *wire)
{
	return (int32_t) ((uint32_t) get16(wire + 1) << 16 | get16(wire + 3));
}

size_t
mship_attendance_wire_size(const MshipAttendance *canonical)
{
	return MSHIP_ATTENDANCE_WIRE_HEADER - MSHIP_ATTENDANCE_HEADER + canonical->length;
}

void
mship_attendance_write(const MshipAttendance *canonical, uint8_t *wire)
{
	uint8_t    *to = wire + MSHIP_ATTENDANCE_WIRE_HEADER;
	size_t		day_bytes = (canonical->day_count + 1) / 2;
	uint32_t	first_day = (uint32_t) canonical->first_day;

	wire[0] = MSHIP_ATTENDANCE_WIRE_VERSION;
	put16(wire + 1, first_day >> 16);
	put16(wire + 3, first_day & 0xffff);
	put16(wire + 5, canonical->day_count);
	put16(wire + 7, canonical->minute_count);
	memcpy(to, canonical->days, day_bytes);
	to += day_bytes;
	for (uint32_t k = 0; k < canonical->minute_count * 3; k++, to += 2)
	{
		uint16_t	field;

		memcpy(&field, canonical->minutes + (size_t) k * 2, 2);
		put16(to, field);
	}
}

static MshipStatus
bad(MshipFault *fault, MshipReason reason, size_t position)
{
	return mship_fail(fault, MSHIP_ERR_BINARY, reason, position, 0);
}

/* Every code known, dots at neither end, the unused half byte zero. */
static MshipStatus
check_days(const uint8_t *days, uint32_t count, MshipFault *fault)
{
	for (uint32_t k = 0; k < (count + 1) / 2; k++)
	{
		if (days[k] >> 4 > MSHIP_STATUS_LAST || (days[k] & 15) > MSHIP_STATUS_LAST)
			return bad(fault, MSHIP_REASON_BINARY_RESERVED, MSHIP_ATTENDANCE_WIRE_HEADER + k);
	}
	if (count % 2 && (days[count / 2] & 15) != 0)
		return bad(fault, MSHIP_REASON_BINARY_RESERVED, MSHIP_ATTENDANCE_WIRE_HEADER + count / 2);
	if (days[0] >> 4 == MSHIP_NO_SCHOOL ||
		(count % 2 ? days[count / 2] >> 4 : days[count / 2 - 1] & 15) == MSHIP_NO_SCHOOL)
		return bad(fault, MSHIP_REASON_BINARY_NOT_CANONICAL, MSHIP_ATTENDANCE_WIRE_HEADER);
	return MSHIP_OK;
}

/* Entries sorted, each for a day with a mark, with possible minutes. */
static MshipStatus
check_minutes(const uint8_t *days, uint32_t day_count, const uint8_t *entries,
			  uint32_t count, size_t position, MshipFault *fault)
{
	int64_t		previous = -1;

	for (uint32_t k = 0; k < count; k++, entries += 6, position += 6)
	{
		unsigned	index = get16(entries);

		if ((int64_t) index <= previous || index >= day_count ||
			((days[index / 2] >> (index % 2 ? 0 : 4)) & 15) == MSHIP_NO_SCHOOL ||
			mship_minutes_check(get16(entries + 2), get16(entries + 4), NULL) != MSHIP_OK)
			return bad(fault, MSHIP_REASON_BINARY_NOT_CANONICAL, position);
		previous = index;
	}
	return MSHIP_OK;
}

/*
 * Check a binary value and tell the shape of the body it makes.  Nothing is
 * taken that the text form would not give.  Fault: MSHIP_ERR_BINARY.
 */
MshipStatus
mship_attendance_wire_check(const uint8_t *wire, size_t length,
							MshipLayout *layout, MshipFault *fault)
{
	const uint8_t *days = wire + MSHIP_ATTENDANCE_WIRE_HEADER;
	MshipLayout result;
	uint32_t	minute_count;
	MshipStatus status = MSHIP_OK;

	if (length < 1)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, 0);
	if (wire[0] != MSHIP_ATTENDANCE_WIRE_VERSION)
		return bad(fault, MSHIP_REASON_BINARY_VERSION, 0);
	if (length < MSHIP_ATTENDANCE_WIRE_HEADER)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, length);
	result.first_day = get_first_day(wire);
	result.day_count = get16(wire + 5);
	minute_count = get16(wire + 7);
	result.length = mship_attendance_length(result.day_count, minute_count);
	if (result.length + MSHIP_ATTENDANCE_WIRE_HEADER != length + MSHIP_ATTENDANCE_HEADER)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, 5);
	if (result.day_count > MSHIP_ATTENDANCE_MAX_DAYS || minute_count > result.day_count)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, 5);
	if (result.day_count == 0 ? result.first_day != 0 :
		result.first_day < MSHIP_DAY_MIN ||
		result.first_day > MSHIP_DAY_MAX + 1 - (int32_t) result.day_count)
		return bad(fault, MSHIP_REASON_DATE_RANGE, 1);
	if (result.day_count > 0)
		status = check_days(days, result.day_count, fault);
	if (status == MSHIP_OK)
		status = check_minutes(days, result.day_count,
							   days + (result.day_count + 1) / 2, minute_count,
							   MSHIP_ATTENDANCE_WIRE_HEADER + (result.day_count + 1) / 2,
							   fault);
	if (status == MSHIP_OK)
		*layout = result;
	return status;
}

/* Make the value of a binary form that has been checked. */
void
mship_attendance_read(const uint8_t *wire, const MshipLayout *layout, uint8_t *body)
{
	const uint8_t *from = wire + MSHIP_ATTENDANCE_WIRE_HEADER;
	size_t		day_bytes = (layout->day_count + 1) / 2;
	uint8_t    *to = body + MSHIP_ATTENDANCE_HEADER;
	uint16_t	minute_count = (uint16_t) get16(wire + 7);

	mship_attendance_lay_out(NULL, layout, body);
	memcpy(body + 6, &minute_count, 2);
	memcpy(to, from, day_bytes);
	to += day_bytes;
	from += day_bytes;
	for (uint32_t k = 0; k < minute_count * 3u; k++, to += 2, from += 2)
	{
		uint16_t	field = (uint16_t) get16(from);

		memcpy(to, &field, 2);
	}
}
