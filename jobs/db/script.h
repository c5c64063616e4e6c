/*
 * script.h
 *		Several statements at once, and rows by COPY.
 */
#ifndef DB_SCRIPT_H
#define DB_SCRIPT_H

#include "db/conn.h"

/* Run several statements that give no rows, all of them or up to the first
 * that fails. */
extern DbStatus db_run_script(PGconn *conn, const char *operation,
							  const char *sql);

/*
 * Send rows by COPY ... FROM STDIN: begin, put any number of times, end.  After
 * a failure of one of them nothing more may be put.
 */
extern DbStatus db_copy_begin(PGconn *conn, const char *operation,
							  const char *sql);
extern DbStatus db_copy_put(PGconn *conn, const char *operation,
							const char *data, size_t length);
extern DbStatus db_copy_end(PGconn *conn, const char *operation);

#endif							/* DB_SCRIPT_H */
