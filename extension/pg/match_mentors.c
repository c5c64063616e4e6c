/*
 * match_mentors.c
 *		match_mentors(), blocking_pairs(): people from two queries, matched.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "core/match.h"
#include "core/traits.h"
#include "pg/availability.h"
#include "pg/match_people.h"

PG_FUNCTION_INFO_V1(match_mentors);
PG_FUNCTION_INFO_V1(blocking_pairs);

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
put_matches(ReturnSetInfo *rsinfo, const MatchPeople *people, const MshipMatch *matches)
{
	MemoryContext row_context = AllocSetContextCreate(people->memory.context, "mentorship match row",
													  ALLOCSET_SMALL_SIZES);

	for (int32 i = 0; i < people->in.mentee_count; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(row_context);

		put_match(rsinfo, &people->in, i, &matches[i]);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row_context);
	}
}

/* Match the people; the result lies in their memory. */
static MshipMatch *
match(MatchPeople *people)
{
	MshipService service = mship_match_service(&people->memory);
	Size		size = sizeof(MshipMatch) * ((Size) people->in.mentee_count + 1);
	MshipMatch *matches;
	MshipFault	fault;

	mship_match_may_take(&people->memory, size);
	matches = MemoryContextAllocHuge(people->memory.context, size);
	if (mship_match(&people->in, &service, matches, &fault) != MSHIP_OK)
		mship_match_failed(&people->memory, &fault);
	return matches;
}

/* match_mentors(mentees, mentors, policy) */
Datum
match_mentors(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MatchPeople people;

	InitMaterializedSRF(fcinfo, 0);
	mship_read_people(fcinfo, &people);
	put_matches(rsinfo, &people, match(&people));
	MemoryContextDelete(people.memory.context);
	return (Datum) 0;
}

/* ---------- blocking pairs ---------- */

typedef struct BlockingRows
{
	ReturnSetInfo *rsinfo;
	const MshipMatchInput *in;
	const MshipMatch *matches;
} BlockingRows;

static void
put_blocking(void *state, int32_t i, int32_t j, int32_t displaced)
{
	const BlockingRows *rows = state;
	const MshipMatchInput *in = rows->in;
	const MshipMatch *match = &rows->matches[i];
	MshipScore	score;
	Datum		values[6] = {0};
	bool		nulls[6] = {false, false, false, true, true, true};

	mship_match_score(in, i, j, &score);
	values[0] = Int64GetDatum(in->mentees[i].p.id);
	values[1] = Int64GetDatum(in->mentors[j].p.id);
	values[2] = Float8GetDatum((double) score.total / 1e6);
	if (match->mentor >= 0)
	{
		nulls[3] = nulls[4] = false;
		values[3] = Int64GetDatum(in->mentors[match->mentor].p.id);
		values[4] = Float8GetDatum((double) match->score.total / 1e6);
	}
	if (displaced >= 0)
	{
		nulls[5] = false;
		values[5] = Int64GetDatum(in->mentees[displaced].p.id);
	}
	tuplestore_putvalues(rows->rsinfo->setResult, rows->rsinfo->setDesc, values, nulls);
}

/* blocking_pairs(mentees, mentors, policy) */
Datum
blocking_pairs(PG_FUNCTION_ARGS)
{
	BlockingRows rows = {.rsinfo = (ReturnSetInfo *) fcinfo->resultinfo};
	MatchPeople people;
	MshipService service;
	MshipFault	fault;

	InitMaterializedSRF(fcinfo, 0);
	mship_read_people(fcinfo, &people);
	rows.in = &people.in;
	rows.matches = match(&people);
	service = mship_match_service(&people.memory);
	if (mship_match_blocking(&people.in, &service, rows.matches, put_blocking, &rows,
							 &fault) != MSHIP_OK)
		mship_match_failed(&people.memory, &fault);
	MemoryContextDelete(people.memory.context);
	return (Datum) 0;
}
