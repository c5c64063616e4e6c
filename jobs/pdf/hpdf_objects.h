/*
 * hpdf_objects.h
 *		Building PDF objects with libharu so that no failure gets lost.
 *
 * Only files of pdf/ whose names begin with hpdf_ know libharu.  Its
 * functions differ in how they tell of a failure, and some crash on the NULL
 * that another one gave.  These take NULL, do nothing after the first
 * failure, and remember that one: callers check pdf->failed at the end.
 */
#ifndef PDF_HPDF_OBJECTS_H
#define PDF_HPDF_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include <hpdf.h>

#include "common/arena.h"
#include "common/str.h"

/* A document being written. */
typedef struct Pdf
{
	HPDF_Doc	doc;
	Arena	   *arena;			/* freed with the document */
	bool		failed;
	bool		out_of_memory;	/* ours or the library's */
	unsigned long error;		/* the library's first one */
	unsigned long detail;
} Pdf;

/* Remember the first failure. */
extern void pdf_fail(Pdf *pdf, unsigned long error, unsigned long detail);
extern void pdf_fail_memory(Pdf *pdf);

/* The library's error handler; user_data is the Pdf. */
extern void pdf_on_error(HPDF_STATUS error, HPDF_STATUS detail, void *user_data);

/* A dictionary, direct or with a number of its own; NULL after a failure. */
extern HPDF_Dict pdf_dict(Pdf *pdf);
extern HPDF_Dict pdf_indirect_dict(Pdf *pdf);
extern HPDF_Dict pdf_stream(Pdf *pdf, bool compressed);
extern HPDF_Array pdf_array(Pdf *pdf);
extern HPDF_Array pdf_indirect_array(Pdf *pdf);

/* The number of an object that has one. */
extern unsigned pdf_object_number(const void *object);

extern void pdf_put(Pdf *pdf, HPDF_Dict dict, const char *key, void *object);
extern void pdf_put_name(Pdf *pdf, HPDF_Dict dict, const char *key, const char *name);
extern void pdf_put_number(Pdf *pdf, HPDF_Dict dict, const char *key, long number);
extern void pdf_put_true(Pdf *pdf, HPDF_Dict dict, const char *key);

/* Bytes as they are; any text, in one byte a character where that can say it,
 * else in UTF-16 with a byte order mark. */
extern void pdf_put_bytes(Pdf *pdf, HPDF_Dict dict, const char *key, const char *text);
extern void pdf_put_text(Pdf *pdf, HPDF_Dict dict, const char *key, const char *utf8);

extern void pdf_push(Pdf *pdf, HPDF_Array array, void *object);
extern void pdf_push_number(Pdf *pdf, HPDF_Array array, long number);

/* A place to whole points. */
extern void pdf_push_point(Pdf *pdf, HPDF_Array array, double number);

/* Bytes into a stream. */
extern void pdf_write_bytes(Pdf *pdf, HPDF_Stream stream, const void *bytes, size_t length);
extern void pdf_write_text(Pdf *pdf, HPDF_Stream stream, const char *text);

/* "12.345": at most three decimals, no locale.  A number that no page can
 * hold, or none at all, fails the document. */
extern void pdf_add_number(Pdf *pdf, Str *str, double number);

/* A byte inside of "(...)", escaped where it must be; returns how many it is. */
extern size_t pdf_string_byte(char to[2], unsigned byte);

/* UTF-8 as the hex digits of UTF-16, without a byte order mark. */
extern void pdf_add_utf16_hex(Str *str, const char *text, size_t length);

#endif							/* PDF_HPDF_OBJECTS_H */
