/*
 * check.h
 *		What "mentorship check" looks at, and how it tells.
 *
 * A check runs what the jobs run.  What that would log is caught and told as
 * the check's own lines, on standard output:
 *
 *		ok       versions     ...
 *		warning  fonts        ...
 *		failed   folder       ...
 */
#ifndef MAIN_CHECK_H
#define MAIN_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/exit_codes.h"
#include "main/options.h"

#define CHECK_TEXT_MAX 2048

typedef struct Check
{
	const Options *options;
	Arena	   *arena;
	const char *as_of;			/* ISO date */
	ExitCode	code;			/* of the first check that failed */
	size_t		failures;
	size_t		warnings;
	const char *name;			/* of the check that runs */
	size_t		lines;			/* it has told */
	const char *held_word;		/* a line that waits for its hint, or NULL */
	char		held[CHECK_TEXT_MAX];
} Check;

extern void check_begin(Check *check, const char *name);

/* What there is to say when all is well, or a fact worth knowing. */
extern void check_ok(Check *check, const char *format,...)
			__attribute__((format(printf, 2, 3)));

/* Ends the check; "code" is what a job would exit with. */
extern void check_end(Check *check, ExitCode code);

/* The parts. */
extern void check_database(Check *check);
extern void check_fonts(Check *check);
extern void check_folder(Check *check);
extern void check_mail(Check *check);

#endif							/* MAIN_CHECK_H */
