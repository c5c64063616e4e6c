/*
 * school_counts.h
 *		The attendance of a school in counts that may be printed.
 *
 * A count is printed together with its complement or not at all: the students
 * are split in two, and each half in two again, and a split is printed only if
 * both of its sides are large enough.  Where one is too small both are left
 * out, and their sum is what the reader gets.  So there is nothing to subtract.
 *
 * "Large enough" is half as much again as the smallest count that may be told:
 * as long as no more students than that half move from one report to the next,
 * a count is never seen falling below the threshold.
 *
 * That is what one school by itself may print.  district_counts() has the last
 * word: it looks at all of them.
 */
#ifndef MODEL_SCHOOL_COUNTS_H
#define MODEL_SCHOOL_COUNTS_H

#include "model/report_data.h"

/* Prekindergarten to ungraded, and "not known". */
#define GRADES_MAX 16

/* Grades that stand in one row, because a row is of so many times the
 * smallest count: how many students a grade has is known in any case. */
#define GRADE_ROW_FACTOR 10

typedef struct GradeCount
{
	int64_t		first_grade;
	int64_t		last_grade;		/* rows are sorted, "not known" at the end */
	int64_t		students;		/* with enough days to say */
	int64_t		chronic;
} GradeCount;

/* UNKNOWN stands for a count that is not to be printed. */
typedef struct SchoolCounts
{
	int64_t		school_id;
	int64_t		students;		/* with enough days to say */
	int64_t		too_new;		/* with too few */
	int64_t		others;			/* not chronically absent: */
	int64_t		satisfactory;
	int64_t		at_risk;
	int64_t		chronic;		/* chronically absent: */
	int64_t		moderate;
	int64_t		severe;
	GradeCount	grades[GRADES_MAX];
	size_t		grade_count;	/* 0 if they are not to be printed */
} SchoolCounts;

/*
 * From the counts of one school, sorted by grade.  How many students are
 * enrolled, and how many of them for too few days, is known in any case.
 */
extern SchoolCounts school_counts(const BandCount *rows, size_t row_count,
								  int64_t smallest);

/* What a school's report prints, as district_counts() has decided; nothing for a
 * school without students that day. */
extern SchoolCounts report_data_counts(const ReportData *data, int64_t school_id);

#endif							/* MODEL_SCHOOL_COUNTS_H */
