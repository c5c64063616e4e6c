/*
 * hpdf_assemble.c
 *		The objects of a document into the bytes of its file.
 */
#include "pdf/hpdf_assemble.h"

#include <string.h>

#include "pdf/hpdf_write.h"

/* So many objects share a stream, which a reader unpacks as a whole. */
#define OBJECTS_IN_STREAM 500

/* A row of the cross-reference table: type, place, and what goes with it. */
#define PLACE_BYTES 6

enum
{
	PLACE_FREE = 0,
	PLACE_OFFSET = 1,			/* in the file */
	PLACE_IN_STREAM = 2			/* number of the stream, index in it */
};

typedef struct Assembly
{
	Pdf		   *pdf;
	Deflater   *deflater;
	AssemblySpace *space;
	uint8_t    *places;			/* of every object, by its number */
	HPDF_UINT	count;			/* numbers below this are in use */
	HPDF_UINT	place_count;	/* room in places */
	HPDF_UINT	stream_number;	/* object stream being filled; 0: none */
	HPDF_UINT	in_stream;		/* objects in it */
} Assembly;

static void
set_place(Assembly *a, HPDF_UINT number, int type, size_t place, HPDF_UINT extra)
{
	uint8_t    *row = a->places + (size_t) number * PLACE_BYTES;

	row[0] = (uint8_t) type;
	row[1] = (uint8_t) (place >> 16);
	row[2] = (uint8_t) (place >> 8);
	row[3] = (uint8_t) place;
	row[4] = (uint8_t) (extra >> 8);
	row[5] = (uint8_t) extra;
	/* three bytes: no report comes near 16 megabytes */
	if (place > 0xFFFFFF)
		pdf_fail(a->pdf, HPDF_FILE_IO_ERROR, 0);
}

/* ---------- streams ---------- */

/* What libharu keeps in pieces. */
static void
gather(Bytes *bytes, HPDF_Stream stream)
{
	HPDF_UINT	i;
	HPDF_UINT	count = HPDF_MemStream_GetBufCount(stream);

	bytes_clear(bytes);
	for (i = 0; i < count; i++)
	{
		HPDF_UINT	length = 0;
		const HPDF_BYTE *piece = HPDF_MemStream_GetBufPtr(stream, i, &length);

		if (piece != NULL)
			bytes_add(bytes, piece, length);
	}
}

/* Begin "N 0 obj <<" at the end of the file. */
static void
begin_stream(Assembly *a, HPDF_UINT number)
{
	set_place(a, number, PLACE_OFFSET, a->space->file.length, 0);
	bytes_addf(&a->space->file, "%u 0 obj<<", number);
}

static void
finish_stream(Assembly *a, const Bytes *body)
{
	bytes_addf(&a->space->file, "/Length %zu>>stream\n", body->length);
	bytes_add(&a->space->file, body->data, body->length);
	bytes_addf(&a->space->file, "\nendstream endobj\n");
}

/* Compressed, with the filter told. */
static void
finish_packed(Assembly *a, const Bytes *body)
{
	Bytes	   *packed = &a->space->packed;

	bytes_clear(packed);
	bytes_add_deflated(packed, a->deflater, body->data, body->length);
	bytes_addf(&a->space->file, "/Filter/FlateDecode");
	finish_stream(a, packed);
}

static void
write_stream(Assembly *a, HPDF_UINT number, HPDF_Dict dict)
{
	void	   *length = HPDF_Dict_GetItem(dict, "Length", HPDF_OCLASS_NUMBER);

	begin_stream(a, number);
	pdf_write_stream_entries(a->pdf, &a->space->file, dict);
	gather(&a->space->plain, dict->stream);
	if (dict->filter == HPDF_STREAM_FILTER_NONE)
		finish_stream(a, &a->space->plain);
	else
		finish_packed(a, &a->space->plain);
	/* libharu would have written it as an object of its own */
	if (length != NULL && (((HPDF_Obj_Header *) length)->obj_id & HPDF_OTYPE_INDIRECT))
		set_place(a, pdf_object_number(length), PLACE_FREE, 0, 0);
}

/* ---------- objects without a stream ---------- */

static void
flush_objects(Assembly *a)
{
	Bytes	   *index = &a->space->index;
	size_t		first = index->length;

	if (a->in_stream == 0)
		return;
	bytes_add(index, a->space->objects.data, a->space->objects.length);
	begin_stream(a, a->stream_number);
	bytes_addf(&a->space->file, "/Type/ObjStm/N %u/First %zu", a->in_stream, first);
	finish_packed(a, index);
	a->in_stream = 0;
}

/* A number behind those of the document's own objects. */
static HPDF_UINT
new_number(Assembly *a)
{
	if (a->count >= a->place_count)
	{
		pdf_fail(a->pdf, HPDF_INVALID_OBJECT, 0);
		return 0;
	}
	return a->count++;
}

static void
write_object(Assembly *a, HPDF_UINT number, const void *object)
{
	Bytes	   *objects = &a->space->objects;

	set_place(a, number, PLACE_IN_STREAM, a->stream_number, a->in_stream++);
	bytes_addf(&a->space->index, "%u %zu ", number, objects->length);
	pdf_write_value(a->pdf, objects, object);
	bytes_add(objects, "\n", 1);
}

static void
write_objects(Assembly *a, HPDF_List entries)
{
	HPDF_UINT	own = a->count;
	HPDF_UINT	i;

	for (i = 1; i < own && !a->pdf->failed;)
	{
		bytes_clear(&a->space->index);
		bytes_clear(&a->space->objects);
		a->stream_number = new_number(a);
		for (; i < own && a->in_stream < OBJECTS_IN_STREAM && !a->pdf->failed; i++)
		{
			HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);

			if (a->places[(size_t) i * PLACE_BYTES] == PLACE_IN_STREAM)
				write_object(a, i, entry->obj);
		}
		flush_objects(a);
	}
}

/* ---------- the whole ---------- */

/* The object if it is a dictionary, else NULL. */
static HPDF_Dict
dict_of(HPDF_List entries, HPDF_UINT number)
{
	HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, number);
	HPDF_Obj_Header *header = entry->obj;

	return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT ? entry->obj : NULL;
}

/* What has no stream of its own goes into an object stream. */
static void
prepare(Assembly *a, HPDF_List entries)
{
	HPDF_UINT	i;

	for (i = 1; i < a->count; i++)
	{
		HPDF_Dict	dict = dict_of(entries, i);

		if (dict == NULL || dict->stream == NULL)
			set_place(a, i, PLACE_IN_STREAM, 0, 0);
		/* libharu's last word on its own dictionaries */
		if (dict != NULL && dict->before_write_fn != NULL &&
			dict->before_write_fn(dict) != HPDF_OK)
			pdf_fail_memory(a->pdf);
	}
}

static void
write_streams(Assembly *a, HPDF_List entries)
{
	HPDF_UINT	own = a->count;
	HPDF_UINT	i;

	for (i = 1; i < own && !a->pdf->failed; i++)
	{
		HPDF_Dict	dict = dict_of(entries, i);

		if (dict != NULL && dict->stream != NULL)
			write_stream(a, i, dict);
	}
}

/* Each row as its difference to the one before, which compresses well. */
static void
pack_places(Assembly *a)
{
	Bytes	   *plain = &a->space->plain;
	HPDF_UINT	i;
	int			j;

	bytes_clear(plain);
	for (i = 0; i < a->count; i++)
	{
		const uint8_t *row = a->places + (size_t) i * PLACE_BYTES;
		uint8_t		filtered[1 + PLACE_BYTES] = {2};	/* PNG's "up" */

		for (j = 0; j < PLACE_BYTES; j++)
			filtered[1 + j] = (uint8_t) (row[j] - (i > 0 ? row[j - PLACE_BYTES] : 0));
		bytes_add(plain, filtered, sizeof(filtered));
	}
}

static void
write_places(Assembly *a)
{
	Bytes	   *file = &a->space->file;
	HPDF_Doc	doc = a->pdf->doc;
	HPDF_UINT	number = new_number(a);
	size_t		start = file->length;

	begin_stream(a, number);
	bytes_addf(file, "/Type/XRef/Size %u/W[1 3 2]/Root %u 0 R", a->count,
			   pdf_object_number(doc->catalog));
	if (doc->info != NULL)
		bytes_addf(file, "/Info %u 0 R", pdf_object_number(doc->info));
	bytes_addf(file, "/DecodeParms<</Predictor 12/Columns %d>>", PLACE_BYTES);
	pack_places(a);
	finish_packed(a, &a->space->plain);
	bytes_addf(file, "startxref\n%zu\n%%%%EOF\n", start);
}

static bool
begin(Assembly *a, HPDF_Xref xref)
{
	Bytes	   *places = &a->space->places;

	/* objects are numbered from 0 on without a gap, as libharu does; behind
	 * them the object streams and the table itself */
	a->count = xref->entries->count;
	a->place_count = a->count + a->count / OBJECTS_IN_STREAM + 2;
	bytes_clear(places);
	bytes_clear(&a->space->file);
	a->places = bytes_reserve(places, (size_t) a->place_count * PLACE_BYTES);
	if (a->places == NULL || xref->start_offset != 0 || xref->prev != NULL)
	{
		pdf_fail_memory(a->pdf);
		return false;
	}
	memset(a->places, 0, (size_t) a->place_count * PLACE_BYTES);
	/* the head of the list of free numbers */
	set_place(a, 0, PLACE_FREE, 0, 0xFFFF);
	return true;
}

void
pdf_assemble(Pdf *pdf, Deflater *deflater, AssemblySpace *space)
{
	Assembly	a = {.pdf = pdf, .deflater = deflater, .space = space};
	HPDF_Xref	xref = pdf->doc->xref;

	if (pdf->failed || !begin(&a, xref))
		return;
	bytes_addf(&space->file, "%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n");
	prepare(&a, xref->entries);
	write_streams(&a, xref->entries);
	write_objects(&a, xref->entries);
	if (!pdf->failed)
		write_places(&a);
	if (space->file.failed || space->objects.failed || space->index.failed ||
		space->plain.failed || space->packed.failed)
		pdf_fail_memory(pdf);
}
