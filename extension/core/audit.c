/*
 * audit.c
 *		What a score did to a group of people.
 *
 * Everything follows from the tally, in the order of the scores, so that the
 * order of the rows cannot change a bit of it.
 */
#include <math.h>

#include "core/audit.h"
#include "core/exact_sum.h"

static MshipMeasure
share(int64_t part, int64_t whole)
{
	MshipMeasure m = {whole > 0, 0};

	if (m.has)
		m.value = (double) part / (double) whole;
	return m;
}

/* The mean score, in compensated sums; none where the sum is infinite. */
static MshipMeasure
mean_of(const MshipTallyEntry *entries, uint32_t count, int64_t rows)
{
	MshipMeasure m = {rows > 0, 0};
	double		high = 0;
	double		low = 0;

	for (uint32_t k = 0; k < count; k++)
	{
		double		people = (double) entries[k].positives + entries[k].negatives;

		mship_exact_add(&high, &low, people * entries[k].score);
	}
	if (!isfinite(high))
		m.has = false;
	if (m.has)
		m.value = (high + low) / (double) rows;
	return m;
}

/* What is not defined, such as the precision where nobody is flagged, is not there. */
void
mship_audit(const MshipTallyEntry *entries, uint32_t count, double cutoff,
			MshipAudit *audit)
{
	MshipAudit	a = {0};
	int64_t		negatives;

	for (uint32_t k = 0; k < count; k++)
	{
		int64_t		people = (int64_t) entries[k].positives + entries[k].negatives;

		a.rows += people;
		a.positives += entries[k].positives;
		if (entries[k].score >= cutoff)
		{
			a.flagged += people;
			a.hits += entries[k].positives;
		}
	}
	negatives = a.rows - a.positives;
	a.base_rate = share(a.positives, a.rows);
	a.flagged_share = share(a.flagged, a.rows);
	a.precision = share(a.hits, a.flagged);
	a.recall = share(a.hits, a.positives);
	a.false_positive_rate = share(a.flagged - a.hits, negatives);
	a.false_negative_rate = share(a.positives - a.hits, a.positives);
	a.auc.has = mship_tally_roc_auc(entries, count, &a.auc.value);
	a.mean_score = mean_of(entries, count, a.rows);
	a.brier.has = count > 0 &&
		mship_tally_brier(entries, count, &a.brier.value, NULL) == MSHIP_OK;
	*audit = a;
}

/* Calibration needs 1 to MSHIP_CALIBRATION_MAX_BANDS bands, and probabilities. */
MshipStatus
mship_calibration_check(const MshipTallyEntry *entries, uint32_t count, int bands,
						MshipFault *fault)
{
	if (bands < 1 || bands > MSHIP_CALIBRATION_MAX_BANDS)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_BANDS, 0, 0);
	if (count > 0 && (entries[0].score < 0 || entries[count - 1].score > 1))
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_CALIBRATION_PROBABILITY,
						  0, 0);
	return MSHIP_OK;
}

/*
 * Where the entries of a band, from 0, end that begin at "from", the end of the
 * band before: band / bands <= score < (band + 1) / bands; the last band
 * includes 1.
 */
uint32_t
mship_calibration_end(const MshipTallyEntry *entries, uint32_t count, int bands,
					  int band, uint32_t from)
{
	while (from < count && (band == bands - 1 ||
							entries[from].score < (double) (band + 1) / bands))
		from++;
	return from;
}
