/*
 * match_tags.c
 *		What the tags of all mentors have in common with those of a mentee.
 *
 * Tags are numbered and each has a list of the mentors who have it, so that a
 * mentee's tags are compared with others' text once each, not once for each
 * pair.
 */
#include <string.h>

#include "core/assign_problem.h"
#include "core/match_internal.h"
#include "core/sort.h"
#include "core/traits.h"

/* One tag of one mentor, while the lists are made. */
typedef struct TagEntry
{
	MshipTrait	trait;
	int32_t		mentor;
} TagEntry;

static int
compare_entries(const void *a, const void *b, const void *context)
{
	const MshipTrait *x = &((const TagEntry *) a)->trait;
	const MshipTrait *y = &((const TagEntry *) b)->trait;

	(void) context;
	return mship_tag_cmp(x->tag, x->length, y->tag, y->length);
}

/* All tags of all mentors by tag, then by mentor. */
static TagEntry *
sorted_entries(MatchProblem *p, int64_t *count)
{
	const MshipMatchInput *in = p->in;
	int64_t		most = 0;
	TagEntry   *entry;
	TagEntry   *spare;

	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		if (in->mentors[j].p.traits != NULL)
			most += mship_traits_count(in->mentors[j].p.traits);
	}
	entry = mship_assign_allocate(p->service, most, sizeof(TagEntry));
	spare = mship_assign_allocate(p->service, most, sizeof(TagEntry));
	if (entry == NULL || spare == NULL)
		return NULL;
	*count = 0;
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		MshipTraitsIter iter;

		if (in->mentors[j].p.traits == NULL)
			continue;
		mship_traits_start(in->mentors[j].p.traits, &iter);
		while (mship_traits_next(&iter, &entry[*count].trait))
			entry[(*count)++].mentor = j;
	}
	return mship_match_sort(p, entry, spare, *count, sizeof(TagEntry), compare_entries) ?
		entry : NULL;
}

/* The index; false when memory is short. */
bool
mship_match_index_tags(MatchProblem *p, MatchTags *t)
{
	int64_t		count = 0;
	TagEntry   *entry = sorted_entries(p, &count);

	t->name = mship_assign_allocate(p->service, count, sizeof(MshipTrait));
	t->first = mship_assign_allocate(p->service, count + 1, sizeof(int64_t));
	t->mentor = mship_assign_allocate(p->service, count, sizeof(int32_t));
	t->weight = mship_assign_allocate(p->service, count, sizeof(int32_t));
	if (entry == NULL || t->name == NULL || t->first == NULL || t->mentor == NULL ||
		t->weight == NULL)
		return false;
	t->tags = 0;
	for (int64_t k = 0; k < count; k++)
	{
		if (k == 0 || compare_entries(&entry[k - 1], &entry[k], NULL) != 0)
		{
			t->name[t->tags] = entry[k].trait;
			t->first[t->tags++] = k;
		}
		t->mentor[k] = entry[k].mentor;
		t->weight[k] = entry[k].trait.weight;
	}
	t->first[t->tags] = count;
	return true;
}

/* The number of a tag, or -1. */
static int64_t
find_tag(const MatchTags *t, const MshipTrait *trait)
{
	int64_t		low = 0;
	int64_t		high = t->tags;

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;
		int			order = mship_tag_cmp(t->name[middle].tag, t->name[middle].length,
										  trait->tag, trait->length);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* mship_traits_dot() of the value with that of every mentor. */
void
mship_match_multiply_tags(const MatchTags *t, const uint8_t *traits, int32_t mentors,
						  int64_t *dot)
{
	MshipTraitsIter iter;
	MshipTrait	trait;

	memset(dot, 0, sizeof(int64_t) * (size_t) mentors);
	if (traits == NULL)
		return;
	mship_traits_start(traits, &iter);
	while (mship_traits_next(&iter, &trait))
	{
		int64_t		tag = find_tag(t, &trait);

		if (tag < 0)
			continue;
		for (int64_t k = t->first[tag]; k < t->first[tag + 1]; k++)
			dot[t->mentor[k]] += (int64_t) trait.weight * t->weight[k];
	}
}
