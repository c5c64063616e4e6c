/*
 * report_command.c
 *		"mentorship report": one snapshot of the database into PDF files.
 */
#include "main/report_command.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "common/date.h"
#include "common/log.h"
#include "common/stop.h"
#include "db/ops.h"
#include "db/session.h"
#include "main/exit_status.h"
#include "main/output_folder.h"
#include "main/report_worker.h"

/* ---------- what is to be done ---------- */

/* The first process's transaction; the others begin theirs from its snapshot. */
static DbStatus
read_roster(ReportRun *run, const char *snapshot, PGconn *conn, Arena *arena)
{
	const Options *options = run->options;
	DbStatus	status = db_begin_snapshot(conn, options->as_of, snapshot);

	if (status == DB_OK)
		status = db_load_roster(conn, run->drawing.kind, options->school, arena,
								&run->roster);
	if (status == DB_OK)
		status = db_load_run(conn, run->drawing.kind, options->school, arena,
							 &run->shared);
	if (status == DB_OK && options->jobs > 1 && run->roster.report_count > 1)
	{
		run->snapshot = snapshot;
		if (snapshot == NULL)
			status = db_export_snapshot(conn, arena, &run->snapshot);
	}
	return status;
}

/* A day that the database chose must not change over midnight. */
static bool
fix_day(ReportRun *run, Arena *arena)
{
	char		day[DATE_TEXT_MAX];

	run->as_of = arena_strdup(arena, date_iso(run->shared.heading.as_of, day));
	return run->as_of != NULL;
}

static ExitCode
open_fonts(PdfFonts **fonts)
{
	switch (pdf_fonts_open(fonts))
	{
		case PDF_OK:
			return EXIT_DONE;
		case PDF_NO_FONT:
			log_error("the font of the reports is not installed");
			log_hint("Install the packages fonts-noto-core and fonts-droid-fallback.");
			return EXIT_CONFIGURATION;
		default:
			log_error("could not open the fonts");
			return EXIT_INTERNAL;
	}
}

/* ---------- what has become of it ---------- */

/* Reports that a process took along when it ended. */
static void
log_lost(const ReportRun *run)
{
	const Roster *roster = &run->roster;
	size_t		report = 0;
	size_t		row;

	for (row = 0; row < roster->row_count; row++)
	{
		if (row > 0 && roster->rows[row].report_id == roster->rows[row - 1].report_id)
			continue;
		if (board_fate(run->board, report++) == FATE_OPEN)
			log_error("could not make the report: %s=%" PRId64,
					  report_kind_word(run->drawing.kind),
					  roster->rows[row].report_id);
	}
}

static ExitCode
sum_up(const ReportRun *run)
{
	size_t		written = board_count(run->board, FATE_WRITTEN);
	size_t		unsaved = board_count(run->board, FATE_UNSAVED);
	size_t		open = board_count(run->board, FATE_OPEN);
	DbStatus	status = board_status(run->board);

	if (open > 0 && status == DB_OK && !stop_requested())
		log_lost(run);
	else if (open > 0)
		log_error("the run ended before all reports were made: reports=%s left=%zu",
				  report_kind_word(run->drawing.kind), open);
	log_info("reports=%s written=%zu failed=%zu",
			 report_kind_word(run->drawing.kind), written,
			 run->roster.report_count - written);
	if (open > 0 && stop_requested())
		return EXIT_TEMPORARY;
	if (unsaved > 0)
		return EXIT_IO;
	if (open > 0 && status != DB_OK)
		return exit_code_of_db(status);
	return written < run->roster.report_count ? EXIT_PARTIAL : EXIT_DONE;
}

static const char *
reason_of(ReportFate fate, const char *sqlstate)
{
	if (fate == FATE_OPEN)
		return "the run ended before it was made";
	if (fate == FATE_UNSAVED)
		return "could not be written to disk";
	return sqlstate != NULL ? "its data could not be read" :
		"could not be made: see the log of the run";
}

static bool
describe_failure(const ReportRun *run, size_t report, int64_t report_id, Arena *arena,
				 FailedReport *failure)
{
	const char *sqlstate = board_sqlstate(run->board, report);

	failure->report_id = report_id;
	failure->reason = reason_of(board_fate(run->board, report), sqlstate);
	failure->sqlstate = sqlstate != NULL ? arena_strdup(arena, sqlstate) : NULL;
	return failure->sqlstate != NULL || sqlstate == NULL;
}

/* The same for whoever asked for the reports. */
static bool
fill_outcome(const ReportRun *run, Arena *arena, ReportOutcome *outcome)
{
	const Roster *roster = &run->roster;
	FailedReport *failures = arena_alloc(arena, (roster->report_count + 1) * sizeof(*failures));
	size_t		report = 0;
	size_t		row;

	if (failures == NULL)
		return false;
	outcome->failures = failures;
	for (row = 0; row < roster->row_count; row++)
	{
		if (row > 0 && roster->rows[row].report_id == roster->rows[row - 1].report_id)
			continue;
		if (board_fate(run->board, report) == FATE_WRITTEN)
			outcome->written++;
		else if (!describe_failure(run, report, roster->rows[row].report_id, arena,
								   &failures[outcome->failed++]))
			return false;
		report++;
	}
	return true;
}

/* ---------- the run ---------- */

static ExitCode
make_reports(ReportRun *run, PGconn *conn, Arena *arena, ReportOutcome *outcome)
{
	size_t		rows = roster_batch_rows(&run->roster,
										 run->snapshot != NULL ?
										 (size_t) run->options->jobs : 1);
	ExitCode	code;

	run->board = board_create(&run->roster, rows);
	if (run->board == NULL)
		return EXIT_INTERNAL;
	progress_begin(&run->progress,
				   run->drawing.kind == REPORT_MENTORS ? "mentors" :
				   run->drawing.kind == REPORT_SCHOOLS ? "schools" : "mentees",
				   run->roster.report_count, run->options->progress);
	work_on_reports(run, conn);
	progress_end(&run->progress, run->roster.report_count -
				 board_count(run->board, FATE_OPEN));
	code = sum_up(run);
	if (!fill_outcome(run, arena, outcome))
		code = EXIT_INTERNAL;
	board_free(run->board);
	return code;
}

static ExitCode
run_with_roster(ReportRun *run, PGconn *conn, Arena *arena, ReportOutcome *outcome)
{
	ExitCode	code = EXIT_INTERNAL;
	int			lock;

	if (fix_day(run, arena))
		code = open_fonts(&run->drawing.fonts);
	if (code != EXIT_DONE)
		return code;
	code = output_folder_open(run->options->output_dir, &lock);
	if (code == EXIT_DONE)
	{
		code = make_reports(run, conn, arena, outcome);
		close(lock);
	}
	pdf_fonts_close(run->drawing.fonts);
	return code;
}

static ExitCode
run_connected(ReportRun *run, const char *snapshot, Arena *arena,
			  ReportOutcome *outcome)
{
	PGconn	   *conn;
	DbStatus	status = db_open_session(&run->options->connection, MSHIP_VERSION,
									 &conn);
	ExitCode	code;

	if (status != DB_OK)
		return exit_code_of_db(status);
	status = read_roster(run, snapshot, conn, arena);
	code = status == DB_OK ? run_with_roster(run, conn, arena, outcome) :
		exit_code_of_db(status);
	PQfinish(conn);
	return code;
}

/* The command line has let no other word through. */
static ReportKind
report_kind(const char *word)
{
	return strcmp(word, "mentors") == 0 ? REPORT_MENTORS :
		strcmp(word, "schools") == 0 ? REPORT_SCHOOLS : REPORT_MENTEES;
}

ExitCode
report_make(const Options *options, const char *snapshot, Arena *arena,
			ReportOutcome *outcome)
{
	ReportRun	run = {
		.options = options,
		.drawing = {
			.kind = report_kind(options->words[0]),
			.output_dir = options->output_dir,
			.a4 = options->a4
		}
	};

	*outcome = (ReportOutcome) {0};
	return run_connected(&run, snapshot, arena, outcome);
}

ExitCode
run_report_command(const Options *options)
{
	Arena	   *arena = arena_create(0);
	ReportOutcome outcome;
	ExitCode	code;

	if (arena == NULL)
		return EXIT_INTERNAL;
	code = report_make(options, NULL, arena, &outcome);
	arena_free(arena);
	return code;
}
