/*
 * conn.h
 *		Connection to the database: connect, one read-only snapshot, run.
 *
 * Failures are logged here, with the operation's name and the SQLSTATE, never
 * with a password, a connection string or a value of a row.
 */
#ifndef DB_CONN_H
#define DB_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <libpq-fe.h>

/* How long to wait for the answer to a statement, in seconds. */
#define DB_ANSWER_TIMEOUT 3600

typedef enum DbStatus
{
	DB_OK = 0,
	DB_UNREACHABLE,				/* try again later */
	DB_PERMISSION,				/* the role may not do this */
	DB_CONFIGURATION,			/* database, extension or version missing */
	DB_NO_SCHOOL,				/* the school asked for does not exist */
	DB_MEMORY,
	DB_INTERNAL					/* an answer that should not be possible */
} DbStatus;

/* NULL means: as libpq decides, from the environment and the service file. */
typedef struct ConnOptions
{
	const char *dbname;
	const char *host;
	const char *port;
	const char *user;
} ConnOptions;

/* On success the caller owns *conn and gives it back by PQfinish. */
extern DbStatus db_connect(const ConnOptions *options, PGconn **conn);

/*
 * Run one statement.  "operation" names it in the log.  On success the caller
 * owns *result and gives it back by PQclear; on failure *result is untouched.
 */
extern DbStatus db_run(PGconn *conn, const char *operation, const char *sql,
					   int param_count, const char *const *params,
					   PGresult **result);

/* Another limit for all connections of this program. */
extern void db_set_answer_timeout(int seconds);

/*
 * Wait until PQgetResult or PQgetCopyData will not block; they tell of a lost
 * connection, too.  False when the answer is late (it was asked for at "asked")
 * and a few seconds after a wish to stop: then the connection is of no more use.
 */
extern bool db_wait(PGconn *conn, time_t asked);

/* Log why a result is none; NULL means that the connection was lost. */
extern DbStatus db_failure(const PGresult *answer, const char *operation);

/*
 * Of the statement that failed last in this process; NULL where the connection
 * was lost, or nothing has failed since the last call of the second function.
 */
extern const char *db_last_sqlstate(void);
extern void db_forget_sqlstate(void);

#endif							/* DB_CONN_H */
