/*
 * weekday_pattern.h
 *		Does a student miss one weekday more often than chance explains?
 */
#ifndef MSHIP_WEEKDAY_PATTERN_H
#define MSHIP_WEEKDAY_PATTERN_H

#include "core/weekday_counts.h"

/*
 * Probability that a weekday holds at least "drawn_marked" of the absences if
 * they fell on school days without regard to the weekday: the upper tail of
 * the hypergeometric distribution (Fisher's exact test, one-sided), in [0, 1].
 *
 * population and marked are all school days and all absences, drawn the school
 * days of the weekday; marked <= population, drawn <= population,
 * drawn_marked <= both drawn and marked.
 */
extern double mship_hypergeometric_tail(uint32_t population, uint32_t marked,
										uint32_t drawn, uint32_t drawn_marked);

/*
 * The p of every weekday, corrected for looking at all of them at once by
 * Holm's step-down method (Scandinavian Journal of Statistics 6, 1979).  A
 * weekday without school is not looked at and gets 1.
 */
extern void mship_weekday_p(const MshipWeekdayCounts *counts,
							double p[MSHIP_WEEKDAYS]);

#endif							/* MSHIP_WEEKDAY_PATTERN_H */
