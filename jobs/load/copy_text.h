/*
 * copy_text.h
 *		Rows in the text format of COPY.
 */
#ifndef LOAD_COPY_TEXT_H
#define LOAD_COPY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CopyText
{
	char	   *data;
	size_t		length;
	size_t		size;
	bool		failed;			/* out of memory at some point */
} CopyText;

/*
 * Start with all members zero; give back by copy_text_free.  The first field
 * of a row may not be empty.
 */
extern void copy_text_field(CopyText *copy, const char *text, size_t length);
extern void copy_text_number(CopyText *copy, int64_t number);
extern void copy_text_null(CopyText *copy);
extern void copy_text_end_row(CopyText *copy);
extern void copy_text_clear(CopyText *copy);
extern void copy_text_free(CopyText *copy);

#endif							/* LOAD_COPY_TEXT_H */
