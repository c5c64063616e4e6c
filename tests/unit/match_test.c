/*
 * match_test.c
 *		Matching people: against complete enumeration under every policy, and
 *		the words of the reasons.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/match.h"
#include "core/traits.h"

#define MENTEES 5
#define MENTORS 4
#define CASES 6000

static uint64_t seed = 20241001;

static uint32_t
below(uint32_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (((seed >> 33) * (uint64_t) limit) >> 31);
}

/* ---------- memory ---------- */

static void *blocks[4000];
static int	block_count;
static int	refuse_at = -1;

static void *
allocate(void *context, size_t bytes)
{
	(void) context;
	if (block_count == refuse_at || block_count == 4000)
		return NULL;
	blocks[block_count] = malloc(bytes);
	memset(blocks[block_count], 0xa5, bytes);
	return blocks[block_count++];
}

static bool
stop_at_once(void *context)
{
	(void) context;
	return true;
}

static void
drop_blocks(void)
{
	while (block_count > 0)
		free(blocks[--block_count]);
}

static MshipStatus
run(const MshipMatchInput *in, MshipMatch *result)
{
	MshipService service = {.allocate = allocate};
	MshipStatus status = mship_match(in, &service, result, NULL);

	return status;
}

/* ---------- random schools ---------- */

typedef struct School
{
	MshipMatchInput in;
	MshipMentee mentees[MENTEES];
	MshipMentor mentors[MENTORS];
	int64_t		schools[MENTEES + MENTORS][2];
	int64_t		excluded[MENTEES][2];
	int32_t		languages[MENTEES + MENTORS][2];
	uint8_t		traits[MENTEES + MENTORS][64];
} School;

static void
random_person(School *s, MshipPerson *p, int k, bool mentor)
{
	static const char *const tags[] = {"art", "chess:-1", "art:2, go", "go, chess", "", "art, chess:0.5"};
	const char *text = tags[below(6)];

	p->schools = s->schools[k];
	p->school_count = mentor ? 1 + (int32_t) below(2) : (int32_t) (below(8) > 0);
	s->schools[k][0] = 1 + below(2);
	s->schools[k][1] = s->schools[k][0] + 1;
	p->languages = s->languages[k];
	p->language_count = (int32_t) below(3);
	s->languages[k][0] = (int32_t) below(2);
	s->languages[k][1] = 2;
	mship_availability_clear(&p->availability);
	p->availability_known = below(8) > 0;
	for (int d = 1; p->availability_known && d <= 5; d++)
		if (below(5) < 3)
			mship_availability_add(&p->availability, d, 1 + (int) below(2));
	p->traits = NULL;
	p->traits_norm = 0;
	if (below(6) > 0)
	{
		assert_int_equal(mship_traits_parse(text, strlen(text), true, s->traits[k], NULL), MSHIP_OK);
		p->traits = s->traits[k];
		p->traits_norm = mship_traits_dot(p->traits, p->traits);
	}
}

static void
random_policy(MshipMatchPolicy *p)
{
	mship_match_policy_default(p);
	p->objective = (uint8_t) below(3);
	if (p->objective == MSHIP_OBJECTIVE_PARTICIPATION)
		p->fairness = (uint8_t) below(2);
	p->same_school = below(4) == 0;
	p->keep_existing = (uint8_t) below(2);
	p->keep = (int32_t) below(4) * 15000;
	p->min_shared_slots = (int32_t) below(3);
	p->mentees_per_slot = 1 + (int32_t) below(2);
	if (below(3) == 0)
		p->traits = p->language = 0;	/* many ties */
}

static void
random_school(School *s)
{
	MshipMatchInput *in = &s->in;

	memset(s, 0, sizeof(*s));
	random_policy(&in->policy);
	in->mentees = s->mentees;
	in->mentors = s->mentors;
	in->mentee_count = (int32_t) below(MENTEES + 1);
	in->mentor_count = (int32_t) below(MENTORS + 1);
	in->schools = below(3) > 0;
	in->availability = below(5) > 0;
	in->mentor_availability = in->availability || below(4) == 0;
	in->traits = below(3) > 0;
	in->languages = below(3) > 0;
	for (int i = 0; i < in->mentee_count; i++)
	{
		MshipMentee *m = &s->mentees[i];

		m->p.id = 10 * (i + 1);
		random_person(s, &m->p, i, false);
		m->priority = (int64_t) below(3) - 1;
		m->has_mentor = below(2) == 0;
		m->current_mentor = 100 + below(MENTORS + 1);
		m->excluded = s->excluded[i];
		m->excluded_count = (int32_t) below(3);
		s->excluded[i][0] = 100 + below(2);
		s->excluded[i][1] = 103;
	}
	for (int j = 0; j < in->mentor_count; j++)
	{
		s->mentors[j].p.id = 100 + j;
		random_person(s, &s->mentors[j].p, MENTEES + j, true);
		s->mentors[j].capacity = (int32_t) below(4);
	}
}

/* ---------- the rules once more, as plainly as can be ---------- */

static bool
permitted(const School *s, int i, int j)
{
	const MshipMatchInput *in = &s->in;
	const MshipMentee *a = &s->mentees[i];
	const MshipMentor *b = &s->mentors[j];
	bool		together = false;

	for (int x = 0; x < a->p.school_count; x++)
		for (int y = 0; y < b->p.school_count; y++)
			together = together || a->p.schools[x] == b->p.schools[y];
	if (in->schools && in->policy.same_school == MSHIP_SAME_SCHOOL_REQUIRED && !together)
		return false;
	for (int x = 0; x < a->excluded_count; x++)
		if (a->excluded[x] == b->p.id)
			return false;
	return !in->availability ||
		mship_availability_shared(&a->p.availability, &b->p.availability) >= in->policy.min_shared_slots;
}

static bool
is_live(const School *s, int i, int j)
{
	return s->mentees[i].has_mentor && s->mentees[i].current_mentor == s->mentors[j].p.id &&
		permitted(s, i, j);
}

static bool
is_incumbent(const School *s, int i)
{
	bool		live = false;

	for (int j = 0; j < s->in.mentor_count; j++)
		live = live || is_live(s, i, j);
	return live && s->in.policy.keep_existing;
}

static int
seats(const School *s, int j)
{
	const MshipMentor *m = &s->mentors[j];
	int			by_time = s->in.policy.mentees_per_slot * mship_availability_count(&m->p.availability);

	if (!s->in.mentor_availability || (!m->p.availability_known && s->in.policy.min_shared_slots == 0))
		return m->capacity;
	return by_time < m->capacity ? by_time : m->capacity;
}

static int64_t
points(const School *s, int i, int j)
{
	MshipScore	score;

	mship_match_score(&s->in, i, j, &score);
	return score.total + (is_live(s, i, j) ? (int64_t) s->in.policy.keep * 1000 : 0);
}

/* What an assignment is worth: compared in this order. */
typedef struct Worth
{
	int64_t		kept_people;	/* mentees of live pairs who have a mentor */
	int64_t		matched[3];		/* by falling priority */
	int64_t		worst;
	int64_t		score;
} Worth;

typedef struct Best
{
	const School *s;
	int			left[MENTORS];
	int			open[MENTORS];	/* seats left to newcomers */
	int			mate[MENTEES];
	int			best[MENTEES];
	Worth		worth;
	bool		any;
} Best;

static void
worth_of(const School *s, const int *mate, Worth *w)
{
	const MshipMatchPolicy *policy = &s->in.policy;

	memset(w, 0, sizeof(*w));
	w->worst = INT64_MAX;
	for (int i = 0; i < s->in.mentee_count; i++)
	{
		int64_t		p;

		if (mate[i] < 0)
			continue;
		p = points(s, i, mate[i]);
		if (is_incumbent(s, i))
			w->kept_people++;
		else if (policy->objective == MSHIP_OBJECTIVE_PARTICIPATION)
			w->matched[1 - s->mentees[i].priority]++;
		if (policy->fairness == MSHIP_FAIRNESS_BOTTLENECK && p < w->worst)
			w->worst = p;
		w->score += p;
	}
}

static bool
better(const Worth *a, const Worth *b)
{
	if (a->kept_people != b->kept_people)
		return a->kept_people > b->kept_people;
	for (int k = 0; k < 3; k++)
		if (a->matched[k] != b->matched[k])
			return a->matched[k] > b->matched[k];
	if (a->worst != b->worst)
		return a->worst > b->worst;
	return a->score > b->score;
}

/* All assignments, in the order that decides ties: the first best stays. */
static void
enumerate(Best *b, int i)
{
	const School *s = b->s;

	if (i == s->in.mentee_count)
	{
		Worth		w;

		worth_of(s, b->mate, &w);
		if (!b->any || better(&w, &b->worth))
		{
			b->worth = w;
			memcpy(b->best, b->mate, sizeof(b->best));
			b->any = true;
		}
		return;
	}
	for (int j = 0; j < s->in.mentor_count; j++)
	{
		bool		newcomer = !is_incumbent(s, i);

		if (!permitted(s, i, j) || b->left[j] == 0 || (newcomer && b->open[j] == 0))
			continue;
		b->left[j]--;
		b->open[j] -= newcomer;
		b->mate[i] = j;
		enumerate(b, i + 1);
		b->left[j]++;
		b->open[j] += newcomer;
	}
	b->mate[i] = -1;
	enumerate(b, i + 1);
}

static void
find_best(const School *s, Best *b)
{
	memset(b, 0, sizeof(*b));
	b->s = s;
	for (int j = 0; j < s->in.mentor_count; j++)
	{
		int			held = 0;

		b->left[j] = seats(s, j);
		for (int i = 0; i < s->in.mentee_count; i++)
			held += is_incumbent(s, i) && is_live(s, i, j);
		b->open[j] = held < b->left[j] ? b->left[j] - held : 0;
	}
	enumerate(b, 0);
}

static MshipUnmatched
obstacle(const School *s, int i)
{
	int			at_school = 0;
	int			not_excluded = 0;
	int			possible = 0;
	School		copy = *s;

	copy.in.policy.min_shared_slots = 0;
	for (int j = 0; j < s->in.mentor_count; j++)
	{
		possible += permitted(s, i, j);
		not_excluded += permitted(&copy, i, j);
	}
	copy.mentees[i].excluded_count = 0;
	for (int j = 0; j < s->in.mentor_count; j++)
		at_school += permitted(&copy, i, j);
	return at_school == 0 ? MSHIP_NO_MENTOR_AT_SCHOOL :
		not_excluded == 0 ? MSHIP_EXCLUDED :
		possible == 0 ? MSHIP_NO_SHARED_SLOT : MSHIP_NO_CAPACITY;
}

/* Seats are respected, whatever the objective. */
static void
check_feasible(const School *s, const MshipMatch *m)
{
	for (int j = 0; j < s->in.mentor_count; j++)
	{
		int			used = 0;
		int			newcomers = 0;
		int			held = 0;

		for (int i = 0; i < s->in.mentee_count; i++)
		{
			held += is_incumbent(s, i) && is_live(s, i, j);
			if (m[i].mentor != j)
				continue;
			assert_true(permitted(s, i, j));
			used++;
			newcomers += !is_incumbent(s, i);
		}
		assert_true(used <= seats(s, j));
		assert_true(newcomers == 0 || newcomers <= seats(s, j) - held);
	}
}

static void
check_explanations(const School *s, const MshipMatch *m)
{
	for (int i = 0; i < s->in.mentee_count; i++)
	{
		char		text[MSHIP_MATCH_REASON_MAX];
		size_t		length = mship_match_reason(&s->in, i, &m[i], text);

		assert_true(length > 0 && length <= sizeof(text));
		if (m[i].mentor >= 0)
		{
			assert_int_equal(m[i].reason, MSHIP_MATCHED);
			assert_int_equal(m[i].kept, is_live(s, i, m[i].mentor));
			continue;
		}
		assert_int_equal(m[i].reason, obstacle(s, i));
		if (m[i].reason != MSHIP_NO_CAPACITY)
			continue;
		/* a shortage names mentors, and fewer seats than who want them */
		assert_true(m[i].shortage.mentor_count > 0);
		if (m[i].shortage.mentees > 0)
			assert_true(m[i].shortage.mentees > m[i].shortage.seats);
	}
}

/* ---------- blocking pairs ---------- */

/* Does mentor j rank a above b? */
static bool
ranks_above(const School *s, int j, int a, int b)
{
	int64_t		priority[2] = {s->mentees[a].priority, s->mentees[b].priority};
	int64_t		worth[2] = {points(s, a, j), points(s, b, j)};

	if (is_incumbent(s, a) != is_incumbent(s, b))
		return is_incumbent(s, a);
	if (!is_incumbent(s, a) && priority[0] != priority[1])
		return priority[0] > priority[1];
	return worth[0] != worth[1] ? worth[0] > worth[1] : a < b;
}

/* Would j take i, if he could choose among i and all he has? */
static bool
would_take(const School *s, const MshipMatch *m, int i, int j)
{
	int			open = seats(s, j);
	int			places = seats(s, j);
	int			above = 0;

	for (int k = 0; k < s->in.mentee_count; k++)
		open -= is_incumbent(s, k) && is_live(s, k, j) && open > 0;
	for (int k = 0; k < s->in.mentee_count && !is_incumbent(s, i); k++)
		places -= m[k].mentor == j && is_incumbent(s, k);
	if (!is_incumbent(s, i) && open < places)
		places = open;
	for (int k = 0; k < s->in.mentee_count; k++)
		above += m[k].mentor == j && ranks_above(s, j, k, i) &&
			(is_incumbent(s, i) || !is_incumbent(s, k));
	return above < places;
}

static bool
would_go(const School *s, const MshipMatch *m, int i, int j)
{
	int			mate = m[i].mentor;

	if (!permitted(s, i, j) || mate == j)
		return false;
	return mate < 0 || points(s, i, j) > points(s, i, mate) ||
		(points(s, i, j) == points(s, i, mate) && j < mate);
}

typedef struct Found
{
	bool		pair[MENTEES][MENTORS];
	int			count;
	const School *s;
	const MshipMatch *m;
} Found;

static void
note_pair(void *state, int32_t i, int32_t j, int32_t displaced)
{
	Found	   *found = state;

	assert_false(found->pair[i][j]);
	found->pair[i][j] = true;
	found->count++;
	if (displaced >= 0)
	{
		assert_int_equal(found->m[displaced].mentor, j);
		assert_true(ranks_above(found->s, j, i, displaced));
	}
}

static int
check_blocking(const School *s, const MshipMatch *m)
{
	MshipService service = {.allocate = allocate};
	Found		found = {.s = s,.m = m};

	assert_int_equal(mship_match_blocking(&s->in, &service, m, note_pair, &found, NULL), MSHIP_OK);
	for (int i = 0; i < s->in.mentee_count; i++)
		for (int j = 0; j < s->in.mentor_count; j++)
			assert_int_equal(found.pair[i][j], would_go(s, m, i, j) && would_take(s, m, i, j));
	if (s->in.policy.objective == MSHIP_OBJECTIVE_STABLE)
		assert_int_equal(found.count, 0);
	return found.count;
}

/* ---------- tests ---------- */

static void
test_against_enumeration(void **state)
{
	int			compared = 0;
	int			unmatched[5] = {0};
	int			kept = 0;
	int			blocking = 0;

	(void) state;
	for (int k = 0; k < CASES; k++)
	{
		School	   *s = malloc(sizeof(School));
		MshipMatch	m[MENTEES];
		Best		best;

		random_school(s);
		assert_int_equal(run(&s->in, m), MSHIP_OK);
		check_feasible(s, m);
		check_explanations(s, m);
		blocking += check_blocking(s, m);
		for (int i = 0; i < s->in.mentee_count; i++)
		{
			unmatched[m[i].reason]++;
			kept += m[i].kept;
		}
		if (s->in.policy.objective != MSHIP_OBJECTIVE_STABLE)
		{
			find_best(s, &best);
			for (int i = 0; i < s->in.mentee_count; i++)
				assert_int_equal(m[i].mentor, best.best[i]);
			compared++;
		}
		drop_blocks();
		free(s);
	}
	/* the cases were worth trying */
	assert_true(compared > CASES / 2);
	for (int k = 0; k < 5; k++)
		assert_true(unmatched[k] > 200);
	assert_true(kept > 200);
	assert_true(blocking > 100);
}

static void
add_slots(MshipPerson *p, int day, int first, int last)
{
	p->availability_known = true;
	for (int slot = first; slot <= last; slot++)
		mship_availability_add(&p->availability, day, slot);
}

static void
expect_reason(const School *s, const MshipMatch *m, int i, const char *expected)
{
	char		text[MSHIP_MATCH_REASON_MAX + 1];

	text[mship_match_reason(&s->in, i, &m[i], text)] = '\0';
	assert_string_equal(text, expected);
}

/* Three mentees, one mentor with two seats and one slot in common. */
static void
test_reasons(void **state)
{
	static School s;
	MshipMatch	m[MENTEES];

	(void) state;
	mship_match_policy_default(&s.in.policy);
	s.in.mentees = s.mentees;
	s.in.mentors = s.mentors;
	s.in.mentee_count = 3;
	s.in.mentor_count = 1;
	s.in.availability = s.in.mentor_availability = true;
	for (int i = 0; i < 3; i++)
	{
		s.mentees[i].p.id = i + 1;
		add_slots(&s.mentees[i].p, 1, 1, 2);
	}
	s.mentors[0].p.id = 7;
	s.mentors[0].capacity = 5;
	add_slots(&s.mentors[0].p, 1, 2, 2);
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	expect_reason(&s, m, 0, "score 8 = schedule 8 (1 shared slot)");
	expect_reason(&s, m, 2, "capacity: 3 mentees compete for 2 seats of mentor 7");
	drop_blocks();

	s.mentees[2].has_mentor = true;
	s.mentees[2].current_mentor = 7;
	mship_availability_clear(&s.mentees[1].p.availability);
	s.mentees[1].p.availability_known = false;
	s.in.policy.mentees_per_slot = 1;
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	expect_reason(&s, m, 0, "capacity: no open seat with mentor 7");
	expect_reason(&s, m, 1, "no shared slot: when the mentee is free is not known");
	expect_reason(&s, m, 2, "kept: score 8 = schedule 8 (1 shared slot)");
	drop_blocks();

	s.in.policy.min_shared_slots = 2;
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	expect_reason(&s, m, 0, "no shared slot: nobody shares 2");
	drop_blocks();

	s.in.mentor_count = 0;
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	expect_reason(&s, m, 0, "no mentor at school: there is no mentor at all");
	drop_blocks();
}

static void
test_memory_and_interrupt(void **state)
{
	static School s;
	MshipMatch	m[MENTEES];
	MshipService service = {.allocate = allocate,.interrupted = stop_at_once};
	int			needed;

	(void) state;
	do
		random_school(&s);
	while (s.in.mentee_count < 4 || s.in.mentor_count < 3 ||
		   s.in.policy.fairness != MSHIP_FAIRNESS_BOTTLENECK);
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	needed = block_count;
	drop_blocks();
	for (refuse_at = 0; refuse_at < needed; refuse_at++)
	{
		assert_int_equal(run(&s.in, m), MSHIP_ERR_MEMORY);
		drop_blocks();
	}
	refuse_at = -1;
	assert_int_equal(run(&s.in, m), MSHIP_OK);
	drop_blocks();
	refuse_at = 0;
	assert_int_equal(mship_match_blocking(&s.in, &service, m, note_pair, NULL, NULL), MSHIP_ERR_MEMORY);
	refuse_at = -1;
	/* asked once in sixteen mentees: four are too few to be stopped */
	assert_int_equal(mship_match(&s.in, &service, m, NULL), MSHIP_OK);
	drop_blocks();
}

/* Too many pairs are refused before memory is taken for them. */
static void
test_too_many_pairs(void **state)
{
	static School s;
	int32_t		people = 7100;
	MshipMentee *mentees = calloc((size_t) people, sizeof(MshipMentee));
	MshipMentor *mentors = calloc((size_t) people, sizeof(MshipMentor));
	MshipMatch *m = calloc((size_t) people, sizeof(MshipMatch));
	MshipService service = {.allocate = allocate};
	MshipService impatient = {.allocate = allocate,.interrupted = stop_at_once};
	MshipFault	fault;

	(void) state;
	mship_match_policy_default(&s.in.policy);
	for (int32_t k = 0; k < people; k++)
		mentees[k].p.id = mentors[k].p.id = k;
	s.in.mentees = mentees;
	s.in.mentors = mentors;
	s.in.mentee_count = s.in.mentor_count = people;
	assert_int_equal(mship_match(&s.in, &service, m, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.reason, MSHIP_REASON_MATCH_PAIRS);
	assert_int_equal(fault.limit, MSHIP_MATCH_MAX_PAIRS);
	assert_true(fault.value > fault.limit);
	drop_blocks();
	assert_int_equal(mship_match(&s.in, &impatient, m, &fault), MSHIP_ERR_CANCELED);
	drop_blocks();
	free(mentees);
	free(mentors);
	free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_enumeration),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_memory_and_interrupt),
		cmocka_unit_test(test_too_many_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
