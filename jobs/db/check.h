/*
 * check.h
 *		What "mentorship check" asks of the database.
 */
#ifndef DB_CHECK_H
#define DB_CHECK_H

#include <stdint.h>

#include "common/arena.h"
#include "db/conn.h"

typedef struct ServerFacts
{
	int64_t		version_number; /* as in server_version_num */
	const char *version;
	const char *database;
	const char *login;
	int64_t		standby;		/* 1 or 0 */
	int64_t		clock;			/* seconds since 1970 */
} ServerFacts;

extern DbStatus db_server_facts(PGconn *conn, Arena *arena, ServerFacts *facts);

/* DB_PERMISSION where the login lacks a right that a job needs: the log says which. */
extern DbStatus db_check_rights(PGconn *conn, Arena *arena);

extern DbStatus db_count_schools(PGconn *conn, Arena *arena, int64_t *schools);

/* For the day "as_of", an ISO date.  *school_year is NULL where there is none. */
extern DbStatus db_school_year(PGconn *conn, const char *as_of, Arena *arena,
							   const char **school_year);

/* Log a warning for what stands in the way of a mail; *count is how many. */
extern DbStatus db_warn_of_recipients(PGconn *conn, Arena *arena, size_t *count);
extern DbStatus db_warn_of_unsent(PGconn *conn, Arena *arena, size_t *count);

#endif							/* DB_CHECK_H */
