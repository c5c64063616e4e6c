/*
 * stop.h
 *		A wish from outside that the program ends: SIGTERM, SIGINT or SIGHUP.
 *
 * The handler notes the wish and nothing else; whoever works in a loop asks
 * for it between two items, finishes or flags the current one, and ends with
 * EXIT_TEMPORARY.  A system call that waits ends with EINTR.
 */
#ifndef COMMON_STOP_H
#define COMMON_STOP_H

#include <stdbool.h>

extern void stop_install(void);
extern bool stop_requested(void);

#endif							/* COMMON_STOP_H */
