/*
 * check_command.c
 *		"mentorship check": what would keep the night's run from working.
 */
#include "main/check_command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "common/night.h"
#include "main/check.h"

static void
tell(const char *word, const char *name, const char *text)
{
	printf("%-8s %-12s %s\n", word, name, text);
}

/* Tell the line that waited for its hint. */
static void
let_go(Check *check)
{
	if (check->held_word == NULL)
		return;
	tell(check->held_word, check->name, check->held);
	check->held_word = NULL;
	check->lines++;
}

static void
hold(Check *check, const char *word, const char *text)
{
	let_go(check);
	check->held_word = word;
	snprintf(check->held, sizeof(check->held), "%s", text);
}

/* What a job would log.  What it would only mention is of no interest here. */
static void
catch_line(void *context, LogKind kind, const char *text)
{
	Check	   *check = context;
	size_t		length;

	switch (kind)
	{
		case LOG_ERROR:
			hold(check, "failed", text);
			check->failures++;
			break;
		case LOG_WARNING:
			hold(check, "warning", text);
			check->warnings++;
			break;
		case LOG_HINT:
			length = strlen(check->held);
			if (check->held_word != NULL)
				snprintf(check->held + length, sizeof(check->held) - length,
						 ".  %s", text);
			break;
		case LOG_INFO:
			break;
	}
}

void
check_begin(Check *check, const char *name)
{
	check->name = name;
	check->lines = 0;
	check->held_word = NULL;
	log_divert(catch_line, check);
}

void
check_ok(Check *check, const char *format,...)
{
	char		text[CHECK_TEXT_MAX];
	va_list		arguments;

	let_go(check);
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	tell("ok", check->name, text);
	check->lines++;
}

void
check_end(Check *check, ExitCode code)
{
	let_go(check);
	log_divert(NULL, NULL);
	if (code == EXIT_DONE)
		return;
	if (check->lines == 0)
	{
		tell("failed", check->name, "for want of memory");
		check->failures++;
	}
	if (check->code == EXIT_DONE)
		check->code = code;
}

ExitCode
run_check_command(const Options *options)
{
	char		day[DATE_TEXT_MAX];
	Check		check = {.options = options, .arena = arena_create(0)};

	check.as_of = options->as_of != NULL ? options->as_of :
		day_of_night(time(NULL), day);
	if (check.arena == NULL || check.as_of == NULL)
		return EXIT_INTERNAL;
	check_database(&check);
	check_fonts(&check);
	check_folder(&check);
	check_mail(&check);
	arena_free(check.arena);
	log_info("command=check as_of=%s failed=%zu warnings=%zu", check.as_of,
			 check.failures, check.warnings);
	return check.code;
}
