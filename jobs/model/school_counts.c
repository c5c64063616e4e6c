/*
 * school_counts.c
 *		The attendance of a school in counts that may be printed.
 */
#include "model/school_counts.h"

#include <string.h>

/* The grade of a row; rows of one grade follow each other.  What there is no
 * room for joins the last. */
static GradeCount *
grade_of(SchoolCounts *counts, int64_t grade_level)
{
	GradeCount *grade = &counts->grades[counts->grade_count];

	if (counts->grade_count > 0 && (grade[-1].last_grade == grade_level ||
									counts->grade_count == GRADES_MAX))
		return &grade[-1];
	*grade = (GradeCount) {.first_grade = grade_level, .last_grade = grade_level};
	counts->grade_count++;
	return grade;
}

/* All counts, before anything is left out. */
static SchoolCounts
gather(const BandCount *rows, size_t row_count)
{
	SchoolCounts counts = {.school_id = row_count > 0 ? rows[0].school_id : 0};
	size_t		i;

	for (i = 0; i < row_count; i++)
	{
		const BandCount *row = &rows[i];
		bool		moderate = strcmp(row->band, "moderate") == 0;
		bool		severe = strcmp(row->band, "severe") == 0;
		bool		at_risk = strcmp(row->band, "at_risk") == 0;
		GradeCount *grade;

		if (!moderate && !severe && !at_risk && strcmp(row->band, "satisfactory") != 0)
		{
			counts.too_new += row->students;
			continue;
		}
		grade = grade_of(&counts, row->grade_level);
		counts.students += row->students;
		grade->students += row->students;
		if (moderate || severe)
		{
			counts.chronic += row->students;
			grade->chronic += row->students;
			*(moderate ? &counts.moderate : &counts.severe) += row->students;
		}
		else
		{
			counts.others += row->students;
			*(at_risk ? &counts.at_risk : &counts.satisfactory) += row->students;
		}
	}
	return counts;
}

static void
join(GradeCount *row, const GradeCount *grade)
{
	row->last_grade = grade->last_grade;
	row->students += grade->students;
	row->chronic += grade->chronic;
}

/* Neighbours become one row until each has so many students; a rest joins the
 * row before it. */
static void
join_grades(SchoolCounts *counts, int64_t least)
{
	GradeCount *grades = counts->grades;
	size_t		rows = 0;
	size_t		i;

	for (i = 0; i < counts->grade_count; i++)
		if (rows > 0 && grades[rows - 1].students < least)
			join(&grades[rows - 1], &grades[i]);
		else
			grades[rows++] = grades[i];
	if (rows > 1 && grades[rows - 1].students < least)
	{
		join(&grades[rows - 2], &grades[rows - 1]);
		rows--;
	}
	counts->grade_count = rows;
}

/* Leave out both sides of a split whose sum is not told or one of whose sides is
 * too small. */
static void
keep_split(int64_t sum, int64_t *one, int64_t *other, int64_t least)
{
	if (sum == UNKNOWN || *one < least || *other < least)
		*one = *other = UNKNOWN;
}

/* Every row, or none: which one is missing would tell something. */
static void
keep_grades(SchoolCounts *counts, int64_t least)
{
	size_t		i;

	for (i = 0; i < counts->grade_count; i++)
		if (counts->chronic == UNKNOWN || counts->grade_count == 1 ||
			counts->grades[i].chronic < least ||
			counts->grades[i].students - counts->grades[i].chronic < least)
			counts->grade_count = 0;
}

SchoolCounts
school_counts(const BandCount *rows, size_t row_count, int64_t smallest)
{
	SchoolCounts counts = gather(rows, row_count);
	int64_t		least = smallest + smallest / 2;

	join_grades(&counts, smallest * GRADE_ROW_FACTOR);
	keep_split(counts.students, &counts.others, &counts.chronic, least);
	keep_split(counts.others, &counts.satisfactory, &counts.at_risk, least);
	keep_split(counts.chronic, &counts.moderate, &counts.severe, least);
	keep_grades(&counts, least);
	return counts;
}

SchoolCounts
report_data_counts(const ReportData *data, int64_t school_id)
{
	size_t		count;
	const SchoolCounts *counts = slice_of(data->counts, data->counts_count,
										  sizeof(SchoolCounts),
										  offsetof(SchoolCounts, school_id),
										  school_id, &count);

	return count > 0 ? *counts :
		school_counts(NULL, 0, data->heading.smallest_count);
}
