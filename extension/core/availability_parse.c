/*
 * availability_parse.c
 *		Text form of weekly slots:  Mon:before,P3,lunch Thu:P1-P4,after
 *
 * Groups of one or more weekdays, a colon, and slots separated by commas;
 * groups are separated by blanks.  "Mon-Fri:lunch" means each of these days.
 * Input takes any order, repetitions (the union counts), any case, weekday
 * names in full or as ISO numbers, and blanks beside the separators.  Output
 * is canonical: one group a day, days and slots in the order of the week, runs
 * of three or more periods as a range.  Nothing free is written "none"; the
 * empty text is read as none too.
 */
#include <string.h>

#include "core/availability.h"

/* The text being read and how far we are. */
typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	MshipFault *fault;
} Reader;

static const char *const slot_names[MSHIP_SLOTS_A_DAY] = {
	"before", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10",
	"P11", "P12", "lunch", "after", "evening"
};

static const char *const weekday_names[MSHIP_WEEKDAYS] = {
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
};

static const char *const weekday_full_names[MSHIP_WEEKDAYS] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};

const char *
mship_slot_name(int slot)
{
	return slot_names[slot];
}

const char *
mship_weekday_name(int weekday)
{
	return weekday_names[weekday - 1];
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
fold(char c)
{
	return (c >= 'A' && c <= 'Z') ? (char) (c - 'A' + 'a') : c;
}

/* Same letters in any case? */
static bool
same_word(const char *text, size_t length, const char *name)
{
	if (strlen(name) != length)
		return false;
	for (size_t k = 0; k < length; k++)
	{
		if (fold(text[k]) != fold(name[k]))
			return false;
	}
	return true;
}

static void
skip_spaces(Reader *r)
{
	while (r->at < r->length && is_space(r->text[r->at]))
		r->at++;
}

static bool
next_is(const Reader *r, char c)
{
	return r->at < r->length && r->text[r->at] == c;
}

/* A word ends at a blank or at one of the separators. */
static size_t
take_word(Reader *r)
{
	size_t		start = r->at;

	while (r->at < r->length && !is_space(r->text[r->at]) &&
		   strchr(":,-", r->text[r->at]) == NULL)
		r->at++;
	/* strchr() also finds NUL, which is then a word of its own: refused */
	return r->at - start;
}

static MshipStatus
fail_at(const Reader *r, MshipReason reason, size_t start, size_t length)
{
	if (start >= r->length)
		reason = MSHIP_REASON_UNEXPECTED_END;
	return mship_fail(r->fault, MSHIP_ERR_SYNTAX, reason, start, length);
}

/* One weekday, by name or ISO number. */
static MshipStatus
read_weekday(Reader *r, int *weekday)
{
	size_t		start = r->at;
	size_t		length = take_word(r);
	const char *word = r->text + start;

	for (int d = 0; d < MSHIP_WEEKDAYS; d++)
	{
		if (same_word(word, length, weekday_names[d]) ||
			same_word(word, length, weekday_full_names[d]) ||
			(length == 1 && word[0] == '1' + d))
		{
			*weekday = d + 1;
			return MSHIP_OK;
		}
	}
	return fail_at(r, MSHIP_REASON_WEEKDAY, start, length);
}

/*
 * One slot by its name.  Faults are MSHIP_ERR_SYNTAX with the position in the
 * text given.
 */
MshipStatus
mship_slot_parse(const char *text, size_t length, int *slot, MshipFault *fault)
{
	for (int s = 0; s < MSHIP_SLOTS_A_DAY; s++)
	{
		if (same_word(text, length, slot_names[s]))
		{
			*slot = s;
			return MSHIP_OK;
		}
	}
	return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_SLOT, 0, length);
}

static MshipStatus
read_slot(Reader *r, int *slot)
{
	size_t		start = r->at;
	size_t		length = take_word(r);

	if (mship_slot_parse(r->text + start, length, slot, NULL) != MSHIP_OK)
		return fail_at(r, MSHIP_REASON_SLOT, start, length);
	return MSHIP_OK;
}

/* A weekday or a range of them; ranges do not wrap round the week. */
static MshipStatus
read_weekdays(Reader *r, int *first, int *last)
{
	size_t		start = r->at;
	MshipStatus status;

	status = read_weekday(r, first);
	if (status != MSHIP_OK)
		return status;
	*last = *first;
	skip_spaces(r);
	if (!next_is(r, '-'))
		return MSHIP_OK;
	r->at++;
	skip_spaces(r);
	status = read_weekday(r, last);
	if (status == MSHIP_OK && *last <= *first)
		status = fail_at(r, MSHIP_REASON_WEEKDAY_RANGE, start, r->at - start);
	return status;
}

/* A slot or a range of periods. */
static MshipStatus
read_slots(Reader *r, int *first, int *last)
{
	size_t		start = r->at;
	MshipStatus status;

	status = read_slot(r, first);
	if (status != MSHIP_OK)
		return status;
	*last = *first;
	skip_spaces(r);
	if (!next_is(r, '-'))
		return MSHIP_OK;
	r->at++;
	skip_spaces(r);
	status = read_slot(r, last);
	if (status == MSHIP_OK &&
		(*first < MSHIP_SLOT_PERIOD_FIRST || *last > MSHIP_SLOT_PERIOD_LAST ||
		 *last <= *first))
		status = fail_at(r, MSHIP_REASON_SLOT_RANGE, start, r->at - start);
	return status;
}

/* "Mon-Fri:P1-P3,lunch" */
static MshipStatus
read_group(Reader *r, MshipAvailability *a)
{
	int			first_day;
	int			last_day;
	MshipStatus status;

	status = read_weekdays(r, &first_day, &last_day);
	if (status != MSHIP_OK)
		return status;
	skip_spaces(r);
	if (!next_is(r, ':'))
		return fail_at(r, MSHIP_REASON_WEEKDAY_COLON, r->at,
					   r->at < r->length ? 1 : 0);
	do
	{
		int			first_slot;
		int			last_slot;

		r->at++;				/* the colon or comma */
		skip_spaces(r);
		status = read_slots(r, &first_slot, &last_slot);
		if (status != MSHIP_OK)
			return status;
		for (int d = first_day; d <= last_day; d++)
			for (int s = first_slot; s <= last_slot; s++)
				mship_availability_add(a, d, s);
		skip_spaces(r);
	} while (next_is(r, ','));
	return MSHIP_OK;
}

/*
 * Read a whole value.  Faults are MSHIP_ERR_SYNTAX with the byte range of the
 * part that is wrong; "a" is then untouched.
 */
MshipStatus
mship_availability_parse(const char *text, size_t length, MshipAvailability *a,
						 MshipFault *fault)
{
	Reader		r = {text, length, 0, fault};
	MshipAvailability result;

	mship_availability_clear(&result);
	skip_spaces(&r);
	if (length - r.at >= 4 && same_word(text + r.at, 4, "none"))
	{
		r.at += 4;
		skip_spaces(&r);
		if (r.at < length)
			return mship_fail(fault, MSHIP_ERR_SYNTAX,
							  MSHIP_REASON_TRAILING_TEXT, r.at, length - r.at);
	}
	while (r.at < length)
	{
		MshipStatus status = read_group(&r, &result);

		if (status != MSHIP_OK)
			return status;
	}
	*a = result;
	return MSHIP_OK;
}

static char *
put(char *to, const char *word)
{
	size_t		length = strlen(word);

	memcpy(to, word, length);
	return to + length;
}

/* The last period of the run of free periods that starts at "slot". */
static int
last_of_run(const MshipAvailability *a, int weekday, int slot)
{
	if (slot < MSHIP_SLOT_PERIOD_FIRST || slot > MSHIP_SLOT_PERIOD_LAST)
		return slot;
	while (slot < MSHIP_SLOT_PERIOD_LAST &&
		   mship_availability_has(a, weekday, slot + 1))
		slot++;
	return slot;
}

/*
 * Write the canonical text, at most MSHIP_AVAILABILITY_TEXT_MAX bytes, and
 * return its length.
 */
size_t
mship_availability_print(const MshipAvailability *a, char *text)
{
	char	   *to = text;

	for (int d = 1; d <= MSHIP_WEEKDAYS; d++)
	{
		const char *before = ":";

		for (int s = 0; s < MSHIP_SLOTS_A_DAY; s++)
		{
			int			last;

			if (!mship_availability_has(a, d, s))
				continue;
			if (*before == ':')
			{
				to = put(to, to > text ? " " : "");
				to = put(to, mship_weekday_name(d));
			}
			to = put(to, before);
			to = put(to, slot_names[s]);
			before = ",";
			last = last_of_run(a, d, s);
			if (last >= s + 2)
			{
				to = put(to, "-");
				to = put(to, slot_names[last]);
				s = last;
			}
		}
	}
	if (to == text)
		to = put(to, "none");
	return (size_t) (to - text);
}
