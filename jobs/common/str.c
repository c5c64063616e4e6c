/*
 * str.c
 *		A bounded string builder.
 */
#include "common/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

void
str_init(Str *str, char *buffer, size_t capacity)
{
	str->data = buffer;
	str->capacity = capacity;
	str_clear(str);
}

void
str_clear(Str *str)
{
	str->length = 0;
	str->truncated = false;
	str->data[0] = '\0';
}

void
str_add_bytes(Str *str, const char *text, size_t length)
{
	size_t		room = str->capacity - str->length - 1;
	size_t		fitting;

	/* once something was cut, what follows would join wrong neighbours */
	if (str->truncated)
		return;
	fitting = utf8_fit(text, length, room);
	memcpy(str->data + str->length, text, fitting);
	str->length += fitting;
	str->data[str->length] = '\0';
	str->truncated = fitting < length;
}

void
str_add(Str *str, const char *text)
{
	str_add_bytes(str, text, strlen(text));
}

void
str_add_char(Str *str, char c)
{
	str_add_bytes(str, &c, 1);
}

void
str_addf(Str *str, const char *format,...)
{
	size_t		room = str->capacity - str->length;
	char	   *end = str->data + str->length;
	va_list		arguments;
	int			length;

	if (str->truncated)
		return;
	va_start(arguments, format);
	length = vsnprintf(end, room, format, arguments);
	va_end(arguments);
	if (length >= 0 && (size_t) length < room)
	{
		str->length += (size_t) length;
		return;
	}
	/* vsnprintf cuts bytes: take the last, broken character off */
	str->truncated = true;
	if (length >= 0)
		str->length += utf8_fit(end, room, room - 1);
	str->data[str->length] = '\0';
}
