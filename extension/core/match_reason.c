/*
 * match_reason.c
 *		Why these two, or why nobody, in words.
 */
#include <string.h>

#include "core/decimal.h"
#include "core/match.h"

typedef struct Writer
{
	char	   *at;
} Writer;

static void
put(Writer *w, const char *words)
{
	size_t		length = strlen(words);

	memcpy(w->at, words, length);
	w->at += length;
}

static void
put_number(Writer *w, int64_t number)
{
	char		digits[20];
	int			count = 0;
	uint64_t	rest = number < 0 ? 0 - (uint64_t) number : (uint64_t) number;

	if (number < 0)
		put(w, "-");
	do
		digits[count++] = (char) ('0' + rest % 10);
	while ((rest /= 10) > 0);
	while (count > 0)
		*w->at++ = digits[--count];
}

static void
put_points(Writer *w, int64_t micro)
{
	MshipDecimal points;

	mship_decimal_from_fixed(micro, 6, &points);
	w->at += mship_decimal_print(&points, w->at);
}

static void
put_counted(Writer *w, int64_t count, const char *one, const char *many)
{
	put_number(w, count);
	put(w, count == 1 ? one : many);
}

static void
put_part(Writer *w, bool *any, const char *name, int64_t micro)
{
	put(w, *any ? " + " : " = ");
	put(w, name);
	put_points(w, micro);
	*any = true;
}

/* "score 36.5 = schedule 24 (3 shared slots) + traits 12.5 + language 0" */
static void
put_score(Writer *w, const MshipMatchInput *in, const MshipScore *s)
{
	bool		any = false;

	put(w, "score ");
	put_points(w, s->total);
	if (in->availability)
	{
		put_part(w, &any, "schedule ", s->schedule);
		put(w, " (");
		put_counted(w, s->shared_slots, " shared slot)", " shared slots)");
	}
	if (in->traits)
		put_part(w, &any, "traits ", s->traits);
	if (in->languages)
		put_part(w, &any, "language ", s->language);
	if (in->schools && in->policy.same_school == MSHIP_SAME_SCHOOL_PREFERRED)
		put_part(w, &any, "school ", s->school);
	if (s->schedule + s->traits + s->language + s->school < 0)
		put(w, ", not below 0");
}

static void
put_mentors(Writer *w, const MshipShortage *s)
{
	int32_t		named = s->mentor_count <= MSHIP_NAMED_MENTORS ? s->mentor_count : MSHIP_NAMED_MENTORS;

	put(w, s->mentor_count == 1 ? "mentor " : "mentors ");
	for (int32_t k = 0; k < named; k++)
	{
		put(w, k > 0 ? ", " : "");
		put_number(w, s->mentors[k]);
	}
	if (named < s->mentor_count)
	{
		put(w, " and ");
		put_number(w, s->mentor_count - named);
		put(w, " more");
	}
}

static void
put_shortage(Writer *w, const MshipMatchInput *in, const MshipShortage *s)
{
	put(w, "capacity: ");
	if (s->seats == 0)
		put(w, "no open seat with ");
	else if (s->mentees > 0)
	{
		put_counted(w, s->mentees, " mentee competes for ", " mentees compete for ");
		put_counted(w, s->seats, " seat of ", " seats of ");
	}
	else if (in->policy.objective == MSHIP_OBJECTIVE_STABLE)
		put(w, "others rank higher with ");
	else
		put(w, "others score higher with ");
	put_mentors(w, s);
}

static void
put_no_shared_slot(Writer *w, const MshipMatchInput *in, int32_t mentee)
{
	put(w, "no shared slot");
	if (!in->mentees[mentee].p.availability_known)
		put(w, ": when the mentee is free is not known");
	else if (in->policy.min_shared_slots > 1)
	{
		put(w, ": nobody shares ");
		put_number(w, in->policy.min_shared_slots);
	}
}

/* Write the reason and return its length. */
size_t
mship_match_reason(const MshipMatchInput *in, int32_t mentee,
				   const MshipMatch *match, char *text)
{
	Writer		w = {text};

	switch (match->reason)
	{
		case MSHIP_MATCHED:
			put(&w, match->kept ? "kept: " : "");
			put_score(&w, in, &match->score);
			break;
		case MSHIP_NO_MENTOR_AT_SCHOOL:
			put(&w, "no mentor at school");
			if (in->mentor_count == 0)
				put(&w, ": there is no mentor at all");
			break;
		case MSHIP_EXCLUDED:
			put(&w, "excluded: every mentor who could be is excluded");
			break;
		case MSHIP_NO_SHARED_SLOT:
			put_no_shared_slot(&w, in, mentee);
			break;
		case MSHIP_NO_CAPACITY:
			put_shortage(&w, in, &match->shortage);
			break;
	}
	return (size_t) (w.at - text);
}
