/*
 * weekday_pattern.c
 *		Does a student miss one weekday more often than chance explains?
 */
#include "core/weekday_pattern.h"

static uint32_t
smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/*
 * The weights of a hypergeometric distribution differ from one count to the
 * next by a simple factor.  Starting with weight 1 at the most likely count and
 * working outwards, no factorial is needed, no weight overflows, and those too
 * small for a double are far too small to matter.
 */
double
mship_hypergeometric_tail(uint32_t population, uint32_t marked,
						  uint32_t drawn, uint32_t drawn_marked)
{
	int64_t		unmarked = (int64_t) population - marked;
	int64_t		least = drawn > unmarked ? drawn - unmarked : 0;
	int64_t		most = smaller(drawn, marked);
	int64_t		mode = ((int64_t) drawn + 1) * ((int64_t) marked + 1) /
		((int64_t) population + 2);
	double		all = 0;
	double		tail = 0;
	double		weight;
	int64_t		x;

	if (mode < least)
		mode = least;
	if (mode > most)
		mode = most;

	for (x = mode, weight = 1; x <= most && weight > 0; x++)
	{
		all += weight;
		if (x >= (int64_t) drawn_marked)
			tail += weight;
		weight *= (double) (marked - x) * (double) (drawn - x) /
			((double) (x + 1) * (double) (unmarked - drawn + x + 1));
	}
	for (x = mode - 1, weight = 1; x >= least && weight > 0; x--)
	{
		weight *= (double) (x + 1) * (double) (unmarked - drawn + x + 1) /
			((double) (marked - x) * (double) (drawn - x));
		all += weight;
		if (x >= (int64_t) drawn_marked)
			tail += weight;
	}
	return tail / all;
}

/* Weekdays with school in the order of their p, the smallest first. */
static int
sort_by_p(const MshipWeekdayCounts *counts, const double *p, int *order)
{
	int			count = 0;
	int			weekday;
	int			i;

	for (weekday = 0; weekday < MSHIP_WEEKDAYS; weekday++)
	{
		if (counts->enrolled[weekday] == 0)
			continue;
		for (i = count; i > 0 && p[order[i - 1]] > p[weekday]; i--)
			order[i] = order[i - 1];
		order[i] = weekday;
		count++;
	}
	return count;
}

void
mship_weekday_p(const MshipWeekdayCounts *counts, double p[MSHIP_WEEKDAYS])
{
	uint32_t	enrolled = 0;
	uint32_t	absent = 0;
	int			order[MSHIP_WEEKDAYS];
	int			looks;
	double		floor = 0;
	int			i;

	for (i = 0; i < MSHIP_WEEKDAYS; i++)
	{
		enrolled += counts->enrolled[i];
		absent += counts->absent[i];
	}
	for (i = 0; i < MSHIP_WEEKDAYS; i++)
		p[i] = counts->enrolled[i] == 0 ? 1 :
			mship_hypergeometric_tail(enrolled, absent, counts->enrolled[i],
									  counts->absent[i]);

	looks = sort_by_p(counts, p, order);
	for (i = 0; i < looks; i++)
	{
		double		corrected = p[order[i]] * (looks - i);

		if (corrected > floor)
			floor = corrected;
		if (floor > 1)
			floor = 1;
		p[order[i]] = floor;
	}
}
