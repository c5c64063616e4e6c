/*
 * district_counts.c
 *		The counts of all schools that may be printed on the same day.
 *
 * A district's total of some grades less what schools print of them is the sum
 * over the schools that do not.  That sum must be of two schools or more, and
 * both sides of the split in it large: then a small count in it is not told
 * from the larger ones beside it.
 *
 * Of a grade that one school alone has, the district's total is that school's.
 * It counts as known here, and what a school prints must be large enough
 * without it.
 */
#include "model/district_counts.h"

#include <stdlib.h>
#include <string.h>

/* In the order in which they are decided; the first takes the others along. */
typedef enum Split
{
	SPLIT_CHRONIC,				/* others and chronic */
	SPLIT_OTHERS,				/* satisfactory and at risk */
	SPLIT_SEVERE,				/* moderate and severe */
	SPLITS
} Split;

/* The two sides of a split in some grades. */
typedef struct Sides
{
	int64_t		one;
	int64_t		other;
} Sides;

typedef struct CountedSchool
{
	SchoolCounts *printed;
	Sides		grades[GRADES_MAX][SPLITS]; /* of grades that others have, too */
} CountedSchool;

typedef struct District
{
	CountedSchool *schools;		/* by number of students */
	size_t		count;
	int64_t		least;			/* on a side of what is printed */
	int64_t		enough;			/* on a side of what is hidden together */
	bool		changed;
} District;

/* ---------- what there is ---------- */

/* Prekindergarten is -1; "not known" comes last. */
static int
place_of(int64_t grade_level)
{
	if (grade_level == UNKNOWN || grade_level > GRADES_MAX - 3)
		return GRADES_MAX - 1;
	return grade_level < -1 ? 0 : (int) grade_level + 1;
}

static void
add_row(CountedSchool *school, const BandCount *row)
{
	Sides	   *sides = school->grades[place_of(row->grade_level)];

	if (strcmp(row->band, "satisfactory") == 0)
		sides[SPLIT_OTHERS].one += row->students;
	else if (strcmp(row->band, "at_risk") == 0)
		sides[SPLIT_OTHERS].other += row->students;
	else if (strcmp(row->band, "moderate") == 0)
		sides[SPLIT_SEVERE].one += row->students;
	else if (strcmp(row->band, "severe") == 0)
		sides[SPLIT_SEVERE].other += row->students;
	sides[SPLIT_CHRONIC] = (Sides) {
		sides[SPLIT_OTHERS].one + sides[SPLIT_OTHERS].other,
		sides[SPLIT_SEVERE].one + sides[SPLIT_SEVERE].other
	};
}

static int
compare_sizes(const void *a, const void *b)
{
	const SchoolCounts *one = ((const CountedSchool *) a)->printed;
	const SchoolCounts *other = ((const CountedSchool *) b)->printed;

	if (one->students != other->students)
		return one->students < other->students ? -1 : 1;
	return one->school_id < other->school_id ? -1 : one->school_id > other->school_id;
}

static bool
has_students(const CountedSchool *school, int grade)
{
	const Sides *all = &school->grades[grade][SPLIT_CHRONIC];

	return all->one + all->other > 0;
}

/* Leave out what the district's total tells of one school by itself. */
static void
forget_single_grades(District *district)
{
	int			g;

	for (g = 0; g < GRADES_MAX; g++)
	{
		CountedSchool *only = NULL;
		size_t		schools = 0;
		size_t		i;

		for (i = 0; i < district->count; i++)
			if (has_students(&district->schools[i], g))
			{
				only = &district->schools[i];
				schools++;
			}
		if (schools == 1)
			memset(only->grades[g], 0, sizeof(only->grades[g]));
	}
}

/* Has the school students in those grades; has it any in others? */
static bool
has_any(const CountedSchool *school, int from, int to)
{
	for (; from <= to; from++)
		if (has_students(school, from))
			return true;
	return false;
}

static bool
has_others(const CountedSchool *school, int from, int to)
{
	return has_any(school, 0, from - 1) || has_any(school, to + 1, GRADES_MAX - 1);
}

/* ---------- what is printed of it ---------- */

static bool
prints_split(const SchoolCounts *counts, Split split)
{
	switch (split)
	{
		case SPLIT_CHRONIC:
			return counts->chronic != UNKNOWN;
		case SPLIT_OTHERS:
			return counts->satisfactory != UNKNOWN;
		default:
			return counts->severe != UNKNOWN;
	}
}

/* Do rows of the table of grades add up to those grades? */
static bool
prints_grades(const SchoolCounts *counts, int from, int to)
{
	size_t		i;

	for (i = 0; i < counts->grade_count; i++)
	{
		int			first = place_of(counts->grades[i].first_grade);
		int			last = place_of(counts->grades[i].last_grade);

		if (first <= to && last >= from && (first < from || last > to))
			return false;
	}
	return counts->grade_count > 0;
}

static bool
tells(const CountedSchool *school, Split split, int from, int to)
{
	if (!has_others(school, from, to))
		return prints_split(school->printed, split);
	return split == SPLIT_CHRONIC && prints_grades(school->printed, from, to);
}

static void
keep_back(SchoolCounts *counts, Split split)
{
	if (split != SPLIT_SEVERE)
		counts->satisfactory = counts->at_risk = UNKNOWN;
	if (split != SPLIT_OTHERS)
		counts->moderate = counts->severe = UNKNOWN;
	if (split == SPLIT_CHRONIC)
	{
		counts->others = counts->chronic = UNKNOWN;
		counts->grade_count = 0;
	}
}

/* Tell no more what is told of those grades. */
static void
tell_no_more(District *district, CountedSchool *school, Split split, int from, int to)
{
	if (has_others(school, from, to))
		school->printed->grade_count = 0;
	else
		keep_back(school->printed, split);
	district->changed = true;
}

/* The smallest school that tells it tells it no more; false if there is none. */
static bool
keep_one_back(District *district, Split split, int from, int to)
{
	size_t		i;

	for (i = 0; i < district->count; i++)
	{
		CountedSchool *school = &district->schools[i];

		if (!has_any(school, from, to) || !tells(school, split, from, to))
			continue;
		tell_no_more(district, school, split, from, to);
		return true;
	}
	return false;
}

static Sides
sides_of(const CountedSchool *school, Split split, int from, int to)
{
	Sides		sum = {0, 0};

	for (; from <= to; from++)
	{
		sum.one += school->grades[from][split].one;
		sum.other += school->grades[from][split].other;
	}
	return sum;
}

/* What a school prints may be small without a grade that is known. */
static void
keep_small_back(District *district, Split split, int from, int to)
{
	size_t		i;

	for (i = 0; i < district->count; i++)
	{
		CountedSchool *school = &district->schools[i];
		Sides		sides = sides_of(school, split, from, to);

		if ((sides.one < district->least || sides.other < district->least) &&
			has_any(school, from, to) && tells(school, split, from, to))
			tell_no_more(district, school, split, from, to);
	}
}

/* Is what the schools hide of those grades one by one hidden in their sum? */
static bool
is_hidden(const District *district, Split split, int from, int to)
{
	Sides		sum = {0, 0};
	size_t		schools = 0;
	size_t		i;

	for (i = 0; i < district->count; i++)
	{
		const CountedSchool *school = &district->schools[i];
		Sides		sides;

		if (!has_any(school, from, to) || tells(school, split, from, to))
			continue;
		sides = sides_of(school, split, from, to);
		sum.one += sides.one;
		sum.other += sides.other;
		schools++;
	}
	return schools == 0 || (schools > 1 && sum.one >= district->enough &&
							sum.other >= district->enough);
}

/* What is kept back for some grades may be too little for others. */
static void
hide_in_sums(District *district)
{
	int			split;
	int			from;
	int			to;

	do
	{
		district->changed = false;
		for (split = 0; split < SPLITS; split++)
			for (from = 0; from < GRADES_MAX; from++)
				for (to = from; to < GRADES_MAX; to++)
				{
					keep_small_back(district, (Split) split, from, to);
					while (!is_hidden(district, (Split) split, from, to) &&
						   keep_one_back(district, (Split) split, from, to))
						;
				}
	} while (district->changed);
}

SchoolCounts *
district_counts(const BandCount *rows, size_t row_count, int64_t smallest,
				Arena *arena, size_t *count)
{
	District	district = {
		.schools = arena_alloc(arena, (row_count + 1) * sizeof(CountedSchool)),
		.least = smallest + smallest / 2, .enough = 2 * (smallest + smallest / 2)
	};
	SchoolCounts *printed = arena_alloc(arena, (row_count + 1) * sizeof(SchoolCounts));
	size_t		row = 0;

	if (district.schools == NULL || printed == NULL)
		return NULL;
	while (row < row_count)
	{
		CountedSchool *school = &district.schools[district.count];
		size_t		end = row;

		*school = (CountedSchool) {.printed = &printed[district.count]};
		while (end < row_count && rows[end].school_id == rows[row].school_id)
			add_row(school, &rows[end++]);
		*school->printed = school_counts(rows + row, end - row, smallest);
		district.count++;
		row = end;
	}
	forget_single_grades(&district);
	qsort(district.schools, district.count, sizeof(CountedSchool), compare_sizes);
	hide_in_sums(&district);
	*count = district.count;
	return printed;
}
