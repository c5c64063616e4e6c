/*
 * message.c
 *		A mail with a text and one attached PDF, as bytes.
 */
#include "mail/message.h"

#include <stdbool.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "mail/address.h"
#include "mail/encode.h"

#define FILE_NAME_MAX 64

/* Bytes of a name or a subject; the rest is cut. */
#define NAME_BYTES_MAX 240

/* More than all headers of the message and its parts: the addresses and the
 * encoded names twice over. */
#define HEADERS_MAX 4096

#define SECONDS_MAX INT64_C(253402300799)

/* Letters, digits and a few signs, the first one no sign. */
static bool
file_name_is_valid(const char *name)
{
	size_t		length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
								"0123456789._-");

	return length > 0 && length <= FILE_NAME_MAX && name[length] == '\0' &&
		strchr("._-", name[0]) == NULL;
}

/* The left side is part of the boundary too: letters and digits alone. */
static bool
message_id_is_valid(const char *id)
{
	size_t		left = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
							  "0123456789");

	return left > 0 && left <= MAIL_LOCAL_MAX && id[left] == '@' &&
		mail_address_is_valid(id, strlen(id));
}

static MailStatus
check(const MailMessage *message)
{
	const char *reply_to = message->reply_to;

	if (!mail_address_is_valid(message->from_address, strlen(message->from_address)) ||
		!mail_address_is_valid(message->to_address, strlen(message->to_address)) ||
		(reply_to != NULL && !mail_address_is_valid(reply_to, strlen(reply_to))))
		return MAIL_BAD_ADDRESS;
	if (!message_id_is_valid(message->message_id))
		return MAIL_BAD_MESSAGE_ID;
	if (!file_name_is_valid(message->file_name))
		return MAIL_BAD_FILE_NAME;
	if (message->sent_at < 0 || message->sent_at > SECONDS_MAX)
		return MAIL_BAD_DATE;
	return MAIL_OK;
}

/* One line of valid UTF-8 without controls, and not too long. */
static const char *
clean(Arena *arena, const char *text)
{
	const char *whole = utf8_clean(arena, text);

	if (whole == NULL)
		return NULL;
	return arena_strndup(arena, whole,
						 utf8_fit(whole, strlen(whole), NAME_BYTES_MAX));
}

static void
add_headers(Str *out, const MailMessage *message, const char *from_name,
			const char *to_name, const char *subject)
{
	encode_header_mailbox(out, "From", from_name, message->from_address);
	str_add(out, "\r\n");
	encode_header_mailbox(out, "To", to_name, message->to_address);
	str_add(out, "\r\n");
	if (message->reply_to != NULL)
	{
		encode_header_mailbox(out, "Reply-To", "", message->reply_to);
		str_add(out, "\r\n");
	}
	encode_header_text(out, "Subject", subject);
	str_add(out, "\r\nDate: ");
	encode_date(out, message->sent_at);
	str_addf(out, "\r\nMessage-ID: <%s>\r\n", message->message_id);
	/* so that nobody's absence note comes back (RFC 3834) */
	str_add(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

/*
 * The boundary holds "=_", which neither quoted-printable nor base64 ever
 * writes, so no content can look like it.
 */
static void
add_parts(Str *out, const MailMessage *message)
{
	int			left = (int) strcspn(message->message_id, "@");
	const char *id = message->message_id;

	str_addf(out, "Content-Type: multipart/mixed;\r\n boundary=\"=_%.*s\"\r\n\r\n",
			 left, id);
	str_addf(out, "--=_%.*s\r\n", left, id);
	str_add(out, "Content-Type: text/plain; charset=UTF-8\r\n"
			"Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	encode_quoted_printable(out, message->text);
	str_addf(out, "\r\n--=_%.*s\r\n", left, id);
	str_addf(out, "Content-Type: application/pdf;\r\n name=\"%s\"\r\n",
			 message->file_name);
	str_addf(out, "Content-Disposition: attachment;\r\n filename=\"%s\"\r\n",
			 message->file_name);
	str_add(out, "Content-Transfer-Encoding: base64\r\n\r\n");
	encode_base64(out, message->file, message->file_size);
	str_addf(out, "\r\n--=_%.*s--\r\n", left, id);
}

MailStatus
mail_message_build(const MailMessage *message, Arena *arena, const char **text,
				   size_t *length)
{
	MailStatus	status = check(message);
	const char *from_name = clean(arena, message->from_name);
	const char *to_name = clean(arena, message->to_name);
	const char *subject = clean(arena, message->subject);
	size_t		capacity;
	char	   *buffer;
	Str			out;

	if (status != MAIL_OK)
		return status;
	capacity = HEADERS_MAX + encode_quoted_printable_bound(strlen(message->text)) +
		encode_base64_size(message->file_size) + 1;
	buffer = arena_alloc(arena, capacity);
	if (from_name == NULL || to_name == NULL || subject == NULL || buffer == NULL)
		return MAIL_MEMORY;
	str_init(&out, buffer, capacity);
	add_headers(&out, message, from_name, to_name, subject);
	add_parts(&out, message);
	if (out.truncated)			/* HEADERS_MAX is wrong */
		return MAIL_MEMORY;
	*text = out.data;
	*length = out.length;
	return MAIL_OK;
}

const char *
mail_status_text(MailStatus status)
{
	switch (status)
	{
		case MAIL_OK:
			return "well";
		case MAIL_MEMORY:
			return "out of memory";
		case MAIL_BAD_ADDRESS:
			return "not an address that can be used";
		case MAIL_BAD_MESSAGE_ID:
			return "not a Message-ID";
		case MAIL_BAD_FILE_NAME:
			return "not a file name that can be used";
		case MAIL_BAD_DATE:
			return "not a date";
	}
	return "?";
}
