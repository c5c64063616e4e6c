/*
 * weekday_pattern_test.c
 *		The exact test against published figures and plain enumeration.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/weekday_pattern.h"

static long double
choose(int n, int k)
{
	long double product = 1;
	int			i;

	if (k < 0 || k > n)
		return 0;
	for (i = 1; i <= k; i++)
		product = product * (n - k + i) / i;
	return product;
}

static double
tail_by_enumeration(int population, int marked, int drawn, int drawn_marked)
{
	long double sum = 0;
	int			x;

	for (x = drawn_marked; x <= drawn; x++)
		sum += choose(marked, x) * choose(population - marked, drawn - x);
	return (double) (sum / choose(population, drawn));
}

static void
every_small_case_agrees(void **state)
{
	int			population;
	int			marked;
	int			drawn;
	int			x;

	(void) state;
	for (population = 1; population <= 14; population++)
		for (marked = 0; marked <= population; marked++)
			for (drawn = 0; drawn <= population; drawn++)
				for (x = 0; x <= marked && x <= drawn; x++)
				{
					double		expected = tail_by_enumeration(population, marked, drawn, x);
					double		got = mship_hypergeometric_tail(population, marked, drawn, x);

					assert_true(fabs(got - expected) <= 1e-13);
				}
}

/* 36 of each weekday, absences M2 T2 W2 Th7 F11: the worked case */
static void
thursdays_and_fridays(void **state)
{
	MshipWeekdayCounts counts = {{36, 36, 36, 36, 36, 0, 0}, {2, 2, 2, 7, 11, 0, 0}};
	double		p[MSHIP_WEEKDAYS];

	(void) state;
	assert_true(fabs(mship_hypergeometric_tail(180, 24, 72, 18) - 2.17e-4) < 0.005e-4);
	assert_true(fabs(mship_hypergeometric_tail(180, 24, 36, 11) - 1.82e-3) < 0.005e-3);
	mship_weekday_p(&counts, p);
	assert_true(fabs(p[4] - 5 * mship_hypergeometric_tail(180, 24, 36, 11)) < 1e-15);
	assert_true(p[3] > p[4] && p[0] == 1 && p[5] == 1 && p[6] == 1);
}

static void
a_tail_deep_in_the_distribution_is_not_lost(void **state)
{
	double		got = mship_hypergeometric_tail(900, 180, 180, 180);

	(void) state;
	assert_true(got > 0 && got < 1e-150);
	assert_true(fabs(got / tail_by_enumeration(900, 180, 180, 180) - 1) < 1e-9);
}

static void
no_school_and_no_absence(void **state)
{
	MshipWeekdayCounts nothing = {{0}, {0}};
	MshipWeekdayCounts never_absent = {{36, 36, 36, 36, 36, 0, 0}, {0}};
	double		p[MSHIP_WEEKDAYS];
	int			i;

	(void) state;
	mship_weekday_p(&nothing, p);
	for (i = 0; i < MSHIP_WEEKDAYS; i++)
		assert_true(p[i] == 1);
	mship_weekday_p(&never_absent, p);
	for (i = 0; i < MSHIP_WEEKDAYS; i++)
		assert_true(p[i] == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_small_case_agrees),
		cmocka_unit_test(thursdays_and_fridays),
		cmocka_unit_test(a_tail_deep_in_the_distribution_is_not_lost),
		cmocka_unit_test(no_school_and_no_absence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
