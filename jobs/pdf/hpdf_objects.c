/*
 * hpdf_objects.c
 *		Building PDF objects with libharu.
 */
#include "pdf/hpdf_objects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"

/* libharu's own limit for coordinates. */
#define NUMBER_MAX 32767.0

/* libharu keeps flags in the upper bits of an object's number. */
#define NUMBER_MASK 0x00FFFFFFu

/* Bytes of text that give no more UTF-16 than libharu puts in a string. */
#define TEXT_MAX 32000

void
pdf_fail(Pdf *pdf, unsigned long error, unsigned long detail)
{
	if (pdf->failed)
		return;
	pdf->failed = true;
	pdf->error = error;
	pdf->detail = detail;
	pdf->out_of_memory = error == HPDF_FAILD_TO_ALLOC_MEM;
}

void
pdf_fail_memory(Pdf *pdf)
{
	pdf_fail(pdf, HPDF_FAILD_TO_ALLOC_MEM, 0);
}

void
pdf_on_error(HPDF_STATUS error, HPDF_STATUS detail, void *user_data)
{
	pdf_fail(user_data, error, detail);
}

/* What went wrong is in the document's own error record. */
static void
fail_last(Pdf *pdf)
{
	HPDF_STATUS error = pdf->doc->error.error_no;

	pdf_fail(pdf, error != HPDF_OK ? error : HPDF_FAILD_TO_ALLOC_MEM,
			 pdf->doc->error.detail_no);
}

static void
check(Pdf *pdf, HPDF_STATUS status)
{
	if (status != HPDF_OK)
		pdf_fail(pdf, status, pdf->doc->error.detail_no);
}

static void *
made(Pdf *pdf, void *object)
{
	if (object == NULL)
		fail_last(pdf);
	return object;
}

/* ---------- objects ---------- */

HPDF_Dict
pdf_dict(Pdf *pdf)
{
	return pdf->failed ? NULL : made(pdf, HPDF_Dict_New(pdf->doc->mmgr));
}

HPDF_Dict
pdf_indirect_dict(Pdf *pdf)
{
	HPDF_Dict	dict = pdf_dict(pdf);

	if (dict != NULL)
		check(pdf, HPDF_Xref_Add(pdf->doc->xref, dict));
	return pdf->failed ? NULL : dict;
}

HPDF_Dict
pdf_stream(Pdf *pdf, bool compressed)
{
	HPDF_Dict	dict;

	if (pdf->failed)
		return NULL;
	dict = made(pdf, HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref));
	if (dict != NULL && compressed)
		dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	return dict;
}

HPDF_Array
pdf_array(Pdf *pdf)
{
	return pdf->failed ? NULL : made(pdf, HPDF_Array_New(pdf->doc->mmgr));
}

HPDF_Array
pdf_indirect_array(Pdf *pdf)
{
	HPDF_Array	array = pdf_array(pdf);

	if (array != NULL)
		check(pdf, HPDF_Xref_Add(pdf->doc->xref, array));
	return pdf->failed ? NULL : array;
}

unsigned
pdf_object_number(const void *object)
{
	return ((const HPDF_Obj_Header *) object)->obj_id & NUMBER_MASK;
}

/* After a failure nothing is built on; what is not yet part of anything goes.
 * Objects with a number belong to the document's table. */
static void
discard(Pdf *pdf, void *object)
{
	if (object != NULL)
		HPDF_Obj_Free(pdf->doc->mmgr, object);
}

void
pdf_put(Pdf *pdf, HPDF_Dict dict, const char *key, void *object)
{
	if (pdf->failed || dict == NULL)
		discard(pdf, object);
	else if (object != NULL)
		check(pdf, HPDF_Dict_Add(dict, key, object));
}

void
pdf_put_name(Pdf *pdf, HPDF_Dict dict, const char *key, const char *name)
{
	if (!pdf->failed && dict != NULL)
		check(pdf, HPDF_Dict_AddName(dict, key, name));
}

void
pdf_put_number(Pdf *pdf, HPDF_Dict dict, const char *key, long number)
{
	if (!pdf->failed && dict != NULL)
		check(pdf, HPDF_Dict_AddNumber(dict, key, (HPDF_INT32) number));
}

void
pdf_put_true(Pdf *pdf, HPDF_Dict dict, const char *key)
{
	if (!pdf->failed && dict != NULL)
		check(pdf, HPDF_Dict_AddBoolean(dict, key, HPDF_TRUE));
}

void
pdf_put_bytes(Pdf *pdf, HPDF_Dict dict, const char *key, const char *text)
{
	if (!pdf->failed)
		pdf_put(pdf, dict, key, made(pdf, HPDF_String_New(pdf->doc->mmgr, text, NULL)));
}

/* Write one character as one or two units; returns how many. */
static int
utf16_units(uint32_t character, unsigned units[2])
{
	if (character < 0x10000)
	{
		units[0] = character;
		return 1;
	}
	units[0] = 0xD800 + ((character - 0x10000) >> 10);
	units[1] = 0xDC00 + ((character - 0x10000) & 0x3FF);
	return 2;
}

/*
 * The text in the one-byte code that PDF has for Latin, which is that of
 * Unicode as far as it is used here; NULL when it cannot say it, or when its
 * first character could be taken for a mark of UTF-16 or UTF-8.
 */
static const char *
latin_text(Pdf *pdf, const char *utf8, const char *end)
{
	size_t		length = (size_t) (end - utf8);
	char	   *bytes = arena_alloc(pdf->arena, length + 1);
	size_t		used = 0;

	if (bytes == NULL)
		return NULL;
	while (utf8 < end)
	{
		uint32_t	c = utf8_decode(&utf8, end);
		bool		ascii = c >= 0x20 && c <= 0x7E;
		bool		latin = c >= 0xA1 && c <= 0xFF && c != 0xAD;

		if (!ascii && (!latin || used == 0))
			return NULL;
		bytes[used++] = (char) c;
	}
	bytes[used] = '\0';
	return bytes;
}

static void
put_utf16(Pdf *pdf, HPDF_Dict dict, const char *key, const char *utf8, const char *end)
{
	HPDF_BYTE  *bytes = arena_alloc(pdf->arena, 2 + 2 * (size_t) (end - utf8));
	HPDF_UINT	used = 2;

	if (bytes == NULL)
	{
		pdf_fail_memory(pdf);
		return;
	}
	bytes[0] = 0xFE;
	bytes[1] = 0xFF;
	while (utf8 < end)
	{
		unsigned	units[2];
		int			count = utf16_units(utf8_decode(&utf8, end), units);
		int			i;

		for (i = 0; i < count; i++)
		{
			bytes[used++] = (HPDF_BYTE) (units[i] >> 8);
			bytes[used++] = (HPDF_BYTE) units[i];
		}
	}
	if (!pdf->failed)
		pdf_put(pdf, dict, key, made(pdf, HPDF_Binary_New(pdf->doc->mmgr, bytes, used)));
}

void
pdf_put_text(Pdf *pdf, HPDF_Dict dict, const char *key, const char *utf8)
{
	const char *end = utf8 + utf8_fit(utf8, strlen(utf8), TEXT_MAX);
	const char *latin = latin_text(pdf, utf8, end);

	if (latin != NULL)
		pdf_put_bytes(pdf, dict, key, latin);
	else
		put_utf16(pdf, dict, key, utf8, end);
}

void
pdf_push(Pdf *pdf, HPDF_Array array, void *object)
{
	if (pdf->failed || array == NULL)
		discard(pdf, object);
	else if (object != NULL)
		check(pdf, HPDF_Array_Add(array, object));
}

void
pdf_push_number(Pdf *pdf, HPDF_Array array, long number)
{
	if (!pdf->failed && array != NULL)
		check(pdf, HPDF_Array_AddNumber(array, (HPDF_INT32) number));
}

void
pdf_push_point(Pdf *pdf, HPDF_Array array, double number)
{
	if (fabs(number) <= NUMBER_MAX)
		pdf_push_number(pdf, array, lround(number));
	else
		pdf_fail(pdf, HPDF_REAL_OUT_OF_RANGE, 0);
}

/* ---------- bytes and numbers ---------- */

void
pdf_write_bytes(Pdf *pdf, HPDF_Stream stream, const void *bytes, size_t length)
{
	if (pdf->failed || stream == NULL)
		return;
	check(pdf, HPDF_Stream_Write(stream, bytes, (HPDF_UINT) length));
}

void
pdf_write_text(Pdf *pdf, HPDF_Stream stream, const char *text)
{
	pdf_write_bytes(pdf, stream, text, strlen(text));
}

void
pdf_add_number(Pdf *pdf, Str *str, double number)
{
	char		digits[24];
	char	   *end = digits + sizeof(digits);
	char	   *at = end;
	unsigned long thousandths;
	int			place;

	if (!(fabs(number) <= NUMBER_MAX))
	{
		pdf_fail(pdf, HPDF_REAL_OUT_OF_RANGE, 0);
		return;
	}
	thousandths = (unsigned long) labs(lround(number * 1000));
	/* from the last digit to the first, without zeros at the end */
	for (place = 0; place < 3; place++, thousandths /= 10)
		if (at < end || thousandths % 10 != 0)
			*--at = (char) ('0' + thousandths % 10);
	if (at < end)
		*--at = '.';
	do
		*--at = (char) ('0' + thousandths % 10);
	while ((thousandths /= 10) > 0);
	if (number < 0 && lround(number * 1000) != 0)
		*--at = '-';
	str_add_bytes(str, at, (size_t) (end - at));
}

size_t
pdf_string_byte(char to[2], unsigned byte)
{
	size_t		length = 0;

	/* a bare carriage return would be read as a new line */
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
		to[length++] = '\\';
	to[length++] = byte == '\r' ? 'r' : (char) byte;
	return length;
}

void
pdf_add_utf16_hex(Str *str, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end)
	{
		unsigned	units[2];
		int			count = utf16_units(utf8_decode(&text, end), units);
		int			i;

		for (i = 0; i < count; i++)
			str_addf(str, "%04X", units[i]);
	}
}
