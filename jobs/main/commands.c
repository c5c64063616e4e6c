/*
 * commands.c
 *		The commands of the program, a row each.
 *
 * A command is here when it works: what is listed is what --help tells.
 */
#include <stddef.h>

#include "main/check_command.h"
#include "main/load_command.h"
#include "main/mail_command.h"
#include "main/nightly_command.h"
#include "main/options.h"
#include "main/report_command.h"

const Command commands[] = {
	{
		"report", {"mentors|schools|mentees"},
		OPTION(SCHOOL) | OPTION(AS_OF) | OPTION(OUTPUT_DIR) | OPTION(FORMAT) |
		OPTION(JOBS) | OPTION(PROGRESS),
		"print a PDF for each mentor, school or nominated student",
		"All reports of a run print one snapshot of the database.  A file is\n"
		"mentor-ID.pdf, school-ID.pdf or mentee-ID.pdf; it appears whole or not\n"
		"at all, and only its owner may read it.\n",
		run_report_command
	},
	{
		"mail", {NULL},
		OPTION(AS_OF) | OPTION(OUTPUT_DIR) | OPTION(DRY_RUN) | OPTION(RESEND_UNCERTAIN),
		"send the reports of the day to those who get them",
		"Queues a mail for each recipient who is due, then sends what is queued, over TLS\n"
		"alone.  The reports are looked for in the folder of the setting report_dir:\n"
		"YYYY-MM-DD/mentors/mentor-ID.pdf, YYYY-MM-DD/schools/school-ID.pdf.  Nothing is\n"
		"sent twice: what may or may not have arrived is flagged as uncertain, and sent\n"
		"again only with --resend-uncertain.  With --dry-run the messages become files,\n"
		"and nothing else is changed.\n",
		run_mail_command
	},
	{
		"nightly", {NULL},
		OPTION(AS_OF) | OPTION(OUTPUT_DIR) | OPTION(FORMAT) | OPTION(JOBS) |
		OPTION(PROGRESS),
		"make all reports of the day and send them",
		"Writes the reports into DIR/DAY/mentors, schools and mentees, and sends them to\n"
		"those who are due to get them.  Safe to run again at any point: a report is\n"
		"made again as it was, and no mail goes out twice.  One run at a time.  Without\n"
		"--as-of the day is the date twelve hours ago, so that a run that is repeated\n"
		"before noon answers for the same day.\n",
		run_nightly_command
	},
	{
		"check", {NULL},
		OPTION(AS_OF) | OPTION(OUTPUT_DIR),
		"say what would keep the night's run from working",
		"Looks at the connection, the versions, the login, the bindings, the day, the\n"
		"recipients, the fonts, the output folder and the mail server, with the options\n"
		"and settings of the run.  Prints a line each, \"ok\", \"warning\" or \"failed\", and\n"
		"what to do.  The exit status is 0, or what the first failure would end a run\n"
		"with.\n",
		run_check_command
	},
	{
		"load", {"oneroster|csv", "DIR"},
		OPTION(ACCEPT_REMOVALS),
		"load a folder of CSV files into the source relations",
		"One transaction: all of it or nothing.  What is wrong is told with file, row\n"
		"and column.  Running it again with the same files changes nothing.  The\n"
		"login needs the role mentorship_loader.\n",
		run_load_command
	},
	{NULL, {NULL}, 0, NULL, NULL, NULL}
};
