/*
 * conn.c
 *		Connecting, running, and what a SQLSTATE means for the run.
 */
#include "db/conn.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "common/stop.h"

/* How long a connection may take to come up, in seconds. */
#define CONNECT_TIMEOUT 15

/* How long a statement may go on after somebody wished the program to end. */
#define STOP_GRACE 5

static int	answer_timeout = DB_ANSWER_TIMEOUT;
static char last_sqlstate[6] = "";

/* A signal that arrives just before a wait is noticed after it. */
#define POLL_MILLISECONDS 500

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
		{"25006", DB_UNREACHABLE},	/* a standby: the primary is elsewhere */
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
		int			polled;

		ready.fd = PQsocket(conn);
		ready.events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
		if (time(NULL) >= deadline || stop_requested())
			return PGRES_POLLING_FAILED;
		polled = poll(&ready, 1, POLL_MILLISECONDS);
		if (polled > 0)
			step = PQconnectPoll(conn);
		else if (polled < 0 && errno != EINTR)
			return PGRES_POLLING_FAILED;
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
	else if (stop_requested())
		log_error("stopped before the database answered");
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
		"client_encoding", "keepalives_idle", "keepalives_interval",
		"keepalives_count", "options", NULL
	};
	const char *values[] = {
		options->dbname, options->host, options->port, options->user,
		"mentorship", "UTF8",
		/* a server that is gone without a word is missed within two minutes */
		"60", "10", "6",
		/* nothing in the session may change what a report says */
		"-c search_path=pg_catalog -c datestyle=ISO -c timezone=UTC"
		" -c bytea_output=hex -c extra_float_digits=1"
		/* compiling a view of views takes longer than running it */
		" -c jit=off"
		/* locks of a program that was killed are free soon */
		" -c client_connection_check_interval=2s",
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

void
db_set_answer_timeout(int seconds)
{
	answer_timeout = seconds;
}

bool
db_wait(PGconn *conn, time_t asked)
{
	time_t		deadline = asked + answer_timeout;
	bool		stopping = false;

	while (PQisBusy(conn))
	{
		struct pollfd ready;
		int			unsent = PQflush(conn);

		/* what the server said before it hung up is an answer */
		if (unsent < 0)
			return true;
		if (stop_requested() && !stopping)
		{
			stopping = true;
			if (deadline > time(NULL) + STOP_GRACE)
				deadline = time(NULL) + STOP_GRACE;
		}
		if (time(NULL) >= deadline)
		{
			if (!stopping)
				log_error("the database gave no answer for %d seconds", answer_timeout);
			return false;
		}
		ready.fd = PQsocket(conn);
		ready.events = (short) (POLLIN | (unsent > 0 ? POLLOUT : 0));
		if (poll(&ready, 1, POLL_MILLISECONDS) < 0 && errno != EINTR)
			return false;
		if (!PQconsumeInput(conn))
			return true;
	}
	return true;
}

/* The last result of the statement, NULL if there is none to wait for. */
static PGresult *
ask(PGconn *conn, const char *sql, int param_count, const char *const *params)
{
	PGresult   *last = NULL;
	PGresult   *next;
	time_t		asked = time(NULL);

	if (!PQsendQueryParams(conn, sql, param_count, NULL, params, NULL, NULL, 0))
		return NULL;
	for (;;)
	{
		if (!db_wait(conn, asked))
		{
			PQclear(last);
			return NULL;
		}
		next = PQgetResult(conn);
		if (next == NULL)
			return last;
		/* an error stays the answer, whatever follows it */
		if (last != NULL && PQresultStatus(last) == PGRES_FATAL_ERROR)
			PQclear(next);
		else
		{
			PQclear(last);
			last = next;
		}
	}
}

const char *
db_last_sqlstate(void)
{
	return last_sqlstate[0] != '\0' ? last_sqlstate : NULL;
}

void
db_forget_sqlstate(void)
{
	last_sqlstate[0] = '\0';
}

DbStatus
db_failure(const PGresult *answer, const char *operation)
{
	const char *sqlstate = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
	DbStatus	status;

	snprintf(last_sqlstate, sizeof(last_sqlstate), "%s", sqlstate != NULL ? sqlstate : "");
	if (sqlstate == NULL)
	{
		log_error("%s during \"%s\"", stop_requested() ?
				  "stopped" : "lost the database connection", operation);
		return DB_UNREACHABLE;
	}
	status = status_of_sqlstate(sqlstate);
	log_error("query \"%s\" failed: SQLSTATE %s%s%s", operation, sqlstate,
			  message_is_harmless(sqlstate) ? ": " : "",
			  message_is_harmless(sqlstate) ?
			  PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY) : "");
	return status;
}

DbStatus
db_run(PGconn *conn, const char *operation, const char *sql, int param_count,
	   const char *const *params, PGresult **result)
{
	PGresult   *answer = ask(conn, sql, param_count, params);
	ExecStatusType outcome = PQresultStatus(answer);
	DbStatus	status;

	if (outcome == PGRES_TUPLES_OK || outcome == PGRES_COMMAND_OK)
	{
		*result = answer;
		return DB_OK;
	}
	status = db_failure(answer, operation);
	PQclear(answer);
	return status;
}
