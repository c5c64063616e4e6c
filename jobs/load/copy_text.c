/*
 * copy_text.c
 *		Rows in the text format of COPY: fields between tabs, escapes, \N.
 */
#include "load/copy_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add(CopyText *copy, const char *bytes, size_t length)
{
	if (copy->failed)
		return;
	if (copy->length + length > copy->size)
	{
		size_t		size = 2 * (copy->length + length) + 4096;
		char	   *data = realloc(copy->data, size);

		if (data == NULL)
		{
			copy->failed = true;
			return;
		}
		copy->data = data;
		copy->size = size;
	}
	memcpy(copy->data + copy->length, bytes, length);
	copy->length += length;
}

static void
separate(CopyText *copy)
{
	if (copy->length > 0 && copy->data[copy->length - 1] != '\n')
		add(copy, "\t", 1);
}

static const char *
escape_of(char c)
{
	switch (c)
	{
		case '\\':
			return "\\\\";
		case '\n':
			return "\\n";
		case '\r':
			return "\\r";
		case '\t':
			return "\\t";
		default:
			return NULL;
	}
}

void
copy_text_field(CopyText *copy, const char *text, size_t length)
{
	size_t		start = 0;
	size_t		i;

	separate(copy);
	for (i = 0; i < length; i++)
	{
		const char *escape = escape_of(text[i]);

		if (escape == NULL)
			continue;
		add(copy, text + start, i - start);
		add(copy, escape, 2);
		start = i + 1;
	}
	if (length > start)
		add(copy, text + start, length - start);
}

void
copy_text_number(CopyText *copy, int64_t number)
{
	char		digits[24];

	copy_text_field(copy, digits,
					(size_t) snprintf(digits, sizeof(digits), "%" PRId64, number));
}

void
copy_text_null(CopyText *copy)
{
	separate(copy);
	add(copy, "\\N", 2);
}

void
copy_text_end_row(CopyText *copy)
{
	add(copy, "\n", 1);
}

void
copy_text_clear(CopyText *copy)
{
	copy->length = 0;
}

void
copy_text_free(CopyText *copy)
{
	free(copy->data);
	*copy = (CopyText) {0};
}
