/*
 * run.h
 *		The table of runs: what a run did, for those who ask in the morning.
 */
#ifndef DB_RUN_H
#define DB_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "db/conn.h"

extern DbStatus db_begin_run(PGconn *conn, const char *command, const char *as_of,
							 const char *program_version, int64_t *run_id);

/* "exit_status" is what the program is about to end with. */
extern DbStatus db_end_run(PGconn *conn, int64_t run_id, int exit_status);

/* Adds to what the run has written and failed to make. */
extern DbStatus db_note_reports(PGconn *conn, int64_t run_id, size_t written,
								size_t failed);

/*
 * Something failed: in stage "refresh", "report" or "mail"; "kind" (mentor,
 * school, mentees, mentee) and "scope_id" say which report, or are NULL.
 */
extern DbStatus db_note_failure(PGconn *conn, int64_t run_id, const char *stage,
								const char *kind, const char *scope_id,
								const char *sqlstate, const char *reason);

/* Brings the kept attendance values up to date; answers are right without it. */
extern DbStatus db_refresh(PGconn *conn);

/* A transaction round the calls that follow, to be undone again. */
extern DbStatus db_begin(PGconn *conn);
extern DbStatus db_rollback(PGconn *conn);

#endif							/* DB_RUN_H */
