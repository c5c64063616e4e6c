/*
 * assign_need_test.c
 *		The memory that matching asks for before it begins, against what it then
 *		allocates: never less, and not much more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/edge_list.h"
#include "core/match.h"
#include "core/traits.h"

#define MAX_BLOCKS 20000
#define LARGE (16 << 20)

/* what is asked for may be so many times what is taken, where that is large */
#define MOST_TIMES 2.0

static uint64_t seed;

static uint32_t
below(uint32_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (((seed >> 33) * (uint64_t) limit) >> 31);
}

/* ---------- a lender who counts ---------- */

typedef struct Lender
{
	void	   *block[MAX_BLOCKS];
	int			blocks;
	int64_t		lent;
	int64_t		granted;		/* the most that was asked for, in all */
	int64_t		limit;
} Lender;

static Lender lender;

static void *
allocate(void *context, size_t bytes)
{
	Lender	   *l = context;

	if (l->lent + (int64_t) bytes > l->limit || l->blocks == MAX_BLOCKS)
		return NULL;
	/* once something was asked for, nothing goes beyond it */
	if (l->granted > 0)
		assert_true(l->lent + (int64_t) bytes <= l->granted);
	l->lent += (int64_t) bytes;
	return l->block[l->blocks++] = malloc(bytes);
}

static bool
reserve(void *context, int64_t bytes)
{
	Lender	   *l = context;

	assert_true(bytes >= 0);
	if (l->lent + bytes > l->limit)
		return false;
	if (l->lent + bytes > l->granted)
		l->granted = l->lent + bytes;
	return true;
}

static MshipService
begin_lending(int64_t limit)
{
	MshipService service = {.allocate = allocate,.context = &lender,.reserve = reserve};

	lender.blocks = 0;
	lender.lent = lender.granted = 0;
	lender.limit = limit;
	return service;
}

static void
end_lending(void)
{
	while (lender.blocks > 0)
		free(lender.block[--lender.blocks]);
}

static void
expect_close(const char *what, double most)
{
	double		ratio = (double) lender.granted / (double) lender.lent;

	print_message("%-40s %8.1f MB asked for, %8.1f MB taken: %.2f\n", what,
				  (double) lender.granted / 1e6, (double) lender.lent / 1e6, ratio);
	assert_true(lender.lent <= lender.granted);
	if (lender.lent > LARGE)
		assert_true(ratio <= most);
}

/* ---------- pairs ---------- */

typedef struct Shape
{
	const char *name;
	int32_t		mentees;
	int32_t		mentors;
	uint32_t	pairs;			/* of a mentee, at least */
	uint32_t	priorities;
	uint32_t	seats;			/* of a mentor, at most */
	int64_t		range;			/* of scores */
	int64_t		unit;
	int32_t		schools;
	bool		scores_alone;
	double		most;			/* times as much asked for as taken */
} Shape;

static void
make_list(const Shape *s, MshipEdgeList *list)
{
	int64_t		room = (int64_t) s->mentees * s->pairs;

	memset(list, 0, sizeof(*list));
	list->scores_alone = s->scores_alone;
	list->edges = malloc(sizeof(MshipEdge) * (size_t) room);
	list->capacities = malloc(sizeof(MshipIdNumber) * (size_t) s->mentors);
	list->priorities = malloc(sizeof(MshipIdNumber) * (size_t) s->mentees);
	for (int32_t i = 0; i < s->mentees; i++)
	{
		int32_t		school = (int32_t) below((uint32_t) s->schools);
		int32_t		begin = (int32_t) ((int64_t) school * s->mentors / s->schools);
		int32_t		end = (int32_t) ((int64_t) (school + 1) * s->mentors / s->schools);
		int32_t		step = (end - begin) / (int32_t) s->pairs;
		int32_t		j = begin;

		list->priorities[list->priority_count++] = (MshipIdNumber) {i, 1 + below(s->priorities)};
		for (uint32_t k = 0; k < s->pairs && j < end; k++)
		{
			list->edges[list->edge_count++] = (MshipEdge) {i, j,
			s->unit * ((int64_t) below(1 << 30) % s->range)};
			j += 1 + (step > 1 ? (int32_t) below((uint32_t) step) : 0);
		}
	}
	for (int32_t j = 0; j < s->mentors; j++)
		list->capacities[list->capacity_count++] = (MshipIdNumber) {j, below(s->seats + 1)};
}

static void
drop_list(MshipEdgeList *list)
{
	free(list->edges);
	free(list->capacities);
	free(list->priorities);
}

static const Shape shapes[] = {
	{"one small school", 60, 40, 20, 5, 3, 1000, 1, 1, false, 0},
	{"nothing", 1, 1, 1, 1, 0, 1, 1, 1, false, 0},
	{"sparse", 30000, 10000, 40, 1, 4, 1000, 1, 1, false, MOST_TIMES},
	{"sparse, few seats, priorities", 30000, 10000, 40, 5, 4, 1000, 1, 1, false, MOST_TIMES},
	{"sparse, every priority another", 20000, 10000, 40, 1000000, 3, 1000, 1, 1, false, MOST_TIMES},
	{"many seats", 20000, 5000, 60, 1, 100000, 1000, 1, 1, false, MOST_TIMES},
	{"dense", 2000, 1000, 1000, 3, 3, 1000, 1, 1, false, MOST_TIMES},
	{"dense, scores of a step", 2000, 1000, 1000, 3, 3, 1000, 1000003, 1, false, MOST_TIMES},
	{"dense, wide scores", 2000, 1000, 1000, 1, 3, 1000000000, 1009, 1, false, MOST_TIMES},
	{"all scores alike", 2000, 1000, 1000, 2, 3, 1, 1, 1, false, MOST_TIMES},
	{"scores alone", 2000, 1000, 1000, 1, 1, 1000, 1, 1, true, MOST_TIMES},
	{"schools that share nobody", 40000, 8000, 10, 3, 5, 1000, 1, 400, false, 3},
	{"two large parts", 20000, 6000, 30, 3, 5, 1000, 1, 2, false, MOST_TIMES},
};

static void
test_edges(void **state)
{
	(void) state;
	for (size_t k = 0; k < sizeof(shapes) / sizeof(shapes[0]); k++)
	{
		MshipEdgeList list;
		MshipEdgeProblem problem;
		MshipService service = begin_lending(INT64_MAX);

		seed = 20241125 + k;
		make_list(&shapes[k], &list);
		assert_int_equal(mship_solve_edges(&list, &service, &problem, NULL), MSHIP_OK);
		expect_close(shapes[k].name, shapes[k].most);
		drop_list(&list);
		end_lending();
	}
}

/* A byte less than is asked for in the end, and nothing is solved. */
static void
test_edges_refused(void **state)
{
	int64_t		granted = 0;

	(void) state;
	for (int pass = 0; pass < 2; pass++)
	{
		MshipEdgeList list;
		MshipEdgeProblem problem;
		MshipService service = begin_lending(pass == 0 ? INT64_MAX : granted - 1);
		MshipStatus status;

		seed = 1;
		make_list(&shapes[6], &list);
		status = mship_solve_edges(&list, &service, &problem, NULL);
		assert_int_equal(status, pass == 0 ? MSHIP_OK : MSHIP_ERR_MEMORY);
		granted = lender.granted;
		drop_list(&list);
		end_lending();
	}
}

/* ---------- people ---------- */

typedef struct Pool
{
	const char *name;
	int32_t		mentees;
	int32_t		mentors;
	int32_t		schools;		/* 0: they do not matter */
	int			slots;			/* of a person, of 60 */
	const char *policy;
} Pool;

typedef struct People
{
	MshipMatchInput in;
	MshipMentee *mentees;
	MshipMentor *mentors;
	int64_t    *school;
	int32_t    *language;
	uint8_t		(*traits)[64];
	MshipMatch *match;
} People;

static void
make_person(const Pool *pool, People *p, MshipPerson *person, int32_t k)
{
	static const char *const tags[] = {"art, chess:0.5", "chess:-1, go", "art:2, go, music"};
	const char *text = tags[below(3)];

	person->availability_known = true;
	for (int slot = 0; slot < pool->slots; slot++)
		mship_availability_add(&person->availability, 1 + (int) below(5), (int) below(12));
	p->school[k] = pool->schools > 0 ? (int64_t) below((uint32_t) pool->schools) : 0;
	person->schools = &p->school[k];
	person->school_count = 1;
	p->language[k] = (int32_t) below(3);
	person->languages = &p->language[k];
	person->language_count = 1;
	assert_int_equal(mship_traits_parse(text, strlen(text), true, p->traits[k], NULL), MSHIP_OK);
	person->traits = p->traits[k];
	person->traits_norm = mship_traits_dot(person->traits, person->traits);
}

static void
make_pool(const Pool *pool, People *p)
{
	size_t		people = (size_t) pool->mentees + (size_t) pool->mentors;
	MshipMatchInput *in = &p->in;

	memset(p, 0, sizeof(*p));
	p->mentees = calloc((size_t) pool->mentees, sizeof(MshipMentee));
	p->mentors = calloc((size_t) pool->mentors, sizeof(MshipMentor));
	p->school = calloc(people, sizeof(int64_t));
	p->language = calloc(people, sizeof(int32_t));
	p->traits = calloc(people, sizeof(*p->traits));
	p->match = calloc((size_t) pool->mentees, sizeof(MshipMatch));
	for (int32_t i = 0; i < pool->mentees; i++)
	{
		p->mentees[i].p.id = i;
		p->mentees[i].priority = (int64_t) below(4);
		p->mentees[i].has_mentor = below(3) == 0;
		p->mentees[i].current_mentor = (int64_t) below((uint32_t) pool->mentors);
		make_person(pool, p, &p->mentees[i].p, i);
	}
	for (int32_t j = 0; j < pool->mentors; j++)
	{
		p->mentors[j].p.id = j;
		p->mentors[j].capacity = (int32_t) below(5);
		make_person(pool, p, &p->mentors[j].p, pool->mentees + j);
	}
	assert_int_equal(mship_match_policy_parse(pool->policy, strlen(pool->policy), &in->policy, NULL),
					 MSHIP_OK);
	in->mentees = p->mentees;
	in->mentors = p->mentors;
	in->mentee_count = pool->mentees;
	in->mentor_count = pool->mentors;
	in->schools = pool->schools > 0;
	in->availability = in->mentor_availability = in->traits = in->languages = true;
}

static void
drop_pool(People *p)
{
	free(p->mentees);
	free(p->mentors);
	free(p->school);
	free(p->language);
	free(p->traits);
	free(p->match);
}

static const Pool pools[] = {
		{"one pool", 4000, 1000, 0, 8, ""},
	{"one pool, hardly free", 4000, 1000, 0, 1, ""},
	{"newcomers may displace", 4000, 1000, 0, 8, "keep_existing=false; keep=10"},
	{"the worst pair first", 3000, 800, 0, 8, "fairness=bottleneck"},
	{"by scores alone", 3000, 800, 0, 8, "objective=score"},
	{"a stable match", 3000, 800, 0, 8, "objective=stable"},
	{"the same school preferred", 3000, 800, 50, 8, "same_school=preferred"},
	{"a large bonus", 3000, 800, 0, 8, "keep=1000000"},
};

/*
 * With room for everybody with everybody; then with twice what that took, which
 * must do: pairs are counted first where memory is short.
 */
static void
test_people(void **state)
{
	(void) state;
	for (size_t k = 0; k < sizeof(pools) / sizeof(pools[0]); k++)
	{
		MshipService service = begin_lending(INT64_MAX);
		People		people;
		int64_t		taken;

		seed = 20240909 + k;
		make_pool(&pools[k], &people);
		assert_int_equal(mship_match(&people.in, &service, people.match, NULL), MSHIP_OK);
		taken = lender.lent;
		end_lending();
		if (taken > LARGE)
		{
			service = begin_lending((int64_t) (MOST_TIMES * (double) taken));
			assert_int_equal(mship_match(&people.in, &service, people.match, NULL), MSHIP_OK);
			expect_close(pools[k].name, 3);
			end_lending();
		}
		drop_pool(&people);
	}
}

/*
 * Everybody with everybody would be 60 million pairs; but everybody stays at one
 * of 200 schools.  Where memory is short the pairs are counted first.
 */
static void
test_pairs_are_counted(void **state)
{
	static const Pool pool = {"counted", 20000, 3000, 200, 8, ""};
	MshipService service = begin_lending(INT64_C(64) << 20);
	People		people;

	(void) state;
	seed = 20240910;
	make_pool(&pool, &people);
	assert_int_equal(mship_match(&people.in, &service, people.match, NULL), MSHIP_OK);
	expect_close("200 schools, counted", 0);
	assert_true(lender.granted <= INT64_C(64) << 20);
	end_lending();
	/* and refused when they are still too many */
	service = begin_lending(INT64_C(4) << 20);
	assert_int_equal(mship_match(&people.in, &service, people.match, NULL), MSHIP_ERR_MEMORY);
	end_lending();
	drop_pool(&people);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_edges_refused),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_pairs_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
