/*
 * match_score.c
 *		Who may be paired, and how good a pair is.
 */
#include <math.h>

#include "core/match_internal.h"
#include "core/sort.h"
#include "core/traits.h"

/* Have the two ascending lists a number in common? */
static bool
share_number(const int64_t *a, int32_t a_count, const int64_t *b, int32_t b_count)
{
	int32_t		i = 0;
	int32_t		j = 0;

	while (i < a_count && j < b_count)
	{
		if (a[i] == b[j])
			return true;
		if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return false;
}

bool
mship_match_share_language(const MshipPerson *a, const MshipPerson *b)
{
	int32_t		i = 0;
	int32_t		j = 0;

	while (i < a->language_count && j < b->language_count)
	{
		if (a->languages[i] == b->languages[j])
			return true;
		if (a->languages[i] < b->languages[j])
			i++;
		else
			j++;
	}
	return false;
}

bool
mship_match_share_school(const MshipPerson *a, const MshipPerson *b)
{
	return share_number(a->schools, a->school_count, b->schools, b->school_count);
}

static bool
school_allows(const MshipMatchInput *in, int32_t mentee, int32_t mentor)
{
	return !in->schools || in->policy.same_school != MSHIP_SAME_SCHOOL_REQUIRED ||
		mship_match_share_school(&in->mentees[mentee].p, &in->mentors[mentor].p);
}

static bool
is_excluded(const MshipMatchInput *in, int32_t mentee, int32_t mentor)
{
	const MshipMentee *m = &in->mentees[mentee];

	return m->excluded_count > 0 &&
		mship_find_number(m->excluded, m->excluded_count, in->mentors[mentor].p.id) >= 0;
}

static bool
schedule_allows(const MshipMatchInput *in, int32_t mentee, int32_t mentor)
{
	return !in->availability || in->policy.min_shared_slots == 0 ||
		mship_availability_shared(&in->mentees[mentee].p.availability,
								  &in->mentors[mentor].p.availability) >=
		in->policy.min_shared_slots;
}

bool
mship_match_permitted(const MshipMatchInput *in, int32_t mentee, int32_t mentor)
{
	return school_allows(in, mentee, mentor) && !is_excluded(in, mentee, mentor) &&
		schedule_allows(in, mentee, mentor);
}

/*
 * Why no mentor at all may be paired with the mentee; MSHIP_NO_CAPACITY where
 * some may.
 */
MshipUnmatched
mship_match_obstacle(const MshipMatchInput *in, int32_t mentee)
{
	MshipUnmatched obstacle = MSHIP_NO_MENTOR_AT_SCHOOL;

	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		if (!school_allows(in, mentee, j))
			continue;
		if (obstacle == MSHIP_NO_MENTOR_AT_SCHOOL)
			obstacle = MSHIP_EXCLUDED;
		if (is_excluded(in, mentee, j))
			continue;
		if (schedule_allows(in, mentee, j))
			return MSHIP_NO_CAPACITY;
		obstacle = MSHIP_NO_SHARED_SLOT;
	}
	return obstacle;
}

int64_t
mship_match_schedule_part(const MshipMatchPolicy *policy, int slots)
{
	return (int64_t) policy->schedule * MSHIP_MICRO *
		(slots < MSHIP_FULL_SCHEDULE ? slots : MSHIP_FULL_SCHEDULE) / MSHIP_FULL_SCHEDULE;
}

void
mship_match_score(const MshipMatchInput *in, int32_t mentee, int32_t mentor,
				  MshipScore *score)
{
	const MshipPerson *a = &in->mentees[mentee].p;
	const MshipPerson *b = &in->mentors[mentor].p;
	const MshipMatchPolicy *policy = &in->policy;
	MshipScore	s = {0};

	if (in->availability)
	{
		s.shared_slots = mship_availability_shared(&a->availability, &b->availability);
		s.schedule = mship_match_schedule_part(policy, s.shared_slots);
	}
	if (in->traits && a->traits_norm != 0 && b->traits_norm != 0)
		s.traits = mship_match_traits_part(policy->traits,
										   mship_traits_dot(a->traits, b->traits),
										   sqrt((double) a->traits_norm * (double) b->traits_norm));
	if (in->languages && mship_match_share_language(a, b))
		s.language = (int64_t) policy->language * MSHIP_MICRO;
	if (in->schools && policy->same_school == MSHIP_SAME_SCHOOL_PREFERRED &&
		mship_match_share_school(a, b))
		s.school = ((int64_t) policy->schedule + policy->traits + policy->language) *
			MSHIP_MICRO;
	s.total = s.schedule + s.traits + s.language + s.school;
	if (s.total < 0)
		s.total = 0;
	*score = s;
}

/*
 * The mentor's seats: his capacity, and not more than his free weekly slots
 * allow.
 */
int32_t
mship_match_seats(const MshipMatchInput *in, int32_t mentor)
{
	const MshipMentor *m = &in->mentors[mentor];
	int32_t		by_time;

	if (!in->mentor_availability ||
		(!m->p.availability_known && in->policy.min_shared_slots == 0))
		return m->capacity;
	by_time = in->policy.mentees_per_slot * mship_availability_count(&m->p.availability);
	return by_time < m->capacity ? by_time : m->capacity;
}
