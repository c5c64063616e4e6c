/*
 * check_bindings.c
 *		Whether the sources read what they are bound to.
 */
#include "db/ops.h"

#include "common/log.h"

static const char bindings_sql[] =
#include "queries/bindings.inc"
;

/* A column of the result, or the own table where a source is not bound. */
static const char *
relation_or_own(const PGresult *result, int row, int column)
{
	return PQgetisnull(result, row, column) ? "its own table" :
		PQgetvalue(result, row, column);
}

DbStatus
db_check_bindings(PGconn *conn)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "bindings", bindings_sql, 0, NULL, &result);
	int			i;

	if (status != DB_OK)
		return status;
	for (i = 0; i < PQntuples(result); i++)
	{
		log_error("source \"%s\" is bound to %s, but reads %s",
				  PQgetvalue(result, i, 0), relation_or_own(result, i, 1),
				  relation_or_own(result, i, 2));
		status = DB_CONFIGURATION;
	}
	if (status != DB_OK)
		log_hint("Run SELECT mentorship.rebind(); as a superuser: after a restore, and when the warehouse is built anew.");
	PQclear(result);
	return status;
}
