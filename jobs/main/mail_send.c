/*
 * mail_send.c
 *		Emptying the queue, one claimed mail after the other.
 */
#include "main/mail_job.h"

#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/stop.h"
#include "main/exit_status.h"

/* So many mails without any answer, one after the other: the server is ill. */
#define SILENCES_MOST 3

/* What becomes of a mail and of the run. */
typedef struct Sending
{
	const MailJob *job;
	SmtpClient *client;
	MailTally  *tally;
	Arena	   *arena;			/* of the mail on its way */
	const ClaimedMail *mail;
	DbStatus	database;		/* what the hand-over got from it */
	const char *refusal;		/* in the arena */
	int			silences;
} Sending;

/* The last byte is out, and its end is not: the database must know first. */
static bool
hand_over(void *argument)
{
	Sending    *sending = argument;

	sending->database = db_mail_sending(sending->job->conn, sending->mail->outbox_id,
										sending->arena, &sending->refusal);
	return sending->database == DB_OK && sending->refusal == NULL;
}

/* Note what became of the mail, and count it. */
static ExitCode
settle(Sending *sending, const char *outcome, int code, const char *text)
{
	const ClaimedMail *mail = sending->mail;
	MailTally  *tally = sending->tally;
	const char *state;
	DbStatus	status = db_mail_settle(sending->job->conn, sending->job->run_id,
										mail->outbox_id, outcome, code, text,
										sending->arena, &state);

	if (status != DB_OK)
	{
		log_error("could not note what became of it: " MAIL_LOG_FORMAT " outcome=%s",
				  MAIL_LOG_VALUES(mail), outcome);
		return exit_code_of_db(status);
	}
	if (strcmp(state, "sent") == 0)
	{
		tally->sent++;
		log_detail(MAIL_LOG_FORMAT " state=sent code=%d", MAIL_LOG_VALUES(mail), code);
		return EXIT_DONE;
	}
	if (strcmp(state, "queued") == 0)
		tally->deferred++;
	else if (strcmp(state, "uncertain") == 0)
		tally->uncertain++;
	else
		tally->failed++;
	/* the server's own words stay in the database: they may hold anything */
	log_error(MAIL_LOG_FORMAT " state=%s code=%d%s%s%s", MAIL_LOG_VALUES(mail),
			  strcmp(state, "queued") == 0 ? "deferred" : state, code,
			  code == 0 ? " reason=\"" : "", code == 0 ? text : "",
			  code == 0 ? "\"" : "");
	return EXIT_DONE;
}

/* Nothing was done: the mail waits for the next run. */
static ExitCode
release(Sending *sending, ExitCode code)
{
	DbStatus	status = db_mail_release(sending->job->conn, sending->mail->outbox_id);

	return status == DB_OK ? code : exit_code_of_db(status);
}

/* The hand-over was forbidden, by the database or for want of it. */
static ExitCode
withheld(Sending *sending)
{
	if (sending->database != DB_OK)
		return exit_code_of_db(sending->database);
	return settle(sending, "failed", 0, sending->refusal);
}

/* The server's fault or ours, but no mail's. */
static ExitCode
end_run(Sending *sending, const SmtpResult *result)
{
	switch (result->verdict)
	{
		case SMTP_NO_LOGIN:
			log_error("the mail server does not let us send: code=%d", result->code);
			log_hint("Check the settings smtp_user, smtp_password and mail_from.");
			return release(sending, EXIT_PERMISSION);
		case SMTP_INSECURE:
			log_error("no secure connection to the mail server: %s", result->text);
			log_hint("The server must offer TLS, with a valid certificate for its name; setting smtp_ca_file names other certificates to trust.");
			return release(sending, EXIT_CONFIGURATION);
		case SMTP_STOPPED:
			return release(sending, EXIT_TEMPORARY);
		case SMTP_INTERNAL:
			log_error("could not prepare a mail: %s", result->text);
			return release(sending, EXIT_INTERNAL);
		default:
			if (result->code >= 400)
				log_error("the mail server turns us away: code=%d", result->code);
			else
				log_error("could not reach the mail server: %s", result->text);
			return release(sending, EXIT_TEMPORARY);
	}
}

/*
 * The code that the server gave to this mail.  Where the connection was lost,
 * or the answer is out, the last one was of an earlier command.
 */
static int
code_of(const SmtpResult *result)
{
	switch (result->verdict)
	{
		case SMTP_DEFERRED:
			return result->code / 100 == 4 ? result->code : 0;
		case SMTP_UNCERTAIN:
			return 0;
		default:
			return result->code;
	}
}

/* EXIT_DONE to go on with the next mail. */
static ExitCode
take_verdict(Sending *sending, const SmtpResult *result)
{
	int			code = code_of(result);

	/* a server that says nothing is not asked for every mail of the night */
	sending->silences = code == 0 ? sending->silences + 1 : 0;
	switch (result->verdict)
	{
		case SMTP_SENT:
			return settle(sending, "sent", code, result->text);
		case SMTP_REFUSED:
			return settle(sending, "failed", code, result->text);
		case SMTP_BAD_ADDRESS:
			return settle(sending, "failed", 0, result->text);
		case SMTP_WITHHELD:
			return withheld(sending);
		case SMTP_DEFERRED:
			return settle(sending, "deferred", code, result->text);
		case SMTP_UNCERTAIN:
			return settle(sending, "uncertain", code, result->text);
		default:
			return end_run(sending, result);
	}
}

static ExitCode
send_one(Sending *sending)
{
	const MailJob *job = sending->job;
	const ClaimedMail *mail = sending->mail;
	const char *message;
	const char *fault;
	size_t		length;
	SmtpResult	result;

	if (mail->refusal != NULL)
		return settle(sending, "failed", 0, mail->refusal);
	if (!mail_compose(job, mail, sending->arena, &message, &length, &fault))
		return settle(sending, "failed", 0, fault);
	sending->database = DB_OK;
	sending->refusal = NULL;
	smtp_send(sending->client, job->settings->from_address, mail->address, message,
			  length, hand_over, sending, &result);
	return take_verdict(sending, &result);
}

static ExitCode
send_claimed(Sending *sending)
{
	ExitCode	code = EXIT_DONE;

	while (code == EXIT_DONE && !stop_requested())
	{
		ClaimedMail *mail;
		DbStatus	status;

		arena_reset(sending->arena);
		status = db_mail_claim(sending->job->conn, sending->arena, &mail);
		if (status != DB_OK)
			return exit_code_of_db(status);
		if (mail == NULL)
			return EXIT_DONE;
		sending->mail = mail;
		code = send_one(sending);
		if (code == EXIT_DONE && sending->silences >= SILENCES_MOST)
		{
			log_error("the mail server gave no answer to %d mails in a row", SILENCES_MOST);
			code = EXIT_TEMPORARY;
		}
	}
	return code == EXIT_DONE && stop_requested() ? EXIT_TEMPORARY : code;
}

ExitCode
mail_send_all(const MailJob *job, MailTally *tally)
{
	Sending		sending = {.job = job, .tally = tally};
	ExitCode	code = EXIT_INTERNAL;

	sending.arena = arena_create(0);
	sending.client = smtp_open(&job->settings->smtp);
	if (sending.arena != NULL && sending.client != NULL)
		code = send_claimed(&sending);
	else
		log_error("could not prepare the mail client");
	smtp_close(sending.client);
	arena_free(sending.arena);
	return code;
}
