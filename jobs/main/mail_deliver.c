/*
 * mail_deliver.c
 *		The mails of a run, from what an earlier run left behind to the sums.
 */
#include "main/mail_job.h"

#include <inttypes.h>

#include "common/log.h"
#include "db/ops.h"
#include "main/exit_status.h"

/* What a run that died had handed over: told by number, never sent again by
 * itself. */
static ExitCode
recover(const MailJob *job, MailTally *tally)
{
	Arena	   *arena = arena_create(0);
	const int64_t *mails;
	size_t		count = 0;
	size_t		i;
	DbStatus	status;

	if (arena == NULL)
		return EXIT_INTERNAL;
	status = db_mail_recover(job->conn, job->run_id, arena, &mails, &count);
	for (i = 0; status == DB_OK && i < count; i++)
		log_error("mail=%" PRId64 " state=uncertain reason=\"an earlier run ended before the server answered\"",
				  mails[i]);
	tally->uncertain += count;
	arena_free(arena);
	return exit_code_of_db(status);
}

static ExitCode
requeue(const MailJob *job)
{
	int64_t		mails = 0;
	DbStatus	status;

	if (!job->resend_uncertain)
		return EXIT_DONE;
	status = db_mail_requeue_uncertain(job->conn, &mails);
	if (status == DB_OK)
		log_info("uncertain mails queued again: %" PRId64, mails);
	return exit_code_of_db(status);
}

/* Sums of this run, and what is left for others. */
static ExitCode
tell_sums(const MailJob *job, const MailTally *tally)
{
	int64_t		queued = 0;
	int64_t		uncertain = 0;
	DbStatus	status = db_mail_backlog(job->conn, &queued, &uncertain);

	if (status != DB_OK)
		return exit_code_of_db(status);
	log_info("mails as_of=%s queued=%zu %s=%zu deferred=%zu failed=%zu uncertain=%zu waiting=%" PRId64,
			 job->as_of, tally->queued,
			 job->dry_run_dir != NULL ? "written" : "sent", tally->sent,
			 tally->deferred, tally->failed, tally->uncertain, queued);
	if (uncertain > 0)
	{
		log_warning("uncertain mails: %" PRId64, uncertain);
		log_hint("They may have arrived.  \"mentorship mail --resend-uncertain\" sends them again under the same Message-ID.");
	}
	return EXIT_DONE;
}

ExitCode
mail_deliver(const MailJob *job)
{
	MailTally	tally = {0};
	ExitCode	code = exit_code_of_db(db_mail_begin(job->conn));
	ExitCode	told;

	/* who may get what is asked of the sources */
	if (code == EXIT_DONE)
		code = exit_code_of_db(db_check_bindings(job->conn));
	if (code == EXIT_DONE)
		code = recover(job, &tally);
	if (code == EXIT_DONE)
		code = requeue(job);
	if (code == EXIT_DONE)
		code = mail_queue(job, &tally);
	if (code == EXIT_DONE)
		code = job->dry_run_dir != NULL ? mail_write_all(job, &tally) :
			mail_send_all(job, &tally);
	if (PQstatus(job->conn) == CONNECTION_OK)
	{
		told = tell_sums(job, &tally);
		if (code == EXIT_DONE)
			code = told;
	}
	if (code != EXIT_DONE)
		return code;
	if (tally.failed > 0 || tally.uncertain > 0)
		return EXIT_PARTIAL;
	return tally.deferred > 0 ? EXIT_TEMPORARY : EXIT_DONE;
}
