/*
 * mail_command.h
 *		"mentorship mail": the reports of the day to those who get them.
 */
#ifndef MAIN_MAIL_COMMAND_H
#define MAIN_MAIL_COMMAND_H

#include "common/exit_codes.h"
#include "main/options.h"

extern ExitCode run_mail_command(const Options *options);

#endif							/* MAIN_MAIL_COMMAND_H */
