/*
 * mail_message_test.c
 *		Messages, of jobs/mail/message.c, encode.c and wording.c: taken apart
 *		again by a reader that shares nothing with the writer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "mail/encode.h"
#include "mail/message.h"
#include "mail/wording.h"

#define ID "0123456789abcdef0123456789abcdef@larch.example"

static const MailMessage plain = {
	.from_address = "reports@larch.example",
	.from_name = "Larch County",
	.to_address = "ann@north.example",
	.to_name = "Ann Tea",
	.reply_to = "help@larch.example",
	.subject = "Your mentor report of Feb 12, 2026",
	.message_id = ID,
	.sent_at = 1770897600,
	.text = "Hello Ann,\n\nattached is\n",
	.file_name = "mentor-10-2026-02-12.pdf",
	.file = "%PDF-1.4",
	.file_size = 8
};

static const char *
build(const MailMessage *message, Arena *arena, size_t *length)
{
	const char *text = NULL;

	assert_int_equal(mail_message_build(message, arena, &text, length), MAIL_OK);
	assert_int_equal(strlen(text), *length);
	return text;
}

/* A line end is CR LF, everything else printable ASCII, no line too long. */
static void
check_bytes(const char *text, size_t length, size_t longest)
{
	size_t		column = 0;
	size_t		i;

	for (i = 0; i < length; i++)
	{
		if (text[i] == '\r')
		{
			assert_int_equal(text[++i], '\n');
			column = 0;
			continue;
		}
		if (text[i] < 0x20 || text[i] > 0x7E)
			fail_msg("byte %d at %zu", text[i], i);
		if (++column > longest)
			fail_msg("a line of more than %zu bytes: %.60s", longest, text + i - column + 1);
	}
	assert_int_equal(column, 0);
}

/* The value of a header with its folds undone; the names must be these. */
static char *
read_headers(const char *text, const char *wanted)
{
	static const char *const names[] = {
		"From", "To", "Reply-To", "Subject", "Date", "Message-ID",
		"Auto-Submitted", "MIME-Version", "Content-Type"
	};
	char	   *value = NULL;
	const char *line = text;
	size_t		seen = 0;

	while (strncmp(line, "\r\n", 2) != 0)
	{
		const char *end = strstr(line, "\r\n");
		const char *colon = strstr(line, ": ");
		size_t		i;

		while (end[2] == ' ')
			end = strstr(end + 2, "\r\n");
		assert_true(colon != NULL && colon < end);
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strlen(names[i]) == (size_t) (colon - line) &&
				strncmp(names[i], line, strlen(names[i])) == 0)
				break;
		if (i == sizeof(names) / sizeof(names[0]))
			fail_msg("header %.*s", (int) (colon - line), line);
		if (seen & 1u << i)
			fail_msg("header %s twice", names[i]);
		seen |= 1u << i;
		if (strcmp(names[i], wanted) == 0)
		{
			const char *from;
			char	   *to;

			value = to = calloc(1, (size_t) (end - colon));
			for (from = colon + 2; from < end; from++)
				if (*from != '\r' && *from != '\n')
					*to++ = *from;
		}
		line = end + 2;
	}
	return value;
}

static int
base64_value(char c)
{
	const char *digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c == '\0' ? NULL : strchr(digits, c);

	return found == NULL ? -1 : (int) (found - digits);
}

/* Base64 up to "end", line ends skipped; returns the number of bytes. */
static size_t
decode_base64(const char *text, const char *end, char *out)
{
	unsigned int bits = 0;
	int			count = 0;
	size_t		length = 0;

	for (; text < end && *text != '='; text++)
	{
		int			value = base64_value(*text);

		if (value < 0)
		{
			assert_true(*text == '\r' || *text == '\n');
			continue;
		}
		bits = bits << 6 | (unsigned int) value;
		count += 6;
		if (count >= 8)
		{
			count -= 8;
			out[length++] = (char) (bits >> count & 255);
		}
	}
	return length;
}

/* A header's text with its encoded words read. */
static char *
decode_words(const char *value)
{
	char	   *out = calloc(1, strlen(value) + 1);
	size_t		length = 0;
	const char *at = value;

	while (*at != '\0')
	{
		const char *end;

		if (strncmp(at, "=?UTF-8?B?", 10) != 0)
		{
			out[length++] = *at++;
			continue;
		}
		end = strstr(at + 10, "?=");
		assert_true(end != NULL && end + 2 - at <= 75);
		length += decode_base64(at + 10, end, out + length);
		at = end + 2;
		/* the blank between two words is no blank */
		if (strncmp(at, " =?UTF-8?B?", 11) == 0)
			at++;
	}
	return out;
}

static void
one_message_byte_for_byte(void **state)
{
	Arena	   *arena = arena_create(0);
	size_t		length;

	(void) state;
	assert_string_equal(
		build(&plain, arena, &length),
		"From: \"Larch County\"\r\n"
		" <reports@larch.example>\r\n"
		"To: \"Ann Tea\"\r\n"
		" <ann@north.example>\r\n"
		"Reply-To: <help@larch.example>\r\n"
		"Subject: Your mentor report of Feb 12, 2026\r\n"
		"Date: Thu, 12 Feb 2026 12:00:00 +0000\r\n"
		"Message-ID: <" ID ">\r\n"
		"Auto-Submitted: auto-generated\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: multipart/mixed;\r\n"
		" boundary=\"=_0123456789abcdef0123456789abcdef\"\r\n"
		"\r\n"
		"--=_0123456789abcdef0123456789abcdef\r\n"
		"Content-Type: text/plain; charset=UTF-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n"
		"\r\n"
		"Hello Ann,\r\n"
		"\r\n"
		"attached is\r\n"
		"\r\n"
		"--=_0123456789abcdef0123456789abcdef\r\n"
		"Content-Type: application/pdf;\r\n"
		" name=\"mentor-10-2026-02-12.pdf\"\r\n"
		"Content-Disposition: attachment;\r\n"
		" filename=\"mentor-10-2026-02-12.pdf\"\r\n"
		"Content-Transfer-Encoding: base64\r\n"
		"\r\n"
		"JVBERi0xLjQ=\r\n"
		"\r\n"
		"--=_0123456789abcdef0123456789abcdef--\r\n");
	arena_free(arena);
}

/* Names and subjects that people have, and some that people try. */
static void
names_come_back_as_they_were(void **state)
{
	static const char *const names[] = {
		"", "Ann", "Ann \"Nan\" O'Tea", "back\\slash", "Nguyễn Thị Hồng", "Мария Иванова",
		"李小龙", "محمد", "🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉", "=?UTF-8?B?QW5u?=",
		"Ann Tea, who has a name that is longer than a line of a mail may be, as some do",
		"trailing ", " leading", "a@b.example", "Ann <x@evil.example>", "Ann; Bob, Cal: Dot",
		"e\xcc\x81", "(comment)",
		"\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		Arena	   *arena = arena_create(0);
		MailMessage message = plain;
		size_t		length;
		const char *text;
		char	   *value;
		char	   *read;
		size_t		name_length = strlen(names[i]);

		message.to_name = message.subject = message.from_name = names[i];
		text = build(&message, arena, &length);
		check_bytes(text, length, 76);
		value = read_headers(text, "Subject");
		read = decode_words(value);
		assert_string_equal(read, names[i]);
		free(value);
		free(read);
		value = read_headers(text, "To");
		read = decode_words(value);
		/* what stands before the address; undo the quotes where there are some */
		assert_non_null(strstr(read, "<ann@north.example>"));
		assert_string_equal(read + strlen(read) - 19, "<ann@north.example>");
		if (name_length > 0 && read[0] == '"')
		{
			char	   *from;
			char	   *to = read;

			for (from = read + 1; *from != '"'; from++)
				*to++ = *from == '\\' ? *++from : *from;
			*to = '\0';
			assert_string_equal(read, names[i]);
		}
		else if (name_length > 0)
		{
			assert_memory_equal(read, names[i], name_length);
			assert_string_equal(read + name_length, " <ann@north.example>");
		}
		else
			assert_string_equal(read, "<ann@north.example>");
		free(value);
		free(read);
		arena_free(arena);
	}
}

/* Each of these was once enough to add a header somewhere. */
static void
nothing_adds_a_header(void **state)
{
	static const char *const attacks[] = {
		"Ann\r\nBcc: evil@x.example", "Ann\nBcc: evil@x.example", "Ann\rBcc: evil@x.example",
		"Ann\r\n\r\n<b>body</b>", "\r\n\r\n", "\n", "\r", "Ann\x0b" "Bcc: x", "Ann\x0c" "Bcc: x",
		"Ann\x85" "Bcc: x", "Ann\xe2\x80\xa8" "Bcc: x", "Ann\xe2\x80\xa9" "Bcc: x",
		"Ann\xc2\x85" "Bcc: x", "\xff\xfe\xfd", "\xc0\x8d\xc0\x8a" "Bcc: x", "\xed\xa0\x80",
		"Ann\r\n Bcc: x", "=?UTF-8?Q?=0D=0ABcc:_x?=", "\"\r\nBcc: x", "\\\r\nBcc: x",
		"Ann\xe2\x80\xae" "eman", "\x01\x02\x1b[31m"
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(attacks) / sizeof(attacks[0]); i++)
	{
		Arena	   *arena = arena_create(0);
		MailMessage message = plain;
		size_t		length;
		const char *text;

		message.from_name = message.to_name = message.subject = message.text = attacks[i];
		text = build(&message, arena, &length);
		check_bytes(text, length, 76);
		free(read_headers(text, "Date"));
		arena_free(arena);
	}
}

static void
a_name_that_does_not_end_is_cut(void **state)
{
	Arena	   *arena = arena_create(0);
	MailMessage message = plain;
	char	   *name = calloc(1, 30001);
	size_t		length;
	size_t		i;
	const char *text;
	char	   *value;
	char	   *read;

	(void) state;
	for (i = 0; i < 30000; i += 3)
		memcpy(name + i, "\xe6\x9d\x8e", 3);
	message.from_name = message.to_name = message.subject = name;
	text = build(&message, arena, &length);
	check_bytes(text, length, 76);
	value = read_headers(text, "Subject");
	read = decode_words(value);
	assert_int_equal(strlen(read), 240);
	assert_true(utf8_is_valid(read, strlen(read)));
	free(value);
	free(read);
	free(name);
	arena_free(arena);
}

static void
what_keeps_no_grammar_is_refused(void **state)
{
	Arena	   *arena = arena_create(0);
	const char *text = "untouched";
	size_t		length = 7;
	MailMessage message;

#define REFUSES(member, value, wanted) \
	message = plain; \
	message.member = value; \
	assert_int_equal(mail_message_build(&message, arena, &text, &length), wanted)

	(void) state;
	REFUSES(from_address, "a@b\r\nc", MAIL_BAD_ADDRESS);
	REFUSES(from_address, "", MAIL_BAD_ADDRESS);
	REFUSES(to_address, "a@b>", MAIL_BAD_ADDRESS);
	REFUSES(reply_to, "a b@c", MAIL_BAD_ADDRESS);
	REFUSES(message_id, "", MAIL_BAD_MESSAGE_ID);
	REFUSES(message_id, "abc", MAIL_BAD_MESSAGE_ID);
	REFUSES(message_id, "a\"b@c", MAIL_BAD_MESSAGE_ID);
	REFUSES(message_id, "a b@c", MAIL_BAD_MESSAGE_ID);
	REFUSES(message_id, "abc@x\r\nBcc: y", MAIL_BAD_MESSAGE_ID);
	REFUSES(file_name, "", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, "../mentor-1.pdf", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, ".hidden", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, "a\"b.pdf", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, "a\r\nb.pdf", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, "Mar\xc3\xad" "a.pdf", MAIL_BAD_FILE_NAME);
	REFUSES(file_name, "a12345678901234567890123456789012345678901234567890123456789.pdfx",
			MAIL_BAD_FILE_NAME);
	REFUSES(sent_at, -1, MAIL_BAD_DATE);
	REFUSES(sent_at, INT64_C(253402300800), MAIL_BAD_DATE);
#undef REFUSES
	assert_string_equal(text, "untouched");
	assert_int_equal(length, 7);
	arena_free(arena);
	arena = arena_create(2000);
	assert_int_equal(mail_message_build(&plain, arena, &text, &length), MAIL_MEMORY);
	arena_free(arena);
}

static void
a_file_of_any_length_comes_back(void **state)
{
	static const size_t lengths[] = {0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 20000};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
	{
		size_t		length = lengths[i];
		unsigned char *data = malloc(length + 1);
		size_t		room = encode_base64_size(length) + 1;
		char	   *buffer = malloc(room);
		char	   *back = malloc(length + 4);
		Str			out;
		size_t		j;

		for (j = 0; j < length; j++)
			data[j] = (unsigned char) (j * 37 + j / 256);
		str_init(&out, buffer, room);
		encode_base64(&out, data, length);
		assert_false(out.truncated);
		assert_int_equal(out.length + 1, room);
		if (length > 0)
			check_bytes(buffer, out.length, 76);
		assert_int_equal(decode_base64(buffer, buffer + out.length, back), length);
		assert_memory_equal(back, data, length);
		free(data);
		free(buffer);
		free(back);
	}
}

/* Texts that fold in every place, read again by the rules of RFC 2045. */
static void
a_text_comes_back(void **state)
{
	unsigned int seed = 20260212;
	int			round;

	(void) state;
	for (round = 0; round < 2000; round++)
	{
		char		text[400];
		char		buffer[4000];
		char		back[400];
		size_t		length = (size_t) round % 390;
		size_t		i;
		size_t		n = 0;
		Str			out;

		for (i = 0; i < length; i++)
		{
			static const char choice[] = "ab =.\t\n-\xc3\xa9\r\x01z";

			seed = seed * 1103515245 + 12345;
			text[i] = choice[(seed >> 16) % (sizeof(choice) - 1)];
		}
		text[length] = '\0';
		assert_true(encode_quoted_printable_bound(length) < sizeof(buffer));
		str_init(&out, buffer, encode_quoted_printable_bound(length) + 1);
		encode_quoted_printable(&out, text);
		assert_false(out.truncated);
		for (i = 0; i < out.length; i++)
		{
			if (buffer[i] == '=' && buffer[i + 1] == '\r')
				i += 2;
			else if (buffer[i] == '=')
			{
				char		code[3] = {buffer[i + 1], buffer[i + 2], '\0'};

				back[n++] = (char) strtol(code, NULL, 16);
				i += 2;
			}
			else if (buffer[i] == '\r')
			{
				/* a blank at the end of a line is lost on the way */
				assert_true(i == 0 || (buffer[i - 1] != ' ' && buffer[i - 1] != '\t'));
				back[n++] = '\n';
				i++;
			}
			else
				back[n++] = buffer[i];
		}
		if (length > 0 && text[length - 1] != '\n')
			n--;				/* the last line gets an end */
		assert_int_equal(n, length);
		assert_memory_equal(back, text, length);
		for (i = 0; i < out.length; i++)
			if (buffer[i] == '\t')
				buffer[i] = ' ';
		check_bytes(buffer, out.length, 76);
	}
}

static void
dates(void **state)
{
	static const struct
	{
		int64_t		seconds;
		const char *text;
	}			rows[] = {
		{0, "Thu, 01 Jan 1970 00:00:00 +0000"},
		{951782399, "Mon, 28 Feb 2000 23:59:59 +0000"},
		{951782400, "Tue, 29 Feb 2000 00:00:00 +0000"},
		{1770897600, "Thu, 12 Feb 2026 12:00:00 +0000"},
		{INT64_C(253402300799), "Fri, 31 Dec 9999 23:59:59 +0000"},
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		char		buffer[64];
		Str			out;

		str_init(&out, buffer, sizeof(buffer));
		encode_date(&out, rows[i].seconds);
		assert_string_equal(buffer, rows[i].text);
	}
}

static void
the_words_name_the_report_and_no_student(void **state)
{
	static const char *const kinds[] = {"mentor", "school", "mentees"};
	static const char *const files[] = {
		"mentor-17-2026-02-12.pdf", "school-17-2026-02-12.pdf", "mentees-17-2026-02-12.pdf"
	};
	Arena	   *arena = arena_create(0);
	MailWording wording;
	size_t		i;

	(void) state;
	for (i = 0; i < 3; i++)
	{
		MailMessage message = plain;
		size_t		length;
		const char *text;

		assert_true(mail_word(kinds[i], 17, date_from_civil(2026, 2, 12), "Ann Tea",
							  "Larch County", arena, &wording));
		assert_string_equal(wording.file_name, files[i]);
		assert_non_null(strstr(wording.subject, "Feb 12, 2026"));
		assert_non_null(strstr(wording.text, "Hello Ann Tea,\n"));
		assert_non_null(strstr(wording.text, "Thursday, February 12, 2026"));
		assert_non_null(strstr(wording.text, "\nLarch County\n"));
		message.subject = wording.subject;
		message.text = wording.text;
		message.file_name = wording.file_name;
		text = build(&message, arena, &length);
		check_bytes(text, length, 76);
	}
	assert_false(mail_word("pupil", 17, 0, "Ann", "Larch County", arena, &wording));
	/* a name cannot make lines */
	assert_true(mail_word("mentor", 17, 0, "Ann\n\nPS: click here", "x", arena, &wording));
	assert_non_null(strstr(wording.text, "Hello Ann  PS: click here,\n"));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_message_byte_for_byte),
		cmocka_unit_test(names_come_back_as_they_were),
		cmocka_unit_test(nothing_adds_a_header),
		cmocka_unit_test(a_name_that_does_not_end_is_cut),
		cmocka_unit_test(what_keeps_no_grammar_is_refused),
		cmocka_unit_test(a_file_of_any_length_comes_back),
		cmocka_unit_test(a_text_comes_back),
		cmocka_unit_test(dates),
		cmocka_unit_test(the_words_name_the_report_and_no_student),
	};

	return cmocka_run_group_tests_name("mail_message", tests, NULL, NULL);
}
