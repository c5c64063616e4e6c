/*
 * nightly_command.h
 *		"mentorship nightly": every report of the day, made and sent.
 */
#ifndef MAIN_NIGHTLY_COMMAND_H
#define MAIN_NIGHTLY_COMMAND_H

#include "common/exit_codes.h"
#include "main/options.h"

extern ExitCode run_nightly_command(const Options *options);

#endif							/* MAIN_NIGHTLY_COMMAND_H */
