/*
 * options.c
 *		Reading the command line.
 */
#include "main/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/log.h"

/* What getopt_long returns for an option, so that no letter is meant. */
#define GETOPT_BASE 256

const OptionRule option_rules[OPTION_COUNT] = {
	[OPTION_DBNAME] = {'d', "dbname", "DBNAME", "database to connect to"},
	[OPTION_HOST] = {'h', "host", "HOSTNAME", "database server host or socket directory"},
	[OPTION_PORT] = {'p', "port", "PORT", "database server port"},
	[OPTION_USERNAME] = {'U', "username", "NAME", "user name to connect as"},
	[OPTION_SCHOOL] = {0, "school", "ID", "this school only"},
	[OPTION_AS_OF] = {0, "as-of", "YYYY-MM-DD",
	"as the data stood at the end of this day (default: today)"},
	[OPTION_OUTPUT_DIR] = {0, "output-dir", "DIR",
	"folder for the files, created if missing (default: .)"},
	[OPTION_FORMAT] = {0, "format", "letter|a4", "paper (default: letter)"},
	[OPTION_JOBS] = {0, "jobs", "N",
	"processes that draw at the same time (default: 1)"},
	[OPTION_ACCEPT_REMOVALS] = {0, "accept-removals", NULL,
	"the files are complete: remove what is not in them,\nhowever much it is"},
	[OPTION_DRY_RUN] = {0, "dry-run", NULL,
	"write the messages to the folder instead of sending them"},
	[OPTION_RESEND_UNCERTAIN] = {0, "resend-uncertain", NULL,
	"send again what may or may not have arrived"},
	[OPTION_CONFIG] = {0, "config", "FILE",
	"file of settings, mode 0600 where it holds a password"},
	[OPTION_PROGRESS] = {0, "progress", NULL, "tell how far the run is"},
	[OPTION_QUIET] = {0, "quiet", NULL, "errors only"},
	[OPTION_VERBOSE] = {0, "verbose", NULL, "a line for each file or message"},
	[OPTION_VERSION] = {0, "version", NULL, "print the version and exit"},
	[OPTION_HELP] = {0, "help", NULL,
	"print this help and exit; after a command, its own"},
};

/* Returns false, for the caller to pass on. */
static bool
hint_at_help(const Command *command)
{
	log_hint("Try \"mentorship%s%s --help\" for more information.",
			 command != NULL ? " " : "", command != NULL ? command->name : "");
	return false;
}

static bool
usage_fault(const char *what, const char *text)
{
	log_error("%s \"%s\"", what, text);
	return hint_at_help(NULL);
}

/* A whole number from "least" to "most", and nothing after it. */
static bool
parse_number(const char *text, long long least, long long most, long long *value)
{
	char	   *end;

	errno = 0;
	*value = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *value >= least &&
		*value <= most;
}

static bool
set_option(OptionId option, char *argument, Options *options)
{
	long long	number;
	int32_t		day;

	options->given |= UINT32_C(1) << option;
	switch (option)
	{
		case OPTION_DBNAME:
			options->connection.dbname = argument;
			break;
		case OPTION_HOST:
			options->connection.host = argument;
			break;
		case OPTION_PORT:
			options->connection.port = argument;
			break;
		case OPTION_USERNAME:
			options->connection.user = argument;
			break;
		case OPTION_SCHOOL:
			if (!parse_number(argument, INT64_MIN, INT64_MAX, &number))
				return usage_fault("invalid school number", argument);
			options->school = argument;
			break;
		case OPTION_AS_OF:
			if (!date_parse_iso(argument, &day))
				return usage_fault("invalid day", argument);
			options->as_of = argument;
			break;
		case OPTION_OUTPUT_DIR:
			options->output_dir = argument;
			break;
		case OPTION_FORMAT:
			if (strcmp(argument, "letter") != 0 && strcmp(argument, "a4") != 0)
				return usage_fault("unrecognized paper format", argument);
			options->a4 = strcmp(argument, "a4") == 0;
			break;
		case OPTION_JOBS:
			if (!parse_number(argument, 1, JOBS_MAX, &number))
				return usage_fault("invalid number of jobs", argument);
			options->jobs = (int) number;
			break;
		case OPTION_ACCEPT_REMOVALS:
			options->accept_removals = true;
			break;
		case OPTION_DRY_RUN:
			options->dry_run = true;
			break;
		case OPTION_RESEND_UNCERTAIN:
			options->resend_uncertain = true;
			break;
		case OPTION_CONFIG:
			options->config_file = argument;
			break;
		case OPTION_PROGRESS:
			options->progress = true;
			break;
		case OPTION_QUIET:
			options->quiet = true;
			break;
		case OPTION_VERBOSE:
			options->verbose = true;
			break;
		case OPTION_VERSION:
			options->version = true;
			break;
		case OPTION_HELP:
			options->help = true;
			break;
		case OPTION_COUNT:
			break;
	}
	return true;
}

/* One of the words of "a|b|c"; a rule in capitals is for a name to be chosen. */
static bool
word_fits(const char *rule, const char *word)
{
	size_t		length = strlen(word);
	const char *choice = rule;

	if (rule[0] >= 'A' && rule[0] <= 'Z')
		return length > 0;
	if (length == 0 || strchr(word, '|') != NULL)
		return false;
	while (choice != NULL)
	{
		if (strncmp(choice, word, length) == 0 &&
			(choice[length] == '|' || choice[length] == '\0'))
			return true;
		choice = strchr(choice, '|');
		if (choice != NULL)
			choice++;
	}
	return false;
}

static const Command *
find_command(const char *name)
{
	const Command *command;

	for (command = commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

/* The words that are not options: "report mentors". */
static bool
set_words(int count, char **words, Options *options)
{
	const Command *command = find_command(words[0]);
	int			i;

	if (command == NULL)
		return usage_fault("unrecognized command", words[0]);
	for (i = 0; i < COMMAND_WORDS && command->words[i] != NULL; i++)
	{
		if (i + 1 >= count)
		{
			log_error("\"%s\" needs %s", words[0], command->words[i]);
			return hint_at_help(command);
		}
		if (!word_fits(command->words[i], words[i + 1]))
		{
			log_error("\"%s\" needs %s, not \"%s\"", words[0],
					  command->words[i], words[i + 1]);
			return hint_at_help(command);
		}
		options->words[i] = words[i + 1];
	}
	if (count > i + 1)
	{
		log_error("unexpected word \"%s\"", words[i + 1]);
		return hint_at_help(command);
	}
	options->command = command;
	return true;
}

/* Options that belong to other commands are a mistake, not a wish ignored. */
static bool
check_options(const Options *options)
{
	uint32_t	stray = options->given &
		~(options->command->options | OPTIONS_OF_ALL);
	int			i;

	for (i = 0; i < OPTION_COUNT; i++)
	{
		if (stray >> i & 1)
		{
			log_error("option \"--%s\" does not belong to \"%s\"",
					  option_rules[i].name, options->command->name);
			return hint_at_help(options->command);
		}
	}
	if (options->quiet && options->verbose)
		return usage_fault("--quiet does not go with", "--verbose");
	return true;
}

/* getopt's two views of the rules. */
static void
fill_getopt(struct option *long_options, char *letters)
{
	int			i;

	*letters++ = ':';			/* tell a missing argument from a stray option */
	for (i = 0; i < OPTION_COUNT; i++)
	{
		const OptionRule *rule = &option_rules[i];

		long_options[i] = (struct option) {
			rule->name,
			rule->argument != NULL ? required_argument : no_argument,
			NULL, GETOPT_BASE + i
		};
		if (rule->letter == 0)
			continue;
		*letters++ = rule->letter;
		if (rule->argument != NULL)
			*letters++ = ':';
	}
	long_options[OPTION_COUNT] = (struct option) {0};
	*letters = '\0';
}

static OptionId
option_of(int got)
{
	int			i;

	if (got >= GETOPT_BASE)
		return (OptionId) (got - GETOPT_BASE);
	for (i = 0; i < OPTION_COUNT && option_rules[i].letter != got; i++)
		;
	return (OptionId) i;
}

bool
options_parse(int argc, char **argv, Options *options)
{
	Options		parsed = {.output_dir = ".", .jobs = 1};
	struct option long_options[OPTION_COUNT + 1];
	char		letters[2 * OPTION_COUNT + 2];
	int			got;

	fill_getopt(long_options, letters);
	opterr = 0;
	while ((got = getopt_long(argc, argv, letters, long_options, NULL)) != -1)
	{
		if (got == ':')
			return usage_fault("an argument is missing after", argv[optind - 1]);
		if (got == '?')
			return usage_fault("unrecognized option", argv[optind - 1]);
		if (!set_option(option_of(got), optarg, &parsed))
			return false;
	}
	if (parsed.help || parsed.version)
	{
		/* what else is on the line matters only for whose help it is */
		if (optind < argc)
			parsed.command = find_command(argv[optind]);
	}
	else if (optind >= argc)
	{
		log_error("no command given");
		return hint_at_help(NULL);
	}
	else if (!set_words(argc - optind, argv + optind, &parsed) ||
			 !check_options(&parsed))
		return false;
	*options = parsed;
	return true;
}
