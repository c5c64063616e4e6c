/*
 * options.h
 *		The command line of the program.
 */
#ifndef MAIN_OPTIONS_H
#define MAIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "db/conn.h"

/* More processes than this only wait for each other. */
#define JOBS_MAX 64

typedef enum Command
{
	COMMAND_HELP,
	COMMAND_VERSION,
	COMMAND_REPORT_MENTORS,
	COMMAND_REPORT_SCHOOLS,
	COMMAND_REPORT_MENTEES
} Command;

typedef struct Options
{
	Command		command;
	ConnOptions connection;
	const char *school;			/* number as text, or NULL for all */
	const char *as_of;			/* ISO date, or NULL for today */
	const char *output_dir;
	bool		a4;
	int			jobs;
	bool		quiet;
	bool		verbose;
	bool		progress;
} Options;

/*
 * Read the command line.  Returns false after telling on stderr what is wrong
 * with it.
 */
extern bool options_parse(int argc, char **argv, Options *options);

extern void options_print_help(void);

#endif							/* MAIN_OPTIONS_H */
