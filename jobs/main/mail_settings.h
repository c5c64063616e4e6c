/*
 * mail_settings.h
 *		The settings that sending needs, read and checked.
 */
#ifndef MAIN_MAIL_SETTINGS_H
#define MAIN_MAIL_SETTINGS_H

#include "common/config.h"
#include "common/exit_codes.h"
#include "mail/smtp.h"

typedef struct MailSettings
{
	SmtpSettings smtp;
	const char *from;			/* address */
	const char *from_name;		/* or NULL */
	const char *reply_to;		/* address, or NULL */
} MailSettings;

/*
 * The texts belong to the configuration.  What a dry run needs, the sender, is
 * needed always; the server only where "sends".  EXIT_CONFIGURATION when
 * something is missing or malformed, and the log says what.
 */
extern ExitCode mail_settings_read(const Config *config, bool sends,
								   MailSettings *settings);

/* What a verdict about the server means for the run. */
extern ExitCode exit_code_of_verdict(SmtpVerdict verdict);

#endif							/* MAIN_MAIL_SETTINGS_H */
