/*
 * assign_stable.c
 *		Stable assignment by deferred acceptance (Gale and Shapley).
 *
 * Mentees propose, best mentor first; a mentor holds the best proposals for
 * his seats and sends the others on.  The result has no pair who would both
 * rather have each other, and is the best of its kind for every mentee.  Ties
 * are broken by number, so it is unique.
 */
#include "core/assign_problem.h"
#include "core/sort.h"

/* A proposal that a mentor holds; the worst one is the root of his heap. */
typedef struct Held
{
	int32_t		priority;
	int32_t		mentee;
	int64_t		score;
} Held;

/* Does the mentor rank a below b? */
static bool
worse(const Held *a, const Held *b)
{
	if (a->priority != b->priority)
		return a->priority < b->priority;
	if (a->score != b->score)
		return a->score < b->score;
	return a->mentee > b->mentee;
}

static void
sink_held(Held *held, int32_t count)
{
	Held		moving = held[0];
	int32_t		at = 0;

	for (;;)
	{
		int32_t		child = 2 * at + 1;

		if (child >= count)
			break;
		if (child + 1 < count && worse(&held[child + 1], &held[child]))
			child++;
		if (!worse(&held[child], &moving))
			break;
		held[at] = held[child];
		at = child;
	}
	held[at] = moving;
}

static void
add_held(Held *held, int32_t count, Held proposal)
{
	int32_t		at = count;

	while (at > 0 && worse(&proposal, &held[(at - 1) / 2]))
	{
		held[at] = held[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	held[at] = proposal;
}

/* A mentee's pairs from the best down; stable, so then by mentor. */
static int
compare_choices(const void *a, const void *b, const void *context)
{
	int64_t		x = mship_pair_score(context, *(const int64_t *) a);
	int64_t		y = mship_pair_score(context, *(const int64_t *) b);

	return x > y ? -1 : x < y;
}

/* Called for every mentee: asks now and then whether to stop. */
static bool
stop_asked(const MshipService *service, uint32_t *ticks)
{
	return (++*ticks & 15) == 0 && service->interrupted != NULL &&
		service->interrupted(service->context);
}

static void
sum_up(const MshipPairs *in, MshipAssignment *r)
{
	r->matched = r->priority_sum = r->score_sum = 0;
	for (int32_t i = 0; i < in->mentees; i++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			if (in->mentor[e] != r->mate[i])
				continue;
			r->matched++;
			r->priority_sum += in->priority[i];
			r->score_sum += mship_pair_score(in, e);
		}
	}
}

typedef struct Market
{
	const MshipPairs *in;
	int64_t    *choice;			/* pairs of each mentee, best first */
	int64_t    *next;			/* mentee -> his next choice */
	int64_t    *start;			/* mentor -> his first place in held[] */
	int32_t    *seats;
	int32_t    *taken;
	Held	   *held;
	int32_t    *waiting;		/* mentees who have to propose */
	int32_t		waiting_count;
} Market;

/* Nobody has proposed yet.  Sorting the choices is the longest part of all. */
static MshipStatus
open_market(Market *m, const MshipPairs *in, const MshipService *service)
{
	int64_t		pairs = in->first[in->mentees];
	int64_t		total = 0;
	uint32_t	ticks = 0;
	int64_t    *spare = mship_assign_allocate(service, in->mentors, sizeof(int64_t));

	m->in = in;
	m->choice = mship_assign_allocate(service, pairs, sizeof(int64_t));
	m->next = mship_assign_allocate(service, in->mentees, sizeof(int64_t));
	m->start = mship_assign_allocate(service, in->mentors, sizeof(int64_t));
	m->seats = mship_assign_allocate(service, in->mentors, sizeof(int32_t));
	m->taken = mship_assign_allocate(service, in->mentors, sizeof(int32_t));
	m->waiting = mship_assign_allocate(service, in->mentees, sizeof(int32_t));
	if (spare == NULL || m->choice == NULL || m->next == NULL || m->start == NULL ||
		m->seats == NULL || m->taken == NULL || m->waiting == NULL)
		return MSHIP_ERR_MEMORY;
	for (int32_t j = 0; j < in->mentors; j++)
		m->seats[j] = m->taken[j] = 0;
	for (int64_t e = 0; e < pairs; e++)
	{
		m->choice[e] = e;
		m->seats[in->mentor[e]]++;
	}
	for (int32_t j = 0; j < in->mentors; j++)
	{
		if (in->capacity[j] < m->seats[j])
			m->seats[j] = in->capacity[j];
		m->start[j] = total;
		total += m->seats[j];
	}
	m->held = mship_assign_allocate(service, total, sizeof(Held));
	if (m->held == NULL)
		return MSHIP_ERR_MEMORY;
	m->waiting_count = 0;
	for (int32_t i = in->mentees; i-- > 0;)
	{
		m->next[i] = in->first[i];
		mship_sort(m->choice + in->first[i], spare, in->first[i + 1] - in->first[i],
				   sizeof(int64_t), compare_choices, in);
		m->waiting[m->waiting_count++] = i;
		if (stop_asked(service, &ticks))
			return MSHIP_ERR_CANCELED;
	}
	return MSHIP_OK;
}

/* The mentee proposes to his next choice; whoever loses must go on. */
static void
propose(Market *m, int32_t i, int32_t *mate)
{
	const MshipPairs *in = m->in;
	int64_t		e;
	int32_t		j;
	Held	   *held;
	Held		proposal;

	if (m->next[i] >= in->first[i + 1])
		return;					/* no choice left: stays unmatched */
	e = m->choice[m->next[i]++];
	j = in->mentor[e];
	held = m->held + m->start[j];
	proposal.priority = in->priority[i];
	proposal.mentee = i;
	proposal.score = mship_pair_score(in, e);
	if (m->taken[j] < m->seats[j])
		add_held(held, m->taken[j]++, proposal);
	else if (m->seats[j] > 0 && worse(&held[0], &proposal))
	{
		mate[held[0].mentee] = -1;
		m->waiting[m->waiting_count++] = held[0].mentee;
		held[0] = proposal;
		sink_held(held, m->seats[j]);
	}
	else
	{
		m->waiting[m->waiting_count++] = i;
		return;
	}
	mate[i] = j;
}

MshipStatus
mship_assign_stable(const MshipPairs *pairs, const MshipService *service,
					MshipAssignment *result, MshipFault *fault)
{
	Market		m;
	uint32_t	ticks = 0;
	MshipStatus status = open_market(&m, pairs, service);

	if (status != MSHIP_OK)
		return mship_fail(fault, status, MSHIP_REASON_NONE, 0, 0);
	for (int32_t i = 0; i < pairs->mentees; i++)
		result->mate[i] = -1;
	while (m.waiting_count > 0)
	{
		if ((++ticks & 1023) == 0 && service->interrupted != NULL &&
			service->interrupted(service->context))
			return mship_fail(fault, MSHIP_ERR_CANCELED, MSHIP_REASON_NONE, 0, 0);
		propose(&m, m.waiting[--m.waiting_count], result->mate);
	}
	sum_up(pairs, result);
	return MSHIP_OK;
}
