/*
 * run.c
 *		The table of runs.
 */
#include "db/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Enough for any integer. */
#define NUMBER_TEXT_MAX 24

static const char run_begin_sql[] =
#include "queries/run_begin.inc"
;
static const char refresh_sql[] =
#include "queries/refresh.inc"
;
static const char run_end_sql[] =
#include "queries/run_end.inc"
;
static const char run_reports_sql[] =
#include "queries/run_reports.inc"
;
static const char run_failure_sql[] =
#include "queries/run_failure.inc"
;

/* For an answer that says nothing more. */
static DbStatus
run_only(PGconn *conn, const char *operation, const char *sql, int param_count,
		 const char *const *params)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, operation, sql, param_count, params, &result);

	if (status == DB_OK)
		PQclear(result);
	return status;
}

DbStatus
db_begin_run(PGconn *conn, const char *command, const char *as_of,
			 const char *program_version, int64_t *run_id)
{
	const char *params[] = {command, as_of, program_version};
	PGresult   *result;
	DbStatus	status = db_run(conn, "begin run", run_begin_sql, 3, params, &result);

	if (status != DB_OK)
		return status;
	*run_id = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return DB_OK;
}

DbStatus
db_end_run(PGconn *conn, int64_t run_id, int exit_status)
{
	char		id[NUMBER_TEXT_MAX];
	char		code[NUMBER_TEXT_MAX];
	const char *params[] = {id, code};

	snprintf(id, sizeof(id), "%" PRId64, run_id);
	snprintf(code, sizeof(code), "%d", exit_status);
	return run_only(conn, "end run", run_end_sql, 2, params);
}

DbStatus
db_refresh(PGconn *conn)
{
	return run_only(conn, "refresh", refresh_sql, 0, NULL);
}

DbStatus
db_note_reports(PGconn *conn, int64_t run_id, size_t written, size_t failed)
{
	char		id[NUMBER_TEXT_MAX];
	char		counts[2][NUMBER_TEXT_MAX];
	const char *params[] = {id, counts[0], counts[1]};

	snprintf(id, sizeof(id), "%" PRId64, run_id);
	snprintf(counts[0], sizeof(counts[0]), "%zu", written);
	snprintf(counts[1], sizeof(counts[1]), "%zu", failed);
	return run_only(conn, "note reports", run_reports_sql, 3, params);
}

DbStatus
db_note_failure(PGconn *conn, int64_t run_id, const char *stage, const char *kind,
				const char *scope_id, const char *sqlstate, const char *reason)
{
	char		id[NUMBER_TEXT_MAX];
	const char *params[] = {id, stage, kind, scope_id, sqlstate, reason};

	snprintf(id, sizeof(id), "%" PRId64, run_id);
	return run_only(conn, "note failure", run_failure_sql, 6, params);
}

DbStatus
db_begin(PGconn *conn)
{
	return run_only(conn, "begin", "BEGIN", 0, NULL);
}

DbStatus
db_rollback(PGconn *conn)
{
	return run_only(conn, "rollback", "ROLLBACK", 0, NULL);
}
