/*
 * options.h
 *		The command line of the program: its words and its options.
 *
 * Every option is a row of one table, every command a row of another
 * (main/commands.c), which names the options that belong to it.
 */
#ifndef MAIN_OPTIONS_H
#define MAIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/config.h"
#include "common/exit_codes.h"
#include "db/conn.h"

/* More processes than this only wait for each other. */
#define JOBS_MAX 64

/* The most words that follow a command's name. */
#define COMMAND_WORDS 2

typedef enum OptionId
{
	OPTION_DBNAME,
	OPTION_HOST,
	OPTION_PORT,
	OPTION_USERNAME,
	OPTION_SCHOOL,
	OPTION_AS_OF,
	OPTION_OUTPUT_DIR,
	OPTION_FORMAT,
	OPTION_JOBS,
	OPTION_ACCEPT_REMOVALS,
	OPTION_DRY_RUN,
	OPTION_RESEND_UNCERTAIN,
	OPTION_CONFIG,
	OPTION_PROGRESS,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_VERSION,
	OPTION_HELP,
	OPTION_COUNT
} OptionId;

#define OPTION(name) (UINT32_C(1) << OPTION_##name)

/* These belong to every command. */
#define OPTIONS_OF_CONNECTION \
	(OPTION(DBNAME) | OPTION(HOST) | OPTION(PORT) | OPTION(USERNAME))
#define OPTIONS_OF_ALL \
	(OPTIONS_OF_CONNECTION | OPTION(CONFIG) | OPTION(QUIET) | \
	 OPTION(VERBOSE) | OPTION(VERSION) | OPTION(HELP))

typedef struct Command Command;

typedef struct Options
{
	const Command *command;		/* NULL if only help or version was asked */
	const char *words[COMMAND_WORDS];	/* what followed its name */
	uint32_t	given;			/* OPTION bits that were on the line */
	ConnOptions connection;
	const char *school;			/* number as text, or NULL for all */
	const char *as_of;			/* ISO date, or NULL for today */
	const char *output_dir;		/* "." if not given */
	const char *config_file;	/* or NULL */
	const Config *config;		/* read before the command runs */
	bool		a4;
	int			jobs;
	bool		accept_removals;
	bool		dry_run;
	bool		resend_uncertain;
	bool		progress;
	bool		quiet;
	bool		verbose;
	bool		version;
	bool		help;
} Options;

struct Command
{
	const char *name;
	const char *words[COMMAND_WORDS];	/* "a|b": one of these; "DIR": any */
	uint32_t	options;		/* beyond OPTIONS_OF_ALL */
	const char *about;			/* one line */
	const char *more;			/* paragraphs of its own help, lines ended */
	ExitCode	(*run) (const Options *options);
};

/* Ends with a row without a name. */
extern const Command commands[];

typedef struct OptionRule
{
	char		letter;			/* or 0 */
	const char *name;
	const char *argument;		/* or NULL */
	const char *about;			/* a further line begins after its '\n' */
} OptionRule;

/* By OptionId. */
extern const OptionRule option_rules[OPTION_COUNT];

/*
 * Read the command line.  Returns false after telling on stderr what is wrong
 * with it.
 */
extern bool options_parse(int argc, char **argv, Options *options);

/* Help for one command, or for the program where "command" is NULL. */
extern void help_print(const Command *command);

#endif							/* MAIN_OPTIONS_H */
