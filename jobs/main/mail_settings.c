/*
 * mail_settings.c
 *		The settings of mail.
 */
#include "main/mail_settings.h"

#include <string.h>

#include "common/log.h"
#include "mail/address.h"

/* An hour is no answer any more. */
#define TIMEOUT_MOST 3600

static bool
address_is_usable(const Config *config, ConfigKey key, bool needed)
{
	const char *address = config_get(config, key);

	if (address == NULL && needed)
	{
		log_error("setting \"%s\" is missing", config_name(key));
		log_hint("It is the address that the reports come from.");
		return false;
	}
	if (address == NULL || mail_address_is_valid(address, strlen(address)))
		return true;
	log_error("setting \"%s\" is not an address that can be used", config_name(key));
	return false;
}

static ExitCode
load_server(const Config *config, SmtpSettings *smtp)
{
	const char *server = config_get(config, CONFIG_SMTP_SERVER);
	ExitCode	code;

	if (server == NULL)
	{
		log_error("setting \"%s\" is missing", config_name(CONFIG_SMTP_SERVER));
		log_hint("It is smtp://HOST[:PORT] for STARTTLS, or smtps://HOST[:PORT] for TLS from the start.");
		return EXIT_CONFIGURATION;
	}
	if (!smtp_server_is_valid(server))
	{
		log_error("setting \"%s\" is not a server that can be used",
				  config_name(CONFIG_SMTP_SERVER));
		log_hint("It is smtp://HOST[:PORT] or smtps://HOST[:PORT], with a name and not a number, and with no user or path.");
		return EXIT_CONFIGURATION;
	}
	smtp->server = server;
	smtp->ca_file = config_get(config, CONFIG_SMTP_CA_FILE);
	smtp->user = config_get(config, CONFIG_SMTP_USER);
	smtp->password = config_get(config, CONFIG_SMTP_PASSWORD);
	if ((smtp->user == NULL) != (smtp->password == NULL))
	{
		log_error("settings \"%s\" and \"%s\" go together",
				  config_name(CONFIG_SMTP_USER), config_name(CONFIG_SMTP_PASSWORD));
		return EXIT_CONFIGURATION;
	}
	smtp->answer_seconds = SMTP_ANSWER_SECONDS;
	smtp->final_seconds = SMTP_FINAL_SECONDS;
	code = config_get_number(config, CONFIG_SMTP_TIMEOUT, TIMEOUT_MOST,
							 &smtp->answer_seconds);
	if (code == EXIT_DONE)
		code = config_get_number(config, CONFIG_SMTP_FINAL_TIMEOUT, TIMEOUT_MOST,
								 &smtp->final_seconds);
	return code;
}

ExitCode
mail_settings_load(const Config *config, bool needs_server, MailSettings *settings)
{
	MailSettings loaded = {0};
	ExitCode	code = EXIT_DONE;

	if (!address_is_usable(config, CONFIG_MAIL_FROM, true) ||
		!address_is_usable(config, CONFIG_MAIL_REPLY_TO, false))
		return EXIT_CONFIGURATION;
	loaded.from_address = config_get(config, CONFIG_MAIL_FROM);
	loaded.from_name = config_get(config, CONFIG_MAIL_FROM_NAME);
	loaded.reply_to = config_get(config, CONFIG_MAIL_REPLY_TO);
	if (needs_server)
		code = load_server(config, &loaded.smtp);
	if (code == EXIT_DONE)
		*settings = loaded;
	return code;
}
