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
 *
 * A search runs from both ends, the end that has done less work going on.  So
 * it costs no more than twice the smaller side, and two sides that meet have
 * each seen few nodes.
 */
#include "core/assign_problem.h"

/* the mover that is an empty seat */
#define EMPTY_SEAT (-2)

typedef struct Canon
{
	const AssignTies *ties;
	const MshipService *service;
	int32_t    *mate;			/* row -> column, or out */
	int32_t		out;			/* node numbers */
	int32_t		root;
	const int64_t *first;		/* tight columns of each row, OUT last */
	const int32_t *column;
	int64_t    *first_row;		/* the same by column or OUT: tight rows */
	int64_t    *end_row;
	int32_t    *row;
	int32_t		settled;		/* rows below this one stay */
	int32_t    *head;			/* node -> first unsettled occupant, or -1 */
	int32_t    *next;			/* row -> next occupant of its column */
	int32_t    *prev;
	int32_t    *room;			/* column -> empty seats */
	bool	   *unpriced;		/* node: its seats may stay empty */
	int32_t    *component;		/* node -> strongly connected component */

	/* searches */
	int32_t		search;			/* number of the row's search */
	int32_t    *ahead;			/* node -> last search that reached it from a start */
	int32_t    *behind;			/* node -> the same, backwards from the target */
	int32_t    *ahead_queue;
	int32_t    *behind_queue;
	int32_t    *from;			/* node -> node it was reached from, going ahead */
	int32_t    *mover;			/* node -> who moves here from there */
	int32_t    *onward;			/* node -> next node to the target */
	int32_t    *leaver;			/* node -> who moves there from here */
	int32_t		behind_queued;
	int32_t		behind_done;
	int64_t		behind_work;

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

/* The tight pairs by column. */
static bool
list_by_column(Canon *c)
{
	const AssignTies *t = c->ties;
	int64_t		pairs = t->first[t->rows];
	int64_t		begin = 0;

	c->first_row = mship_assign_allocate(c->service, c->root, sizeof(int64_t));
	c->end_row = mship_assign_allocate(c->service, c->root, sizeof(int64_t));
	c->row = mship_assign_allocate(c->service, pairs, sizeof(int32_t));
	if (c->first_row == NULL || c->end_row == NULL || c->row == NULL)
		return false;
	for (int32_t x = 0; x < c->root; x++)
		c->end_row[x] = 0;
	for (int64_t e = 0; e < pairs; e++)
		c->end_row[t->column[e]]++;
	for (int32_t x = 0; x < c->root; x++)
	{
		int64_t		count = c->end_row[x];

		c->first_row[x] = c->end_row[x] = begin;
		begin += count;
	}
	for (int32_t i = 0; i < t->rows; i++)
	{
		for (int64_t e = t->first[i]; e < t->first[i + 1]; e++)
			c->row[c->end_row[t->column[e]]++] = i;
	}
	return true;
}

static bool
begin(Canon *c, AssignTies *t, const MshipService *service)
{
	int64_t		nodes = (int64_t) t->columns + 2;

#define GET(field, count) \
	((c->field = mship_assign_allocate(service, count, sizeof(*c->field))) != NULL)

	c->ties = t;
	c->service = service;
	c->mate = t->mate;
	c->first = t->first;
	c->column = t->column;
	c->out = t->columns;
	c->root = t->columns + 1;
	if (!list_by_column(c) || !GET(next, t->rows) || !GET(prev, t->rows) ||
		!GET(head, nodes) || !GET(room, nodes) || !GET(unpriced, nodes) ||
		!GET(component, nodes) || !GET(ahead, nodes) || !GET(behind, nodes) ||
		!GET(ahead_queue, nodes) || !GET(behind_queue, nodes) || !GET(from, nodes) ||
		!GET(mover, nodes) || !GET(onward, nodes) || !GET(leaver, nodes))
		return false;
#undef GET
	for (int32_t x = 0; x < nodes; x++)
	{
		bool		real = x < t->columns;

		c->head[x] = -1;
		c->room[x] = real ? t->seats[x] : 0;
		c->unpriced[x] = real ? t->unpriced[x] : x == c->out;
		c->ahead[x] = c->behind[x] = 0;
	}
	for (int32_t i = t->rows; i-- > 0;)
		enter_column(c, i, c->mate[i]);
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
reach_ahead(Canon *c, int32_t node, int32_t from, int32_t mover, int32_t *queued)
{
	if (c->ahead[node] == c->search)
		return;
	c->ahead[node] = c->search;
	c->from[node] = from;
	c->mover[node] = mover;
	c->ahead_queue[(*queued)++] = node;
}

static void
reach_behind(Canon *c, int32_t node, int32_t onward, int32_t leaver)
{
	if (c->behind[node] == c->search || c->component[node] != c->component[onward])
		return;
	c->behind[node] = c->search;
	c->onward[node] = onward;
	c->leaver[node] = leaver;
	c->behind_queue[c->behind_queued++] = node;
}

/* Reach everything that an arc leads to; returns a node from which the target
 * is in reach, or -1. */
static int32_t
expand_ahead(Canon *c, int32_t node, int32_t *queued, int64_t *work)
{
	ArcIterator it;
	int32_t		to;

	start_arcs(c, node, &it);
	while ((to = next_arc(c, node, &it)) >= 0)
	{
		bool		empty = node == c->root || to == c->root;

		tick(c);
		++*work;
		if (c->component[to] != c->component[node])
			continue;
		reach_ahead(c, to, node, empty ? EMPTY_SEAT : it.row, queued);
		if (c->behind[to] == c->search)
			return to;
	}
	return -1;
}

/* Reach everything that has an arc to the node. */
static void
expand_behind(Canon *c, int32_t node)
{
	if (node == c->root)
	{
		for (int32_t x = 0; x <= c->out; x++)
		{
			if (has_empty_seat(c, x))
				reach_behind(c, x, node, EMPTY_SEAT);
		}
		c->behind_work += c->root;
		return;
	}
	if (c->unpriced[node])
		reach_behind(c, c->root, node, EMPTY_SEAT);
	/* rows ascend, and those below "settled" never come back */
	while (c->first_row[node] < c->end_row[node] &&
		   c->row[c->first_row[node]] < c->settled)
		c->first_row[node]++;
	for (int64_t e = c->first_row[node]; e < c->end_row[node]; e++)
	{
		tick(c);
		reach_behind(c, c->mate[c->row[e]], node, c->row[e]);
	}
	c->behind_work += c->end_row[node] - c->first_row[node] + 1;
}

/*
 * Can the target's seat be filled again if somebody more enters "start"?
 * Returns a node that is on such a chain and known to both sides, or -1.  What
 * the searches for one row have seen stays marked: nodes ahead of a start that
 * failed lead nowhere, those behind the target do lead there.
 */
static int32_t
find_chain(Canon *c, int32_t start)
{
	int32_t		queued = 0;
	int32_t		done = 0;
	int64_t		work = 0;
	int32_t		meeting = -1;

	if (c->ahead[start] == c->search)
		return -1;
	reach_ahead(c, start, -1, -1, &queued);
	if (c->behind[start] == c->search)
		return start;
	while (meeting < 0 && done < queued && c->behind_done < c->behind_queued &&
		   !c->interrupted)
	{
		if (work <= c->behind_work)
			meeting = expand_ahead(c, c->ahead_queue[done++], &queued, &work);
		else
		{
			int32_t		before = c->behind_queued;

			expand_behind(c, c->behind_queue[c->behind_done++]);
			for (int32_t k = before; k < c->behind_queued && meeting < 0; k++)
			{
				if (c->ahead[c->behind_queue[k]] == c->search)
					meeting = c->behind_queue[k];
			}
		}
	}
	return meeting;
}

static void
move_row(Canon *c, int32_t row, int32_t node)
{
	if (row == EMPTY_SEAT)
		return;					/* empty seats need no moving */
	leave_column(c, row);
	enter_column(c, row, node);
}

/* Everybody on the chain moves one on. */
static void
apply_chain(Canon *c, int32_t start, int32_t meeting, int32_t target)
{
	for (int32_t node = meeting; node != target; node = c->onward[node])
		move_row(c, c->leaver[node], c->onward[node]);
	for (int32_t node = meeting; node != start; node = c->from[node])
		move_row(c, c->mover[node], node);
}

static void
begin_search(Canon *c, int32_t target)
{
	c->search++;
	c->behind[target] = c->search;
	c->behind_queue[0] = target;
	c->behind_queued = 1;
	c->behind_done = 0;
	c->behind_work = 0;
}

/* Move the row to its first tight column that still completes, and settle. */
static void
place_first(Canon *c, int32_t row)
{
	int32_t		old = c->mate[row];

	c->settled = row;
	begin_search(c, old);
	for (int64_t e = c->first[row]; e < c->first[row + 1] && c->column[e] < old; e++)
	{
		int32_t		column = c->column[e];
		int32_t		meeting;

		if (c->component[column] != c->component[old] || c->interrupted)
			continue;
		meeting = find_chain(c, column);
		if (meeting >= 0 && !c->interrupted)
		{
			apply_chain(c, column, meeting, old);
			move_row(c, row, column);
			break;
		}
	}
	settle(c, row);
}

/* Replace the assignment by the canonical one. */
MshipStatus
mship_assign_canonical(AssignTies *ties, const MshipService *service)
{
	Canon		c = {0};

	if (!begin(&c, ties, service) || !find_components(&c))
		return MSHIP_ERR_MEMORY;
	for (int32_t row = 0; row < ties->rows && !c.interrupted; row++)
		place_first(&c, row);
	return c.interrupted ? MSHIP_ERR_CANCELED : MSHIP_OK;
}
