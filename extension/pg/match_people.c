/*
 * match_people.c
 *		The people to be matched, from two queries.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "core/sort.h"
#include "pg/availability.h"
#include "pg/error.h"
#include "pg/match_people.h"
#include "pg/match_policy.h"
#include "pg/query_reader.h"
#include "pg/traits.h"

/* columns both queries have, at the same place in their lists */
enum
{
	COL_ID,
	COL_SCHOOLS,
	COL_AVAILABILITY,
	COL_TRAITS,
	COL_LANGUAGES,
	COL_PRIORITY,				/* mentees */
	COL_CURRENT,
	COL_EXCLUDED,
	MENTEE_COLUMNS,
	COL_CAPACITY = COL_PRIORITY,	/* mentors */
	MENTOR_COLUMNS
};

/* What is needed while people are read. */
typedef struct PeopleReader
{
	MatchPeople *people;
	MemoryContext context;
	Oid			availability_type;
	Oid			traits_type;
	HTAB	   *languages;		/* text -> number */
	int32		language_count;
	MshipMentee *mentees;
	int64		mentee_room;
	MshipMentor *mentors;
	int64		mentor_room;
} PeopleReader;

/* ---------- languages ---------- */

/* Keyed by the text itself, wherever it lies. */
typedef struct Language
{
	const char *tag;
	int32		number;
} Language;

static uint32
hash_tag(const void *key, Size size)
{
	const char *tag = *(const char *const *) key;

	return hash_bytes((const unsigned char *) tag, strlen(tag));
}

static int
compare_tags(const void *a, const void *b, Size size)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static HTAB *
make_languages(MemoryContext context)
{
	HASHCTL		control = {
		.keysize = sizeof(const char *),
		.entrysize = sizeof(Language),
		.hash = hash_tag,
		.match = compare_tags,
		.hcxt = context,
	};

	return hash_create("languages", 64, &control,
					   HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
}

/* The number of a language; tags differ by more than ASCII case. */
static int32
language_number(PeopleReader *reader, const text *value)
{
	Size		length = VARSIZE_ANY_EXHDR(value);
	char	   *tag = MemoryContextAlloc(reader->context, length + 1);
	Language   *entry;
	bool		found;

	memcpy(tag, VARDATA_ANY(value), length);
	tag[length] = '\0';
	for (Size k = 0; k < length; k++)
		tag[k] = pg_ascii_tolower((unsigned char) tag[k]);
	entry = hash_search(reader->languages, &tag, HASH_ENTER, &found);
	if (found)
		pfree(tag);
	else
		entry->number = reader->language_count++;
	return entry->number;
}

static int
compare_int32(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return x < y ? -1 : x > y;
}

static void
read_languages(PeopleReader *reader, const QueryReader *r, MshipPerson *p)
{
	bool		isnull;
	Datum		value = mship_query_value(r, COL_LANGUAGES, &isnull);
	Datum	   *elements;
	bool	   *nulls;
	int32	   *numbers;
	int			total;

	if (isnull)
		return;
	/* text and varchar have the same form */
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &elements, &nulls, &total);
	numbers = MemoryContextAlloc(reader->context, sizeof(int32) * (total + 1));
	for (int k = 0; k < total; k++)
	{
		if (!nulls[k])
			numbers[p->language_count++] =
				language_number(reader, DatumGetTextPP(elements[k]));
	}
	qsort(numbers, p->language_count, sizeof(int32), compare_int32);
	p->languages = numbers;
}

/* ---------- people ---------- */

static void
read_traits(PeopleReader *reader, const QueryReader *r, MshipPerson *p)
{
	bool		isnull;
	Datum		value = mship_query_value(r, COL_TRAITS, &isnull);
	const uint8_t *traits;
	uint8_t    *copy;

	if (isnull)
		return;
	traits = DatumGetTraitsP(value);
	copy = MemoryContextAlloc(reader->context, mship_traits_size(traits));
	memcpy(copy, traits, mship_traits_size(traits));
	p->traits = copy;
	p->traits_norm = mship_traits_dot(copy, copy);
}

/* What mentees and mentors have in common. */
static void
read_person(PeopleReader *reader, const QueryReader *r, MshipPerson *p)
{
	bool		isnull;
	Datum		value;

	memset(p, 0, sizeof(*p));
	p->id = mship_query_id(r, COL_ID);
	value = mship_query_value(r, COL_AVAILABILITY, &isnull);
	if (!isnull)
	{
		p->availability_known = true;
		p->availability = *DatumGetAvailabilityP(value);
	}
	read_traits(reader, r, p);
	read_languages(reader, r, p);
}

static void
read_mentee(PeopleReader *reader, const QueryReader *r, MshipMentee *m)
{
	bool		isnull;
	int64		school;

	read_person(reader, r, &m->p);
	school = mship_query_integer(r, COL_SCHOOLS, &isnull);
	if (!isnull)
	{
		int64	   *schools = MemoryContextAlloc(reader->context, sizeof(int64));

		*schools = school;
		m->p.schools = schools;
		m->p.school_count = 1;
	}
	m->priority = mship_query_integer(r, COL_PRIORITY, &isnull);
	if (isnull)
		m->priority = 1;
	m->current_mentor = mship_query_integer(r, COL_CURRENT, &isnull);
	m->has_mentor = !isnull;
	m->excluded = mship_query_integers(r, COL_EXCLUDED, reader->context, &m->excluded_count);
}

static void
read_mentor(PeopleReader *reader, const QueryReader *r, MshipMentor *m)
{
	bool		isnull;
	int64		capacity;

	read_person(reader, r, &m->p);
	m->p.schools = mship_query_integers(r, COL_SCHOOLS, reader->context, &m->p.school_count);
	capacity = mship_query_integer(r, COL_CAPACITY, &isnull);
	if (isnull)
		capacity = 1;
	if (capacity < 0)
		mship_report_value(r->argument, "capacity", r->row, MSHIP_REASON_CAPACITY);
	m->capacity = (int32) Min(capacity, PG_INT32_MAX);
}

/* Both structs begin with the person. */
static int
compare_people(const void *a, const void *b)
{
	int64		x = ((const MshipPerson *) a)->id;
	int64		y = ((const MshipPerson *) b)->id;

	/* to sort a million people takes a while */
	CHECK_FOR_INTERRUPTS();

	return x < y ? -1 : x > y;
}

/* People by id, each once. */
static void
sort_people(void *people, int32 count, Size size, const char *argument,
			const char *column)
{
	char	   *at = people;

	qsort(people, count, size, compare_people);
	for (int32 k = 1; k < count; k++)
	{
		if (((MshipPerson *) (at + k * size))->id == ((MshipPerson *) (at + (k - 1) * size))->id)
			mship_report_id_twice(argument, column, ((MshipPerson *) (at + k * size))->id);
	}
}

/* Room for one more; what is kept of each counts, too. */
static void *
room_for(PeopleReader *reader, void *people, int32 count, int64 *room, Size size,
		 const char *argument)
{
	if (count >= MSHIP_MATCH_MAX_PEOPLE)
		mship_report_rows(argument, MSHIP_MATCH_MAX_PEOPLE, MSHIP_REASON_MATCH_PEOPLE);
	mship_match_may_take(&reader->people->memory, 0);
	return mship_match_grow(&reader->people->memory, people, count, room, size);
}

static void
add_mentee(const QueryReader *r, void *state)
{
	PeopleReader *reader = state;
	int32	   *count = &reader->people->in.mentee_count;

	reader->mentees = room_for(reader, reader->mentees, *count, &reader->mentee_room,
							   sizeof(MshipMentee), "mentees");
	read_mentee(reader, r, &reader->mentees[(*count)++]);
}

static void
add_mentor(const QueryReader *r, void *state)
{
	PeopleReader *reader = state;
	int32	   *count = &reader->people->in.mentor_count;

	reader->mentors = room_for(reader, reader->mentors, *count, &reader->mentor_room,
							   sizeof(MshipMentor), "mentors");
	read_mentor(reader, r, &reader->mentors[(*count)++]);
}

static void
read_mentees(PeopleReader *reader, const char *query, bool *has)
{
	QueryColumn columns[MENTEE_COLUMNS] = {
		[COL_ID] = {"mentee_id", COLUMN_INTEGER, true},
		[COL_SCHOOLS] = {"school_id", COLUMN_INTEGER},
		[COL_AVAILABILITY] = {"availability", COLUMN_TYPE, false, reader->availability_type},
		[COL_TRAITS] = {"traits", COLUMN_TYPE, false, reader->traits_type},
		[COL_LANGUAGES] = {"languages", COLUMN_TEXTS},
		[COL_PRIORITY] = {"priority", COLUMN_INTEGER},
		[COL_CURRENT] = {"current_mentor_id", COLUMN_INTEGER},
		[COL_EXCLUDED] = {"excluded_mentor_ids", COLUMN_INTEGERS},
	};
	MshipMatchInput *in = &reader->people->in;
	QueryReader r;

	mship_query_open(&r, "mentees", query, columns, MENTEE_COLUMNS);
	mship_query_each(&r, add_mentee, reader);
	for (int k = 0; k <= COL_LANGUAGES; k++)
		has[k] = mship_query_has(&r, k);
	mship_query_close(&r);
	sort_people(reader->mentees, in->mentee_count, sizeof(MshipMentee), "mentees", "mentee_id");
	in->mentees = reader->mentees;
}

static void
read_mentors(PeopleReader *reader, const char *query, bool *has)
{
	QueryColumn columns[MENTOR_COLUMNS] = {
		[COL_ID] = {"mentor_id", COLUMN_INTEGER, true},
		[COL_SCHOOLS] = {"school_ids", COLUMN_INTEGERS},
		[COL_AVAILABILITY] = {"availability", COLUMN_TYPE, false, reader->availability_type},
		[COL_TRAITS] = {"traits", COLUMN_TYPE, false, reader->traits_type},
		[COL_LANGUAGES] = {"languages", COLUMN_TEXTS},
		[COL_CAPACITY] = {"capacity", COLUMN_INTEGER},
	};
	MshipMatchInput *in = &reader->people->in;
	QueryReader r;

	mship_query_open(&r, "mentors", query, columns, MENTOR_COLUMNS);
	mship_query_each(&r, add_mentor, reader);
	for (int k = 0; k <= COL_LANGUAGES; k++)
		has[k] = mship_query_has(&r, k);
	mship_query_close(&r);
	sort_people(reader->mentors, in->mentor_count, sizeof(MshipMentor), "mentors", "mentor_id");
	in->mentors = reader->mentors;
}

/* The extension's own types, found beside that of the policy. */
static void
find_types(PeopleReader *reader, FunctionCallInfo fcinfo)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(get_fn_expr_argtype(fcinfo->flinfo, 2)));
	Datum		schema;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "could not determine the type of the policy");
	schema = ObjectIdGetDatum(((Form_pg_type) GETSTRUCT(tuple))->typnamespace);
	ReleaseSysCache(tuple);
	reader->availability_type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
												CStringGetDatum("availability"), schema);
	reader->traits_type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
										  CStringGetDatum("traits"), schema);
}

/* What both queries have. */
static void
set_columns(MshipMatchInput *in, const bool *mentees_have, const bool *mentors_have)
{
	in->schools = mentees_have[COL_SCHOOLS] && mentors_have[COL_SCHOOLS];
	in->availability = mentees_have[COL_AVAILABILITY] && mentors_have[COL_AVAILABILITY];
	in->traits = mentees_have[COL_TRAITS] && mentors_have[COL_TRAITS];
	in->languages = mentees_have[COL_LANGUAGES] && mentors_have[COL_LANGUAGES];
	in->mentor_availability = mentors_have[COL_AVAILABILITY];
}

void
mship_read_people(FunctionCallInfo fcinfo, MatchPeople *people)
{
	static const char *const names[] = {"mentees", "mentors", "policy"};
	PeopleReader reader = {.people = people};
	bool		mentees_have[COL_LANGUAGES + 1];
	bool		mentors_have[COL_LANGUAGES + 1];

	for (int k = 0; k < 3; k++)
	{
		if (PG_ARGISNULL(k))
			mship_report_null_argument(names[k]);
	}
	memset(people, 0, sizeof(*people));
	mship_begin_match_memory(&people->memory, "mentorship match");
	people->in.policy = *PG_GETARG_MATCH_POLICY_P(2);
	reader.context = people->memory.context;
	reader.languages = make_languages(reader.context);
	find_types(&reader, fcinfo);
	SPI_connect();
	read_mentees(&reader, text_to_cstring(PG_GETARG_TEXT_PP(0)), mentees_have);
	read_mentors(&reader, text_to_cstring(PG_GETARG_TEXT_PP(1)), mentors_have);
	SPI_finish();
	set_columns(&people->in, mentees_have, mentors_have);
}
