/*
 * options.c
 *		The command line of the program.
 */
#include "main/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/log.h"

enum
{
	OPTION_HELP = 256,
	OPTION_VERSION,
	OPTION_SCHOOL,
	OPTION_AS_OF,
	OPTION_OUTPUT_DIR,
	OPTION_FORMAT,
	OPTION_JOBS,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_PROGRESS
};

static const struct option long_options[] = {
	{"dbname", required_argument, NULL, 'd'},
	{"host", required_argument, NULL, 'h'},
	{"port", required_argument, NULL, 'p'},
	{"username", required_argument, NULL, 'U'},
	{"school", required_argument, NULL, OPTION_SCHOOL},
	{"as-of", required_argument, NULL, OPTION_AS_OF},
	{"output-dir", required_argument, NULL, OPTION_OUTPUT_DIR},
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"quiet", no_argument, NULL, OPTION_QUIET},
	{"verbose", no_argument, NULL, OPTION_VERBOSE},
	{"progress", no_argument, NULL, OPTION_PROGRESS},
	{"version", no_argument, NULL, OPTION_VERSION},
	{"help", no_argument, NULL, OPTION_HELP},
	{NULL, 0, NULL, 0}
};

void
options_print_help(void)
{
	fputs("mentorship prints the reports of a school mentorship program.\n"
		  "\n"
		  "Usage:\n"
		  "  mentorship report mentors|schools|mentees [OPTION]...\n"
		  "\n"
		  "  report mentors         a PDF for each mentor\n"
		  "  report schools         a PDF for each school\n"
		  "  report mentees         a one-page PDF for each nominated student\n"
		  "\n"
		  "Options:\n"
		  "  --school=ID            this school only\n"
		  "  --as-of=YYYY-MM-DD     as the data stood at the end of this day (default: today)\n"
		  "  --output-dir=DIR       folder for the files, created if missing (default: .)\n"
		  "  --format=letter|a4     paper (default: letter)\n"
		  "  --jobs=N               processes that draw at the same time (default: 1)\n"
		  "  --progress             tell how far the run is\n"
		  "  --quiet                errors only\n"
		  "  --verbose              a line for each file\n"
		  "  --version              print the version and exit\n"
		  "  --help                 print this help and exit\n"
		  "\n"
		  "Connection options, as in psql (environment variables, service files and\n"
		  "password files work too):\n"
		  "  -d, --dbname=DBNAME    database to connect to\n"
		  "  -h, --host=HOSTNAME    database server host or socket directory\n"
		  "  -p, --port=PORT        database server port\n"
		  "  -U, --username=NAME    user name to connect as\n"
		  "\n"
		  "Exit status: 0 all done, 64 wrong usage, 65 some reports failed, 70 internal\n"
		  "error, 73 cannot create the output folder, 74 a file could not be written,\n"
		  "75 try again later, 77 permission denied, 78 wrong set-up.\n",
		  stdout);
}

static bool
usage_fault(const char *what, const char *text)
{
	log_error("%s \"%s\"", what, text);
	log_hint("Try \"mentorship --help\" for more information.");
	return false;
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
set_option(int option, char *argument, Options *options)
{
	long long	number;
	int32_t		day;

	switch (option)
	{
		case 'd':
			options->connection.dbname = argument;
			break;
		case 'h':
			options->connection.host = argument;
			break;
		case 'p':
			options->connection.port = argument;
			break;
		case 'U':
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
		case OPTION_QUIET:
			options->quiet = true;
			break;
		case OPTION_VERBOSE:
			options->verbose = true;
			break;
		case OPTION_PROGRESS:
			options->progress = true;
			break;
		case OPTION_VERSION:
			options->command = COMMAND_VERSION;
			break;
		case OPTION_HELP:
			options->command = COMMAND_HELP;
			break;
	}
	return true;
}

/* The words that are not options: "report mentors". */
static bool
set_command(int count, char **words, Options *options)
{
	if (count == 0)
	{
		log_error("no command given");
		log_hint("Try \"mentorship --help\" for more information.");
		return false;
	}
	if (strcmp(words[0], "report") != 0)
		return usage_fault("unrecognized command", words[0]);
	if (count == 1)
		return usage_fault("what to report is missing after", words[0]);
	if (count > 2)
		return usage_fault("unexpected word", words[2]);
	if (strcmp(words[1], "mentors") == 0)
		options->command = COMMAND_REPORT_MENTORS;
	else if (strcmp(words[1], "schools") == 0)
		options->command = COMMAND_REPORT_SCHOOLS;
	else if (strcmp(words[1], "mentees") == 0)
		options->command = COMMAND_REPORT_MENTEES;
	else
		return usage_fault("unrecognized kind of report", words[1]);
	return true;
}

bool
options_parse(int argc, char **argv, Options *options)
{
	Options		parsed = {.output_dir = ".", .jobs = 1};
	bool		asks_only = false;
	int			option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":d:h:p:U:", long_options, NULL)) != -1)
	{
		if (option == ':')
			return usage_fault("an argument is missing after", argv[optind - 1]);
		if (option == '?')
			return usage_fault("unrecognized option", argv[optind - 1]);
		if (!set_option(option, optarg, &parsed))
			return false;
		asks_only |= option == OPTION_HELP || option == OPTION_VERSION;
	}
	if (parsed.quiet && parsed.verbose)
		return usage_fault("--quiet does not go with", "--verbose");
	if (!asks_only && !set_command(argc - optind, argv + optind, &parsed))
		return false;
	*options = parsed;
	return true;
}
