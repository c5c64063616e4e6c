/*
 * assign_test.c
 *		The assignment solver: against complete enumeration on small problems,
 *		against its own certificate on larger ones, and when it is refused time
 *		or memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/assign.h"

#define MAX_BLOCKS 2000

/* problems that are enumerated; another number in MSHIP_ASSIGN_CASES */
#define SMALL_CASES 100000

static uint64_t seed = 20240909;

static uint32_t
below(uint32_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (((seed >> 33) * (uint64_t) limit) >> 31);
}

/* ---------- memory and interrupts ---------- */

typedef struct Arena
{
	void	   *block[MAX_BLOCKS];
	int			blocks;
	int			refuse_at;		/* allocation that fails, or -1 */
	int			asked;			/* calls of the interrupt callback */
	int			stop_at;		/* call that says stop, or -1 */
} Arena;

static void *
allocate(void *context, size_t bytes)
{
	Arena	   *a = context;

	if (a->blocks == a->refuse_at || a->blocks == MAX_BLOCKS)
		return NULL;
	a->block[a->blocks] = malloc(bytes);
	memset(a->block[a->blocks], 0xa5, bytes);
	return a->block[a->blocks++];
}

static bool
interrupted(void *context)
{
	Arena	   *a = context;

	return a->asked++ == a->stop_at;
}

static MshipService
service_of(Arena *a)
{
	MshipService s = {.allocate = allocate,.interrupted = interrupted,.context = a};

	memset(a, 0, sizeof(*a));
	a->refuse_at = a->stop_at = -1;
	return s;
}

static void
drop(Arena *a)
{
	while (a->blocks > 0)
		free(a->block[--a->blocks]);
}

/* ---------- problems ---------- */

typedef struct Problem
{
	MshipPairs	in;
	MshipAssignment out;
	int32_t    *used;
} Problem;

static Problem *
make(int32_t mentees, int32_t mentors, uint32_t density, uint32_t max_seats,
	 uint32_t priorities, int64_t least_score, uint32_t score_range, int64_t unit)
{
	Problem    *p = calloc(1, sizeof(Problem));
	int64_t    *first = malloc(sizeof(int64_t) * ((size_t) mentees + 1));
	int32_t    *mentor = malloc(sizeof(int32_t) * ((size_t) mentees * (size_t) mentors + 1));
	int64_t    *score = malloc(sizeof(int64_t) * ((size_t) mentees * (size_t) mentors + 1));
	int32_t    *capacity = malloc(sizeof(int32_t) * ((size_t) mentors + 1));
	int32_t    *priority = malloc(sizeof(int32_t) * ((size_t) mentees + 1));
	int64_t		e = 0;

	for (int32_t i = 0; i < mentees; i++)
	{
		first[i] = e;
		priority[i] = 1 + (int32_t) below(priorities);
		for (int32_t j = 0; j < mentors; j++)
		{
			if (below(100) >= density)
				continue;
			mentor[e] = j;
			score[e++] = (least_score + below(score_range)) * unit;
		}
	}
	first[mentees] = e;
	for (int32_t j = 0; j < mentors; j++)
		capacity[j] = (int32_t) below(max_seats + 1);
	p->in = (MshipPairs) {.mentees = mentees,.mentors = mentors,.first = first,
		.mentor = mentor,.score = score,.capacity = capacity,.priority = priority};
	p->out.mate = malloc(sizeof(int32_t) * ((size_t) mentees + 1));
	p->out.mentee_priority_price = malloc(sizeof(int64_t) * ((size_t) mentees + 1));
	p->out.mentee_score_price = malloc(sizeof(int64_t) * ((size_t) mentees + 1));
	p->out.mentor_priority_price = malloc(sizeof(int64_t) * ((size_t) mentors + 1));
	p->out.mentor_score_price = malloc(sizeof(int64_t) * ((size_t) mentors + 1));
	p->used = malloc(sizeof(int32_t) * ((size_t) mentors + 1));
	return p;
}

/* Scores too far apart for four bytes, and of no common step. */
static void
widen(Problem *p)
{
	int64_t    *score = (int64_t *) p->in.score;

	for (int64_t e = 0; e < p->in.first[p->in.mentees]; e++)
		score[e] = score[e] * (INT64_C(1) << 33) + below(3);
}

/* Scores that fit into four bytes, while prices often do not. */
static void
stretch(Problem *p)
{
	int64_t    *score = (int64_t *) p->in.score;

	for (int64_t e = 0; e < p->in.first[p->in.mentees]; e++)
		score[e] = score[e] * (INT64_C(1) << 25) + below(3);
}

/* The same scores in four bytes. */
static void
give_small_scores(Problem *p)
{
	int64_t		pairs = p->in.first[p->in.mentees];
	int32_t    *small = malloc(sizeof(int32_t) * ((size_t) pairs + 1));

	for (int64_t e = 0; e < pairs; e++)
		small[e] = (int32_t) p->in.score[e];
	free((void *) p->in.score);
	p->in.score = NULL;
	p->in.small_score = small;
}

/* Anybody as a start, permitted or not, more than there are seats. */
static void
give_start(Problem *p)
{
	int32_t    *start = malloc(sizeof(int32_t) * ((size_t) p->in.mentees + 1));

	for (int32_t i = 0; i < p->in.mentees; i++)
		start[i] = (int32_t) below((uint32_t) p->in.mentors + 1) - 1;
	p->in.start = start;
}

static void
discard(Problem *p)
{
	free((void *) p->in.small_score);
	free((void *) p->in.start);
	free((void *) p->in.first);
	free((void *) p->in.mentor);
	free((void *) p->in.score);
	free((void *) p->in.capacity);
	free((void *) p->in.priority);
	free(p->out.mate);
	free(p->out.mentee_priority_price);
	free(p->out.mentee_score_price);
	free(p->out.mentor_priority_price);
	free(p->out.mentor_score_price);
	free(p->used);
	free(p);
}

static void
solve(Problem *p)
{
	Arena		arena;
	MshipService service = service_of(&arena);

	assert_int_equal(mship_assign(&p->in, &service, &p->out, NULL), MSHIP_OK);
	assert_true(mship_assign_verify(&p->in, &p->out, p->used));
	drop(&arena);
}

/* ---------- complete enumeration ---------- */

/* Every assignment in canonical order: mentors ascending, then none. */
typedef struct Search
{
	const MshipPairs *in;
	int32_t		left[16];
	int32_t		mate[16];
	int32_t		best[16];
	int64_t		best_priority;
	int64_t		best_score;
	int64_t		best_worst;		/* best smallest score at the best priority */
	bool		found;
} Search;

static void
enumerate(Search *s, int32_t i, int64_t priority, int64_t score, int64_t worst)
{
	if (i == s->in->mentees)
	{
		if (!s->found || priority > s->best_priority)
			s->best_worst = worst;
		else if (priority == s->best_priority && worst > s->best_worst)
			s->best_worst = worst;
		if (!s->found || priority > s->best_priority ||
			(priority == s->best_priority && score > s->best_score))
		{
			s->found = true;
			s->best_priority = priority;
			s->best_score = score;
			memcpy(s->best, s->mate, sizeof(s->best));
		}
		return;
	}
	for (int64_t e = s->in->first[i]; e < s->in->first[i + 1]; e++)
	{
		int32_t		j = s->in->mentor[e];
		int64_t		w = mship_pair_score(s->in, e);

		if (s->left[j] == 0)
			continue;
		s->left[j]--;
		s->mate[i] = j;
		enumerate(s, i + 1, priority + s->in->priority[i], score + w, w < worst ? w : worst);
		s->left[j]++;
	}
	s->mate[i] = -1;
	enumerate(s, i + 1, priority, score, worst);
}

static void
enumerate_all(Search *s, const MshipPairs *in)
{
	memset(s, 0, sizeof(*s));
	s->in = in;
	memcpy(s->left, in->capacity, sizeof(int32_t) * (size_t) in->mentors);
	enumerate(s, 0, 0, 0, INT64_MAX);
}

static void
check_bottleneck(Problem *p, const Search *best)
{
	Arena		arena;
	MshipService service = service_of(&arena);
	int64_t		worst;

	assert_int_equal(mship_assign_bottleneck(&p->in, &service, &worst, NULL), MSHIP_OK);
	drop(&arena);
	if (best->best_worst != INT64_MAX)
		assert_int_equal(worst, best->best_worst);
}

/* Would both rather have each other? */
static bool
blocks(const MshipPairs *in, const int32_t *mate, const int64_t *have, int32_t i, int64_t e)
{
	int32_t		j = in->mentor[e];
	int32_t		seats = in->capacity[j];

	if (mate[i] == j || seats == 0)
		return false;
	if (mate[i] >= 0 && (have[i] > mship_pair_score(in, e) ||
						 (have[i] == mship_pair_score(in, e) && mate[i] < j)))
		return false;
	for (int32_t k = 0; k < in->mentees; k++)
	{
		if (mate[k] != j)
			continue;
		seats--;
		if (in->priority[k] < in->priority[i] ||
			(in->priority[k] == in->priority[i] &&
			 (have[k] < mship_pair_score(in, e) ||
			  (have[k] == mship_pair_score(in, e) && k > i))))
			return true;
	}
	return seats > 0;
}

static bool
is_stable(const MshipPairs *in, const int32_t *mate)
{
	int64_t		have[16] = {0};

	for (int32_t i = 0; i < in->mentees; i++)
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			if (in->mentor[e] == mate[i])
				have[i] = mship_pair_score(in, e);
	for (int32_t i = 0; i < in->mentees; i++)
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			if (blocks(in, mate, have, i, e))
				return false;
	return true;
}

/* Does mentee i rank option a (a mentor or -1) above b? */
static bool
prefers(const MshipPairs *in, int32_t i, int32_t a, int32_t b)
{
	int64_t		score[2] = {0, 0};

	if (a == b || a < 0 || b < 0)
		return a != b && b < 0;
	for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
	{
		if (in->mentor[e] == a)
			score[0] = mship_pair_score(in, e);
		if (in->mentor[e] == b)
			score[1] = mship_pair_score(in, e);
	}
	return score[0] > score[1] || (score[0] == score[1] && a < b);
}

/* No stable assignment at all is better for any mentee. */
static void
check_best_stable(const MshipPairs *in, const int32_t *stable, int32_t *mate,
				  int32_t *left, int32_t i)
{
	if (i == in->mentees)
	{
		if (is_stable(in, mate))
			for (int32_t k = 0; k < in->mentees; k++)
				assert_false(prefers(in, k, mate[k], stable[k]));
		return;
	}
	for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
	{
		if (left[in->mentor[e]] == 0)
			continue;
		left[in->mentor[e]]--;
		mate[i] = in->mentor[e];
		check_best_stable(in, stable, mate, left, i + 1);
		left[in->mentor[e]]++;
	}
	mate[i] = -1;
	check_best_stable(in, stable, mate, left, i + 1);
}

static void
check_stable(Problem *p)
{
	Arena		arena;
	MshipService service = service_of(&arena);
	int32_t		left[16];
	int32_t		mate[16];

	assert_int_equal(mship_assign_stable(&p->in, &service, &p->out, NULL), MSHIP_OK);
	drop(&arena);
	assert_true(is_stable(&p->in, p->out.mate));
	memcpy(left, p->in.capacity, sizeof(int32_t) * (size_t) p->in.mentors);
	check_best_stable(&p->in, p->out.mate, mate, left, 0);
}

/* ---------- tests ---------- */

static void
test_small_against_enumeration(void **state)
{
	const char *wanted = getenv("MSHIP_ASSIGN_CASES");
	int			most = wanted == NULL ? SMALL_CASES : (int) strtol(wanted, NULL, 10);
	int			cases = 0;

	(void) state;
	for (int k = 0; k < most; k++)
	{
		uint32_t	range = below(3) == 0 ? 1 + below(3) : 1 + below(12);
		int64_t		least = below(2) == 0 ? 0 : -(int64_t) below(8);
		Problem    *p = make((int32_t) below(7), (int32_t) below(5), 20 + below(81),
							 1 + below(3), 1 + below(4), least, range, 1);
		Search		best;

		if (k % 5 == 0)
			widen(p);
		if (k % 5 == 1)
			stretch(p);
		if (k % 5 != 0 && below(2) == 0)
			give_small_scores(p);
		if (below(2) == 0)
			give_start(p);
		enumerate_all(&best, &p->in);
		solve(p);
		assert_int_equal(p->out.priority_sum, best.best_priority);
		assert_int_equal(p->out.score_sum, best.best_score);
		if (p->in.mentees > 0)
			assert_memory_equal(p->out.mate, best.best, sizeof(int32_t) * (size_t) p->in.mentees);
		check_bottleneck(p, &best);
		if (k % 4 == 0)
			check_stable(p);
		discard(p);
		cases++;
	}
	assert_true(cases >= SMALL_CASES || wanted != NULL);
}

static void
test_medium_by_certificate(void **state)
{
	(void) state;
	for (int k = 0; k < 600; k++)
	{
		bool		big = k % 20 == 0;
		int32_t		mentees = 1 + (int32_t) below(big ? 400 : 60);
		int32_t		mentors = 1 + (int32_t) below(big ? 100 : 25);
		uint32_t	range = below(3) == 0 ? 1 + below(4) : 1 + below(1000);
		int64_t		unit = below(3) == 0 ? INT64_C(1000003) : 1;
		Problem    *p = make(mentees, mentors, 2 + below(99), 1 + below(6),
							 1 + below(6), below(2) == 0 ? 0 : -300, range, unit);

		if (unit == 1 && k % 2 == 0)
			widen(p);
		else if (below(2) == 0)
			give_small_scores(p);
		if (below(2) == 0)
			give_start(p);
		solve(p);
		discard(p);
	}
}

/*
 * Mentee i may only have mentor i, or i - 1 at a much better score, and each has
 * one seat: what a seat is worth adds up along the chain, far beyond four bytes,
 * though every score fits.
 */
static void
test_prices_beyond_four_bytes(void **state)
{
	const int32_t n = 40;
	const int32_t step = INT32_C(1) << 28;
	Problem    *p = make(n, n, 100, 1, 1, 0, 1, 1);
	int64_t    *first = (int64_t *) p->in.first;
	int32_t    *mentor = (int32_t *) p->in.mentor;
	int64_t    *score = (int64_t *) p->in.score;
	int64_t		pairs = 0;
	int64_t		dearest = 0;

	(void) state;
	for (int32_t i = 0; i < n; i++)
	{
		first[i] = pairs;
		for (int32_t j = i > 0 ? i - 1 : 0; j <= i; j++)
		{
			mentor[pairs] = j;
			score[pairs++] = j == i ? 1 : step + 3;
		}
		((int32_t *) p->in.capacity)[i] = 1;
	}
	first[n] = pairs;
	give_small_scores(p);
	solve(p);
	for (int32_t j = 0; j < n; j++)
	{
		assert_int_equal(p->out.mate[j], j);
		if (p->out.mentor_score_price[j] > dearest)
			dearest = p->out.mentor_score_price[j];
	}
	assert_true(dearest >= (int64_t) (n - 1) * step);
	discard(p);
}

/* A false certificate must be found out, whatever is wrong with it. */
static void
test_certificate_refuses(void **state)
{
	Problem    *p;
	int			refused = 0;

	(void) state;
	seed = 20240909;			/* however many cases were drawn before */
	p = make(40, 12, 40, 3, 3, 0, 50, 1);
	solve(p);
	for (int k = 0; k < 2000; k++)
	{
		MshipAssignment *r = &p->out;
		int32_t		i = (int32_t) below(40);
		int32_t		j = (int32_t) below(12);
		int64_t		saved;
		int64_t    *field[5] = {r->mentee_priority_price + i, r->mentee_score_price + i,
		r->mentor_priority_price + j, r->mentor_score_price + j, &r->score_sum};
		int64_t    *target = field[below(5)];

		if (target == field[2] && p->in.capacity[j] == 0)
			continue;
		if (target == field[3] && p->in.capacity[j] == 0)
			continue;
		saved = *target;
		*target += below(2) == 0 ? 1 : -1;
		assert_false(mship_assign_verify(&p->in, r, p->used));
		*target = saved;
		refused++;
	}
	assert_true(refused > 1500);
	for (int32_t i = 0; i < 40; i++)
	{
		int32_t		saved = p->out.mate[i];

		p->out.mate[i] = saved < 0 ? 0 : -1;
		assert_false(mship_assign_verify(&p->in, &p->out, p->used));
		p->out.mate[i] = saved;
	}
	assert_true(mship_assign_verify(&p->in, &p->out, p->used));
	discard(p);
}

/* Where the stages hand over early, the answer must not change. */
static void
test_hard_families(void **state)
{
	(void) state;
	for (int k = 0; k < 30; k++)
	{
		int32_t		n = 120;
		int32_t		m = 40;
		Problem    *p = make(n, m, 60, 4, 1 + (uint32_t) k % 3, 0, 1, 1);
		int64_t    *score = (int64_t *) p->in.score;

		/* products of a mentee's and a mentor's worth: all rank alike */
		for (int32_t i = 0; i < n; i++)
			for (int64_t e = p->in.first[i]; e < p->in.first[i + 1]; e++)
				score[e] = k % 2 == 0 ? (int64_t) (1 + i * 7919 % 1000) * (1 + p->in.mentor[e] * 31 % 501) :
					(i % 4 + p->in.mentor[e] % 5) % 7 * 50;
		solve(p);
		discard(p);
	}
}

static void
test_empty(void **state)
{
	Problem    *p = make(0, 0, 100, 1, 1, 0, 1, 1);

	(void) state;
	solve(p);
	assert_int_equal(p->out.matched, 0);
	discard(p);
	p = make(5, 0, 100, 1, 1, 0, 1, 1);
	solve(p);
	assert_int_equal(p->out.mate[4], -1);
	discard(p);
	p = make(0, 5, 100, 1, 1, 0, 1, 1);
	solve(p);
	discard(p);
	p = make(5, 5, 0, 1, 1, 0, 1, 1);
	solve(p);
	assert_int_equal(p->out.matched, 0);
	discard(p);
}

static void
test_limits(void **state)
{
	Problem    *p = make(2, 2, 100, 1, 1, 0, 1, 1);
	Arena		arena;
	MshipService service = service_of(&arena);
	MshipFault	fault;
	int64_t    *score = (int64_t *) p->in.score;
	int32_t    *capacity = (int32_t *) p->in.capacity;

	(void) state;
	capacity[0] = INT32_MAX;
	capacity[1] = 0;
	solve(p);
	assert_int_equal(p->out.matched, 2);
	score[0] = INT64_MAX;
	assert_int_equal(mship_assign(&p->in, &service, &p->out, &fault), MSHIP_ERR_NUMBER);
	assert_int_equal(fault.reason, MSHIP_REASON_SCORE_SPREAD);
	score[0] = INT64_MIN;
	assert_int_equal(mship_assign(&p->in, &service, &p->out, &fault), MSHIP_ERR_NUMBER);
	/* the largest that is allowed: 4 * (2 + 2 + 2) * spread */
	score[0] = MSHIP_ASSIGN_MAX_PRICE / 24;
	solve(p);
	score[0]++;
	assert_int_equal(mship_assign(&p->in, &service, &p->out, &fault), MSHIP_ERR_NUMBER);
	drop(&arena);
	discard(p);
}

/* Stopped at any question, or refused memory at any point, it says so. */
static void
test_interrupt_and_memory(void **state)
{
	Problem    *p = make(400, 120, 50, 4, 3, 0, 5, 1);
	Arena		arena;
	MshipService service = service_of(&arena);
	int			questions;
	int			blocks;
	int64_t		worst;

	(void) state;
	assert_int_equal(mship_assign(&p->in, &service, &p->out, NULL), MSHIP_OK);
	questions = arena.asked;
	blocks = arena.blocks;
	drop(&arena);
	assert_true(questions > 5);
	for (int k = 0; k < questions; k++)
	{
		service = service_of(&arena);
		arena.stop_at = k;
		assert_int_equal(mship_assign(&p->in, &service, &p->out, NULL), MSHIP_ERR_CANCELED);
		drop(&arena);
	}
	for (int k = 0; k < blocks; k++)
	{
		service = service_of(&arena);
		arena.refuse_at = k;
		assert_int_equal(mship_assign(&p->in, &service, &p->out, NULL), MSHIP_ERR_MEMORY);
		drop(&arena);
	}
	service = service_of(&arena);
	arena.stop_at = 0;
	assert_int_equal(mship_assign_bottleneck(&p->in, &service, &worst, NULL), MSHIP_ERR_CANCELED);
	drop(&arena);
	service = service_of(&arena);
	arena.refuse_at = 0;
	assert_int_equal(mship_assign_bottleneck(&p->in, &service, &worst, NULL), MSHIP_ERR_MEMORY);
	assert_int_equal(mship_assign_stable(&p->in, &service, &p->out, NULL), MSHIP_ERR_MEMORY);
	drop(&arena);
	discard(p);
}

/* The stable market too, from its preparation on: a question per 16 mentees. */
static void
test_stable_interrupt(void **state)
{
	Problem    *p = make(400, 120, 50, 4, 3, 0, 5, 1);
	Arena		arena;
	MshipService service = service_of(&arena);
	int			questions;

	(void) state;
	assert_int_equal(mship_assign_stable(&p->in, &service, &p->out, NULL), MSHIP_OK);
	questions = arena.asked;
	drop(&arena);
	assert_true(questions >= 400 / 16);
	for (int k = 0; k < questions; k++)
	{
		service = service_of(&arena);
		arena.stop_at = k;
		assert_int_equal(mship_assign_stable(&p->in, &service, &p->out, NULL), MSHIP_ERR_CANCELED);
		drop(&arena);
	}
	discard(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small_against_enumeration),
		cmocka_unit_test(test_medium_by_certificate),
		cmocka_unit_test(test_prices_beyond_four_bytes),
		cmocka_unit_test(test_certificate_refuses),
		cmocka_unit_test(test_hard_families),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_interrupt_and_memory),
		cmocka_unit_test(test_stable_interrupt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
