/*
 * check.c
 *		What "mentorship check" asks of the database.
 */
#include "db/check.h"

#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "db/load.h"

static const char server_sql[] =
#include "queries/server.inc"
;
static const char rights_sql[] =
#include "queries/rights.inc"
;
static const char schools_seen_sql[] =
#include "queries/schools_seen.inc"
;
static const char school_year_sql[] =
#include "queries/school_year.inc"
;
static const char recipient_problems_sql[] =
#include "queries/recipient_problems.inc"
;
static const char without_recipients_sql[] =
#include "queries/without_recipients.inc"
;

/* Rows of a query without parameters. */
static DbStatus
read_rows(PGconn *conn, const char *operation, const char *sql,
		  const Column *columns, size_t column_count, size_t size,
		  Arena *arena, void **rows, size_t *row_count)
{
	Loader		loader = {conn, arena};

	return load_rows(&loader, operation, sql, 0, NULL, columns, column_count,
					 size, rows, row_count);
}

/* The one row of a query that cannot have another number of them. */
static DbStatus
read_row(PGconn *conn, const char *operation, const char *sql,
		 const Column *columns, size_t column_count, size_t size,
		 Arena *arena, void *row)
{
	void	   *rows;
	size_t		count;
	DbStatus	status = read_rows(conn, operation, sql, columns, column_count,
								   size, arena, &rows, &count);

	if (status != DB_OK)
		return status;
	if (count != 1)
	{
		log_error("query \"%s\" gave %zu rows instead of one", operation, count);
		return DB_INTERNAL;
	}
	memcpy(row, rows, size);
	return DB_OK;
}

DbStatus
db_server_facts(PGconn *conn, Arena *arena, ServerFacts *facts)
{
	static const Column columns[] = {
		MEMBER(ServerFacts, version_number, COLUMN_INTEGER, false),
		MEMBER(ServerFacts, version, COLUMN_TEXT, false),
		MEMBER(ServerFacts, database, COLUMN_TEXT, false),
		MEMBER(ServerFacts, login, COLUMN_TEXT, false),
		MEMBER(ServerFacts, standby, COLUMN_INTEGER, false),
		MEMBER(ServerFacts, clock, COLUMN_INTEGER, false),
	};

	return read_row(conn, "server", server_sql, columns, COUNT_OF(columns),
					sizeof(ServerFacts), arena, facts);
}

DbStatus
db_check_rights(PGconn *conn, Arena *arena)
{
	static const Column columns[] = {{"lack", COLUMN_TEXT, 0, true}};
	const char *lack;
	DbStatus	status = read_row(conn, "rights", rights_sql, columns,
								  COUNT_OF(columns), sizeof(lack), arena, &lack);

	if (status != DB_OK || lack == NULL)
		return status;
	log_error("the login %s", lack);
	log_hint("Run GRANT mentorship_job TO the login, and see that it has INHERIT.");
	return DB_PERMISSION;
}

DbStatus
db_count_schools(PGconn *conn, Arena *arena, int64_t *schools)
{
	static const Column columns[] = {{"schools", COLUMN_INTEGER, 0, false}};

	return read_row(conn, "schools seen", schools_seen_sql, columns,
					COUNT_OF(columns), sizeof(*schools), arena, schools);
}

DbStatus
db_school_year(PGconn *conn, const char *as_of, Arena *arena,
			   const char **school_year)
{
	static const Column columns[] = {{"school_year", COLUMN_TEXT, 0, true}};
	PGresult   *result;
	DbStatus	status = db_run(conn, "set as_of",
								"SELECT pg_catalog.set_config('mentorship.as_of', $1, false)",
								1, &as_of, &result);

	if (status != DB_OK)
		return status;
	PQclear(result);
	return read_row(conn, "school year", school_year_sql, columns, COUNT_OF(columns),
					sizeof(*school_year), arena, school_year);
}

typedef struct ProblemRow
{
	const char *problem;
	int64_t		recipients;
	int64_t		first_recipient;
} ProblemRow;

DbStatus
db_warn_of_recipients(PGconn *conn, Arena *arena, size_t *count)
{
	static const Column columns[] = {
		MEMBER(ProblemRow, problem, COLUMN_TEXT, false),
		MEMBER(ProblemRow, recipients, COLUMN_INTEGER, false),
		MEMBER(ProblemRow, first_recipient, COLUMN_INTEGER, false),
	};
	ProblemRow *rows;
	size_t		i;
	DbStatus	status = read_rows(conn, "recipient problems", recipient_problems_sql,
								   columns, COUNT_OF(columns), sizeof(ProblemRow),
								   arena, (void **) &rows, count);

	if (status != DB_OK || *count == 0)
		return status;
	for (i = 0; i < *count; i++)
		log_warning("nothing can be sent to %" PRId64 " recipients, "
					"the first is recipient=%" PRId64 ": %s",
					rows[i].recipients, rows[i].first_recipient, rows[i].problem);
	log_hint("View mentorship.report_recipient_problem lists them.");
	return DB_OK;
}

typedef struct UnsentRow
{
	const char *kind;
	int64_t		reports;
	int64_t		first_scope;
} UnsentRow;

DbStatus
db_warn_of_unsent(PGconn *conn, Arena *arena, size_t *count)
{
	static const Column columns[] = {
		MEMBER(UnsentRow, kind, COLUMN_TEXT, false),
		MEMBER(UnsentRow, reports, COLUMN_INTEGER, false),
		MEMBER(UnsentRow, first_scope, COLUMN_INTEGER, false),
	};
	UnsentRow  *rows;
	size_t		i;
	DbStatus	status = read_rows(conn, "reports without recipients",
								   without_recipients_sql, columns,
								   COUNT_OF(columns), sizeof(UnsentRow), arena,
								   (void **) &rows, count);

	if (status != DB_OK || *count == 0)
		return status;
	for (i = 0; i < *count; i++)
		log_warning("the reports of %" PRId64 " %ss go to nobody by mail, the first is %s=%" PRId64,
					rows[i].reports, rows[i].kind, rows[i].kind, rows[i].first_scope);
	log_hint("Use mentorship.subscribe() and mentorship.subscribe_mentors(); "
			 "view mentorship.report_without_recipient lists them.");
	return DB_OK;
}
