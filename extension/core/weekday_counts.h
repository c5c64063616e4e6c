/*
 * weekday_counts.h
 *		School days of a record by weekday: exposure beside the count.
 */
#ifndef MSHIP_WEEKDAY_COUNTS_H
#define MSHIP_WEEKDAY_COUNTS_H

#include <stdint.h>

#include "core/availability.h"

/* Days of each ISO weekday, Monday first; absent never above enrolled. */
typedef struct MshipWeekdayCounts
{
	uint32_t	enrolled[MSHIP_WEEKDAYS];
	uint32_t	absent[MSHIP_WEEKDAYS];
} MshipWeekdayCounts;

#endif							/* MSHIP_WEEKDAY_COUNTS_H */
