/*
 * load_file.c
 *		One file of a load into its staging table.
 *
 * The header says where each column stands.  Every record is sent with its
 * row number; one that is damaged is sent, too, with what is wrong with it, so
 * that the database tells all faults of a run together and rows that name a
 * damaged one are not blamed.
 */
#include "main/load_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/log.h"
#include "common/stop.h"
#include "common/utf8.h"
#include "load/copy_text.h"
#include "load/csv_file.h"
#include "main/exit_status.h"

/* Rows are sent when they are so many bytes. */
#define SEND_SIZE 262144

#define NOWHERE SIZE_MAX

typedef struct Stage
{
	PGconn	   *conn;
	const LoadColumn *columns;
	size_t		column_count;
	Arena	   *arena;
	size_t	   *positions;		/* of each column in a record, or NOWHERE */
	size_t		width;			/* fields of the header */
	bool		has_header;
	bool		copying;
	CopyText	rows;
	DbStatus	status;
} Stage;

static bool
is_text(const CsvField *field)
{
	return utf8_is_valid(field->text, field->length) &&
		memchr(field->text, '\0', field->length) == NULL;
}

static bool
is_named(const CsvField *field, const char *name)
{
	return field->length == strlen(name) &&
		strncasecmp(field->text, name, field->length) == 0;
}

static void
note_fault(Stage *stage, int64_t row, const char *column, const char *what)
{
	if (stage->status == DB_OK)
		stage->status = db_load_fault(stage->conn, stage->columns[0].file, row,
									  column, what);
}

/* Where each column stands; false if one that is needed is nowhere. */
static bool
read_header(Stage *stage, const CsvRecord *record)
{
	bool		complete = true;
	size_t		i;
	size_t		j;

	stage->has_header = true;
	stage->width = record->count;
	for (i = 0; i < stage->column_count; i++)
	{
		const LoadColumn *column = &stage->columns[i];

		stage->positions[i] = NOWHERE;
		for (j = 0; j < record->count; j++)
		{
			if (!is_named(&record->fields[j], column->column_name))
				continue;
			if (stage->positions[i] != NOWHERE)
			{
				note_fault(stage, record->row, column->column_name,
						   "is there twice");
				complete = false;
			}
			stage->positions[i] = j;
		}
		if (stage->positions[i] == NOWHERE && column->needed)
		{
			note_fault(stage, record->row, column->column_name,
					   "is not in the header");
			complete = false;
		}
	}
	return complete;
}

/* What is wrong with a record as such, and in which column. */
static const char *
record_fault(const Stage *stage, const CsvRecord *record, char *buffer,
			 size_t size, const char **column)
{
	size_t		i;

	*column = NULL;
	if (record->count != stage->width)
	{
		snprintf(buffer, size, "has %zu fields, the header has %zu",
				 record->count, stage->width);
		return buffer;
	}
	for (i = 0; i < stage->column_count; i++)
	{
		if (stage->positions[i] != NOWHERE &&
			!is_text(&record->fields[stage->positions[i]]))
		{
			*column = stage->columns[i].column_name;
			return "is not text in UTF-8";
		}
	}
	return NULL;
}

static void
add_text(CopyText *rows, const char *text)
{
	if (text == NULL)
		copy_text_null(rows);
	else
		copy_text_field(rows, text, strlen(text));
}

static void
add_record(Stage *stage, const CsvRecord *record)
{
	char		buffer[100];
	const char *column;
	const char *fault = record_fault(stage, record, buffer, sizeof(buffer),
									 &column);
	size_t		i;

	copy_text_number(&stage->rows, record->row);
	add_text(&stage->rows, fault);
	add_text(&stage->rows, column);
	for (i = 0; i < stage->column_count; i++)
	{
		size_t		position = stage->positions[i];

		/* nothing is no value, quoted or not */
		if (position == NOWHERE || position >= record->count ||
			record->fields[position].length == 0 ||
			!is_text(&record->fields[position]))
			copy_text_null(&stage->rows);
		else
			copy_text_field(&stage->rows, record->fields[position].text,
							record->fields[position].length);
	}
	copy_text_end_row(&stage->rows);
}

static void
send_rows(Stage *stage)
{
	if (stage->rows.failed)
		stage->status = DB_MEMORY;
	if (stage->status == DB_OK)
		stage->status = db_load_copy_rows(stage->conn, stage->rows.data,
										  stage->rows.length);
	copy_text_clear(&stage->rows);
}

static bool
take_record(void *context, const CsvRecord *record)
{
	Stage	   *stage = context;

	if (!stage->has_header)
	{
		if (!read_header(stage, record) || stage->status != DB_OK)
			return false;
		stage->status = db_load_copy_begin(stage->conn, stage->columns,
										   stage->column_count, stage->arena);
		stage->copying = stage->status == DB_OK;
		return stage->copying;
	}
	add_record(stage, record);
	if (stage->rows.length >= SEND_SIZE || stage->rows.failed)
		send_rows(stage);
	return stage->status == DB_OK && !stop_requested();
}

/* Whatever was begun is ended before anything else is asked. */
static void
end_copy(Stage *stage)
{
	if (!stage->copying)
		return;
	if (stage->rows.length > 0)
		send_rows(stage);
	if (stage->status == DB_OK)
		stage->status = db_load_copy_end(stage->conn);
}

/* What became of the reading. */
static ExitCode
end_reading(Stage *stage, CsvStatus read, int error, int64_t row,
			const char *path)
{
	switch (read)
	{
		case CSV_ABSENT:
			if (stage->columns[0].file_needed)
				note_fault(stage, 0, NULL, "is missing");
			break;
		case CSV_UNREADABLE:
			log_error("could not read the file \"%s\": %s", path,
					  strerror(error));
			return EXIT_IO;
		case CSV_MEMORY:
			log_error("out of memory");
			return EXIT_INTERNAL;
		case CSV_MALFORMED:
			note_fault(stage, row, NULL,
					   "is not CSV: a quotation mark stands alone");
			break;
		case CSV_OK:
		case CSV_STOPPED:
			if (!stage->has_header)
				note_fault(stage, 0, NULL, "is empty: the header is missing");
			break;
	}
	return exit_code_of_db(stage->status);
}

ExitCode
load_file(PGconn *conn, const char *folder, const LoadColumn *columns,
		  size_t column_count, Arena *arena, bool *present)
{
	Stage		stage = {
		.conn = conn, .columns = columns, .column_count = column_count,
		.arena = arena
	};
	const char *path = arena_printf(arena, "%s/%s", folder, columns[0].file);
	int			error = 0;
	int64_t		row = 0;
	CsvStatus	read;
	ExitCode	code;

	stage.positions = arena_calloc(arena, column_count, sizeof(size_t));
	if (path == NULL || stage.positions == NULL)
		return EXIT_INTERNAL;
	read = csv_file_read(path, take_record, &stage, &error, &row);
	end_copy(&stage);
	*present = read != CSV_ABSENT;
	code = end_reading(&stage, read, error, row, path);
	if (code == EXIT_DONE && *present)
		code = exit_code_of_db(db_load_present(conn, columns[0].file));
	copy_text_free(&stage.rows);
	return code;
}
