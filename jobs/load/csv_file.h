/*
 * csv_file.h
 *		A file of comma-separated values, record by record (RFC 4180).
 *
 * Rows are counted as a spreadsheet shows them: the header is row 1, a blank
 * line is a row, a record with line breaks inside quotes is one.  A byte
 * order mark before the header is no part of it.  White space around a field
 * is no part of the field.
 */
#ifndef LOAD_CSV_FILE_H
#define LOAD_CSV_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A longer field is a quotation mark that was never closed. */
#define CSV_FIELD_MAX (1024 * 1024)

typedef struct CsvField
{
	const char *text;			/* not terminated; valid during the call */
	size_t		length;
} CsvField;

typedef struct CsvRecord
{
	int64_t		row;
	const CsvField *fields;
	size_t		count;			/* at least 1 */
} CsvRecord;

/* Returns false to end the reading. */
typedef bool (*CsvHandler) (void *context, const CsvRecord *record);

typedef enum CsvStatus
{
	CSV_OK = 0,
	CSV_ABSENT,					/* there is no such file */
	CSV_UNREADABLE,				/* errno value in *error */
	CSV_MALFORMED,				/* not CSV from the row in *row on */
	CSV_STOPPED,				/* the handler said so */
	CSV_MEMORY
} CsvStatus;

/*
 * Hand every record that is not blank to "handler".  Records before the row
 * that cannot be read have been handed over.  "error" and "row" are set only
 * as said above.
 */
extern CsvStatus csv_file_read(const char *path, CsvHandler handler,
							   void *context, int *error, int64_t *row);

/* The same for bytes that come in pieces, for tests. */
typedef struct CsvReader CsvReader;

extern CsvReader *csv_reader_create(CsvHandler handler, void *context);
extern CsvStatus csv_reader_feed(CsvReader *reader, const char *bytes,
								 size_t length);
extern CsvStatus csv_reader_finish(CsvReader *reader);
extern int64_t csv_reader_row(const CsvReader *reader);
extern void csv_reader_free(CsvReader *reader);

#endif							/* LOAD_CSV_FILE_H */
