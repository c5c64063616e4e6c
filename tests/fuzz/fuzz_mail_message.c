/*
 * fuzz_mail_message.c
 *		Whatever stands in the fields of a mail, it is a mail: these headers and
 *		no others, short lines that end in CR LF, a boundary that nothing inside
 *		looks like, and the file as it was.
 *
 * Input: fields ended by a NUL: from, name, to, name, subject, text, file name,
 * Message-ID; the rest is the file.  An empty address, file name or Message-ID
 * stands for a good one.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mail/address.h"
#include "mail/message.h"

#define FIELDS 8

static const char *const headers[] = {
	"From: ", "To: ", "Subject: ", "Date: ", "Message-ID: ", "Auto-Submitted: ",
	"MIME-Version: ", "Content-Type: "
};
#define HEADER_COUNT (sizeof(headers) / sizeof(headers[0]))

static void
require(bool holds)
{
	if (!holds)
		abort();
}

/* Each header once, in any order; returns where the body begins. */
static const char *
check_headers(const char *line)
{
	unsigned int seen = 0;

	while (strncmp(line, "\r\n", 2) != 0)
	{
		size_t		i;

		if (line[0] != ' ')
		{
			for (i = 0; i < HEADER_COUNT; i++)
				if (strncmp(line, headers[i], strlen(headers[i])) == 0)
					break;
			require(i < HEADER_COUNT && (seen & 1u << i) == 0);
			seen |= 1u << i;
		}
		line = strstr(line, "\r\n");
		require(line != NULL);
		line += 2;
	}
	require(seen == (1u << HEADER_COUNT) - 1);
	return line;
}

static void
check_lines(const char *text, size_t length)
{
	size_t		column = 0;
	size_t		i;

	for (i = 0; i < length; i++)
	{
		if (text[i] == '\r')
		{
			require(text[i + 1] == '\n');
			i++;
			column = 0;
			continue;
		}
		require((text[i] >= 0x20 && text[i] <= 0x7E) || text[i] == '\t');
		column++;
		/* an address stands on a line of its own */
		require(column <= 76 || text[i - column + 1] == ' ' || text[i - column + 1] == '<' ||
				memchr(text + i - column + 1, '<', column) != NULL);
		require(column <= 300);
	}
	require(column == 0);
}

/* Two parts and an end. */
static void
check_boundary(const char *body)
{
	int			count = 0;

	for (; (body = strstr(body, "\r\n--=_")) != NULL; body += 2)
		count++;
	require(count == 3);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *copy = malloc(size + 1);
	const char *fields[FIELDS];
	const char *at = copy;
	const char *end = copy + size;
	MailMessage message;
	Arena	   *arena = arena_create(0);
	const char *text;
	const char *again;
	size_t		length;
	size_t		length_again;
	int			i;

	memcpy(copy, data, size);
	copy[size] = '\0';
	for (i = 0; i < FIELDS; i++)
	{
		fields[i] = at;
		at += strlen(at);
		at += at < end;
	}
	message = (MailMessage) {
		.from_address = fields[0][0] != '\0' ? fields[0] : "a@b.example",
		.from_name = fields[1],
		.to_address = fields[2][0] != '\0' ? fields[2] : "c@d.example",
		.to_name = fields[3],
		.subject = fields[4],
		.text = fields[5],
		.file_name = fields[6][0] != '\0' ? fields[6] : "mentor-1.pdf",
		.message_id = fields[7][0] != '\0' ? fields[7] : "0a1b@d.example",
		.sent_at = 1770897600,
		.file = at,
		.file_size = (size_t) (end - at)
	};
	if (mail_message_build(&message, arena, &text, &length) == MAIL_OK)
	{
		require(strlen(text) == length);
		check_lines(text, length);
		check_boundary(check_headers(text));
		require(mail_message_build(&message, arena, &again, &length_again) == MAIL_OK);
		require(length == length_again && memcmp(text, again, length) == 0);
	}
	else
		require(!mail_address_is_valid(message.from_address, strlen(message.from_address)) ||
				!mail_address_is_valid(message.to_address, strlen(message.to_address)) ||
				fields[6][0] != '\0' || fields[7][0] != '\0');
	arena_free(arena);
	free(copy);
	return 0;
}
