/*
 * bench.c
 *		bench ROUNDS INSTANCE...: every solver on the same instances, in turn.
 *
 * Each run is a process of its own, so that its peak memory is its own too.
 * Prints medians, how many times longer the better LEMON algorithm takes, and
 * the geometric mean of that.  Fails if two solvers disagree about an optimum.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "solvers.h"

#define MOST_ROUNDS 99
#define GLPK_PAIRS 70000		/* beyond that GLPK takes minutes */
/* long runs vary little: fewer of them */
#define LONG_SECONDS 4.0
#define LONG_ROUNDS 3
#define VERY_LONG_SECONDS 12.0
#define VERY_LONG_ROUNDS 2
#define MOMENT 0.02
#define REPETITIONS 25

typedef struct Run
{
	bool		ok;
	Answer		answer;
	long		kilobytes;
} Run;

typedef struct Contestant
{
	const char *name;
	SolveFunction solve;
	int64_t		most_pairs;
	/* on the present instance */
	int			runs;
	double		seconds[MOST_ROUNDS];
	Run			last;
} Contestant;

enum
{
	OURS, SIMPLEX, SCALING, FIRST_OPTIONAL
};

static Contestant contestants[] = {
	{.name = "ours",.solve = solve_ours,.most_pairs = INT64_MAX},
	{.name = "LEMON simplex",.solve = solve_lemon_simplex,.most_pairs = INT64_MAX},
	{.name = "LEMON scaling",.solve = solve_lemon_scaling,.most_pairs = INT64_MAX},
#ifdef HAVE_GLPK
	{.name = "GLPK",.solve = solve_glpk,.most_pairs = GLPK_PAIRS},
#endif
};

#define CONTESTANTS ((int) (sizeof(contestants) / sizeof(contestants[0])))

/* Time on the processor: no solver waits, and other work beside it counts less. */
double
bench_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static int	compare_seconds(const void *a, const void *b);

/*
 * What ends within a moment is repeated and its median taken: else the first
 * touch of fresh memory would be most of what is measured.
 */
static Run
run_repeated(SolveFunction solve, const Instance *in)
{
	Run			run;
	double		seconds[REPETITIONS];
	double		sum = 0;
	int			count = 0;
	struct rusage usage;
	long		kilobytes = 0;

	do
	{
		run = (Run) {0};
		run.ok = solve(in, &run.answer);
		if (count == 0 && getrusage(RUSAGE_SELF, &usage) == 0)
			kilobytes = usage.ru_maxrss;
		seconds[count++] = run.answer.seconds;
		sum += run.answer.seconds;
	} while (run.ok && sum < MOMENT && count < REPETITIONS);
	qsort(seconds, (size_t) count, sizeof(double), compare_seconds);
	run.answer.seconds = seconds[count / 2];
	run.kilobytes = kilobytes;
	return run;
}

static Run
run_apart(SolveFunction solve, const Instance *in)
{
	Run			run = {0};
	int			ends[2];
	pid_t		child;

	if (pipe(ends) != 0 || (child = fork()) < 0)
	{
		perror("bench");
		exit(1);
	}
	if (child == 0)
	{
		run = run_repeated(solve, in);
		_exit(write(ends[1], &run, sizeof(run)) != (ssize_t) sizeof(run));
	}
	close(ends[1]);
	if (read(ends[0], &run, sizeof(run)) != (ssize_t) sizeof(run))
		run.ok = false;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return run;
}

static int
compare_seconds(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return x < y ? -1 : x > y;
}

static double
median(Contestant *c)
{
	qsort(c->seconds, (size_t) c->runs, sizeof(double), compare_seconds);
	return c->seconds[c->runs / 2];
}

static bool
is_due(const Contestant *c, const Instance *in)
{
	if (in->pairs > c->most_pairs)
		return false;
	if (c->runs >= VERY_LONG_ROUNDS && c->last.answer.seconds > VERY_LONG_SECONDS)
		return false;
	return c->runs < LONG_ROUNDS || c->last.answer.seconds <= LONG_SECONDS;
}

static void
run_rounds(const Instance *in, int rounds)
{
	for (int c = 0; c < CONTESTANTS; c++)
		contestants[c].runs = 0;
	for (int round = 0; round < rounds; round++)
	{
		for (int k = 0; k < CONTESTANTS; k++)
		{
			Contestant *c = &contestants[k];

			if (!is_due(c, in))
				continue;
			c->last = run_apart(c->solve, in);
			c->seconds[c->runs++] = c->last.answer.seconds;
		}
	}
}

static bool
same_optimum(const Answer *a, const Answer *b)
{
	return a->matched == b->matched && a->priority_sum == b->priority_sum &&
		a->score_sum == b->score_sum;
}

/* Do all that ran agree? */
static bool
agree(const char *name)
{
	bool		result = true;

	for (int k = 0; k < CONTESTANTS; k++)
	{
		Contestant *c = &contestants[k];

		if (c->runs > 0 && c->last.ok &&
			same_optimum(&c->last.answer, &contestants[OURS].last.answer))
			continue;
		if (c->runs == 0)
			continue;
		printf("%s: %s %s\n", name, c->name, c->last.ok ? "has another optimum" : "failed");
		result = false;
	}
	return result;
}

static double
print_row(const char *name, const Instance *in)
{
	double		ours = median(&contestants[OURS]);
	double		simplex = median(&contestants[SIMPLEX]);
	double		scaling = median(&contestants[SCALING]);
	double		ratio = (simplex < scaling ? simplex : scaling) / ours;
	long		lemon = contestants[SIMPLEX].last.kilobytes;

	if (simplex > scaling)
		lemon = contestants[SCALING].last.kilobytes;
	printf("%-12s %9lld %8lld %10lld %11lld %9.3f %10.2f %10.2f %7.1f %7ld %7ld", name,
		   (long long) in->pairs, (long long) contestants[OURS].last.answer.matched,
		   (long long) contestants[OURS].last.answer.priority_sum,
		   (long long) contestants[OURS].last.answer.score_sum,
		   ours * 1e3, simplex * 1e3, scaling * 1e3, ratio,
		   contestants[OURS].last.kilobytes / 1024, lemon / 1024);
	for (int k = FIRST_OPTIONAL; k < CONTESTANTS; k++)
	{
		if (contestants[k].runs > 0)
			printf(" %s %.2f", contestants[k].name, median(&contestants[k]) * 1e3);
	}
	printf("\n");
	fflush(stdout);
	return ratio;
}

int
main(int argc, char **argv)
{
	int			rounds = argc > 2 ? (int) strtol(argv[1], NULL, 10) : 0;
	double		logarithms = 0;
	double		least = INFINITY;
	bool		agreed = true;

	if (rounds < 1 || rounds > MOST_ROUNDS)
	{
		fputs("usage: bench ROUNDS INSTANCE...\n", stderr);
		return 2;
	}
	printf("%-12s %9s %8s %10s %11s %9s %10s %10s %7s %7s %7s\n", "instance", "pairs",
		   "matched", "priorities", "scores", "ours ms", "simplex ms", "scaling ms",
		   "times", "ours MB", "LEMON MB");
	for (int k = 2; k < argc; k++)
	{
		Instance   *in = instance_make(argv[k]);
		double		ratio;

		if (in == NULL)
		{
			fprintf(stderr, "no instance %s\n", argv[k]);
			return 2;
		}
		run_rounds(in, rounds);
		agreed &= agree(argv[k]);
		ratio = print_row(argv[k], in);
		logarithms += log(ratio);
		if (ratio < least)
			least = ratio;
		free(in->capacity);
		free(in->priority);
		free(in->first);
		free(in->mentor);
		free(in->score);
		free(in);
	}
	printf("LEMON's better algorithm takes %.1f times as long at least, %.1f in the geometric mean\n",
		   least, exp(logarithms / (argc - 2)));
	return agreed ? 0 : 1;
}
