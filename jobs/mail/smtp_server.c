/*
 * smtp_server.c
 *		The grammar of a mail server's address.
 */
#include "mail/smtp_server.h"

#include <string.h>

#include "mail/address.h"
#include "mail/smtp.h"

#define PORT_DIGITS_MAX 5
#define PORT_MAX 65535

static bool
port_is_valid(const char *text)
{
	size_t		length = strspn(text, "0123456789");
	long		port = 0;
	size_t		i;

	if (length == 0 || length > PORT_DIGITS_MAX || text[length] != '\0')
		return false;
	for (i = 0; i < length; i++)
		port = port * 10 + (text[i] - '0');
	return port >= 1 && port <= PORT_MAX;
}

bool
smtp_server_parse(const char *text, SmtpServer *server)
{
	SmtpServer	parsed = {0};

	if (strncmp(text, "smtp://", 7) == 0)
		parsed.host = text + 7;
	else if (strncmp(text, "smtps://", 8) == 0)
	{
		parsed.implicit_tls = true;
		parsed.host = text + 8;
	}
	else
		return false;
	parsed.host_length = strcspn(parsed.host, ":");
	if (!mail_domain_is_valid(parsed.host, parsed.host_length))
		return false;
	parsed.port = parsed.implicit_tls ? "465" : "587";
	if (parsed.host[parsed.host_length] == ':')
	{
		parsed.port = parsed.host + parsed.host_length + 1;
		if (!port_is_valid(parsed.port))
			return false;
	}
	*server = parsed;
	return true;
}

bool
smtp_server_is_valid(const char *server)
{
	SmtpServer	parsed;

	return smtp_server_parse(server, &parsed);
}
