/*
 * exit_status.h
 *		What a failure of each layer means for the exit status.
 */
#ifndef MAIN_EXIT_STATUS_H
#define MAIN_EXIT_STATUS_H

#include "common/exit_codes.h"
#include "db/conn.h"

static inline ExitCode
exit_code_of_db(DbStatus status)
{
	switch (status)
	{
		case DB_OK:
			return EXIT_DONE;
		case DB_UNREACHABLE:
			return EXIT_TEMPORARY;
		case DB_PERMISSION:
			return EXIT_PERMISSION;
		case DB_CONFIGURATION:
			return EXIT_CONFIGURATION;
		case DB_NO_SCHOOL:
			return EXIT_USAGE;
		case DB_MEMORY:
		case DB_INTERNAL:
			break;
	}
	return EXIT_INTERNAL;
}

#endif							/* MAIN_EXIT_STATUS_H */
