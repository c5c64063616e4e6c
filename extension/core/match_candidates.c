/*
 * match_candidates.c
 *		Which mentors may be paired with a mentee: mship_match_permitted() for all
 *		of them at once.
 *
 * Where schools decide, only the mentors of the mentee's school are looked at.
 * Otherwise, where time decides, a set of mentors for each weekly slot, a bit
 * each, tells who shares any slot at all.
 */
#include <string.h>

#include "core/assign_problem.h"
#include "core/match_internal.h"
#include "core/sort.h"

#define WORD_BITS 64
#define COUNT_DIGITS 7			/* of a number of weekly slots, in binary */

/* ---------- by school ---------- */

/* A mentor at a school, while the lists are made. */
typedef struct Post
{
	int64_t		school;
	int32_t		mentor;
} Post;

static int
compare_posts(const void *a, const void *b, const void *context)
{
	int64_t		x = ((const Post *) a)->school;
	int64_t		y = ((const Post *) b)->school;

	(void) context;
	return x < y ? -1 : x > y;
}

/* All mentors of all schools, by school, then by mentor. */
static Post *
sorted_posts(MatchProblem *p, int64_t *count)
{
	const MshipMatchInput *in = p->in;
	int64_t		most = 0;
	Post	   *post;
	Post	   *spare;

	for (int32_t j = 0; j < in->mentor_count; j++)
		most += in->mentors[j].p.school_count;
	post = mship_assign_allocate(p->service, most, sizeof(Post));
	spare = mship_assign_allocate(p->service, most, sizeof(Post));
	if (post == NULL || spare == NULL)
		return NULL;
	*count = 0;
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		const MshipPerson *m = &in->mentors[j].p;

		for (int32_t k = 0; k < m->school_count; k++)
		{
			if (k == 0 || m->schools[k] != m->schools[k - 1])
				post[(*count)++] = (Post) {m->schools[k], j};
		}
	}
	return mship_match_sort(p, post, spare, *count, sizeof(Post), compare_posts) ? post : NULL;
}

static bool
index_schools(MatchProblem *p, MatchCandidates *c)
{
	int64_t		count = 0;
	Post	   *post = sorted_posts(p, &count);

	c->school = mship_assign_allocate(p->service, count, sizeof(int64_t));
	c->school_first = mship_assign_allocate(p->service, count + 1, sizeof(int64_t));
	c->school_mentor = mship_assign_allocate(p->service, count, sizeof(int32_t));
	if (post == NULL || c->school == NULL || c->school_first == NULL ||
		c->school_mentor == NULL)
		return false;
	c->schools = 0;
	for (int64_t k = 0; k < count; k++)
	{
		if (k == 0 || post[k - 1].school != post[k].school)
		{
			c->school[c->schools] = post[k].school;
			c->school_first[c->schools++] = k;
		}
		c->school_mentor[k] = post[k].mentor;
	}
	c->school_first[c->schools] = count;
	return true;
}

/* The mentors of the mentee's school; he has one at most. */
static int32_t
list_school(const MatchCandidates *c, const MshipPerson *mentee, int32_t *to)
{
	int64_t		at = mentee->school_count == 0 ? -1 :
		mship_find_number(c->school, c->schools, mentee->schools[0]);
	int32_t		count;

	if (at < 0)
		return 0;
	count = (int32_t) (c->school_first[at + 1] - c->school_first[at]);
	memcpy(to, c->school_mentor + c->school_first[at], sizeof(int32_t) * (size_t) count);
	return count;
}

/* ---------- by time ---------- */

static bool
index_slots(const MatchProblem *p, MatchCandidates *c)
{
	const MshipMatchInput *in = p->in;

	c->words = (in->mentor_count + WORD_BITS - 1) / WORD_BITS;
	c->free_at = mship_assign_allocate(p->service, (int64_t) c->words * MSHIP_WEEKLY_SLOTS,
									   sizeof(uint64_t));
	if (c->free_at == NULL)
		return false;
	memset(c->free_at, 0, sizeof(uint64_t) * (size_t) c->words * MSHIP_WEEKLY_SLOTS);
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		for (int slot = 0; slot < MSHIP_WEEKLY_SLOTS; slot++)
		{
			if (mship_availability_has(&in->mentors[j].p.availability,
									   1 + slot / MSHIP_SLOTS_A_DAY, slot % MSHIP_SLOTS_A_DAY))
				c->free_at[(int64_t) slot * c->words + j / WORD_BITS] |=
					UINT64_C(1) << j % WORD_BITS;
		}
	}
	return true;
}

/* The number of the lowest bit that is set. */
static inline int32_t
lowest_bit(uint64_t word)
{
	static const int8_t number[WORD_BITS] = {
		0, 1, 56, 2, 57, 49, 28, 3, 61, 58, 42, 50, 38, 29, 17, 4,
		62, 47, 59, 36, 45, 43, 51, 22, 53, 39, 33, 30, 24, 18, 12, 5,
		63, 55, 48, 27, 60, 41, 37, 16, 46, 35, 44, 21, 52, 32, 23, 11,
		54, 26, 40, 15, 34, 20, 31, 10, 25, 14, 19, 9, 13, 8, 7, 6
	};

	/* a de Bruijn sequence: its top six bits differ for every shift */
	return number[((word & (~word + 1)) * UINT64_C(0x03f79d71b4ca8b09)) >> 58];
}

/* The sets of those who are free in each of the mentee's slots. */
static int
find_slots(const MatchCandidates *c, const MshipPerson *mentee, const uint64_t **set)
{
	int			slots = 0;

	for (int slot = 0; slot < MSHIP_WEEKLY_SLOTS; slot++)
	{
		if (mship_availability_has(&mentee->availability, 1 + slot / MSHIP_SLOTS_A_DAY,
								   slot % MSHIP_SLOTS_A_DAY))
			set[slots++] = c->free_at + (int64_t) slot * c->words;
	}
	return slots;
}

/*
 * List who shares enough slots.  A word of mentors is counted at once, in binary:
 * digit[d] has bit d of each one's number of shared slots.
 */
static int32_t
list_free(const MshipMatchInput *in, const MshipPerson *mentee, MatchCandidates *c)
{
	const uint64_t *set[MSHIP_WEEKLY_SLOTS];
	int			slots = find_slots(c, mentee, set);
	int32_t	   *mentor = c->mentor;
	uint8_t    *shared = c->shared;
	int			least = in->policy.min_shared_slots;
	int32_t		count = 0;

	for (int32_t w = 0; w < c->words; w++)
	{
		uint64_t	digit[COUNT_DIGITS] = {0};
		uint64_t	any = 0;
		int			digits = 0;

		for (int k = 0; k < slots; k++)
		{
			uint64_t	carry = set[k][w];

			any |= carry;
			for (int d = 0; carry != 0; d++)
			{
				uint64_t	both = digit[d] & carry;

				digit[d] ^= carry;
				carry = both;
				digits = d >= digits ? d + 1 : digits;
			}
		}
		for (; any != 0; any &= any - 1)
		{
			int32_t		bit = lowest_bit(any);
			int			number = (int) ((digit[0] >> bit & 1) | (digit[1] >> bit & 1) << 1 |
										(digit[2] >> bit & 1) << 2);

			for (int d = 3; d < digits; d++)
				number |= (int) (digit[d] >> bit & 1) << d;
			mentor[count] = w * WORD_BITS + bit;
			shared[count] = (uint8_t) number;
			count += number >= least;
		}
	}
	return count;
}

/* ---------- all rules ---------- */

/* False when memory is short. */
bool
mship_match_begin_candidates(MatchProblem *p, MatchCandidates *c)
{
	const MshipMatchInput *in = p->in;

	c->by_school = in->schools && in->policy.same_school == MSHIP_SAME_SCHOOL_REQUIRED;
	c->by_slot = in->availability && in->policy.min_shared_slots > 0;
	c->mentor = mship_assign_allocate(p->service, in->mentor_count, sizeof(int32_t));
	c->shared = mship_assign_allocate(p->service, in->mentor_count, sizeof(uint8_t));
	c->week = mship_assign_allocate(p->service, in->mentor_count, sizeof(MshipWeek));
	if (c->mentor == NULL || c->shared == NULL || c->week == NULL)
		return false;
	for (int32_t j = 0; j < in->mentor_count; j++)
		c->week[j] = mship_week(&in->mentors[j].p.availability);
	if (c->by_school)
		return index_schools(p, c);
	return !c->by_slot || index_slots(p, c);
}

static int32_t
list_all(const MshipMatchInput *in, int32_t *to)
{
	for (int32_t j = 0; j < in->mentor_count; j++)
		to[j] = j;
	return in->mentor_count;
}

/* Count what each shares with the mentee, and leave out who shares too little. */
static int32_t
keep_sharing(const MshipMatchInput *in, const MshipPerson *mentee, int32_t count,
			 MatchCandidates *c)
{
	MshipWeek	week = mship_week(&mentee->availability);
	int32_t		kept = 0;

	for (int32_t k = 0; k < count; k++)
	{
		int32_t		j = c->mentor[k];
		int			shared = mship_week_shared(&week, &c->week[j]);

		c->mentor[kept] = j;
		c->shared[kept] = (uint8_t) shared;
		kept += shared >= in->policy.min_shared_slots;
	}
	return kept;
}

static int32_t
leave_out_excluded(const MshipMatchInput *in, const MshipMentee *mentee, int32_t count,
				   MatchCandidates *c)
{
	int32_t		kept = 0;

	for (int32_t k = 0; k < count; k++)
	{
		int64_t		id = in->mentors[c->mentor[k]].p.id;

		if (mship_find_number(mentee->excluded, mentee->excluded_count, id) >= 0)
			continue;
		c->mentor[kept] = c->mentor[k];
		c->shared[kept++] = c->shared[k];
	}
	return kept;
}

/* Fill c->mentor[], ascending, and c->shared[] for the mentee. */
void
mship_match_list_candidates(const MshipMatchInput *in, int32_t mentee, MatchCandidates *c)
{
	const MshipMentee *m = &in->mentees[mentee];

	if (c->by_slot && !c->by_school)
		c->count = list_free(in, &m->p, c);
	else
	{
		c->count = c->by_school ? list_school(c, &m->p, c->mentor) :
			list_all(in, c->mentor);
		if (in->availability)
			c->count = keep_sharing(in, &m->p, c->count, c);
	}
	if (m->excluded_count > 0)
		c->count = leave_out_excluded(in, m, c->count, c);
}
