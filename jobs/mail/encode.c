/*
 * encode.c
 *		Bytes and text into what a mail may carry.
 */
#include "mail/encode.h"

#include <stdbool.h>
#include <string.h>

#include "common/date.h"
#include "common/utf8.h"

/* A plain text longer than this is written in encoded words, which fold. */
#define PLAIN_MAX 60

#define WORD_BEGIN "=?UTF-8?B?"
#define WORD_END "?="

static const char base64_digits[] =
"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static const char hex_digits[] = "0123456789ABCDEF";

/* Up to three bytes as four digits. */
static void
add_base64_group(Str *out, const unsigned char *bytes, size_t count)
{
	unsigned int group = (unsigned int) bytes[0] << 16;
	char		digits[4];

	if (count > 1)
		group |= (unsigned int) bytes[1] << 8;
	if (count > 2)
		group |= bytes[2];
	digits[0] = base64_digits[group >> 18];
	digits[1] = base64_digits[group >> 12 & 63];
	digits[2] = count > 1 ? base64_digits[group >> 6 & 63] : '=';
	digits[3] = count > 2 ? base64_digits[group & 63] : '=';
	str_add_bytes(out, digits, sizeof(digits));
}

static void
add_base64(Str *out, const unsigned char *bytes, size_t length)
{
	size_t		i;

	for (i = 0; i < length; i += 3)
		add_base64_group(out, bytes + i, length - i < 3 ? length - i : 3);
}

void
encode_base64(Str *out, const void *data, size_t length)
{
	const size_t per_line = MAIL_LINE_MAX / 4 * 3;
	const unsigned char *bytes = data;
	size_t		i;

	for (i = 0; i < length; i += per_line)
	{
		add_base64(out, bytes + i, length - i < per_line ? length - i : per_line);
		str_add(out, "\r\n");
	}
}

size_t
encode_base64_size(size_t length)
{
	size_t		per_line = MAIL_LINE_MAX / 4 * 3;

	return (length + 2) / 3 * 4 + (length + per_line - 1) / per_line * 2;
}

/* Whether the byte stands for itself in quoted-printable. */
static bool
is_literal(unsigned char byte, bool last_of_line)
{
	if (byte == ' ' || byte == '\t')
		return !last_of_line;
	return byte > 0x20 && byte < 0x7F && byte != '=';
}

void
encode_quoted_printable(Str *out, const char *text)
{
	size_t		column = 0;

	for (; *text != '\0'; text++)
	{
		unsigned char byte = (unsigned char) *text;
		bool		literal;
		size_t		width;

		if (byte == '\n')
		{
			str_add(out, "\r\n");
			column = 0;
			continue;
		}
		literal = is_literal(byte, text[1] == '\n' || text[1] == '\0');
		width = literal ? 1 : 3;
		if (column + width > MAIL_LINE_MAX - 1)
		{
			str_add(out, "=\r\n");
			column = 0;
		}
		if (literal)
			str_add_char(out, (char) byte);
		else
		{
			char		code[3] = {'=', hex_digits[byte >> 4], hex_digits[byte & 15]};

			str_add_bytes(out, code, sizeof(code));
		}
		column += width;
	}
	if (column > 0)
		str_add(out, "\r\n");
}

size_t
encode_quoted_printable_bound(size_t length)
{
	/* three for each byte, and "=\r\n" after every 73 of them at least */
	return length * 3 + (length * 3 / (MAIL_LINE_MAX - 3) + 2) * 3;
}

/* Fit to stand between quotes or alone. */
static bool
is_plain(const char *text)
{
	size_t		width = 0;
	size_t		i;

	for (i = 0; text[i] != '\0'; i++)
	{
		if (text[i] < 0x20 || text[i] > 0x7E)
			return false;
		/* between quotes these two take a backslash */
		width += text[i] == '"' || text[i] == '\\' ? 2 : 1;
	}
	/* not to be taken for an encoded word, or folded away */
	return width <= PLAIN_MAX && strstr(text, "=?") == NULL &&
		(i == 0 || (text[0] != ' ' && text[i - 1] != ' '));
}

/*
 * Encoded words, a line each; "column" is where the first one begins.  No
 * character is cut in two.
 */
static void
add_encoded_words(Str *out, const char *text, size_t column)
{
	size_t		left = strlen(text);
	const size_t frame = strlen(WORD_BEGIN) + strlen(WORD_END);

	while (left > 0)
	{
		size_t		room = (MAIL_LINE_MAX - column - frame) / 4 * 3;
		size_t		length = utf8_fit(text, left, room);

		if (length == 0)		/* no UTF-8; a byte is as good as another */
			length = 1;
		str_add(out, WORD_BEGIN);
		add_base64(out, (const unsigned char *) text, length);
		str_add(out, WORD_END);
		text += length;
		left -= length;
		if (left > 0)
			str_add(out, "\r\n ");
		column = 1;
	}
}

void
encode_header_text(Str *out, const char *name, const char *text)
{
	str_add(out, name);
	str_add(out, ": ");
	if (is_plain(text))
		str_add(out, text);
	else
		add_encoded_words(out, text, strlen(name) + 2);
}

static void
add_quoted(Str *out, const char *text)
{
	str_add_char(out, '"');
	for (; *text != '\0'; text++)
	{
		if (*text == '"' || *text == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *text);
	}
	str_add_char(out, '"');
}

void
encode_header_mailbox(Str *out, const char *name, const char *display_name,
					  const char *address)
{
	str_add(out, name);
	str_add(out, ": ");
	if (display_name[0] != '\0')
	{
		if (is_plain(display_name))
			add_quoted(out, display_name);
		else
			add_encoded_words(out, display_name, strlen(name) + 2);
		/* on a line of its own, which is then long enough for any address */
		str_add(out, "\r\n ");
	}
	str_add_char(out, '<');
	str_add(out, address);
	str_add_char(out, '>');
}

/* Days from 1970 to 2000, where common/date.h begins to count. */
#define DAYS_TO_2000 10957
#define SECONDS_OF_DAY 86400

void
encode_date(Str *out, int64_t seconds)
{
	int64_t		second = seconds % SECONDS_OF_DAY;
	int64_t		day = seconds / SECONDS_OF_DAY - DAYS_TO_2000;
	Civil		civil;

	if (second < 0)
	{
		second += SECONDS_OF_DAY;
		day--;
	}
	civil = date_to_civil(day);
	str_addf(out, "%s, %02d %s %04d %02d:%02d:%02d +0000",
			 date_weekday_abbreviation(date_iso_weekday(day)), civil.day,
			 date_month_abbreviation(civil.month), civil.year,
			 (int) (second / 3600), (int) (second / 60 % 60), (int) (second % 60));
}
