/*
 * stop.c
 *		A wish from outside that the program ends.
 */
#include "common/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t requested = 0;

static void
note_signal(int number)
{
	(void) number;
	requested = 1;
}

void
stop_install(void)
{
	static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
	struct sigaction action = {0};
	size_t		i;

	action.sa_handler = note_signal;	/* without SA_RESTART: waiting ends */
	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
	{
		struct sigaction old;

		/* what the caller has set to be ignored (nohup) stays ignored */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			(void) sigaction(signals[i], &action, NULL);
	}
}

bool
stop_requested(void)
{
	return requested != 0;
}
