/*
 * match_mentors.c
 *		match_mentors(): people from two queries, matched.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "core/match.h"
#include "core/sort.h"
#include "pg/availability.h"
#include "pg/error.h"
#include "pg/match_policy.h"
#include "pg/query_reader.h"
#include "pg/traits.h"

PG_FUNCTION_INFO_V1(match_mentors);

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

typedef struct MatchCall
{
	MemoryContext context;
	Oid			availability_type;
	Oid			traits_type;
	HTAB	   *languages;		/* text -> number */
	int32		language_count;
	MshipMentee *mentees;
	MshipMentor *mentors;
	MshipMatchInput in;
} MatchCall;

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
language_number(MatchCall *call, const text *value)
{
	Size		length = VARSIZE_ANY_EXHDR(value);
	char	   *tag = MemoryContextAlloc(call->context, length + 1);
	Language   *entry;
	bool		found;

	memcpy(tag, VARDATA_ANY(value), length);
	tag[length] = '\0';
	for (Size k = 0; k < length; k++)
		tag[k] = pg_ascii_tolower((unsigned char) tag[k]);
	entry = hash_search(call->languages, &tag, HASH_ENTER, &found);
	if (found)
		pfree(tag);
	else
		entry->number = call->language_count++;
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
read_languages(MatchCall *call, const QueryReader *r, MshipPerson *p)
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
	numbers = MemoryContextAlloc(call->context, sizeof(int32) * (total + 1));
	for (int k = 0; k < total; k++)
	{
		if (!nulls[k])
			numbers[p->language_count++] =
				language_number(call, DatumGetTextPP(elements[k]));
	}
	qsort(numbers, p->language_count, sizeof(int32), compare_int32);
	p->languages = numbers;
}

/* ---------- people ---------- */

static void
read_traits(MatchCall *call, const QueryReader *r, MshipPerson *p)
{
	bool		isnull;
	Datum		value = mship_query_value(r, COL_TRAITS, &isnull);
	const uint8_t *traits;
	uint8_t    *copy;

	if (isnull)
		return;
	traits = DatumGetTraitsP(value);
	copy = MemoryContextAlloc(call->context, mship_traits_size(traits));
	memcpy(copy, traits, mship_traits_size(traits));
	p->traits = copy;
	p->traits_norm = mship_traits_dot(copy, copy);
}

/* What mentees and mentors have in common. */
static void
read_person(MatchCall *call, const QueryReader *r, MshipPerson *p)
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
	read_traits(call, r, p);
	read_languages(call, r, p);
}

static void
read_mentee(MatchCall *call, const QueryReader *r, MshipMentee *m)
{
	bool		isnull;
	int64		school;

	read_person(call, r, &m->p);
	school = mship_query_integer(r, COL_SCHOOLS, &isnull);
	if (!isnull)
	{
		int64	   *schools = MemoryContextAlloc(call->context, sizeof(int64));

		*schools = school;
		m->p.schools = schools;
		m->p.school_count = 1;
	}
	m->priority = mship_query_integer(r, COL_PRIORITY, &isnull);
	if (isnull)
		m->priority = 1;
	m->current_mentor = mship_query_integer(r, COL_CURRENT, &isnull);
	m->has_mentor = !isnull;
	m->excluded = mship_query_integers(r, COL_EXCLUDED, call->context, &m->excluded_count);
}

static void
read_mentor(MatchCall *call, const QueryReader *r, MshipMentor *m)
{
	bool		isnull;
	int64		capacity;

	read_person(call, r, &m->p);
	m->p.schools = mship_query_integers(r, COL_SCHOOLS, call->context, &m->p.school_count);
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

/* Room for one more; people are counted before they are kept. */
static void *
room_for(MatchCall *call, void *people, int32 count, Size size, const char *argument)
{
	if (count >= MSHIP_MATCH_MAX_PEOPLE)
		mship_report_rows(argument, MSHIP_MATCH_MAX_PEOPLE, MSHIP_REASON_MATCH_PEOPLE);
	if (people == NULL)
		return MemoryContextAllocHuge(call->context, 256 * size);
	if (count >= 256 && (count & (count - 1)) == 0)
		return repalloc_huge(people, 2 * (Size) count * size);
	return people;
}

static void
add_mentee(const QueryReader *r, void *state)
{
	MatchCall  *call = state;

	call->mentees = room_for(call, call->mentees, call->in.mentee_count,
							 sizeof(MshipMentee), "mentees");
	read_mentee(call, r, &call->mentees[call->in.mentee_count++]);
}

static void
add_mentor(const QueryReader *r, void *state)
{
	MatchCall  *call = state;

	call->mentors = room_for(call, call->mentors, call->in.mentor_count,
							 sizeof(MshipMentor), "mentors");
	read_mentor(call, r, &call->mentors[call->in.mentor_count++]);
}

static void
read_mentees(MatchCall *call, const char *query, bool *has)
{
	QueryColumn columns[MENTEE_COLUMNS] = {
		[COL_ID] = {"mentee_id", COLUMN_INTEGER, true},
		[COL_SCHOOLS] = {"school_id", COLUMN_INTEGER},
		[COL_AVAILABILITY] = {"availability", COLUMN_TYPE, false, call->availability_type},
		[COL_TRAITS] = {"traits", COLUMN_TYPE, false, call->traits_type},
		[COL_LANGUAGES] = {"languages", COLUMN_TEXTS},
		[COL_PRIORITY] = {"priority", COLUMN_INTEGER},
		[COL_CURRENT] = {"current_mentor_id", COLUMN_INTEGER},
		[COL_EXCLUDED] = {"excluded_mentor_ids", COLUMN_INTEGERS},
	};
	MshipMatchInput *in = &call->in;
	QueryReader r;

	mship_query_open(&r, "mentees", query, columns, MENTEE_COLUMNS);
	mship_query_each(&r, add_mentee, call);
	for (int k = 0; k <= COL_LANGUAGES; k++)
		has[k] = mship_query_has(&r, k);
	mship_query_close(&r);
	sort_people(call->mentees, in->mentee_count, sizeof(MshipMentee), "mentees", "mentee_id");
	in->mentees = call->mentees;
}

static void
read_mentors(MatchCall *call, const char *query, bool *has)
{
	QueryColumn columns[MENTOR_COLUMNS] = {
		[COL_ID] = {"mentor_id", COLUMN_INTEGER, true},
		[COL_SCHOOLS] = {"school_ids", COLUMN_INTEGERS},
		[COL_AVAILABILITY] = {"availability", COLUMN_TYPE, false, call->availability_type},
		[COL_TRAITS] = {"traits", COLUMN_TYPE, false, call->traits_type},
		[COL_LANGUAGES] = {"languages", COLUMN_TEXTS},
		[COL_CAPACITY] = {"capacity", COLUMN_INTEGER},
	};
	MshipMatchInput *in = &call->in;
	QueryReader r;

	mship_query_open(&r, "mentors", query, columns, MENTOR_COLUMNS);
	mship_query_each(&r, add_mentor, call);
	for (int k = 0; k <= COL_LANGUAGES; k++)
		has[k] = mship_query_has(&r, k);
	mship_query_close(&r);
	sort_people(call->mentors, in->mentor_count, sizeof(MshipMentor), "mentors", "mentor_id");
	in->mentors = call->mentors;
}

/* The extension's own types, found from the type of a result column. */
static void
find_types(MatchCall *call, TupleDesc result)
{
	HeapTuple	tuple;
	Oid			schema;

	call->availability_type = TupleDescAttr(result, 3)->atttypid;
	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(call->availability_type));
	schema = ((Form_pg_type) GETSTRUCT(tuple))->typnamespace;
	ReleaseSysCache(tuple);
	call->traits_type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
										CStringGetDatum("traits"),
										ObjectIdGetDatum(schema));
}

static void
read_people(MatchCall *call, const char *mentees, const char *mentors)
{
	bool		mentees_have[COL_LANGUAGES + 1];
	bool		mentors_have[COL_LANGUAGES + 1];
	MshipMatchInput *in = &call->in;

	SPI_connect();
	read_mentees(call, mentees, mentees_have);
	read_mentors(call, mentors, mentors_have);
	SPI_finish();
	in->schools = mentees_have[COL_SCHOOLS] && mentors_have[COL_SCHOOLS];
	in->availability = mentees_have[COL_AVAILABILITY] && mentors_have[COL_AVAILABILITY];
	in->traits = mentees_have[COL_TRAITS] && mentors_have[COL_TRAITS];
	in->languages = mentees_have[COL_LANGUAGES] && mentors_have[COL_LANGUAGES];
	in->mentor_availability = mentors_have[COL_AVAILABILITY];
}

/* ---------- results ---------- */

static Datum
shared_slots_datum(const MshipMentee *a, const MshipMentor *b)
{
	MshipAvailability *shared = palloc(sizeof(MshipAvailability));

	mship_availability_intersect(shared, &a->p.availability, &b->p.availability);
	return AvailabilityPGetDatum(shared);
}

static Datum
shared_traits_datum(const MshipMentee *a, const MshipMentor *b)
{
	MshipSharedTrait *shared;
	Datum	   *tags;
	int			count = 0;

	if (a->p.traits == NULL || b->p.traits == NULL)
		return PointerGetDatum(construct_empty_array(TEXTOID));
	shared = palloc(sizeof(MshipSharedTrait) * (mship_traits_count(a->p.traits) + 1));
	tags = palloc(sizeof(Datum) * (mship_traits_count(a->p.traits) + 1));
	count = mship_traits_shared(a->p.traits, b->p.traits, shared);
	for (int k = 0; k < count; k++)
		tags[k] = PointerGetDatum(cstring_to_text_with_len(shared[k].first.tag,
														   shared[k].first.length));
	return PointerGetDatum(construct_array(tags, count, TEXTOID, -1, false, TYPALIGN_INT));
}

static void
put_match(ReturnSetInfo *rsinfo, const MshipMatchInput *in, int32 i,
		  const MshipMatch *match)
{
	const MshipMentee *mentee = &in->mentees[i];
	const MshipMentor *mentor = match->mentor >= 0 ? &in->mentors[match->mentor] : NULL;
	char		reason[MSHIP_MATCH_REASON_MAX];
	size_t		length = mship_match_reason(in, i, match, reason);
	Datum		values[7] = {0};
	bool		nulls[7] = {false, true, true, true, true, false, false};

	values[0] = Int64GetDatum(mentee->p.id);
	if (mentor != NULL)
	{
		nulls[1] = nulls[2] = false;
		values[1] = Int64GetDatum(mentor->p.id);
		values[2] = Float8GetDatum((double) match->score.total / 1e6);
	}
	if (mentor != NULL && in->availability)
	{
		nulls[3] = false;
		values[3] = shared_slots_datum(mentee, mentor);
	}
	if (mentor != NULL && in->traits)
	{
		nulls[4] = false;
		values[4] = shared_traits_datum(mentee, mentor);
	}
	values[5] = BoolGetDatum(match->kept);
	values[6] = PointerGetDatum(cstring_to_text_with_len(reason, length));
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* Rows are made in a context of their own, emptied after each. */
static void
put_matches(ReturnSetInfo *rsinfo, const MatchCall *call, const MshipMatch *matches)
{
	MemoryContext row_context = AllocSetContextCreate(call->context, "mentorship match row",
													  ALLOCSET_SMALL_SIZES);

	for (int32 i = 0; i < call->in.mentee_count; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(row_context);

		put_match(rsinfo, &call->in, i, &matches[i]);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row_context);
	}
}

/* match_mentors(mentees, mentors, policy) */
Datum
match_mentors(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"mentees", "mentors", "policy"};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MatchCall	call = {0};
	MshipService service;
	MshipMatch *matches;
	MshipFault	fault;

	for (int k = 0; k < 3; k++)
	{
		if (PG_ARGISNULL(k))
			mship_report_null_argument(names[k]);
	}
	InitMaterializedSRF(fcinfo, 0);
	call.context = AllocSetContextCreate(CurrentMemoryContext, "mentorship match",
										 ALLOCSET_DEFAULT_SIZES);
	call.in.policy = *PG_GETARG_MATCH_POLICY_P(2);
	call.languages = make_languages(call.context);
	find_types(&call, rsinfo->setDesc);
	read_people(&call, text_to_cstring(PG_GETARG_TEXT_PP(0)),
				text_to_cstring(PG_GETARG_TEXT_PP(1)));

	service = mship_service(call.context);
	matches = MemoryContextAllocHuge(call.context,
									 sizeof(MshipMatch) * ((Size) call.in.mentee_count + 1));
	if (mship_match(&call.in, &service, matches, &fault) != MSHIP_OK)
		mship_report_match(&fault);
	put_matches(rsinfo, &call, matches);
	MemoryContextDelete(call.context);
	return (Datum) 0;
}
