/*
 * progress.h
 *		How far a run is: one line that changes on a terminal, else a line now
 *		and then.
 */
#ifndef MAIN_PROGRESS_H
#define MAIN_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/str.h"

typedef struct Progress
{
	const char *what;			/* "mentors" */
	size_t		total;
	double		began;			/* seconds */
	double		told;			/* when the last line was written */
	bool		wanted;
	bool		terminal;
} Progress;

extern void progress_begin(Progress *progress, const char *what, size_t total,
						   bool wanted);

/* May be called as often as one likes. */
extern void progress_tell(Progress *progress, size_t done);

extern void progress_end(Progress *progress, size_t done);

/* "mentors: 120 of 5000, 310 a second, 16 seconds left" */
extern void progress_words(Str *line, const char *what, size_t done,
						   size_t total, double seconds);

#endif							/* MAIN_PROGRESS_H */
