/*
 * fuzz_assign.c
 *		Whatever the list of edges, the answer is proven by its prices, and a
 *		shuffled list has the same answer.
 *
 * Input: a byte for the objective and the range of scores, then three bytes an
 * edge (mentee, mentor, score), or, where the mentor is 255, a capacity (score
 * odd) or a priority (even) for the id in the first byte.
 */
#include <stdlib.h>
#include <string.h>

#include "core/edge_list.h"

#define MAX_ITEMS 600

static void *blocks[1000];
static int	block_count;

static void *
allocate(void *context, size_t bytes)
{
	(void) context;
	if (block_count == 1000)
		return NULL;
	return blocks[block_count++] = malloc(bytes);
}

typedef struct Lists
{
	MshipEdge	edges[MAX_ITEMS];
	MshipIdNumber capacities[MAX_ITEMS];
	MshipIdNumber priorities[MAX_ITEMS];
	MshipEdgeList list;
} Lists;

/* Backwards reads the same items from the last to the first. */
static void
read_lists(const uint8_t *data, size_t items, bool backwards, Lists *l)
{
	/* the largest scores fit into four bytes, their prices do not always */
	int64_t		unit = data[0] & 2 ? 1000003 : data[0] & 4 ? 1 << 21 : 1;

	memset(l, 0, sizeof(*l));
	l->list.edges = l->edges;
	l->list.capacities = l->capacities;
	l->list.priorities = l->priorities;
	l->list.scores_alone = data[0] & 1;
	for (size_t k = 0; k < items; k++)
	{
		const uint8_t *item = data + 1 + 3 * (backwards ? items - 1 - k : k);
		MshipIdNumber number = {item[0] % 64, item[2] / 2 % 8};

		if (item[1] != 255)
			l->edges[l->list.edge_count++] =
				(MshipEdge) {item[0] % 64, item[1] % 32,
			(item[2] - 64) * unit + (data[0] & 4 ? (item[0] ^ item[1]) % 2 : 0)};
		else if (item[2] % 2)
			l->capacities[l->list.capacity_count++] = number;
		else
			l->priorities[l->list.priority_count++] = number;
	}
}

static MshipStatus
solve(Lists *l, MshipEdgeProblem *p)
{
	MshipService service = {.allocate = allocate};
	MshipFault	fault;
	MshipStatus status = mship_solve_edges(&l->list, &service, p, &fault);

	/* the solver checks its prices itself; bad lists are refused */
	if (status != MSHIP_OK && status != MSHIP_ERR_VALUE)
		abort();
	return status;
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Lists a;
	static Lists b;
	MshipEdgeProblem p;
	MshipEdgeProblem q;
	MshipStatus status;

	if (size < 1 || (size - 1) / 3 > MAX_ITEMS)
		return 0;
	read_lists(data, (size - 1) / 3, false, &a);
	read_lists(data, (size - 1) / 3, true, &b);
	status = solve(&a, &p);
	if (solve(&b, &q) != status)
		abort();
	if (status == MSHIP_OK &&
		(p.mentee_count != q.mentee_count ||
		 memcmp(p.assignment.mate, q.assignment.mate,
				sizeof(int32_t) * (size_t) p.mentee_count) != 0))
		abort();
	while (block_count > 0)
		free(blocks[--block_count]);
	return 0;
}
