/*
 * load.h
 *		A query, its parameters and the structs its rows become.
 *
 * Internal to db/.
 */
#ifndef DB_LOAD_H
#define DB_LOAD_H

#include <stdint.h>

#include "db/bind.h"

#define MEMBER(type, name, kind, nullable) \
	{#name, kind, offsetof(type, name), nullable}
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

typedef struct Loader
{
	PGconn	   *conn;
	Arena	   *arena;
} Loader;

/*
 * Run a query whose parameters are text, and bind its rows to an array of
 * structs in the arena.
 */
extern DbStatus load_rows(const Loader *loader, const char *operation,
						  const char *sql, int param_count,
						  const char *const *params, const Column *columns,
						  size_t column_count, size_t size, void **rows,
						  size_t *row_count);

/* By the names that belong to one query: NAMEs_sql, NAME_columns. */
#define LOAD(loader, name, param_count, params, type, rows, count) \
	load_rows(loader, #name "s", name##s_sql, param_count, params, \
			  name##_columns, COUNT_OF(name##_columns), sizeof(type), \
			  (void **) (rows), count)

/* "{1,2,3}"; NULL when out of memory. */
extern const char *id_array(Arena *arena, const int64_t *ids, size_t count);

#endif							/* DB_LOAD_H */
