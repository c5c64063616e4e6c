/*
 * bind.h
 *		Rows of a result into structs, column by column, by name.
 */
#ifndef DB_BIND_H
#define DB_BIND_H

#include <stdbool.h>
#include <stddef.h>

#include <libpq-fe.h>

#include "common/arena.h"
#include "db/conn.h"

typedef enum ColumnKind
{
	COLUMN_INTEGER,				/* int2, int4, int8 -> int64_t */
	COLUMN_DATE,				/* date -> int64_t, days since 2000-01-01 */
	COLUMN_MILLIONTHS,			/* numeric -> int64_t */
	COLUMN_TEXT					/* text -> const char *, in the arena */
} ColumnKind;

typedef struct Column
{
	const char *name;
	ColumnKind	kind;
	size_t		offset;			/* of the member in the struct */
	bool		nullable;
} Column;

/*
 * Turn every row into a struct of "size" bytes: an array in the arena.  A
 * missing column, a column of another type, a NULL where none is allowed or a
 * number that does not fit is logged and fails the whole operation.  Members
 * that no column names are zero.
 */
extern DbStatus db_bind(const PGresult *result, const char *operation,
						const Column *columns, size_t column_count,
						size_t size, Arena *arena,
						void **rows, size_t *row_count);

#endif							/* DB_BIND_H */
