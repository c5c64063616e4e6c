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
 * Check the bindings, and begin the one REPEATABLE READ, READ ONLY transaction
 * of a run.  "as_of" is an ISO date, or NULL for the database's own choice.
 */
extern DbStatus db_begin_snapshot(PGconn *conn, const char *as_of);

typedef enum LoadScope
{
	LOAD_FOR_MENTORS,			/* mentors of the school, with all their
								 * mentees */
	LOAD_FOR_SCHOOLS			/* everything of the school */
} LoadScope;

/*
 * Load what the reports say.  "school_id" is a number as text, or NULL for
 * every school.
 */
extern DbStatus db_load_report_data(PGconn *conn, LoadScope scope,
									const char *school_id, Arena *arena,
									ReportData *data);

#endif							/* DB_OPS_H */
