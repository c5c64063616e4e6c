/*
 * attendance_status.c
 *		Letters and names of attendance statuses.
 *
 * Beside our own names, the descriptors of the Ed-Fi Data Standard's attendance
 * event category and the words in use for suspension are read:
 *
 *		In Attendance				present
 *		Partial, Partial Attendance	left_early: the student was there for part
 *									of the day; minutes, where given, decide
 *									how much was missed
 *		Early departure				left_early
 *		Excused/Unexcused Absence	excused, unexcused
 *		Out of School Suspension	suspended
 *
 * A bare "Absent" says neither excused nor unexcused and is refused rather
 * than guessed.
 */
#include "core/attendance_status.h"

#include <string.h>

static const char letters[MSHIP_STATUS_CODES] = {
	'.', '?', 'X', 'P', 'R', 'T', 'L', 'I', 'e', 'u', 'E', 'U', 'S', 0, 0, 0
};

static const char *const names[MSHIP_STATUS_CODES] = {
	"", "unrecorded", "exempt", "present", "remote", "tardy", "left_early",
	"in_school_suspension", "half_excused", "half_unexcused", "excused",
	"unexcused", "suspended", "", "", ""
};

static const struct
{
	const char *word;
	MshipAttendanceStatus status;
}			other_words[] = {
	{"in_attendance", MSHIP_PRESENT},
	{"partial", MSHIP_LEFT_EARLY},
	{"partial_attendance", MSHIP_LEFT_EARLY},
	{"early_departure", MSHIP_LEFT_EARLY},
	{"excused_absence", MSHIP_EXCUSED},
	{"unexcused_absence", MSHIP_UNEXCUSED},
	{"out_of_school_suspension", MSHIP_SUSPENDED},
};

char
mship_status_letter(int code)
{
	return letters[code];
}

const char *
mship_status_name(int code)
{
	return names[code];
}

int
mship_status_of_letter(char letter)
{
	for (int code = 0; code <= MSHIP_STATUS_LAST; code++)
	{
		if (letters[code] == letter)
			return code;
	}
	return -1;
}

/* ASCII letters to lower case, separators of words to an underscore. */
static char
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char) (c - 'A' + 'a');
	return c == ' ' || c == '-' ? '_' : c;
}

static bool
same_words(const char *text, size_t length, const char *name)
{
	if (strlen(name) != length)
		return false;
	for (size_t k = 0; k < length; k++)
	{
		if (fold(text[k]) != name[k])
			return false;
	}
	return true;
}

/* Where the descriptor's value starts: behind the '#' of a URI, if it is one. */
static size_t
skip_uri(const char *text, size_t start, size_t end)
{
	static const char scheme[] = "uri://";
	size_t		scheme_length = sizeof(scheme) - 1;

	if (end - start < scheme_length || memcmp(text + start, scheme, scheme_length) != 0)
		return start;
	for (size_t k = end; k > start; k--)
	{
		if (text[k - 1] == '#')
			return k;
	}
	return start;
}

/* A name or another word for a status, or 0. */
static int
status_of_words(const char *text, size_t length)
{
	for (int code = MSHIP_STATUS_FIRST; code <= MSHIP_STATUS_LAST; code++)
	{
		if (same_words(text, length, names[code]))
			return code;
	}
	for (size_t k = 0; k < sizeof(other_words) / sizeof(other_words[0]); k++)
	{
		if (same_words(text, length, other_words[k].word))
			return other_words[k].status;
	}
	return MSHIP_NO_SCHOOL;
}

MshipStatus
mship_status_parse(const char *text, size_t length,
				   MshipAttendanceStatus *status, MshipFault *fault)
{
	size_t		start = 0;
	size_t		end = length;
	int			code;

	while (start < end && (text[start] == ' ' || (text[start] >= '\t' && text[start] <= '\r')))
		start++;
	while (end > start && (text[end - 1] == ' ' || (text[end - 1] >= '\t' && text[end - 1] <= '\r')))
		end--;
	if (end - start == 1)
		code = mship_status_of_letter(text[start]);
	else
	{
		start = skip_uri(text, start, end);
		code = status_of_words(text + start, end - start);
	}
	if (code < MSHIP_STATUS_FIRST)
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_STATUS_NAME,
						  start, end - start);
	*status = (MshipAttendanceStatus) code;
	return MSHIP_OK;
}
