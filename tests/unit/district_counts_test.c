/*
 * district_counts_test.c
 *		Attacks on the counts of all schools together (model/district_counts.h).
 *
 * An attacker here has the pages of all schools, the district's own exact totals
 * of every grade and band for the same day, the number of students of each grade
 * of each school, and knows the rule.  A small count that is hidden is safe if
 * there is another district that looks the same to him and in which it is
 * another.  Other districts are found by letting two schools exchange students
 * of a grade between bands, which no total shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "model/district_counts.h"

#define DISTRICTS 40
#define SCHOOLS 6
#define GRADES 4
#define BANDS 4
#define SMALLEST 10

static const char *const band_names[BANDS] = {
	"satisfactory", "at_risk", "moderate", "severe"
};

static uint64_t seed = 20260212;

/* splitmix64: the same districts each time */
static int
random_below(int limit)
{
	uint64_t	z = (seed += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (int) ((z ^ (z >> 31)) % (uint64_t) limit);
}

typedef struct District
{
	int			schools;
	int			students[SCHOOLS][GRADES][BANDS];
} District;

/* Most schools are large enough to print all, some have small counts here or
 * there, some have some of the grades. */
static District
random_district(void)
{
	static const int usual[BANDS] = {90, 30, 22, 20};
	District	d = {.schools = 2 + random_below(SCHOOLS - 1)};
	int			s;
	int			g;
	int			b;

	for (s = 0; s < d.schools; s++)
	{
		int			first = random_below(3) > 0 ? 0 : random_below(GRADES);
		int			last = first + random_below(GRADES - first);
		int			scarce = random_below(3) > 0 ? -1 : random_below(BANDS);
		int			share = random_below(4) == 0 ? 20 : 100;

		if (random_below(2) == 0)
			last = GRADES - 1;
		for (g = first; g <= last; g++)
			for (b = 0; b < BANDS; b++)
				d.students[s][g][b] = b == scarce ? random_below(4) :
					share * (usual[b] + random_below(usual[b])) / 100;
	}
	return d;
}

static void
print(const District *d, Arena *arena, SchoolCounts pages[SCHOOLS])
{
	BandCount	rows[SCHOOLS * GRADES * BANDS];
	SchoolCounts *counts;
	size_t		row_count = 0;
	size_t		count;
	int			s;
	int			g;
	int			b;

	for (s = 0; s < d->schools; s++)
		for (g = 0; g < GRADES; g++)
			for (b = 0; b < BANDS; b++)
				if (d->students[s][g][b] > 0)
					rows[row_count++] = (BandCount) {
						s, g, band_names[b], d->students[s][g][b]
					};
	counts = district_counts(rows, row_count, SMALLEST, arena, &count);
	assert_non_null(counts);
	assert_int_equal(count, d->schools);
	memset(pages, 0, SCHOOLS * sizeof(SchoolCounts));
	for (s = 0; s < d->schools; s++)
	{
		assert_int_equal(counts[s].school_id, s);
		pages[s] = counts[s];
		/* what lies behind the last row is not printed */
		memset(&pages[s].grades[pages[s].grade_count], 0,
			   (GRADES_MAX - pages[s].grade_count) * sizeof(GradeCount));
	}
}

/* ---------- the counts somebody may look for ---------- */

/* A count of a school: of some bands, of one grade or of all. */
typedef struct Cell
{
	int			school;
	int			grade;			/* or -1 */
	int			first_band;
	int			last_band;
} Cell;

static int64_t
value_of(const District *d, const Cell *cell)
{
	int64_t		sum = 0;
	int			g;
	int			b;

	for (g = 0; g < GRADES; g++)
		for (b = cell->first_band; b <= cell->last_band; b++)
			if (cell->grade < 0 || cell->grade == g)
				sum += d->students[cell->school][g][b];
	return sum;
}

static bool
is_printed(const SchoolCounts *page, const Cell *cell)
{
	const int64_t bands[BANDS] = {
		page->satisfactory, page->at_risk, page->moderate, page->severe
	};
	size_t		i;

	if (cell->grade < 0)
		return cell->first_band == cell->last_band ?
			bands[cell->first_band] != UNKNOWN : page->chronic != UNKNOWN;
	for (i = 0; i < page->grade_count; i++)
		if (page->grades[i].first_grade == cell->grade &&
			page->grades[i].last_grade == cell->grade)
			return true;
	return false;
}

/* ---------- other districts ---------- */

/* Let school "a" have one more in band "up" and one less in "down", and "b" the
 * other way round; false if there is nobody to move. */
static bool
exchange(District *d, int grade, int a, int b, int up, int down)
{
	if (d->students[a][grade][down] == 0 || d->students[b][grade][up] == 0)
		return false;
	d->students[a][grade][down]--;
	d->students[a][grade][up]++;
	d->students[b][grade][up]--;
	d->students[b][grade][down]++;
	return true;
}

typedef struct Attack
{
	const District *truth;
	const SchoolCounts *pages;
	Arena	   *arena;
	bool		possible;		/* the totals alone leave it open */
	bool		safe;			/* and the pages as well */
} Attack;

/* Do the bands of a school add up to what its page prints? */
static bool
adds_up(const District *d, int school, const SchoolCounts *page)
{
	int64_t		bands[BANDS] = {0};
	size_t		i;
	int			g;
	int			b;

	for (g = 0; g < GRADES; g++)
		for (b = 0; b < BANDS; b++)
			bands[b] += d->students[school][g][b];
	for (i = 0; i < page->grade_count; i++)
	{
		int64_t		chronic = 0;

		for (g = (int) page->grades[i].first_grade; g <= page->grades[i].last_grade; g++)
			chronic += d->students[school][g][2] + d->students[school][g][3];
		if (chronic != page->grades[i].chronic)
			return false;
	}
	return (page->chronic == UNKNOWN || page->chronic == bands[2] + bands[3]) &&
		(page->severe == UNKNOWN || page->severe == bands[3]) &&
		(page->satisfactory == UNKNOWN || page->satisfactory == bands[0]);
}

static void
consider(Attack *attack, const Cell *cell, const District *other)
{
	SchoolCounts pages[SCHOOLS];
	int			s;

	if (value_of(other, cell) == value_of(attack->truth, cell))
		return;
	attack->possible = true;
	/* quicker than to print them */
	for (s = 0; s < other->schools; s++)
		if (!adds_up(other, s, &attack->pages[s]))
			return;
	print(other, attack->arena, pages);
	attack->safe |= memcmp(pages, attack->pages, sizeof(pages)) == 0;
	arena_reset(attack->arena);
}

/*
 * An exchange of "school" in some grade, and where that is seen, another one of
 * the partner in any grade: then the partner as a whole has what it had, and a
 * third school has changed, or the first one has changed back but in two grades.
 * So it goes on, as far as there are more links.
 */
static void
try_chain(Attack *attack, const Cell *cell, const District *before, int school,
		  int move, bool any_move, int links)
{
	int			schools = attack->truth->schools;
	int			k;

	for (k = 0; k < GRADES * schools && !attack->safe; k++)
	{
		District	after = *before;
		int			partner = k % schools;
		int			next;

		if (partner == school || move / BANDS == move % BANDS ||
			!exchange(&after, k / schools, school, partner, move / BANDS, move % BANDS))
			continue;
		if (links == 1)
			consider(attack, cell, &after);
		for (next = 0; next < BANDS * BANDS && links > 1 && !attack->safe; next++)
			if (any_move || next == move)
				try_chain(attack, cell, &after, partner, next, any_move, links - 1);
	}
}

static Attack
attack_cell(const District *truth, const SchoolCounts *pages, const Cell *cell, Arena *arena)
{
	/* longer chains are tried where shorter ones have found nothing */
	static const struct
	{
		int			links;
		bool		any_move;
	}			tries[] = {{1, false}, {2, false}, {2, true}, {3, false}, {4, false}, {3, true}};
	Attack		attack = {truth, pages, arena, false, false};
	size_t		i;
	int			move;

	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		for (move = 0; move < BANDS * BANDS && !attack.safe; move++)
			try_chain(&attack, cell, truth, cell->school, move, tries[i].any_move,
					  tries[i].links);
	return attack;
}

static void
expect_safe(const District *truth, Arena *arena, int *attacked)
{
	SchoolCounts pages[SCHOOLS];
	int			s;
	int			g;
	int			b;

	print(truth, arena, pages);
	arena_reset(arena);
	for (s = 0; s < truth->schools; s++)
		for (g = -1; g < GRADES; g++)
			for (b = 0; b < BANDS + 2; b++)
			{
				/* single bands, then both halves */
				Cell		cell = {s, g, b < BANDS ? b : 2 * (b - BANDS),
					b < BANDS ? b : 2 * (b - BANDS) + 1};
				Attack		attack;

				/* single bands are not printed by grade */
				if ((g >= 0 && b < BANDS) || is_printed(&pages[s], &cell) ||
					value_of(truth, &cell) >= SMALLEST)
					continue;
				attack = attack_cell(truth, pages, &cell, arena);
				if (attack.possible && !attack.safe)
					fail_msg("school %d, grade %d, bands %d to %d: %d follows", s, g,
							 cell.first_band, cell.last_band, (int) value_of(truth, &cell));
				*attacked += attack.possible;
			}
}

static void
nothing_follows_from_totals_of_the_district(void **state)
{
	Arena	   *arena = arena_create(0);
	int			attacked = 0;
	int			i;

	(void) state;
	for (i = 0; i < DISTRICTS; i++)
	{
		District	district = random_district();

		expect_safe(&district, arena, &attacked);
	}
	assert_true(attacked > DISTRICTS);
	arena_free(arena);
}

/* ---------- what it costs ---------- */

static District
district_of_five(void)
{
	District	d = {.schools = 5};
	int			s;
	int			g;

	for (s = 0; s < 5; s++)
		for (g = 0; g < 2; g++)
		{
			d.students[s][g][0] = 100 + 10 * s;
			d.students[s][g][1] = 40;
			d.students[s][g][2] = 30;
			d.students[s][g][3] = 25;
		}
	return d;
}

static void
where_nothing_is_small_all_is_printed(void **state)
{
	Arena	   *arena = arena_create(0);
	District	d = district_of_five();
	SchoolCounts pages[SCHOOLS];
	int			s;

	(void) state;
	print(&d, arena, pages);
	for (s = 0; s < 5; s++)
	{
		assert_int_equal(pages[s].severe, 50);
		assert_int_equal(pages[s].grade_count, 2);
	}
	arena_free(arena);
}

/* One school alone must not hide: the smallest of the others hides with it, and
 * no other. */
static void
a_school_does_not_hide_alone(void **state)
{
	Arena	   *arena = arena_create(0);
	District	d = district_of_five();
	SchoolCounts pages[SCHOOLS];
	int			s;

	(void) state;
	d.students[4][0][3] = 1;
	d.students[4][1][3] = 1;
	print(&d, arena, pages);
	assert_int_equal(pages[4].severe, UNKNOWN);
	assert_int_equal(pages[0].severe, UNKNOWN);
	assert_int_equal(pages[0].moderate, UNKNOWN);
	assert_int_equal(pages[0].chronic, 110);
	assert_int_equal(pages[0].grade_count, 2);
	for (s = 1; s < 4; s++)
		assert_int_equal(pages[s].severe, 50);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_follows_from_totals_of_the_district),
		cmocka_unit_test(where_nothing_is_small_all_is_printed),
		cmocka_unit_test(a_school_does_not_hide_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
