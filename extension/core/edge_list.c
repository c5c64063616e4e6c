/*
 * edge_list.c
 *		From a list of scored pairs of ids to an assignment problem, and back.
 */
#include "core/assign_problem.h"
#include "core/edge_list.h"
#include "core/sort.h"

#define PAIRS_BETWEEN_QUESTIONS 65536

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

/* Sort, asking now and then whether to stop. */
static MshipStatus
sort(void *items, int64_t count, size_t size, MshipCompare compare,
	 const MshipService *service)
{
	void	   *spare = mship_assign_allocate(service, count, size);

	if (spare == NULL)
		return MSHIP_ERR_MEMORY;
	return mship_sort_until(items, spare, count, size, compare, NULL, service->interrupted,
							service->context) ? MSHIP_OK : MSHIP_ERR_CANCELED;
}

/* Sort the edges and keep the best of each pair. */
static MshipStatus
sort_edges(MshipEdgeList *list, const MshipService *service)
{
	int64_t		kept = 0;
	MshipStatus status = sort(list->edges, list->edge_count, sizeof(MshipEdge), compare_edges,
							  service);

	if (status != MSHIP_OK)
		return status;
	for (int64_t k = 0; k < list->edge_count; k++)
	{
		const MshipEdge *edge = &list->edges[k];

		if (kept > 0 && list->edges[kept - 1].mentee == edge->mentee &&
			list->edges[kept - 1].mentor == edge->mentor)
			continue;
		list->edges[kept++] = *edge;
	}
	list->edge_count = kept;
	return MSHIP_OK;
}

/* Sort a list of capacities or priorities; an id twice is a fault. */
static MshipStatus
sort_numbers(MshipIdNumber *numbers, int64_t count, const MshipService *service,
			 int64_t least, MshipReason reason, MshipFault *fault)
{
	MshipStatus status = sort(numbers, count, sizeof(MshipIdNumber), compare_ids, service);

	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
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

/* The people of one side. */
typedef struct People
{
	int64_t    *id;				/* ascending, none twice; room for one more */
	int64_t		count;
	int64_t		least;			/* the smallest id */
	int32_t    *number;			/* id - least -> number, or NULL */
} People;

static int64_t
id_of(const MshipEdgeList *list, bool mentors, int64_t k)
{
	if (k >= list->edge_count)
		return (mentors ? list->capacities : list->priorities)[k - list->edge_count].id;
	return mentors ? list->edges[k].mentor : list->edges[k].mentee;
}

/*
 * Ids that lie close together are put in order by a table of all numbers
 * between the smallest and the largest.
 */
static MshipStatus
number_close_ids(const MshipEdgeList *list, bool mentors, int64_t total, int64_t range,
				 const MshipService *service, People *p)
{
	p->number = mship_assign_allocate(service, range, sizeof(int32_t));
	p->id = mship_assign_allocate(service, range + 1, sizeof(int64_t));
	if (p->number == NULL || p->id == NULL)
		return MSHIP_ERR_MEMORY;
	for (int64_t k = 0; k < range; k++)
		p->number[k] = -1;
	for (int64_t k = 0; k < total; k++)
		p->number[id_of(list, mentors, k) - p->least] = 0;
	p->count = 0;
	for (int64_t k = 0; k < range; k++)
	{
		if (p->number[k] < 0)
			continue;
		p->id[p->count] = p->least + k;
		p->number[k] = (int32_t) p->count++;
	}
	return MSHIP_OK;
}

/* Others are sorted. */
static MshipStatus
sort_ids(const MshipEdgeList *list, bool mentors, int64_t total,
		 const MshipService *service, People *p)
{
	MshipStatus status;

	p->id = mship_assign_allocate(service, total + 1, sizeof(int64_t));
	if (p->id == NULL)
		return MSHIP_ERR_MEMORY;
	for (int64_t k = 0; k < total; k++)
		p->id[k] = id_of(list, mentors, k);
	status = sort(p->id, total, sizeof(int64_t), mship_compare_numbers, service);
	if (status == MSHIP_OK)
		p->count = mship_drop_repeated(p->id, total);
	return status;
}

/* Find and number everybody of one side. */
static MshipStatus
collect_people(const MshipEdgeList *list, bool mentors, const MshipService *service,
			   People *p)
{
	int64_t		total = list->edge_count +
		(mentors ? list->capacity_count : list->priority_count);
	int64_t		most = INT64_MIN;
	uint64_t	range;

	p->least = INT64_MAX;
	p->number = NULL;
	for (int64_t k = 0; k < total; k++)
	{
		int64_t		id = id_of(list, mentors, k);

		p->least = id < p->least ? id : p->least;
		most = id > most ? id : most;
	}
	range = (uint64_t) most - (uint64_t) p->least;
	if (total > 0 && range < (uint64_t) total)
		return number_close_ids(list, mentors, total, (int64_t) range + 1, service, p);
	return sort_ids(list, mentors, total, service, p);
}

/* The number of a person who has one. */
static inline int32_t
number_of(const People *p, int64_t id)
{
	if (p->number != NULL)
		return p->number[id - p->least];
	return (int32_t) mship_find_number(p->id, p->count, id);
}

/* The numbers by person, 1 for those without an entry. */
static int32_t *
spread_numbers(const MshipIdNumber *numbers, int64_t count, const People *people,
			   const MshipService *service)
{
	int32_t    *result = mship_assign_allocate(service, people->count + 1, sizeof(int32_t));

	if (result == NULL)
		return NULL;
	for (int64_t k = 0; k < people->count; k++)
		result[k] = 1;
	for (int64_t k = 0; k < count; k++)
		result[number_of(people, numbers[k].id)] = (int32_t) numbers[k].number;
	return result;
}

static bool
scores_are_small(const MshipEdgeList *list)
{
	for (int64_t k = 0; k < list->edge_count; k++)
	{
		if (list->edges[k].score != (int32_t) list->edges[k].score)
			return false;
	}
	return true;
}

/*
 * Ask for the pairs, the result and what solving takes at least.  People are
 * numbered, and have their seats and priorities.
 */
static bool
reserve(const MshipEdgeList *list, const MshipEdgeProblem *p, bool small,
		const MshipService *service)
{
	int64_t		most = list->edge_count + p->mentee_count;
	int64_t		pair = small ? 2 * sizeof(int32_t) : sizeof(int32_t) + sizeof(int64_t);

	return mship_assign_reserve(service, (int64_t) p->mentee_count * (int64_t) sizeof(int64_t) +
								most * pair + mship_assignment_need(&p->pairs) +
								mship_assign_need(&p->pairs, most, small, false));
}

/*
 * The pairs by number.  Where scores count alone everybody may go to an extra
 * mentor at score 0 who has room for all and one more, and pairs below 0 are
 * left out; then to match everybody is to match by scores.
 */
static MshipStatus
make_pairs(const MshipEdgeList *list, const People *mentors, bool small,
		   const MshipService *service, MshipEdgeProblem *p)
{
	int64_t		most = list->edge_count + p->mentee_count;
	int64_t    *first = mship_assign_allocate(service, (int64_t) p->mentee_count + 1, sizeof(int64_t));
	int32_t    *mentor = mship_assign_allocate(service, most, sizeof(int32_t));
	int32_t    *small_score = NULL;
	int64_t    *score = NULL;
	int64_t		count = 0;
	int64_t		asked = 0;
	int64_t		k = 0;

	if (small)
		small_score = mship_assign_allocate(service, most, sizeof(int32_t));
	else
		score = mship_assign_allocate(service, most, sizeof(int64_t));
	if (first == NULL || mentor == NULL || (small ? small_score == NULL : score == NULL))
		return MSHIP_ERR_MEMORY;
	for (int32_t i = 0; i < p->mentee_count; i++)
	{
		first[i] = count;
		if (k - asked >= PAIRS_BETWEEN_QUESTIONS)
		{
			asked = k;
			if (service->interrupted != NULL && service->interrupted(service->context))
				return MSHIP_ERR_CANCELED;
		}
		for (; k < list->edge_count && list->edges[k].mentee == p->mentee[i]; k++)
		{
			if (list->scores_alone && list->edges[k].score < 0)
				continue;
			mentor[count] = number_of(mentors, list->edges[k].mentor);
			if (small)
				small_score[count++] = (int32_t) list->edges[k].score;
			else
				score[count++] = list->edges[k].score;
		}
		if (list->scores_alone)
		{
			mentor[count] = p->mentor_count;
			if (small)
				small_score[count++] = 0;
			else
				score[count++] = 0;
		}
	}
	first[p->mentee_count] = count;
	p->pairs.first = first;
	p->pairs.mentor = mentor;
	p->pairs.score = score;
	p->pairs.small_score = small_score;
	return MSHIP_OK;
}

static MshipStatus
build(MshipEdgeList *list, const MshipService *service, MshipEdgeProblem *p,
	  MshipFault *fault)
{
	People		mentees;
	People		mentors;
	int32_t    *capacity;
	int32_t    *priority;
	bool		small = scores_are_small(list);
	MshipStatus status;

	status = sort_numbers(list->capacities, list->capacity_count, service, 0,
						  MSHIP_REASON_CAPACITY, fault);
	if (status == MSHIP_OK)
		status = sort_numbers(list->priorities, list->priority_count, service, 1,
							  MSHIP_REASON_PRIORITY, fault);
	if (status != MSHIP_OK)
		return status;
	status = sort_edges(list, service);
	if (status == MSHIP_OK)
		status = collect_people(list, false, service, &mentees);
	if (status == MSHIP_OK)
		status = collect_people(list, true, service, &mentors);
	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	p->mentee = mentees.id;
	p->mentor = mentors.id;
	p->mentee_count = (int32_t) mentees.count;
	p->mentor_count = (int32_t) mentors.count;
	capacity = spread_numbers(list->capacities, list->capacity_count, &mentors, service);
	priority = spread_numbers(list->priorities, list->priority_count, &mentees, service);
	if (capacity == NULL || priority == NULL)
		return mship_fail(fault, MSHIP_ERR_MEMORY, MSHIP_REASON_NONE, 0, 0);
	if (list->scores_alone)
	{
		capacity[mentors.count] = p->mentee_count + 1;
		for (int32_t i = 0; i < p->mentee_count; i++)
			priority[i] = 1;
	}
	p->pairs = (MshipPairs) {.mentees = p->mentee_count,
		.mentors = p->mentor_count + list->scores_alone,.capacity = capacity,
	.priority = priority};
	status = reserve(list, p, small, service) ?
		make_pairs(list, &mentors, small, service, p) : MSHIP_ERR_MEMORY;
	return status == MSHIP_OK ? status : mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
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
