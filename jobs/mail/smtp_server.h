/*
 * smtp_server.h
 *		The grammar of a mail server's address.  For smtp.c.
 */
#ifndef MAIL_SMTP_SERVER_H
#define MAIL_SMTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>

/* Pieces of the text that was parsed. */
typedef struct SmtpServer
{
	bool		implicit_tls;	/* smtps: TLS from the first byte on */
	const char *host;
	size_t		host_length;
	const char *port;			/* to the end of its text */
} SmtpServer;

/*
 * "smtp://HOST[:PORT]" (port 587, STARTTLS) or "smtps://HOST[:PORT]" (port
 * 465).  A name is needed, not a number: the certificate must fit it.
 */
extern bool smtp_server_parse(const char *text, SmtpServer *server);

#endif							/* MAIL_SMTP_SERVER_H */
