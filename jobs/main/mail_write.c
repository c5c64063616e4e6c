/*
 * mail_write.c
 *		The dry run: each message as a file, byte for byte what would be sent.
 */
#include "main/mail_job.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "common/date.h"
#include "common/file.h"
#include "common/log.h"
#include "common/stop.h"
#include "main/exit_status.h"

/* Named by numbers: "mentor-17-to-17-2026-02-12.eml". */
static int
save(const MailJob *job, const ClaimedMail *mail, const char *message, size_t length)
{
	char		path[PATH_MAX];
	char		day[DATE_TEXT_MAX];
	int			needed = snprintf(path, sizeof(path),
								  "%s/%s-%" PRId64 "-to-%" PRId64 "-%s.eml",
								  job->dry_run_dir, mail->kind, mail->scope_id,
								  mail->staff_id, date_iso(mail->as_of, day));

	if (needed < 0 || (size_t) needed >= sizeof(path))
		return ENAMETOOLONG;
	return file_save(path, message, length);
}

static ExitCode
write_one(const MailJob *job, const ClaimedMail *mail, Arena *arena, MailTally *tally)
{
	const char *fault = mail->refusal;
	const char *message;
	size_t		length;
	int			error;

	if (fault != NULL || !mail_compose(job, mail, arena, &message, &length, &fault))
	{
		tally->failed++;
		log_error(MAIL_LOG_FORMAT " state=failed reason=\"%s\"", MAIL_LOG_VALUES(mail), fault);
		return EXIT_DONE;
	}
	error = save(job, mail, message, length);
	if (error != 0)
	{
		log_error("could not write the message: " MAIL_LOG_FORMAT " error=\"%s\"",
				  MAIL_LOG_VALUES(mail), strerror(error));
		return EXIT_IO;
	}
	tally->sent++;
	log_detail(MAIL_LOG_FORMAT " written", MAIL_LOG_VALUES(mail));
	return EXIT_DONE;
}

ExitCode
mail_write_all(const MailJob *job, MailTally *tally)
{
	Arena	   *arena = arena_create(0);
	ExitCode	code = arena == NULL ? EXIT_INTERNAL : EXIT_DONE;

	while (code == EXIT_DONE && !stop_requested())
	{
		ClaimedMail *mail;
		DbStatus	status;

		arena_reset(arena);
		status = db_mail_claim(job->conn, arena, &mail);
		if (status != DB_OK || mail == NULL)
		{
			code = exit_code_of_db(status);
			break;
		}
		code = write_one(job, mail, arena, tally);
	}
	arena_free(arena);
	return code == EXIT_DONE && stop_requested() ? EXIT_TEMPORARY : code;
}
