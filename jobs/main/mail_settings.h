/*
 * mail_settings.h
 *		The settings of mail, checked before anything depends on them.
 */
#ifndef MAIN_MAIL_SETTINGS_H
#define MAIN_MAIL_SETTINGS_H

#include <stdbool.h>

#include "common/config.h"
#include "mail/smtp.h"

typedef struct MailSettings
{
	SmtpSettings smtp;			/* its server is NULL only if none was needed */
	const char *from_address;
	const char *from_name;		/* or NULL */
	const char *reply_to;		/* or NULL */
} MailSettings;

/*
 * From the configuration, which must outlive the settings.  Without
 * "needs_server" messages can be made, but not sent.  Returns EXIT_DONE, or
 * EXIT_CONFIGURATION after telling what is wrong.
 */
extern ExitCode mail_settings_load(const Config *config, bool needs_server,
								   MailSettings *settings);

#endif							/* MAIN_MAIL_SETTINGS_H */
