/*
 * mail_queue.c
 *		Queuing the mails of the day.
 */
#include "main/mail_job.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/log.h"
#include "mail/address.h"
#include "mail/digest.h"
#include "main/exit_status.h"
#include "main/report_file.h"

/*
 * Fill in the digests.  What cannot be read stays without one: the database
 * then refuses its recipients and notes it.
 */
static ExitCode
take_digests(const MailJob *job, DueReport *reports, size_t count, Arena *arena)
{
	Arena	   *scratch = arena_create(0);
	size_t		i;

	for (i = 0; scratch != NULL && i < count; i++)
	{
		char		digest[DIGEST_TEXT_SIZE];
		ReportFile	file;
		int			error;

		arena_reset(scratch);
		error = report_file_read(job->report_dir, reports[i].file_name, scratch, &file);
		if (error == 0 && digest_sha256(file.data, file.size, digest))
			reports[i].sha256 = arena_strdup(arena, digest);
		else if (error != 0)
			log_error("could not read the report: kind=%s scope=%" PRId64 " file=\"%s\" error=\"%s\"",
					  reports[i].kind, reports[i].scope_id, reports[i].file_name,
					  strerror(error));
	}
	if (scratch == NULL || arena_failed(arena))
	{
		arena_free(scratch);
		return EXIT_INTERNAL;
	}
	arena_free(scratch);
	return EXIT_DONE;
}

static void
count_outcomes(const QueuedMail *mails, size_t count, MailTally *tally)
{
	size_t		i;

	for (i = 0; i < count; i++)
	{
		if (strcmp(mails[i].outcome, "queued") == 0)
			tally->queued++;
		else if (strcmp(mails[i].outcome, "refused") == 0)
		{
			tally->failed++;
			log_error("refused: kind=%s scope=%" PRId64 " staff=%" PRId64 " reason=\"%s\"",
					  mails[i].kind, mails[i].scope_id, mails[i].staff_id,
					  mails[i].reason);
		}
	}
}

/* Whether reports were written for the day at all. */
static bool
has_reports(const MailJob *job)
{
	char		path[4096];
	int			length = snprintf(path, sizeof(path), "%s/%s", job->report_dir, job->as_of);
	struct stat info;

	return length > 0 && (size_t) length < sizeof(path) && stat(path, &info) == 0;
}

static ExitCode
queue(const MailJob *job, Arena *arena, MailTally *tally)
{
	DueReport  *reports;
	QueuedMail *mails;
	size_t		report_count;
	size_t		mail_count;
	DbStatus	status = db_mail_due(job->conn, job->as_of, arena, &reports, &report_count);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	code = take_digests(job, reports, report_count, arena);
	if (code != EXIT_DONE)
		return code;
	status = db_mail_enqueue(job->conn, job->run_id, job->as_of, reports, report_count,
							 mail_address_domain(job->settings->from_address), arena,
							 &mails, &mail_count);
	if (status == DB_OK)
		count_outcomes(mails, mail_count, tally);
	return exit_code_of_db(status);
}

ExitCode
mail_queue(const MailJob *job, MailTally *tally)
{
	Arena	   *arena;
	ExitCode	code;

	if (!has_reports(job))
	{
		log_info("no reports as of %s in \"%s\": nothing new to send", job->as_of,
				 job->report_dir);
		return EXIT_DONE;
	}
	arena = arena_create(0);
	code = arena == NULL ? EXIT_INTERNAL : queue(job, arena, tally);
	arena_free(arena);
	return code;
}
