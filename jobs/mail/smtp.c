/*
 * smtp.c
 *		Handing mails to a server, over TLS alone.
 */
#include "mail/smtp.h"

#include <curl/curl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "common/stop.h"
#include "mail/address.h"
#include "mail/smtp_server.h"
#include "mail/smtp_verdict.h"

/* How long an answer is waited for once the program is to end. */
#define STOP_SECONDS 5

/* How long the server may take to say good-bye. */
#define QUIT_SECONDS 5

/* Attempts at several addresses of the server run at the same time. */
#define SOCKETS_MAX 8

struct SmtpClient
{
	CURL	   *curl;
	int			answer_seconds;
	int			final_seconds;
	char		library_error[CURL_ERROR_SIZE];
	int			sockets[SOCKETS_MAX];	/* that are open, or -1 */

	/* of the mail on its way */
	const char *message;
	size_t		length;
	size_t		offset;
	SmtpHandOver hand_over;
	void	   *argument;
	SmtpCourse	course;
	size_t		reply_lines;
	bool		quitting;		/* what the server says now is a farewell */
	bool		speaks_tls;		/* it has said something in TLS */
	int64_t		last_sign;		/* of life, as of now() */
	int64_t		stop_seen;		/* or 0 */
	bool		timed_out;
	SmtpResult *result;
};

/* Milliseconds of the monotonic clock. */
static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t) time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Printable ASCII of a line of the server's or the library's. */
static void
set_text(SmtpResult *result, const char *text, size_t length)
{
	size_t		i;

	while (length > 0 && (text[length - 1] == '\r' || text[length - 1] == '\n'))
		length--;
	if (length >= sizeof(result->text))
		length = sizeof(result->text) - 1;
	for (i = 0; i < length; i++)
		result->text[i] = text[i] >= 0x20 && text[i] <= 0x7E ? text[i] : '?';
	result->text[length] = '\0';
}

static int
note_socket(void *argument, curl_socket_t socket, curlsocktype purpose)
{
	SmtpClient *client = argument;
	int			i;

	(void) purpose;
	for (i = 0; i < SOCKETS_MAX; i++)
	{
		if (client->sockets[i] < 0)
		{
			client->sockets[i] = socket;
			return CURL_SOCKOPT_OK;
		}
	}
	return CURL_SOCKOPT_ERROR;
}

static int
close_socket(void *argument, curl_socket_t socket)
{
	SmtpClient *client = argument;
	int			i;

	for (i = 0; i < SOCKETS_MAX; i++)
		if (client->sockets[i] == socket)
			client->sockets[i] = -1;
	return close(socket);
}

/*
 * The library says QUIT on a connection it gives up, and waits for the answer
 * as long as for any other: from a server that says nothing, for minutes.
 * Nobody waits for an answer on a connection that is shut.
 */
static void
hang_up(SmtpClient *client)
{
	int			i;

	for (i = 0; i < SOCKETS_MAX; i++)
		if (client->sockets[i] >= 0)
			(void) shutdown(client->sockets[i], SHUT_RDWR);
}

/* The library asks for more of the mail. */
static size_t
give_bytes(char *buffer, size_t size, size_t count, void *argument)
{
	SmtpClient *client = argument;
	size_t		room = size * count;
	size_t		left = client->length - client->offset;

	client->last_sign = now();
	if (left > 0)
	{
		size_t		step = left < room ? left : room;

		memcpy(buffer, client->message + client->offset, step);
		client->offset += step;
		return step;
	}
	/* what follows makes the mail count */
	if (!client->course.ended && !client->hand_over(client->argument))
	{
		client->course.withheld = true;
		return CURL_READFUNC_ABORT;
	}
	client->course.ended = true;
	return 0;
}

/* A line of the server's. */
static size_t
take_reply(char *line, size_t size, size_t count, void *argument)
{
	SmtpClient *client = argument;

	client->last_sign = now();
	client->reply_lines++;
	if (!client->quitting)
		set_text(client->result, line, size * count);
	return size * count;
}

/* Nothing of this is printed: it holds the log-in. */
static int
watch_commands(CURL *curl, curl_infotype type, char *data, size_t size, void *argument)
{
	static const struct
	{
		const char *command;
		SmtpStage	stage;
	}			stages[] = {
		{"MAIL", STAGE_MAIL}, {"RCPT", STAGE_RCPT}, {"DATA", STAGE_DATA}
	};
	SmtpClient *client = argument;
	size_t		i;

	(void) curl;
	client->speaks_tls |= type == CURLINFO_SSL_DATA_IN;
	if (type != CURLINFO_HEADER_OUT || size < 4)
		return 0;
	for (i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (memcmp(data, stages[i].command, 4) == 0)
			client->course.stage = stages[i].stage;
	client->quitting |= memcmp(data, "QUIT", 4) == 0;
	return 0;
}

/* Whether to wait no longer, and why. */
static bool
is_over(SmtpClient *client)
{
	int64_t		time = now();
	int			seconds = client->course.ended ?
		client->final_seconds : client->answer_seconds;

	if (stop_requested())
	{
		if (client->stop_seen == 0)
			client->stop_seen = time;
		client->course.stopped = !client->course.ended ||
			time - client->stop_seen >= STOP_SECONDS * INT64_C(1000);
	}
	client->timed_out = time - client->last_sign >= seconds * INT64_C(1000);
	return client->course.stopped || client->timed_out;
}

/* Called about once a second. */
static int
watch_clock(void *argument, curl_off_t down_total, curl_off_t down,
			curl_off_t up_total, curl_off_t up)
{
	(void) down_total;
	(void) down;
	(void) up_total;
	(void) up;
	if (!is_over(argument))
		return 0;
	hang_up(argument);
	return 1;
}

/* Safety first: what cannot be set is no client. */
static bool
set_options(SmtpClient *client, const SmtpSettings *settings, const char *url)
{
	CURL	   *curl = client->curl;
	CURLcode	failed = CURLE_OK;

#define SET(option, value) \
	do { \
		if (failed == CURLE_OK) \
			failed = curl_easy_setopt(curl, option, value); \
	} while (0)

	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_URL, url);
	SET(CURLOPT_USE_SSL, (long) CURLUSESSL_ALL);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
	if (settings->ca_file != NULL)
	{
		SET(CURLOPT_CAINFO, settings->ca_file);
		SET(CURLOPT_CAPATH, NULL);
	}
	/* neither the environment nor a file leads elsewhere */
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
	if (settings->user != NULL)
		SET(CURLOPT_USERNAME, settings->user);
	if (settings->password != NULL)
		SET(CURLOPT_PASSWORD, settings->password);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_ERRORBUFFER, client->library_error);
	SET(CURLOPT_CONNECTTIMEOUT, (long) client->answer_seconds);
	/* a last resort: watch_clock() is stricter */
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) client->final_seconds + 60);
	SET(CURLOPT_SOCKOPTFUNCTION, note_socket);
	SET(CURLOPT_SOCKOPTDATA, client);
	SET(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	SET(CURLOPT_CLOSESOCKETDATA, client);
	SET(CURLOPT_READFUNCTION, give_bytes);
	SET(CURLOPT_READDATA, client);
	SET(CURLOPT_HEADERFUNCTION, take_reply);
	SET(CURLOPT_HEADERDATA, client);
	SET(CURLOPT_DEBUGFUNCTION, watch_commands);
	SET(CURLOPT_DEBUGDATA, client);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_XFERINFOFUNCTION, watch_clock);
	SET(CURLOPT_XFERINFODATA, client);
	SET(CURLOPT_NOPROGRESS, 0L);
#undef SET
	return failed == CURLE_OK;
}

SmtpClient *
smtp_open(const SmtpSettings *settings)
{
	SmtpClient *client = calloc(1, sizeof(SmtpClient));
	SmtpServer	server;
	char		url[512];
	int			length = 0;
	int			i;

	if (client == NULL || !smtp_server_parse(settings->server, &server) ||
		curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
	{
		free(client);
		return NULL;
	}
	for (i = 0; i < SOCKETS_MAX; i++)
		client->sockets[i] = -1;
	client->answer_seconds = settings->answer_seconds > 0 ?
		settings->answer_seconds : SMTP_ANSWER_SECONDS;
	client->final_seconds = settings->final_seconds > 0 ?
		settings->final_seconds : SMTP_FINAL_SECONDS;
	length = snprintf(url, sizeof(url), "%s://%.*s:%s",
					  server.implicit_tls ? "smtps" : "smtp",
					  (int) server.host_length, server.host, server.port);
	client->curl = curl_easy_init();
	if (length <= 0 || (size_t) length >= sizeof(url) || client->curl == NULL ||
		!set_options(client, settings, url))
	{
		smtp_close(client);
		return NULL;
	}
	return client;
}

static SmtpFault
fault_of(const SmtpClient *client, CURLcode outcome)
{
	switch (outcome)
	{
		case CURLE_OK:
			return FAULT_NONE;
		case CURLE_SSL_CONNECT_ERROR:
			/* the library says the same of a line that was cut */
			return client->speaks_tls ? FAULT_TLS : FAULT_OTHER;
		case CURLE_USE_SSL_FAILED:
		case CURLE_PEER_FAILED_VERIFICATION:
		case CURLE_SSL_CERTPROBLEM:
		case CURLE_SSL_CIPHER:
		case CURLE_SSL_CACERT_BADFILE:
		case CURLE_SSL_ISSUER_ERROR:
		case CURLE_SSL_INVALIDCERTSTATUS:
			return FAULT_TLS;
		case CURLE_LOGIN_DENIED:
		case CURLE_AUTH_ERROR:
			return FAULT_LOGIN;
		default:
			return FAULT_OTHER;
	}
}

/* Our words where the server had none. */
static void
explain(SmtpClient *client, CURLcode outcome)
{
	SmtpResult *result = client->result;

	if (client->course.stopped)
		snprintf(result->text, sizeof(result->text), "the program was told to end");
	else if (client->timed_out)
		snprintf(result->text, sizeof(result->text), "no answer within %d seconds",
				 client->course.ended ? client->final_seconds : client->answer_seconds);
	else if (result->code / 100 != 4 && result->code / 100 != 5)
	{
		const char *text = client->library_error[0] != '\0' ?
			client->library_error : curl_easy_strerror(outcome);

		set_text(result, text, strlen(text));
	}
}

static void
perform(SmtpClient *client)
{
	CURLcode	outcome;
	long		code = 0;

	client->offset = 0;
	client->course = (SmtpCourse) {.stage = STAGE_CONNECT};
	client->reply_lines = 0;
	client->quitting = false;
	client->speaks_tls = false;
	client->timed_out = false;
	client->library_error[0] = '\0';
	client->last_sign = now();
	outcome = curl_easy_perform(client->curl);
	if (curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &code) != CURLE_OK ||
		code < 200 || code > 599)
		code = 0;
	client->course.code = (int) code;
	client->course.fault = fault_of(client, outcome);
	client->result->code = (int) code;
	client->result->verdict = smtp_judge(&client->course);
	if (outcome != CURLE_OK && client->result->verdict != SMTP_SENT)
		explain(client, outcome);
}

/*
 * A connection kept from the mail before may have been closed meanwhile, or
 * the server takes so many mails on one and no more.
 */
static bool
is_worn_out(SmtpClient *client)
{
	long		connects = 1;

	return curl_easy_getinfo(client->curl, CURLINFO_NUM_CONNECTS, &connects) == CURLE_OK &&
		connects == 0 && client->offset == 0 && !client->course.ended &&
		!client->course.stopped && !client->timed_out &&
		(client->reply_lines == 0 || client->course.code == 421);
}

static void
perform_twice_if_worn(SmtpClient *client)
{
	perform(client);
	if (!is_worn_out(client) ||
		curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 1L) != CURLE_OK)
		return;
	perform(client);
	(void) curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 0L);
}

static void
fail(SmtpResult *result, SmtpVerdict verdict, const char *text)
{
	*result = (SmtpResult) {.verdict = verdict};
	set_text(result, text, strlen(text));
}

void
smtp_send(SmtpClient *client, const char *from, const char *to,
		  const char *message, size_t length, SmtpHandOver hand_over,
		  void *argument, SmtpResult *result)
{
	CURL	   *curl = client->curl;
	struct curl_slist *recipients;

	if (!mail_address_is_valid(from, strlen(from)) || !mail_address_is_valid(to, strlen(to)))
	{
		fail(result, SMTP_BAD_ADDRESS, "not an address that can be used");
		return;
	}
	recipients = curl_slist_append(NULL, to);
	if (recipients == NULL ||
		curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) != CURLE_OK ||
		curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from) != CURLE_OK ||
		curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients) != CURLE_OK)
	{
		curl_slist_free_all(recipients);
		fail(result, SMTP_INTERNAL, "out of memory");
		return;
	}
	*result = (SmtpResult) {0};
	client->message = message;
	client->length = length;
	client->hand_over = hand_over;
	client->argument = argument;
	client->result = result;
	perform_twice_if_worn(client);
	(void) curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(recipients);
}

/* A command that is about no mail. */
static void
say(SmtpClient *client, const char *command, SmtpResult *result)
{
	CURL	   *curl = client->curl;

	*result = (SmtpResult) {0};
	client->message = "";
	client->length = 0;
	client->result = result;
	if (curl_easy_setopt(curl, CURLOPT_UPLOAD, 0L) != CURLE_OK ||
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L) != CURLE_OK ||
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, command) != CURLE_OK)
	{
		fail(result, SMTP_INTERNAL, "out of memory");
		return;
	}
	perform(client);
	if (client->course.fault == FAULT_NONE)
		result->verdict = SMTP_SENT;
	(void) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
	(void) curl_easy_setopt(curl, CURLOPT_NOBODY, 0L);
}

void
smtp_greet(SmtpClient *client, SmtpResult *result)
{
	say(client, "NOOP", result);
}

/* Politely, but not for long. */
static void
quit(SmtpClient *client)
{
	SmtpResult	result;
	bool		connected = false;
	int			i;

	for (i = 0; i < SOCKETS_MAX; i++)
		connected |= client->sockets[i] >= 0;
	if (!connected)
		return;
	client->answer_seconds = QUIT_SECONDS;
	if (!stop_requested())
		say(client, "QUIT", &result);
	hang_up(client);
}

void
smtp_close(SmtpClient *client)
{
	if (client == NULL)
		return;
	if (client->curl != NULL)
	{
		quit(client);
		curl_easy_cleanup(client->curl);
	}
	curl_global_cleanup();
	free(client);
}
