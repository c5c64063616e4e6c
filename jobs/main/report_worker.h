/*
 * report_worker.h
 *		The processes of a run: each takes batches from the board, loads them
 *		from the run's snapshot, and draws them.
 */
#ifndef MAIN_REPORT_WORKER_H
#define MAIN_REPORT_WORKER_H

#include "main/options.h"
#include "main/progress.h"
#include "main/report_draw.h"

typedef struct ReportRun
{
	const Options *options;
	Drawing		drawing;
	Roster		roster;
	ReportData	shared;			/* what all reports of the run share */
	const char *as_of;			/* ISO date: the same for all processes */
	const char *snapshot;		/* NULL: nobody else reads it */
	Board	   *board;
	Progress	progress;		/* told by the first process */
} ReportRun;

/*
 * Make all reports with as many processes as the options say.  "conn" is in
 * the transaction whose snapshot was exported; this process works, too.  What
 * became of the reports is on the board afterwards.
 */
extern void work_on_reports(ReportRun *run, PGconn *conn);

#endif							/* MAIN_REPORT_WORKER_H */
