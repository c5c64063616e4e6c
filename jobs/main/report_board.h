/*
 * report_board.h
 *		What the processes of a run share: which batch is next, and what has
 *		become of each report.
 *
 * The board lies in memory that forked processes have in common.  A process
 * that dies leaves what it had finished on the board, and no more.
 */
#ifndef MAIN_REPORT_BOARD_H
#define MAIN_REPORT_BOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "db/conn.h"
#include "model/roster.h"

typedef enum ReportFate
{
	FATE_OPEN,					/* not made, or not yet */
	FATE_WRITTEN,
	FATE_FAILED,				/* could not be made */
	FATE_UNSAVED				/* could not be written to disk */
} ReportFate;

typedef struct Board Board;

/* NULL when out of memory. */
extern Board *board_create(const Roster *roster, size_t batch_rows);
extern void board_free(Board *board);

/*
 * Take the next batch.  *first_report is the number, in the run, of its first
 * report.  False when all are taken.
 */
extern bool board_take(Board *board, Batch *batch, size_t *first_report);

/* Say what has become of a report; "sqlstate" says why, or is NULL. */
extern void board_settle(Board *board, size_t report, ReportFate fate,
						 const char *sqlstate);
extern ReportFate board_fate(const Board *board, size_t report);

/*
 * Why a report was not made, of one that nobody got to why the run ended
 * early.  NULL where that was not the database.
 */
extern const char *board_sqlstate(const Board *board, size_t report);

/* How many reports have met this fate so far. */
extern size_t board_count(const Board *board, ReportFate fate);

/* A process that gives up says why; the first reason stands. */
extern void board_give_up(Board *board, DbStatus status, const char *sqlstate);
extern DbStatus board_status(const Board *board);

#endif							/* MAIN_REPORT_BOARD_H */
