/*
 * message.h
 *		A mail with a text and one attached PDF, as bytes.  Pure: the same
 *		message gives the same bytes.
 *
 * Headers are From, To, Reply-To, Subject, Date, Message-ID, Auto-Submitted,
 * MIME-Version and Content-Type, and there is no way to add another one.
 * Addresses, the Message-ID and the file name must keep their grammar; names,
 * subject and text may be anything and are encoded.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

typedef struct MailMessage
{
	const char *from_address;
	const char *from_name;		/* or NULL */
	const char *to_address;
	const char *to_name;		/* or NULL */
	const char *reply_to;		/* address, or NULL */
	const char *subject;
	const char *message_id;		/* without its brackets */
	int64_t		sent_at;		/* seconds since 1970, before the year 10000 */
	const char *text;			/* lines end in '\n' */
	const char *file_name;		/* letters, digits, '.', '_' and '-' */
	const void *file;
	size_t		file_size;
} MailMessage;

typedef enum MailStatus
{
	MAIL_OK = 0,
	MAIL_MEMORY,
	MAIL_BAD_ADDRESS,
	MAIL_BAD_MESSAGE_ID,
	MAIL_BAD_FILE_NAME,
	MAIL_BAD_DATE
} MailStatus;

/* The message in the arena; *text and *length only on success. */
extern MailStatus mail_message_build(const MailMessage *message, Arena *arena,
									 const char **text, size_t *length);

/* In words, for the log. */
extern const char *mail_status_text(MailStatus status);

#endif							/* MAIL_MESSAGE_H */
