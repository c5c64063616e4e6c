/*
 * query_reader.c
 *		Reads the rows of a query that was given as an argument.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "tcop/dest.h"
#include "tcop/pquery.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "core/sort.h"
#include "pg/error.h"
#include "pg/query_reader.h"

/* ---------- columns ---------- */

static bool
is_integer(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID;
}

/*
 * Is the type what the column takes?  If not, "expected" says what it does, and
 * "wanted" is a type to cast to.
 */
static bool
type_fits(const QueryColumn *column, Oid type, const char **expected, Oid *wanted)
{
	Oid			element = get_base_element_type(type);

	switch (column->kind)
	{
		case COLUMN_INTEGER:
			*expected = "an integer";
			*wanted = INT8OID;
			return is_integer(type);
		case COLUMN_NUMBER:
			*expected = "a number";
			*wanted = NUMERICOID;
			return is_integer(type) || type == NUMERICOID ||
				type == FLOAT4OID || type == FLOAT8OID;
		case COLUMN_INTEGERS:
			*expected = "an array of integers";
			*wanted = INT8ARRAYOID;
			return OidIsValid(element) && is_integer(getBaseType(element));
		case COLUMN_TEXTS:
			*expected = "an array of text";
			*wanted = TEXTARRAYOID;
			return element == TEXTOID || element == VARCHAROID;
		case COLUMN_ANY:
			return true;
		case COLUMN_TYPE:
			*expected = format_type_be(column->type);
			*wanted = column->type;
			return type == column->type;
	}
	return false;
}

static void
bind_column(const QueryReader *r, QueryColumn *column)
{
	TupleDesc	desc = r->portal->tupDesc;
	const char *expected = NULL;
	Oid			wanted = InvalidOid;
	Oid			type;

	column->number = 0;
	for (int k = 0; k < desc->natts; k++)
	{
		if (strcmp(NameStr(TupleDescAttr(desc, k)->attname), column->name) != 0)
			continue;
		if (column->number > 0)
			mship_report_column_twice(r->argument, column->name);
		column->number = k + 1;
	}
	if (column->number == 0)
	{
		if (column->required)
			mship_report_column_missing(r->argument, column->name);
		return;
	}
	type = getBaseType(SPI_gettypeid(desc, column->number));
	if (!type_fits(column, type, &expected, &wanted))
		mship_report_column_type(r->argument, column->name, expected, wanted,
								 SPI_gettypeid(desc, column->number));
	column->type = type;
}

/* ---------- rows ---------- */

/*
 * A read-only cursor keeps the query itself from writing, but not the volatile
 * functions that it calls.
 */
static int
forbid_writing(void)
{
	int			level = NewGUCNestLevel();

	(void) set_config_option("transaction_read_only", "on", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

void
mship_query_open(QueryReader *r, const char *argument, const char *query,
				 QueryColumn *columns, int column_count)
{
	SPIPlanPtr	plan;

	r->guc_level = forbid_writing();
	plan = SPI_prepare(query, 0, NULL);
	r->argument = argument;
	r->columns = columns;
	r->slot = NULL;
	r->row = 0;
	r->last_column = 0;
	if (plan == NULL || !SPI_is_cursor_plan(plan))
		mship_report_not_a_query(argument);
	r->portal = SPI_cursor_open(NULL, plan, NULL, NULL, true);
	for (int k = 0; k < column_count; k++)
	{
		bind_column(r, &columns[k]);
		r->last_column = Max(r->last_column, columns[k].number);
	}
}

/* Where the executor sends the rows. */
typedef struct RowReceiver
{
	DestReceiver base;
	QueryReader *reader;
	QueryRow	do_row;
	void	   *state;
	MemoryContext row_context;
} RowReceiver;

static void
start_rows(DestReceiver *self, int operation, TupleDesc desc)
{
}

static bool
receive_row(TupleTableSlot *slot, DestReceiver *self)
{
	RowReceiver *to = (RowReceiver *) self;
	MemoryContext old = MemoryContextSwitchTo(to->row_context);

	slot_getsomeattrs(slot, to->reader->last_column);
	to->reader->slot = slot;
	to->reader->row++;
	to->do_row(to->reader, to->state);
	MemoryContextSwitchTo(old);
	MemoryContextReset(to->row_context);
	return true;
}

static void
end_rows(DestReceiver *self)
{
}

/*
 * Run the query to its end.  Fetching by SPI would copy every row first, which
 * takes longer than all else that is done with a pair of numbers.
 */
void
mship_query_each(QueryReader *r, QueryRow do_row, void *state)
{
	RowReceiver to = {
		.base = {receive_row, start_rows, end_rows, end_rows, DestNone},
		.reader = r,
		.do_row = do_row,
		.state = state,
		.row_context = AllocSetContextCreate(CurrentMemoryContext, "mentorship query row",
											 ALLOCSET_SMALL_SIZES),
	};

	PortalRunFetch(r->portal, FETCH_FORWARD, FETCH_ALL, &to.base);
	MemoryContextDelete(to.row_context);
	r->slot = NULL;
}

void
mship_query_close(QueryReader *r)
{
	SPI_cursor_close(r->portal);
	AtEOXact_GUC(true, r->guc_level);
}

char *
mship_query_trimmed(const char *query)
{
	size_t		length = strlen(query);

	while (length > 0 && strchr(" \t\r\n\f;", query[length - 1]) != NULL)
		length--;
	return pnstrdup(query, length);
}

/* ---------- values ---------- */

bool
mship_query_has(const QueryReader *r, int column)
{
	return r->columns[column].number > 0;
}

/* NULL where the query lacks the column. */
Datum
mship_query_value(const QueryReader *r, int column, bool *isnull)
{
	if (!mship_query_has(r, column))
	{
		*isnull = true;
		return (Datum) 0;
	}
	*isnull = r->slot->tts_isnull[r->columns[column].number - 1];
	return r->slot->tts_values[r->columns[column].number - 1];
}

static int64
integer_of(Datum value, Oid type)
{
	if (type == INT2OID)
		return DatumGetInt16(value);
	if (type == INT4OID)
		return DatumGetInt32(value);
	return DatumGetInt64(value);
}

int64
mship_query_integer(const QueryReader *r, int column, bool *isnull)
{
	Datum		value = mship_query_value(r, column, isnull);

	return *isnull ? 0 : integer_of(value, r->columns[column].type);
}

/* An integer that must be there. */
int64
mship_query_id(const QueryReader *r, int column)
{
	bool		isnull;
	int64		id = mship_query_integer(r, column, &isnull);

	if (isnull)
		mship_report_null_value(r->argument, r->columns[column].name, r->row);
	return id;
}

/*
 * A list of integers, ascending, without repetitions and NULL elements; empty
 * where the value is NULL.
 */
int64 *
mship_query_integers(const QueryReader *r, int column, MemoryContext context,
					 int *count)
{
	bool		isnull;
	Datum		value = mship_query_value(r, column, &isnull);
	Oid			type;
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *elements;
	bool	   *nulls;
	int64	   *sorted;
	int64	   *result;
	int			total;

	*count = 0;
	if (isnull)
		return NULL;
	type = get_base_element_type(r->columns[column].type);
	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(DatumGetArrayTypeP(value), type, length, by_value, align,
					  &elements, &nulls, &total);
	/* room to sort in */
	sorted = palloc(sizeof(int64) * (2 * (Size) total + 1));
	for (int k = 0; k < total; k++)
	{
		if (!nulls[k])
			sorted[(*count)++] = integer_of(elements[k], getBaseType(type));
	}
	*count = (int) mship_sort_unique(sorted, sorted + total, *count);
	result = MemoryContextAlloc(context, sizeof(int64) * ((Size) *count + 1));
	memcpy(result, sorted, sizeof(int64) * *count);
	return result;
}
