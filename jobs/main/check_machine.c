/*
 * check_machine.c
 *		This machine's part of "mentorship check": fonts and output folder.
 */
#include "main/check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"
#include "pdf/pdf.h"

/* Free space in MiB: below the first no run can work, below the second one
 * may end early. */
#define SPACE_LEAST 64
#define SPACE_WANTED 1024

/* A letter of each script that names in schools come in. */
static const struct
{
	const char *script;
	uint32_t	letter;
}			scripts[] = {
	{"Latin", 0x1EBF}, {"Greek", 0x3B1}, {"Cyrillic", 0x44F},
	{"Armenian", 0x561}, {"Hebrew", 0x5D0}, {"Arabic", 0x639},
	{"Syriac", 0x710}, {"Thaana", 0x780}, {"Ethiopic", 0x12A0},
	{"Devanagari", 0x905}, {"Bengali", 0x985}, {"Gurmukhi", 0xA05},
	{"Gujarati", 0xA85}, {"Oriya", 0xB05}, {"Tamil", 0xB85},
	{"Telugu", 0xC05}, {"Kannada", 0xC85}, {"Malayalam", 0xD05},
	{"Sinhala", 0xD85}, {"Thai", 0xE01}, {"Lao", 0xE81}, {"Tibetan", 0xF40},
	{"Burmese", 0x1000}, {"Khmer", 0x1780}, {"Georgian", 0x10D0},
	{"Cherokee", 0x13A0}, {"Hangul", 0xAC00}, {"Hiragana", 0x3042},
	{"Katakana", 0x30A2}, {"Han", 0x738B},
};

#define SCRIPT_COUNT (sizeof(scripts) / sizeof(scripts[0]))

static void
warn_of_scripts(PdfFonts *fonts)
{
	char		missing[CHECK_TEXT_MAX / 2] = "";
	size_t		length = 0;
	size_t		i;

	for (i = 0; i < SCRIPT_COUNT; i++)
		if (!pdf_fonts_cover(fonts, scripts[i].letter))
			length += (size_t) snprintf(missing + length, sizeof(missing) - length,
										"%s%s", length > 0 ? ", " : "",
										scripts[i].script);
	if (length == 0)
		return;
	log_warning("no font has these scripts, names in them print as boxes: %s", missing);
	log_hint("Install the packages fonts-noto-core, fonts-nanum and fonts-droid-fallback.");
}

void
check_fonts(Check *check)
{
	PdfFonts   *fonts;
	ExitCode	code = EXIT_INTERNAL;
	size_t		warnings = check->warnings;

	check_begin(check, "fonts");
	switch (pdf_fonts_open(&fonts))
	{
		case PDF_OK:
			warn_of_scripts(fonts);
			pdf_fonts_close(fonts);
			code = EXIT_DONE;
			break;
		case PDF_NO_FONT:
			log_error("the font of the reports is not installed");
			log_hint("Install the packages fonts-noto-core and fonts-droid-fallback.");
			code = EXIT_CONFIGURATION;
			break;
		default:
			break;
	}
	if (code == EXIT_DONE && check->warnings == warnings)
		check_ok(check, "%zu scripts", SCRIPT_COUNT);
	check_end(check, code);
}

/* What a run does there, with a file that does not stay. */
static ExitCode
try_to_write(const char *folder)
{
	char		path[PATH_MAX];
	FileSave	save;
	int			error;

	if (snprintf(path, sizeof(path), "%s/check", folder) >= (int) sizeof(path))
		error = ENAMETOOLONG;
	else
		error = file_save_begin(&save, path);
	if (error != 0)
	{
		log_error("could not create a file in \"%s\": %s", folder, strerror(error));
		return error == ENOSPC || error == EDQUOT ? EXIT_IO : EXIT_CANNOT_CREATE;
	}
	error = file_save_write(&save, path, strlen(path));
	if (error == 0 && fsync(save.file) != 0)
		error = errno;
	file_save_abort(&save);
	if (error == 0)
		return EXIT_DONE;
	log_error("could not write a file in \"%s\": %s", folder, strerror(error));
	return EXIT_IO;
}

static ExitCode
measure_space(const char *folder, uint64_t *mib)
{
	struct statvfs system;

	if (statvfs(folder, &system) != 0)
	{
		log_error("could not read the free space of \"%s\": %s", folder, strerror(errno));
		return EXIT_IO;
	}
	*mib = (uint64_t) system.f_bavail * system.f_frsize >> 20;
	if (*mib < SPACE_LEAST)
	{
		log_error("only %" PRIu64 " MiB are free in \"%s\"", *mib, folder);
		log_hint("Make room: reports take about 20 KiB for each page.");
		return EXIT_IO;
	}
	if (*mib < SPACE_WANTED)
	{
		log_warning("only %" PRIu64 " MiB are free in \"%s\"", *mib, folder);
		log_hint("Remove the reports of past years.");
	}
	return EXIT_DONE;
}

static ExitCode
look_at_folder(const char *folder, uint64_t *mib)
{
	struct stat info;
	ExitCode	code;

	if (stat(folder, &info) != 0 || !S_ISDIR(info.st_mode))
	{
		log_error("there is no folder \"%s\"", folder);
		log_hint("Create it for the user of the program alone: install -d -m 700.");
		return EXIT_CANNOT_CREATE;
	}
	code = try_to_write(folder);
	if (code != EXIT_DONE)
		return code;
	if (info.st_uid != geteuid() || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
	{
		log_warning("others may look into \"%s\"", folder);
		log_hint("Give it to the user of the program, and use chmod 700.");
	}
	return measure_space(folder, mib);
}

void
check_folder(Check *check)
{
	uint64_t	mib = 0;
	size_t		warnings = check->warnings;
	ExitCode	code;

	check_begin(check, "folder");
	code = look_at_folder(check->options->output_dir, &mib);
	if (code == EXIT_DONE && check->warnings == warnings)
		check_ok(check, "\"%s\", %" PRIu64 " MiB free", check->options->output_dir, mib);
	check_end(check, code);
}
