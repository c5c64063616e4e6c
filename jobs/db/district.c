/*
 * district.c
 *		The steps of a load.  What is checked and how rows become relations is
 *		in queries/load_*.sql.
 */
#include "db/district.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "db/bind.h"
#include "db/script.h"

#define MEMBER(type, name, kind, nullable) \
	{#name, kind, offsetof(type, name), nullable}
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char lock_sql[] =
#include "queries/load_lock.inc"
;
static const char begin_sql[] =
#include "queries/load_begin.inc"
;
static const char csv_sql[] =
#include "queries/load_csv.inc"
;
static const char oneroster_sql[] =
#include "queries/load_oneroster.inc"
;
static const char shared_sql[] =
#include "queries/load_shared.inc"
;
static const char columns_sql[] =
#include "queries/load_columns.inc"
;
static const char bound_sql[] =
#include "queries/load_bound.inc"
;
static const char present_sql[] =
#include "queries/load_present.inc"
;
static const char fault_sql[] =
#include "queries/load_fault.inc"
;
static const char check_csv_sql[] =
#include "queries/load_check_csv.inc"
;
static const char check_oneroster_sql[] =
#include "queries/load_check_oneroster.inc"
;
static const char faults_sql[] =
#include "queries/load_faults.inc"
;
static const char convert_csv_sql[] =
#include "queries/load_convert_csv.inc"
;
static const char convert_oneroster_sql[] =
#include "queries/load_convert_oneroster.inc"
;
static const char apply_sql[] =
#include "queries/load_apply.inc"
;
static const char counts_sql[] =
#include "queries/load_counts.inc"
;

static const Column column_columns[] = {
	MEMBER(LoadColumn, file, COLUMN_TEXT, false),
	MEMBER(LoadColumn, column_name, COLUMN_TEXT, false),
	MEMBER(LoadColumn, quoted_name, COLUMN_TEXT, false),
	MEMBER(LoadColumn, stage, COLUMN_TEXT, false),
	MEMBER(LoadColumn, needed, COLUMN_INTEGER, false),
	MEMBER(LoadColumn, file_needed, COLUMN_INTEGER, false),
};

static const Column fault_columns[] = {
	MEMBER(LoadFault, file, COLUMN_TEXT, false),
	MEMBER(LoadFault, row_no, COLUMN_INTEGER, true),
	MEMBER(LoadFault, column_name, COLUMN_TEXT, true),
	MEMBER(LoadFault, what, COLUMN_TEXT, false),
	MEMBER(LoadFault, faults, COLUMN_INTEGER, false),
};

static const Column count_columns[] = {
	MEMBER(LoadCount, relation, COLUMN_TEXT, false),
	MEMBER(LoadCount, added, COLUMN_INTEGER, false),
	MEMBER(LoadCount, changed, COLUMN_INTEGER, false),
	MEMBER(LoadCount, removed, COLUMN_INTEGER, false),
};

static DbStatus
run(PGconn *conn, const char *operation, const char *sql, int param_count,
	const char *const *params)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, operation, sql, param_count, params, &result);

	if (status == DB_OK)
		PQclear(result);
	return status;
}

static DbStatus
fetch(PGconn *conn, const char *operation, const char *sql,
	  const Column *columns, size_t column_count, size_t size, Arena *arena,
	  void **rows, size_t *row_count)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, operation, sql, 0, NULL, &result);

	if (status != DB_OK)
		return status;
	status = db_bind(result, operation, columns, column_count, size, arena,
					 rows, row_count);
	PQclear(result);
	return status;
}

/* The lock goes with the transaction. */
static DbStatus
take_lock(PGconn *conn)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "load lock", lock_sql, 0, NULL, &result);

	if (status != DB_OK)
		return status;
	if (PQntuples(result) != 1 || strcmp(PQgetvalue(result, 0, 0), "t") != 0)
	{
		log_error("another load is running in this database");
		status = DB_UNREACHABLE;
	}
	PQclear(result);
	return status;
}

DbStatus
db_load_begin(PGconn *conn, LoadFormat format, Arena *arena,
			  LoadColumn **columns, size_t *column_count)
{
	DbStatus	status = run(conn, "begin", "BEGIN", 0, NULL);

	if (status == DB_OK)
		status = take_lock(conn);
	if (status == DB_OK)
		status = db_run_script(conn, "load begin", begin_sql);
	if (status == DB_OK)
		status = format == LOAD_CSV ?
			db_run_script(conn, "load csv", csv_sql) :
			db_run_script(conn, "load oneroster", oneroster_sql);
	if (status == DB_OK)
		status = db_run_script(conn, "load shared", shared_sql);
	if (status == DB_OK)
		status = fetch(conn, "load columns", columns_sql, column_columns,
					   COUNT_OF(column_columns), sizeof(LoadColumn), arena,
					   (void **) columns, column_count);
	return status;
}

DbStatus
db_load_present(PGconn *conn, const char *file)
{
	return run(conn, "load present", present_sql, 1, &file);
}

DbStatus
db_load_fault(PGconn *conn, const char *file, int64_t row_no,
			  const char *column, const char *what)
{
	char		row[24];
	const char *params[4] = {file, row_no > 0 ? row : NULL, column, what};

	snprintf(row, sizeof(row), "%" PRId64, row_no);
	return run(conn, "load fault", fault_sql, 4, params);
}

DbStatus
db_load_copy_begin(PGconn *conn, const LoadColumn *columns,
				   size_t column_count, Arena *arena)
{
	const char *sql = arena_printf(arena, "COPY %s (row_no, row_fault, row_fault_column",
								   columns[0].stage);
	size_t		i;

	for (i = 0; i < column_count && sql != NULL; i++)
		sql = arena_printf(arena, "%s, %s", sql, columns[i].quoted_name);
	if (sql != NULL)
		sql = arena_printf(arena, "%s) FROM STDIN", sql);
	if (sql == NULL)
		return DB_MEMORY;
	return db_copy_begin(conn, "load copy", sql);
}

DbStatus
db_load_copy_rows(PGconn *conn, const char *data, size_t length)
{
	return db_copy_put(conn, "load copy", data, length);
}

DbStatus
db_load_copy_end(PGconn *conn)
{
	return db_copy_end(conn, "load copy");
}

static DbStatus
fetch_faults(PGconn *conn, Arena *arena, LoadFault **faults,
			 size_t *fault_count)
{
	return fetch(conn, "load faults", faults_sql, fault_columns,
				 COUNT_OF(fault_columns), sizeof(LoadFault), arena,
				 (void **) faults, fault_count);
}

/* What is loaded into a source that is read from elsewhere is seen by nobody. */
static DbStatus
refuse_bound(PGconn *conn)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "load bound", bound_sql, 0, NULL, &result);
	int			i;

	if (status != DB_OK)
		return status;
	for (i = 0; i < PQntuples(result); i++)
	{
		log_error("source \"%s\" is read from %s: nothing can be loaded into it",
				  PQgetvalue(result, i, 0), PQgetvalue(result, i, 1));
		status = DB_CONFIGURATION;
	}
	if (status != DB_OK)
		log_hint("Leave its file out, or run SELECT mentorship.unbind_source(NAME) as a superuser.");
	PQclear(result);
	return status;
}

DbStatus
db_load_check(PGconn *conn, LoadFormat format, Arena *arena,
			  LoadFault **faults, size_t *fault_count)
{
	DbStatus	status = refuse_bound(conn);

	if (status == DB_OK)
		status = format == LOAD_CSV ?
			db_run_script(conn, "load check csv", check_csv_sql) :
			db_run_script(conn, "load check oneroster", check_oneroster_sql);
	if (status == DB_OK)
		status = fetch_faults(conn, arena, faults, fault_count);
	return status;
}

DbStatus
db_load_apply(PGconn *conn, LoadFormat format, bool accept_removals,
			  Arena *arena, LoadFault **faults, size_t *fault_count)
{
	const char *accept = accept_removals ? "true" : "false";
	DbStatus	status = format == LOAD_CSV ?
		db_run_script(conn, "load convert csv", convert_csv_sql) :
		db_run_script(conn, "load convert oneroster", convert_oneroster_sql);

	if (status == DB_OK)
		status = db_run_script(conn, "load apply", apply_sql);
	if (status == DB_OK)
		status = run(conn, "load apply", "CALL pg_temp.apply_all($1::boolean)",
					 1, &accept);
	if (status == DB_OK)
		status = fetch_faults(conn, arena, faults, fault_count);
	return status;
}

DbStatus
db_load_commit(PGconn *conn, Arena *arena, LoadCount **counts,
			   size_t *count_count)
{
	DbStatus	status = fetch(conn, "load counts", counts_sql, count_columns,
							   COUNT_OF(count_columns), sizeof(LoadCount),
							   arena, (void **) counts, count_count);

	if (status == DB_OK)
		status = run(conn, "load commit", "COMMIT", 0, NULL);
	return status;
}
