/*
 * csv_file.c
 *		Records of a CSV file, over libcsv.
 *
 * The library hands over field after field and the end of each record.  The
 * fields of a record are kept here, one behind the other in one buffer, until
 * the record is complete.
 */
#include "load/csv_file.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 65536
#define MARK "\xEF\xBB\xBF"
#define MARK_LENGTH 3

struct CsvReader
{
	struct csv_parser parser;
	CsvHandler	handler;
	void	   *context;
	CsvStatus	status;
	int64_t		row;			/* of the record that is being read */
	char	   *text;			/* its fields */
	size_t		text_length;
	size_t		text_size;
	CsvField   *fields;
	size_t	   *starts;			/* where each begins in text, which may move */
	size_t		count;
	size_t		size;
	int			last_end;		/* character that ended the record before */
	size_t		mark_seen;		/* bytes of the mark at the start, so far */
	bool		begun;			/* the mark is behind us */
};

/* Room for one more field of "length" bytes. */
static bool
make_room(CsvReader *reader, size_t length)
{
	if (reader->text_length + length > reader->text_size)
	{
		size_t		size = 2 * (reader->text_length + length) + 256;
		char	   *text = realloc(reader->text, size);

		if (text == NULL)
			return false;
		reader->text = text;
		reader->text_size = size;
	}
	if (reader->count == reader->size)
	{
		size_t		size = 2 * reader->size + 16;
		CsvField   *fields = realloc(reader->fields, size * sizeof(CsvField));
		size_t	   *starts;

		if (fields == NULL)
			return false;
		reader->fields = fields;
		starts = realloc(reader->starts, size * sizeof(size_t));
		if (starts == NULL)
			return false;
		reader->starts = starts;
		reader->size = size;
	}
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
take_field(void *field, size_t length, void *context)
{
	CsvReader  *reader = context;
	const char *text = field;

	if (reader->status != CSV_OK)
		return;
	while (length > 0 && is_blank(text[0]))
	{
		text++;
		length--;
	}
	while (length > 0 && is_blank(text[length - 1]))
		length--;
	if (length > CSV_FIELD_MAX)
	{
		reader->status = CSV_MALFORMED;
		return;
	}
	if (!make_room(reader, length))
	{
		reader->status = CSV_MEMORY;
		return;
	}
	if (length > 0)
		memcpy(reader->text + reader->text_length, text, length);
	reader->fields[reader->count].length = length;
	reader->starts[reader->count++] = reader->text_length;
	reader->text_length += length;
}

/* A record of one empty field is a blank line, whoever wrote it. */
static bool
is_blank_record(const CsvReader *reader)
{
	return reader->count == 0 ||
		(reader->count == 1 && reader->fields[0].length == 0);
}

static void
take_end(int end, void *context)
{
	CsvReader  *reader = context;
	CsvRecord	record;
	size_t		i;

	if (reader->status != CSV_OK)
		return;
	/* the second half of a line end, or the end of a file that ended its last
	 * line */
	if (reader->count == 0 &&
		((end == '\n' && reader->last_end == '\r') || end == -1))
	{
		reader->last_end = end;
		return;
	}
	reader->last_end = end;
	if (!is_blank_record(reader))
	{
		for (i = 0; i < reader->count; i++)
			reader->fields[i].text = reader->text + reader->starts[i];
		record = (CsvRecord) {reader->row, reader->fields, reader->count};
		if (!reader->handler(reader->context, &record))
			reader->status = CSV_STOPPED;
	}
	reader->row++;
	reader->count = 0;
	reader->text_length = 0;
}

CsvReader *
csv_reader_create(CsvHandler handler, void *context)
{
	CsvReader  *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		return NULL;
	if (csv_init(&reader->parser,
				 CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
	{
		free(reader);
		return NULL;
	}
	reader->handler = handler;
	reader->context = context;
	reader->row = 1;
	return reader;
}

static CsvStatus
parse(CsvReader *reader, const char *bytes, size_t length)
{
	if (reader->status == CSV_OK && length > 0 &&
		csv_parse(&reader->parser, bytes, length, take_field, take_end,
				  reader) != length &&
		reader->status == CSV_OK)
		reader->status = csv_error(&reader->parser) == CSV_ENOMEM ?
			CSV_MEMORY : CSV_MALFORMED;
	/* the buffer holds the one field that is not complete */
	if (reader->status == CSV_OK &&
		csv_get_buffer_size(&reader->parser) > 4 * CSV_FIELD_MAX)
		reader->status = CSV_MALFORMED;
	return reader->status;
}

CsvStatus
csv_reader_feed(CsvReader *reader, const char *bytes, size_t length)
{
	while (!reader->begun && length > 0)
	{
		if (*bytes != MARK[reader->mark_seen])
		{
			/* what looked like a mark was text */
			reader->begun = true;
			parse(reader, MARK, reader->mark_seen);
			break;
		}
		bytes++;
		length--;
		reader->begun = ++reader->mark_seen == MARK_LENGTH;
	}
	return parse(reader, bytes, length);
}

CsvStatus
csv_reader_finish(CsvReader *reader)
{
	if (!reader->begun)
		parse(reader, MARK, reader->mark_seen);
	if (reader->status == CSV_OK &&
		csv_fini(&reader->parser, take_field, take_end, reader) != 0 &&
		reader->status == CSV_OK)
		reader->status = csv_error(&reader->parser) == CSV_ENOMEM ?
			CSV_MEMORY : CSV_MALFORMED;
	return reader->status;
}

int64_t
csv_reader_row(const CsvReader *reader)
{
	return reader->row;
}

void
csv_reader_free(CsvReader *reader)
{
	if (reader == NULL)
		return;
	csv_free(&reader->parser);
	free(reader->text);
	free(reader->fields);
	free(reader->starts);
	free(reader);
}

static CsvStatus
read_stream(FILE *stream, CsvReader *reader, int *error)
{
	char		chunk[CHUNK];
	size_t		got;
	CsvStatus	status = CSV_OK;

	do
	{
		got = fread(chunk, 1, sizeof(chunk), stream);
		status = csv_reader_feed(reader, chunk, got);
	} while (status == CSV_OK && got > 0);
	if (ferror(stream))
	{
		*error = errno;
		return CSV_UNREADABLE;
	}
	return status == CSV_OK ? csv_reader_finish(reader) : status;
}

CsvStatus
csv_file_read(const char *path, CsvHandler handler, void *context, int *error,
			  int64_t *row)
{
	FILE	   *stream = fopen(path, "rb");
	CsvReader  *reader;
	CsvStatus	status;

	if (stream == NULL)
	{
		if (errno == ENOENT)
			return CSV_ABSENT;
		*error = errno;
		return CSV_UNREADABLE;
	}
	reader = csv_reader_create(handler, context);
	if (reader == NULL)
		status = CSV_MEMORY;
	else
	{
		status = read_stream(stream, reader, error);
		if (status == CSV_MALFORMED)
			*row = csv_reader_row(reader);
	}
	csv_reader_free(reader);
	fclose(stream);
	return status;
}
