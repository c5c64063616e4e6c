/*
 * report_board.c
 *		What the processes of a run share.
 */
#include "main/report_board.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* SQLSTATE, or nothing. */
typedef char Sqlstate[6];

typedef struct Line
{
	atomic_uchar fate;			/* a ReportFate, set after the rest */
	Sqlstate	sqlstate;
} Line;

/* Only what has no pointers lies in the shared memory. */
typedef struct Shared
{
	atomic_size_t next;			/* batch to take */
	atomic_size_t counts[FATE_UNSAVED + 1];
	atomic_int	status;			/* DbStatus of the first who gave up */
	Sqlstate	sqlstate;		/* and the reason */
	Line		lines[];		/* by report */
} Shared;

/* Cut before any process forks, so all of them have the same. */
typedef struct BatchPlace
{
	Batch		batch;
	size_t		first_report;
} BatchPlace;

struct Board
{
	BatchPlace *places;
	size_t		place_count;
	Shared	   *shared;
	size_t		shared_size;
};

static bool
cut_batches(Board *board, const Roster *roster, size_t batch_rows)
{
	size_t		row = 0;
	size_t		report = 0;
	Batch		batch;

	/* no batch is without a report */
	board->places = malloc((roster->report_count + 1) * sizeof(BatchPlace));
	if (board->places == NULL)
		return false;
	while (roster_cut(roster, row, batch_rows, &batch))
	{
		board->places[board->place_count++] = (BatchPlace) {batch, report};
		row += batch.row_count;
		report += batch.report_count;
	}
	return true;
}

Board *
board_create(const Roster *roster, size_t batch_rows)
{
	Board	   *board = calloc(1, sizeof(*board));
	void	   *memory;

	if (board == NULL)
		return NULL;
	board->shared_size = sizeof(Shared) + roster->report_count * sizeof(Line);
	/* comes zeroed: nothing taken, every report open, DB_OK */
	memory = mmap(NULL, board->shared_size, PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (memory != MAP_FAILED)
		board->shared = memory;
	if (board->shared == NULL || !cut_batches(board, roster, batch_rows))
	{
		board_free(board);
		return NULL;
	}
	atomic_store(&board->shared->counts[FATE_OPEN], roster->report_count);
	return board;
}

void
board_free(Board *board)
{
	if (board == NULL)
		return;
	if (board->shared != NULL)
		munmap(board->shared, board->shared_size);
	free(board->places);
	free(board);
}

bool
board_take(Board *board, Batch *batch, size_t *first_report)
{
	size_t		place = atomic_fetch_add(&board->shared->next, 1);

	if (place >= board->place_count)
		return false;
	*batch = board->places[place].batch;
	*first_report = board->places[place].first_report;
	return true;
}

static void
set_sqlstate(Sqlstate to, const char *sqlstate)
{
	if (sqlstate != NULL && strlen(sqlstate) < sizeof(Sqlstate))
		memcpy(to, sqlstate, strlen(sqlstate) + 1);
}

void
board_settle(Board *board, size_t report, ReportFate fate, const char *sqlstate)
{
	set_sqlstate(board->shared->lines[report].sqlstate, sqlstate);
	atomic_store(&board->shared->lines[report].fate, (unsigned char) fate);
	atomic_fetch_sub(&board->shared->counts[FATE_OPEN], 1);
	atomic_fetch_add(&board->shared->counts[fate], 1);
}

ReportFate
board_fate(const Board *board, size_t report)
{
	return (ReportFate) atomic_load(&board->shared->lines[report].fate);
}

const char *
board_sqlstate(const Board *board, size_t report)
{
	const char *sqlstate = board_fate(board, report) == FATE_OPEN ?
		board->shared->sqlstate : board->shared->lines[report].sqlstate;

	return sqlstate[0] != '\0' ? sqlstate : NULL;
}

size_t
board_count(const Board *board, ReportFate fate)
{
	return atomic_load(&board->shared->counts[fate]);
}

void
board_give_up(Board *board, DbStatus status, const char *sqlstate)
{
	int			none = DB_OK;

	if (atomic_compare_exchange_strong(&board->shared->status, &none, (int) status))
		set_sqlstate(board->shared->sqlstate, sqlstate);
}

DbStatus
board_status(const Board *board)
{
	return (DbStatus) atomic_load(&board->shared->status);
}
