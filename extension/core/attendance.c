/*
 * attendance.c
 *		Bodies of records: reading them, laying them out anew, comparing them.
 */
#include "core/attendance.h"

typedef struct Entry
{
	uint16_t	index;
	uint16_t	missed;
	uint16_t	scheduled;
} Entry;

static Entry
entry_at(const uint8_t *minutes, uint32_t n)
{
	Entry		entry;

	memcpy(&entry, minutes + (size_t) n * MSHIP_MINUTE_ENTRY, MSHIP_MINUTE_ENTRY);
	return entry;
}

/* The first minute entry of a day not before the index-th. */
static uint32_t
entry_from(const MshipAttendance *a, uint32_t index)
{
	uint32_t	low = 0;
	uint32_t	high = a->minute_count;

	while (low < high)
	{
		uint32_t	middle = (low + high) / 2;

		if (entry_at(a->minutes, middle).index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Can these be the minutes of a day?  Fault: MSHIP_ERR_VALUE.
 */
MshipStatus
mship_minutes_check(int64_t missed, int64_t scheduled, MshipFault *fault)
{
	if (scheduled < 1 || scheduled > MSHIP_MINUTES_MAX ||
		missed < 0 || missed > scheduled)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_MINUTES, 0, 0);
	return MSHIP_OK;
}

/*
 * The share of the day that was missed, as a fraction: the minutes where there
 * are some, else the whole day, half of it or nothing, by the letter.
 */
void
mship_mark_share(MshipMark mark, uint32_t *missed, uint32_t *scheduled)
{
	if (mark.scheduled != 0)
	{
		*missed = mark.missed;
		*scheduled = mark.scheduled;
		return;
	}
	*missed = 0;
	*scheduled = 1;
	if (mark.status >= MSHIP_EXCUSED)
		*missed = 1;
	else if (mark.status >= MSHIP_HALF_EXCUSED)
	{
		*missed = 1;
		*scheduled = 2;
	}
}

/*
 * The order in which two marks for one day are merged, the larger wins: by
 * status, then by the share missed, then by the length of the schedule, no
 * minutes first.  Marks that compare equal are the same.
 */
int
mship_mark_cmp(MshipMark a, MshipMark b)
{
	uint32_t	a_missed;
	uint32_t	a_scheduled;
	uint32_t	b_missed;
	uint32_t	b_scheduled;

	if (a.status != b.status)
		return a.status < b.status ? -1 : 1;
	mship_mark_share(a, &a_missed, &a_scheduled);
	mship_mark_share(b, &b_missed, &b_scheduled);
	if (a_missed * b_scheduled != b_missed * a_scheduled)
		return a_missed * b_scheduled < b_missed * a_scheduled ? -1 : 1;
	if (a.scheduled != b.scheduled)
		return a.scheduled < b.scheduled ? -1 : 1;
	return 0;
}

/* The mark of the index-th day covered; status 0 if there is none. */
MshipMark
mship_attendance_mark(const MshipAttendance *a, uint32_t index)
{
	MshipMark	mark = {0, 0, 0};

	mark.status = (uint8_t) mship_attendance_code(a, index);
	if (a->minute_count > 0)
	{
		uint32_t	n = entry_from(a, index);

		if (n < a->minute_count && entry_at(a->minutes, n).index == index)
		{
			mark.missed = entry_at(a->minutes, n).missed;
			mark.scheduled = entry_at(a->minutes, n).scheduled;
		}
	}
	return mark;
}

/* Read the marks from the index-th day covered on. */
MshipMarkReader
mship_marks_from(const MshipAttendance *a, uint32_t index)
{
	MshipMarkReader reader = {a, index, 0};

	if (index > 0 && a->minute_count > 0)
		reader.entry = entry_from(a, index);
	return reader;
}

/* The next mark, days without one left out.  False at the end. */
bool
mship_marks_next(MshipMarkReader *reader, uint32_t *index, MshipMark *mark)
{
	const MshipAttendance *a = reader->record;

	while (reader->index < a->day_count)
	{
		uint32_t	at = reader->index++;
		int			code = mship_attendance_code(a, at);

		if (code == MSHIP_NO_SCHOOL)
			continue;
		*index = at;
		mark->status = (uint8_t) code;
		mark->missed = 0;
		mark->scheduled = 0;
		while (reader->entry < a->minute_count)
		{
			Entry		entry = entry_at(a->minutes, reader->entry);

			if (entry.index > at)
				break;
			reader->entry++;
			if (entry.index == at)
			{
				mark->missed = entry.missed;
				mark->scheduled = entry.scheduled;
			}
		}
		return true;
	}
	return false;
}

static bool
is_zero_word(const uint8_t *bytes)
{
	uint64_t	word;

	memcpy(&word, bytes, 8);
	return word == 0;
}

/*
 * The first and last marked day among those with index from (inclusive) to
 * "to" (exclusive, at most day_count).  False if none is marked.
 */
bool
mship_attendance_bounds(const MshipAttendance *a, uint32_t from, uint32_t to,
						uint32_t *first, uint32_t *last)
{
	/* slack comes in many zero bytes */
	while (from % 2 == 0 && to - from > 16 && is_zero_word(a->days + from / 2))
		from += 16;
	while (from % 2 == 0 && to - from > 2 && a->days[from / 2] == 0)
		from += 2;
	while (from < to && mship_attendance_code(a, from) == MSHIP_NO_SCHOOL)
		from++;
	if (from >= to)
		return false;
	while (to % 2 == 0 && to - from > 16 && is_zero_word(a->days + to / 2 - 8))
		to -= 16;
	while (to % 2 == 0 && to - from > 2 && a->days[to / 2 - 1] == 0)
		to -= 2;
	while (mship_attendance_code(a, to - 1) == MSHIP_NO_SCHOOL)
		to--;
	*first = from;
	*last = to - 1;
	return true;
}

/* Is there no slack at all? */
bool
mship_attendance_is_canonical(const MshipAttendance *a)
{
	if (a->length != mship_attendance_length(a->day_count, a->minute_count))
		return false;
	if (a->day_count == 0)
		return a->first_day == 0;
	return mship_attendance_code(a, 0) != MSHIP_NO_SCHOOL &&
		mship_attendance_code(a, a->day_count - 1) != MSHIP_NO_SCHOOL;
}

/* Compare "count" days, each from an index of its own. */
static int
compare_days(const MshipAttendance *a, uint32_t a_index,
			 const MshipAttendance *b, uint32_t b_index, uint32_t count)
{
	if (a_index % 2 == 0 && b_index % 2 == 0)
	{
		int			order = memcmp(a->days + a_index / 2, b->days + b_index / 2, count / 2);

		if (order != 0)
			return order;
		a_index += count / 2 * 2;
		b_index += count / 2 * 2;
		count %= 2;
	}
	for (uint32_t k = 0; k < count; k++)
	{
		int			order = mship_attendance_code(a, a_index + k) -
			mship_attendance_code(b, b_index + k);

		if (order != 0)
			return order;
	}
	return 0;
}

/* Compare minutes entry by entry; fewer come first. */
static int
compare_minutes(const MshipAttendance *a, const MshipAttendance *b)
{
	for (uint32_t n = 0; n < a->minute_count && n < b->minute_count; n++)
	{
		Entry		x = entry_at(a->minutes, n);
		Entry		y = entry_at(b->minutes, n);
		int32_t		x_day = a->first_day + x.index;
		int32_t		y_day = b->first_day + y.index;

		if (x_day != y_day)
			return x_day < y_day ? -1 : 1;
		if (x.missed != y.missed)
			return x.missed < y.missed ? -1 : 1;
		if (x.scheduled != y.scheduled)
			return x.scheduled < y.scheduled ? -1 : 1;
	}
	return (a->minute_count > b->minute_count) - (a->minute_count < b->minute_count);
}

/*
 * The order of the type: the empty value, then by first day, then day by day
 * in the order of statuses, then by minutes.  0 means the same record,
 * whatever the slack.
 */
int
mship_attendance_cmp(const MshipAttendance *a, const MshipAttendance *b)
{
	uint32_t	a_first = 0;
	uint32_t	a_last = 0;
	uint32_t	b_first = 0;
	uint32_t	b_last = 0;
	bool		a_any = mship_attendance_bounds(a, 0, a->day_count, &a_first, &a_last);
	bool		b_any = mship_attendance_bounds(b, 0, b->day_count, &b_first, &b_last);
	uint32_t	a_count = a_last - a_first + 1;
	uint32_t	b_count = b_last - b_first + 1;
	int			order;

	if (!a_any || !b_any)
		return (a_any ? 1 : 0) - (b_any ? 1 : 0);
	if (a->first_day + (int32_t) a_first != b->first_day + (int32_t) b_first)
		return a->first_day + (int32_t) a_first < b->first_day + (int32_t) b_first ? -1 : 1;
	order = compare_days(a, a_first, b, b_first, a_count < b_count ? a_count : b_count);
	if (order != 0)
		return order;
	/* the longer one ends in a mark, which no day outside a record is */
	if (a_count != b_count)
		return a_count < b_count ? -1 : 1;
	return compare_minutes(a, b);
}

/*
 * The canonical shape of those days of a record that lie between two days,
 * both inclusive; lay_out() then fills it.
 */
MshipLayout
mship_attendance_layout(const MshipAttendance *a, int32_t first_day, int32_t last_day)
{
	MshipLayout layout = {0, 0, MSHIP_ATTENDANCE_HEADER};
	int64_t		from = (int64_t) first_day - a->first_day;
	int64_t		to = (int64_t) last_day - a->first_day + 1;
	uint32_t	first;
	uint32_t	last;

	if (from < 0)
		from = 0;
	if (to > a->day_count)
		to = a->day_count;
	if (from >= to ||
		!mship_attendance_bounds(a, (uint32_t) from, (uint32_t) to, &first, &last))
		return layout;
	layout.first_day = a->first_day + (int32_t) first;
	layout.day_count = last - first + 1;
	layout.length = mship_attendance_length(layout.day_count,
											entry_from(a, last + 1) - entry_from(a, first));
	return layout;
}

/* Set a day that has no status yet. */
static void
set_code(uint8_t *days, uint32_t index, int code)
{
	days[index / 2] |= (uint8_t) (index % 2 ? code : code << 4);
}

/* Copy days to where there are none yet. */
static void
copy_days(uint8_t *to, uint32_t to_index, const MshipAttendance *a,
		  uint32_t index, uint32_t count)
{
	if (count > 0 && to_index % 2)
	{
		set_code(to, to_index++, mship_attendance_code(a, index++));
		count--;
	}
	if (index % 2 == 0)
		memcpy(to + to_index / 2, a->days + index / 2, count / 2);
	else
	{
		/* "to" never overlaps what is read: the compiler may take many at once */
		uint8_t    *restrict t = to + to_index / 2;
		const uint8_t *from = a->days + index / 2;

		for (uint32_t k = 0; k < count / 2; k++)
			t[k] = (uint8_t) ((from[k] << 4) | (from[k + 1] >> 4));
	}
	if (count % 2)
		set_code(to, to_index + count - 1, mship_attendance_code(a, index + count - 1));
}

static void
set_minute_count(uint8_t *body, uint32_t minute_count)
{
	uint16_t	count = (uint16_t) minute_count;

	memcpy(body + 6, &count, 2);
}

/*
 * Make a body of the shape given and copy into it the days of "a" (which may
 * be NULL) that it covers.  There must be room for their minutes.
 */
void
mship_attendance_lay_out(const MshipAttendance *a, const MshipLayout *layout,
						 uint8_t *body)
{
	uint16_t	day_count = (uint16_t) layout->day_count;
	uint8_t    *days = body + MSHIP_ATTENDANCE_HEADER;
	uint8_t    *minutes = days + (layout->day_count + 1) / 2;
	int32_t		shift;
	uint32_t	from;
	uint32_t	to;
	uint32_t	entries = 0;

	memset(body, 0, layout->length);
	memcpy(body, &layout->first_day, 4);
	memcpy(body + 4, &day_count, 2);
	if (a == NULL || a->day_count == 0 || layout->day_count == 0)
		return;

	shift = a->first_day - layout->first_day;
	from = shift < 0 ? (uint32_t) -shift : 0;
	to = (int64_t) a->day_count + shift > (int64_t) layout->day_count ?
		(uint32_t) ((int32_t) layout->day_count - shift) : a->day_count;
	if (shift >= (int32_t) layout->day_count || from >= to)
		return;
	copy_days(days, (uint32_t) ((int32_t) from + shift), a, from, to - from);
	for (uint32_t n = entry_from(a, from); n < a->minute_count; n++)
	{
		Entry		entry = entry_at(a->minutes, n);

		if (entry.index >= to)
			break;
		entry.index = (uint16_t) (entry.index + shift);
		memcpy(minutes + (size_t) entries * MSHIP_MINUTE_ENTRY, &entry, MSHIP_MINUTE_ENTRY);
		entries++;
	}
	set_minute_count(body, entries);
}

/*
 * Write the next mark of a body that is filled in the order of days, each day
 * once.  There must be room.
 */
void
mship_attendance_append(uint8_t *body, uint32_t index, MshipMark mark)
{
	uint16_t	day_count;
	uint16_t	minute_count;
	Entry		entry = {(uint16_t) index, mark.missed, mark.scheduled};

	memcpy(&day_count, body + 4, 2);
	memcpy(&minute_count, body + 6, 2);
	set_code(body + MSHIP_ATTENDANCE_HEADER, index, mark.status);
	if (mark.scheduled == 0)
		return;
	memcpy(body + mship_attendance_length(day_count, minute_count), &entry,
		   MSHIP_MINUTE_ENTRY);
	set_minute_count(body, minute_count + 1u);
}

/* The bytes of a body that its content needs. */
size_t
mship_attendance_used(const uint8_t *body)
{
	uint16_t	day_count;
	uint16_t	minute_count;

	memcpy(&day_count, body + 4, 2);
	memcpy(&minute_count, body + 6, 2);
	return mship_attendance_length(day_count, minute_count);
}
