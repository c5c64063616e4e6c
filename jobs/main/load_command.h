/*
 * load_command.h
 *		"mentorship load".
 */
#ifndef MAIN_LOAD_COMMAND_H
#define MAIN_LOAD_COMMAND_H

#include "common/exit_codes.h"
#include "main/options.h"

extern ExitCode run_load_command(const Options *options);

#endif							/* MAIN_LOAD_COMMAND_H */
