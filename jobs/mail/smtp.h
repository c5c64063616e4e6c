/*
 * smtp.h
 *		Handing mails to a server, over TLS alone.
 *
 * There is no way, by any setting, to speak in clear text or to a server whose
 * certificate does not fit its name: the library would otherwise pass a
 * connection in clear on to a transfer that asks for TLS.  One client keeps
 * one connection for many mails.
 */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include <stdbool.h>
#include <stddef.h>

/* NULL or 0 where there is none, or for the default. */
typedef struct SmtpSettings
{
	const char *server;			/* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
	const char *user;
	const char *password;
	const char *ca_file;		/* certificates to trust instead of the system's */
	int			answer_seconds; /* to wait for any answer */
	int			final_seconds;	/* to wait for the answer to a whole mail */
} SmtpSettings;

#define SMTP_ANSWER_SECONDS 120
/* RFC 5321, 4.5.3.2.6: less would double mails */
#define SMTP_FINAL_SECONDS 600

typedef enum SmtpVerdict
{
	/* about the mail */
	SMTP_SENT,					/* the server took it */
	SMTP_DEFERRED,				/* not now */
	SMTP_REFUSED,				/* not ever */
	SMTP_UNCERTAIN,				/* it had all of it and did not answer */
	SMTP_WITHHELD,				/* the hand-over was forbidden: nothing was sent */
	SMTP_BAD_ADDRESS,			/* refused here, before any connection */
	/* about the server: nothing was sent, and the next mail would fare alike */
	SMTP_OUT_OF_REACH,
	SMTP_NO_LOGIN,
	SMTP_INSECURE,				/* no TLS, or a certificate that does not fit */
	SMTP_STOPPED,				/* somebody wants the program to end */
	SMTP_INTERNAL
} SmtpVerdict;

#define SMTP_TEXT_MAX 400

typedef struct SmtpResult
{
	SmtpVerdict verdict;
	int			code;			/* the server's last response code, or 0 */
	char		text[SMTP_TEXT_MAX];	/* its words, or ours; printable */
} SmtpResult;

typedef struct SmtpClient SmtpClient;

/* Whether the text is of the form that SmtpSettings.server has. */
extern bool smtp_server_is_valid(const char *server);

/*
 * A client that is not connected yet.  NULL when out of memory or if the
 * server is not valid.  The settings are copied.
 */
extern SmtpClient *smtp_open(const SmtpSettings *settings);

/* NULL is allowed. */
extern void smtp_close(SmtpClient *client);

/*
 * Called once for a mail, when all of it has been handed over but for the end
 * that makes it count: false keeps the end back, and the server throws away
 * what it has.  What the function commits holds before the server can have
 * taken the mail.
 */
typedef bool (*SmtpHandOver) (void *argument);

/* Send one mail to one recipient.  *result is always filled. */
extern void smtp_send(SmtpClient *client, const char *from, const char *to,
					  const char *message, size_t length, SmtpHandOver hand_over,
					  void *argument, SmtpResult *result);

/* Connect and log in without sending anything; SMTP_SENT if that went well. */
extern void smtp_greet(SmtpClient *client, SmtpResult *result);

#endif							/* MAIL_SMTP_H */
