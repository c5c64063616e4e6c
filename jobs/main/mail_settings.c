/*
 * mail_settings.c
 *		The settings that sending needs, read and checked.
 */
#include "main/mail_settings.h"

#include <string.h>

#include "common/log.h"
#include "mail/address.h"

/* Longer than anybody waits. */
#define ANSWER_SECONDS_MOST 3600

static ExitCode
missing(ConfigKey key, const char *hint)
{
	log_error("setting \"%s\" is missing", config_name(key));
	log_hint("%s", hint);
	return EXIT_CONFIGURATION;
}

static ExitCode
read_address(const Config *config, ConfigKey key, const char **address)
{
	const char *value = config_get(config, key);

	if (value != NULL && !mail_address_is_valid(value, strlen(value)))
	{
		log_error("setting \"%s\" is not a mail address of the form name@domain",
				  config_name(key));
		return EXIT_CONFIGURATION;
	}
	*address = value;
	return EXIT_DONE;
}

static ExitCode
read_server(const Config *config, SmtpSettings *smtp)
{
	smtp->server = config_get(config, CONFIG_SMTP_SERVER);
	smtp->user = config_get(config, CONFIG_SMTP_USER);
	smtp->password = config_get(config, CONFIG_SMTP_PASSWORD);
	smtp->ca_file = config_get(config, CONFIG_SMTP_CA_FILE);
	if (smtp->server == NULL)
		return missing(CONFIG_SMTP_SERVER, "It is smtp://HOST or smtps://HOST, with :PORT where needed.");
	if (!smtp_server_is_valid(smtp->server))
	{
		log_error("setting \"%s\" is not of the form smtp://HOST or smtps://HOST, with or without :PORT",
				  config_name(CONFIG_SMTP_SERVER));
		return EXIT_CONFIGURATION;
	}
	if (smtp->user != NULL && smtp->password == NULL)
		return missing(CONFIG_SMTP_PASSWORD, "Setting \"smtp_user\" needs it.");
	if (smtp->password != NULL && smtp->user == NULL)
		return missing(CONFIG_SMTP_USER, "Setting \"smtp_password\" needs it.");
	return config_get_number(config, CONFIG_SMTP_TIMEOUT, ANSWER_SECONDS_MOST,
							 &smtp->answer_seconds);
}

ExitCode
mail_settings_read(const Config *config, bool sends, MailSettings *settings)
{
	MailSettings read = {.from_name = config_get(config, CONFIG_MAIL_FROM_NAME)};
	ExitCode	code = read_address(config, CONFIG_MAIL_FROM, &read.from);

	if (code == EXIT_DONE && read.from == NULL)
		code = missing(CONFIG_MAIL_FROM, "It is the address that the reports come from.");
	if (code == EXIT_DONE)
		code = read_address(config, CONFIG_MAIL_REPLY_TO, &read.reply_to);
	if (code == EXIT_DONE && sends)
		code = read_server(config, &read.smtp);
	if (code == EXIT_DONE)
		*settings = read;
	return code;
}

ExitCode
exit_code_of_verdict(SmtpVerdict verdict)
{
	switch (verdict)
	{
		case SMTP_SENT:
			return EXIT_DONE;
		case SMTP_OUT_OF_REACH:
		case SMTP_STOPPED:
			return EXIT_TEMPORARY;
		case SMTP_NO_LOGIN:
			return EXIT_PERMISSION;
		case SMTP_INSECURE:
			return EXIT_CONFIGURATION;
		case SMTP_INTERNAL:
			return EXIT_INTERNAL;
		case SMTP_DEFERRED:
		case SMTP_REFUSED:
		case SMTP_UNCERTAIN:
		case SMTP_WITHHELD:
		case SMTP_BAD_ADDRESS:
			break;
	}
	return EXIT_PARTIAL;
}
