/*
 * report_command.h
 *		"mentorship report": one snapshot of the database into PDF files.
 */
#ifndef MAIN_REPORT_COMMAND_H
#define MAIN_REPORT_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/exit_codes.h"
#include "main/options.h"

/* Which report was not made, and why: in words, and where the database said no. */
typedef struct FailedReport
{
	int64_t		report_id;
	const char *reason;
	const char *sqlstate;		/* in the arena, or NULL */
} FailedReport;

typedef struct ReportOutcome
{
	size_t		written;
	size_t		failed;			/* or not reached */
	const FailedReport *failures;	/* of these, in the arena */
} ReportOutcome;

/*
 * Make the reports that the options ask for.  "snapshot" is the exported one of
 * a transaction that lasts as long as the call, or NULL for one of its own.
 * *outcome is always filled.
 */
extern ExitCode report_make(const Options *options, const char *snapshot,
							Arena *arena, ReportOutcome *outcome);

extern ExitCode run_report_command(const Options *options);

#endif							/* MAIN_REPORT_COMMAND_H */
