/*
 * assign_canonical.c
 *		Stage 4: of all best assignments the first.
 *
 * Every best assignment uses tight pairs only (those that reach their prices),
 * matches whoever has a price and fills whatever has one; and every assignment
 * that does is best.  So from one best assignment all others are reached by
 * moving people along cycles of tight pairs.  Mentees in order try their
 * tight mentors in order: a search looks for a chain of moves, of mentees who
 * are not settled yet, that ends at the seat left behind.
 *
 * Nodes are the columns (mentors), OUT for those who stay unmatched, and ROOT,
 * which stands for the empty seats: an empty seat may move between columns
 * that have no price.  An arc leads from a column to another when an occupant
 * of the first can move to the second.  Seats can be exchanged only within a
 * strongly connected component of this graph; that alone settles most mentees
 * without any search.
 */
#include "core/assign_internal.h"

/* the mover that is an empty seat */
#define EMPTY_SEAT (-2)

typedef struct Canon
{
	const MshipPairs *in;
	const MshipService *service;
	int32_t    *mate;			/* row -> column, or out */
	int32_t		out;			/* node numbers */
	int32_t		root;
	int64_t    *first;			/* tight columns of each row, OUT last */
	int32_t    *column;
	int32_t    *head;			/* node -> first unsettled occupant, or -1 */
	int32_t    *next;			/* row -> next occupant of its column */
	int32_t    *prev;
	int32_t    *room;			/* column -> empty seats */
	bool	   *unpriced;		/* column: its seats may stay empty */
	int32_t    *component;		/* node -> strongly connected component */

	/* searches */
	int32_t    *stamp;
	int32_t		search;
	int32_t    *queue;
	int32_t    *from;			/* node -> node it was reached from */
	int32_t    *mover;			/* node -> who moves here from there */

	uint32_t	ticks;
	bool		interrupted;
} Canon;

static void
tick(Canon *c)
{
	if ((++c->ticks & 1023) == 0 && c->service->interrupted != NULL &&
		c->service->interrupted(c->service->context))
		c->interrupted = true;
}

static void
enter_column(Canon *c, int32_t row, int32_t column)
{
	c->mate[row] = column;
	c->next[row] = c->head[column];
	c->prev[row] = -1;
	if (c->head[column] >= 0)
		c->prev[c->head[column]] = row;
	c->head[column] = row;
	if (column != c->out)
		c->room[column]--;
}

/* Off the list of those who may move; the seat is still his. */
static void
settle(Canon *c, int32_t row)
{
	if (c->prev[row] >= 0)
		c->next[c->prev[row]] = c->next[row];
	else
		c->head[c->mate[row]] = c->next[row];
	if (c->next[row] >= 0)
		c->prev[c->next[row]] = c->prev[row];
}

static void
leave_column(Canon *c, int32_t row)
{
	settle(c, row);
	if (c->mate[row] != c->out)
		c->room[c->mate[row]]++;
}

static bool
has_empty_seat(const Canon *c, int32_t node)
{
	return c->unpriced[node] && (node == c->out || c->room[node] > 0);
}

/* Is the pair worth its prices? */
static bool
is_tight(const MshipPairs *in, const MshipAssignment *r, int32_t i, int64_t e)
{
	int32_t		j = in->mentor[e];

	return in->capacity[j] > 0 &&
		r->mentee_priority_price[i] + r->mentor_priority_price[j] == in->priority[i] &&
		r->mentee_score_price[i] + r->mentor_score_price[j] == in->score[e];
}

static bool
is_optional(const MshipAssignment *r, int32_t i)
{
	return r->mentee_priority_price[i] == 0 && r->mentee_score_price[i] == 0;
}

static bool
list_tight_pairs(Canon *c, const MshipAssignment *r)
{
	const MshipPairs *in = c->in;
	int64_t		count = 0;

	c->first = mship_assign_allocate(c->service, (int64_t) in->mentees + 1, sizeof(int64_t));
	if (c->first == NULL)
		return false;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		c->first[i] = count;
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			count += is_tight(in, r, i, e);
		count += is_optional(r, i);
	}
	c->first[in->mentees] = count;
	c->column = mship_assign_allocate(c->service, count, sizeof(int32_t));
	if (c->column == NULL)
		return false;
	count = 0;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			if (is_tight(in, r, i, e))
				c->column[count++] = in->mentor[e];
		}
		if (is_optional(r, i))
			c->column[count++] = c->out;
	}
	return true;
}

static bool
begin(Canon *c, const MshipPairs *in, const MshipService *service,
	  const MshipAssignment *r)
{
	int64_t		nodes = (int64_t) in->mentors + 2;

#define GET(field, count) \
	((c->field = mship_assign_allocate(service, count, sizeof(*c->field))) != NULL)

	c->in = in;
	c->service = service;
	c->out = in->mentors;
	c->root = in->mentors + 1;
	if (!list_tight_pairs(c, r) || !GET(mate, in->mentees) ||
		!GET(next, in->mentees) || !GET(prev, in->mentees) ||
		!GET(head, nodes) || !GET(room, nodes) || !GET(unpriced, nodes) ||
		!GET(component, nodes) || !GET(stamp, nodes) || !GET(queue, nodes) ||
		!GET(from, nodes) || !GET(mover, nodes))
		return false;
#undef GET
	for (int32_t j = 0; j < nodes; j++)
	{
		bool		real = j < in->mentors;

		c->head[j] = -1;
		c->room[j] = real ? in->capacity[j] : 0;
		c->unpriced[j] = j == c->out ||
			(real && in->capacity[j] > 0 && r->mentor_priority_price[j] == 0 &&
			 r->mentor_score_price[j] == 0);
		c->stamp[j] = 0;
	}
	for (int32_t i = 0; i < in->mentees; i++)
		enter_column(c, i, r->mate[i] < 0 ? c->out : r->mate[i]);
	return true;
}

/* ---------- strongly connected components (Tarjan, without recursion) ------ */

/* How far the arcs of a node have been followed. */
typedef struct ArcIterator
{
	int32_t		row;			/* occupant, or -1 when done with them */
	int64_t		pair;
	int32_t		column;			/* for ROOT */
	bool		to_root;		/* the arc to ROOT is still to come */
} ArcIterator;

static void
start_arcs(const Canon *c, int32_t node, ArcIterator *it)
{
	it->row = node == c->root ? -1 : c->head[node];
	it->pair = it->row >= 0 ? c->first[it->row] : 0;
	it->column = 0;
	it->to_root = node != c->root && has_empty_seat(c, node);
}

/* The node at the end of the next arc, or -1. */
static int32_t
next_arc(const Canon *c, int32_t node, ArcIterator *it)
{
	if (node == c->root)
	{
		while (it->column <= c->out && !c->unpriced[it->column])
			it->column++;
		return it->column <= c->out ? it->column++ : -1;
	}
	while (it->row >= 0)
	{
		if (it->pair < c->first[it->row + 1])
			return c->column[it->pair++];
		it->row = c->next[it->row];
		if (it->row >= 0)
			it->pair = c->first[it->row];
	}
	if (!it->to_root)
		return -1;
	it->to_root = false;
	return c->root;
}

typedef struct Tarjan
{
	int32_t    *number;			/* order of discovery, 0 = not yet */
	int32_t    *low;
	int32_t    *stack;			/* nodes whose component is still open */
	int32_t    *path;			/* the depth-first search itself */
	ArcIterator *arcs;			/* by depth on the path */
	int32_t		numbered;
	int32_t		stacked;
	int32_t		components;
} Tarjan;

static void
discover(Canon *c, Tarjan *t, int32_t depth, int32_t node)
{
	t->number[node] = t->low[node] = ++t->numbered;
	t->stack[t->stacked++] = node;
	t->path[depth] = node;
	c->component[node] = -1;	/* open */
	start_arcs(c, node, &t->arcs[depth]);
}

static void
explore(Canon *c, Tarjan *t, int32_t start)
{
	int32_t		depth = 0;

	discover(c, t, 0, start);
	while (depth >= 0)
	{
		int32_t		node = t->path[depth];
		int32_t		to = next_arc(c, node, &t->arcs[depth]);

		tick(c);
		if (to >= 0 && t->number[to] == 0)
			discover(c, t, ++depth, to);
		else if (to >= 0)
		{
			if (c->component[to] == -1 && t->number[to] < t->low[node])
				t->low[node] = t->number[to];
		}
		else
		{
			if (t->low[node] == t->number[node])
			{
				int32_t		member;

				do
				{
					member = t->stack[--t->stacked];
					c->component[member] = t->components;
				} while (member != node);
				t->components++;
			}
			if (--depth >= 0 && t->low[node] < t->low[t->path[depth]])
				t->low[t->path[depth]] = t->low[node];
		}
	}
}

static bool
find_components(Canon *c)
{
	int64_t		nodes = (int64_t) c->root + 1;
	Tarjan		t = {0};

	t.number = mship_assign_allocate(c->service, nodes, sizeof(int32_t));
	t.low = mship_assign_allocate(c->service, nodes, sizeof(int32_t));
	t.stack = mship_assign_allocate(c->service, nodes, sizeof(int32_t));
	t.path = mship_assign_allocate(c->service, nodes, sizeof(int32_t));
	t.arcs = mship_assign_allocate(c->service, nodes, sizeof(ArcIterator));
	if (t.number == NULL || t.low == NULL || t.stack == NULL ||
		t.path == NULL || t.arcs == NULL)
		return false;
	for (int32_t node = 0; node < nodes; node++)
		t.number[node] = 0;
	for (int32_t node = 0; node < nodes; node++)
	{
		if (t.number[node] == 0)
			explore(c, &t, node);
	}
	return true;
}

/* ---------- chains of moves ---------- */

static void
reach(Canon *c, int32_t node, int32_t from, int32_t mover, int32_t *queued)
{
	if (c->stamp[node] == c->search)
		return;
	c->stamp[node] = c->search;
	c->from[node] = from;
	c->mover[node] = mover;
	c->queue[(*queued)++] = node;
}

/*
 * Can the seat "target" be filled again if somebody more enters "start"?
 * Nodes seen by failing searches for the same target stay marked.
 */
static bool
find_chain(Canon *c, int32_t start, int32_t target)
{
	int32_t		queued = 0;

	reach(c, start, -1, -1, &queued);
	for (int32_t k = 0; k < queued && c->stamp[target] != c->search; k++)
	{
		int32_t		node = c->queue[k];
		ArcIterator it;
		int32_t		to;

		start_arcs(c, node, &it);
		while ((to = next_arc(c, node, &it)) >= 0)
		{
			bool		empty = node == c->root || to == c->root;

			tick(c);
			if (c->component[to] == c->component[target])
				reach(c, to, node, empty ? EMPTY_SEAT : it.row, &queued);
		}
	}
	return c->stamp[target] == c->search;
}

/* Everybody on the chain moves one on; empty seats need no moving. */
static void
apply_chain(Canon *c, int32_t start, int32_t target)
{
	for (int32_t node = target; node != start; node = c->from[node])
	{
		int32_t		row = c->mover[node];

		if (row == EMPTY_SEAT)
			continue;
		leave_column(c, row);
		enter_column(c, row, node);
	}
}

/* Move the row to its first tight column that still completes, and settle. */
static void
place_first(Canon *c, int32_t row)
{
	int32_t		old = c->mate[row];

	c->search++;
	for (int64_t e = c->first[row]; e < c->first[row + 1] && c->column[e] < old; e++)
	{
		int32_t		column = c->column[e];

		if (c->component[column] != c->component[old] ||
			c->stamp[column] == c->search || c->interrupted)
			continue;
		if (find_chain(c, column, old))
		{
			apply_chain(c, column, old);
			leave_column(c, row);
			enter_column(c, row, column);
			break;
		}
	}
	settle(c, row);
}

/* Replace the result's matching by the canonical one. */
MshipStatus
mship_assign_canonical(const MshipPairs *pairs, const MshipService *service,
				 MshipAssignment *result)
{
	Canon		c = {0};

	if (!begin(&c, pairs, service, result) || !find_components(&c))
		return MSHIP_ERR_MEMORY;
	for (int32_t row = 0; row < pairs->mentees && !c.interrupted; row++)
		place_first(&c, row);
	if (c.interrupted)
		return MSHIP_ERR_CANCELED;
	for (int32_t row = 0; row < pairs->mentees; row++)
		result->mate[row] = c.mate[row] == c.out ? -1 : c.mate[row];
	return MSHIP_OK;
}
