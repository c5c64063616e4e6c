/*
 * absence.c
 *		An absence rule applied to a student's record.
 *
 * A day's share missed is that of its minutes, or of its letter where there are
 * none (mship_mark_share).  Where a rule counts a group of days as absent that
 * the letter alone does not call so (in-school suspension, unrecorded, exempt),
 * a day without minutes is wholly absent.  Where it counts them as present or
 * leaves them out, minutes do not matter.
 */
#include "core/absence.h"

/* The group of a status that the rule speaks of, or -1. */
static int
group_of(int code)
{
	switch (code)
	{
		case MSHIP_SUSPENDED:
			return MSHIP_GROUP_SUSPENSION;
		case MSHIP_IN_SCHOOL_SUSPENSION:
			return MSHIP_GROUP_IN_SCHOOL_SUSPENSION;
		case MSHIP_UNRECORDED:
			return MSHIP_GROUP_UNRECORDED;
		case MSHIP_EXEMPT:
			return MSHIP_GROUP_EXEMPT;
		case MSHIP_EXCUSED:
		case MSHIP_HALF_EXCUSED:
			return MSHIP_GROUP_EXCUSED;
		default:
			return -1;
	}
}

/* What a day is of which this share was missed. */
static MshipDayClass
class_of_share(const MshipAttendanceRule *rule, uint32_t missed, uint32_t scheduled)
{
	switch (rule->partial)
	{
		case MSHIP_PARTIAL_HALF_OR_MORE:
			return 2 * missed >= scheduled ? MSHIP_DAY_ABSENT : MSHIP_DAY_PRESENT;
		case MSHIP_PARTIAL_MORE_THAN_HALF:
			return 2 * missed > scheduled ? MSHIP_DAY_ABSENT : MSHIP_DAY_PRESENT;
		default:
			return missed == 0 ? MSHIP_DAY_PRESENT :
				missed == scheduled ? MSHIP_DAY_ABSENT : MSHIP_DAY_HALF;
	}
}

/* Make a rule ready; it must live as long as the ruler. */
void
mship_absence_ruler(const MshipAttendanceRule *rule, MshipAbsenceRuler *ruler)
{
	ruler->rule = rule;
	ruler->enrolled = 0;
	ruler->by_minutes = 0;
	for (int code = 0; code < MSHIP_STATUS_CODES; code++)
	{
		MshipMark	mark = {(uint8_t) code, 0, 0};
		int			group = group_of(code);
		uint32_t	missed;
		uint32_t	scheduled;
		MshipDayClass class;

		mship_mark_share(mark, &missed, &scheduled);
		class = class_of_share(rule, missed, scheduled);
		if (code < MSHIP_STATUS_FIRST || code > MSHIP_STATUS_LAST ||
			(group >= 0 && rule->count[group] == MSHIP_COUNT_EXCLUDED))
			class = MSHIP_DAY_EXCLUDED;
		else if (group >= 0 && rule->count[group] == MSHIP_COUNT_PRESENT)
			class = MSHIP_DAY_PRESENT;
		else
		{
			ruler->by_minutes |= MSHIP_KIND_OF(code);
			if (group >= 0 && missed == 0)
				class = MSHIP_DAY_ABSENT;
		}
		if (class != MSHIP_DAY_EXCLUDED)
			ruler->enrolled |= MSHIP_KIND_OF(code);
		ruler->plain[code] = (uint8_t) class;
	}
}

/* Does the mark's share have to be summed as a fraction? */
static bool
is_part(const MshipAbsenceRuler *ruler, MshipMark mark)
{
	return mark.scheduled != 0 && mark.missed != 0 && mark.missed != mark.scheduled &&
		ruler->rule->partial == MSHIP_PARTIAL_FRACTION &&
		mship_kind_has(ruler->by_minutes, mark.status);
}

/*
 * A common denominator of all parts of days among the days with index from to
 * "to" (exclusive): 1 where the rule knows only whole days, else even, as half
 * days need it.
 */
void
mship_absence_denominator(const MshipAbsenceRuler *ruler, const MshipAttendance *a,
						  uint32_t from, uint32_t to, MshipExact *denominator)
{
	MshipMarkReader reader;
	MshipMark	mark;
	uint32_t	index;

	mship_exact_set(denominator, ruler->rule->partial == MSHIP_PARTIAL_FRACTION ? 2 : 1);
	if (ruler->rule->partial != MSHIP_PARTIAL_FRACTION || a->minute_count == 0)
		return;
	reader = mship_marks_from(a, from);
	while (mship_marks_next(&reader, &index, &mark) && index < to)
	{
		uint32_t	scheduled;
		uint32_t	rest;

		if (!is_part(ruler, mark))
			continue;
		scheduled = mark.scheduled / mship_gcd(mark.missed, mark.scheduled);
		rest = mship_exact_remainder(denominator, scheduled);
		mship_exact_multiply(denominator, scheduled / mship_gcd(scheduled, rest));
	}
}

void
mship_tally_clear(MshipAbsenceTally *tally)
{
	tally->enrolled = 0;
	tally->whole = 0;
	tally->halves = 0;
	mship_exact_set(&tally->parts, 0);
}

/* Add a day; the denominator is one of its record. */
void
mship_tally_add(MshipAbsenceTally *tally, const MshipAbsenceRuler *ruler,
				MshipMark mark, const MshipExact *denominator)
{
	MshipDayClass class = ruler->plain[mark.status & 15];

	if (class == MSHIP_DAY_EXCLUDED)
		return;
	tally->enrolled++;
	if (is_part(ruler, mark))
	{
		MshipExact	part;

		mship_exact_copy(&part, denominator);
		mship_exact_multiply(&part, mark.missed);
		(void) mship_exact_divide(&part, mark.scheduled);
		mship_exact_add(&tally->parts, &part);
		return;
	}
	if (mark.scheduled != 0 && mship_kind_has(ruler->by_minutes, mark.status))
		class = class_of_share(ruler->rule, mark.missed, mark.scheduled);
	tally->whole += class == MSHIP_DAY_ABSENT;
	tally->halves += class == MSHIP_DAY_HALF;
}

void
mship_tally_finish(const MshipAbsenceTally *tally, const MshipExact *denominator,
				   MshipAbsence *absence)
{
	MshipExact	halves;

	absence->enrolled = tally->enrolled;
	mship_exact_copy(&absence->denominator, denominator);
	mship_exact_copy(&absence->missed, denominator);
	mship_exact_multiply(&absence->missed, tally->whole);
	mship_exact_add(&absence->missed, &tally->parts);
	if (tally->halves > 0)
	{
		mship_exact_copy(&halves, denominator);
		(void) mship_exact_divide(&halves, 2);
		mship_exact_multiply(&halves, tally->halves);
		mship_exact_add(&absence->missed, &halves);
	}
}

/*
 * Where no day has minutes its code alone decides: three counts of at most
 * MSHIP_ATTENDANCE_MAX_DAYS add up in one word.
 */
static void
tally_codes(MshipAbsenceTally *tally, const MshipAbsenceRuler *ruler,
			const MshipAttendance *a)
{
	uint64_t	adds[MSHIP_STATUS_CODES];
	uint64_t	sum = 0;

	for (int code = 0; code < MSHIP_STATUS_CODES; code++)
	{
		MshipDayClass class = ruler->plain[code];

		adds[code] = (uint64_t) (class != MSHIP_DAY_EXCLUDED) |
			(uint64_t) (class == MSHIP_DAY_ABSENT) << 16 |
			(uint64_t) (class == MSHIP_DAY_HALF) << 32;
	}
	for (uint32_t k = 0; k < a->day_count / 2; k++)
		sum += adds[a->days[k] >> 4] + adds[a->days[k] & 15];
	if (a->day_count % 2)
		sum += adds[mship_attendance_code(a, a->day_count - 1)];
	tally->enrolled = sum & 0xffff;
	tally->whole = sum >> 16 & 0xffff;
	tally->halves = (uint32_t) (sum >> 32);
	mship_exact_set(&tally->parts, 0);
}

/* The whole record. */
void
mship_absence(const MshipAbsenceRuler *ruler, const MshipAttendance *a,
			  MshipAbsence *absence)
{
	MshipMarkReader reader = mship_marks_from(a, 0);
	MshipExact	denominator;
	MshipAbsenceTally tally;
	MshipMark	mark;
	uint32_t	index;

	mship_absence_denominator(ruler, a, 0, a->day_count, &denominator);
	if (a->minute_count == 0)
		tally_codes(&tally, ruler, a);
	else
	{
		mship_tally_clear(&tally);
		while (mship_marks_next(&reader, &index, &mark))
			mship_tally_add(&tally, ruler, mark, &denominator);
	}
	mship_tally_finish(&tally, &denominator, absence);
}

/* Compare absent days / enrolled days with threshold / denominator. */
static int
cmp_share(const MshipAbsence *absence, uint32_t threshold, uint32_t denominator)
{
	MshipExact	left;
	MshipExact	right;

	mship_exact_copy(&left, &absence->missed);
	mship_exact_multiply(&left, denominator);
	mship_exact_copy(&right, &absence->denominator);
	mship_exact_multiply(&right, absence->enrolled);
	mship_exact_multiply(&right, threshold);
	return mship_exact_cmp(&left, &right);
}

static bool
is_evaluable(const MshipAttendanceRule *rule, const MshipAbsence *absence)
{
	return absence->enrolled > 0 && absence->enrolled >= rule->min_days;
}

MshipVerdict
mship_absence_chronic(const MshipAttendanceRule *rule, const MshipAbsence *absence)
{
	int			order;

	if (!is_evaluable(rule, absence))
		return MSHIP_VERDICT_NOT_EVALUABLE;
	order = cmp_share(absence, rule->threshold, rule->denominator);
	return order > 0 || (order == 0 && rule->side == MSHIP_SIDE_INCLUSIVE) ?
		MSHIP_VERDICT_YES : MSHIP_VERDICT_NO;
}

/*
 * The bands of Attendance Works, as half-open intervals.
 */
MshipBand
mship_absence_band(const MshipAttendanceRule *rule, const MshipAbsence *absence)
{
	if (!is_evaluable(rule, absence))
		return MSHIP_BAND_NOT_EVALUABLE;
	if (cmp_share(absence, 1, 20) < 0)
		return MSHIP_BAND_SATISFACTORY;
	if (cmp_share(absence, 1, 10) < 0)
		return MSHIP_BAND_AT_RISK;
	if (cmp_share(absence, 1, 5) < 0)
		return MSHIP_BAND_MODERATE;
	return MSHIP_BAND_SEVERE;
}

const char *
mship_band_name(MshipBand band)
{
	static const char *const names[] = {
		"not evaluable", "satisfactory", "at_risk", "moderate", "severe"
	};

	return names[band];
}

uint32_t
mship_absence_rate(const MshipAbsence *absence)
{
	MshipExact	missed;
	MshipExact	enrolled;

	mship_exact_copy(&missed, &absence->missed);
	mship_exact_multiply(&missed, MSHIP_MILLION);
	mship_exact_copy(&enrolled, &absence->denominator);
	mship_exact_multiply(&enrolled, absence->enrolled);
	return mship_exact_round_quotient(&missed, &enrolled);
}

uint64_t
mship_absence_days(const MshipAbsence *absence)
{
	MshipExact	rest;
	MshipExact	product;
	uint32_t	whole = mship_exact_round_quotient(&absence->missed, &absence->denominator);

	mship_exact_copy(&product, &absence->denominator);
	mship_exact_multiply(&product, whole);
	if (mship_exact_cmp(&product, &absence->missed) > 0)
	{
		whole--;				/* rounded up */
		mship_exact_subtract(&product, &absence->denominator);
	}
	mship_exact_copy(&rest, &absence->missed);
	mship_exact_subtract(&rest, &product);
	mship_exact_multiply(&rest, MSHIP_MILLION);
	return (uint64_t) whole * MSHIP_MILLION +
		mship_exact_round_quotient(&rest, &absence->denominator);
}
