/*
 * edge_list.c
 *		From a list of scored pairs of ids to an assignment problem, and back.
 */
#include "core/assign_problem.h"
#include "core/edge_list.h"
#include "core/sort.h"

/* By mentee, then mentor, the best score first. */
static int
compare_edges(const void *a, const void *b, const void *context)
{
	const MshipEdge *x = a;
	const MshipEdge *y = b;

	(void) context;
	if (x->mentee != y->mentee)
		return x->mentee < y->mentee ? -1 : 1;
	if (x->mentor != y->mentor)
		return x->mentor < y->mentor ? -1 : 1;
	return x->score > y->score ? -1 : x->score < y->score;
}

static int
compare_ids(const void *a, const void *b, const void *context)
{
	const MshipIdNumber *x = a;
	const MshipIdNumber *y = b;

	(void) context;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Sort the edges and keep the best of each pair. */
static bool
sort_edges(MshipEdgeList *list, const MshipService *service)
{
	MshipEdge  *spare = mship_assign_allocate(service, list->edge_count, sizeof(MshipEdge));
	int64_t		kept = 0;

	if (spare == NULL)
		return false;
	mship_sort(list->edges, spare, list->edge_count, sizeof(MshipEdge), compare_edges, NULL);
	for (int64_t k = 0; k < list->edge_count; k++)
	{
		const MshipEdge *edge = &list->edges[k];

		if (kept > 0 && list->edges[kept - 1].mentee == edge->mentee &&
			list->edges[kept - 1].mentor == edge->mentor)
			continue;
		list->edges[kept++] = *edge;
	}
	list->edge_count = kept;
	return true;
}

/* Sort a list of capacities or priorities; an id twice is a fault. */
static MshipStatus
sort_numbers(MshipIdNumber *numbers, int64_t count, const MshipService *service,
			 int64_t least, MshipReason reason, MshipFault *fault)
{
	MshipIdNumber *spare = mship_assign_allocate(service, count, sizeof(MshipIdNumber));

	if (spare == NULL)
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	mship_sort(numbers, spare, count, sizeof(MshipIdNumber), compare_ids, NULL);
	for (int64_t k = 0; k < count; k++)
	{
		if (numbers[k].number < least || numbers[k].number > INT32_MAX)
			return mship_fail(fault, MSHIP_ERR_VALUE, reason, 0, 0);
		if (k > 0 && numbers[k].id == numbers[k - 1].id)
		{
			mship_fail_value(fault, MSHIP_ERR_VALUE, MSHIP_REASON_DUPLICATE_ID,
							 numbers[k].id, 0);
			if (fault != NULL)
				fault->position = reason == MSHIP_REASON_PRIORITY;
			return MSHIP_ERR_VALUE;
		}
	}
	return MSHIP_OK;
}

/* All ids of one side, ascending, none twice. */
static int64_t *
collect_ids(const MshipEdgeList *list, bool mentors, const MshipService *service,
			int64_t *count)
{
	int64_t		extra = mentors ? list->capacity_count : list->priority_count;
	const MshipIdNumber *numbers = mentors ? list->capacities : list->priorities;
	int64_t		total = list->edge_count + extra;
	int64_t    *ids = mship_assign_allocate(service, total, sizeof(int64_t));
	int64_t    *spare = mship_assign_allocate(service, total, sizeof(int64_t));

	if (ids == NULL || spare == NULL)
		return NULL;
	for (int64_t k = 0; k < list->edge_count; k++)
		ids[k] = mentors ? list->edges[k].mentor : list->edges[k].mentee;
	for (int64_t k = 0; k < extra; k++)
		ids[list->edge_count + k] = numbers[k].id;
	*count = mship_sort_unique(ids, spare, total);
	return ids;
}

/* The numbers by person, 1 for those without an entry. */
static int32_t *
spread_numbers(const MshipIdNumber *numbers, int64_t count, const int64_t *ids,
			   int64_t id_count, const MshipService *service)
{
	int32_t    *result = mship_assign_allocate(service, id_count + 1, sizeof(int32_t));

	if (result == NULL)
		return NULL;
	for (int64_t k = 0; k < id_count; k++)
		result[k] = 1;
	for (int64_t k = 0; k < count; k++)
		result[mship_find_number(ids, id_count, numbers[k].id)] = (int32_t) numbers[k].number;
	return result;
}

/*
 * The pairs by number.  Where scores count alone everybody may go to an extra
 * mentor at score 0 who has room for all and one more, and pairs below 0 are
 * left out; then to match everybody is to match by scores.
 */
static bool
make_pairs(const MshipEdgeList *list, const MshipService *service,
		   MshipEdgeProblem *p)
{
	int64_t		most = list->edge_count + p->mentee_count;
	int64_t    *first = mship_assign_allocate(service, (int64_t) p->mentee_count + 1, sizeof(int64_t));
	int32_t    *mentor = mship_assign_allocate(service, most, sizeof(int32_t));
	int64_t    *score = mship_assign_allocate(service, most, sizeof(int64_t));
	int64_t		count = 0;
	int64_t		k = 0;

	if (first == NULL || mentor == NULL || score == NULL)
		return false;
	for (int32_t i = 0; i < p->mentee_count; i++)
	{
		first[i] = count;
		for (; k < list->edge_count && list->edges[k].mentee == p->mentee[i]; k++)
		{
			if (list->scores_alone && list->edges[k].score < 0)
				continue;
			mentor[count] = (int32_t) mship_find_number(p->mentor, p->mentor_count,
														list->edges[k].mentor);
			score[count++] = list->edges[k].score;
		}
		if (list->scores_alone)
		{
			mentor[count] = p->mentor_count;
			score[count++] = 0;
		}
	}
	first[p->mentee_count] = count;
	p->pairs.mentees = p->mentee_count;
	p->pairs.mentors = p->mentor_count + list->scores_alone;
	p->pairs.first = first;
	p->pairs.mentor = mentor;
	p->pairs.score = score;
	return true;
}

static MshipStatus
build(MshipEdgeList *list, const MshipService *service, MshipEdgeProblem *p,
	  MshipFault *fault)
{
	int64_t		mentees = 0;
	int64_t		mentors = 0;
	int32_t    *capacity;
	int32_t    *priority;
	MshipStatus status;

	status = sort_numbers(list->capacities, list->capacity_count, service, 0,
						  MSHIP_REASON_CAPACITY, fault);
	if (status == MSHIP_OK)
		status = sort_numbers(list->priorities, list->priority_count, service, 1,
							  MSHIP_REASON_PRIORITY, fault);
	if (status != MSHIP_OK)
		return status;
	if (!sort_edges(list, service) ||
		(p->mentee = collect_ids(list, false, service, &mentees)) == NULL ||
		(p->mentor = collect_ids(list, true, service, &mentors)) == NULL)
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	p->mentee_count = (int32_t) mentees;
	p->mentor_count = (int32_t) mentors;
	capacity = spread_numbers(list->capacities, list->capacity_count, p->mentor, mentors, service);
	priority = spread_numbers(list->priorities, list->priority_count, p->mentee, mentees, service);
	if (capacity == NULL || priority == NULL || !make_pairs(list, service, p))
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	if (list->scores_alone)
	{
		capacity[mentors] = p->mentee_count + 1;
		for (int32_t i = 0; i < p->mentee_count; i++)
			priority[i] = 1;
	}
	p->pairs.capacity = capacity;
	p->pairs.priority = priority;
	return MSHIP_OK;
}

/* Take the extra mentor out again. */
static void
forget_extra_mentor(MshipEdgeProblem *p)
{
	for (int32_t i = 0; i < p->mentee_count; i++)
	{
		p->assignment.mentee_priority_price[i] = 0;
		if (p->assignment.mate[i] == p->mentor_count)
			p->assignment.mate[i] = -1;
	}
}

MshipStatus
mship_solve_edges(MshipEdgeList *list, const MshipService *service,
				  MshipEdgeProblem *p, MshipFault *fault)
{
	int32_t    *used;
	MshipStatus status = build(list, service, p, fault);

	if (status != MSHIP_OK)
		return status;
	used = mship_assign_allocate(service, p->pairs.mentors, sizeof(int32_t));
	if (used == NULL || !mship_assignment_make(&p->pairs, service, &p->assignment))
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	status = mship_assign(&p->pairs, service, &p->assignment, fault);
	if (status != MSHIP_OK)
		return status;
	if (!mship_assign_verify(&p->pairs, &p->assignment, used))
		return mship_fail(fault, MSHIP_ERR_INTERNAL, MSHIP_REASON_NONE, 0, 0);
	if (list->scores_alone)
		forget_extra_mentor(p);
	return MSHIP_OK;
}
