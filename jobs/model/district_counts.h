/*
 * district_counts.h
 *		The counts of all schools that may be printed on the same day.
 *
 * What one school leaves out must not follow from what the others print, should
 * the district publish its own totals for that day, by band and by grade.  So a
 * count is left out at several schools or at none: where too little is hidden,
 * the schools with the fewest students keep theirs back as well.  Which these
 * are depends on how many students they have, and everybody knows that.
 */
#ifndef MODEL_DISTRICT_COUNTS_H
#define MODEL_DISTRICT_COUNTS_H

#include "common/arena.h"
#include "model/school_counts.h"

/*
 * From the counts of all schools, sorted by school and grade: an element for
 * each school, sorted by number, in an array of the arena.  NULL when out of
 * memory.
 */
extern SchoolCounts *district_counts(const BandCount *rows, size_t row_count,
									 int64_t smallest, Arena *arena,
									 size_t *count);

#endif							/* MODEL_DISTRICT_COUNTS_H */
