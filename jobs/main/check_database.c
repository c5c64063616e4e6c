/*
 * check_database.c
 *		The database's part of "mentorship check".
 */
#include "main/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "common/log.h"
#include "db/check.h"
#include "db/ops.h"
#include "db/session.h"
#include "main/exit_status.h"

/* The oldest server that the extensions are written for. */
#define SERVER_LEAST 150000

/* Seconds by which the two clocks may differ. */
#define CLOCK_SLACK 300

static PGconn *
check_connection(Check *check, ServerFacts *facts)
{
	PGconn	   *conn = NULL;
	DbStatus	status;

	check_begin(check, "connection");
	status = db_connect(&check->options->connection, &conn);
	if (status == DB_OK)
		status = db_server_facts(conn, check->arena, facts);
	if (status == DB_OK)
		check_ok(check, "database \"%s\", login \"%s\"", facts->database, facts->login);
	check_end(check, exit_code_of_db(status));
	if (status == DB_OK)
		return conn;
	PQfinish(conn);
	return NULL;
}

static void
check_server(Check *check, const ServerFacts *facts)
{
	ExitCode	code = EXIT_DONE;

	check_begin(check, "server");
	if (facts->version_number < SERVER_LEAST)
	{
		log_error("PostgreSQL %s is too old", facts->version);
		log_hint("PostgreSQL 15 is the oldest that works.");
		code = EXIT_CONFIGURATION;
	}
	else if (facts->standby != 0)
	{
		log_error("this server is a standby");
		log_hint("Connect to the primary.");
		code = EXIT_TEMPORARY;
	}
	else
		check_ok(check, "PostgreSQL %s", facts->version);
	check_end(check, code);
}

static bool
check_versions(Check *check, PGconn *conn)
{
	DbStatus	status;

	check_begin(check, "versions");
	status = db_check_versions(conn, MSHIP_VERSION);
	if (status == DB_OK)
		check_ok(check, "extensions and program have version %s", MSHIP_VERSION);
	check_end(check, exit_code_of_db(status));
	return status == DB_OK;
}

static bool
check_login(Check *check, PGconn *conn)
{
	int64_t		schools = 0;
	DbStatus	status;

	check_begin(check, "login");
	status = db_check_login(conn);
	if (status == DB_OK)
		status = db_check_rights(conn, check->arena);
	if (status == DB_OK)
		status = db_count_schools(conn, check->arena, &schools);
	if (status == DB_OK && schools == 0)
	{
		log_error("the login sees no school");
		log_hint("Insert its name into mentorship.school_access, with a school or with NULL for all.");
		status = DB_CONFIGURATION;
	}
	if (status == DB_OK)
		check_ok(check, "bound by row security, sees %" PRId64 " schools", schools);
	check_end(check, exit_code_of_db(status));
	return status == DB_OK;
}

static void
check_bindings(Check *check, PGconn *conn)
{
	DbStatus	status;

	check_begin(check, "bindings");
	status = db_check_bindings(conn);
	if (status == DB_OK)
		check_ok(check, "every source reads what it is bound to");
	check_end(check, exit_code_of_db(status));
}

static void
check_day(Check *check, PGconn *conn, const ServerFacts *facts)
{
	const char *school_year = NULL;
	int64_t		ahead = (int64_t) time(NULL) - facts->clock;
	DbStatus	status;

	check_begin(check, "day");
	status = db_school_year(conn, check->as_of, check->arena, &school_year);
	if (ahead > CLOCK_SLACK || ahead < -CLOCK_SLACK)
	{
		log_warning("the clocks of this machine and of the database differ by %" PRId64 " seconds",
					ahead < 0 ? -ahead : ahead);
		log_hint("See that both are set by the network.");
	}
	if (status == DB_OK && school_year == NULL)
	{
		log_warning("no school year is in force on %s", check->as_of);
		log_hint("Reports of a day between two years say little; "
				 "table mentorship.school_year has the years.");
	}
	else if (status == DB_OK)
		check_ok(check, "%s, school year %s", check->as_of, school_year);
	check_end(check, exit_code_of_db(status));
}

static void
check_recipients(Check *check, PGconn *conn)
{
	size_t		wrong = 0;
	size_t		unsent = 0;
	DbStatus	status;

	check_begin(check, "recipients");
	status = db_warn_of_recipients(conn, check->arena, &wrong);
	if (status == DB_OK)
		status = db_warn_of_unsent(conn, check->arena, &unsent);
	if (status == DB_OK && wrong + unsent == 0)
		check_ok(check, "every mentor and every school has one");
	check_end(check, exit_code_of_db(status));
}

void
check_database(Check *check)
{
	ServerFacts facts;
	PGconn	   *conn = check_connection(check, &facts);

	if (conn == NULL)
		return;
	check_server(check, &facts);
	/* nothing more can be asked of another version, or by a stranger */
	if (check_versions(check, conn) && check_login(check, conn))
	{
		check_bindings(check, conn);
		check_day(check, conn, &facts);
		check_recipients(check, conn);
	}
	PQfinish(conn);
}
