/*
 * truancy_rule_parse.c
 *		Text form of truancy rules, read:
 *
 *			15 unexcused days in 90 calendar days or 10 unexcused days in record
 *
 *		rule	 alternative { "or" alternative }
 *		alternative	 preset | clause
 *		clause	 count kind unit window [ "at" number ( "hours" | "minutes" ) "a" "day" ]
 *		unit	 "days" | "parts" | "hours" | "occasions" "over" minutes "minutes"
 *		window	 "consecutive" | "in" "record" | "in" "calendar" "month"
 *				 | "in" n ( "calendar" | "school" ) "days"
 *				 | "in" n "calendar" "months"
 *
 * Words are separated by blanks and read in any case, in the singular as well;
 * only a set of attendance letters is read as it stands.  A preset stands for
 * its clauses: the value does not remember the name.
 */
#include <string.h>

#include "core/decimal.h"
#include "core/truancy_rule.h"

/* Our word on what an authority says; docs/truancy.md has the reasons. */
static const struct
{
	const char *name;
	const char *clauses;
}			presets[] = {
	{"florida", "15 unexcused days in 90 calendar days"},
	{"texas", "10 unexcused parts in 6 calendar months"},
	{"ohio", "30 unexcused hours consecutive or "
		"42 unexcused hours in calendar month or "
	"72 unexcused hours in record"},
	{"california", "3 unexcused days in record or "
	"3 UuT occasions over 30 minutes in record"},
	{"connecticut", "4 unexcused days in calendar month or "
	"10 unexcused days in record"},
	{"south_carolina", "3 unexcused days consecutive or "
	"5 unexcused days in record"},
	{"wisconsin", "5 unexcused parts in record"},
};

/* The text being read and the word we are at, of length 0 at the end. */
typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	size_t		word_length;
	MshipFault *fault;
} Reader;

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Find the word that starts at "from" or after. */
static void
find_word(Reader *r, size_t from)
{
	size_t		end;

	while (from < r->length && is_space(r->text[from]))
		from++;
	end = from;
	while (end < r->length && !is_space(r->text[end]))
		end++;
	r->at = from;
	r->word_length = end - from;
}

static void
next_word(Reader *r)
{
	find_word(r, r->at + r->word_length);
}

static bool
at_end(const Reader *r)
{
	return r->word_length == 0;
}

/* Is our word this one?  In any case; "-" is read as "_". */
static bool
word_is(const Reader *r, const char *word)
{
	if (strlen(word) != r->word_length)
		return false;
	for (size_t k = 0; k < r->word_length; k++)
	{
		char		c = r->text[r->at + k];

		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		if ((c == '-' ? '_' : c) != word[k])
			return false;
	}
	return true;
}

/* Go past either of two words, the other one being the singular. */
static bool
accept(Reader *r, const char *plural, const char *singular)
{
	if (!word_is(r, plural) && !(singular != NULL && word_is(r, singular)))
		return false;
	next_word(r);
	return true;
}

/* Only a number starts so; "abc" is then not complained of as one. */
static bool
starts_number(const Reader *r)
{
	char		c = at_end(r) ? '\0' : r->text[r->at];

	return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

/* The word we are at is wrong. */
static MshipStatus
fail_here(const Reader *r, MshipReason reason)
{
	return mship_fail(r->fault, MSHIP_ERR_SYNTAX,
					  at_end(r) ? MSHIP_REASON_UNEXPECTED_END : reason,
					  r->at, r->word_length);
}

/* A number with at most "scale" decimals, as an integer of so many decimals. */
static MshipStatus
read_number(Reader *r, int scale, int64_t least, int64_t most,
			MshipReason reason, int64_t *number)
{
	MshipDecimal decimal;
	size_t		taken;
	int64_t		fixed;

	if (mship_decimal_parse(r->text + r->at, r->word_length, &decimal, &taken,
							NULL) != MSHIP_OK ||
		taken != r->word_length ||
		!mship_decimal_to_fixed(&decimal, scale, most, &fixed) || fixed < least)
		return fail_here(r, reason);
	next_word(r);
	*number = fixed;
	return MSHIP_OK;
}

/* "unexcused", "UuT" */
static MshipStatus
read_kind(Reader *r, MshipKind *kind)
{
	if (at_end(r) ||
		mship_kind_parse(r->text + r->at, r->word_length, kind, NULL) != MSHIP_OK)
		return fail_here(r, MSHIP_REASON_KIND);
	next_word(r);
	return MSHIP_OK;
}

/* "days", "occasions over 30 minutes" */
static MshipStatus
read_unit(Reader *r, MshipTruancyClause *clause)
{
	MshipStatus status;
	int64_t		minutes;

	if (accept(r, "days", "day"))
		clause->unit = MSHIP_TRUANCY_DAYS;
	else if (accept(r, "parts", "part"))
		clause->unit = MSHIP_TRUANCY_PARTS;
	else if (accept(r, "hours", "hour"))
		clause->unit = MSHIP_TRUANCY_HOURS;
	else if (accept(r, "occasions", "occasion"))
	{
		clause->unit = MSHIP_TRUANCY_OCCASIONS;
		if (!accept(r, "over", NULL))
			return fail_here(r, MSHIP_REASON_TRUANCY_UNIT);
		status = read_number(r, 0, 0, MSHIP_TRUANCY_MAX_OVER,
							 MSHIP_REASON_TRUANCY_OVER, &minutes);
		if (status != MSHIP_OK)
			return status;
		clause->over_minutes = (uint16_t) minutes;
		if (!accept(r, "minutes", "minute"))
			return fail_here(r, MSHIP_REASON_TRUANCY_UNIT);
	}
	else
		return fail_here(r, MSHIP_REASON_TRUANCY_UNIT);
	return MSHIP_OK;
}

/*
 * What follows a number after "in".  One calendar month is refused: it might
 * mean a month of the calendar or one from any day on.
 */
static MshipStatus
read_long_window(Reader *r, MshipTruancyClause *clause)
{
	Reader		number = *r;
	MshipStatus status;
	int64_t		length;

	status = read_number(r, 0, 1, MSHIP_TRUANCY_MAX_COUNT,
						 MSHIP_REASON_TRUANCY_LENGTH, &length);
	if (status != MSHIP_OK)
		return status;
	clause->window_length = (uint16_t) length;
	if (accept(r, "school", NULL))
		clause->window = MSHIP_TRUANCY_SCHOOL_DAYS;
	else if (accept(r, "calendar", NULL))
		clause->window = word_is(r, "months") || word_is(r, "month") ?
			MSHIP_TRUANCY_CALENDAR_MONTHS : MSHIP_TRUANCY_CALENDAR_DAYS;
	else
		return fail_here(r, MSHIP_REASON_TRUANCY_WINDOW);
	if (clause->window == MSHIP_TRUANCY_CALENDAR_MONTHS)
	{
		if (length < 2 || length > MSHIP_TRUANCY_MAX_MONTHS)
			return fail_here(&number, MSHIP_REASON_TRUANCY_MONTHS);
		next_word(r);
	}
	else if (!accept(r, "days", "day"))
		return fail_here(r, MSHIP_REASON_TRUANCY_WINDOW);
	return MSHIP_OK;
}

/* "consecutive", "in 90 calendar days" */
static MshipStatus
read_window(Reader *r, MshipTruancyClause *clause)
{
	if (accept(r, "consecutive", NULL))
	{
		clause->window = MSHIP_TRUANCY_CONSECUTIVE;
		return MSHIP_OK;
	}
	if (!accept(r, "in", NULL))
		return fail_here(r, MSHIP_REASON_TRUANCY_WINDOW);
	if (accept(r, "record", NULL))
	{
		clause->window = MSHIP_TRUANCY_IN_RECORD;
		return MSHIP_OK;
	}
	if (accept(r, "calendar", NULL))
	{
		clause->window = MSHIP_TRUANCY_CALENDAR_MONTH;
		return accept(r, "month", NULL) ? MSHIP_OK :
			fail_here(r, MSHIP_REASON_TRUANCY_WINDOW);
	}
	if (!starts_number(r))
		return fail_here(r, MSHIP_REASON_TRUANCY_WINDOW);
	return read_long_window(r, clause);
}

/* "at 6.5 hours a day", "at 380 minutes a day", or nothing */
static MshipStatus
read_day_length(Reader *r, MshipTruancyClause *clause)
{
	Reader		start = *r;
	Reader		number;
	int64_t		length;
	bool		hours;
	MshipStatus status;

	clause->day_ticks = mship_truancy_needs_day(clause->unit) ?
		MSHIP_TRUANCY_DAY_TICKS : 0;
	if (!accept(r, "at", NULL))
		return MSHIP_OK;
	if (clause->day_ticks == 0)
		return fail_here(&start, MSHIP_REASON_TRUANCY_NO_HOURS);
	number = *r;
	status = read_number(r, 2, 1, 24 * 60 * 100, MSHIP_REASON_TRUANCY_DAY, &length);
	if (status != MSHIP_OK)
		return status;
	hours = accept(r, "hours", "hour");
	if (!hours && !accept(r, "minutes", "minute"))
		return fail_here(r, MSHIP_REASON_TRUANCY_DAY);
	if (hours ? length > 24 * 100 : length % 100 != 0)
		return fail_here(&number, MSHIP_REASON_TRUANCY_DAY);
	clause->day_ticks = (uint16_t) (hours ? length * (MSHIP_TICKS_AN_HOUR / 100) :
									length / 100 * MSHIP_TICKS_A_MINUTE);
	if (!accept(r, "a", NULL) || !accept(r, "day", NULL))
		return fail_here(r, MSHIP_REASON_TRUANCY_DAY);
	return MSHIP_OK;
}

/* The count, once the unit is known: hours may have decimals. */
static MshipStatus
read_count(Reader *r, MshipTruancyClause *clause)
{
	MshipStatus status;
	int64_t		count;

	if (clause->unit == MSHIP_TRUANCY_HOURS)
	{
		status = read_number(r, 2, 1, (int64_t) MSHIP_TRUANCY_MAX_HOURS * 100,
							 MSHIP_REASON_TRUANCY_HOURS, &count);
		count *= MSHIP_TICKS_AN_HOUR / 100;
	}
	else
		status = read_number(r, 0, 1, MSHIP_TRUANCY_MAX_COUNT,
							 MSHIP_REASON_TRUANCY_COUNT, &count);
	if (status == MSHIP_OK)
		clause->threshold = (uint32_t) count;
	return status;
}

/* "15 unexcused days in 90 calendar days" */
static MshipStatus
read_clause(Reader *r, MshipTruancyClause *clause)
{
	Reader		count = *r;
	MshipStatus status;

	if (!starts_number(r))
		return fail_here(r, MSHIP_REASON_TRUANCY_START);
	memset(clause, 0, sizeof(*clause));
	next_word(r);
	status = read_kind(r, &clause->kind);
	if (status == MSHIP_OK)
		status = read_unit(r, clause);
	if (status == MSHIP_OK)
		status = read_count(&count, clause);
	if (status == MSHIP_OK)
		status = read_window(r, clause);
	if (status == MSHIP_OK)
		status = read_day_length(r, clause);
	return status;
}

/* The clauses of the preset we are at, or NULL. */
static const char *
preset_here(const Reader *r)
{
	for (size_t k = 0; k < sizeof(presets) / sizeof(presets[0]); k++)
	{
		if (word_is(r, presets[k].name))
			return presets[k].clauses;
	}
	return NULL;
}

/* Clauses joined by "or"; a preset among them reads its own, which have none. */
static MshipStatus
read_rule(Reader *r, MshipTruancyRule *rule, bool allow_presets)
{
	for (;;)
	{
		const char *preset = allow_presets ? preset_here(r) : NULL;
		MshipStatus status;

		if (preset != NULL)
		{
			Reader		inner = {preset, strlen(preset), 0, 0, r->fault};

			next_word(r);
			find_word(&inner, 0);
			status = read_rule(&inner, rule, false);
		}
		else
		{
			MshipTruancyClause clause;

			status = read_clause(r, &clause);
			if (status == MSHIP_OK)
				status = mship_truancy_add(rule, &clause, r->fault);
		}
		if (status != MSHIP_OK || at_end(r))
			return status;
		if (!accept(r, "or", NULL))
			return fail_here(r, MSHIP_REASON_TRUANCY_OR);
	}
}

/*
 * Read a whole rule.  Faults: MSHIP_ERR_SYNTAX with the byte range of the word
 * that is wrong, MSHIP_ERR_LIMIT for too many clauses; "rule" is then
 * untouched.
 */
MshipStatus
mship_truancy_parse(const char *text, size_t length, MshipTruancyRule *rule,
					MshipFault *fault)
{
	Reader		r = {text, length, 0, 0, fault};
	MshipTruancyRule result = {0};
	MshipStatus status;

	find_word(&r, 0);
	status = read_rule(&r, &result, true);
	if (status == MSHIP_OK)
		*rule = result;
	return status;
}
