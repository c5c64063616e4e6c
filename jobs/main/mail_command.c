/*
 * mail_command.c
 *		"mentorship mail": the reports of the day to those who get them.
 */
#include "main/mail_command.h"

#include <time.h>
#include <unistd.h>

#include "common/log.h"
#include "common/night.h"
#include "db/run.h"
#include "db/session.h"
#include "main/exit_status.h"
#include "main/mail_job.h"
#include "main/output_folder.h"

/* The run is noted before it does anything, and so is how it ended. */
static ExitCode
run_job(MailJob *job)
{
	DbStatus	status = db_begin_run(job->conn, "mail", job->as_of, MSHIP_VERSION,
									  &job->run_id);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	code = mail_deliver(job);
	if (PQstatus(job->conn) == CONNECTION_OK)
	{
		status = db_end_run(job->conn, job->run_id, (int) code);
		if (code == EXIT_DONE)
			code = exit_code_of_db(status);
	}
	return code;
}

/* Everything but the files is undone again. */
static ExitCode
run_dry(MailJob *job)
{
	DbStatus	status = db_begin(job->conn);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	code = run_job(job);
	if (PQstatus(job->conn) == CONNECTION_OK)
	{
		status = db_rollback(job->conn);
		if (code == EXIT_DONE)
			code = exit_code_of_db(status);
	}
	return code;
}

static ExitCode
run_connected(MailJob *job, const ConnOptions *connection)
{
	DbStatus	status = db_open_session(connection, MSHIP_VERSION, &job->conn);
	ExitCode	code;
	int			folder;

	if (status != DB_OK)
		return exit_code_of_db(status);
	if (job->dry_run_dir == NULL)
		code = run_job(job);
	else
	{
		code = output_folder_open(job->dry_run_dir, &folder);
		if (code == EXIT_DONE)
		{
			code = run_dry(job);
			close(folder);
		}
	}
	PQfinish(job->conn);
	return code;
}

ExitCode
run_mail_command(const Options *options)
{
	MailSettings settings;
	char		day[DATE_TEXT_MAX];
	MailJob		job = {
		.as_of = options->as_of != NULL ? options->as_of : day_of_night(time(NULL), day),
		.report_dir = config_get(options->config, CONFIG_REPORT_DIR),
		.settings = &settings,
		.resend_uncertain = options->resend_uncertain,
		.dry_run_dir = options->dry_run ? options->output_dir : NULL
	};
	ExitCode	code = mail_settings_load(options->config, !options->dry_run, &settings);

	if (code != EXIT_DONE)
		return code;
	if (job.as_of == NULL)
		return EXIT_INTERNAL;
	if (job.report_dir == NULL)
	{
		log_error("setting \"%s\" is missing", config_name(CONFIG_REPORT_DIR));
		log_hint("It is the folder of all reports, with a folder for each day.");
		return EXIT_CONFIGURATION;
	}
	return run_connected(&job, &options->connection);
}
