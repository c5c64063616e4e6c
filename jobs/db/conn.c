/*
 * conn.c
 *		Connecting, running, and what a SQLSTATE means for the run.
 */
#include "db/conn.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "common/log.h"

/* How long a connection may take to come up, in seconds. */
#define CONNECT_TIMEOUT 15

/* The first character of each SQLSTATE class decides with the second. */
static DbStatus
status_of_sqlstate(const char *sqlstate)
{
	static const struct
	{
		const char *prefix;
		DbStatus	status;
	}			classes[] = {
		{"28", DB_PERMISSION},	/* invalid authorization */
		{"42501", DB_PERMISSION},	/* insufficient privilege */
		{"3D", DB_CONFIGURATION},	/* no such database */
		{"3F", DB_CONFIGURATION},	/* no such schema */
		{"42", DB_CONFIGURATION},	/* no such table, column or function */
		{"08", DB_UNREACHABLE}, /* connection exception */
		{"40", DB_UNREACHABLE}, /* transaction rollback */
		{"53", DB_UNREACHABLE}, /* insufficient resources */
		{"55", DB_UNREACHABLE}, /* object in use */
		{"57", DB_UNREACHABLE}, /* operator intervention, shutdown */
	};
	size_t		i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strncmp(sqlstate, classes[i].prefix, strlen(classes[i].prefix)) == 0)
			return classes[i].status;
	return DB_INTERNAL;
}

/* Only these classes have messages that cannot quote a row. */
static bool
message_is_harmless(const char *sqlstate)
{
	return status_of_sqlstate(sqlstate) != DB_INTERNAL;
}

/*
 * libpq keeps no SQLSTATE for a failed connection, but prints it in verbose
 * messages, after the severity: "FATAL:  28P01: ...".
 */
static bool
sqlstate_in_message(const char *message, char sqlstate[6])
{
	const char *found = message;

	while ((found = strstr(found, ":  ")) != NULL)
	{
		found += 3;
		if (strspn(found, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5 &&
			found[5] == ':')
		{
			memcpy(sqlstate, found, 5);
			sqlstate[5] = '\0';
			return true;
		}
	}
	return false;
}

/* Drive the connection until it is up, fails or the time is over. */
static PostgresPollingStatusType
wait_for_connection(PGconn *conn)
{
	PostgresPollingStatusType step = PGRES_POLLING_WRITING;
	time_t		deadline = time(NULL) + CONNECT_TIMEOUT;

	while (step == PGRES_POLLING_READING || step == PGRES_POLLING_WRITING)
	{
		struct pollfd ready;
		time_t		left = deadline - time(NULL);

		ready.fd = PQsocket(conn);
		ready.events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
		if (left <= 0 || poll(&ready, 1, (int) left * 1000) == 0)
			return PGRES_POLLING_FAILED;
		step = PQconnectPoll(conn);
	}
	return step;
}

static DbStatus
report_connection_failure(PGconn *conn)
{
	char		sqlstate[6];
	DbStatus	status = DB_UNREACHABLE;

	if (sqlstate_in_message(PQerrorMessage(conn), sqlstate))
	{
		status = status_of_sqlstate(sqlstate);
		log_error("could not connect to the database: SQLSTATE %s", sqlstate);
	}
	else if (PQerrorMessage(conn)[0] == '\0')
		log_error("could not connect to the database: no answer within %d seconds",
				  CONNECT_TIMEOUT);
	else
		log_error("could not connect to the database: %s", PQerrorMessage(conn));
	return status;
}

DbStatus
db_connect(const ConnOptions *options, PGconn **conn)
{
	const char *keywords[] = {
		"dbname", "host", "port", "user", "fallback_application_name",
		"client_encoding", "options", NULL
	};
	const char *values[] = {
		options->dbname, options->host, options->port, options->user,
		"mentorship", "UTF8",
		/* nothing in the session may change what a report says */
		"-c search_path=pg_catalog -c datestyle=ISO -c timezone=UTC"
		" -c bytea_output=hex -c extra_float_digits=1",
		NULL
	};
	PGconn	   *attempt = PQconnectStartParams(keywords, values, 1);
	DbStatus	status;

	if (attempt == NULL)
		return DB_MEMORY;
	PQsetErrorVerbosity(attempt, PQERRORS_VERBOSE);
	if (PQstatus(attempt) != CONNECTION_BAD &&
		wait_for_connection(attempt) == PGRES_POLLING_OK)
	{
		*conn = attempt;
		return DB_OK;
	}
	status = report_connection_failure(attempt);
	PQfinish(attempt);
	return status;
}

DbStatus
db_run(PGconn *conn, const char *operation, const char *sql, int param_count,
	   const char *const *params, PGresult **result)
{
	PGresult   *answer = PQexecParams(conn, sql, param_count, NULL, params,
									  NULL, NULL, 0);
	ExecStatusType outcome = PQresultStatus(answer);
	const char *sqlstate;
	DbStatus	status;

	if (outcome == PGRES_TUPLES_OK || outcome == PGRES_COMMAND_OK)
	{
		*result = answer;
		return DB_OK;
	}
	sqlstate = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
	if (sqlstate == NULL)
	{
		log_error("lost the database connection during \"%s\"", operation);
		status = DB_UNREACHABLE;
	}
	else
	{
		status = status_of_sqlstate(sqlstate);
		log_error("query \"%s\" failed: SQLSTATE %s%s%s", operation, sqlstate,
				  message_is_harmless(sqlstate) ? ": " : "",
				  message_is_harmless(sqlstate) ?
				  PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY) : "");
	}
	PQclear(answer);
	return status;
}
