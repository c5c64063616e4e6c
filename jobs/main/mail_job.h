/*
 * mail_job.h
 *		Sending the reports of a run: queue what is due, then empty the queue.
 *
 * "mentorship mail" and "mentorship nightly" call mail_deliver(); the other
 * functions are its parts.
 */
#ifndef MAIN_MAIL_JOB_H
#define MAIN_MAIL_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/exit_codes.h"
#include "db/outbox.h"
#include "main/mail_settings.h"

typedef struct MailJob
{
	PGconn	   *conn;			/* of db_open_session() */
	int64_t		run_id;			/* of db_begin_run() */
	const char *as_of;			/* ISO date: whose reports are due */
	const char *report_dir;		/* folder of all reports: AS-OF/mentors/mentor-ID.pdf ... */
	const MailSettings *settings;
	bool		resend_uncertain;
	const char *dry_run_dir;	/* write messages here instead of sending, or NULL */
} MailJob;

typedef struct MailTally
{
	size_t		queued;			/* new in the outbox */
	size_t		sent;			/* or written */
	size_t		deferred;
	size_t		failed;			/* and refused */
	size_t		uncertain;
} MailTally;

/*
 * All of it.  Logs each failure by number and the sums at the end.  EXIT_DONE;
 * EXIT_PARTIAL when mails failed, are uncertain or were refused;
 * EXIT_TEMPORARY when the server is out of reach or put mails off, when the
 * database went away, and after a wish to stop; EXIT_PERMISSION when the
 * server does not let us in; EXIT_CONFIGURATION when it is not to be trusted.
 * Safe to run again whatever happened.
 */
extern ExitCode mail_deliver(const MailJob *job);

/* Queue the mails of the day. */
extern ExitCode mail_queue(const MailJob *job, MailTally *tally);

/* Send what is in the queue, or write it. */
extern ExitCode mail_send_all(const MailJob *job, MailTally *tally);
extern ExitCode mail_write_all(const MailJob *job, MailTally *tally);

/*
 * The bytes of a claimed mail, in the arena.  False after setting *fault, in
 * words without a name.
 */
extern bool mail_compose(const MailJob *job, const ClaimedMail *mail, Arena *arena,
						 const char **message, size_t *length, const char **fault);

/* What a claimed mail is called in the log. */
#define MAIL_LOG_FORMAT "mail=%" PRId64 " kind=%s scope=%" PRId64 " staff=%" PRId64
#define MAIL_LOG_VALUES(mail) \
	(mail)->outbox_id, (mail)->kind, (mail)->scope_id, (mail)->staff_id

#endif							/* MAIN_MAIL_JOB_H */
