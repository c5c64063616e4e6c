/*
 * night.c
 *		The day that a nightly run answers for.
 */
#include "common/night.h"

#include <stddef.h>

#define HOURS_OF_NIGHT 12

const char *
day_of_night(time_t now, char out[DATE_TEXT_MAX])
{
	struct tm	local;
	time_t		then = now - HOURS_OF_NIGHT * 3600;

	if (localtime_r(&then, &local) == NULL)
		return NULL;
	return date_iso(date_from_civil(local.tm_year + 1900, local.tm_mon + 1,
									local.tm_mday), out);
}
