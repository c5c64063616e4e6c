/*
 * session.c
 *		A connection that a job may work with.
 */
#include "db/session.h"

#include <string.h>

#include "common/log.h"
#include "db/ops.h"

static const char login_sql[] =
#include "queries/login.inc"
;

static const char lock_night_sql[] =
#include "queries/lock_night.inc"
;

/* What is wrong with the role of the row, in the words of the log. */
static const char *
fault_of(const PGresult *result)
{
	if (PQgetvalue(result, 0, PQfnumber(result, "superuser"))[0] == 't')
		return "is a superuser";
	if (PQgetvalue(result, 0, PQfnumber(result, "passes_by"))[0] == 't')
		return "has BYPASSRLS";
	return "owns tables or views of the programme";
}

DbStatus
db_check_login(PGconn *conn)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "login", login_sql, 0, NULL, &result);

	if (status != DB_OK)
		return status;
	if (PQntuples(result) > 0)
	{
		log_error("row security does not bind this login: role \"%s\" %s",
				  PQgetvalue(result, 0, PQfnumber(result, "role")), fault_of(result));
		log_hint("Connect as a role that is a member of mentorship_job and of no other role.");
		status = DB_CONFIGURATION;
	}
	PQclear(result);
	return status;
}

DbStatus
db_open_session(const ConnOptions *options, const char *program_version,
				PGconn **conn)
{
	PGconn	   *opened;
	DbStatus	status = db_connect(options, &opened);

	if (status != DB_OK)
		return status;
	status = db_check_versions(opened, program_version);
	if (status == DB_OK)
		status = db_check_login(opened);
	if (status == DB_OK)
		status = db_check_bindings(opened);
	if (status == DB_OK)
		*conn = opened;
	else
		PQfinish(opened);
	return status;
}

DbStatus
db_lock_night(PGconn *conn, bool *held)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "lock", lock_night_sql, 0, NULL, &result);

	if (status != DB_OK)
		return status;
	*held = strcmp(PQgetvalue(result, 0, 0), "1") == 0;
	PQclear(result);
	return DB_OK;
}
