/*
 * attendance_rule_parse.c
 *		Text form of an absence rule:  edfacts; min_days=20
 *
 * The name of a preset, then key=value pairs that change it, separated by
 * semicolons or commas; without a name they change edfacts.  Letters may be of
 * any case, blanks stand anywhere between words, a key only once.  Output is
 * canonical: every key, in a fixed order.
 */
#include <string.h>

#include "core/attendance_rule.h"

/* The longest word that can mean anything, "in_school_suspension", is 20. */
#define WORD_MAX 24

typedef enum Key
{
	KEY_THRESHOLD,
	KEY_SIDE,
	KEY_MIN_DAYS,
	KEY_PARTIAL,
	KEY_FIRST_GROUP,
	KEYS = KEY_FIRST_GROUP + MSHIP_RULE_GROUPS
} Key;

static const char *const key_names[KEYS] = {
	"threshold", "side", "min_days", "partial", "suspension",
	"in_school_suspension", "unrecorded", "exempt", "excused"
};

static const char *const side_names[] = {"inclusive", "exclusive", NULL};
static const char *const partial_names[] = {
	"half_or_more", "more_than_half", "fraction", NULL
};
static const char *const count_names[] = {"absent", "present", "excluded", NULL};

/* The text being read and how far we are. */
typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	MshipFault *fault;
	bool		seen[KEYS];
} Reader;

/* A part of the text, and its letters in lower case if it is a short word. */
typedef struct Word
{
	size_t		start;
	size_t		length;
	char		folded[WORD_MAX + 1];
} Word;

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_separator(char c)
{
	return c == ';' || c == ',';
}

static void
skip_spaces(Reader *r)
{
	while (r->at < r->length && is_space(r->text[r->at]))
		r->at++;
}

static MshipStatus
fail_word(const Reader *r, MshipReason reason, const Word *word)
{
	if (word->start >= r->length)
		reason = MSHIP_REASON_UNEXPECTED_END;
	return mship_fail(r->fault, MSHIP_ERR_SYNTAX, reason, word->start, word->length);
}

/* What stands up to the next separator or equals sign, without blanks around. */
static void
take_word(Reader *r, Word *word)
{
	size_t		end;

	skip_spaces(r);
	word->start = r->at;
	while (r->at < r->length && !is_separator(r->text[r->at]) && r->text[r->at] != '=')
		r->at++;
	end = r->at;
	while (end > word->start && is_space(r->text[end - 1]))
		end--;
	word->length = end - word->start;
	memset(word->folded, 0, sizeof(word->folded));
	for (size_t k = 0; k < word->length && word->length <= WORD_MAX; k++)
	{
		char		c = r->text[word->start + k];

		word->folded[k] = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
	}
}

static int
find_name(const char *const *names, int count, const Word *word)
{
	for (int k = 0; k < count && names[k] != NULL; k++)
	{
		if (strlen(names[k]) == word->length &&
			memcmp(names[k], word->folded, word->length) == 0)
			return k;
	}
	return -1;
}

/* One of the names, as a number. */
static MshipStatus
read_choice(const Reader *r, const Word *word, const char *const *names, uint8_t *choice)
{
	int			found = find_name(names, KEYS, word);

	if (found < 0)
		return fail_word(r, MSHIP_REASON_RULE_VALUE, word);
	*choice = (uint8_t) found;
	return MSHIP_OK;
}

/* Digits from *at on; false if there is none or they make more than 10^9. */
static bool
read_digits(const char *text, size_t end, size_t *at, uint64_t *number, int *digits)
{
	size_t		start = *at;

	for (; *at < end && text[*at] >= '0' && text[*at] <= '9'; (*at)++)
	{
		*number = *number * 10 + (uint64_t) (text[*at] - '0');
		if (*number > 1000000000)
			return false;
	}
	*digits = (int) (*at - start);
	return *at > start;
}

/* 10%, 12.5% or 1/8 */
static MshipStatus
read_threshold(const Reader *r, const Word *word, MshipAttendanceRule *rule)
{
	size_t		at = word->start;
	size_t		end = word->start + word->length;
	uint64_t	threshold = 0;
	uint64_t	denominator = 0;
	int			digits;
	bool		good = read_digits(r->text, end, &at, &threshold, &digits);

	if (good && at < end && r->text[at] == '/')
	{
		at++;
		good = read_digits(r->text, end, &at, &denominator, &digits);
	}
	else
	{
		denominator = 100;
		if (good && at < end && r->text[at] == '.')
		{
			at++;
			good = read_digits(r->text, end, &at, &threshold, &digits) && digits <= 4;
			for (; good && digits > 0; digits--)
				denominator *= 10;
		}
		good = good && at < end && r->text[at++] == '%';
	}
	if (!good || at != end ||
		mship_rule_set_threshold(rule, threshold, denominator, NULL) != MSHIP_OK)
		return fail_word(r, MSHIP_REASON_RULE_THRESHOLD, word);
	return MSHIP_OK;
}

/* No minimum is a minimum of one day: nothing can be said of none. */
static MshipStatus
read_min_days(const Reader *r, const Word *word, MshipAttendanceRule *rule)
{
	size_t		at = word->start;
	uint64_t	days = 0;
	int			digits;

	if (!read_digits(r->text, at + word->length, &at, &days, &digits) ||
		at != word->start + word->length || days > MSHIP_RULE_MAX_MIN_DAYS)
		return fail_word(r, MSHIP_REASON_RULE_MIN_DAYS, word);
	rule->min_days = (uint16_t) (days == 0 ? 1 : days);
	return MSHIP_OK;
}

/* The value of a key; we are behind the equals sign. */
static MshipStatus
read_value(Reader *r, int key, MshipAttendanceRule *rule)
{
	Word		word;

	take_word(r, &word);
	switch (key)
	{
		case KEY_THRESHOLD:
			return read_threshold(r, &word, rule);
		case KEY_SIDE:
			return read_choice(r, &word, side_names, &rule->side);
		case KEY_MIN_DAYS:
			return read_min_days(r, &word, rule);
		case KEY_PARTIAL:
			return read_choice(r, &word, partial_names, &rule->partial);
		default:
			return read_choice(r, &word, count_names, &rule->count[key - KEY_FIRST_GROUP]);
	}
}

/* A preset, which only the first part can be, or key=value. */
static MshipStatus
read_part(Reader *r, bool first, MshipAttendanceRule *rule)
{
	Word		word;
	int			key;

	take_word(r, &word);
	if (first && mship_rule_preset(word.folded, word.length, rule))
		return MSHIP_OK;
	key = find_name(key_names, KEYS, &word);
	if (key < 0)
		return fail_word(r, MSHIP_REASON_RULE_KEY, &word);
	if (r->seen[key])
		return fail_word(r, MSHIP_REASON_RULE_KEY_TWICE, &word);
	r->seen[key] = true;
	if (r->at >= r->length || r->text[r->at] != '=')
		return fail_word(r, MSHIP_REASON_RULE_NO_VALUE, &word);
	r->at++;
	return read_value(r, key, rule);
}

/*
 * Read a whole rule.  Faults are MSHIP_ERR_SYNTAX with the byte range of the
 * part that is wrong; "rule" is then untouched.
 */
MshipStatus
mship_rule_parse(const char *text, size_t length, MshipAttendanceRule *rule,
				 MshipFault *fault)
{
	Reader		r = {text, length, 0, fault, {false}};
	MshipAttendanceRule result;
	bool		first = true;

	(void) mship_rule_preset("edfacts", 7, &result);
	for (;;)
	{
		MshipStatus status = read_part(&r, first, &result);

		if (status != MSHIP_OK)
			return status;
		if (r.at >= length)
			break;
		if (!is_separator(text[r.at]))
			return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAILING_TEXT,
							  r.at, length - r.at);
		r.at++;
		first = false;
	}
	*rule = result;
	return MSHIP_OK;
}

static char *
put(char *to, const char *word)
{
	size_t		length = strlen(word);

	memcpy(to, word, length);
	return to + length;
}

static char *
put_number(char *to, uint32_t number)
{
	char		digits[10];
	int			count = 0;

	do
	{
		digits[count++] = (char) ('0' + number % 10);
		number /= 10;
	} while (number > 0);
	while (count > 0)
		*to++ = digits[--count];
	return to;
}

/* As a percentage where four decimals hold it, else as a fraction. */
static char *
put_threshold(char *to, const MshipAttendanceRule *rule)
{
	uint32_t	rest;

	if (1000000 % rule->denominator != 0)
	{
		to = put_number(to, rule->threshold);
		to = put(to, "/");
		return put_number(to, rule->denominator);
	}
	rest = rule->threshold * (1000000 / rule->denominator);
	to = put_number(to, rest / 10000);
	rest %= 10000;
	if (rest > 0)
		*to++ = '.';
	for (; rest > 0; rest = rest * 10 % 10000)
		*to++ = (char) ('0' + rest / 1000);
	return put(to, "%");
}

/*
 * Write the canonical text, at most MSHIP_RULE_TEXT_MAX bytes, and return its
 * length.
 */
size_t
mship_rule_print(const MshipAttendanceRule *rule, char *text)
{
	char	   *to = text;

	for (int key = 0; key < KEYS; key++)
	{
		to = put(to, key > 0 ? "; " : "");
		to = put(to, key_names[key]);
		to = put(to, "=");
		if (key == KEY_THRESHOLD)
			to = put_threshold(to, rule);
		else if (key == KEY_SIDE)
			to = put(to, side_names[rule->side]);
		else if (key == KEY_MIN_DAYS)
			to = put_number(to, rule->min_days);
		else if (key == KEY_PARTIAL)
			to = put(to, partial_names[rule->partial]);
		else
			to = put(to, count_names[rule->count[key - KEY_FIRST_GROUP]]);
	}
	return (size_t) (to - text);
}
