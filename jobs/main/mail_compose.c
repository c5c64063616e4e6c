/*
 * mail_compose.c
 *		A claimed mail into bytes: its report from the disk, its words, its
 *		headers.
 */
#include "main/mail_job.h"

#include <inttypes.h>
#include <string.h>

#include "mail/address.h"
#include "mail/digest.h"
#include "mail/message.h"
#include "mail/wording.h"
#include "main/report_file.h"

/* Whoever changed the file since it was queued: it is not what was promised. */
static bool
read_report(const MailJob *job, const ClaimedMail *mail, Arena *arena,
			ReportFile *file, const char **fault)
{
	char		digest[DIGEST_TEXT_SIZE];
	int			error = report_file_read(job->report_dir, mail->file_name, arena, file);

	if (error != 0)
	{
		*fault = arena_printf(arena, "could not read the report: %s", strerror(error));
		return false;
	}
	if (!digest_sha256(file->data, file->size, digest) ||
		strcmp(digest, mail->file_sha256) != 0)
	{
		*fault = "the report is another file than was queued";
		return false;
	}
	return true;
}

bool
mail_compose(const MailJob *job, const ClaimedMail *mail, Arena *arena,
			 const char **message, size_t *length, const char **fault)
{
	MailWording wording;
	ReportFile	file;
	MailMessage parts;
	MailStatus	status;

	/* before anything else: no connection is made for an address like that */
	if (!mail_address_is_valid(mail->address, strlen(mail->address)))
	{
		*fault = mail_status_text(MAIL_BAD_ADDRESS);
		return false;
	}
	if (!read_report(job, mail, arena, &file, fault))
		return false;
	if (!mail_word(mail->kind, mail->scope_id, mail->as_of,
				   mail->recipient_name != NULL ? mail->recipient_name : "",
				   mail->district_name, arena, &wording))
	{
		*fault = mail_status_text(MAIL_MEMORY);
		return false;
	}
	parts = (MailMessage) {
		.from_address = job->settings->from_address,
		.from_name = job->settings->from_name != NULL ?
			job->settings->from_name : mail->district_name,
		.to_address = mail->address,
		.to_name = mail->recipient_name,
		.reply_to = job->settings->reply_to,
		.subject = wording.subject,
		.message_id = mail->message_id,
		.sent_at = mail->sent_at,
		.text = wording.text,
		.file_name = wording.file_name,
		.file = file.data,
		.file_size = file.size
	};
	status = mail_message_build(&parts, arena, message, length);
	if (status != MAIL_OK)
		*fault = mail_status_text(status);
	return status == MAIL_OK;
}
