/*
 * report_fixture.h
 *		A district of extremes, made up in memory, for tests of the pages.
 *
 * School 1 has a mentor with forty students, names that are long or in many
 * scripts, and everything there is to say of them; school 2 has a student and
 * hardly anything; school 3 has no student in the programme and no mentor.
 */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "model/report_data.h"
#include "model/school_counts.h"

#define FIXTURE_MENTEES 44
#define FIXTURE_CASELOAD 40

enum
{
	MENTOR_OF_FORTY = 1001,
	MENTOR_OF_NOBODY = 1002,
	MENTOR_OF_ONE = 1003
};

enum
{
	SCHOOL_FULL = 1,
	SCHOOL_SPARSE = 2,
	SCHOOL_EMPTY = 3
};

static const char *const fixture_names[] = {
	"Maximiliana Alexandrina Konstantopoulou-Featherstonehaugh von und zu Hohenlohe-Schillingsf\xC3\xBCrst",
	"Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessen",
	"Ng\xC5\xA9", "Mar\xC3\xAD" "a Jos\xC3\xA9 de los \xC3\x81ngeles Fern\xC3\xA1ndez de C\xC3\xB3rdoba",
	"\xD0\x90\xD0\xBD\xD0\xB0\xD1\x81\xD1\x82\xD0\xB0\xD1\x81\xD0\xB8\xD1\x8F", "\xE6\x9D\x8E\xE5\xB0\x8F\xE9\xBE\x99",
	"\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF \xD8\xA7\xD9\x84\xD8\xAD\xD8\xB3\xD9\x86", "Ana", "Bo O'Neil", "Ch\xC3\xA2u Nguy\xE1\xBB\x85n",
};

/* Where the bytes of all marks are. */
typedef struct Fixture
{
	ReportData	data;
	Mentee		mentees[FIXTURE_MENTEES];
	uint8_t		marks[FIXTURE_MENTEES][400];
	uint8_t		last_year[FIXTURE_MENTEES][400];
	char		names[FIXTURE_MENTEES][160];
	Meeting		meetings[FIXTURE_MENTEES * 16];
	Referral	referrals[FIXTURE_MENTEES * 3];
	Mentor		mentors[4];
	School		schools[3];
	Helper		helpers[5];
	SchoolDay	school_days[400];
	Unmatched	unmatched[4];
	BandCount	bands[12];
	SchoolCounts counts[1];
	SchoolMonth months[7];
	Outcome		outcomes[3];
} Fixture;

static inline int64_t
fixture_day(const char *text)
{
	int32_t		day = 0;

	(void) date_parse_iso(text, &day);
	return day;
}

/* Is there school on the n-th day of the year? */
static inline bool
fixture_has_school(int64_t day, int64_t n)
{
	return date_iso_weekday(day) <= 5 && !(n >= 124 && n < 138) && n % 47 != 14 &&
		n != 182;
}

/* A year of marks from "first" on; student i stays away by a rule of his own. */
static inline Record
fixture_record(uint8_t *marks, int64_t first, int64_t last, int i)
{
	int64_t		day;

	for (day = first; day <= last; day++)
	{
		int			weekday = date_iso_weekday(day);
		int64_t		n = day - first;
		uint8_t		mark = DAY_PRESENT;

		if (!fixture_has_school(day, n))
			mark = DAY_NO_SCHOOL;
		else if ((n * 7 + i) % 31 == 3)
			mark = DAY_TARDY;
		else if ((n + i) % (7 + i % 11) == 0 || (weekday == 5 && (n / 7 + i) % 3 == 0))
			mark = n % 5 == 0 ? DAY_HALF_ABSENT : DAY_ABSENT;
		else if ((n + 2 * i) % 83 == 5)
			mark = i % 2 == 0 ? DAY_UNRECORDED : DAY_NOT_COUNTED;
		/* every fifth student has been away for the last days */
		if (i % 5 == 0 && last - day < 4 && mark == DAY_PRESENT)
			mark = DAY_ABSENT;
		marks[n] = mark;
	}
	return (Record) {(int32_t) first, (int32_t) (last - first + 1), marks};
}

/* The counts that a record comes to. */
static inline void
fixture_count(Mentee *mentee)
{
	const Record *record = &mentee->record;
	int64_t		enrolled = 0;
	int64_t		absent = 0;
	int32_t		i;

	for (i = 0; i < record->day_count; i++)
	{
		DayMark		mark = (DayMark) record->marks[i];
		int			weekday = date_iso_weekday(record->first_day + i) - 1;
		bool		counts = mark != DAY_NO_SCHOOL && mark != DAY_NOT_COUNTED &&
			mark != DAY_UNRECORDED;
		bool		missed = mark == DAY_ABSENT || mark == DAY_HALF_ABSENT;

		enrolled += counts;
		absent += missed;
		mentee->weekday_enrolled[weekday] += counts;
		mentee->weekday_absent[weekday] += missed;
		mentee->tardy_days += mark == DAY_TARDY;
		if (counts)
			mentee->current_absence = missed ? mentee->current_absence + 1 : 0;
		if (mentee->current_absence > mentee->longest_absence)
			mentee->longest_absence = mentee->current_absence;
	}
	mentee->enrolled_days = enrolled;
	mentee->absent_millionths = absent * MILLION;
	mentee->rate_millionths = enrolled == 0 ? UNKNOWN : absent * MILLION / enrolled;
	mentee->band = enrolled < 10 ? "not evaluable" :
		absent * 20 < enrolled ? "satisfactory" : absent * 10 < enrolled ? "at_risk" :
		absent * 5 < enrolled ? "moderate" : "severe";
}

static inline void
fixture_mentee(Fixture *f, int i)
{
	const Heading *heading = &f->data.heading;
	Mentee	   *mentee = &f->mentees[i];
	bool		paired = i < FIXTURE_CASELOAD;
	size_t		named = sizeof(fixture_names) / sizeof(fixture_names[0]);

	if ((size_t) i < named)
		snprintf(f->names[i], sizeof(f->names[i]), "%s", fixture_names[i]);
	else
		snprintf(f->names[i], sizeof(f->names[i]), "Student Number%d", i + 1);
	*mentee = (Mentee) {
		.student_id = 100 + i, .school_id = SCHOOL_FULL, .school_name = f->schools[0].name,
		.display_name = f->names[i], .grade_level = i % 15 == 14 ? UNKNOWN : i % 15 - 1,
		/* the longest pairs began three years ago */
		.nominated_on = i % 7 == 6 ? UNKNOWN : heading->first_day - 700 + i * 15,
		.pairing_id = paired ? 500 + i : UNKNOWN,
		.mentor_id = paired ? MENTOR_OF_FORTY : UNKNOWN,
		.mentor_name = paired ? f->mentors[0].display_name : NULL,
		.started_on = paired ? heading->first_day - 690 + i * 20 : UNKNOWN,
		.shared_slots = i % 9 == 8 ? NULL : "Mon:lunch Tue:before,P3 Thu:P5,lunch,after Fri:lunch",
		.traits = i % 4 == 3 ? NULL : "baking:2, chess, outgoing:-1, photography, soccer:0.5",
		.match_reason = paired ? "4 weekly times when both are free; both like chess and photography" : NULL,
		.meetings_this_month = paired ? i % 4 : UNKNOWN,
		.meetings_last_30_days = paired ? i % 5 : UNKNOWN,
		.last_met_on = paired && i % 6 != 5 ? heading->as_of - i : UNKNOWN,
		.days_without_contact = paired ? i : UNKNOWN,
		.continues = UNKNOWN, .goal_days = 8,
		.absent_last_year_millionths = UNKNOWN
	};
	mentee->record = fixture_record(f->marks[i], heading->first_day, heading->as_of, i);
	fixture_count(mentee);
	if (i % 3 != 2)
	{
		mentee->record_last_year = fixture_record(f->last_year[i], heading->first_day - 364,
												  heading->first_day - 70, i + 3);
		mentee->absent_last_year_millionths = 11 * MILLION + MILLION / 2;
	}
}

static inline void
fixture_log(Fixture *f)
{
	const Heading *heading = &f->data.heading;
	int			i;
	int			k;

	for (i = 0; i < FIXTURE_CASELOAD; i++)
	{
		for (k = 12; k >= 0; k--)
			if ((i + k) % 3 != 0)
				f->meetings[f->data.meeting_count++] = (Meeting) {
					.student_id = 100 + i, .met_on = heading->as_of - i % 9 - 14 * k,
					.slot = k % 2 == 0 ? "lunch" : "P3", .minutes = 20,
					.activity = k % 4 == 0 ? "Planned how to get to school on the days when the "
					"first bus is full, and whom to call then" : "Chess"
				};
		for (k = 0; k < i % 4; k++)
			f->referrals[f->data.referral_count++] = (Referral) {
				.referral_id = i * 4 + k, .school_id = SCHOOL_FULL, .student_id = 100 + i,
				.display_name = f->mentees[i].display_name,
				.referred_to = k == 1 ? "administrator" : "counsellor",
				.referred_on = heading->as_of - 10 * (3 - k),
				.status = k == 2 ? "closed" : k == 1 ? "in_progress" : "open"
			};
	}
}

/* A student of whom nothing is known yet. */
static inline void
fixture_newcomer(Fixture *f)
{
	f->mentees[FIXTURE_MENTEES - 1] = (Mentee) {
		.student_id = 100 + FIXTURE_MENTEES - 1, .school_id = SCHOOL_SPARSE,
		.school_name = f->schools[1].name, .display_name = "New Student",
		.grade_level = UNKNOWN, .nominated_on = UNKNOWN, .pairing_id = 900,
		.mentor_id = MENTOR_OF_ONE, .mentor_name = "Li",
		.started_on = f->data.heading.as_of, .meetings_this_month = 0,
		.meetings_last_30_days = 0, .last_met_on = UNKNOWN, .days_without_contact = 0,
		.enrolled_days = UNKNOWN, .absent_millionths = UNKNOWN, .rate_millionths = UNKNOWN,
		.longest_absence = UNKNOWN, .current_absence = UNKNOWN, .tardy_days = UNKNOWN,
		.continues = UNKNOWN, .goal_days = UNKNOWN,
		.absent_last_year_millionths = UNKNOWN
	};
}

/* Of the only school that has any; call it again after changing the bands. */
static inline void
fixture_close_counts(Fixture *f)
{
	f->counts[0] = school_counts(f->bands, 12, f->data.heading.smallest_count);
	f->data.counts = f->counts;
	f->data.counts_count = 1;
}

static inline void
fixture_school_counts(Fixture *f)
{
	static const char *const bands[] = {
		"satisfactory", "at_risk", "moderate", "severe"
	};
	int			i;

	for (i = 0; i < 12; i++)
		f->bands[i] = (BandCount) {
			SCHOOL_FULL, 6 + i / 4, bands[i % 4], i % 4 == 0 ? 180 : 60 - 15 * (i % 4) + i / 4
		};
	fixture_close_counts(f);
	for (i = 0; i < 7; i++)
		f->months[i] = (SchoolMonth) {
			.school_id = SCHOOL_FULL, .complete = i < 6,
			.month = date_from_civil(2025 + (7 + i) / 12, (7 + i) % 12 + 1, 1),
			.pairs = 40, .proficient = 25 + i, .developmental = 9, .needs_improvement = 6 - i,
			.promised = 80, .meetings = 70 + i
		};
	f->data.month_count = 7;
	f->outcomes[0] = (Outcome) {
		SCHOOL_FULL, 40, 31, 182000, 121000, -39000, -22000, -51000, 7000
	};
	f->outcomes[1] = (Outcome) {
		SCHOOL_SPARSE, 1, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN
	};
	f->data.outcome_count = 2;
}

static inline void
fixture_people(Fixture *f)
{
	const char *long_name = "The Reverend Doctor Martin Luther King, Jr. and Coretta Scott King "
		"Consolidated Middle School for the Arts and Sciences";
	const char *mentor = "Bartholomew Maximilian Abernathy-Wigglesworth III";
	int			i;

	f->schools[0] = (School) {
		.school_id = SCHOOL_FULL, .name = long_name, .enrolled = 670, .satisfactory = 540,
		.at_risk = 90, .moderate = 25, .severe = 10, .not_evaluable = 5,
		.nominated = FIXTURE_MENTEES - 1, .paired = FIXTURE_CASELOAD,
		.paired_30_days = FIXTURE_CASELOAD - 1, .promise_kept = 20,
		.without_contact = 12
	};
	f->schools[1] = (School) {
		.school_id = SCHOOL_SPARSE, .name = "Elm", .enrolled = 9, .not_evaluable = 9,
		.nominated = 1, .paired = 1
	};
	f->schools[2] = (School) {.school_id = SCHOOL_EMPTY, .name = "Birch Street School"};
	f->mentors[0] = (Mentor) {
		MENTOR_OF_FORTY, SCHOOL_FULL, long_name, mentor, "teacher",
		"Mathematics and computer science teacher, head of department", 50, UNKNOWN,
		FIXTURE_CASELOAD, 71
	};
	f->mentors[1] = (Mentor) {
		MENTOR_OF_NOBODY, SCHOOL_FULL, long_name, "Zo\xC3\xAB Ng", "aide", NULL, 2,
		fixture_day("2025-10-08"), 0, 0
	};
	f->mentors[2] = (Mentor) {
		MENTOR_OF_NOBODY, SCHOOL_SPARSE, "Elm", "Zo\xC3\xAB Ng", "aide", NULL, 2,
		fixture_day("2025-10-08"), 0, 0
	};
	f->mentors[3] = (Mentor) {
		MENTOR_OF_ONE, SCHOOL_SPARSE, "Elm", "Li", "custodian", NULL, 1,
		fixture_day("2026-01-21"), 1, 0
	};
	for (i = 0; i < 5; i++)
		f->helpers[i] = (Helper) {
			SCHOOL_FULL, 2000 + i, fixture_names[i],
			i == 0 ? "administrator" : "counsellor", i == 0 ? "Principal" : NULL
		};
	f->data.mentor_count = 4;
	f->data.school_count = 3;
	f->data.helper_count = 5;
}

/* The calendar of the school with students; the others have none. */
static inline void
fixture_calendar(Fixture *f)
{
	const Heading *heading = &f->data.heading;
	int64_t		day;

	for (day = heading->first_day; day <= heading->last_day; day++)
		if (fixture_has_school(day, day - heading->first_day))
			f->school_days[f->data.school_day_count++] = (SchoolDay) {SCHOOL_FULL, day};
	f->data.school_days = f->school_days;
}

static inline void
fixture_waiting(Fixture *f)
{
	static const char *const reasons[] = {
		"capacity: 4 mentees compete for 2 seats", "no shared slot", NULL
	};
	int			i;

	for (i = 0; i < 3; i++)
		f->unmatched[i] = (Unmatched) {
			SCHOOL_FULL, 100 + FIXTURE_CASELOAD + i,
			f->mentees[FIXTURE_CASELOAD + i].display_name, 7, f->data.heading.first_day + i,
			reasons[i]
		};
	f->data.unmatched_count = 3;
}

static inline void
fixture_fill(Fixture *f)
{
	int			i;

	memset(f, 0, sizeof(*f));
	f->data = (ReportData) {
		.heading = {
			.district_name = "Juniper Bend Unified School District",
			.meetings_per_month = 2, .no_contact_days = 15,
			.as_of = fixture_day("2026-02-12"), .school_year = "2025/26",
			.first_day = fixture_day("2025-08-18"), .last_day = fixture_day("2026-06-05"),
			.smallest_count = 10, .closed_on = fixture_day("2026-01-31"),
			.goal_share_millionths = 50000
		},
		.mentors = f->mentors, .mentees = f->mentees, .mentee_count = FIXTURE_MENTEES,
		.meetings = f->meetings, .referrals = f->referrals, .helpers = f->helpers,
		.schools = f->schools, .unmatched = f->unmatched,
		.months = f->months, .outcomes = f->outcomes
	};
	fixture_people(f);
	fixture_calendar(f);
	for (i = 0; i < FIXTURE_MENTEES - 1; i++)
		fixture_mentee(f, i);
	fixture_newcomer(f);
	fixture_log(f);
	fixture_waiting(f);
	fixture_school_counts(f);
}

#endif							/* REPORT_FIXTURE_H */
