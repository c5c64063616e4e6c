/*
 * report_command.h
 *		"mentorship report": one snapshot of the database into PDF files.
 */
#ifndef MAIN_REPORT_COMMAND_H
#define MAIN_REPORT_COMMAND_H

#include "common/exit_codes.h"
#include "main/options.h"

extern ExitCode run_report_command(const Options *options);

#endif							/* MAIN_REPORT_COMMAND_H */
