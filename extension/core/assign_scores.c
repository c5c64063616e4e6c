/*
 * assign_scores.c
 *		Scores as the solver takes them: whole units, in four bytes or eight.
 */
#include "core/assign_problem.h"

/* fewer steps from the least to the best score are divided */
#define FEW_STEPS 100

/* as in assign_solver.h */
#define NARROW_LIMIT (INT64_C(1) << 29)

/* ---------- survey ---------- */

static int64_t
common_divisor(int64_t a, int64_t b)
{
	uint64_t	x = a < 0 ? -(uint64_t) a : (uint64_t) a;
	uint64_t	y = b < 0 ? -(uint64_t) b : (uint64_t) b;

	while (y != 0)
	{
		uint64_t	rest = x % y;

		x = y;
		y = rest;
	}
	return x > INT64_MAX ? 1 : (int64_t) x;
}

/*
 * score / unit for multiples of the unit, given 1 / unit: a division costs more
 * than all else that is done with most scores.
 */
static inline int64_t
in_units(int64_t score, double inverse)
{
	return (int64_t) ((double) score * inverse + (score < 0 ? -0.5 : 0.5));
}

/*
 * The divisor common to all scores; looked for until it is 1.
 */
static int64_t
common_unit(const MshipPairs *in)
{
	int64_t		pairs = in->first[in->mentees];
	int64_t		unit = 0;
	double		inverse = 0;

	for (int64_t e = 0; e < pairs && unit != 1; e++)
	{
		int64_t		score = mship_pair_score(in, e);

		if (in_units(score, inverse) * unit != score)
		{
			unit = common_divisor(unit, score);
			inverse = 1.0 / (double) unit;
		}
	}
	return unit == 0 ? 1 : unit;
}

static void
find_range(const MshipPairs *in, AssignScores *s)
{
	int64_t		pairs = in->first[in->mentees];

	s->least = s->most = pairs > 0 ? mship_pair_score(in, 0) : 0;
	if (in->small_score != NULL)
	{
		const int32_t *score = in->small_score;
		int32_t		least = (int32_t) s->least;
		int32_t		most = least;

		for (int64_t e = 1; e < pairs; e++)
		{
			least = score[e] < least ? score[e] : least;
			most = score[e] > most ? score[e] : most;
		}
		s->least = least;
		s->most = most;
		return;
	}
	for (int64_t e = 1; e < pairs; e++)
	{
		s->least = in->score[e] < s->least ? in->score[e] : s->least;
		s->most = in->score[e] > s->most ? in->score[e] : s->most;
	}
}

/* May prices within the limit be needed?  See assign_solver.h. */
static bool
always_fit(const MshipPairs *in, const AssignScores *s, int64_t limit)
{
	int64_t		people = (int64_t) in->mentees + in->mentors + 2;

	return s->least >= -limit && s->most <= limit &&
		s->most - s->least <= limit / 4 / people;
}

/*
 * Where scores come in steps (of 50, say), prices may too, and the solver has
 * that many fewer of them to try.  But with a few prices only too many are
 * equal: then steps are divided by a small number, if one divides them.
 *
 * Prices fit into eight bytes or the scores are refused.  Into four bytes they
 * need not fit for certain: the solver finds out.
 */
bool
mship_assign_survey(const MshipPairs *in, AssignScores *s)
{
	find_range(in, s);
	if (!always_fit(in, s, MSHIP_ASSIGN_MAX_PRICE))
		return false;
	s->unit = common_unit(in);
	for (int64_t parts = 5; parts > 1; parts--)
	{
		if (s->unit % parts == 0 && (s->most - s->least) / s->unit < FEW_STEPS)
		{
			s->unit /= parts;
			break;
		}
	}
	s->spread = (s->most - s->least) / s->unit;
	s->may_be_narrow = s->least / s->unit >= -NARROW_LIMIT &&
		s->most / s->unit <= NARROW_LIMIT && s->spread <= NARROW_LIMIT;
	return true;
}

/* ---------- copies ---------- */

/* Scores from pair e on, in units. */
static void
copy_narrow(const MshipPairs *in, int64_t e, int64_t count, int64_t unit, int32_t *to)
{
	double		inverse = 1.0 / (double) unit;

	if (unit == 1)
	{
		for (int64_t k = 0; k < count; k++)
			to[k] = (int32_t) mship_pair_score(in, e + k);
	}
	else
	{
		for (int64_t k = 0; k < count; k++)
			to[k] = (int32_t) in_units(mship_pair_score(in, e + k), inverse);
	}
}

static void
copy_wide(const MshipPairs *in, int64_t e, int64_t count, int64_t unit, int64_t *to)
{
	for (int64_t k = 0; k < count; k++)
		to[k] = mship_pair_score(in, e + k) / unit;
}

/* A copy by the order of the split's rows, if there is one. */
static bool
copy_scores(const MshipPairs *in, const AssignSplit *split, bool narrow, AssignScores *s,
			const MshipService *service)
{
	int64_t		pairs = in->first[in->mentees];
	int32_t		rows = split->parts > 1 ? split->row_first[split->parts] : 0;
	int64_t		at = 0;
	int32_t    *small = NULL;
	int64_t    *large = NULL;

	if (narrow)
		s->narrow = small = mship_assign_allocate(service, pairs, sizeof(int32_t));
	else
		s->wide = large = mship_assign_allocate(service, pairs, sizeof(int64_t));
	if (small == NULL && large == NULL)
		return false;
	if (split->parts <= 1 && narrow)
		copy_narrow(in, 0, pairs, s->unit, small);
	else if (split->parts <= 1)
		copy_wide(in, 0, pairs, s->unit, large);
	for (int32_t x = 0; x < rows; x++)
	{
		int32_t		i = split->row_id[x];
		int64_t		count = in->first[i + 1] - in->first[i];

		if (narrow)
			copy_narrow(in, in->first[i], count, s->unit, small + at);
		else
			copy_wide(in, in->first[i], count, s->unit, large + at);
		at += count;
	}
	return true;
}

/*
 * Provide the scores in this width, those of the input where they will do.
 * False when memory is short.
 */
bool
mship_assign_scores(const MshipPairs *in, const AssignSplit *split, bool narrow,
					AssignScores *s, const MshipService *service)
{
	bool		as_given = s->unit == 1 && split->parts <= 1;

	if (narrow ? s->narrow != NULL : s->wide != NULL)
		return true;
	if (narrow && as_given && in->small_score != NULL)
		s->narrow = in->small_score;
	else if (!narrow && as_given && in->small_score == NULL)
		s->wide = in->score;
	else
		return copy_scores(in, split, narrow, s, service);
	return true;
}
