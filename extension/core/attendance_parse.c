/*
 * attendance_parse.c
 *		Text form of a record:  2024-08-26:PPPPP..PPu(195/390)UP
 *
 * The first day, a colon, and a letter per calendar day, a dot where there is
 * no school; a letter may carry (minutes missed/minutes scheduled).  Dots at
 * the ends are read and dropped.  No marks at all are written "empty".
 */
#include "core/attendance.h"

#define DATE_LENGTH 10

/* The longest minutes: "(1440/1440)", and (65535/65535) in a damaged value. */
#define MINUTES_LENGTH 13

static const char empty_word[] = "empty";

/* The text being read and how far we are. */
typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	MshipFault *fault;
} Reader;

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static MshipStatus
fail_at(const Reader *r, MshipReason reason, size_t start, size_t length)
{
	if (start >= r->length)
	{
		reason = MSHIP_REASON_UNEXPECTED_END;
		length = 0;
	}
	return mship_fail(r->fault, MSHIP_ERR_SYNTAX, reason, start, length);
}

/* Bytes of the UTF-8 character at "at", so that a message never cuts one. */
static size_t
char_length(const Reader *r)
{
	size_t		n = 1;

	if (r->at < r->length && ((uint8_t) r->text[r->at] & 0x80))
	{
		while (r->at + n < r->length && n < 4 &&
			   ((uint8_t) r->text[r->at + n] & 0xc0) == 0x80)
			n++;
	}
	return n;
}

static void
skip_spaces(Reader *r)
{
	while (r->at < r->length && is_space(r->text[r->at]))
		r->at++;
}

static bool
next_is_empty_word(const Reader *r)
{
	size_t		n = sizeof(empty_word) - 1;

	if (r->length - r->at < n)
		return false;
	for (size_t k = 0; k < n; k++)
	{
		if ((r->text[r->at + k] | 0x20) != empty_word[k])
			return false;
	}
	return true;
}

/* YYYY-MM-DD */
static MshipStatus
read_date(Reader *r, int32_t *day)
{
	static const char pattern[] = "9999-99-99";
	const char *s = r->text + r->at;
	size_t		start = r->at;
	int			field[3] = {0, 0, 0};
	int			f = 0;

	for (size_t k = 0; k < DATE_LENGTH; k++, r->at++)
	{
		if (r->at >= r->length ||
			(pattern[k] == '-' ? s[k] != '-' : !is_digit(s[k])))
			return fail_at(r, MSHIP_REASON_DATE_SYNTAX, r->at, char_length(r));
		if (pattern[k] == '-')
			f++;
		else
			field[f] = field[f] * 10 + (s[k] - '0');
	}
	if (!mship_day_exists(field[0], field[1], field[2]))
		return mship_fail(r->fault, MSHIP_ERR_DATE, MSHIP_REASON_DATE_RANGE,
						  start, DATE_LENGTH);
	*day = mship_day_from_civil(field[0], field[1], field[2]);
	return MSHIP_OK;
}

/* A number of at most four digits, or -1. */
static int
read_number(Reader *r)
{
	int			number = 0;
	int			digits = 0;

	for (; r->at < r->length && is_digit(r->text[r->at]); r->at++)
	{
		if (++digits > 4)
			return -1;
		number = number * 10 + (r->text[r->at] - '0');
	}
	return digits > 0 ? number : -1;
}

/* The minutes behind a letter; we are at the parenthesis. */
static MshipStatus
read_minutes(Reader *r, MshipMark *mark)
{
	size_t		start = r->at;
	int			missed;
	int			scheduled = -1;

	r->at++;
	missed = read_number(r);
	if (missed >= 0 && r->at < r->length && r->text[r->at] == '/')
	{
		r->at++;
		scheduled = read_number(r);
	}
	if (scheduled >= 0 && r->at < r->length && r->text[r->at] == ')' &&
		mship_minutes_check(missed, scheduled, NULL) == MSHIP_OK)
	{
		r->at++;
		mark->missed = (uint16_t) missed;
		mark->scheduled = (uint16_t) scheduled;
		return MSHIP_OK;
	}
	if (r->at >= r->length)
		return fail_at(r, MSHIP_REASON_UNEXPECTED_END, r->at, 0);
	return fail_at(r, MSHIP_REASON_MINUTES, start, r->at + char_length(r) - start);
}

/* The next day's mark; status 0 for a dot. */
static MshipStatus
read_mark(Reader *r, MshipMark *mark)
{
	int			code = mship_status_of_letter(r->text[r->at]);

	if (code < 0)
		return fail_at(r, MSHIP_REASON_STATUS_LETTER, r->at, char_length(r));
	mark->status = (uint8_t) code;
	mark->missed = 0;
	mark->scheduled = 0;
	r->at++;
	if (code != MSHIP_NO_SCHOOL && r->at < r->length && r->text[r->at] == '(')
		return read_minutes(r, mark);
	return MSHIP_OK;
}

/* Only blanks may follow. */
static MshipStatus
read_end(Reader *r)
{
	skip_spaces(r);
	if (r->at < r->length)
		return fail_at(r, MSHIP_REASON_TRAILING_TEXT, r->at, r->length - r->at);
	return MSHIP_OK;
}

/*
 * The marks behind the colon.  One pass, so that the longest text is refused
 * as soon as the fault is met.
 */
static MshipStatus
measure_marks(Reader *r, int32_t first_day, MshipLayout *layout)
{
	int64_t		first = -1;
	int64_t		last = -1;
	uint32_t	minutes = 0;

	for (int64_t index = 0; r->at < r->length && !is_space(r->text[r->at]); index++)
	{
		size_t		start = r->at;
		MshipMark	mark;
		MshipStatus status = read_mark(r, &mark);

		if (status != MSHIP_OK)
			return status;
		if (mark.status == MSHIP_NO_SCHOOL)
			continue;
		if (first_day + index > MSHIP_DAY_MAX)
			return mship_fail(r->fault, MSHIP_ERR_DATE, MSHIP_REASON_DATE_RANGE, start, 1);
		if (first < 0)
			first = index;
		last = index;
		if (last - first >= MSHIP_ATTENDANCE_MAX_DAYS)
			return mship_fail_value(r->fault, MSHIP_ERR_LIMIT, MSHIP_REASON_SPAN,
									last - first + 1, MSHIP_ATTENDANCE_MAX_DAYS);
		minutes += mark.scheduled != 0;
	}
	if (first >= 0)
	{
		layout->first_day = (int32_t) (first_day + first);
		layout->day_count = (uint32_t) (last - first + 1);
		layout->length = mship_attendance_length(layout->day_count, minutes);
	}
	return MSHIP_OK;
}

/*
 * Check a text and tell the canonical shape of its value.  Faults, with the
 * byte range of the part that is wrong: MSHIP_ERR_SYNTAX, MSHIP_ERR_DATE for
 * days that do not exist, MSHIP_ERR_LIMIT for too long a span.
 */
MshipStatus
mship_attendance_measure(const char *text, size_t length, MshipLayout *layout,
						 MshipFault *fault)
{
	Reader		r = {text, length, 0, fault};
	MshipLayout result = {0, 0, MSHIP_ATTENDANCE_HEADER};
	int32_t		first_day;
	MshipStatus status;

	skip_spaces(&r);
	if (next_is_empty_word(&r))
		r.at += sizeof(empty_word) - 1;
	else
	{
		status = read_date(&r, &first_day);
		if (status != MSHIP_OK)
			return status;
		if (r.at >= length || text[r.at] != ':')
			return fail_at(&r, MSHIP_REASON_RECORD_COLON, r.at, char_length(&r));
		r.at++;
		if (r.at >= length || is_space(text[r.at]))
			return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, r.at, 0);
		status = measure_marks(&r, first_day, &result);
		if (status != MSHIP_OK)
			return status;
	}
	status = read_end(&r);
	if (status == MSHIP_OK)
		*layout = result;
	return status;
}

/* Make the value of a text that has been measured. */
void
mship_attendance_parse(const char *text, size_t length, const MshipLayout *layout,
					   uint8_t *body)
{
	Reader		r = {text, length, 0, NULL};
	int32_t		first_day = 0;

	mship_attendance_lay_out(NULL, layout, body);
	if (layout->day_count == 0)
		return;
	skip_spaces(&r);
	(void) read_date(&r, &first_day);
	r.at++;						/* the colon */
	for (int32_t day = first_day; r.at < r.length && !is_space(r.text[r.at]); day++)
	{
		MshipMark	mark;

		(void) read_mark(&r, &mark);
		if (mark.status != MSHIP_NO_SCHOOL)
			mship_attendance_append(body, (uint32_t) (day - layout->first_day), mark);
	}
}

/* Bytes that print() writes at most. */
size_t
mship_attendance_text_size(const MshipAttendance *a)
{
	return DATE_LENGTH + 1 + a->day_count +
		(size_t) a->minute_count * MINUTES_LENGTH;
}

static char *
put_number(char *to, unsigned number, unsigned digits_min)
{
	unsigned	digits = 1;

	for (unsigned rest = number / 10; rest > 0; rest /= 10)
		digits++;
	if (digits < digits_min)
		digits = digits_min;
	for (unsigned k = digits; k > 0; k--, number /= 10)
		to[k - 1] = (char) ('0' + number % 10);
	return to + digits;
}

static char *
put_date(char *to, int32_t number)
{
	int			year;
	int			month;
	int			day;

	mship_day_to_civil(number, &year, &month, &day);
	to = put_number(to, (unsigned) year, 4);
	*to++ = '-';
	to = put_number(to, (unsigned) month, 2);
	*to++ = '-';
	return put_number(to, (unsigned) day, 2);
}

/* Write the canonical text and return its length. */
size_t
mship_attendance_print(const MshipAttendance *a, char *text)
{
	MshipMarkReader reader = mship_marks_from(a, 0);
	char	   *to = text;
	uint32_t	next;
	uint32_t	index;
	MshipMark	mark;

	if (!mship_marks_next(&reader, &index, &mark))
	{
		memcpy(text, empty_word, sizeof(empty_word) - 1);
		return sizeof(empty_word) - 1;
	}
	to = put_date(to, a->first_day + (int32_t) index);
	*to++ = ':';
	next = index;
	do
	{
		for (; next < index; next++)
			*to++ = '.';
		*to++ = mship_status_letter(mark.status);
		next++;
		if (mark.scheduled != 0)
		{
			*to++ = '(';
			to = put_number(to, mark.missed, 1);
			*to++ = '/';
			to = put_number(to, mark.scheduled, 1);
			*to++ = ')';
		}
	} while (mship_marks_next(&reader, &index, &mark));
	return (size_t) (to - text);
}
