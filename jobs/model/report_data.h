/*
 * report_data.h
 *		What the reports say, as plain structs: filled by db, read by report.
 *
 * Days are counted from 2000-01-01.  Integers are int64_t with UNKNOWN for
 * NULL; text is UTF-8 in the arena the data was loaded into, NULL for NULL.
 */
#ifndef MODEL_REPORT_DATA_H
#define MODEL_REPORT_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNKNOWN INT64_MIN

/* Shares and day counts that may be fractional come in millionths. */
#define MILLION INT64_C(1000000)

/*
 * What a printed calendar shows of a day.  A suspension prints as a plain
 * absence and in-school suspension as present: no report carries discipline,
 * and this type cannot.
 */
typedef enum DayMark
{
	DAY_NO_SCHOOL,
	DAY_PRESENT,
	DAY_TARDY,
	DAY_HALF_ABSENT,
	DAY_ABSENT,
	DAY_NOT_COUNTED,			/* exempt */
	DAY_UNRECORDED
} DayMark;

typedef struct Record
{
	int32_t		first_day;
	int32_t		day_count;		/* 0 for an empty record */
	const uint8_t *marks;		/* DayMark, one for each calendar day */
} Record;

typedef struct Heading
{
	const char *district_name;
	int64_t		meetings_per_month;
	int64_t		no_contact_days;
	int64_t		as_of;
	const char *school_year;
	int64_t		first_day;
	int64_t		last_day;
	int64_t		smallest_count; /* of students that may be printed */
	int64_t		closed_on;		/* day the counts of schools are of */
	int64_t		goal_share_millionths;	/* of the year's school days that may be missed */
} Heading;

typedef struct Mentor
{
	int64_t		mentor_id;
	int64_t		school_id;
	const char *school_name;
	const char *display_name;
	const char *role;
	const char *title;
	int64_t		capacity;
	int64_t		trained_on;
	int64_t		mentees;
	int64_t		meetings_last_30_days;
} Mentor;

typedef struct Mentee
{
	int64_t		student_id;
	int64_t		school_id;
	const char *school_name;
	const char *display_name;
	int64_t		grade_level;
	int64_t		nominated_on;	/* UNKNOWN if none stands */
	int64_t		pairing_id;		/* UNKNOWN while waiting for a mentor */
	int64_t		mentor_id;
	const char *mentor_name;
	int64_t		started_on;
	int64_t		continues;		/* UNKNOWN for two who are new to each other */
	const char *shared_slots;	/* text form of availability */
	const char *traits;			/* text form of traits */
	const char *match_reason;
	int64_t		meetings_this_month;
	int64_t		meetings_last_30_days;
	int64_t		last_met_on;
	int64_t		days_without_contact;
	const char *record_text;
	Record		record;
	int64_t		enrolled_days;
	int64_t		absent_millionths;
	int64_t		rate_millionths;
	const char *band;
	int64_t		longest_absence;
	int64_t		current_absence;
	int64_t		tardy_days;
	int64_t		goal_days;
	int64_t		absent_last_year_millionths;
	const char *record_last_year_text;
	Record		record_last_year;
	/* by ISO weekday, Monday first */
	int64_t		weekday_enrolled[7];
	int64_t		weekday_absent[7];
} Mentee;

typedef struct Meeting
{
	int64_t		student_id;
	int64_t		met_on;
	const char *slot;
	int64_t		minutes;
	const char *activity;
} Meeting;

/* Not the need: that is for those it was passed on to, and on no paper. */
typedef struct Referral
{
	int64_t		referral_id;
	int64_t		school_id;
	int64_t		student_id;
	const char *display_name;
	const char *referred_to;
	int64_t		referred_on;
	const char *status;
} Referral;

/* A day with school. */
typedef struct SchoolDay
{
	int64_t		school_id;
	int64_t		day;
} SchoolDay;

typedef struct Helper
{
	int64_t		school_id;
	int64_t		staff_id;
	const char *display_name;
	const char *role;
	const char *title;
} Helper;

typedef struct School
{
	int64_t		school_id;
	const char *name;
	int64_t		enrolled;
	int64_t		satisfactory;
	int64_t		at_risk;
	int64_t		moderate;
	int64_t		severe;
	int64_t		not_evaluable;
	int64_t		nominated;
	int64_t		paired;
	int64_t		paired_30_days; /* of these, for 30 days or longer */
	int64_t		promise_kept;	/* of these */
	int64_t		without_contact;
} School;

/* Students of a grade in an absence band on heading.closed_on. */
typedef struct BandCount
{
	int64_t		school_id;
	int64_t		grade_level;
	const char *band;
	int64_t		students;
} BandCount;

/* How the pairs of a school kept the promise in a month. */
typedef struct SchoolMonth
{
	int64_t		school_id;
	int64_t		month;			/* its first day */
	int64_t		complete;		/* 0 while it runs */
	int64_t		pairs;
	int64_t		proficient;
	int64_t		developmental;
	int64_t		needs_improvement;
	int64_t		promised;
	int64_t		meetings;
} SchoolMonth;

/* What changed with a mentor, against similar students; UNKNOWN where there
 * are too few. */
typedef struct Outcome
{
	int64_t		school_id;
	int64_t		mentees;
	int64_t		evaluable;
	int64_t		before_millionths;
	int64_t		after_millionths;
	int64_t		similar_millionths;
	int64_t		difference_millionths;
	int64_t		low_millionths;
	int64_t		high_millionths;
} Outcome;

typedef struct Unmatched
{
	int64_t		school_id;
	int64_t		student_id;
	const char *display_name;
	int64_t		grade_level;
	int64_t		nominated_on;
	const char *reason;
} Unmatched;

typedef struct ReportData
{
	Heading		heading;
	Mentor	   *mentors;		/* by mentor_id, school_id */
	size_t		mentor_count;
	Mentee	   *mentees;		/* by name */
	size_t		mentee_count;
	Meeting    *meetings;		/* by student_id, day */
	size_t		meeting_count;
	Referral   *referrals;		/* by student_id, day */
	size_t		referral_count;
	Helper	   *helpers;		/* by school_id */
	size_t		helper_count;
	SchoolDay  *school_days;	/* by school_id, day; from the first of the year on */
	size_t		school_day_count;
	School	   *schools;		/* by school_id */
	size_t		school_count;
	const struct SchoolCounts *counts;	/* by school_id, of every school */
	size_t		counts_count;
	SchoolMonth *months;		/* by school_id, month */
	size_t		month_count;
	Outcome    *outcomes;		/* by school_id */
	size_t		outcome_count;
	Unmatched  *unmatched;		/* by school_id */
	size_t		unmatched_count;
} ReportData;

/*
 * The run of elements with one id in an array sorted by that id, whose elements
 * have "size" bytes and keep the id at "offset".
 */
extern const void *slice_of(const void *elements, size_t element_count,
							size_t size, size_t offset, int64_t id,
							size_t *count);

/* The meetings of one student: a slice of data->meetings. */
extern const Meeting *report_data_meetings(const ReportData *data,
										   int64_t student_id, size_t *count);

/* The referrals of one student: a slice of data->referrals. */
extern const Referral *report_data_referrals(const ReportData *data,
											 int64_t student_id, size_t *count);

/* The same for the months of one school. */
extern const SchoolMonth *report_data_months(const ReportData *data,
											 int64_t school_id, size_t *count);

/* NULL where the run has none. */
extern const Outcome *report_data_outcome(const ReportData *data, int64_t school_id);

/* What a day of the record shows; DAY_NO_SCHOOL outside it. */
extern DayMark record_mark(const Record *record, int64_t day);

/*
 * Check what the reports take for granted: counts that agree with each other
 * and dates inside the period.  Returns NULL, or the broken rule in words that
 * name no person.
 */
extern const char *mentee_fault(const Heading *heading, const Mentee *mentee);
extern const char *school_fault(const School *school);

#endif							/* MODEL_REPORT_DATA_H */
