/*
 * assign_split.c
 *		Parts of a problem that no pair links, to be solved one by one.
 *
 * Where everybody stays at his school, a district is hundreds of small problems:
 * each fits into the nearest memory, and seats that are short at one school do
 * not concern the others.
 */
#include "core/assign_problem.h"

/* The column that stands for all that are linked with this one. */
static int32_t
find(int32_t *parent, int32_t column)
{
	while (parent[column] != column)
		column = parent[column] = parent[parent[column]];
	return column;
}

static void
link_columns(const MshipPairs *in, int32_t *parent)
{
	for (int32_t j = 0; j < in->mentors; j++)
		parent[j] = j;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		int32_t		root;

		if (in->first[i] == in->first[i + 1])
			continue;
		root = find(parent, in->mentor[in->first[i]]);
		for (int64_t e = in->first[i] + 1; e < in->first[i + 1]; e++)
		{
			int32_t		other = in->mentor[e];

			if (parent[other] != root)
				parent[find(parent, other)] = root;
		}
	}
}

/*
 * Number the parts in the order of their first rows; part[] is by column.
 * Columns without pairs are in no part.
 */
static int32_t
number_parts(const MshipPairs *in, int32_t *parent, int32_t *part)
{
	int32_t		parts = 0;

	for (int32_t j = 0; j < in->mentors; j++)
		part[j] = -1;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		int32_t		root;

		if (in->first[i] == in->first[i + 1])
			continue;
		root = find(parent, in->mentor[in->first[i]]);
		if (part[root] < 0)
			part[root] = parts++;
	}
	for (int32_t j = 0; j < in->mentors; j++)
		part[j] = part[find(parent, j)];
	return parts;
}

static int32_t
part_of_row(const MshipPairs *in, const int32_t *part, int32_t row)
{
	return in->first[row] == in->first[row + 1] ? -1 : part[in->mentor[in->first[row]]];
}

/*
 * Numbers 0 to count - 1 by part, ascending within one; those in no part are
 * left out.  first[k] is where part k begins.
 */
static void
order_by_part(const int32_t *part, int32_t count, int32_t parts, int32_t *first,
			  int32_t *id)
{
	for (int32_t k = 0; k <= parts; k++)
		first[k] = 0;
	for (int32_t x = 0; x < count; x++)
	{
		if (part[x] >= 0)
			first[part[x]]++;
	}
	for (int32_t k = 1; k <= parts; k++)
		first[k] += first[k - 1];
	/* filled from behind, each part's end moves to its beginning */
	for (int32_t x = count; x-- > 0;)
	{
		if (part[x] >= 0)
			id[--first[part[x]]] = x;
	}
}

/* Pairs, seats and priorities in the new order; "number" is by old column. */
static void
copy_parts(const MshipPairs *in, AssignSplit *s, int32_t *number)
{
	int64_t		count = 0;
	int32_t		rows = s->row_first[s->parts];

	for (int32_t k = 0; k < s->parts; k++)
	{
		for (int32_t x = s->column_first[k]; x < s->column_first[k + 1]; x++)
		{
			number[s->column_id[x]] = x - s->column_first[k];
			s->capacity[x] = in->capacity[s->column_id[x]];
		}
	}
	for (int32_t x = 0; x < rows; x++)
	{
		int32_t		i = s->row_id[x];

		s->first[x] = count;
		s->priority[x] = in->priority[i];
		if (s->start != NULL)
			s->start[x] = in->start[i] < 0 ? -1 : number[in->start[i]];
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			s->column[count++] = number[in->mentor[e]];
	}
	s->first[rows] = count;
}

/* Find the parts and sort by them.  False when memory is short. */
bool
mship_assign_split(const MshipPairs *in, const MshipService *service, AssignSplit *s)
{
	int64_t		n = in->mentees;
	int64_t		m = in->mentors;
	int32_t    *parent = mship_assign_allocate(service, m, sizeof(int32_t));
	int32_t    *part = mship_assign_allocate(service, m, sizeof(int32_t));
	int32_t    *row_part = mship_assign_allocate(service, n, sizeof(int32_t));

	if (parent == NULL || part == NULL || row_part == NULL)
		return false;
	link_columns(in, parent);
	s->parts = number_parts(in, parent, part);
	if (s->parts <= 1)
		return true;
	for (int32_t i = 0; i < in->mentees; i++)
		row_part[i] = part_of_row(in, part, i);

#define GET(field, count) \
	((s->field = mship_assign_allocate(service, count, sizeof(*s->field))) != NULL)
	if (!GET(row_first, (int64_t) s->parts + 1) || !GET(column_first, (int64_t) s->parts + 1) ||
		!GET(row_id, n) || !GET(column_id, m) || !GET(first, n + 1) ||
		!GET(column, in->first[n]) || !GET(capacity, m) || !GET(priority, n) ||
		(in->start != NULL && !GET(start, n)))
		return false;
#undef GET
	order_by_part(row_part, in->mentees, s->parts, s->row_first, s->row_id);
	order_by_part(part, in->mentors, s->parts, s->column_first, s->column_id);
	copy_parts(in, s, parent);
	return true;
}

/* Part k as a problem; its scores are the caller's business. */
void
mship_assign_part(const AssignSplit *s, int32_t k, AssignProblem *problem)
{
	problem->rows = s->row_first[k + 1] - s->row_first[k];
	problem->columns = s->column_first[k + 1] - s->column_first[k];
	problem->first = s->first + s->row_first[k];
	problem->column = s->column;
	problem->capacity = s->capacity + s->column_first[k];
	problem->priority = s->priority + s->row_first[k];
	problem->start = s->start == NULL ? NULL : s->start + s->row_first[k];
	problem->row_id = s->row_id + s->row_first[k];
	problem->column_id = s->column_id + s->column_first[k];
}
