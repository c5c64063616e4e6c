/*
 * query_reader.h
 *		Reads the rows of a query that was given as an argument.
 *
 * The query runs as the caller, in a transaction that is read-only until the
 * reader is closed, functions that it calls included, and its rows are handed on one by one
 * as they come, so that none is held.  Columns are found by name and their types
 * checked before the first row.  What is kept of a row must be copied.
 */
#ifndef MSHIP_PG_QUERY_READER_H
#define MSHIP_PG_QUERY_READER_H

#include "postgres.h"
#include "executor/spi.h"
#include "executor/tuptable.h"

typedef enum ColumnKind
{
	COLUMN_INTEGER,				/* any integer type */
	COLUMN_NUMBER,				/* any number */
	COLUMN_INTEGERS,			/* array of any integer type */
	COLUMN_TEXTS,				/* array of text or varchar */
	COLUMN_ANY,					/* any type */
	COLUMN_TYPE					/* exactly "type" */
} ColumnKind;

typedef struct QueryColumn
{
	const char *name;
	ColumnKind	kind;
	bool		required;
	Oid			type;			/* for COLUMN_TYPE; else set to the actual one */
	int			number;			/* set: of the column, or 0 */
} QueryColumn;

typedef struct QueryReader
{
	const char *argument;		/* for messages */
	QueryColumn *columns;
	Portal		portal;
	int			last_column;	/* the highest number of those that are read */
	TupleTableSlot *slot;		/* the present row */
	int64		row;			/* its number, from 1 */
	int			guc_level;		/* settings until it is closed */
} QueryReader;

/* What to do with a row; the memory it allocates is gone with the row. */
typedef void (*QueryRow) (const QueryReader *r, void *state);

/* SPI must be connected. */
extern void mship_query_open(QueryReader *r, const char *argument,
							 const char *query, QueryColumn *columns,
							 int column_count);
extern void mship_query_each(QueryReader *r, QueryRow do_row, void *state);
extern void mship_query_close(QueryReader *r);

/* A query's text so that it can stand in parentheses: no semicolon at its end. */
extern char *mship_query_trimmed(const char *query);

/* Values of the present row; columns by their place in the list. */
extern Datum mship_query_value(const QueryReader *r, int column, bool *isnull);
extern bool mship_query_has(const QueryReader *r, int column);
extern int64 mship_query_integer(const QueryReader *r, int column, bool *isnull);
extern int64 mship_query_id(const QueryReader *r, int column);
extern int64 *mship_query_integers(const QueryReader *r, int column,
								   MemoryContext context, int *count);

#endif							/* MSHIP_PG_QUERY_READER_H */
