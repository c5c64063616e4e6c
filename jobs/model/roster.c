/*
 * roster.c
 *		Which reports a run makes, and how they are cut into batches.
 */
#include "model/roster.h"

/*
 * The queries of a batch cost as much as some hundred students before they find
 * the first; a batch of so many students takes a few megabytes.
 */
#define BATCH_ROWS_MAX 1000
#define BATCH_ROWS_MIN 10

/* Batches for each process: the last ones even out what the others took. */
#define BATCHES_PER_JOB 3

static bool
begins_report(const Roster *roster, size_t row)
{
	return row == 0 ||
		roster->rows[row].report_id != roster->rows[row - 1].report_id;
}

void
roster_count(Roster *roster)
{
	size_t		row;

	roster->report_count = 0;
	for (row = 0; row < roster->row_count; row++)
		roster->report_count += begins_report(roster, row);
}

const char *
report_kind_word(ReportKind kind)
{
	switch (kind)
	{
		case REPORT_MENTORS:
			return "mentor";
		case REPORT_SCHOOLS:
			return "school";
		case REPORT_MENTEES:
			break;
	}
	return "mentee";
}

size_t
roster_batch_rows(const Roster *roster, size_t jobs)
{
	size_t		rows;

	/* one process has nothing to even out */
	if (jobs <= 1)
		return BATCH_ROWS_MAX;
	rows = roster->row_count / (jobs * BATCHES_PER_JOB) + 1;
	if (rows > BATCH_ROWS_MAX)
		return BATCH_ROWS_MAX;
	return rows < BATCH_ROWS_MIN ? BATCH_ROWS_MIN : rows;
}

bool
roster_cut(const Roster *roster, size_t first_row, size_t rows, Batch *batch)
{
	size_t		row;

	if (first_row >= roster->row_count)
		return false;
	*batch = (Batch) {.first_row = first_row, .report_count = 1};
	for (row = first_row + 1; row < roster->row_count; row++)
	{
		size_t		end;

		if (!begins_report(roster, row))
			continue;
		/* would the report that begins here still fit */
		for (end = row + 1; end < roster->row_count && !begins_report(roster, end); end++)
			;
		if (end - first_row > rows)
			break;
		batch->report_count++;
	}
	batch->row_count = row - first_row;
	return true;
}
