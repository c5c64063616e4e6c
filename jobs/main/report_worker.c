/*
 * report_worker.c
 *		The processes of a run.
 *
 * Memory does not grow with the run: the data of a batch lies in an arena
 * that is emptied for the next one, a report in an arena of its own.
 */
#include "main/report_worker.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"
#include "common/stop.h"
#include "db/ops.h"

/* How often the first process looks at the others while it waits for them. */
#define WAIT_NANOSECONDS 50000000

/* Files whose names are made to last together. */
#define FLUSH_EVERY 50

/* Reports that are drawn, of a batch. */
typedef struct Waiting
{
	size_t		first;
	size_t		count;
	ReportFate	fates[FLUSH_EVERY];
} Waiting;

typedef struct Worker
{
	ReportRun  *run;
	PGconn	   *conn;
	Arena	   *batch_arena;
	Arena	   *report_arena;
	bool		first;			/* tells the progress */
	Waiting		waiting;
} Worker;

static size_t
reports_done(const Board *board)
{
	return board_count(board, FATE_WRITTEN) + board_count(board, FATE_FAILED) +
		board_count(board, FATE_UNSAVED);
}

static void
settle(Worker *worker, size_t report, ReportFate fate, const char *sqlstate)
{
	board_settle(worker->run->board, report, fate, sqlstate);
	if (worker->first)
		progress_tell(&worker->run->progress, reports_done(worker->run->board));
}

/* Reports that follow each other are written when their folder is flushed. */
static void
settle_waiting(Worker *worker)
{
	Waiting    *waiting = &worker->waiting;
	int			error;
	size_t		i;

	if (waiting->count == 0)
		return;
	error = file_flush_folder(worker->run->drawing.output_dir);
	if (error != 0)
		log_error("could not flush the output folder: reports=%zu error=\"%s\"",
				  waiting->count, strerror(error));
	for (i = 0; i < waiting->count; i++)
		settle(worker, waiting->first + i, error != 0 &&
			   waiting->fates[i] == FATE_WRITTEN ? FATE_UNSAVED : waiting->fates[i],
			   NULL);
	waiting->count = 0;
}

static void
let_wait(Worker *worker, size_t report, ReportFate fate)
{
	Waiting    *waiting = &worker->waiting;

	if (waiting->count == 0)
		waiting->first = report;
	waiting->fates[waiting->count++] = fate;
	if (waiting->count == FLUSH_EVERY)
		settle_waiting(worker);
}

/* The report that begins at or behind a row of the roster. */
static size_t
report_end(const Roster *roster, size_t row)
{
	size_t		end = row + 1;

	while (end < roster->row_count &&
		   roster->rows[end].report_id == roster->rows[row].report_id)
		end++;
	return end;
}

static DbStatus
load(Worker *worker, const Batch *batch, ReportData *data)
{
	const ReportRun *run = worker->run;

	arena_reset(worker->batch_arena);
	*data = run->shared;
	db_forget_sqlstate();
	return db_load_batch(worker->conn, run->drawing.kind, run->options->school,
						 &run->roster, batch, worker->batch_arena, data);
}

static void
draw_batch(Worker *worker, const Batch *batch, size_t report, const ReportData *data)
{
	const Roster *roster = &worker->run->roster;
	size_t		end = batch->first_row + batch->row_count;
	size_t		row;

	for (row = batch->first_row; row < end && !stop_requested();
		 row = report_end(roster, row))
	{
		ReportFate	fate = draw_report(&worker->run->drawing, data,
									   roster->rows[row].report_id,
									   worker->report_arena);

		arena_reset(worker->report_arena);
		let_wait(worker, report++, fate);
	}
	settle_waiting(worker);
}

/*
 * Something in the data of the batch cannot be read: find out in which
 * reports, and make the others.
 */
static DbStatus
work_one_by_one(Worker *worker, const Batch *batch, size_t report)
{
	const Roster *roster = &worker->run->roster;
	size_t		end = batch->first_row + batch->row_count;
	DbStatus	status = DB_OK;
	size_t		row;
	Batch		one = {.report_count = 1};

	for (row = batch->first_row; row < end && !stop_requested(); row += one.row_count)
	{
		ReportData	data;

		one.first_row = row;
		one.row_count = report_end(roster, row) - row;
		status = load(worker, &one, &data);
		if (status == DB_OK)
			draw_batch(worker, &one, report, &data);
		else if (status != DB_INTERNAL)
			return status;
		else
		{
			log_error("could not load the report: %s=%" PRId64,
					  report_kind_word(worker->run->drawing.kind),
					  roster->rows[row].report_id);
			settle(worker, report, FATE_FAILED, db_last_sqlstate());
			status = db_rollback_to_savepoint(worker->conn);
			if (status != DB_OK)
				return status;
		}
		report++;
	}
	return status == DB_INTERNAL ? DB_OK : status;
}

static DbStatus
work_on_batch(Worker *worker, const Batch *batch, size_t first_report)
{
	ReportData	data;
	DbStatus	status = load(worker, batch, &data);

	if (status == DB_OK)
	{
		draw_batch(worker, batch, first_report, &data);
		return DB_OK;
	}
	if (status != DB_INTERNAL)
		return status;
	status = db_rollback_to_savepoint(worker->conn);
	return status != DB_OK ? status : work_one_by_one(worker, batch, first_report);
}

/* Take batches until there are no more, or the database is gone. */
static void
work(ReportRun *run, PGconn *conn, bool first)
{
	Worker		worker = {
		.run = run, .conn = conn, .batch_arena = arena_create(0),
		.report_arena = arena_create(0), .first = first
	};
	DbStatus	status = worker.batch_arena == NULL || worker.report_arena == NULL ?
		DB_MEMORY : db_set_savepoint(conn);
	Batch		batch;
	size_t		first_report;

	while (status == DB_OK && !stop_requested() &&
		   board_take(run->board, &batch, &first_report))
		status = work_on_batch(&worker, &batch, first_report);
	if (status != DB_OK)
		board_give_up(run->board, status, db_last_sqlstate());
	arena_free(worker.batch_arena);
	arena_free(worker.report_arena);
}

/* ---------- further processes ---------- */

static void
work_in_child(ReportRun *run)
{
	PGconn	   *conn = NULL;
	DbStatus	status = db_connect(&run->options->connection, &conn);

	if (status == DB_OK)
	{
		status = db_begin_snapshot(conn, run->as_of, run->snapshot);
		if (status == DB_OK)
			work(run, conn, false);
		PQfinish(conn);
	}
	if (status != DB_OK)
		board_give_up(run->board, status, db_last_sqlstate());
}

/* The parent's connection is not the child's: it only leaves it alone. */
static pid_t
start_child(ReportRun *run)
{
	pid_t		parent = getpid();
	pid_t		child = fork();

	if (child != 0)
		return child;
	/* the end of the first process is the end of the run */
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
		_exit(EXIT_FAILURE);
	work_in_child(run);
	_exit(EXIT_SUCCESS);
}

static void
wait_for_child(ReportRun *run, pid_t child)
{
	const struct timespec pause = {0, WAIT_NANOSECONDS};
	int			outcome = 0;
	pid_t		ended;

	while ((ended = waitpid(child, &outcome, WNOHANG)) == 0 ||
		   (ended < 0 && errno == EINTR))
	{
		progress_tell(&run->progress, reports_done(run->board));
		nanosleep(&pause, NULL);
		/* a signal to this process alone is meant for all of them */
		if (stop_requested())
			kill(child, SIGTERM);
	}
	if (ended == child && WIFSIGNALED(outcome))
		log_error("a drawing process was ended by signal %d", WTERMSIG(outcome));
	else if (ended != child || WEXITSTATUS(outcome) != EXIT_SUCCESS)
		log_error("a drawing process ended early");
}

void
work_on_reports(ReportRun *run, PGconn *conn)
{
	pid_t		children[JOBS_MAX];
	int			wanted = run->snapshot != NULL ? run->options->jobs : 1;
	int			count = 0;

	while (count < wanted - 1)
	{
		children[count] = start_child(run);
		if (children[count] < 0)
		{
			log_warning("could not start a further process: %s", strerror(errno));
			break;
		}
		count++;
	}
	work(run, conn, true);
	while (count > 0)
		wait_for_child(run, children[--count]);
}
