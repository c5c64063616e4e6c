/*
 * help.c
 *		What --help prints, from the tables of commands and options.
 */
#include <stdio.h>
#include <string.h>

#include "main/options.h"

/* Where the column of explanations begins. */
#define ABOUT_COLUMN 25

static void
print_usage(const Command *command)
{
	int			i;

	printf("  mentorship %s", command->name);
	for (i = 0; i < COMMAND_WORDS && command->words[i] != NULL; i++)
		printf(" %s", command->words[i]);
	puts(" [OPTION]...");
}

/* Lines of an explanation, below each other. */
static void
print_about(int printed, const char *about)
{
	const char *end;

	while ((end = strchr(about, '\n')) != NULL)
	{
		printf("%*s%.*s\n", ABOUT_COLUMN - printed, "", (int) (end - about), about);
		about = end + 1;
		printed = 0;
	}
	printf("%*s%s\n", ABOUT_COLUMN - printed, "", about);
}

static void
print_option(const OptionRule *rule)
{
	int			printed;

	if (rule->letter != 0)
		printed = printf("  -%c, --%s", rule->letter, rule->name);
	else
		printed = printf("  --%s", rule->name);
	if (rule->argument != NULL)
		printed += printf("=%s", rule->argument);
	if (printed >= ABOUT_COLUMN)
	{
		putchar('\n');
		printed = 0;
	}
	print_about(printed, rule->about);
}

static void
print_options(uint32_t options)
{
	int			i;

	for (i = 0; i < OPTION_COUNT; i++)
		if (options >> i & 1)
			print_option(&option_rules[i]);
}

void
help_print(const Command *command)
{
	uint32_t	options = OPTIONS_OF_ALL;
	const Command *each;

	if (command != NULL)
	{
		fputs("Usage:\n", stdout);
		print_usage(command);
		printf("\nmentorship %s: %s.\n\n%s", command->name, command->about,
			   command->more);
		options |= command->options;
	}
	else
	{
		fputs("mentorship prints the reports of a school mentorship program.\n"
			  "\n"
			  "Usage:\n", stdout);
		for (each = commands; each->name != NULL; each++)
			print_usage(each);
		fputs("\nCommands (\"mentorship COMMAND --help\" tells more):\n", stdout);
		for (each = commands; each->name != NULL; each++)
		{
			print_about(printf("  %s", each->name), each->about);
			options |= each->options;
		}
	}
	fputs("\nOptions:\n", stdout);
	print_options(options & ~OPTIONS_OF_CONNECTION);
	fputs("\nConnection options, as in psql (environment variables, service files and\n"
		  "password files work too):\n", stdout);
	print_options(OPTIONS_OF_CONNECTION);
	fputs("\n"
		  "Exit status: 0 all done, 64 wrong usage, 65 some reports or mails failed, or the\n"
		  "files of a load are wrong, 70 internal error, 73 cannot create the output\n"
		  "folder, 74 a file could not be read or written, 75 try again later, 77\n"
		  "permission denied, 78 wrong set-up.\n",
		  stdout);
}
