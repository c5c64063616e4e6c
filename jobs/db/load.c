/*
 * load.c
 *		A query, its parameters and the structs its rows become.
 */
#include "db/load.h"

#include <inttypes.h>

#include "common/str.h"

/* "-9223372036854775808," */
#define ID_BYTES 21

DbStatus
load_rows(const Loader *loader, const char *operation, const char *sql,
		  int param_count, const char *const *params, const Column *columns,
		  size_t column_count, size_t size, void **rows, size_t *row_count)
{
	PGresult   *result;
	DbStatus	status = db_run(loader->conn, operation, sql, param_count,
								params, &result);

	if (status != DB_OK)
		return status;
	status = db_bind(result, operation, columns, column_count, size,
					 loader->arena, rows, row_count);
	PQclear(result);
	return status;
}

const char *
id_array(Arena *arena, const int64_t *ids, size_t count)
{
	size_t		capacity = count * ID_BYTES + sizeof("{}");
	char	   *buffer = arena_alloc(arena, capacity);
	Str			text;
	size_t		i;

	if (buffer == NULL)
		return NULL;
	str_init(&text, buffer, capacity);
	str_add_char(&text, '{');
	for (i = 0; i < count; i++)
		str_addf(&text, "%s%" PRId64, i > 0 ? "," : "", ids[i]);
	str_add_char(&text, '}');
	return buffer;
}
