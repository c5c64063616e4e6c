/*
 * nightly_command.c
 *		"mentorship nightly": every report of the day, made and sent.
 *
 * Stage by stage: attendance values, reports, mails.  Each can be done again: a report
 * that is made again replaces the file whole, and a mail that is queued or
 * sent is not queued again.  So a run that ends early, in whatever way, is
 * followed by another one that does the rest.
 */
#include "main/nightly_command.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "common/night.h"
#include "common/stop.h"
#include "db/ops.h"
#include "db/run.h"
#include "db/session.h"
#include "main/exit_status.h"
#include "main/mail_job.h"
#include "main/report_command.h"

typedef struct Night
{
	const Options *options;
	const char *as_of;
	MailSettings settings;
	PGconn	   *conn;			/* holds the lock */
	int64_t		run_id;
	Arena	   *arena;
} Night;

/* The word of the command line, and the kind in the table of failures. */
static const struct
{
	const char *word;
	const char *kind;
}			parts[] = {
	{"mentors", "mentor"}, {"schools", "school"}, {"mentees", "mentee"},
};

#define PART_COUNT (sizeof(parts) / sizeof(parts[0]))

/*
 * What the run ends with when one stage ended with "code" and a later one with
 * "next": the first thing that needs somebody's hand, or another run; only
 * then that something failed.
 */
static ExitCode
join_codes(ExitCode code, ExitCode next)
{
	return code == EXIT_DONE || (code == EXIT_PARTIAL && next != EXIT_DONE) ?
		next : code;
}

/* Whether the stages that follow have something to work with. */
static bool
may_go_on(ExitCode code)
{
	return (code == EXIT_DONE || code == EXIT_PARTIAL || code == EXIT_IO ||
			code == EXIT_CANNOT_CREATE) && !stop_requested();
}

/* ---------- attendance values ---------- */

static ExitCode
refresh(const Night *night)
{
	return exit_code_of_db(db_refresh(night->conn));
}

/* ---------- reports ---------- */

static ExitCode
note_outcome(const Night *night, const char *kind, const ReportOutcome *outcome)
{
	DbStatus	status = db_note_reports(night->conn, night->run_id,
										 outcome->written, outcome->failed);
	char		id[24];
	size_t		i;

	for (i = 0; i < outcome->failed && status == DB_OK; i++)
	{
		const FailedReport *failure = &outcome->failures[i];

		snprintf(id, sizeof(id), "%" PRId64, failure->report_id);
		status = db_note_failure(night->conn, night->run_id, "report", kind, id,
								 failure->sqlstate, failure->reason);
	}
	return exit_code_of_db(status);
}

/* All kinds of reports, from one snapshot, into folders of the day. */
static ExitCode
make_kinds(const Night *night, const char *snapshot, ReportOutcome outcomes[PART_COUNT])
{
	ExitCode	code = EXIT_DONE;
	size_t		i;

	for (i = 0; i < PART_COUNT && may_go_on(code); i++)
	{
		Options		part = *night->options;

		part.words[0] = parts[i].word;
		part.as_of = night->as_of;
		part.output_dir = arena_printf(night->arena, "%s/%s/%s",
									   night->options->output_dir, night->as_of,
									   parts[i].word);
		code = join_codes(code, part.output_dir == NULL ? EXIT_INTERNAL :
						  report_make(&part, snapshot, night->arena, &outcomes[i]));
	}
	return code;
}

static ExitCode
make_reports(const Night *night)
{
	ReportOutcome outcomes[PART_COUNT] = {{0}};
	const char *snapshot = NULL;
	DbStatus	status = db_begin_snapshot(night->conn, night->as_of, NULL);
	ExitCode	code;
	size_t		i;

	if (status == DB_OK)
		status = db_export_snapshot(night->conn, night->arena, &snapshot);
	code = status == DB_OK ? make_kinds(night, snapshot, outcomes) :
		exit_code_of_db(status);
	if (PQstatus(night->conn) != CONNECTION_OK)
		return join_codes(code, EXIT_TEMPORARY);
	/* nothing was written in it: this only lets the snapshot go */
	status = db_rollback(night->conn);
	if (status != DB_OK)
		return join_codes(code, exit_code_of_db(status));
	for (i = 0; i < PART_COUNT; i++)
		code = join_codes(code, note_outcome(night, parts[i].kind, &outcomes[i]));
	return code;
}

/* ---------- the run ---------- */

static ExitCode
send_mails(const Night *night)
{
	MailJob		job = {
		.conn = night->conn,
		.run_id = night->run_id,
		.as_of = night->as_of,
		.report_dir = night->options->output_dir,
		.settings = &night->settings
	};

	return mail_deliver(&job);
}

/* A stage that did not get to its end; what failed in it is noted already. */
static void
note_stage(const Night *night, const char *stage, ExitCode code)
{
	if (PQstatus(night->conn) != CONNECTION_OK)
		return;
	(void) db_note_failure(night->conn, night->run_id, stage, NULL, NULL,
						   db_last_sqlstate(), stop_requested() ? "stopped" :
						   code == EXIT_TEMPORARY ? "database or mail server out of reach, or no time" :
						   code == EXIT_IO || code == EXIT_CANNOT_CREATE ? "files could not be written" :
						   "see the log of the run");
}

static ExitCode
run_stages(const Night *night)
{
	static const struct
	{
		const char *name;
		ExitCode	(*run) (const Night *night);
	}			stages[] = {
		{"refresh", refresh}, {"report", make_reports}, {"mail", send_mails},
	};
	ExitCode	code = EXIT_DONE;
	size_t		i;

	for (i = 0; i < sizeof(stages) / sizeof(stages[0]) && may_go_on(code); i++)
	{
		ExitCode	ended;

		db_forget_sqlstate();
		ended = stages[i].run(night);
		log_info("command=nightly run=%" PRId64 " stage=%s exit=%d", night->run_id,
				 stages[i].name, (int) ended);
		if (ended != EXIT_DONE && ended != EXIT_PARTIAL)
			note_stage(night, stages[i].name, ended);
		code = join_codes(code, ended);
	}
	return stop_requested() ? join_codes(code, EXIT_TEMPORARY) : code;
}

static ExitCode
run_locked(Night *night)
{
	DbStatus	status = db_begin_run(night->conn, "nightly", night->as_of,
									  MSHIP_VERSION, &night->run_id);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	log_info("command=nightly run=%" PRId64 " as_of=%s", night->run_id, night->as_of);
	code = run_stages(night);
	/* without the connection the run stays without an end in its table */
	if (PQstatus(night->conn) == CONNECTION_OK)
		code = join_codes(code, exit_code_of_db(
							  db_end_run(night->conn, night->run_id, (int) code)));
	log_info("command=nightly run=%" PRId64 " as_of=%s exit=%d", night->run_id,
			 night->as_of, (int) code);
	return code;
}

static ExitCode
run_connected(Night *night)
{
	bool		held = false;
	DbStatus	status = db_open_session(&night->options->connection, MSHIP_VERSION,
										 &night->conn);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	status = db_lock_night(night->conn, &held);
	if (status == DB_OK && held)
		code = run_locked(night);
	else if (status == DB_OK)
	{
		log_error("another nightly run is at work in this database");
		code = EXIT_TEMPORARY;
	}
	else
		code = exit_code_of_db(status);
	PQfinish(night->conn);
	return code;
}

ExitCode
run_nightly_command(const Options *options)
{
	char		day[DATE_TEXT_MAX];
	Night		night = {
		.options = options,
		.as_of = options->as_of != NULL ? options->as_of : day_of_night(time(NULL), day),
		.arena = arena_create(0)
	};
	ExitCode	code = EXIT_INTERNAL;

	/* what would stop the mails is told before the reports are made */
	if (night.arena != NULL && night.as_of != NULL)
		code = mail_settings_load(options->config, true, &night.settings);
	if (code == EXIT_DONE)
		code = run_connected(&night);
	arena_free(night.arena);
	return code;
}
