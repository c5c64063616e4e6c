/*
 * ops.c
 *		The named operations: a query each, bound to the model.
 */
#include "db/ops.h"

#include <string.h>

#include "common/log.h"
#include "db/bind.h"
#include "model/record.h"

#define MEMBER(type, name, kind, nullable) \
	{#name, kind, offsetof(type, name), nullable}
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char heading_sql[] =
#include "queries/heading.inc"
;
static const char versions_sql[] =
#include "queries/versions.inc"
;
static const char mentors_sql[] =
#include "queries/mentors.inc"
;
static const char mentees_sql[] =
#include "queries/mentees.inc"
;
static const char weekdays_sql[] =
#include "queries/weekdays.inc"
;
static const char meetings_sql[] =
#include "queries/meetings.inc"
;
static const char referrals_sql[] =
#include "queries/referrals.inc"
;
static const char helpers_sql[] =
#include "queries/helpers.inc"
;
static const char schools_sql[] =
#include "queries/schools.inc"
;
static const char bands_sql[] =
#include "queries/bands.inc"
;
static const char months_sql[] =
#include "queries/months.inc"
;
static const char outcomes_sql[] =
#include "queries/outcomes.inc"
;
static const char unmatched_sql[] =
#include "queries/unmatched.inc"
;

static const Column heading_columns[] = {
	MEMBER(Heading, district_name, COLUMN_TEXT, false),
	MEMBER(Heading, meetings_per_month, COLUMN_INTEGER, false),
	MEMBER(Heading, no_contact_days, COLUMN_INTEGER, false),
	MEMBER(Heading, as_of, COLUMN_DATE, false),
	MEMBER(Heading, school_year, COLUMN_TEXT, true),
	MEMBER(Heading, first_day, COLUMN_DATE, true),
	MEMBER(Heading, last_day, COLUMN_DATE, true),
	MEMBER(Heading, smallest_count, COLUMN_INTEGER, false),
	MEMBER(Heading, closed_on, COLUMN_DATE, true),
};

static const Column mentor_columns[] = {
	MEMBER(Mentor, mentor_id, COLUMN_INTEGER, false),
	MEMBER(Mentor, school_id, COLUMN_INTEGER, false),
	MEMBER(Mentor, school_name, COLUMN_TEXT, false),
	MEMBER(Mentor, display_name, COLUMN_TEXT, false),
	MEMBER(Mentor, role, COLUMN_TEXT, false),
	MEMBER(Mentor, title, COLUMN_TEXT, true),
	MEMBER(Mentor, capacity, COLUMN_INTEGER, false),
	MEMBER(Mentor, trained_on, COLUMN_DATE, true),
	MEMBER(Mentor, mentees, COLUMN_INTEGER, false),
	MEMBER(Mentor, meetings_last_30_days, COLUMN_INTEGER, false),
};

static const Column mentee_columns[] = {
	MEMBER(Mentee, student_id, COLUMN_INTEGER, false),
	MEMBER(Mentee, school_id, COLUMN_INTEGER, false),
	MEMBER(Mentee, school_name, COLUMN_TEXT, false),
	MEMBER(Mentee, display_name, COLUMN_TEXT, false),
	MEMBER(Mentee, grade_level, COLUMN_INTEGER, true),
	MEMBER(Mentee, nominated_on, COLUMN_DATE, true),
	MEMBER(Mentee, pairing_id, COLUMN_INTEGER, true),
	MEMBER(Mentee, mentor_id, COLUMN_INTEGER, true),
	MEMBER(Mentee, mentor_name, COLUMN_TEXT, true),
	MEMBER(Mentee, started_on, COLUMN_DATE, true),
	MEMBER(Mentee, shared_slots, COLUMN_TEXT, true),
	MEMBER(Mentee, traits, COLUMN_TEXT, true),
	MEMBER(Mentee, match_reason, COLUMN_TEXT, true),
	MEMBER(Mentee, meetings_this_month, COLUMN_INTEGER, true),
	MEMBER(Mentee, meetings_last_30_days, COLUMN_INTEGER, true),
	MEMBER(Mentee, last_met_on, COLUMN_DATE, true),
	MEMBER(Mentee, days_without_contact, COLUMN_INTEGER, true),
	{"record", COLUMN_TEXT, offsetof(Mentee, record_text), true},
	MEMBER(Mentee, enrolled_days, COLUMN_INTEGER, true),
	{"absent_days", COLUMN_MILLIONTHS, offsetof(Mentee, absent_millionths), true},
	{"rate", COLUMN_MILLIONTHS, offsetof(Mentee, rate_millionths), true},
	MEMBER(Mentee, band, COLUMN_TEXT, true),
	MEMBER(Mentee, longest_absence, COLUMN_INTEGER, true),
	MEMBER(Mentee, current_absence, COLUMN_INTEGER, true),
	MEMBER(Mentee, tardy_days, COLUMN_INTEGER, true),
	MEMBER(Mentee, goal_days, COLUMN_INTEGER, true),
	MEMBER(Mentee, next_school_day, COLUMN_DATE, true),
	MEMBER(Mentee, following_school_day, COLUMN_DATE, true),
	{"absent_days_last_year", COLUMN_MILLIONTHS,
	offsetof(Mentee, absent_last_year_millionths), true},
	{"record_last_year", COLUMN_TEXT, offsetof(Mentee, record_last_year_text), true},
};

/* Only read on the way into Mentee. */
typedef struct WeekdayRow
{
	int64_t		student_id;
	int64_t		weekday;
	int64_t		enrolled_days;
	int64_t		absent_days;
} WeekdayRow;

static const Column weekday_columns[] = {
	MEMBER(WeekdayRow, student_id, COLUMN_INTEGER, false),
	MEMBER(WeekdayRow, weekday, COLUMN_INTEGER, false),
	MEMBER(WeekdayRow, enrolled_days, COLUMN_INTEGER, false),
	MEMBER(WeekdayRow, absent_days, COLUMN_INTEGER, false),
};

static const Column meeting_columns[] = {
	MEMBER(Meeting, student_id, COLUMN_INTEGER, false),
	MEMBER(Meeting, met_on, COLUMN_DATE, false),
	MEMBER(Meeting, slot, COLUMN_TEXT, false),
	MEMBER(Meeting, minutes, COLUMN_INTEGER, true),
	MEMBER(Meeting, activity, COLUMN_TEXT, true),
};

static const Column referral_columns[] = {
	MEMBER(Referral, referral_id, COLUMN_INTEGER, false),
	MEMBER(Referral, school_id, COLUMN_INTEGER, false),
	MEMBER(Referral, student_id, COLUMN_INTEGER, false),
	MEMBER(Referral, display_name, COLUMN_TEXT, false),
	MEMBER(Referral, referred_to, COLUMN_TEXT, false),
	MEMBER(Referral, referred_on, COLUMN_DATE, false),
	MEMBER(Referral, need, COLUMN_TEXT, false),
	MEMBER(Referral, status, COLUMN_TEXT, false),
};

static const Column helper_columns[] = {
	MEMBER(Helper, school_id, COLUMN_INTEGER, false),
	MEMBER(Helper, display_name, COLUMN_TEXT, false),
	MEMBER(Helper, role, COLUMN_TEXT, false),
	MEMBER(Helper, title, COLUMN_TEXT, true),
};

static const Column school_columns[] = {
	MEMBER(School, school_id, COLUMN_INTEGER, false),
	MEMBER(School, name, COLUMN_TEXT, false),
	MEMBER(School, enrolled, COLUMN_INTEGER, false),
	MEMBER(School, satisfactory, COLUMN_INTEGER, false),
	MEMBER(School, at_risk, COLUMN_INTEGER, false),
	MEMBER(School, moderate, COLUMN_INTEGER, false),
	MEMBER(School, severe, COLUMN_INTEGER, false),
	MEMBER(School, not_evaluable, COLUMN_INTEGER, false),
	MEMBER(School, nominated, COLUMN_INTEGER, false),
	MEMBER(School, paired, COLUMN_INTEGER, false),
	MEMBER(School, promise_kept, COLUMN_INTEGER, false),
	MEMBER(School, without_contact, COLUMN_INTEGER, false),
};

static const Column band_columns[] = {
	MEMBER(BandCount, school_id, COLUMN_INTEGER, false),
	MEMBER(BandCount, grade_level, COLUMN_INTEGER, true),
	MEMBER(BandCount, band, COLUMN_TEXT, false),
	MEMBER(BandCount, students, COLUMN_INTEGER, false),
	MEMBER(BandCount, named, COLUMN_INTEGER, false),
};

static const Column month_columns[] = {
	MEMBER(SchoolMonth, school_id, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, month, COLUMN_DATE, false),
	MEMBER(SchoolMonth, complete, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, pairs, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, proficient, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, developmental, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, needs_improvement, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, promised, COLUMN_INTEGER, false),
	MEMBER(SchoolMonth, meetings, COLUMN_INTEGER, false),
};

static const Column outcome_columns[] = {
	MEMBER(Outcome, school_id, COLUMN_INTEGER, false),
	MEMBER(Outcome, mentees, COLUMN_INTEGER, false),
	MEMBER(Outcome, evaluable, COLUMN_INTEGER, false),
	{"rate_before", COLUMN_MILLIONTHS, offsetof(Outcome, before_millionths), true},
	{"rate_after", COLUMN_MILLIONTHS, offsetof(Outcome, after_millionths), true},
	{"similar_change", COLUMN_MILLIONTHS, offsetof(Outcome, similar_millionths), true},
	{"difference", COLUMN_MILLIONTHS, offsetof(Outcome, difference_millionths), true},
	{"difference_low", COLUMN_MILLIONTHS, offsetof(Outcome, low_millionths), true},
	{"difference_high", COLUMN_MILLIONTHS, offsetof(Outcome, high_millionths), true},
};

static const Column unmatched_columns[] = {
	MEMBER(Unmatched, school_id, COLUMN_INTEGER, false),
	MEMBER(Unmatched, student_id, COLUMN_INTEGER, false),
	MEMBER(Unmatched, display_name, COLUMN_TEXT, false),
	MEMBER(Unmatched, grade_level, COLUMN_INTEGER, true),
	MEMBER(Unmatched, nominated_on, COLUMN_DATE, false),
	MEMBER(Unmatched, reason, COLUMN_TEXT, true),
};

/* One query with at most one parameter, bound to an array of structs. */
typedef struct Loader
{
	PGconn	   *conn;
	Arena	   *arena;
} Loader;

static DbStatus
load_rows(const Loader *loader, const char *operation, const char *sql,
		  const char *const *param, const Column *columns,
		  size_t column_count, size_t size, void **rows, size_t *row_count)
{
	PGresult   *result;
	DbStatus	status = db_run(loader->conn, operation, sql,
								param != NULL ? 1 : 0, param, &result);

	if (status != DB_OK)
		return status;
	status = db_bind(result, operation, columns, column_count, size,
					 loader->arena, rows, row_count);
	PQclear(result);
	return status;
}

#define LOAD(loader, name, param, type, rows, count) \
	load_rows(loader, #name "s", name##s_sql, param, name##_columns, \
			  COUNT_OF(name##_columns), sizeof(type), (void **) (rows), count)

DbStatus
db_check_versions(PGconn *conn, const char *program_version)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "versions", versions_sql, 0, NULL, &result);
	int			i;

	if (status != DB_OK)
		return status;
	for (i = 0; i < PQnfields(result); i++)
	{
		if (PQgetisnull(result, 0, i))
		{
			log_error("extension \"%s\" is not installed in this database",
					  PQfname(result, i));
			log_hint("Run CREATE EXTENSION %s, or choose another database.",
					 PQfname(result, i));
			status = DB_CONFIGURATION;
		}
		else if (strcmp(PQgetvalue(result, 0, i), program_version) != 0)
		{
			log_error("extension \"%s\" has version %s, but this program has version %s",
					  PQfname(result, i), PQgetvalue(result, 0, i),
					  program_version);
			log_hint("Install the same version of both, then run ALTER EXTENSION %s UPDATE.",
					 PQfname(result, i));
			status = DB_CONFIGURATION;
		}
	}
	PQclear(result);
	return status;
}

DbStatus
db_begin_snapshot(PGconn *conn, const char *as_of)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "begin",
								"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
								0, NULL, &result);

	if (status != DB_OK)
		return status;
	PQclear(result);
	status = db_check_bindings(conn);
	if (status != DB_OK || as_of == NULL)
		return status;
	status = db_run(conn, "set as_of",
					"SELECT pg_catalog.set_config('mentorship.as_of', $1, true)",
					1, &as_of, &result);
	if (status == DB_OK)
		PQclear(result);
	return status;
}

/* Weekday counts into their mentees; rows of other students are left out. */
static void
spread_weekdays(ReportData *data, const WeekdayRow *rows, size_t row_count)
{
	size_t		i;
	size_t		j;

	for (i = 0; i < data->mentee_count; i++)
	{
		Mentee	   *mentee = &data->mentees[i];
		size_t		count;
		const WeekdayRow *own =
			slice_of(rows, row_count, sizeof(WeekdayRow),
					 offsetof(WeekdayRow, student_id), mentee->student_id,
					 &count);

		for (j = 0; j < count; j++)
		{
			if (own[j].weekday < 1 || own[j].weekday > 7)
				continue;
			mentee->weekday_enrolled[own[j].weekday - 1] = own[j].enrolled_days;
			mentee->weekday_absent[own[j].weekday - 1] = own[j].absent_days;
		}
	}
}

/* The record of this year and, for comparison, the one of last year. */
static DbStatus
read_records(Arena *arena, Mentee *mentee, size_t row)
{
	RecordStatus status = record_read(mentee->record_text, arena, &mentee->record);

	if (status == RECORD_OK)
		status = record_read(mentee->record_last_year_text, arena,
							 &mentee->record_last_year);
	switch (status)
	{
		case RECORD_OK:
			return DB_OK;
		case RECORD_MEMORY:
			return DB_MEMORY;
		case RECORD_UNREADABLE:
			break;
	}
	log_error("query \"mentees\": row %zu has an attendance value that cannot be read",
			  row);
	return DB_CONFIGURATION;
}

static DbStatus
load_mentees(const Loader *loader, const char *const *school, ReportData *data)
{
	WeekdayRow *weekdays;
	size_t		weekday_count;
	size_t		i;
	DbStatus	status;

	status = LOAD(loader, mentee, school, Mentee, &data->mentees, &data->mentee_count);
	if (status == DB_OK)
		status = LOAD(loader, weekday, NULL, WeekdayRow, &weekdays, &weekday_count);
	if (status != DB_OK)
		return status;
	spread_weekdays(data, weekdays, weekday_count);
	for (i = 0; i < data->mentee_count && status == DB_OK; i++)
		status = read_records(loader->arena, &data->mentees[i], i + 1);
	return status;
}

static DbStatus
load_heading(const Loader *loader, Heading *heading)
{
	Heading    *rows;
	size_t		row_count;
	DbStatus	status;

	status = load_rows(loader, "heading", heading_sql, NULL, heading_columns,
					   COUNT_OF(heading_columns), sizeof(Heading),
					   (void **) &rows, &row_count);
	if (status != DB_OK)
		return status;
	if (row_count != 1)
	{
		log_error("query \"heading\" gave %zu rows instead of one", row_count);
		return DB_INTERNAL;
	}
	*heading = rows[0];
	return DB_OK;
}

/* What only a school's report prints. */
static DbStatus
load_counts(const Loader *loader, const char *const *school, ReportData *data)
{
	DbStatus	status;

	status = LOAD(loader, band, school, BandCount, &data->bands, &data->band_count);
	if (status == DB_OK)
		status = LOAD(loader, month, school, SchoolMonth, &data->months,
					  &data->month_count);
	if (status == DB_OK)
		status = LOAD(loader, outcome, school, Outcome, &data->outcomes,
					  &data->outcome_count);
	return status;
}

DbStatus
db_load_report_data(PGconn *conn, LoadScope scope, const char *school_id,
					Arena *arena, ReportData *data)
{
	Loader		loader = {conn, arena};
	ReportData	loaded = {0};
	const char *no_school = NULL;
	const char *const *mentee_school =
		scope == LOAD_FOR_MENTORS ? &no_school : &school_id;
	DbStatus	status;

	status = load_heading(&loader, &loaded.heading);
	if (status == DB_OK)
		status = LOAD(&loader, mentor, &school_id, Mentor, &loaded.mentors,
					  &loaded.mentor_count);
	if (status == DB_OK)
		status = load_mentees(&loader, mentee_school, &loaded);
	if (status == DB_OK)
		status = LOAD(&loader, meeting, NULL, Meeting, &loaded.meetings,
					  &loaded.meeting_count);
	if (status == DB_OK)
		status = LOAD(&loader, referral, mentee_school, Referral,
					  &loaded.referrals, &loaded.referral_count);
	if (status == DB_OK)
		status = LOAD(&loader, helper, mentee_school, Helper,
					  &loaded.helpers, &loaded.helper_count);
	if (status == DB_OK)
		status = LOAD(&loader, school, &school_id, School, &loaded.schools,
					  &loaded.school_count);
	if (status == DB_OK && scope == LOAD_FOR_SCHOOLS)
		status = load_counts(&loader, &school_id, &loaded);
	if (status == DB_OK)
		status = load_rows(&loader, "unmatched", unmatched_sql, &school_id,
						   unmatched_columns, COUNT_OF(unmatched_columns),
						   sizeof(Unmatched), (void **) &loaded.unmatched,
						   &loaded.unmatched_count);
	if (status == DB_OK)
		*data = loaded;
	return status;
}
