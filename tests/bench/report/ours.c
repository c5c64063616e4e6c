/*
 * ours.c
 *		The mentor reports of a district as the program makes them, timed; and
 *		one of them as a list of what is drawn, for the peers.
 *
 *	ours list FILE			write the median two-page report to FILE
 *	ours time COUNT FILE	make it COUNT times, keep it in FILE; prints
 *							milliseconds of processor time for each document
 *	ours all COUNT			the same for all two-page reports in turn
 *
 * The database is the one that the environment names.  It is not part of any
 * time.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/arena.h"
#include "common/file.h"
#include "db/ops.h"
#include "db/session.h"
#include "list.h"
#include "pdf/pdf.h"
#include "report/report.h"

#define PAGES 2

/* One mentor's rows, and what became of his report. */
typedef struct Candidate
{
	size_t		first;
	size_t		count;
	size_t		bytes;
} Candidate;

typedef struct Bench
{
	ReportData	data;
	PdfFonts   *fonts;
	Arena	   *arena;			/* of one report */
	Candidate  *candidates;		/* with PAGES pages, by size */
	size_t		candidate_count;
} Bench;

static void
die(const char *what)
{
	fprintf(stderr, "ours: %s\n", what);
	exit(1);
}

/* ---------- the data ---------- */

static void
load(Bench *bench, Arena *arena)
{
	const ConnOptions options = {0};
	PGconn	   *conn;
	Roster		roster;
	Batch		all;

	if (db_open_session(&options, MSHIP_VERSION, &conn) != DB_OK ||
		db_begin_snapshot(conn, NULL, NULL) != DB_OK ||
		db_load_roster(conn, REPORT_MENTORS, NULL, arena, &roster) != DB_OK ||
		db_load_run(conn, REPORT_MENTORS, NULL, arena, &bench->data) != DB_OK ||
		!roster_cut(&roster, 0, roster.row_count, &all) ||
		db_load_batch(conn, REPORT_MENTORS, NULL, &roster, &all, arena,
					  &bench->data) != DB_OK)
		die("could not load the district");
	PQfinish(conn);
}

static void
lay_out(Bench *bench, const Candidate *candidate, Display *display)
{
	const ReportContext context = {
		&bench->data, PAGE_LETTER, pdf_fonts_metrics(bench->fonts)
	};
	const char *fault;

	if (report_mentor(&context, candidate->first, candidate->count, bench->arena,
					  display, &fault) != LAYOUT_OK || fault != NULL)
		die(fault != NULL ? fault : "could not lay out a report");
}

static PdfResult
draw(Bench *bench, const Display *display, const void **bytes)
{
	PdfResult	result;

	if (pdf_draw(bench->fonts, display, bytes, &result) != PDF_OK)
		die("could not draw a report");
	return result;
}

static int
by_size(const void *left, const void *right)
{
	const Candidate *a = left;
	const Candidate *b = right;

	if (a->bytes != b->bytes)
		return a->bytes < b->bytes ? -1 : 1;
	return a->first < b->first ? -1 : 1;
}

/* Every report of the wanted length, the smallest first. */
static void
find_candidates(Bench *bench)
{
	const ReportData *data = &bench->data;
	size_t		first;
	size_t		count;

	bench->candidates = calloc(data->mentor_count + 1, sizeof(Candidate));
	if (bench->candidates == NULL)
		die("out of memory");
	for (first = 0; first < data->mentor_count; first += count)
	{
		Candidate	candidate = {.first = first};
		const void *bytes;
		Display		display;
		PdfResult	result;

		for (count = 1; first + count < data->mentor_count; count++)
			if (data->mentors[first + count].mentor_id != data->mentors[first].mentor_id)
				break;
		candidate.count = count;
		lay_out(bench, &candidate, &display);
		result = draw(bench, &display, &bytes);
		candidate.bytes = result.bytes;
		if (result.pages == PAGES)
			bench->candidates[bench->candidate_count++] = candidate;
		arena_reset(bench->arena);
	}
	if (bench->candidate_count == 0)
		die("the district has no report of two pages");
	qsort(bench->candidates, bench->candidate_count, sizeof(Candidate), by_size);
}

/* ---------- times ---------- */

static double
milliseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double) t.tv_sec * 1e3 + (double) t.tv_nsec * 1e-6;
}

typedef struct Times
{
	double		whole;			/* from the data to the bytes */
	double		drawing;		/* from the display list to the bytes */
} Times;

static void
make_once(Bench *bench, const Candidate *candidate, Times *sum)
{
	double		start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
	double		laid_out;
	double		drawn;
	const void *bytes;
	Display		display;

	lay_out(bench, candidate, &display);
	laid_out = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
	draw(bench, &display, &bytes);
	arena_reset(bench->arena);
	drawn = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
	sum->whole += drawn - start;
	sum->drawing += drawn - laid_out;
}

/* Mean times of "count" documents, the given candidates in turn. */
static Times
make_many(Bench *bench, const Candidate *candidates, size_t candidate_count, int count)
{
	Times		sum = {0};
	int			i;

	for (i = 0; i < count; i++)
		make_once(bench, &candidates[(size_t) i % candidate_count], &sum);
	sum.whole /= count;
	sum.drawing /= count;
	return sum;
}

/* Until the file is flushed and has its name: processor and waiting. */
static void
save_many(Bench *bench, const Candidate *candidate, const char *path, int count)
{
	double		cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
	double		wall = milliseconds(CLOCK_MONOTONIC);
	int			i;

	for (i = 0; i < count; i++)
	{
		Display		display;
		PdfResult	result;

		lay_out(bench, candidate, &display);
		if (pdf_write(bench->fonts, &display, path, &result) != PDF_OK)
			die("could not save a report");
		arena_reset(bench->arena);
	}
	printf("%.3f %.3f\n", (milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / count,
		   (milliseconds(CLOCK_MONOTONIC) - wall) / count);
}

/* ---------- commands ---------- */

static int
documents(const char *text)
{
	long		count = strtol(text, NULL, 10);

	if (count < 1 || count > 1000000)
		die("COUNT is 1 to 1000000");
	return (int) count;
}

static void
run(Bench *bench, int argc, char **argv)
{
	const Candidate *median = &bench->candidates[bench->candidate_count / 2];
	Times		times;
	Display		display;

	if (argc == 3 && strcmp(argv[1], "list") == 0)
	{
		lay_out(bench, median, &display);
		if (!list_write(bench->fonts, &display, argv[2]))
			die("could not write the list");
		printf("%zu reports of %d pages, %zu to %zu bytes, median %zu\n",
			   bench->candidate_count, PAGES, bench->candidates[0].bytes,
			   bench->candidates[bench->candidate_count - 1].bytes, median->bytes);
	}
	else if (argc == 4 && strcmp(argv[1], "time") == 0)
	{
		times = make_many(bench, median, 1, documents(argv[2]));
		printf("%.3f %.3f ", times.whole, times.drawing);
		save_many(bench, median, argv[3], documents(argv[2]));
	}
	else if (argc == 3 && strcmp(argv[1], "all") == 0)
	{
		times = make_many(bench, bench->candidates, bench->candidate_count,
						  documents(argv[2]));
		printf("%.3f %.3f\n", times.whole, times.drawing);
	}
	else
		die("usage: ours list FILE | time COUNT FILE | all COUNT");
}

int
main(int argc, char **argv)
{
	Bench		bench = {.arena = arena_create(0)};
	Arena	   *arena = arena_create(0);

	if (bench.arena == NULL || arena == NULL || pdf_fonts_open(&bench.fonts) != PDF_OK)
		die("could not begin");
	load(&bench, arena);
	find_candidates(&bench);
	run(&bench, argc, argv);
	free(bench.candidates);
	arena_free(bench.arena);
	arena_free(arena);
	pdf_fonts_close(bench.fonts);
	return 0;
}
