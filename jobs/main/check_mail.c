/*
 * check_mail.c
 *		The mail server's part of "mentorship check".
 */
#include "main/check.h"

#include "common/log.h"
#include "main/mail_settings.h"

/* What the verdict would end a run with. */
static ExitCode
exit_code_of_verdict(SmtpVerdict verdict)
{
	switch (verdict)
	{
		case SMTP_SENT:
			return EXIT_DONE;
		case SMTP_NO_LOGIN:
			return EXIT_PERMISSION;
		case SMTP_INSECURE:
			return EXIT_CONFIGURATION;
		case SMTP_INTERNAL:
			return EXIT_INTERNAL;
		default:
			return EXIT_TEMPORARY;
	}
}

static void
explain(SmtpVerdict verdict)
{
	switch (verdict)
	{
		case SMTP_INSECURE:
			log_hint("The server must offer TLS, with a certificate for its name from an authority "
					 "that this machine or \"smtp_ca_file\" trusts.");
			break;
		case SMTP_NO_LOGIN:
			log_hint("See \"smtp_user\" and \"smtp_password\".");
			break;
		default:
			log_hint("See \"smtp_server\", and whether a firewall lets the program through.");
	}
}

static ExitCode
greet(Check *check, const MailSettings *settings)
{
	SmtpClient *client = smtp_open(&settings->smtp);
	SmtpResult	result;

	if (client == NULL)
		return EXIT_INTERNAL;
	smtp_greet(client, &result);
	smtp_close(client);
	if (result.verdict == SMTP_SENT)
		check_ok(check, "%s answers over TLS, its certificate is good%s",
				 settings->smtp.server,
				 settings->smtp.user != NULL ? ", the login works" : "");
	else
	{
		log_error("mail server %s: %s", settings->smtp.server, result.text);
		explain(result.verdict);
	}
	return exit_code_of_verdict(result.verdict);
}

void
check_mail(Check *check)
{
	MailSettings settings;
	ExitCode	code;

	check_begin(check, "mail");
	code = mail_settings_load(check->options->config, true, &settings);
	if (code == EXIT_DONE)
		code = greet(check, &settings);
	check_end(check, code);
}
