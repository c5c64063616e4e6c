/*
 * session.h
 *		A connection that a job may work with.
 */
#ifndef DB_SESSION_H
#define DB_SESSION_H

#include "db/conn.h"

/*
 * Connect, and make sure that both extensions are there and as old as this
 * program, that every source reads what it is bound to, and that row security
 * binds the login: no superuser, no BYPASSRLS, no owner of the programme's tables
 * and views, nor a member of such a role.
 * Otherwise DB_CONFIGURATION, and the log says what to change.  On success the
 * caller owns *conn and gives it back by PQfinish.
 */
extern DbStatus db_open_session(const ConnOptions *options,
								const char *program_version, PGconn **conn);

/* The second part of it alone, for a connection that is there. */
extern DbStatus db_check_login(PGconn *conn);

/*
 * Take the lock that one nightly run holds until its session ends.  *held is
 * false when another one has it.
 */
extern DbStatus db_lock_night(PGconn *conn, bool *held);

#endif							/* DB_SESSION_H */
