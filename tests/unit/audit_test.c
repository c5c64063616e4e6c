/*
 * audit_test.c
 *		Audits and calibration of scores (core/audit.c), against counting rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <cmocka.h>

#include "core/audit.h"

static uint64_t seed = 20240826;

static uint32_t
next_random(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (seed >> 33);
}

static bool
is_share(const MshipMeasure *m, int part, int whole)
{
	return m->has == (whole > 0) && (whole == 0 || m->value == (double) part / whole);
}

static void
test_against_rows(void **state)
{
	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		MshipTallyEntry tally[100];
		uint32_t	count = next_random() % 100;
		int			rows = (int) count;
		double		cutoff = (double) (next_random() % 12) / 10;
		double		sum = 0;
		int			positives = 0;
		int			flagged = 0;
		int			hits = 0;
		MshipAudit	a;

		for (uint32_t k = 0; k < count; k++)
		{
			tally[k].score = (double) (next_random() % 11) / 10;
			tally[k].positives = next_random() % 2;
			tally[k].negatives = 1 - tally[k].positives;
			sum += tally[k].score;
			positives += (int) tally[k].positives;
			flagged += tally[k].score >= cutoff;
			hits += tally[k].score >= cutoff && tally[k].positives;
		}
		assert_int_equal(mship_tally_compact(tally, &count, NULL), MSHIP_OK);
		mship_audit(tally, count, cutoff, &a);
		assert_int_equal(a.rows, rows);
		assert_int_equal(a.positives, positives);
		assert_true(is_share(&a.base_rate, positives, rows));
		assert_true(is_share(&a.flagged_share, flagged, rows));
		assert_true(is_share(&a.precision, hits, flagged));
		assert_true(is_share(&a.recall, hits, positives));
		assert_true(is_share(&a.false_positive_rate, flagged - hits, rows - positives));
		assert_true(is_share(&a.false_negative_rate, positives - hits, positives));
		assert_true(a.auc.has == (positives > 0 && positives < rows));
		assert_true(a.mean_score.has == (rows > 0) && a.brier.has == (rows > 0));
		if (rows > 0)
			assert_true(fabs(a.mean_score.value - sum / rows) < 1e-14);
	}
}

static void
test_beyond_probabilities(void **state)
{
	static const MshipTallyEntry points[] = {{-1, 1, 0}, {3, 2, 1}};
	static const MshipTallyEntry endless[] = {{0.5, 1, 0}, {INFINITY, 0, 1}};
	MshipAudit	a;
	MshipFault	fault;

	(void) state;
	mship_audit(points, 2, 3, &a);
	assert_false(a.brier.has);
	assert_true(a.mean_score.value == 2);
	mship_audit(endless, 2, 0.5, &a);
	assert_false(a.mean_score.has);
	assert_int_equal(a.flagged, 2);
	assert_int_equal(mship_calibration_check(points, 2, 10, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, MSHIP_REASON_CALIBRATION_PROBABILITY);
	assert_int_equal(mship_calibration_check(endless, 2, 10, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(mship_calibration_check(endless, 1, 0, &fault), MSHIP_ERR_VALUE);
	assert_int_equal(fault.reason, MSHIP_REASON_BANDS);
	assert_int_equal(mship_calibration_check(endless, 1, MSHIP_CALIBRATION_MAX_BANDS + 1, NULL), MSHIP_ERR_VALUE);
	assert_int_equal(mship_calibration_check(endless, 1, MSHIP_CALIBRATION_MAX_BANDS, NULL), MSHIP_OK);
}

/* Every border belongs to the band that it begins, the last to the last band. */
static void
test_bands(void **state)
{
	(void) state;
	for (int bands = 1; bands <= 200; bands++)
	{
		MshipTallyEntry tally[201];
		uint32_t	from = 0;

		for (int k = 0; k <= bands; k++)
			tally[k] = (MshipTallyEntry) {(double) k / bands, 1, 0};
		for (int band = 0; band < bands; band++)
		{
			uint32_t	to = mship_calibration_end(tally, (uint32_t) bands + 1, bands, band, from);

			assert_int_equal(to - from, band == bands - 1 ? 2 : 1);
			from = to;
		}
		assert_int_equal(from, bands + 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_rows),
		cmocka_unit_test(test_beyond_probabilities),
		cmocka_unit_test(test_bands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
