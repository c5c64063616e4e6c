/*
 * night.h
 *		The day that a nightly run answers for.
 */
#ifndef COMMON_NIGHT_H
#define COMMON_NIGHT_H

#include <time.h>

#include "common/date.h"

/*
 * The local date twelve hours before "now": what runs in the evening answers
 * for that day, and so does what runs, or is run again, before the next noon.
 * NULL if there is no local time.
 */
extern const char *day_of_night(time_t now, char out[DATE_TEXT_MAX]);

#endif							/* COMMON_NIGHT_H */
