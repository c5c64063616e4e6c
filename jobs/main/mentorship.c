/*
 * mentorship.c
 *		The program: parse the options, read the settings, run the command, exit.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "common/config.h"
#include "common/exit_codes.h"
#include "common/log.h"
#include "common/stop.h"
#include "db/conn.h"
#include "main/options.h"

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
flush_output(ExitCode code)
{
	if (fflush(stdout) != 0 || ferror(stdout))
	{
		log_error("could not write to standard output");
		return code == EXIT_DONE ? EXIT_IO : code;
	}
	return code;
}

/* What every command heeds.  FontConfig asks its environment. */
static ExitCode
apply_settings(const Config *config)
{
	const char *fonts = config_get(config, CONFIG_FONTCONFIG_FILE);
	int			seconds = DB_ANSWER_TIMEOUT;
	ExitCode	code = config_get_number(config, CONFIG_DATABASE_TIMEOUT, 86400,
										 &seconds);

	if (code != EXIT_DONE)
		return code;
	db_set_answer_timeout(seconds);
	if (fonts != NULL && setenv("FONTCONFIG_FILE", fonts, 1) != 0)
		return EXIT_INTERNAL;
	return EXIT_DONE;
}

static ExitCode
run_command(Options *options)
{
	const char *path = options->config_file != NULL ? options->config_file :
		getenv("MENTORSHIP_CONFIG");
	Config	   *config = NULL;
	ExitCode	code = config_load(path, &config);

	if (code != EXIT_DONE)
		return code;
	options->config = config;
	code = apply_settings(config);
	if (code == EXIT_DONE)
		code = options->command->run(options);
	config_free(config);
	return code;
}

int
main(int argc, char **argv)
{
	Options		options;

	guard_records();
	/* a limit on the size of files is an error of writing, not a death; so is
	 * a reader who went away */
	(void) signal(SIGXFSZ, SIG_IGN);
	(void) signal(SIGPIPE, SIG_IGN);
	stop_install();
	if (!options_parse(argc, argv, &options))
		return EXIT_USAGE;
	log_set_level(options.quiet ? LOG_LEVEL_QUIET :
				  options.verbose ? LOG_LEVEL_VERBOSE : LOG_LEVEL_NORMAL);
	if (options.version)
		puts("mentorship " MSHIP_VERSION);
	else if (options.help)
		help_print(options.command);
	else
		return flush_output(run_command(&options));
	return flush_output(EXIT_DONE);
}
