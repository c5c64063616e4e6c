/*
 * tally.c
 *		Sorting, merging and judging a tally of scores.
 */
#include "core/tally.h"

/* Let the entry at "root" sink to its place in the heap of "count" entries. */
static void
sink(MshipTallyEntry *entries, uint32_t root, uint32_t count)
{
	MshipTallyEntry sinking = entries[root];

	/* count is at most 2^25: no child's number wraps */
	for (uint32_t child = 2 * root + 1; child < count; child = 2 * root + 1)
	{
		if (child + 1 < count && entries[child + 1].score > entries[child].score)
			child++;
		if (entries[child].score <= sinking.score)
			break;
		entries[root] = entries[child];
		root = child;
	}
	entries[root] = sinking;
}

/* Heapsort: in place, and never slower than n log n, whatever the rows. */
static void
sort(MshipTallyEntry *entries, uint32_t count)
{
	for (uint32_t root = count / 2; root > 0; root--)
		sink(entries, root - 1, count);
	for (uint32_t last = count; last > 1; last--)
	{
		MshipTallyEntry greatest = entries[0];

		entries[0] = entries[last - 1];
		entries[last - 1] = greatest;
		sink(entries, 0, last - 1);
	}
}

static bool
is_sorted(const MshipTallyEntry *entries, uint32_t count)
{
	for (uint32_t k = 1; k < count; k++)
	{
		if (entries[k].score <= entries[k - 1].score)
			return false;
	}
	return true;
}

static MshipStatus
check_totals(const MshipTallyEntry *entries, uint32_t count, MshipFault *fault)
{
	int64_t		positives = 0;
	int64_t		negatives = 0;

	for (uint32_t k = 0; k < count; k++)
	{
		positives += entries[k].positives;
		negatives += entries[k].negatives;
	}
	if (positives > MSHIP_TALLY_MAX_ROWS || negatives > MSHIP_TALLY_MAX_ROWS)
		return mship_fail_value(fault, MSHIP_ERR_LIMIT, MSHIP_REASON_TALLY_ROWS,
								positives > negatives ? positives : negatives,
								MSHIP_TALLY_MAX_ROWS);
	return MSHIP_OK;
}

/*
 * Make a tally canonical: sorted, each score once, none without rows.  Fault:
 * MSHIP_ERR_LIMIT where there are too many rows; the entries are then still
 * the same rows.
 */
MshipStatus
mship_tally_compact(MshipTallyEntry *entries, uint32_t *count, MshipFault *fault)
{
	uint32_t	kept = 0;
	MshipStatus status = check_totals(entries, *count, fault);

	if (status != MSHIP_OK)
		return status;
	if (!is_sorted(entries, *count))
		sort(entries, *count);
	for (uint32_t k = 0; k < *count; k++)
	{
		if (entries[k].positives == 0 && entries[k].negatives == 0)
			continue;
		if (kept > 0 && entries[kept - 1].score == entries[k].score)
		{
			entries[kept - 1].positives += entries[k].positives;
			entries[kept - 1].negatives += entries[k].negatives;
		}
		else
			entries[kept++] = entries[k];
	}
	*count = kept;
	return MSHIP_OK;
}

/*
 * The tally of both, which are canonical; "result" has room for the entries of
 * both.  Fault: MSHIP_ERR_LIMIT where rows or scores are too many.
 */
MshipStatus
mship_tally_merge(const MshipTallyEntry *a, uint32_t a_count,
				  const MshipTallyEntry *b, uint32_t b_count,
				  MshipTallyEntry *result, uint32_t *count, MshipFault *fault)
{
	uint32_t	i = 0;
	uint32_t	j = 0;
	uint32_t	n = 0;
	MshipStatus status;

	while (i < a_count || j < b_count)
	{
		if (j == b_count || (i < a_count && a[i].score < b[j].score))
			result[n++] = a[i++];
		else if (i == a_count || b[j].score < a[i].score)
			result[n++] = b[j++];
		else
		{
			/* each at most MSHIP_TALLY_MAX_ROWS: the sum fits */
			result[n] = a[i++];
			result[n].positives += b[j].positives;
			result[n++].negatives += b[j++].negatives;
		}
	}
	status = check_totals(result, n, fault);
	if (status != MSHIP_OK)
		return status;
	if (n > MSHIP_TALLY_MAX_SCORES)
		return mship_fail_value(fault, MSHIP_ERR_LIMIT, MSHIP_REASON_TALLY_SCORES,
								n, MSHIP_TALLY_MAX_SCORES);
	*count = n;
	return MSHIP_OK;
}

/* Order of canonical tallies: score by score, then by the counts. */
int
mship_tally_cmp(const MshipTallyEntry *a, uint32_t a_count,
				const MshipTallyEntry *b, uint32_t b_count)
{
	uint32_t	shorter = a_count < b_count ? a_count : b_count;

	for (uint32_t k = 0; k < shorter; k++)
	{
		if (a[k].score != b[k].score)
			return a[k].score < b[k].score ? -1 : 1;
		if (a[k].positives != b[k].positives)
			return a[k].positives < b[k].positives ? -1 : 1;
		if (a[k].negatives != b[k].negatives)
			return a[k].negatives < b[k].negatives ? -1 : 1;
	}
	return (a_count > b_count) - (a_count < b_count);
}

static void
totals(const MshipTallyEntry *entries, uint32_t count, uint64_t *positives,
	   uint64_t *negatives)
{
	*positives = 0;
	*negatives = 0;
	for (uint32_t k = 0; k < count; k++)
	{
		*positives += entries[k].positives;
		*negatives += entries[k].negatives;
	}
}

/*
 * The probability that a row with the outcome scores higher than one without,
 * a tie counting half: pairs are counted in integers (twice each, so that the
 * half is one too), and divided once.  False where either kind is absent.
 */
bool
mship_tally_roc_auc(const MshipTallyEntry *entries, uint32_t count, double *auc)
{
	uint64_t	positives;
	uint64_t	negatives;
	uint64_t	below = 0;
	uint64_t	pairs = 0;

	totals(entries, count, &positives, &negatives);
	if (positives == 0 || negatives == 0)
		return false;
	for (uint32_t k = 0; k < count; k++)
	{
		pairs += entries[k].positives * (2 * below + entries[k].negatives);
		below += entries[k].negatives;
	}
	*auc = (double) pairs / (double) (2 * positives * negatives);
	return true;
}

/*
 * The mean, over the rows with the outcome, of the precision at their own
 * score: the share with the outcome among all that score as high or higher.
 * Ties stand and fall together; nothing is interpolated.  False where no row
 * has the outcome.
 */
bool
mship_tally_average_precision(const MshipTallyEntry *entries, uint32_t count,
							  double *precision)
{
	uint64_t	positives;
	uint64_t	negatives;
	uint64_t	hits = 0;
	uint64_t	flagged = 0;
	double		sum = 0;

	totals(entries, count, &positives, &negatives);
	if (positives == 0)
		return false;
	for (uint32_t k = count; k > 0; k--)
	{
		const MshipTallyEntry *e = &entries[k - 1];

		hits += e->positives;
		flagged += (uint64_t) e->positives + e->negatives;
		sum += e->positives * ((double) hits / (double) flagged);
	}
	*precision = sum / (double) positives;
	return true;
}

/*
 * The mean squared distance of the score from the outcome (1 or 0); of an empty
 * tally 0.  Fault: MSHIP_ERR_VALUE where a score is no probability.
 */
MshipStatus
mship_tally_brier(const MshipTallyEntry *entries, uint32_t count, double *score,
				  MshipFault *fault)
{
	uint64_t	rows = 0;
	double		sum = 0;

	if (count > 0 && (entries[0].score < 0 || entries[count - 1].score > 1))
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_TALLY_PROBABILITY,
						  0, 0);
	for (uint32_t k = 0; k < count; k++)
	{
		const MshipTallyEntry *e = &entries[k];
		double		distance = 1 - e->score;

		sum += e->positives * (distance * distance) +
			e->negatives * (e->score * e->score);
		rows += (uint64_t) e->positives + e->negatives;
	}
	*score = rows == 0 ? 0 : sum / (double) rows;
	return MSHIP_OK;
}
