/*
 * script.c
 *		Several statements at once, and rows by COPY.
 */
#include "db/script.h"

#include <stdbool.h>
#include <time.h>

/* Bytes of COPY data handed over at a time: libpq counts in int. */
#define COPY_PART ((size_t) 1024 * 1024)

/*
 * Take the results up to the last one, or to the point where the server waits
 * for rows.
 */
static DbStatus
take_results(PGconn *conn, const char *operation, bool expect_copy)
{
	time_t		asked = time(NULL);
	DbStatus	status = DB_OK;

	for (;;)
	{
		PGresult   *answer;
		ExecStatusType outcome;

		if (!db_wait(conn, asked))
			return db_failure(NULL, operation);
		answer = PQgetResult(conn);
		if (answer == NULL)
			return status;
		outcome = PQresultStatus(answer);
		if (outcome == PGRES_COPY_IN && expect_copy)
		{
			PQclear(answer);
			return status;
		}
		if (outcome != PGRES_COMMAND_OK && outcome != PGRES_TUPLES_OK &&
			status == DB_OK)
			status = db_failure(answer, operation);
		PQclear(answer);
	}
}

DbStatus
db_run_script(PGconn *conn, const char *operation, const char *sql)
{
	if (!PQsendQuery(conn, sql))
		return db_failure(NULL, operation);
	return take_results(conn, operation, false);
}

DbStatus
db_copy_begin(PGconn *conn, const char *operation, const char *sql)
{
	if (!PQsendQuery(conn, sql))
		return db_failure(NULL, operation);
	return take_results(conn, operation, true);
}

DbStatus
db_copy_put(PGconn *conn, const char *operation, const char *data,
			size_t length)
{
	size_t		sent = 0;

	while (sent < length)
	{
		size_t		part = length - sent < COPY_PART ? length - sent : COPY_PART;

		if (PQputCopyData(conn, data + sent, (int) part) != 1)
			return db_failure(NULL, operation);
		sent += part;
	}
	return DB_OK;
}

DbStatus
db_copy_end(PGconn *conn, const char *operation)
{
	if (PQputCopyEnd(conn, NULL) != 1)
		return db_failure(NULL, operation);
	return take_results(conn, operation, false);
}
