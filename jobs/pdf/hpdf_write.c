/*
 * hpdf_write.c
 *		The objects of a document as text, without what a reader can do without.
 *
 * libharu puts every entry on a line of its own and spells strings in
 * hexadecimal digits: packed, that is a twentieth more.
 */
#include "pdf/hpdf_write.h"

#include <string.h>

static void write_any(Pdf *pdf, Bytes *to, const void *object);

static void
add_text(Bytes *to, const char *text)
{
	bytes_add(to, text, strlen(text));
}

/* Numbers and names begin where the token before ends, unless it goes on. */
static void
separate(Bytes *to)
{
	if (to->length > 0 && strchr("/[]<>()\n ", to->data[to->length - 1]) == NULL)
		bytes_add(to, " ", 1);
}

static void
write_number(Bytes *to, long number)
{
	separate(to);
	bytes_addf(to, "%ld", number);
}

static void
write_real(Pdf *pdf, Bytes *to, double number)
{
	char		text[32];
	Str			str;

	str_init(&str, text, sizeof(text));
	pdf_add_number(pdf, &str, number);
	separate(to);
	bytes_add(to, str.data, str.length);
}

/* Names here are made of letters, digits and a few marks that need no escape. */
static void
write_name(Pdf *pdf, Bytes *to, const char *name)
{
	if (strpbrk(name, "#/%()<>[]{} \t\r\n\f") != NULL)
		pdf_fail(pdf, HPDF_INVALID_OBJECT, 0);
	bytes_add(to, "/", 1);
	add_text(to, name);
}

static void
write_string(Bytes *to, const HPDF_BYTE *bytes, size_t length)
{
	char		text[2];
	size_t		i;

	bytes_add(to, "(", 1);
	for (i = 0; i < length; i++)
		bytes_add(to, text, pdf_string_byte(text, bytes[i]));
	bytes_add(to, ")", 1);
}

static void
write_array(Pdf *pdf, Bytes *to, const struct _HPDF_Array_Rec *array)
{
	HPDF_UINT	i;

	bytes_add(to, "[", 1);
	for (i = 0; i < array->list->count && !pdf->failed; i++)
		write_any(pdf, to, HPDF_List_ItemAt(array->list, i));
	bytes_add(to, "]", 1);
}

/* "in_stream": two entries are told anew. */
static void
write_entries(Pdf *pdf, Bytes *to, HPDF_Dict dict, bool in_stream)
{
	HPDF_UINT	i;

	for (i = 0; i < dict->list->count && !pdf->failed; i++)
	{
		HPDF_DictElement element = HPDF_List_ItemAt(dict->list, i);

		if (in_stream && (strcmp(element->key, "Length") == 0 ||
						  strcmp(element->key, "Filter") == 0))
			continue;
		/* of no use to a reader since PDF 1.4 */
		if (strcmp(element->key, "ProcSet") == 0)
			continue;
		write_name(pdf, to, element->key);
		write_any(pdf, to, element->value);
	}
}

static void
write_dict(Pdf *pdf, Bytes *to, HPDF_Dict dict)
{
	add_text(to, "<<");
	write_entries(pdf, to, dict, false);
	add_text(to, ">>");
}

void
pdf_write_value(Pdf *pdf, Bytes *to, const void *object)
{
	const HPDF_Obj_Header *header = object;

	switch (header->obj_class & HPDF_OCLASS_ANY)
	{
		case HPDF_OCLASS_NUMBER:
			write_number(to, ((const HPDF_Number_Rec *) object)->value);
			break;
		case HPDF_OCLASS_REAL:
			write_real(pdf, to, ((const HPDF_Real_Rec *) object)->value);
			break;
		case HPDF_OCLASS_BOOLEAN:
			separate(to);
			add_text(to, ((const HPDF_Boolean_Rec *) object)->value ? "true" : "false");
			break;
		case HPDF_OCLASS_NAME:
			write_name(pdf, to, ((const HPDF_Name_Rec *) object)->value);
			break;
		case HPDF_OCLASS_STRING:
			write_string(to, ((const HPDF_String_Rec *) object)->value,
						 ((const HPDF_String_Rec *) object)->len);
			break;
		case HPDF_OCLASS_BINARY:
			write_string(to, ((const HPDF_Binary_Rec *) object)->value,
						 ((const HPDF_Binary_Rec *) object)->len);
			break;
		case HPDF_OCLASS_ARRAY:
			write_array(pdf, to, object);
			break;
		case HPDF_OCLASS_DICT:
			write_dict(pdf, to, (HPDF_Dict) object);
			break;
		default:
			/* nothing here makes any other */
			pdf_fail(pdf, HPDF_INVALID_OBJECT, header->obj_class);
			break;
	}
}

/* What is inside another: an object with a number of its own is named by it. */
static void
write_any(Pdf *pdf, Bytes *to, const void *object)
{
	const HPDF_Obj_Header *header = object;

	if (header->obj_class != HPDF_OCLASS_PROXY)
	{
		pdf_write_value(pdf, to, object);
		return;
	}
	write_number(to, pdf_object_number(((const HPDF_Proxy_Rec *) object)->obj));
	add_text(to, " 0 R");
}

void
pdf_write_stream_entries(Pdf *pdf, Bytes *to, HPDF_Dict dict)
{
	write_entries(pdf, to, dict, true);
}
