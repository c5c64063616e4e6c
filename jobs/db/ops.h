/*
 * ops.h
 *		Everything the jobs ask of the database, as named operations.
 */
#ifndef DB_OPS_H
#define DB_OPS_H

#include <stdint.h>

#include "common/arena.h"
#include "db/conn.h"
#include "model/report_data.h"
#include "model/roster.h"

/*
 * Both extensions must be there and as old as this program; otherwise the
 * answer is DB_CONFIGURATION and the log names all versions.
 */
extern DbStatus db_check_versions(PGconn *conn, const char *program_version);

/*
 * Every source must read what it is bound to: after a restore, none that was
 * bound does.  Otherwise the answer is DB_CONFIGURATION, and the log names the
 * sources.
 */
extern DbStatus db_check_bindings(PGconn *conn);

/*
 * Begin a REPEATABLE READ, READ ONLY transaction: with a snapshot of its own,
 * or with the one that another process of the run exported.  "as_of" is an ISO
 * date, or NULL for the database's own choice.
 */
extern DbStatus db_begin_snapshot(PGconn *conn, const char *as_of,
								  const char *snapshot);

/*
 * The name of the transaction's snapshot for other processes; it is good as
 * long as the transaction.
 */
extern DbStatus db_export_snapshot(PGconn *conn, Arena *arena,
								   const char **snapshot);

/*
 * A row that cannot be read must not end the transaction of the run: set a
 * savepoint once, and go back to it after each such failure.
 */
extern DbStatus db_set_savepoint(PGconn *conn);
extern DbStatus db_rollback_to_savepoint(PGconn *conn);

/*
 * Which reports there are.  "school_id" is a number as text, or NULL for every
 * school; one that is not there is DB_NO_SCHOOL.
 */
extern DbStatus db_load_roster(PGconn *conn, ReportKind kind,
							   const char *school_id, Arena *arena,
							   Roster *roster);

/*
 * Load what all reports of a run share: the heading, whom to ask for help, and
 * for the schools' reports their counts.  The rest of *data is empty.
 */
extern DbStatus db_load_run(PGconn *conn, ReportKind kind,
							const char *school_id, Arena *arena,
							ReportData *data);

/*
 * Add to what a run shares what the reports of one batch say.  On failure
 * *data is untouched.
 */
extern DbStatus db_load_batch(PGconn *conn, ReportKind kind,
							  const char *school_id, const Roster *roster,
							  const Batch *batch, Arena *arena,
							  ReportData *data);

#endif							/* DB_OPS_H */
