/*
 * instance.c
 *		The generator: everything comes from splitmix64 and whole numbers.
 */
#include "instance.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SEATS 5
#define SLOT_BLOCKS 20			/* weekly, of two slots each */
#define INTERESTS 20
#define SHARED_SCHOOLS 100
#define IDENTICAL_MENTEES 40
#define IDENTICAL_MENTORS 25

typedef struct Shape
{
	char		kind;
	int			mentees;
	int			mentors;
	double		density;
	int			slack;
	int			priorities;
	int			isolated;
	uint64_t	seed;
} Shape;

static const struct
{
	const char *name;
	Shape		shape;
}			named[] = {
	{"school", {'r', 60, 40, 1.0, 100, 5, 0, 11}},
	{"schoolx", {'r', 300, 120, 1.0, 100, 5, 20, 12}},
	{"mini", {'q', 1000, 200, 0.2, 100, 1, 0, 13}},
	{"mid", {'q', 1600, 400, 0.1, 120, 3, 10, 14}},
	{"d_clust", {'c', 9000, 2000, 1.0, 110, 5, 10, 27}},
	{"d05_scarce", {'q', 10000, 2000, 0.05, 80, 5, 0, 26}},
	{"d10_r", {'r', 10000, 2000, 0.3, 100, 5, 20, 25}},
	{"d10_q", {'q', 10000, 2000, 0.1, 100, 1, 0, 24}},
	{"d10_p", {'p', 10000, 2000, 0.1, 100, 1, 0, 41}},
	{"d10_h", {'h', 10000, 2000, 0.1, 100, 1, 0, 42}},
	{"d10_i", {'i', 10000, 2000, 0.1, 90, 5, 0, 43}},
	{"d20_t", {'t', 10000, 2000, 0.2, 100, 3, 0, 23}},
	{"d20_r", {'r', 8000, 2000, 1.0, 125, 5, 0, 28}},
	{"s50_loose", {'u', 50000, 20000, 50, 150, 1, 0, 31}},
	{"s50_g", {'g', 50000, 20000, 50, 100, 1, 0, 35}},
	{"s50_t", {'t', 50000, 20000, 50, 100, 1, 0, 34}},
	{"s50_tight", {'q', 50000, 20000, 50, 100, 1, 0, 32}},
	{"s50_prio", {'q', 50000, 20000, 50, 90, 5, 10, 33}},
	{"s50_p", {'p', 50000, 20000, 50, 95, 5, 0, 44}},
	{"dd_u", {'u', 10000, 2000, 1.0, 100, 1, 0, 21}},
	{"dd_q", {'q', 10000, 2000, 1.0, 100, 1, 0, 22}},
};

/* ---------- numbers ---------- */

static uint64_t
next_number(uint64_t *state)
{
	uint64_t	z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int
below(uint64_t *state, uint32_t limit)
{
	return (int) (((next_number(state) >> 32) * (uint64_t) limit) >> 32);
}

static void *
room_for(int64_t count, size_t size)
{
	void	   *room = calloc((size_t) (count > 0 ? count : 1), size);

	if (room == NULL)
	{
		fputs("out of memory\n", stderr);
		exit(1);
	}
	return room;
}

/* ---------- people ---------- */

typedef struct Person
{
	uint64_t	slots;
	uint32_t	interests;
	int			school;
	int			languages;
	int			experience;
	int			last_mentor;	/* of a mentee, or -1 */
} Person;

static bool
has_people(const Shape *shape)
{
	return shape->kind == 'r' || shape->kind == 'c';
}

static void
make_person(Person *p, bool mentee, const Shape *shape, int schools, uint64_t *state)
{
	int			count = mentee ? 2 + below(state, 4) : 1 + below(state, 3);

	for (int k = 0; k < count; k++)
		p->slots |= UINT64_C(3) << (2 * below(state, SLOT_BLOCKS));
	count = 2 + below(state, 4);
	for (int k = 0; k < count; k++)
		p->interests |= UINT32_C(1) << below(state, INTERESTS);
	p->school = below(state, (uint32_t) schools);
	p->languages = 1;
	if (below(state, 4) == 0)
		p->languages |= 2 << below(state, 3);
	if (mentee && below(state, 10) == 0)
		p->languages = 2 << below(state, 3);
	p->experience = mentee ? 0 : 15 * below(state, 11);
	p->last_mentor = -1;
	if (mentee && below(state, 2) == 0)
		p->last_mentor = below(state, (uint32_t) shape->mentors);
}

/* Mentees, then mentors. */
static Person *
make_people(const Shape *shape, uint64_t *state)
{
	int			count = shape->mentees + shape->mentors;
	int			schools = SHARED_SCHOOLS;
	Person	   *people = room_for(count, sizeof(Person));

	if (shape->kind == 'c')
		schools = shape->mentors / 10 > 0 ? shape->mentors / 10 : 1;
	for (int k = 0; k < count; k++)
		make_person(&people[k], k < shape->mentees, shape, schools, state);
	return people;
}

/* The score of two people, or -1 if they share no slot. */
static int
score_of_people(const Person *a, const Person *b)
{
	int			slots = __builtin_popcountll(a->slots & b->slots);
	int			both = __builtin_popcount(a->interests & b->interests);
	int			any = __builtin_popcount(a->interests | b->interests);

	if (slots == 0)
		return -1;
	return (slots > 6 ? 6 : slots) * 60 + (any > 0 ? 300 * both / any : 0) +
		((a->languages & b->languages) != 0 ? 90 : 0) + b->experience;
}

/* A school draws on a fixed share of the mentors. */
static bool
school_draws_on(int school, int mentor, uint32_t threshold)
{
	uint64_t	h = ((uint64_t) school << 32 | (uint32_t) mentor) * UINT64_C(0x9e3779b97f4a7c15);

	h ^= h >> 29;
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	return (uint32_t) (h >> 32) <= threshold;
}

/* ---------- scores by formula ---------- */

static int
ring_score(const Shape *shape, int i, int j, int noise)
{
	int			distance = (int) ((int64_t) i * 1000000 / shape->mentees -
								  (int64_t) j * 1000000 / shape->mentors);
	int			score;

	if (distance < 0)
		distance = -distance;
	if (distance > 500000)
		distance = 1000000 - distance;
	score = BEST_SCORE - distance / 500 - noise / 100;
	return score < 0 ? 0 : score;
}

static int
formula_score(const Shape *shape, const int *quality, int i, int j, int r)
{
	uint64_t	h;

	switch (shape->kind)
	{
		case 'u':
			return r;
		case 't':
			return 50 * (r / 50);
		case 'q':
			return quality[j] + r / 2;
		case 'p':
			return (int) ((1 + (i * INT64_C(7919)) % 1000) * (1 + 2 * quality[j]) / 1001);
		case 'h':
			return r < 500 ? 0 : BEST_SCORE - r % 3;
		case 'i':
			h = (uint64_t) (i % IDENTICAL_MENTEES) * 2654435761u +
				(uint64_t) (j % IDENTICAL_MENTORS) * 40503u;
			return (int) ((h >> 7) % 21) * 50;
		default:
			return ring_score(shape, i, j, r);
	}
}

/* ---------- pairs ---------- */

typedef struct Maker
{
	Shape		shape;
	uint64_t	state;
	uint32_t	threshold;		/* density as a 32 bit number */
	int		   *quality;		/* of each mentor */
	Person	   *people;
	int		   *drawn;			/* scratch: mentors of a sparse mentee */
	int		   *drawn_for;		/* mentor -> last mentee he was drawn for */
	int64_t		room;
	Instance   *to;
} Maker;

static void
add_pair(Maker *m, int mentor, int score)
{
	Instance   *to = m->to;

	to->mentor[to->pairs] = mentor;
	to->score[to->pairs++] = score > BEST_SCORE ? BEST_SCORE : score;
}

/* Room for a mentee's pairs with everybody. */
static void
grow(Maker *m)
{
	Instance   *to = m->to;

	if (to->pairs + m->shape.mentors <= m->room)
		return;
	m->room = m->room + m->room / 2 + m->shape.mentors;
	to->mentor = realloc(to->mentor, (size_t) m->room * sizeof(int32_t));
	to->score = realloc(to->score, (size_t) m->room * sizeof(int32_t));
	if (to->mentor == NULL || to->score == NULL)
	{
		fputs("out of memory\n", stderr);
		exit(1);
	}
}

/* Draw so many different mentors for mentee i, ascending. */
static void
draw_mentors(Maker *m, int i, int count, uint64_t *state)
{
	int			drawn = 0;

	while (drawn < count)
	{
		int			j = below(state, (uint32_t) m->shape.mentors);
		int			at = drawn;

		if (m->drawn_for[j] == i + 1)
			continue;
		m->drawn_for[j] = i + 1;
		for (; at > 0 && m->drawn[at - 1] > j; at--)
			m->drawn[at] = m->drawn[at - 1];
		m->drawn[at] = j;
		drawn++;
	}
}

static void
try_people(Maker *m, int i, int j)
{
	const Person *a = &m->people[i];
	const Person *b = &m->people[m->shape.mentees + j];
	int			score;

	if (m->shape.kind == 'c' && a->school != b->school)
		return;
	if (m->shape.kind == 'r' && m->shape.density < 1 &&
		!school_draws_on(a->school, j, m->threshold))
		return;
	score = score_of_people(a, b);
	if (score >= 0)
		add_pair(m, j, a->last_mentor == j ? score + 100 : score);
}

static void
add_mentee(Maker *m, int i)
{
	const Shape *shape = &m->shape;
	int			sparse = shape->density > 1 ? (int) shape->density : 0;
	int			count = sparse > 0 ? sparse : shape->mentors;
	uint64_t	state;

	m->to->first[i] = m->to->pairs;
	grow(m);
	if (shape->isolated > 0 && below(&m->state, 1000) < shape->isolated)
		return;
	state = m->state ^ (UINT64_C(0xabcd) * (uint64_t) (i + 1));
	next_number(&state);
	next_number(&m->state);
	if (sparse > 0)
		draw_mentors(m, i, sparse, &state);
	for (int k = 0; k < count; k++)
	{
		int			j = sparse > 0 ? m->drawn[k] : k;

		if (has_people(shape))
			try_people(m, i, j);
		else if (sparse > 0 || shape->density >= 1 ||
				 (uint32_t) next_number(&state) <= m->threshold)
			add_pair(m, j, formula_score(shape, m->quality, i, j, below(&state, 1001)));
	}
}

static void
make_seats(Maker *m)
{
	int64_t		wanted = (int64_t) m->shape.mentees * m->shape.slack / 100;
	int64_t		most = (int64_t) MOST_SEATS * m->shape.mentors;

	if (wanted > most)
		wanted = most;
	while (wanted > 0)
	{
		int			j = below(&m->state, (uint32_t) m->shape.mentors);

		if (m->to->capacity[j] == MOST_SEATS)
			continue;
		m->to->capacity[j]++;
		wanted--;
	}
}

static Instance *
make_instance(const Shape *shape)
{
	Instance   *to = room_for(1, sizeof(Instance));
	Maker		m = {.shape = *shape, .to = to};

	m.state = shape->seed * 7919 + (uint64_t) shape->kind;
	m.threshold = shape->density < 1 ? (uint32_t) (shape->density * 4294967295.0) : UINT32_MAX;
	to->mentees = shape->mentees;
	to->mentors = shape->mentors;
	to->capacity = room_for(shape->mentors, sizeof(int32_t));
	to->priority = room_for(shape->mentees, sizeof(int32_t));
	to->first = room_for((int64_t) shape->mentees + 1, sizeof(int64_t));
	m.quality = room_for(shape->mentors, sizeof(int));
	m.drawn = room_for(shape->mentors, sizeof(int));
	m.drawn_for = room_for(shape->mentors, sizeof(int));
	make_seats(&m);
	for (int i = 0; i < shape->mentees; i++)
		to->priority[i] = shape->priorities > 1 ? 1 + below(&m.state, (uint32_t) shape->priorities) : 1;
	for (int j = 0; j < shape->mentors; j++)
		m.quality[j] = below(&m.state, 501);
	if (has_people(shape))
		m.people = make_people(shape, &m.state);
	for (int i = 0; i < shape->mentees; i++)
		add_mentee(&m, i);
	to->first[shape->mentees] = to->pairs;
	free(m.quality);
	free(m.drawn);
	free(m.drawn_for);
	free(m.people);
	return to;
}

/* The next number of a list with colons, or -1. */
static double
next_field(const char **at)
{
	char	   *end;
	double		value;

	if (**at != ':')
		return -1;
	value = strtod(*at + 1, &end);
	if (end == *at + 1)
		return -1;
	*at = end;
	return value;
}

Instance *
instance_make(const char *name)
{
	Shape		shape = {0};
	const char *at = name + 5;

	for (size_t k = 0; k < sizeof(named) / sizeof(named[0]); k++)
	{
		if (strcmp(name, named[k].name) == 0)
			return make_instance(&named[k].shape);
	}
	if (strncmp(name, "gen:", 4) != 0 || name[4] == '\0')
		return NULL;
	shape.kind = name[4];
	shape.mentees = (int) next_field(&at);
	shape.mentors = (int) next_field(&at);
	shape.density = next_field(&at);
	shape.slack = (int) next_field(&at);
	shape.priorities = (int) next_field(&at);
	shape.isolated = (int) next_field(&at);
	shape.seed = (uint64_t) next_field(&at);
	if (*at != '\0' || shape.mentees < 1 || shape.mentors < 1 || shape.density <= 0)
		return NULL;
	return make_instance(&shape);
}

uint64_t
instance_hash(const Instance *instance)
{
	uint64_t	hash = UINT64_C(1469598103934665603);

	for (int64_t e = 0; e < instance->pairs; e++)
	{
		hash = (hash ^ (uint32_t) instance->mentor[e]) * UINT64_C(1099511628211);
		hash = (hash ^ (uint32_t) instance->score[e]) * UINT64_C(1099511628211);
	}
	return hash;
}
