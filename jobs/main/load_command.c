/*
 * load_command.c
 *		"mentorship load": a folder of CSV files into the source relations, all
 *		of it or nothing.
 */
#include "main/load_command.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "common/arena.h"
#include "common/log.h"
#include "common/stop.h"
#include "db/district.h"
#include "db/ops.h"
#include "main/exit_status.h"
#include "main/load_file.h"

typedef struct LoadRun
{
	const Options *options;
	LoadFormat	format;
	const char *folder;
	PGconn	   *conn;
	Arena	   *arena;
	LoadColumn *columns;
	size_t		column_count;
} LoadRun;

static ExitCode
check_folder(const char *folder)
{
	struct stat info;

	if (stat(folder, &info) != 0)
	{
		log_error("could not open the folder \"%s\": %s", folder,
				  strerror(errno));
		return errno == EACCES ? EXIT_IO : EXIT_USAGE;
	}
	if (!S_ISDIR(info.st_mode))
	{
		log_error("\"%s\" is not a folder", folder);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

/* All files of the format that are there. */
static ExitCode
stage_files(const LoadRun *run)
{
	size_t		first = 0;
	size_t		found = 0;

	while (first < run->column_count)
	{
		size_t		end = first + 1;
		bool		present;
		ExitCode	code;

		while (end < run->column_count &&
			   strcmp(run->columns[end].file, run->columns[first].file) == 0)
			end++;
		code = load_file(run->conn, run->folder, run->columns + first,
						 end - first, run->arena, &present);
		if (code != EXIT_DONE)
			return code;
		if (stop_requested())
		{
			log_error("stopped: nothing was loaded");
			return EXIT_TEMPORARY;
		}
		log_detail("%s: %s", run->columns[first].file,
				   present ? "read" : "not there");
		found += present;
		first = end;
	}
	if (found == 0)
	{
		log_error("there is no file to load in the folder \"%s\"", run->folder);
		log_hint("docs/load.md lists the files and their columns.");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static void
log_fault(const LoadFault *fault)
{
	if (fault->row_no > 0 && fault->column_name != NULL)
		log_error("%s: row %" PRId64 ", column \"%s\": %s", fault->file,
				  fault->row_no, fault->column_name, fault->what);
	else if (fault->row_no > 0)
		log_error("%s: row %" PRId64 ": %s", fault->file, fault->row_no,
				  fault->what);
	else
		log_error("%s: %s", fault->file, fault->what);
}

/* Tell the faults there are; none is EXIT_DONE. */
static ExitCode
tell_faults(const LoadFault *faults, size_t count)
{
	size_t		i;

	if (count == 0)
		return EXIT_DONE;
	for (i = 0; i < count; i++)
		log_fault(&faults[i]);
	log_error("nothing was loaded: faults=%" PRId64 " shown=%zu",
			  faults[0].faults, count);
	return EXIT_PARTIAL;
}

/* Whether rows that vanished from the files are why nothing was loaded. */
static void
hint_at_removals(const LoadFault *faults, size_t count)
{
	if (count > 0 && strstr(faults[0].file, ".csv") == NULL)
		log_hint("If the files are complete, run it again with --accept-removals.");
}

static ExitCode
check_and_apply(const LoadRun *run)
{
	LoadFault  *faults;
	LoadCount  *counts;
	size_t		count;
	size_t		i;
	DbStatus	status = db_load_check(run->conn, run->format, run->arena,
									   &faults, &count);
	ExitCode	code = status == DB_OK ? tell_faults(faults, count) :
		exit_code_of_db(status);

	if (code != EXIT_DONE)
		return code;
	status = db_load_apply(run->conn, run->format,
						   run->options->accept_removals, run->arena, &faults,
						   &count);
	if (status != DB_OK)
		return exit_code_of_db(status);
	code = tell_faults(faults, count);
	hint_at_removals(faults, count);
	if (code != EXIT_DONE)
		return code;
	status = db_load_commit(run->conn, run->arena, &counts, &count);
	if (status != DB_OK)
		return exit_code_of_db(status);
	for (i = 0; i < count; i++)
		log_info("relation=%s added=%" PRId64 " changed=%" PRId64 " removed=%" PRId64,
				 counts[i].relation, counts[i].added, counts[i].changed,
				 counts[i].removed);
	return EXIT_DONE;
}

static ExitCode
load(LoadRun *run)
{
	DbStatus	status = db_check_versions(run->conn, MSHIP_VERSION);
	ExitCode	code;

	if (status == DB_OK)
		status = db_load_begin(run->conn, run->format, run->arena,
							   &run->columns, &run->column_count);
	if (status != DB_OK)
		return exit_code_of_db(status);
	code = stage_files(run);
	return code == EXIT_DONE ? check_and_apply(run) : code;
}

ExitCode
run_load_command(const Options *options)
{
	LoadRun		run = {
		.options = options,
		.format = strcmp(options->words[0], "csv") == 0 ? LOAD_CSV : LOAD_ONEROSTER,
		.folder = options->words[1]
	};
	ExitCode	code = check_folder(run.folder);
	DbStatus	status;

	if (code != EXIT_DONE)
		return code;
	run.arena = arena_create(0);
	if (run.arena == NULL)
		return EXIT_INTERNAL;
	status = db_connect(&options->connection, &run.conn);
	if (status == DB_OK)
	{
		code = load(&run);
		PQfinish(run.conn);
	}
	else
		code = exit_code_of_db(status);
	arena_free(run.arena);
	return code;
}
