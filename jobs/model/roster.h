/*
 * roster.h
 *		Which reports a run makes, and how they are cut into batches.
 *
 * A roster holds numbers only and stays in memory for the whole run; what the
 * reports say is loaded and forgotten batch by batch.
 */
#ifndef MODEL_ROSTER_H
#define MODEL_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ReportKind
{
	REPORT_MENTORS,
	REPORT_SCHOOLS,
	REPORT_MENTEES
} ReportKind;

/* One student of one report; a report without a student has one row, too. */
typedef struct RosterRow
{
	int64_t		report_id;		/* of the mentor, school or student */
	int64_t		student_id;		/* UNKNOWN: nobody */
} RosterRow;

typedef struct Roster
{
	RosterRow  *rows;			/* by report_id, student_id */
	size_t		row_count;
	size_t		report_count;
} Roster;

/* Whole reports that follow each other in the roster. */
typedef struct Batch
{
	size_t		first_row;
	size_t		row_count;
	size_t		report_count;
} Batch;

/* Fill in report_count. */
extern void roster_count(Roster *roster);

/* The word for one of them, in file names and log lines: "mentor". */
extern const char *report_kind_word(ReportKind kind);

/*
 * Rows for each batch when "jobs" processes share the work: as many as pay for
 * the queries of a batch, and few enough that no process ends long before the
 * others.
 */
extern size_t roster_batch_rows(const Roster *roster, size_t jobs);

/*
 * Cut the batch that begins at "first_row": at least one report, and no
 * further one with which it would have more than "rows" rows.  False at the
 * end of the roster.
 */
extern bool roster_cut(const Roster *roster, size_t first_row, size_t rows,
					   Batch *batch);

#endif							/* MODEL_ROSTER_H */
