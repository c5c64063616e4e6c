/*
 * match_shortage.c
 *		Which seats are short for those who stay unmatched.
 *
 * By priorities: the solver's priority prices split people into groups linked
 * by pairs of exactly their prices.  In the group of an unmatched mentee every
 * seat is taken, and nobody in it could use a seat outside without displacing
 * a higher priority: the group's mentees compete for the group's seats.
 *
 * By scores alone, or for a stable match, a mentee stays out because every
 * seat open to him went to somebody better placed: these are the seats named.
 */
#include "core/assign_problem.h"
#include "core/match_internal.h"
#include "core/sort.h"

/* Mentees are nodes 0..., columns follow. */
typedef struct Groups
{
	int32_t    *parent;
	int64_t    *mentees;		/* by root */
	int64_t    *seats;
	int32_t    *mentors;		/* number of columns, by root */
	int64_t   **ids;			/* by root, once somebody asked */
} Groups;

static int32_t
find_root(int32_t *parent, int32_t node)
{
	while (parent[node] != node)
	{
		parent[node] = parent[parent[node]];
		node = parent[node];
	}
	return node;
}

/* Returns the root of both. */
static int32_t
unite(int32_t *parent, int32_t a, int32_t b)
{
	int32_t		x = find_root(parent, a);
	int32_t		y = find_root(parent, b);
	int32_t		root = x < y ? x : y;

	parent[x] = parent[y] = root;
	return root;
}

static void
unite_competitors(const MatchProblem *p, int32_t *parent)
{
	const MshipPairs *in = &p->pairs;
	const MshipAssignment *a = &p->assignment;

	for (int32_t i = 0; i < in->mentees; i++)
	{
		int64_t		level = in->priority[i] - a->mentee_priority_price[i];
		int32_t		root = find_root(parent, i);

		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			int32_t		j = in->mentor[e];

			if (a->mentor_priority_price[j] == level &&
				parent[in->mentees + j] != root && in->capacity[j] > 0)
				root = unite(parent, root, in->mentees + j);
		}
	}
}

static bool
make_groups(const MatchProblem *p, Groups *g)
{
	const MshipPairs *in = &p->pairs;
	int64_t		nodes = (int64_t) in->mentees + in->mentors;

	if (!mship_assign_reserve(p->service, nodes * (int64_t) (2 * sizeof(int32_t) +
															 2 * sizeof(int64_t) +
															 sizeof(int64_t *))))
		return false;
	g->parent = mship_assign_allocate(p->service, nodes, sizeof(int32_t));
	g->mentees = mship_assign_allocate(p->service, nodes, sizeof(int64_t));
	g->seats = mship_assign_allocate(p->service, nodes, sizeof(int64_t));
	g->mentors = mship_assign_allocate(p->service, nodes, sizeof(int32_t));
	g->ids = mship_assign_allocate(p->service, nodes, sizeof(int64_t *));
	if (g->parent == NULL || g->mentees == NULL || g->seats == NULL ||
		g->mentors == NULL || g->ids == NULL)
		return false;
	for (int32_t x = 0; x < nodes; x++)
	{
		g->parent[x] = x;
		g->mentees[x] = g->seats[x] = 0;
		g->mentors[x] = 0;
		g->ids[x] = NULL;
	}
	unite_competitors(p, g->parent);
	for (int32_t i = 0; i < in->mentees; i++)
		g->mentees[find_root(g->parent, i)]++;
	for (int32_t j = 0; j < in->mentors; j++)
	{
		int32_t		root = find_root(g->parent, in->mentees + j);

		g->seats[root] += in->capacity[j];
		g->mentors[root]++;
	}
	return true;
}

/* The ids of a group's mentors; columns come in the order of the ids. */
static bool
list_group(const MatchProblem *p, Groups *g, int32_t root)
{
	const MshipPairs *in = &p->pairs;
	int64_t		last = 0;
	int32_t		count = 0;

	g->ids[root] = mship_assign_allocate(p->service, MSHIP_NAMED_MENTORS, sizeof(int64_t));
	if (g->ids[root] == NULL)
		return false;
	for (int32_t j = 0; j < in->mentors; j++)
	{
		int64_t		id = p->in->mentors[p->mentor_of[j]].p.id;

		if (find_root(g->parent, in->mentees + j) != root || (count > 0 && id == last))
			continue;
		if (count < MSHIP_NAMED_MENTORS)
			g->ids[root][count] = id;
		last = id;
		count++;
	}
	g->mentors[root] = count;
	return true;
}

/* The mentors the mentee may have, and their open seats. */
static bool
list_own(const MatchProblem *p, int32_t mentee, MshipShortage *shortage)
{
	const MshipMatchInput *in = p->in;
	int64_t    *ids = mship_assign_allocate(p->service, MSHIP_NAMED_MENTORS, sizeof(int64_t));
	int32_t		count = 0;

	if (ids == NULL)
		return false;
	for (int32_t j = 0; j < in->mentor_count; j++)
	{
		if (!mship_match_permitted(in, mentee, j))
			continue;
		if (count < MSHIP_NAMED_MENTORS)
			ids[count] = in->mentors[j].p.id;
		count++;
		shortage->seats += p->pairs.capacity[p->open[j]];
	}
	shortage->mentors = ids;
	shortage->mentor_count = count;
	return true;
}

/* Name the shortage of every mentee whose reason is MSHIP_NO_CAPACITY. */
MshipStatus
mship_match_shortages(MatchProblem *p, MshipMatch *result)
{
	bool		by_priority = p->in->policy.objective == MSHIP_OBJECTIVE_PARTICIPATION;
	Groups		g = {0};
	uint32_t	ticks = 0;

	for (int32_t i = 0; i < p->in->mentee_count; i++)
	{
		MshipShortage *shortage = &result[i].shortage;
		int32_t		root;

		if (mship_match_stop_asked(p, &ticks))
			return MSHIP_ERR_CANCELED;
		if (result[i].reason != MSHIP_NO_CAPACITY)
			continue;
		if (by_priority && g.parent == NULL && !make_groups(p, &g))
			return MSHIP_ERR_MEMORY;
		root = by_priority ? find_root(g.parent, i) : 0;
		if (!by_priority || g.mentors[root] == 0)
		{
			if (!list_own(p, i, shortage))
				return MSHIP_ERR_MEMORY;
			continue;
		}
		if (g.ids[root] == NULL && !list_group(p, &g, root))
			return MSHIP_ERR_MEMORY;
		shortage->mentees = g.mentees[root];
		shortage->seats = g.seats[root];
		shortage->mentors = g.ids[root];
		shortage->mentor_count = g.mentors[root];
	}
	return MSHIP_OK;
}
