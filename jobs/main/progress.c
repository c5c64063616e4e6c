/*
 * progress.c
 *		How far a run is.
 */
#include "main/progress.h"

#include <time.h>
#include <unistd.h>

#include "common/log.h"

/* Seconds between two lines. */
#define TERMINAL_EVERY 0.5
#define PLAIN_EVERY 10.0

#define LINE_BYTES 160

/* What a terminal does before the line: to its beginning, and clear it. */
#define CLEAR_LINE "\r\033[K"

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

void
progress_words(Str *line, const char *what, size_t done, size_t total,
			   double seconds)
{
	double		rate = seconds > 0 ? (double) done / seconds : 0;

	str_addf(line, "%s: %zu of %zu", what, done, total);
	if (done == 0 || rate <= 0)
		return;
	str_addf(line, ", %.*f a second", rate < 10 ? 1 : 0, rate);
	if (done < total)
		str_addf(line, ", %.0f seconds left", (double) (total - done) / rate + 0.5);
}

static void
tell(Progress *progress, size_t done)
{
	char		buffer[LINE_BYTES];
	Str			line;

	str_init(&line, buffer, sizeof(buffer));
	if (progress->terminal)
		str_add(&line, CLEAR_LINE);
	progress_words(&line, progress->what, done, progress->total,
				   progress->told - progress->began);
	if (!progress->terminal)
		log_info("%s", buffer);
	/* a terminal that cannot be written to shows no progress */
	else if (write(STDERR_FILENO, line.data, line.length) < 0)
		progress->wanted = false;
}

void
progress_begin(Progress *progress, const char *what, size_t total, bool wanted)
{
	progress->what = what;
	progress->total = total;
	progress->began = now();
	progress->told = progress->began;
	progress->wanted = wanted && log_level() >= LOG_LEVEL_NORMAL;
	progress->terminal = isatty(STDERR_FILENO) == 1;
}

void
progress_tell(Progress *progress, size_t done)
{
	double		time;

	if (!progress->wanted)
		return;
	time = now();
	if (time - progress->told < (progress->terminal ? TERMINAL_EVERY : PLAIN_EVERY))
		return;
	progress->told = time;
	tell(progress, done);
}

void
progress_end(Progress *progress, size_t done)
{
	if (!progress->wanted)
		return;
	progress->told = now();
	tell(progress, done);
	if (progress->terminal && write(STDERR_FILENO, "\n", 1) < 0)
		progress->wanted = false;
}
