/*
 * attendance_merge.c
 *		Merging of records, in place where there is room, and laying one over
 *		another.
 *
 * Merging takes the larger mark of each day (mship_mark_cmp), so it is
 * commutative, associative and idempotent: rows and partial results may come
 * in any order and more than once.
 */
#include "core/day_word.h"

typedef struct Header
{
	int32_t		first_day;
	uint16_t	day_count;
	uint16_t	minute_count;
} Header;

static Header
header_of(const uint8_t *body)
{
	Header		header;

	memcpy(&header, body, sizeof(header));
	return header;
}

static uint16_t
entry_index(const uint8_t *minutes, uint32_t n)
{
	uint16_t	index;

	memcpy(&index, minutes + (size_t) n * MSHIP_MINUTE_ENTRY, 2);
	return index;
}

/* Where the entry of a day stands or belongs among "count" sorted ones. */
static uint32_t
find_entry(const uint8_t *minutes, uint32_t count, uint32_t index)
{
	uint32_t	low = 0;
	uint32_t	high = count;

	/* days mostly come in order */
	if (count > 0 && entry_index(minutes, count - 1) < index)
		return count;
	while (low < high)
	{
		uint32_t	middle = (low + high) / 2;

		if (entry_index(minutes, middle) < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Replace the code of a day. */
static void
change_code(uint8_t *days, uint32_t index, uint8_t code)
{
	uint8_t    *byte = days + index / 2;

	*byte = (uint8_t) (index % 2 ? (*byte & 0xf0) | code : (*byte & 0x0f) | (code << 4));
}

/* Make, change or remove the n-th entry so that it says what "mark" does. */
static void
change_entry(uint8_t *body, const Header *header, uint32_t n, bool exists,
			 uint32_t index, MshipMark mark)
{
	uint8_t    *minutes = body + MSHIP_ATTENDANCE_HEADER + (header->day_count + 1u) / 2;
	uint8_t    *entry = minutes + (size_t) n * MSHIP_MINUTE_ENTRY;
	size_t		behind = (size_t) (header->minute_count - n) * MSHIP_MINUTE_ENTRY;
	uint16_t	fields[3] = {(uint16_t) index, mark.missed, mark.scheduled};
	uint16_t	count = header->minute_count;

	if (exists && mark.scheduled == 0)
	{
		memmove(entry, entry + MSHIP_MINUTE_ENTRY, behind - MSHIP_MINUTE_ENTRY);
		count--;
	}
	else if (!exists && mark.scheduled != 0)
	{
		memmove(entry + MSHIP_MINUTE_ENTRY, entry, behind);
		count++;
	}
	if (mark.scheduled != 0)
		memcpy(entry, fields, MSHIP_MINUTE_ENTRY);
	memcpy(body + 6, &count, 2);
}

/*
 * Merge one mark into a body in place.  False, and nothing done, if the body
 * does not cover the day or has no room for its minutes.
 */
bool
mship_attendance_put(uint8_t *body, size_t length, int32_t day, MshipMark mark)
{
	Header		header = header_of(body);
	uint8_t    *days = body + MSHIP_ATTENDANCE_HEADER;
	uint8_t    *minutes = days + (header.day_count + 1u) / 2;
	uint32_t	index = (uint32_t) day - (uint32_t) header.first_day;
	MshipMark	old = {0, 0, 0};
	uint32_t	n;
	bool		exists;

	if (index >= header.day_count)
		return false;
	old.status = (days[index / 2] >> (index % 2 ? 0 : 4)) & 15;
	n = find_entry(minutes, header.minute_count, index);
	exists = n < header.minute_count && entry_index(minutes, n) == index;
	if (exists)
	{
		memcpy(&old.missed, minutes + (size_t) n * MSHIP_MINUTE_ENTRY + 2, 2);
		memcpy(&old.scheduled, minutes + (size_t) n * MSHIP_MINUTE_ENTRY + 4, 2);
	}
	if (mship_mark_cmp(mark, old) <= 0)
		return true;
	if (mark.scheduled != 0 && !exists &&
		mship_attendance_length(header.day_count, header.minute_count + 1u) > length)
		return false;
	change_code(days, index, mark.status);
	if (exists || mark.scheduled != 0)
		change_entry(body, &header, n, exists, index, mark);
	return true;
}

static uint8_t
larger_codes(uint8_t x, uint8_t y)
{
	uint8_t		high = (x & 0xf0) > (y & 0xf0) ? x & 0xf0 : y & 0xf0;
	uint8_t		low = (x & 0x0f) > (y & 0x0f) ? x & 0x0f : y & 0x0f;

	return high | low;
}

static void
larger_code_at(uint8_t *days, uint32_t index, int code)
{
	int			old = (days[index / 2] >> (index % 2 ? 0 : 4)) & 15;

	if (code > old)
		change_code(days, index, (uint8_t) code);
}

/* Which of the sixteen codes in a word are not zero: a bit for each. */
static uint64_t
marked(uint64_t codes)
{
	codes |= codes >> 2;
	codes |= codes >> 1;
	return codes & UINT64_C(0x1111111111111111);
}

/*
 * Merge sixteen days.  Parts of one record, which several processes collected,
 * mostly have no day in common: then no code need be compared.
 */
static void
merge_word(uint8_t *to, const uint8_t *from)
{
	uint64_t	x;
	uint64_t	y;

	memcpy(&x, to, 8);
	memcpy(&y, from, 8);
	if ((marked(x) & marked(y)) == 0)
	{
		x |= y;
		memcpy(to, &x, 8);
		return;
	}
	for (int k = 0; k < 8; k++)
		to[k] = larger_codes(to[k], from[k]);
}

/* Merge days from the index-th of "a" on, where neither side has minutes. */
static void
merge_days(uint8_t *days, uint32_t to, const MshipAttendance *a,
		   uint32_t index, uint32_t count)
{
	uint32_t	k = 0;

	if (count > 0 && to % 2)
	{
		larger_code_at(days, to++, mship_attendance_code(a, index++));
		count--;
	}
	if (index % 2 == 0)
		for (; k + 8 <= count / 2; k += 8)
			merge_word(days + to / 2 + k, a->days + index / 2 + k);
	for (; k < count / 2; k++)
	{
		const uint8_t *from = a->days + index / 2 + k;
		uint8_t		codes = index % 2 ? (uint8_t) ((from[0] << 4) | (from[1] >> 4)) : from[0];

		days[to / 2 + k] = larger_codes(days[to / 2 + k], codes);
	}
	if (count % 2)
		larger_code_at(days, to + count - 1, mship_attendance_code(a, index + count - 1));
}

/*
 * Merge a whole record into a body in place.  False, and nothing done, if the
 * body does not cover all its marks or may not have room for its minutes.
 */
bool
mship_attendance_put_all(uint8_t *body, size_t length, const MshipAttendance *b)
{
	Header		header = header_of(body);
	MshipMarkReader reader;
	uint32_t	first;
	uint32_t	last;
	int64_t		shift = (int64_t) b->first_day - header.first_day;
	MshipMark	mark;
	uint32_t	index;

	if (!mship_attendance_bounds(b, 0, b->day_count, &first, &last))
		return true;
	if (first + shift < 0 || last + shift >= header.day_count)
		return false;
	if (header.minute_count == 0 && b->minute_count == 0)
	{
		merge_days(body + MSHIP_ATTENDANCE_HEADER, (uint32_t) (first + shift), b,
				   first, last - first + 1);
		return true;
	}
	if (b->minute_count > 0 &&
		mship_attendance_length(header.day_count, header.minute_count + b->minute_count) > length)
		return false;
	reader = mship_marks_from(b, first);
	while (mship_marks_next(&reader, &index, &mark))
		(void) mship_attendance_put(body, length, b->first_day + (int32_t) index, mark);
	return true;
}

/*
 * Give days and minutes a share each of the room that is left in a body of
 * "length" bytes; where there are no minutes, days get it all.  "backward":
 * the record grew towards earlier days, so it will again.
 */
static void
spread_slack(MshipLayout *layout, uint32_t minutes, bool backward)
{
	size_t		day_bytes = (layout->day_count + 1) / 2;
	size_t		minute_bytes = (size_t) minutes * MSHIP_MINUTE_ENTRY;
	size_t		slack = layout->length - MSHIP_ATTENDANCE_HEADER - day_bytes - minute_bytes;
	int32_t		last_day = layout->first_day + (int32_t) layout->day_count - 1;
	uint32_t	count;

	count = (uint32_t) (2 * (day_bytes + slack * day_bytes / (day_bytes + minute_bytes)));
	if (count > MSHIP_ATTENDANCE_MAX_DAYS)
		count = MSHIP_ATTENDANCE_MAX_DAYS;
	if (backward && (int64_t) last_day - count + 1 >= MSHIP_DAY_MIN)
		layout->first_day = last_day - (int32_t) count + 1;
	else if (!backward && (int64_t) layout->first_day + count - 1 <= MSHIP_DAY_MAX)
		 /* the slack follows */ ;
	else
		return;
	layout->day_count = count;
	/* what not even a hundred years can use need not be there */
	if (minutes == 0)
		layout->length = mship_attendance_length(count, 0);
}

/*
 * Let a state begin where a word of days does, if it still covers last_day then:
 * states of one student that several processes made mostly begin on the same
 * day then, so that they merge word by word and none need grow backward.
 */
static void
align_days(MshipLayout *layout, int32_t last_day)
{
	int32_t		shift = (layout->first_day % MSHIP_WORD_DAYS + MSHIP_WORD_DAYS) % MSHIP_WORD_DAYS;

	if (layout->first_day - shift >= MSHIP_DAY_MIN &&
		layout->first_day - shift + (int32_t) layout->day_count > last_day)
		layout->first_day -= shift;
}

/*
 * The shape of a body that has room for "a" (which may be NULL), for the days
 * from first_day to last_day and for "minutes" more minute entries.  If not
 * exact, its size is a power of two with slack for more, so that the varlena
 * fills a chunk of memory.
 *
 * Faults: MSHIP_ERR_DATE for a day outside the calendar, MSHIP_ERR_LIMIT if
 * the marks would span too many days.
 */
MshipStatus
mship_attendance_grow(const MshipAttendance *a, int32_t first_day,
					  int32_t last_day, uint32_t minutes, bool exact,
					  MshipLayout *layout, MshipFault *fault)
{
	uint32_t	first;
	uint32_t	last;
	int64_t		span;
	bool		backward = false;
	MshipLayout result;

	if (first_day < MSHIP_DAY_MIN || last_day > MSHIP_DAY_MAX)
		return mship_fail(fault, MSHIP_ERR_DATE, MSHIP_REASON_DATE_RANGE, 0, 0);
	if (a != NULL && mship_attendance_bounds(a, 0, a->day_count, &first, &last))
	{
		int32_t		a_first = a->first_day + (int32_t) first;
		int32_t		a_last = a->first_day + (int32_t) last;

		backward = first_day < a_first && last_day <= a_last;
		if (a_first < first_day)
			first_day = a_first;
		if (a_last > last_day)
			last_day = a_last;
	}
	if (a != NULL)
		minutes += a->minute_count;
	span = (int64_t) last_day - first_day + 1;
	if (span > MSHIP_ATTENDANCE_MAX_DAYS)
		return mship_fail_value(fault, MSHIP_ERR_LIMIT, MSHIP_REASON_SPAN, span,
								MSHIP_ATTENDANCE_MAX_DAYS);

	result.first_day = first_day;
	result.day_count = (uint32_t) span;
	result.length = mship_attendance_length(result.day_count, minutes);
	if (!exact)
	{
		size_t		needed = MSHIP_ATTENDANCE_PREFIX + result.length;
		size_t		size = MSHIP_ATTENDANCE_STATE_MIN;

		if (minutes > 0)
			needed += needed / 8;	/* no relayout for every single entry */
		/* most records are of some days or of a year: one step between them */
		while (size < needed)
			size *= minutes == 0 && size < MSHIP_ATTENDANCE_STATE_YEAR ? 4 : 2;
		result.length = size - MSHIP_ATTENDANCE_PREFIX;
		spread_slack(&result, minutes, backward);
		if (size >= MSHIP_ATTENDANCE_STATE_YEAR)
			align_days(&result, last_day);
	}
	*layout = result;
	return MSHIP_OK;
}

/* The same for all marks of a second record; "a" is not NULL. */
MshipStatus
mship_attendance_grow_for(const MshipAttendance *a, const MshipAttendance *b,
						  bool exact, MshipLayout *layout, MshipFault *fault)
{
	uint32_t	first;
	uint32_t	last;

	if (mship_attendance_bounds(b, 0, b->day_count, &first, &last))
		return mship_attendance_grow(a, b->first_day + (int32_t) first,
									 b->first_day + (int32_t) last,
									 b->minute_count, exact, layout, fault);
	*layout = mship_attendance_layout(a, a->first_day,
									  a->first_day + (int32_t) a->day_count);
	return MSHIP_OK;
}

/* A shape for overlay() below; the result may need less room for minutes. */
MshipLayout
mship_attendance_overlay_layout(const MshipAttendance *calendar,
								const MshipAttendance *marks)
{
	MshipLayout layout = mship_attendance_layout(calendar, calendar->first_day,
												 calendar->first_day + (int32_t) calendar->day_count);

	layout.length = mship_attendance_length(layout.day_count,
											calendar->minute_count + marks->minute_count);
	return layout;
}

/* overlay() where neither side has minutes: a copy, in which marked days are changed. */
static void
overlay_days(const MshipAttendance *calendar, const MshipAttendance *marks,
			 const MshipLayout *layout, uint8_t *body)
{
	uint8_t    *days = body + MSHIP_ATTENDANCE_HEADER;
	int64_t		shift = (int64_t) marks->first_day - layout->first_day;

	mship_attendance_lay_out(calendar, layout, body);
	for (uint32_t k = 0; k < marks->day_count; k += MSHIP_WORD_DAYS)
	{
		uint64_t	word = mship_word_of_days(marks, k);

		for (int64_t at = k + shift; word != 0; word >>= 4, at++)
			if ((word & 15) != MSHIP_NO_SCHOOL && at >= 0 && at < layout->day_count &&
				(days[at / 2] & (at % 2 ? 0x0f : 0xf0)) != 0)
				change_code(days, (uint32_t) at, (uint8_t) (word & 15));
	}
}

/*
 * The days of the calendar, each with its mark where there is one, else with
 * the calendar's own status.
 */
void
mship_attendance_overlay(const MshipAttendance *calendar,
						 const MshipAttendance *marks,
						 const MshipLayout *layout, uint8_t *body)
{
	MshipMarkReader days = mship_marks_from(calendar, 0);
	MshipMark	own;
	uint32_t	index;

	if (calendar->minute_count == 0 && marks->minute_count == 0)
	{
		overlay_days(calendar, marks, layout, body);
		return;
	}
	mship_attendance_lay_out(NULL, layout, body);
	while (mship_marks_next(&days, &index, &own))
	{
		int32_t		day = calendar->first_day + (int32_t) index;
		uint32_t	at = mship_attendance_index(marks, day);
		MshipMark	mark = {0, 0, 0};

		if (at < marks->day_count)
			mark = mship_attendance_mark(marks, at);
		mship_attendance_append(body, (uint32_t) (day - layout->first_day),
								mark.status == MSHIP_NO_SCHOOL ? own : mark);
	}
}

/* Marks on days that the calendar does not have. */
uint32_t
mship_attendance_stray(const MshipAttendance *calendar, const MshipAttendance *marks)
{
	uint32_t	stray = 0;

	for (uint32_t k = 0; k < marks->day_count; k++)
	{
		uint32_t	at;

		if (mship_attendance_code(marks, k) == MSHIP_NO_SCHOOL)
			continue;
		at = mship_attendance_index(calendar, marks->first_day + (int32_t) k);
		if (at >= calendar->day_count ||
			mship_attendance_code(calendar, at) == MSHIP_NO_SCHOOL)
			stray++;
	}
	return stray;
}

/* Days with a status of the kind. */
uint32_t
mship_attendance_count(const MshipAttendance *a, MshipKind kind)
{
	uint32_t	count = 0;

	for (uint32_t k = 0; k < a->day_count; k += MSHIP_WORD_DAYS)
	{
		uint64_t	days = mship_word_of_kind(mship_word_of_days(a, k), kind);

		for (; days != 0; days &= days - 1)
			count++;
	}
	return count;
}
