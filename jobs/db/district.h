/*
 * district.h
 *		What a load asks of the database, as named operations.
 *
 * All of them are steps of one transaction, in the order below: begin; the
 * files into their staging tables; check; apply; commit.  Ending the
 * connection before the commit leaves nothing behind.
 */
#ifndef DB_DISTRICT_H
#define DB_DISTRICT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "db/conn.h"

typedef enum LoadFormat
{
	LOAD_CSV,
	LOAD_ONEROSTER
} LoadFormat;

/* A column of a file; those of a file follow each other. */
typedef struct LoadColumn
{
	const char *file;
	const char *column_name;
	const char *quoted_name;	/* in SQL */
	const char *stage;			/* table that takes the file, in SQL */
	int64_t		needed;			/* whether the header must have it */
	int64_t		file_needed;
} LoadColumn;

typedef struct LoadFault
{
	const char *file;			/* or a relation */
	int64_t		row_no;			/* 0: the file as such */
	const char *column_name;	/* or NULL */
	const char *what;
	int64_t		faults;			/* how many there are in all */
} LoadFault;

typedef struct LoadCount
{
	const char *relation;
	int64_t		added;
	int64_t		changed;
	int64_t		removed;
} LoadCount;

/*
 * Begin, and make the staging tables of a format.  DB_UNREACHABLE while
 * another load runs.
 */
extern DbStatus db_load_begin(PGconn *conn, LoadFormat format, Arena *arena,
							  LoadColumn **columns, size_t *column_count);

/* Note that a file was found. */
extern DbStatus db_load_present(PGconn *conn, const char *file);

/* Note what is wrong with a file as such; "row_no" 0 and "column" NULL leave
 * those out. */
extern DbStatus db_load_fault(PGconn *conn, const char *file, int64_t row_no,
							  const char *column, const char *what);

/*
 * Rows of a file: of each the number, then NULL or what is wrong with it and
 * in which column, then the fields of "columns", in COPY's text format.
 */
extern DbStatus db_load_copy_begin(PGconn *conn, const LoadColumn *columns,
								   size_t column_count, Arena *arena);
extern DbStatus db_load_copy_rows(PGconn *conn, const char *data, size_t length);
extern DbStatus db_load_copy_end(PGconn *conn);

/* Check the rows, and bring the source relations to what they say.  With
 * faults, at most the first 20 come back, and nothing may be committed.
 * DB_CONFIGURATION where a source is bound to another relation. */
extern DbStatus db_load_check(PGconn *conn, LoadFormat format, Arena *arena,
							  LoadFault **faults, size_t *fault_count);
extern DbStatus db_load_apply(PGconn *conn, LoadFormat format,
							  bool accept_removals, Arena *arena,
							  LoadFault **faults, size_t *fault_count);

extern DbStatus db_load_commit(PGconn *conn, Arena *arena, LoadCount **counts,
							   size_t *count_count);

#endif							/* DB_DISTRICT_H */
