/*
 * exit_codes.h
 *		What the program tells its caller, after sysexits.
 */
#ifndef COMMON_EXIT_CODES_H
#define COMMON_EXIT_CODES_H

typedef enum ExitCode
{
	EXIT_DONE = 0,
	EXIT_USAGE = 64,			/* the command line is wrong */
	EXIT_PARTIAL = 65,			/* ran, but some reports or mails failed */
	EXIT_INTERNAL = 70,			/* a bug, or out of memory */
	EXIT_CANNOT_CREATE = 73,	/* no output folder or file to be had */
	EXIT_IO = 74,				/* writing or reading failed */
	EXIT_TEMPORARY = 75,		/* out of reach or locked: run again later */
	EXIT_PERMISSION = 77,
	EXIT_CONFIGURATION = 78		/* versions, fonts or roles do not fit */
} ExitCode;

#endif							/* COMMON_EXIT_CODES_H */
