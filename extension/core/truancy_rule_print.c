/*
 * truancy_rule_print.c
 *		Text form of truancy rules, written: always the plural, a kind by its
 *		name where it has one, the length of a day where it is not 6.5 hours.
 */
#include <string.h>

#include "core/decimal.h"
#include "core/truancy_rule.h"

static const char *const kind_names[] = {
	"absent", "unexcused", "excused", "suspended", "present", "tardy"
};

static char *
put(char *to, const char *word)
{
	size_t		length = strlen(word);

	memcpy(to, word, length);
	return to + length;
}

/* number / 10^scale */
static char *
put_number(char *to, int64_t number, int scale)
{
	MshipDecimal decimal;

	mship_decimal_from_fixed(number, scale, &decimal);
	return to + mship_decimal_print(&decimal, to);
}

/* Letters come in the order in which marks win over each other: "UuT". */
static char *
put_kind(char *to, MshipKind kind)
{
	for (size_t k = 0; k < sizeof(kind_names) / sizeof(kind_names[0]); k++)
	{
		MshipKind	named;

		if (mship_kind_parse(kind_names[k], strlen(kind_names[k]), &named,
							 NULL) == MSHIP_OK && named == kind)
			return put(to, kind_names[k]);
	}
	for (int code = MSHIP_STATUS_LAST; code >= MSHIP_STATUS_FIRST; code--)
	{
		if (mship_kind_has(kind, code))
			*to++ = mship_status_letter(code);
	}
	return to;
}

static char *
put_unit(char *to, const MshipTruancyClause *clause)
{
	switch (clause->unit)
	{
		case MSHIP_TRUANCY_DAYS:
			return put(to, "days");
		case MSHIP_TRUANCY_PARTS:
			return put(to, "parts");
		case MSHIP_TRUANCY_HOURS:
			return put(to, "hours");
		default:
			to = put(to, "occasions over ");
			to = put_number(to, clause->over_minutes, 0);
			return put(to, " minutes");
	}
}

static char *
put_window(char *to, const MshipTruancyClause *clause)
{
	switch (clause->window)
	{
		case MSHIP_TRUANCY_IN_RECORD:
			return put(to, "in record");
		case MSHIP_TRUANCY_CONSECUTIVE:
			return put(to, "consecutive");
		case MSHIP_TRUANCY_CALENDAR_MONTH:
			return put(to, "in calendar month");
		default:
			to = put(to, "in ");
			to = put_number(to, clause->window_length, 0);
			return put(to, clause->window == MSHIP_TRUANCY_SCHOOL_DAYS ? " school days" :
					   clause->window == MSHIP_TRUANCY_CALENDAR_DAYS ? " calendar days" :
					   " calendar months");
	}
}

static char *
put_day_length(char *to, const MshipTruancyClause *clause)
{
	if (!mship_truancy_needs_day(clause->unit) ||
		clause->day_ticks == MSHIP_TRUANCY_DAY_TICKS)
		return to;
	to = put(to, " at ");
	if (clause->day_ticks % (MSHIP_TICKS_AN_HOUR / 100) == 0)
	{
		to = put_number(to, clause->day_ticks / (MSHIP_TICKS_AN_HOUR / 100), 2);
		return put(to, " hours a day");
	}
	to = put_number(to, clause->day_ticks / MSHIP_TICKS_A_MINUTE, 0);
	return put(to, " minutes a day");
}

/*
 * Write the canonical text of a clause, at most MSHIP_TRUANCY_CLAUSE_TEXT_MAX
 * bytes, and return its length.
 */
size_t
mship_truancy_print_clause(const MshipTruancyClause *clause, char *text)
{
	char	   *to = text;

	if (clause->unit == MSHIP_TRUANCY_HOURS)
		to = put_number(to, clause->threshold / (MSHIP_TICKS_AN_HOUR / 100), 2);
	else
		to = put_number(to, clause->threshold, 0);
	*to++ = ' ';
	to = put_kind(to, clause->kind);
	*to++ = ' ';
	to = put_unit(to, clause);
	*to++ = ' ';
	to = put_window(to, clause);
	to = put_day_length(to, clause);
	return (size_t) (to - text);
}

/* The same for a rule, at most MSHIP_TRUANCY_TEXT_MAX bytes. */
size_t
mship_truancy_print(const MshipTruancyRule *rule, char *text)
{
	char	   *to = text;

	for (int k = 0; k < rule->count; k++)
	{
		if (k > 0)
			to = put(to, " or ");
		to += mship_truancy_print_clause(&rule->clauses[k], to);
	}
	return (size_t) (to - text);
}
