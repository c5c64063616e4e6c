/*
 * report_command.c
 *		"mentorship report": one snapshot of the database into PDF files.
 *
 * The data of the run is read once and the connection closed; then the
 * reports are drawn, by as many processes as were asked for.  They are forked
 * from the one that read the data, so all of them see the same snapshot.
 */
#include "main/report_command.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/log.h"
#include "common/stop.h"
#include "db/ops.h"
#include "db/session.h"
#include "main/exit_status.h"
#include "pdf/pdf.h"
#include "report/report.h"

/* What a process counts; the sums of all processes make the exit status. */
typedef struct Tally
{
	size_t		written;
	size_t		failed;			/* could not be made */
	size_t		unsaved;		/* could not be written to disk */
	size_t		missing_glyphs;
} Tally;

typedef enum ReportKind
{
	REPORT_MENTORS,
	REPORT_SCHOOLS,
	REPORT_MENTEES
} ReportKind;

typedef struct ReportRun
{
	const Options *options;
	ReportKind	reports;
	ReportData	data;
	PdfFonts   *fonts;
	size_t	   *mentor_first;	/* where the rows of each mentor begin */
	size_t		count;			/* reports to make */
	const char *kind;			/* "mentor": of file names and log lines */
} ReportRun;

/* Which report the index-th is: its number, and how to lay it out. */
static int64_t
report_id(const ReportRun *run, size_t index)
{
	switch (run->reports)
	{
		case REPORT_MENTORS:
			return run->data.mentors[run->mentor_first[index]].mentor_id;
		case REPORT_SCHOOLS:
			return run->data.schools[index].school_id;
		default:
			return run->data.mentees[index].student_id;
	}
}

static LayoutStatus
lay_out(const ReportRun *run, size_t index, Arena *arena, Display *display,
		const char **fault)
{
	ReportContext context = {
		&run->data, run->options->a4 ? PAGE_A4 : PAGE_LETTER,
		pdf_fonts_metrics(run->fonts)
	};
	size_t		first;

	switch (run->reports)
	{
		case REPORT_MENTORS:
			first = run->mentor_first[index];
			return report_mentor(&context, first,
								 run->mentor_first[index + 1] - first,
								 arena, display, fault);
		case REPORT_SCHOOLS:
			return report_school(&context, &run->data.schools[index], arena,
								 display, fault);
		default:
			return report_mentee(&context, &run->data.mentees[index], arena,
								 display, fault);
	}
}

static void
log_pdf_failure(const ReportRun *run, int64_t id, PdfStatus status,
				const PdfResult *result)
{
	if (status == PDF_FILE)
		log_error("could not write the report: %s=%" PRId64 " error=\"%s\"",
				  run->kind, id, strerror(result->error));
	else if (status == PDF_LIBRARY)
		log_error("could not draw the report: %s=%" PRId64 " library_error=%lx detail=%lu",
				  run->kind, id, result->library_error, result->library_detail);
	else
		log_error("could not draw the report: %s=%" PRId64 " out of memory",
				  run->kind, id);
}

/* Make one report; a failure is logged by number, counted and survived. */
static void
make_report(const ReportRun *run, size_t index, Arena *arena, Tally *tally)
{
	int64_t		id = report_id(run, index);
	Display		display;
	PdfResult	result;
	PdfStatus	status;
	const char *fault;
	const char *path;
	LayoutStatus laid_out = lay_out(run, index, arena, &display, &fault);

	if (laid_out != LAYOUT_OK || fault != NULL)
	{
		log_error("could not lay out the report: %s=%" PRId64 " reason=\"%s\"",
				  run->kind, id, fault != NULL ? fault : "out of memory");
		tally->failed++;
		return;
	}
	path = arena_printf(arena, "%s/%s-%" PRId64 ".pdf",
						run->options->output_dir, run->kind, id);
	if (path == NULL)
	{
		tally->failed++;
		return;
	}
	status = pdf_write(run->fonts, &display, path, &result);
	if (status != PDF_OK)
	{
		log_pdf_failure(run, id, status, &result);
		if (status == PDF_FILE)
			tally->unsaved++;
		else
			tally->failed++;
		return;
	}
	if (result.missing_glyphs > 0)
		log_warning("no font has %zu of the characters: %s=%" PRId64,
					result.missing_glyphs, run->kind, id);
	log_detail("wrote %s=%" PRId64 " pages=%zu bytes=%zu", run->kind, id,
			   result.pages, result.bytes);
	tally->missing_glyphs += result.missing_glyphs;
	tally->written++;
}

/* Every "step"-th report from "first" on. */
static Tally
make_reports(const ReportRun *run, size_t first, size_t step)
{
	Arena	   *arena = arena_create(0);
	Tally		tally = {0};
	size_t		i;

	for (i = first; i < run->count && !stop_requested(); i += step)
	{
		if (arena == NULL)
		{
			tally.failed++;
			continue;
		}
		make_report(run, i, arena, &tally);
		arena_reset(arena);
		if (run->options->progress && first == 0)
			log_info("%ss: %zu of %zu", run->kind,
					 i + step < run->count ? i + step : run->count, run->count);
	}
	arena_free(arena);
	return tally;
}

/* A forked process writes its tally into a pipe, whole: it is small. */
static pid_t
start_worker(const ReportRun *run, size_t first, size_t step, int pipe_ends[2])
{
	pid_t		child;
	Tally		tally;

	if (pipe(pipe_ends) != 0)
		return -1;
	child = fork();
	if (child != 0)
	{
		close(pipe_ends[1]);
		if (child < 0)
			close(pipe_ends[0]);
		return child;
	}
	close(pipe_ends[0]);
	tally = make_reports(run, first, step);
	_exit(write(pipe_ends[1], &tally, sizeof(tally)) == (ssize_t) sizeof(tally) ?
		  EXIT_DONE : EXIT_INTERNAL);
}

/* The wish to stop may have reached this process alone: pass it on. */
static ssize_t
read_tally(int pipe_end, pid_t child, Tally *tally)
{
	ssize_t		got;

	do
	{
		if (stop_requested())
			(void) kill(child, SIGTERM);
		got = read(pipe_end, tally, sizeof(*tally));
	} while (got < 0 && errno == EINTR);
	return got;
}

/* A process that died before it told its tally has failed all of its share. */
static Tally
finish_worker(const ReportRun *run, size_t first, size_t step, pid_t child,
			  int pipe_end)
{
	Tally		tally = {0};
	ssize_t		got = read_tally(pipe_end, child, &tally);

	close(pipe_end);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	if (got != (ssize_t) sizeof(tally))
	{
		log_error("a drawing process ended early");
		tally = (Tally) {.failed = (run->count - first + step - 1) / step};
	}
	return tally;
}

static Tally
make_all_reports(const ReportRun *run)
{
	size_t		workers = (size_t) run->options->jobs;
	pid_t		child[JOBS_MAX];
	int			pipe_ends[JOBS_MAX][2];
	Tally		sum;
	size_t		i;

	if (workers > run->count)
		workers = run->count > 0 ? run->count : 1;
	for (i = 1; i < workers; i++)
		child[i] = start_worker(run, i, workers, pipe_ends[i]);
	sum = make_reports(run, 0, workers);
	for (i = 1; i < workers; i++)
	{
		/* what no process could be had for is done here */
		Tally		tally = child[i] < 0 ? make_reports(run, i, workers) :
			finish_worker(run, i, workers, child[i], pipe_ends[i][0]);

		sum.written += tally.written;
		sum.failed += tally.failed;
		sum.unsaved += tally.unsaved;
		sum.missing_glyphs += tally.missing_glyphs;
	}
	return sum;
}

/* Rows of one mentor follow each other: find where each begins. */
static bool
count_reports(ReportRun *run, Arena *arena)
{
	const ReportData *data = &run->data;
	size_t		i;

	switch (run->reports)
	{
		case REPORT_SCHOOLS:
			run->kind = "school";
			run->count = data->school_count;
			return true;
		case REPORT_MENTEES:
			run->kind = "mentee";
			run->count = data->mentee_count;
			return true;
		default:
			break;
	}
	run->kind = "mentor";
	run->mentor_first = arena_alloc(arena, (data->mentor_count + 1) * sizeof(size_t));
	if (run->mentor_first == NULL)
		return false;
	for (i = 0; i < data->mentor_count; i++)
		if (i == 0 || data->mentors[i].mentor_id != data->mentors[i - 1].mentor_id)
			run->mentor_first[run->count++] = i;
	run->mentor_first[run->count] = data->mentor_count;
	return true;
}

static DbStatus
read_data(const ReportRun *run, Arena *arena, ReportData *data)
{
	const Options *options = run->options;
	PGconn	   *conn;
	DbStatus	status = db_open_session(&options->connection, MSHIP_VERSION, &conn);

	if (status != DB_OK)
		return status;
	status = db_begin_snapshot(conn, options->as_of);
	if (status == DB_OK)
		status = db_load_report_data(conn,
									 run->reports == REPORT_MENTORS ?
									 LOAD_FOR_MENTORS : LOAD_FOR_SCHOOLS,
									 options->school, arena, data);
	PQfinish(conn);
	return status;
}

/* The folder and the folders above it, for this user's eyes only. */
static bool
make_folder(const char *path)
{
	char		part[PATH_MAX];
	size_t		length = strlen(path);
	size_t		i;
	struct stat info;

	if (length == 0 || length >= sizeof(part))
	{
		errno = length == 0 ? ENOENT : ENAMETOOLONG;
		return false;
	}
	for (i = 1; i <= length; i++)
	{
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return false;
	}
	if (stat(path, &info) != 0)
		return false;
	if (!S_ISDIR(info.st_mode))
	{
		errno = ENOTDIR;
		return false;
	}
	return access(path, W_OK | X_OK) == 0;
}

static ExitCode
draw(ReportRun *run, Arena *arena)
{
	Tally		tally;
	ExitCode	code = EXIT_DONE;

	if (!count_reports(run, arena))
		return EXIT_INTERNAL;
	switch (pdf_fonts_open(&run->fonts))
	{
		case PDF_OK:
			break;
		case PDF_NO_FONT:
			log_error("the font of the reports is not installed");
			log_hint("Install the packages fonts-noto-core and fonts-droid-fallback.");
			return EXIT_CONFIGURATION;
		default:
			log_error("could not open the fonts");
			return EXIT_INTERNAL;
	}
	if (!make_folder(run->options->output_dir))
	{
		log_error("could not create the output folder \"%s\": %s",
				  run->options->output_dir, strerror(errno));
		code = EXIT_CANNOT_CREATE;
	}
	else
	{
		tally = make_all_reports(run);
		log_info("reports=%s written=%zu failed=%zu", run->kind, tally.written,
				 tally.failed + tally.unsaved);
		if (stop_requested())
		{
			log_error("stopped before all reports were written");
			code = EXIT_TEMPORARY;
		}
		else if (tally.unsaved > 0)
			code = EXIT_IO;
		else if (tally.failed > 0)
			code = EXIT_PARTIAL;
	}
	pdf_fonts_close(run->fonts);
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
run_report_command(const Options *options)
{
	ReportRun	run = {.options = options, .reports = report_kind(options->words[0])};
	Arena	   *arena = arena_create(0);
	DbStatus	status;
	ExitCode	code;

	if (arena == NULL)
		return EXIT_INTERNAL;
	status = read_data(&run, arena, &run.data);
	if (status == DB_OK && options->school != NULL && run.data.school_count == 0)
	{
		log_error("there is no school %s, or this role may not see it", options->school);
		arena_free(arena);
		return EXIT_USAGE;
	}
	code = status == DB_OK ? draw(&run, arena) : exit_code_of_db(status);
	arena_free(arena);
	return code;
}
