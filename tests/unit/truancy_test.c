/*
 * truancy_test.c
 *		Truancy rules applied to records (core/truancy.c): worked cases of the
 *		states, and random records against a slow reckoning of our own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/truancy.h"

#define MAX_DAYS 1000

static uint8_t body[MSHIP_ATTENDANCE_HEADER + MAX_DAYS / 2 + MAX_DAYS * MSHIP_MINUTE_ENTRY];

static MshipAttendance
record_of(int32_t first_day, const MshipMark *marks, uint32_t count)
{
	MshipLayout layout = {first_day, count, mship_attendance_length(count, count)};
	MshipAttendance a;

	assert_in_range(layout.length, 0, sizeof(body));
	mship_attendance_lay_out(NULL, &layout, body);
	for (uint32_t k = 0; k < count; k++)
	{
		if (marks[k].status != MSHIP_NO_SCHOOL)
			mship_attendance_append(body, k, marks[k]);
	}
	assert_true(mship_attendance_view(body, layout.length, &a));
	return a;
}

static int32_t
day(const char *iso)
{
	char	   *end;
	long		y = strtol(iso, &end, 10);
	long		m = strtol(end + 1, &end, 10);
	long		d = strtol(end + 1, &end, 10);

	return mship_day_from_civil((int) y, (int) m, (int) d);
}

/* "2024-08-26:PPU(195/390).P"; "U*3" is UUU */
static MshipAttendance
record(const char *text)
{
	MshipMark	marks[MAX_DAYS];
	uint32_t	count = 0;

	for (const char *at = text + 11; *at != '\0';)
	{
		MshipMark	mark = {(uint8_t) mship_status_of_letter(*at++), 0, 0};
		long		times = 1;
		char	   *end;

		if (*at == '(')
		{
			mark.missed = (uint16_t) strtol(at + 1, &end, 10);
			mark.scheduled = (uint16_t) strtol(end + 1, &end, 10);
			at = end + 1;
		}
		else if (*at == '*')
		{
			times = strtol(at + 1, &end, 10);
			at = end;
		}
		while (times-- > 0)
			marks[count++] = mark;
	}
	return record_of(day(text), marks, count);
}

static MshipTruancyRule
rule_of(const char *text)
{
	MshipTruancyRule rule;

	if (mship_truancy_parse(text, strlen(text), &rule, NULL) != MSHIP_OK)
		fail_msg("cannot read \"%s\"", text);
	return rule;
}

/* 't', 'f' or '-' (not evaluable) */
static char
verdict(const char *text, const char *rule_text)
{
	MshipAttendance a = record(text);
	MshipTruancyRule rule = rule_of(rule_text);
	bool		truant;

	if (!mship_truancy_verdict(&a, &rule, &truant))
		return '-';
	return truant ? 't' : 'f';
}

#define expect_verdict(text, rule, c) \
	do { \
		char		got = verdict(text, rule); \
		if (got != (c)) \
			fail_msg("%s under %s: %c", text, rule, got); \
	} while (0)

/* More text behind what is there; the buffer must have room for it. */
static void __attribute__((format(printf, 3, 4)))
add(char *text, size_t size, const char *format,...)
{
	size_t		length = strlen(text);
	va_list		args;
	int			added;

	va_start(args, format);
	added = vsnprintf(text + length, size - length, format, args);
	va_end(args);
	assert_true(added >= 0 && (size_t) added < size - length);
}

static void
add_day(char *text, size_t size, int32_t number)
{
	int			y;
	int			m;
	int			d;

	mship_day_to_civil(number, &y, &m, &d);
	add(text, size, "%04d-%02d-%02d", y, m, d);
}

/* Each event as "clause first..reached amount". */
static void
expect_events(const char *text, const char *rule_text, const char *expected)
{
	MshipAttendance a = record(text);
	MshipTruancyRule rule = rule_of(rule_text);
	MshipTruancyEvents events;
	MshipTruancyEvent event;
	char		all[4096] = "";

	mship_truancy_start(&a, &rule, &events);
	while (mship_truancy_next(&events, &event))
	{
		MshipDecimal amount;
		char		digits[MSHIP_DECIMAL_TEXT_MAX + 1];

		add(all, sizeof(all), "%s%d ", all[0] ? "; " : "", event.clause + 1);
		add_day(all, sizeof(all), event.first_day);
		add(all, sizeof(all), "%s", "..");
		add_day(all, sizeof(all), event.reached_on);
		mship_truancy_amount(&rule.clauses[event.clause], event.amount, &amount);
		digits[mship_decimal_print(&amount, digits)] = '\0';
		add(all, sizeof(all), " %s", digits);
	}
	assert_string_equal(all, expected);
}

static void
florida(void **state)
{
	char		text[256];

	(void) state;
	/* the first on Tue 2024-09-03, the 15th on day 90 or on day 91 */
	snprintf(text, sizeof(text), "2024-09-03:U*14.%s", "*75U");	/* 14 days, 75 without school, day 90 */
	expect_verdict(text, "florida", 't');
	expect_events(text, "florida", "1 2024-09-03..2024-12-01 15");
	snprintf(text, sizeof(text), "2024-09-03:U*14.%s", "*76U");
	expect_verdict(text, "florida", 'f');
	/* 90 school days are more than 90 calendar days */
	expect_verdict(text, "15 unexcused days in 90 school days", 't');
	/* excused days, suspensions and half days are not counted */
	expect_verdict("2024-09-03:U*14E*20S*20u*10", "florida", 'f');
	/* a window need not begin with the record: 1 early, 14 later and 1 more */
	expect_events("2024-09-03:U.*60U*14U", "florida", "1 2024-09-03..2024-11-16 15");
	expect_events("2024-09-03:U.*80U*14U", "florida", "1 2024-11-23..2024-12-07 15");
}

static void
texas(void **state)
{
	(void) state;
	/* 3 parts of days in four weeks, which full days alone would miss */
	expect_verdict("2024-09-03:uP*12uP*13u", "3 unexcused parts in 28 calendar days", 't');
	expect_verdict("2024-09-03:uP*12uP*14u", "3 unexcused parts in 28 calendar days", 'f');
	expect_verdict("2024-09-03:uP*27uP*27u", "3 unexcused parts in 28 calendar days", 'f');
	expect_verdict("2024-09-03:uPPPPuPPPPu", "3 unexcused days in 28 calendar days", 'f');
	/* six months from 15 September end on 14 March */
	expect_events("2024-09-15:U*9P*171u", "texas", "1 2024-09-15..2025-03-14 10");
	expect_verdict("2024-09-15:U*9P*172u", "texas", 'f');
	/* from 31 August to the end of February, a leap year's and another's */
	expect_verdict("2023-08-31:U*9P*173u", "texas", 't');	/* 29 February */
	expect_verdict("2023-08-31:U*9P*174u", "texas", 'f');
	expect_verdict("2024-08-31:U*9P*172u", "texas", 't');	/* 28 February */
	expect_verdict("2024-08-31:U*9P*173u", "texas", 'f');
	expect_verdict("2024-08-28:U*9P*174u", "texas", 't');	/* 27 February */
	expect_verdict("2024-08-28:U*9P*175u", "texas", 'f');
	/* one district counts tardies, whose minutes nobody wrote down */
	expect_verdict("2024-09-03:TTTTTTTTTT", "10 UuT parts in 6 calendar months", 't');
	expect_verdict("2024-09-03:TTTTTTTTTT(0/390)", "10 UuT parts in 6 calendar months", 'f');
	expect_verdict("2024-09-03:TTTTTTTTTT(1/390)", "10 UuT parts in 6 calendar months", 't');
	expect_verdict("2024-09-03:P*20", "10 present parts in record", 'f');
}

static void
ohio(void **state)
{
	(void) state;
	expect_events("2024-09-02:UUUUU", "ohio", "1 2024-09-02..2024-09-06 32.5");
	expect_verdict("2024-09-02:UUUUu", "ohio", 'f');	/* 29.25 */
	expect_events("2024-09-02:UUUUU(240/390)", "ohio", "1 2024-09-02..2024-09-06 30");
	expect_verdict("2024-09-02:UUUUU(239/390)", "ohio", 'f');
	expect_events("2024-09-02:u(240/390)UUUU", "ohio", "1 2024-09-02..2024-09-06 30");
	/* neither a weekend nor an unrecorded or exempt day breaks it, presence does */
	expect_verdict("2024-09-05:UU..UUU", "ohio", 't');
	expect_verdict("2024-09-05:UU..X?UUU", "ohio", 't');
	expect_verdict("2024-09-05:UU..PUUU", "ohio", 'f');
	expect_verdict("2024-09-05:UU..TUUU", "30 UuT hours consecutive", 'f');
	/* in the middle of a run a student who was there for half a day breaks it */
	expect_verdict("2024-09-02:UUuUUPPUU", "30 unexcused hours consecutive", 'f');
	expect_events("2024-09-02:UUuUUU", "22 unexcused hours consecutive", "1 2024-09-04..2024-09-07 22.75");
	expect_events("2024-09-02:uuu", "6.5 unexcused hours consecutive", "1 2024-09-02..2024-09-03 6.5");
	expect_verdict("2024-09-02:uuuu", "6.51 unexcused hours consecutive", 'f');
	/* 72 hours on the 12th day, apart from each other and in three months */
	expect_events("2024-09-25:UPUPUPUPUPUPUPUPUPUPUPUPU", "72 unexcused hours in record",
				  "1 2024-09-25..2024-10-17 78");
	expect_events("2024-09-25:UPUPUPUPUPUPUPUPUPUPUPUPU", "ohio",
				  "2 2024-10-01..2024-10-13 45.5; 3 2024-09-25..2024-10-17 78");
	/* another length of the day */
	expect_verdict("2024-09-02:UUUUu", "30 unexcused hours consecutive at 6.66 hours a day", 'f');	/* 29.97 */
	expect_events("2024-09-02:UUUUu", "30 unexcused hours consecutive at 6.67 hours a day",
				  "1 2024-09-02..2024-09-06 30.015");
	expect_events("2024-09-02:UUU", "18.99 unexcused hours consecutive at 380 minutes a day",
				  "1 2024-09-02..2024-09-04 19");
	expect_events("2024-09-02:U(200/390)U(100/390)", "5 U hours in record", "1 2024-09-02..2024-09-03 5");
	expect_events("2024-09-02:U(200/390)U(110/390)", "5 U hours in record",
				  "1 2024-09-02..2024-09-03 5.166667");
}

static void
california(void **state)
{
	(void) state;
	expect_verdict("2024-09-02:UPUPT(31/390)", "california", 't');
	expect_verdict("2024-09-02:UPUPT(30/390)", "california", 'f');
	expect_verdict("2024-09-02:UPUPT", "california", 'f');
	expect_events("2024-09-02:UPUPU", "california",
				  "1 2024-09-02..2024-09-06 3; 2 2024-09-02..2024-09-06 3");
	expect_verdict("2024-09-02:EEEEE", "california", 'f');
	expect_verdict("2024-09-02:uuu", "california", 't');
	expect_verdict("2024-09-02:T(390/390)PT(31/31)", "2 tardy days in record", 't');
	expect_verdict("2024-09-02:T(389/390)PT(31/31)", "2 tardy days in record", 'f');
	/* half of a short day is not over 195 minutes */
	expect_verdict("2024-09-02:u", "1 u occasions over 195 minutes in record", 'f');
	expect_verdict("2024-09-02:u", "1 u occasions over 194 minutes in record", 't');
	expect_verdict("2024-09-02:u", "1 u occasions over 194 minutes in record at 6 hours a day", 'f');
}

static void
connecticut(void **state)
{
	static const char two_months[] = "2024-01-29:UU.*26UU";

	(void) state;
	expect_verdict(two_months, "connecticut", 'f');
	expect_events(two_months, "4 unexcused days in 30 calendar days", "1 2024-01-29..2024-02-27 4");
	expect_verdict(two_months, "4 unexcused days in 29 calendar days", 'f');
	expect_events("2024-01-31:UUUUU", "connecticut", "1 2024-02-01..2024-02-04 4");
	/* one event a month, and the record's */
	expect_events("2023-12-29:U*40", "connecticut",
				  "1 2024-01-01..2024-01-04 4; 2 2023-12-29..2024-01-07 10; 1 2024-02-01..2024-02-04 4");
	/* the same month of another year is another month */
	expect_verdict("2023-03-30:UU.*364UU", "4 unexcused days in calendar month", 'f');
}

static void
south_carolina(void **state)
{
	(void) state;
	expect_events("2024-09-05:UU..U", "south_carolina", "1 2024-09-05..2024-09-09 3");
	expect_verdict("2024-09-05:UE..UU", "south_carolina", 'f');
	expect_verdict("2024-09-05:uuuuuuuuu", "south_carolina", 'f');
	expect_verdict("2024-09-05:UUuUU", "south_carolina", 'f');
	expect_verdict("2024-09-05:UPUPUPUPU", "south_carolina", 't');
	expect_verdict("2024-09-05:SSSSSSEEEEE", "south_carolina", 'f');
	/* one event a run */
	expect_events("2024-09-02:UUUUPUUUPUUP", "3 unexcused days consecutive",
				  "1 2024-09-02..2024-09-04 3; 1 2024-09-07..2024-09-09 3");
	expect_events("2024-09-02:uTu.u", "2 u parts consecutive", "1 2024-09-04..2024-09-06 2");
}

static void
wisconsin(void **state)
{
	(void) state;
	expect_events("2024-09-02:uUuPuU", "wisconsin", "1 2024-09-02..2024-09-07 5");
	expect_verdict("2024-09-02:uUuPu", "wisconsin", 'f');
}

static void
begins_anew(void **state)
{
	(void) state;
	expect_events("2024-09-02:UUUUUUUU", "3 U days in 5 calendar days",
				  "1 2024-09-02..2024-09-04 3; 1 2024-09-05..2024-09-07 3");
	expect_events("2024-09-02:U??X..UPPU", "2 U days in 2 school days", "1 2024-09-02..2024-09-08 2");
	expect_verdict("2024-09-02:UPU", "2 U days in 2 school days", 'f');
	/* a partial day that completed one run does not begin another */
	expect_events("2024-09-02:UUuUU", "16 unexcused hours consecutive", "1 2024-09-02..2024-09-04 16.25");
	expect_events("2024-09-02:UUUuUU", "16 unexcused hours consecutive", "1 2024-09-02..2024-09-04 19.5");
}

static void
is_not_evaluable(void **state)
{
	MshipAttendance empty = record_of(0, NULL, 0);
	MshipTruancyRule rule = rule_of("ohio");
	bool		truant;

	(void) state;
	assert_false(mship_truancy_verdict(&empty, &rule, &truant));
	expect_verdict("2024-09-02:??X.?", "florida", '-');
	expect_verdict("2024-09-02:??X.P", "florida", 'f');
	expect_events("2024-09-02:??X.?", "wisconsin", "");
	expect_events("2024-09-02:P", "wisconsin", "");
}

/* The ends of the calendar are the ends of windows. */
static void
lives_at_the_ends(void **state)
{
	(void) state;
	expect_verdict("9999-12-31:U", "1 U days in 1200 calendar months", 't');
	expect_verdict("9999-12-30:UU", "2 U days in calendar month", 't');
	expect_verdict("9999-07-01:U*184", "184 U days in 6 calendar months", 't');
	expect_verdict("0001-01-01:U*31", "31 U days in calendar month", 't');
	expect_verdict("0001-01-01:U*32", "32 U days in calendar month", 'f');
	expect_verdict("9999-12-31:U", "1 U days in 36525 calendar days", 't');
}

/*
 * The slow reckoning: what each day adds is worked out from its words, and
 * every window is summed from scratch.
 */
typedef struct SlowDay
{
	int32_t		day;
	long		amount;
	bool		whole;
	int			y, m, d;
} SlowDay;

static int
slow_days(const MshipAttendance *a, const MshipTruancyClause *c, SlowDay *days)
{
	int			count = 0;

	for (uint32_t k = 0; k < a->day_count; k++)
	{
		MshipMark	mark = mship_attendance_mark(a, k);
		char		letter = mship_status_letter(mark.status);
		SlowDay    *s = &days[count];
		double		share;
		double		minutes;

		if (strchr(".?X", letter) != NULL)
			continue;
		share = strchr("EUS", letter) != NULL ? 1 : strchr("eu", letter) != NULL ? 0.5 : 0;
		minutes = share * c->day_ticks / 10.0;
		if (mark.scheduled != 0)
		{
			share = (double) mark.missed / mark.scheduled;
			minutes = mark.missed;
		}
		s->day = a->first_day + (int32_t) k;
		mship_day_to_civil(s->day, &s->y, &s->m, &s->d);
		s->whole = share == 1;
		s->amount = c->unit == MSHIP_TRUANCY_DAYS ? share == 1 :
			c->unit == MSHIP_TRUANCY_HOURS ? (long) (minutes * 10 + 0.5) :
			c->unit == MSHIP_TRUANCY_OCCASIONS ? minutes > c->over_minutes :
			share > 0 || (mark.scheduled == 0 && strchr("TL", letter) != NULL);
		if (!((c->kind >> mark.status) & 1))
			s->amount = 0;
		count++;
	}
	return count;
}

/* Is the i-th school day within the window that the j-th (j >= i) ends? */
static bool
slow_together(const MshipTruancyClause *c, const SlowDay *days, int i, int j)
{
	const SlowDay *x = &days[i];
	const SlowDay *y = &days[j];
	int			months = (y->y - x->y) * 12 + y->m - x->m;

	switch (c->window)
	{
		case MSHIP_TRUANCY_CALENDAR_DAYS:
			return y->day - x->day + 1 <= c->window_length;
		case MSHIP_TRUANCY_SCHOOL_DAYS:
			return j - i + 1 <= c->window_length;
		case MSHIP_TRUANCY_CALENDAR_MONTH:
			return months == 0;
		case MSHIP_TRUANCY_CALENDAR_MONTHS:
			return months < c->window_length ||
				(months == c->window_length && y->d < x->d);
		case MSHIP_TRUANCY_CONSECUTIVE:
			for (int k = i; k <= j; k++)
			{
				if (days[k].amount == 0)
					return false;
				if (c->unit == MSHIP_TRUANCY_HOURS && k > i && k < j && !days[k].whole)
					return false;
			}
			return true;
		default:
			return true;
	}
}

static int
slow_events(const MshipAttendance *a, const MshipTruancyClause *c, MshipTruancyEvent *events)
{
	static SlowDay days[MAX_DAYS];
	int			n = slow_days(a, c, days);
	int			count = 0;
	int			from = 0;		/* the first school day not used up */

	for (int j = 0; j < n; j++)
	{
		long		sum = 0;
		int			first = -1;

		for (int i = from; i <= j; i++)
		{
			if (!slow_together(c, days, i, j) || days[i].amount == 0)
				continue;
			if (first < 0)
				first = i;
			sum += days[i].amount;
		}
		if (j < from || days[j].amount == 0 || sum < (long) c->threshold)
			continue;
		events[count].first_day = days[first].day;
		events[count].reached_on = days[j].day;
		events[count++].amount = sum;
		/* what follows in the same record, month or run is used up as well */
		from = j + 1;
		if (c->window == MSHIP_TRUANCY_IN_RECORD || c->window == MSHIP_TRUANCY_CALENDAR_MONTH ||
			c->window == MSHIP_TRUANCY_CONSECUTIVE)
			while (from < n && slow_together(c, days, first, from))
				from++;
	}
	return count;
}

static unsigned long long seed = 20240903;

static unsigned
draw(unsigned below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned) (seed >> 33) % below;
}

static MshipAttendance
random_record(void)
{
	static const char *const mixes[] = {
		"PPPPPPPPPPPPUUuEeTLRISX??", "UUUUUUUuP", "PPPPPPPPPPPU", "UUUUUUUUUUUUUUUuT", "PUETuS"
	};
	static MshipMark marks[MAX_DAYS];
	const char *mix = mixes[draw(5)];
	uint32_t	count = 1 + draw(draw(4) ? 120 : MAX_DAYS);
	bool		minutes = draw(2);
	bool		weekends = draw(3);

	for (uint32_t k = 0; k < count; k++)
	{
		MshipMark	mark = {0, 0, 0};

		if (!weekends || k % 7 < 5)
			mark.status = (uint8_t) mship_status_of_letter(mix[draw((unsigned) strlen(mix))]);
		if (minutes && mark.status != 0 && draw(4) == 0)
		{
			mark.scheduled = (uint16_t) (draw(3) ? 390 : 1 + draw(1440));
			mark.missed = (uint16_t) (draw(3) ? draw(mark.scheduled + 1u) : mark.scheduled);
		}
		marks[k] = mark;
	}
	return record_of((int32_t) draw(20000) - 5000, marks, count);
}

static MshipTruancyClause
random_clause(void)
{
	static const char *const kinds[] = {"unexcused", "absent", "UuT", "U", "suspended", "TLu"};
	MshipTruancyClause c = {0};
	const char *kind = kinds[draw(6)];

	assert_int_equal(mship_kind_parse(kind, strlen(kind), &c.kind, NULL), MSHIP_OK);
	c.unit = (uint8_t) draw(4);
	c.window = (uint8_t) draw(6);
	c.threshold = c.unit == MSHIP_TRUANCY_HOURS ? 6 * (1 + draw(6000)) : 1 + draw(draw(2) ? 5 : 20);
	if (mship_truancy_needs_day(c.unit))
		c.day_ticks = (uint16_t) (draw(2) ? 3900 : draw(2) ? 6 * (1 + draw(2400)) : 10 * (1 + draw(1440)));
	if (c.unit == MSHIP_TRUANCY_OCCASIONS)
		c.over_minutes = (uint16_t) draw(draw(2) ? 60 : 600);
	if (c.window == MSHIP_TRUANCY_CALENDAR_MONTHS)
		c.window_length = (uint16_t) (2 + draw(7));
	else if (c.window == MSHIP_TRUANCY_CALENDAR_DAYS || c.window == MSHIP_TRUANCY_SCHOOL_DAYS)
		c.window_length = (uint16_t) (1 + draw(draw(2) ? 100 : 12));
	assert_true(mship_truancy_clause_valid(&c));
	return c;
}

static void
agrees_with_the_slow_reckoning(void **state)
{
	static MshipTruancyEvent expected[MAX_DAYS];
	long		found[6] = {0};
	long		none[6] = {0};

	(void) state;
	for (int round = 0; round < 12000; round++)
	{
		MshipAttendance a = random_record();
		MshipTruancyRule rule = {1, {random_clause()}};
		MshipTruancyEvents events;
		MshipTruancyEvent event;
		int			count = slow_events(&a, &rule.clauses[0], expected);
		int			k = 0;
		bool		truant = false;

		mship_truancy_start(&a, &rule, &events);
		while (mship_truancy_next(&events, &event))
		{
			if (k == count || event.clause != 0 ||
				event.first_day != expected[k].first_day ||
				event.reached_on != expected[k].reached_on ||
				event.amount != expected[k].amount)
			{
				char		text[MSHIP_TRUANCY_CLAUSE_TEXT_MAX + 1];

				text[mship_truancy_print_clause(&rule.clauses[0], text)] = '\0';
				fail_msg("round %d, %s, event %d: %d..%d %lld, expected %d..%d %lld of %d", round, text, k,
						 event.first_day, event.reached_on, (long long) event.amount,
						 expected[k].first_day, expected[k].reached_on,
						 (long long) expected[k].amount, count);
			}
			k++;
		}
		assert_int_equal(k, count);
		if (mship_truancy_verdict(&a, &rule, &truant))
			assert_int_equal(truant, count > 0);
		else
			assert_int_equal(count, 0);
		found[rule.clauses[0].window] += count;
		none[rule.clauses[0].window] += count == 0;
	}
	/* the test has seen both answers in every window */
	for (int w = 0; w < 6; w++)
	{
		assert_true(found[w] > 500);
		assert_true(none[w] > 200);
	}
}

/* Many clauses together give what each gives alone, in the order of days. */
static void
merges_clauses(void **state)
{
	(void) state;
	for (int round = 0; round < 500; round++)
	{
		MshipAttendance a = random_record();
		MshipTruancyRule rule = {0};
		MshipTruancyEvents events;
		MshipTruancyEvent event;
		MshipTruancyEvent before = {-1, INT32_MIN, INT32_MIN, 0};
		int			counts[MSHIP_TRUANCY_MAX_CLAUSES] = {0};

		for (int k = 0; k < 1 + round % MSHIP_TRUANCY_MAX_CLAUSES; k++)
		{
			MshipTruancyClause c = random_clause();

			assert_int_equal(mship_truancy_add(&rule, &c, NULL), MSHIP_OK);
		}
		mship_truancy_start(&a, &rule, &events);
		while (mship_truancy_next(&events, &event))
		{
			assert_true(before.reached_on < event.reached_on ||
						(before.reached_on == event.reached_on && before.clause < event.clause));
			before = event;
			counts[event.clause]++;
		}
		for (int k = 0; k < rule.count; k++)
		{
			static MshipTruancyEvent alone[MAX_DAYS];

			assert_int_equal(counts[k], slow_events(&a, &rule.clauses[k], alone));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(florida),
		cmocka_unit_test(texas),
		cmocka_unit_test(ohio),
		cmocka_unit_test(california),
		cmocka_unit_test(connecticut),
		cmocka_unit_test(south_carolina),
		cmocka_unit_test(wisconsin),
		cmocka_unit_test(begins_anew),
		cmocka_unit_test(is_not_evaluable),
		cmocka_unit_test(lives_at_the_ends),
		cmocka_unit_test(agrees_with_the_slow_reckoning),
		cmocka_unit_test(merges_clauses),
	};

	return cmocka_run_group_tests_name("truancy", tests, NULL, NULL);
}
