/*
 * bind.c
 *		Rows of a result into structs, column by column, by name.
 */
#include "db/bind.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/log.h"
#include "model/report_data.h"

/* Types of the server, as its catalogue numbers them for good. */
enum
{
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_DATE = 1082,
	TYPE_NUMERIC = 1700
};

static bool
type_fits(ColumnKind kind, Oid type)
{
	switch (kind)
	{
		case COLUMN_INTEGER:
			return type == TYPE_INT2 || type == TYPE_INT4 || type == TYPE_INT8;
		case COLUMN_DATE:
			return type == TYPE_DATE;
		case COLUMN_MILLIONTHS:
			return type == TYPE_NUMERIC;
		case COLUMN_TEXT:
			return type == TYPE_TEXT;
	}
	return false;
}

static bool
parse_integer(const char *text, int64_t *value)
{
	char	   *end;
	long long	parsed;

	errno = 0;
	parsed = strtoll(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || parsed == UNKNOWN)
		return false;
	*value = parsed;
	return true;
}

/* "12.5" as 12500000; digits after the sixth must be zeros. */
static bool
parse_millionths(const char *text, int64_t *value)
{
	bool		negative = *text == '-';
	int64_t		unit = MILLION;
	int64_t		sum = 0;
	bool		fraction = false;

	for (text += negative; *text != '\0'; text++)
	{
		if (*text == '.' && !fraction)
		{
			fraction = true;
			continue;
		}
		if (*text < '0' || *text > '9' || sum > INT64_MAX / 100)
			return false;
		if (!fraction)
			sum = sum * 10 + (*text - '0') * MILLION;
		else
		{
			unit /= 10;
			if (unit == 0 && *text != '0')
				return false;
			sum += (*text - '0') * unit;
		}
	}
	*value = negative ? -sum : sum;
	return true;
}

static bool
parse_value(ColumnKind kind, const char *text, Arena *arena, void *member)
{
	int32_t		day;

	switch (kind)
	{
		case COLUMN_INTEGER:
			return parse_integer(text, member);
		case COLUMN_MILLIONTHS:
			return parse_millionths(text, member);
		case COLUMN_DATE:
			if (!date_parse_iso(text, &day))
				return false;
			*(int64_t *) member = day;
			return true;
		case COLUMN_TEXT:
			return (*(const char **) member = arena_strdup(arena, text)) != NULL;
	}
	return false;
}

static void
set_null(ColumnKind kind, void *member)
{
	if (kind == COLUMN_TEXT)
		*(const char **) member = NULL;
	else
		*(int64_t *) member = UNKNOWN;
}

/* The result's own number of each column, after a check of its type. */
static DbStatus
find_columns(const PGresult *result, const char *operation,
			 const Column *columns, size_t column_count, int *field)
{
	size_t		i;

	for (i = 0; i < column_count; i++)
	{
		field[i] = PQfnumber(result, columns[i].name);
		if (field[i] < 0 || !type_fits(columns[i].kind, PQftype(result, field[i])))
		{
			log_error("query \"%s\": column \"%s\" is missing or has an unexpected type",
					  operation, columns[i].name);
			return DB_CONFIGURATION;
		}
	}
	return DB_OK;
}

DbStatus
db_bind(const PGresult *result, const char *operation, const Column *columns,
		size_t column_count, size_t size, Arena *arena,
		void **rows, size_t *row_count)
{
	size_t		count = (size_t) PQntuples(result);
	char	   *base = arena_alloc(arena, (count > 0 ? count : 1) * size);
	int		   *field = arena_alloc(arena, column_count * sizeof(int));
	DbStatus	status;
	size_t		row;
	size_t		i;

	if (base == NULL || field == NULL)
		return DB_MEMORY;
	memset(base, 0, count * size);
	status = find_columns(result, operation, columns, column_count, field);
	if (status != DB_OK)
		return status;

	for (row = 0; row < count; row++)
	{
		for (i = 0; i < column_count; i++)
		{
			void	   *member = base + row * size + columns[i].offset;
			bool		null = PQgetisnull(result, (int) row, field[i]);

			if (null && columns[i].nullable)
				set_null(columns[i].kind, member);
			else if (null ||
					 !parse_value(columns[i].kind,
								  PQgetvalue(result, (int) row, field[i]),
								  arena, member))
			{
				log_error("query \"%s\": row %zu has no usable value in column \"%s\"",
						  operation, row + 1, columns[i].name);
				return DB_INTERNAL;
			}
		}
	}
	*rows = base;
	*row_count = count;
	return DB_OK;
}
