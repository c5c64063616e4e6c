/*
 * snapshot.c
 *		What a run asks for before it reads: versions that agree, and one
 *		snapshot for all of its processes.
 */
#include "db/ops.h"

#include <string.h>

#include "common/log.h"
#include "common/str.h"

static const char versions_sql[] =
#include "queries/versions.inc"
;

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

/* Run a statement whose answer nobody reads. */
static DbStatus
run_command(PGconn *conn, const char *operation, const char *sql,
			int param_count, const char *const *params)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, operation, sql, param_count, params, &result);

	if (status == DB_OK)
		PQclear(result);
	return status;
}

/* The statement takes a literal, not a parameter. */
static DbStatus
set_snapshot(PGconn *conn, const char *snapshot)
{
	char		sql[128];
	Str			statement;
	char	   *literal = PQescapeLiteral(conn, snapshot, strlen(snapshot));
	DbStatus	status = DB_MEMORY;

	str_init(&statement, sql, sizeof(sql));
	str_add(&statement, "SET TRANSACTION SNAPSHOT ");
	if (literal != NULL)
		str_add(&statement, literal);
	if (literal != NULL && !statement.truncated)
		status = run_command(conn, "set snapshot", sql, 0, NULL);
	PQfreemem(literal);
	/* the name was a good one: the transaction it stands for is gone */
	return status == DB_INTERNAL ? DB_UNREACHABLE : status;
}

DbStatus
db_begin_snapshot(PGconn *conn, const char *as_of, const char *snapshot)
{
	DbStatus	status = run_command(conn, "begin",
									 "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
									 0, NULL);

	if (status == DB_OK && snapshot != NULL)
		status = set_snapshot(conn, snapshot);
	if (status == DB_OK && as_of != NULL)
		status = run_command(conn, "set as_of",
							 "SELECT pg_catalog.set_config('mentorship.as_of', $1, true)",
							 1, &as_of);
	return status;
}

DbStatus
db_export_snapshot(PGconn *conn, Arena *arena, const char **snapshot)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "export snapshot",
								"SELECT pg_catalog.pg_export_snapshot()", 0,
								NULL, &result);

	if (status != DB_OK)
		return status;
	*snapshot = arena_strdup(arena, PQgetvalue(result, 0, 0));
	PQclear(result);
	return *snapshot != NULL ? DB_OK : DB_MEMORY;
}

DbStatus
db_set_savepoint(PGconn *conn)
{
	return run_command(conn, "savepoint", "SAVEPOINT batch", 0, NULL);
}

DbStatus
db_rollback_to_savepoint(PGconn *conn)
{
	return run_command(conn, "rollback to savepoint", "ROLLBACK TO SAVEPOINT batch",
					   0, NULL);
}
