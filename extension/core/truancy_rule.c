/*
 * truancy_rule.c
 *		Truancy rules as values: what is valid, and the stored bytes.
 */
#include <string.h>

#include "core/truancy_rule.h"

static bool
in_range(uint32_t value, uint32_t least, uint32_t most)
{
	return value >= least && value <= most;
}

/* Is the window's length what this window takes? */
static bool
window_valid(const MshipTruancyClause *clause)
{
	switch (clause->window)
	{
		case MSHIP_TRUANCY_IN_RECORD:
		case MSHIP_TRUANCY_CONSECUTIVE:
		case MSHIP_TRUANCY_CALENDAR_MONTH:
			return clause->window_length == 0;
		case MSHIP_TRUANCY_CALENDAR_DAYS:
		case MSHIP_TRUANCY_SCHOOL_DAYS:
			return in_range(clause->window_length, 1, MSHIP_TRUANCY_MAX_COUNT);
		case MSHIP_TRUANCY_CALENDAR_MONTHS:
			return in_range(clause->window_length, 2, MSHIP_TRUANCY_MAX_MONTHS);
	}
	return false;
}

/*
 * Could the length of a day have been written, as hours with two decimals or
 * as whole minutes?
 */
static bool
day_valid(const MshipTruancyClause *clause)
{
	if (!mship_truancy_needs_day(clause->unit))
		return clause->day_ticks == 0;
	return in_range(clause->day_ticks, 1, 24 * MSHIP_TICKS_AN_HOUR) &&
		(clause->day_ticks % (MSHIP_TICKS_AN_HOUR / 100) == 0 ||
		 clause->day_ticks % MSHIP_TICKS_A_MINUTE == 0);
}

/* Could mship_truancy_parse() have made this? */
bool
mship_truancy_clause_valid(const MshipTruancyClause *clause)
{
	if (clause->unit > MSHIP_TRUANCY_OCCASIONS || !window_valid(clause) ||
		!day_valid(clause))
		return false;
	if (clause->kind == 0 || (clause->kind & MSHIP_KIND_UNCOUNTED) != 0)
		return false;
	if (clause->unit == MSHIP_TRUANCY_OCCASIONS ?
		clause->over_minutes > MSHIP_TRUANCY_MAX_OVER : clause->over_minutes != 0)
		return false;
	if (clause->unit == MSHIP_TRUANCY_HOURS)
		return in_range(clause->threshold, 1,
						(uint32_t) MSHIP_TRUANCY_MAX_HOURS * MSHIP_TICKS_AN_HOUR) &&
			clause->threshold % (MSHIP_TICKS_AN_HOUR / 100) == 0;
	return in_range(clause->threshold, 1, MSHIP_TRUANCY_MAX_COUNT);
}

static bool
same_clause(const MshipTruancyClause *a, const MshipTruancyClause *b)
{
	return a->threshold == b->threshold && a->kind == b->kind &&
		a->unit == b->unit && a->window == b->window &&
		a->window_length == b->window_length &&
		a->over_minutes == b->over_minutes && a->day_ticks == b->day_ticks;
}

/*
 * Join a clause to a rule; one that the rule has already says nothing new.
 * Fault: MSHIP_ERR_LIMIT.
 */
MshipStatus
mship_truancy_add(MshipTruancyRule *rule, const MshipTruancyClause *clause,
				  MshipFault *fault)
{
	for (int k = 0; k < rule->count; k++)
	{
		if (same_clause(&rule->clauses[k], clause))
			return MSHIP_OK;
	}
	if (rule->count == MSHIP_TRUANCY_MAX_CLAUSES)
		return mship_fail_value(fault, MSHIP_ERR_LIMIT,
								MSHIP_REASON_TRUANCY_CLAUSES,
								MSHIP_TRUANCY_MAX_CLAUSES + 1,
								MSHIP_TRUANCY_MAX_CLAUSES);
	rule->clauses[rule->count++] = *clause;
	return MSHIP_OK;
}

static uint8_t *
put16(uint8_t *to, uint32_t value)
{
	to[0] = (uint8_t) (value >> 8);
	to[1] = (uint8_t) value;
	return to + 2;
}

static uint16_t
get16(const uint8_t *from)
{
	return (uint16_t) (from[0] << 8 | from[1]);
}

/* Write at most MSHIP_TRUANCY_MAX_SIZE bytes and return their number. */
size_t
mship_truancy_write(const MshipTruancyRule *rule, uint8_t *bytes)
{
	uint8_t    *to = bytes;

	*to++ = MSHIP_TRUANCY_VERSION;
	*to++ = (uint8_t) rule->count;
	for (int k = 0; k < rule->count; k++)
	{
		const MshipTruancyClause *clause = &rule->clauses[k];

		to = put16(to, clause->threshold >> 16);
		to = put16(to, clause->threshold);
		to = put16(to, clause->kind);
		*to++ = clause->unit;
		*to++ = clause->window;
		to = put16(to, clause->window_length);
		to = put16(to, clause->over_minutes);
		to = put16(to, clause->day_ticks);
	}
	return (size_t) (to - bytes);
}

static void
read_clause(const uint8_t *from, MshipTruancyClause *clause)
{
	clause->threshold = (uint32_t) get16(from) << 16 | get16(from + 2);
	clause->kind = get16(from + 4);
	clause->unit = from[6];
	clause->window = from[7];
	clause->window_length = get16(from + 8);
	clause->over_minutes = get16(from + 10);
	clause->day_ticks = get16(from + 12);
}

/*
 * Read the stored or received bytes, trusting nothing: what comes out, the
 * parser could have made.  Fault: MSHIP_ERR_BINARY; "rule" is then untouched.
 */
MshipStatus
mship_truancy_read(const uint8_t *bytes, size_t length, MshipTruancyRule *rule,
				   MshipFault *fault)
{
	MshipTruancyRule result = {0};
	int			count;

	if (length < MSHIP_TRUANCY_HEADER)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	if (bytes[0] != MSHIP_TRUANCY_VERSION)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	count = bytes[1];
	if (count < 1 || count > MSHIP_TRUANCY_MAX_CLAUSES ||
		length != MSHIP_TRUANCY_HEADER + (size_t) count * MSHIP_TRUANCY_CLAUSE_SIZE)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	for (int k = 0; k < count; k++)
	{
		MshipTruancyClause clause;

		read_clause(bytes + MSHIP_TRUANCY_HEADER + k * MSHIP_TRUANCY_CLAUSE_SIZE, &clause);
		/* a repeated clause is left out by add(), and then counts as damage */
		if (!mship_truancy_clause_valid(&clause) ||
			mship_truancy_add(&result, &clause, NULL) != MSHIP_OK ||
			result.count != k + 1)
			return mship_fail(fault, MSHIP_ERR_BINARY,
							  MSHIP_REASON_BINARY_NOT_CANONICAL, 0, 0);
	}
	*rule = result;
	return MSHIP_OK;
}
