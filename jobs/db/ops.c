/*
 * ops.c
 *		The named operations: a query each, bound to the model.
 */
#include "db/ops.h"

#include <string.h>

#include "common/log.h"
#include "db/load.h"
#include "model/district_counts.h"
#include "model/record.h"

static const char heading_sql[] =
#include "queries/heading.inc"
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
static const char school_days_sql[] =
#include "queries/school_days.inc"
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
	{"goal_share", COLUMN_MILLIONTHS, offsetof(Heading, goal_share_millionths), false},
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
	MEMBER(Mentee, continues, COLUMN_INTEGER, true),
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
	MEMBER(Referral, status, COLUMN_TEXT, false),
};

static const Column helper_columns[] = {
	MEMBER(Helper, school_id, COLUMN_INTEGER, false),
	MEMBER(Helper, staff_id, COLUMN_INTEGER, false),
	MEMBER(Helper, display_name, COLUMN_TEXT, false),
	MEMBER(Helper, role, COLUMN_TEXT, false),
	MEMBER(Helper, title, COLUMN_TEXT, true),
};

static const Column school_day_columns[] = {
	MEMBER(SchoolDay, school_id, COLUMN_INTEGER, false),
	MEMBER(SchoolDay, day, COLUMN_DATE, false),
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
	MEMBER(School, paired_30_days, COLUMN_INTEGER, false),
	MEMBER(School, promise_kept, COLUMN_INTEGER, false),
	MEMBER(School, without_contact, COLUMN_INTEGER, false),
};

static const Column band_columns[] = {
	MEMBER(BandCount, school_id, COLUMN_INTEGER, false),
	MEMBER(BandCount, grade_level, COLUMN_INTEGER, true),
	MEMBER(BandCount, band, COLUMN_TEXT, false),
	MEMBER(BandCount, students, COLUMN_INTEGER, false),
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
	return DB_INTERNAL;
}

static DbStatus
load_mentees(const Loader *loader, const char *const *students, ReportData *data)
{
	WeekdayRow *weekdays;
	size_t		weekday_count;
	size_t		i;
	DbStatus	status;

	status = LOAD(loader, mentee, 1, students, Mentee, &data->mentees,
				  &data->mentee_count);
	if (status == DB_OK)
		status = LOAD(loader, weekday, 1, students, WeekdayRow, &weekdays, &weekday_count);
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

	status = load_rows(loader, "heading", heading_sql, 0, NULL, heading_columns,
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

/* How many of its students a school may print depends on the other schools. */
static DbStatus
load_closed_counts(const Loader *loader, ReportData *data)
{
	BandCount  *bands;
	size_t		band_count;
	DbStatus	status = LOAD(loader, band, 0, NULL, BandCount, &bands, &band_count);

	if (status != DB_OK)
		return status;
	data->counts = district_counts(bands, band_count, data->heading.smallest_count,
								   loader->arena, &data->counts_count);
	return data->counts != NULL ? DB_OK : DB_MEMORY;
}

/* What only a school's report prints. */
static DbStatus
load_counts(const Loader *loader, const char *const *school, ReportData *data)
{
	DbStatus	status = load_closed_counts(loader, data);

	if (status == DB_OK)
		status = LOAD(loader, month, 1, school, SchoolMonth, &data->months,
					  &data->month_count);
	if (status == DB_OK)
		status = LOAD(loader, outcome, 1, school, Outcome, &data->outcomes,
					  &data->outcome_count);
	return status;
}

DbStatus
db_load_run(PGconn *conn, ReportKind kind, const char *school_id,
			Arena *arena, ReportData *data)
{
	Loader		loader = {conn, arena};
	ReportData	loaded = {0};
	DbStatus	status;

	status = load_heading(&loader, &loaded.heading);
	if (status == DB_OK)
		status = LOAD(&loader, helper, 0, NULL, Helper, &loaded.helpers,
					  &loaded.helper_count);
	if (status == DB_OK)
		status = LOAD(&loader, school_day, 0, NULL, SchoolDay, &loaded.school_days,
					  &loaded.school_day_count);
	if (status == DB_OK && kind == REPORT_SCHOOLS)
		status = LOAD(&loader, school, 1, &school_id, School, &loaded.schools,
					  &loaded.school_count);
	if (status == DB_OK && kind == REPORT_SCHOOLS)
		status = load_counts(&loader, &school_id, &loaded);
	if (status == DB_OK)
		*data = loaded;
	return status;
}

/* The parameters that the queries of a batch choose from, as arrays. */
typedef struct BatchKeys
{
	const char *students;
	const char *mentors;		/* NULL: any */
	const char *schools;		/* NULL: any */
} BatchKeys;

static DbStatus
batch_keys(const Roster *roster, const Batch *batch, ReportKind kind,
		   const char *school_id, Arena *arena, BatchKeys *keys)
{
	const RosterRow *rows = roster->rows + batch->first_row;
	int64_t    *students = arena_alloc(arena, batch->row_count * sizeof(int64_t));
	int64_t    *reports = arena_alloc(arena, batch->row_count * sizeof(int64_t));
	size_t		student_count = 0;
	size_t		report_count = 0;
	const char *report_ids;
	size_t		i;

	if (students == NULL || reports == NULL)
		return DB_MEMORY;
	for (i = 0; i < batch->row_count; i++)
	{
		if (rows[i].student_id != UNKNOWN)
			students[student_count++] = rows[i].student_id;
		if (i == 0 || rows[i].report_id != rows[i - 1].report_id)
			reports[report_count++] = rows[i].report_id;
	}
	keys->students = id_array(arena, students, student_count);
	report_ids = id_array(arena, reports, report_count);
	keys->mentors = kind == REPORT_MENTORS ? report_ids : NULL;
	keys->schools = kind == REPORT_SCHOOLS ? report_ids :
		school_id == NULL ? NULL : arena_printf(arena, "{%s}", school_id);
	return arena_failed(arena) ? DB_MEMORY : DB_OK;
}

/* A school's report also names mentors and referrals of nobody in the programme. */
static DbStatus
load_by_report(const Loader *loader, ReportKind kind, const BatchKeys *keys,
			   ReportData *data)
{
	const char *mentor_params[2] = {keys->mentors, keys->schools};
	const char *referral_params[2] = {keys->students, NULL};
	DbStatus	status = DB_OK;

	if (kind == REPORT_SCHOOLS)
	{
		referral_params[0] = NULL;
		referral_params[1] = keys->schools;
	}
	if (kind != REPORT_MENTEES)
		status = LOAD(loader, mentor, 2, mentor_params, Mentor, &data->mentors,
					  &data->mentor_count);
	if (status == DB_OK)
		status = LOAD(loader, referral, 2, referral_params, Referral,
					  &data->referrals, &data->referral_count);
	if (status == DB_OK && kind == REPORT_SCHOOLS)
		status = load_rows(loader, "unmatched", unmatched_sql, 1, &keys->students,
						   unmatched_columns, COUNT_OF(unmatched_columns),
						   sizeof(Unmatched), (void **) &data->unmatched,
						   &data->unmatched_count);
	return status;
}

DbStatus
db_load_batch(PGconn *conn, ReportKind kind, const char *school_id,
			  const Roster *roster, const Batch *batch, Arena *arena,
			  ReportData *data)
{
	Loader		loader = {conn, arena};
	ReportData	loaded = *data;
	BatchKeys	keys;
	DbStatus	status;

	status = batch_keys(roster, batch, kind, school_id, arena, &keys);
	if (status == DB_OK)
		status = load_mentees(&loader, &keys.students, &loaded);
	if (status == DB_OK)
		status = LOAD(&loader, meeting, 1, &keys.students, Meeting,
					  &loaded.meetings, &loaded.meeting_count);
	if (status == DB_OK)
		status = load_by_report(&loader, kind, &keys, &loaded);
	if (status == DB_OK)
		*data = loaded;
	return status;
}
