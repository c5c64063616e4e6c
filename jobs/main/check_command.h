/*
 * check_command.h
 *		"mentorship check": what would keep the night's run from working.
 */
#ifndef MAIN_CHECK_COMMAND_H
#define MAIN_CHECK_COMMAND_H

#include "common/exit_codes.h"
#include "main/options.h"

extern ExitCode run_check_command(const Options *options);

#endif							/* MAIN_CHECK_COMMAND_H */
