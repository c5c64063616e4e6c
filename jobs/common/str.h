/*
 * str.h
 *		A bounded string builder over the caller's buffer.
 *
 * The text always ends in a NUL.  What does not fit is cut before the first
 * character (not byte) that is too much, and "truncated" is set.
 */
#ifndef COMMON_STR_H
#define COMMON_STR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Str
{
	char	   *data;
	size_t		length;
	size_t		capacity;		/* bytes of the buffer, the NUL included */
	bool		truncated;
} Str;

/* "capacity" is at least 1. */
extern void str_init(Str *str, char *buffer, size_t capacity);

extern void str_clear(Str *str);
extern void str_add(Str *str, const char *text);
extern void str_add_bytes(Str *str, const char *text, size_t length);
extern void str_add_char(Str *str, char c);
extern void str_addf(Str *str, const char *format,...)
			__attribute__((format(printf, 2, 3)));

#endif							/* COMMON_STR_H */
