/*
 * school_counts_test.c
 *		Attacks on the counts of a school's report (model/school_counts.h).
 *
 * An attacker here has the whole report, knows how it hides counts, and tries
 * every table there could be: those whose report looks the same leave him with
 * several values for each hidden count.  Nothing of the module is used to find
 * that out but the function that prints.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "model/school_counts.h"

#define ATTACKS 10000
#define BANDS 4
#define GRADES 3

static const char *const band_names[BANDS] = {
	"satisfactory", "at_risk", "moderate", "severe"
};

/* ---------- random schools ---------- */

static uint64_t seed;

/* splitmix64: the same schools each time */
static int64_t
random_below(int64_t limit)
{
	uint64_t	z = (seed += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (int64_t) ((z ^ (z >> 31)) % (uint64_t) limit);
}

/* Students of each grade and band, and those the report names. */
typedef struct Truth
{
	int			grades;
	int64_t		students[GRADES][BANDS];
	int64_t		named[GRADES][BANDS];
} Truth;

/* All that the printed tables depend on. */
typedef struct World
{
	int64_t		bands[BANDS];
	int64_t		grade_chronic[GRADES];
} World;

static Truth
random_truth(int64_t most, bool with_names)
{
	Truth		truth = {.grades = 1 + (int) random_below(GRADES)};
	int			g;
	int			b;

	for (g = 0; g < truth.grades; g++)
		for (b = 0; b < BANDS; b++)
		{
			truth.students[g][b] = random_below(most + 1);
			if (with_names && random_below(3) == 0)
				truth.named[g][b] = random_below(truth.students[g][b] + 1);
		}
	for (g = 0; g < truth.grades; g++)
		truth.students[g][0] += truth.students[g][0] + truth.students[g][1] +
			truth.students[g][2] + truth.students[g][3] == 0;
	return truth;
}

static World
world_of(const Truth *truth)
{
	World		world = {0};
	int			g;
	int			b;

	for (g = 0; g < truth->grades; g++)
		for (b = 0; b < BANDS; b++)
		{
			world.bands[b] += truth->students[g][b];
			if (b >= 2)
				world.grade_chronic[g] += truth->students[g][b];
		}
	return world;
}

static int64_t
students_of_grade(const Truth *truth, int g)
{
	return truth->students[g][0] + truth->students[g][1] + truth->students[g][2] +
		truth->students[g][3];
}

/*
 * Give "amount" students of a grade to two bands, above those who are named
 * there: the first takes what it still needs.
 */
static void
share(Truth *truth, int g, int first, int64_t amount, int64_t *first_needs)
{
	int64_t		spare = amount - truth->named[g][first] - truth->named[g][first + 1];
	int64_t		taken = spare < *first_needs ? spare : *first_needs;

	truth->students[g][first] = truth->named[g][first] + taken;
	truth->students[g][first + 1] = truth->named[g][first + 1] + spare - taken;
	*first_needs -= taken;
}

/* A school of that world with the grades and names of the true one; false if
 * there is none. */
static bool
school_of_world(const Truth *truth, const World *world, Truth *school)
{
	int64_t		satisfactory = world->bands[0];
	int64_t		moderate = world->bands[2];
	int			g;
	int			b;

	*school = *truth;
	for (b = 0; b < BANDS; b++)
	{
		int64_t		named = 0;

		for (g = 0; g < truth->grades; g++)
			named += truth->named[g][b];
		if (world->bands[b] < named)
			return false;
		satisfactory -= b == 0 ? named : 0;
		moderate -= b == 2 ? named : 0;
	}
	for (g = 0; g < truth->grades; g++)
	{
		int64_t		others = students_of_grade(truth, g) - world->grade_chronic[g];

		if (world->grade_chronic[g] < truth->named[g][2] + truth->named[g][3] ||
			others < truth->named[g][0] + truth->named[g][1])
			return false;
		share(school, g, 2, world->grade_chronic[g], &moderate);
		share(school, g, 0, others, &satisfactory);
	}
	return true;
}

/* ---------- what is printed ---------- */

static SchoolCounts
print(const Truth *truth, int64_t smallest)
{
	BandCount	rows[GRADES * BANDS];
	size_t		count = 0;
	int			g;
	int			b;

	for (g = 0; g < truth->grades; g++)
		for (b = 0; b < BANDS; b++)
			rows[count++] = (BandCount) {
				.grade_level = g, .band = band_names[b],
				.students = truth->students[g][b]
			};
	return school_counts(rows, count, smallest);
}

static int64_t
printed_band(const SchoolCounts *counts, int band)
{
	const int64_t bands[BANDS] = {
		counts->satisfactory, counts->at_risk, counts->moderate, counts->severe
	};

	return bands[band];
}

/* The chronic ones of one grade: in a row of their own, or all of the school. */
static int64_t
printed_grade(const Truth *truth, const SchoolCounts *counts, int grade)
{
	size_t		row;

	if (truth->grades == 1)
		return counts->chronic;
	for (row = 0; row < counts->grade_count; row++)
		if (counts->grades[row].first_grade == grade &&
			counts->grades[row].last_grade == grade)
			return counts->grades[row].chronic;
	return UNKNOWN;
}

static bool
same_print(const SchoolCounts *a, const SchoolCounts *b)
{
	size_t		g;

	for (g = 0; g < a->grade_count && g < b->grade_count; g++)
		if (a->grades[g].chronic != b->grades[g].chronic)
			return false;
	return a->grade_count == b->grade_count && a->students == b->students &&
		a->others == b->others && a->satisfactory == b->satisfactory &&
		a->at_risk == b->at_risk && a->chronic == b->chronic &&
		a->moderate == b->moderate && a->severe == b->severe;
}

/* ---------- the attack on one report ---------- */

static int64_t
chronic_of(const World *world)
{
	return world->bands[2] + world->bands[3];
}

/* Is each hidden count safe: was it seen with a second value? */
typedef struct Attack
{
	const Truth *truth;
	SchoolCounts report;
	World		true_world;
	int64_t		smallest;
	bool		knows_the_rule; /* or only the sums */
	bool		has_names;
	bool		safe_bands[BANDS];
	bool		safe_grades[GRADES];
	bool		safe_chronic;
} Attack;

/*
 * Safe from the start is what is printed.  Somebody who knows the rule may work
 * out a count that was left out only to keep another one; small ones he may
 * not.  Where the report names students, he may learn that nobody else is in a
 * band, never that somebody is.
 */
static bool
safe_at_first(const Attack *attack, int64_t printed, int64_t count, int64_t named)
{
	return printed != UNKNOWN ||
		(attack->knows_the_rule && count >= attack->smallest) ||
		(attack->has_names && count == named);
}

static Attack
attack_begin(const Truth *truth, int64_t smallest, bool knows_the_rule)
{
	Attack		attack = {
		.truth = truth, .report = print(truth, smallest),
		.true_world = world_of(truth), .smallest = smallest,
		.knows_the_rule = knows_the_rule
	};
	int64_t		named[BANDS] = {0};
	int			g;
	int			b;

	for (g = 0; g < truth->grades; g++)
		for (b = 0; b < BANDS; b++)
		{
			named[b] += truth->named[g][b];
			attack.has_names |= truth->named[g][b] > 0;
		}
	for (g = 0; g < truth->grades; g++)
	{
		int64_t		printed = printed_grade(truth, &attack.report, g);
		const int64_t *in = truth->students[g];
		const int64_t *by_name = truth->named[g];

		attack.safe_grades[g] =
			safe_at_first(&attack, printed, in[2] + in[3], by_name[2] + by_name[3]) &&
			safe_at_first(&attack, printed, in[0] + in[1], by_name[0] + by_name[1]);
	}
	for (b = 0; b < BANDS; b++)
		attack.safe_bands[b] = safe_at_first(&attack, printed_band(&attack.report, b),
											 attack.true_world.bands[b], named[b]);
	attack.safe_chronic = safe_at_first(&attack, attack.report.chronic,
										chronic_of(&attack.true_world), named[2] + named[3]);
	return attack;
}

static bool
attack_failed(const Attack *attack)
{
	bool		safe = attack->safe_chronic;
	int			i;

	for (i = 0; i < BANDS; i++)
		safe &= attack->safe_bands[i];
	for (i = 0; i < attack->truth->grades; i++)
		safe &= attack->safe_grades[i];
	return safe;
}

static void
consider(Attack *attack, const World *world)
{
	Truth		school;
	SchoolCounts counts;
	int			i;

	if (!school_of_world(attack->truth, world, &school))
		return;
	if (attack->knows_the_rule)
	{
		counts = print(&school, attack->smallest);
		if (!same_print(&counts, &attack->report))
			return;
	}
	for (i = 0; i < BANDS; i++)
		attack->safe_bands[i] |= world->bands[i] != attack->true_world.bands[i];
	for (i = 0; i < attack->truth->grades; i++)
		attack->safe_grades[i] |=
			world->grade_chronic[i] != attack->true_world.grade_chronic[i];
	attack->safe_chronic |= chronic_of(world) != chronic_of(&attack->true_world);
}

static bool
rows_add_up(const SchoolCounts *report, const World *world)
{
	size_t		row;

	for (row = 0; row < report->grade_count; row++)
	{
		int64_t		left = report->grades[row].chronic;
		int64_t		g;

		for (g = report->grades[row].first_grade; g <= report->grades[row].last_grade; g++)
			left -= world->grade_chronic[g];
		if (left != 0)
			return false;
	}
	return true;
}

/* Splits of the chronic and of the other students that the report allows. */
static void
try_bands(Attack *attack, World world, int64_t students, int64_t chronic)
{
	const SchoolCounts *report = &attack->report;
	int64_t		others = students - chronic;
	int64_t		m;
	int64_t		s;

	if ((report->chronic != UNKNOWN && report->chronic != chronic) ||
		!rows_add_up(report, &world))
		return;
	for (m = 0; m <= chronic && !attack_failed(attack); m++)
	{
		world.bands[2] = (attack->true_world.bands[2] + m) % (chronic + 1);
		world.bands[3] = chronic - world.bands[2];
		if ((report->moderate != UNKNOWN && report->moderate != world.bands[2]) ||
			(report->severe != UNKNOWN && report->severe != world.bands[3]))
			continue;
		for (s = 0; s <= others && !attack_failed(attack); s++)
		{
			world.bands[0] = (attack->true_world.bands[0] + s) % (others + 1);
			world.bands[1] = others - world.bands[0];
			if ((report->satisfactory == UNKNOWN || report->satisfactory == world.bands[0]) &&
				(report->at_risk == UNKNOWN || report->at_risk == world.bands[1]))
				consider(attack, &world);
		}
	}
}

static void
try_grades(Attack *attack, World *world, int grade, int64_t chronic)
{
	int64_t		students;
	int64_t		i;

	if (grade == attack->truth->grades)
	{
		try_bands(attack, *world, attack->report.students, chronic);
		return;
	}
	students = students_of_grade(attack->truth, grade);
	for (i = 0; i <= students && !attack_failed(attack); i++)
	{
		int64_t		value = (attack->true_world.grade_chronic[grade] + i) % (students + 1);

		world->grade_chronic[grade] = value;
		try_grades(attack, world, grade + 1, chronic + value);
	}
}

static void
expect_safe(const Truth *truth, int64_t smallest, bool knows_the_rule)
{
	Attack		attack = attack_begin(truth, smallest, knows_the_rule);
	World		world = {0};

	if (!attack_failed(&attack))
		try_grades(&attack, &world, 0, 0);
	if (attack_failed(&attack))
		return;
	for (int g = 0; g < truth->grades; g++)
		print_message("grade %d: %d %d %d %d, named %d %d %d %d, chronic %s\n", g,
					  (int) truth->students[g][0], (int) truth->students[g][1],
					  (int) truth->students[g][2], (int) truth->students[g][3],
					  (int) truth->named[g][0], (int) truth->named[g][1],
					  (int) truth->named[g][2], (int) truth->named[g][3],
					  attack.safe_grades[g] ? "safe" : "told");
	fail_msg("told: bands %d %d %d %d, chronic %d", !attack.safe_bands[0],
			 !attack.safe_bands[1], !attack.safe_bands[2], !attack.safe_bands[3],
			 !attack.safe_chronic);
}

/* Counts below the threshold are never printed, and some are. */
static void
expect_small_hidden(const Truth *truth, int64_t smallest, size_t *shown, size_t *hidden,
					size_t *rows)
{
	SchoolCounts counts = print(truth, smallest);
	World		world = world_of(truth);
	int			i;

	for (i = 0; i < BANDS; i++)
	{
		int64_t		printed = printed_band(&counts, i);

		assert_true(printed == UNKNOWN ||
					(printed == world.bands[i] && printed >= smallest));
		*(printed == UNKNOWN ? hidden : shown) += 1;
	}
	for (i = 0; i < (int) counts.grade_count; i++)
	{
		const GradeCount *row = &counts.grades[i];

		assert_true(row->chronic >= smallest && row->students - row->chronic >= smallest);
		*rows += 1;
	}
	assert_true(rows_add_up(&counts, &world));
}

static void
attack_many(bool with_names, bool knows_the_rule)
{
	size_t		shown = 0;
	size_t		hidden = 0;
	size_t		rows = 0;
	int			i;

	seed = 1;
	for (i = 0; i < ATTACKS; i++)
	{
		int64_t		smallest = 3 + random_below(2);
		Truth		truth = random_truth(4 + random_below(12), with_names);

		expect_small_hidden(&truth, smallest, &shown, &hidden, &rows);
		expect_safe(&truth, smallest, knows_the_rule);
	}
	/* a report that hides everything would pass as well */
	assert_true(shown > ATTACKS && hidden > ATTACKS && rows > ATTACKS / 10);
}

static void
sums_give_nothing_away(void **state)
{
	(void) state;
	attack_many(false, false);
}

static void
nor_does_the_rule(void **state)
{
	(void) state;
	attack_many(false, true);
}

static void
nor_do_the_names_in_the_report(void **state)
{
	(void) state;
	attack_many(true, true);
}

/* ---------- the attack on two reports, one after the other ---------- */

#define NIGHT_SMALLEST 6
#define NIGHT_MOVES (NIGHT_SMALLEST / 2)
#define NEAR 2

/* How many students came, went or changed their band, at least. */
static int64_t
moves_between(const int64_t *one, const int64_t *other)
{
	int64_t		up = 0;
	int64_t		down = 0;
	int			b;

	for (b = 0; b < BANDS; b++)
	{
		up += other[b] > one[b] ? other[b] - one[b] : 0;
		down += one[b] > other[b] ? one[b] - other[b] : 0;
	}
	return up > down ? up : down;
}

/* Schools near the true one, of as many students, whose report looks the same. */
static size_t
schools_alike(const Truth *truth, Truth *alike)
{
	SchoolCounts report = print(truth, NIGHT_SMALLEST);
	size_t		count = 0;
	int			code;

	for (code = 0; code < 125; code++)
	{
		Truth		other = *truth;
		const int64_t by[BANDS] = {code % 5 - NEAR, code / 5 % 5 - NEAR, code / 25 - NEAR};
		bool		possible = true;
		SchoolCounts counts;
		int			b;

		for (b = 0; b < BANDS; b++)
			other.students[0][b] += b < 3 ? by[b] : -by[0] - by[1] - by[2];
		for (b = 0; b < BANDS; b++)
			possible &= other.students[0][b] >= 0;
		if (!possible)
			continue;
		counts = print(&other, NIGHT_SMALLEST);
		if (same_print(&counts, &report))
			alike[count++] = other;
	}
	return count;
}

/*
 * The attacker knows how many students moved at most, and there were no more.
 * No hidden small count of either night has the true value in all pairs of
 * schools that fit.
 */
static void
expect_safe_over_two_nights(const Truth nights[2])
{
	Truth		alike[2][125];
	size_t		count[2];
	bool		safe[2][BANDS];
	size_t		i;
	size_t		j;
	int			night;
	int			b;

	for (night = 0; night < 2; night++)
	{
		SchoolCounts report = print(&nights[night], NIGHT_SMALLEST);

		count[night] = schools_alike(&nights[night], alike[night]);
		for (b = 0; b < BANDS; b++)
			safe[night][b] = printed_band(&report, b) != UNKNOWN ||
				nights[night].students[0][b] >= NIGHT_SMALLEST;
	}
	for (i = 0; i < count[0]; i++)
		for (j = 0; j < count[1]; j++)
		{
			const int64_t *first = alike[0][i].students[0];
			const int64_t *second = alike[1][j].students[0];

			if (moves_between(first, second) > NIGHT_MOVES)
				continue;
			for (b = 0; b < BANDS; b++)
			{
				safe[0][b] |= first[b] != nights[0].students[0][b];
				safe[1][b] |= second[b] != nights[1].students[0][b];
			}
		}
	for (night = 0; night < 2; night++)
		for (b = 0; b < BANDS; b++)
			if (!safe[night][b])
				fail_msg("told: band %d of night %d: %d %d %d %d, then %d %d %d %d",
						 b, night, (int) nights[0].students[0][0],
						 (int) nights[0].students[0][1], (int) nights[0].students[0][2],
						 (int) nights[0].students[0][3], (int) nights[1].students[0][0],
						 (int) nights[1].students[0][1], (int) nights[1].students[0][2],
						 (int) nights[1].students[0][3]);
}

static void
nor_does_the_report_before(void **state)
{
	size_t		changed = 0;
	int			i;

	(void) state;
	seed = 2;
	for (i = 0; i < ATTACKS; i++)
	{
		Truth		nights[2];
		SchoolCounts reports[2];
		int			left;

		nights[0] = random_truth(14, false);
		nights[0].grades = 1;
		nights[1] = nights[0];
		for (left = (int) random_below(NIGHT_MOVES + 1); left > 0; left--)
		{
			int64_t    *from = &nights[1].students[0][random_below(BANDS)];

			/* one in four leaves the school */
			if (*from == 0)
				continue;
			(*from)--;
			if (random_below(4) > 0)
				nights[1].students[0][random_below(BANDS)]++;
		}
		reports[0] = print(&nights[0], NIGHT_SMALLEST);
		reports[1] = print(&nights[1], NIGHT_SMALLEST);
		changed += (reports[0].severe == UNKNOWN) != (reports[1].severe == UNKNOWN);
		expect_safe_over_two_nights(nights);
	}
	/* the case to be afraid of was among them */
	assert_true(changed > ATTACKS / 100);
}

/* ---------- examples ---------- */

static void
rows_of_grades(void **state)
{
	BandCount	rows[] = {
		{.grade_level = 6, .band = "satisfactory", .students = 80},
		{.grade_level = 6, .band = "severe", .students = 30},
		{.grade_level = 7, .band = "satisfactory", .students = 60},
		{.grade_level = 7, .band = "moderate", .students = 20},
		{.grade_level = 8, .band = "at_risk", .students = 20},
		{.grade_level = 8, .band = "not evaluable", .students = 3},
		{.grade_level = UNKNOWN, .band = "at_risk", .students = 2},
	};
	SchoolCounts counts = school_counts(rows, 7, 10);

	(void) state;
	assert_int_equal(counts.students, 212);
	assert_int_equal(counts.too_new, 3);
	assert_int_equal(counts.chronic, 50);
	/* 7 to the end is one row: none of them has a hundred students */
	assert_int_equal(counts.grade_count, 2);
	assert_int_equal(counts.grades[1].first_grade, 7);
	assert_int_equal(counts.grades[1].last_grade, UNKNOWN);
	assert_int_equal(counts.grades[1].students, 102);
	assert_int_equal(counts.grades[1].chronic, 20);
	/* one small row and there are none */
	rows[3].students = 14;
	rows[4].students = 26;
	assert_int_equal(school_counts(rows, 7, 10).grade_count, 0);
	assert_int_equal(school_counts(rows, 7, 10).chronic, 44);
	assert_int_equal(school_counts(NULL, 0, 10).chronic, UNKNOWN);
}

static void
a_split_is_whole_or_not_there(void **state)
{
	BandCount	rows[] = {
		{.grade_level = 6, .band = "satisfactory", .students = 60},
		{.grade_level = 6, .band = "at_risk", .students = 25},
		{.grade_level = 6, .band = "moderate", .students = 40},
		{.grade_level = 6, .band = "severe", .students = 8},
	};
	SchoolCounts counts = school_counts(rows, 4, 10);

	(void) state;
	assert_int_equal(counts.severe, UNKNOWN);
	assert_int_equal(counts.moderate, UNKNOWN);
	assert_int_equal(counts.chronic, 48);
	assert_int_equal(counts.at_risk, 25);
	/* none at all is a small count, too */
	rows[3].students = 0;
	assert_int_equal(school_counts(rows, 4, 10).severe, UNKNOWN);
	rows[3].students = 14;
	assert_int_equal(school_counts(rows, 4, 10).severe, UNKNOWN);
	rows[3].students = 15;
	assert_int_equal(school_counts(rows, 4, 10).severe, 15);
	/* nothing is said of a school whose halves are small */
	rows[2].students = 3;
	rows[3].students = 3;
	counts = school_counts(rows, 4, 10);
	assert_int_equal(counts.students, 91);
	assert_true(counts.chronic == UNKNOWN && counts.others == UNKNOWN &&
				counts.satisfactory == UNKNOWN && counts.severe == UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_give_nothing_away),
		cmocka_unit_test(nor_does_the_rule),
		cmocka_unit_test(nor_do_the_names_in_the_report),
		cmocka_unit_test(nor_does_the_report_before),
		cmocka_unit_test(rows_of_grades),
		cmocka_unit_test(a_split_is_whole_or_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
