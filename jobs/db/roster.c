/*
 * roster.c
 *		Which reports a run makes.
 */
#include "db/ops.h"

#include "common/log.h"
#include "db/load.h"

static const char mentors_sql[] =
#include "queries/roster_mentors.inc"
;
static const char schools_sql[] =
#include "queries/roster_schools.inc"
;
static const char mentees_sql[] =
#include "queries/roster_mentees.inc"
;
static const char school_lists_sql[] =
#include "queries/school_list.inc"
;

static const Column roster_columns[] = {
	MEMBER(RosterRow, report_id, COLUMN_INTEGER, false),
	MEMBER(RosterRow, student_id, COLUMN_INTEGER, true),
};

typedef struct SchoolRow
{
	int64_t		school_id;
} SchoolRow;

static const Column school_list_columns[] = {
	MEMBER(SchoolRow, school_id, COLUMN_INTEGER, false),
};

/* A school that does not exist has no reports, which would look like success. */
static DbStatus
check_school(const Loader *loader, const char *school_id)
{
	SchoolRow  *schools;
	size_t		count;
	DbStatus	status = LOAD(loader, school_list, 1, &school_id, SchoolRow,
							  &schools, &count);

	if (status != DB_OK || count > 0)
		return status;
	log_error("there is no school %s, or this role may not see it", school_id);
	return DB_NO_SCHOOL;
}

DbStatus
db_load_roster(PGconn *conn, ReportKind kind, const char *school_id,
			   Arena *arena, Roster *roster)
{
	Loader		loader = {conn, arena};
	const char *sql = kind == REPORT_MENTORS ? mentors_sql :
		kind == REPORT_SCHOOLS ? schools_sql : mentees_sql;
	Roster		loaded;
	DbStatus	status = DB_OK;

	if (school_id != NULL)
		status = check_school(&loader, school_id);
	if (status == DB_OK)
		status = load_rows(&loader, "roster", sql, 1, &school_id, roster_columns,
						   COUNT_OF(roster_columns), sizeof(RosterRow),
						   (void **) &loaded.rows, &loaded.row_count);
	if (status != DB_OK)
		return status;
	roster_count(&loaded);
	*roster = loaded;
	return DB_OK;
}
