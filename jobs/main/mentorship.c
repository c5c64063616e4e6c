/*
 * mentorship.c
 *		The program: parse the options, run the command, exit.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "common/exit_codes.h"
#include "common/log.h"
#include "main/options.h"
#include "main/report_command.h"

/* Students' records stay in this process and in files of this user. */
static void
guard_records(void)
{
	struct rlimit no_core = {0, 0};

	umask(077);
	(void) setrlimit(RLIMIT_CORE, &no_core);
#ifdef PR_SET_DUMPABLE
	(void) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* What was asked for on standard output must have got there. */
static ExitCode
flush_output(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
	{
		log_error("could not write to standard output");
		return EXIT_IO;
	}
	return EXIT_DONE;
}

int
main(int argc, char **argv)
{
	Options		options;

	guard_records();
	/* a limit on the size of files is an error of writing, not a death */
	(void) signal(SIGXFSZ, SIG_IGN);
	if (!options_parse(argc, argv, &options))
		return EXIT_USAGE;
	log_set_level(options.quiet ? LOG_LEVEL_QUIET :
				  options.verbose ? LOG_LEVEL_VERBOSE : LOG_LEVEL_NORMAL);
	switch (options.command)
	{
		case COMMAND_HELP:
			options_print_help();
			return flush_output();
		case COMMAND_VERSION:
			puts("mentorship " MSHIP_VERSION);
			return flush_output();
		default:
			return run_report_command(&options);
	}
}
