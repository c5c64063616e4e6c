/*
 * gallery.c
 *		Writes the reports of a made-up district of extremes, to be looked at:
 *		gallery FOLDER
 */
#include <stdio.h>
#include <stdlib.h>

#include "pdf/pdf.h"
#include "report/report.h"
#include "report_fixture.h"

static Fixture fixture;
static const char *folder;
static PdfFonts *fonts;

static void
write_file(const char *name, const char *format, LayoutStatus status,
		   const char *fault, const Display *display)
{
	char		path[1000];
	PdfResult	result;

	if (status != LAYOUT_OK || fault != NULL)
	{
		fprintf(stderr, "gallery: %s: %s\n", name, fault != NULL ? fault : "out of memory");
		exit(1);
	}
	snprintf(path, sizeof(path), "%s/%s-%s.pdf", folder, name, format);
	if (pdf_write(fonts, display, path, &result) != PDF_OK)
	{
		fprintf(stderr, "gallery: could not write %s\n", path);
		exit(1);
	}
	printf("%s: %zu pages, %zu bytes\n", path, result.pages, result.bytes);
}

static void
write_all(PageFormat paper, const char *format)
{
	static const char *const school_names[] = {"school-full", "school-sparse", "school-empty"};
	const ReportContext context = {&fixture.data, paper, pdf_fonts_metrics(fonts)};
	Arena	   *arena = arena_create(0);
	Display		display;
	const char *fault;
	LayoutStatus status;
	size_t		i;

	status = report_mentor(&context, 0, 1, arena, &display, &fault);
	write_file("mentor-of-forty", format, status, fault, &display);
	status = report_mentor(&context, 1, 2, arena, &display, &fault);
	write_file("mentor-of-nobody", format, status, fault, &display);
	status = report_mentor(&context, 3, 1, arena, &display, &fault);
	write_file("mentor-of-a-newcomer", format, status, fault, &display);
	for (i = 0; i < 3; i++)
	{
		status = report_school(&context, &fixture.schools[i], arena, &display, &fault);
		write_file(school_names[i], format, status, fault, &display);
	}
	status = report_school_mentees(&context, &fixture.schools[0], arena, &display, &fault);
	write_file("school-full-mentees", format, status, fault, &display);
	status = report_mentee(&context, &fixture.mentees[0], arena, &display, &fault);
	write_file("mentee", format, status, fault, &display);
	arena_free(arena);
}

int
main(int argc, char **argv)
{
	if (argc != 2)
	{
		fprintf(stderr, "usage: gallery FOLDER\n");
		return 64;
	}
	folder = argv[1];
	fixture_fill(&fixture);
	if (pdf_fonts_open(&fonts) != PDF_OK)
	{
		fprintf(stderr, "gallery: could not open the fonts\n");
		return 1;
	}
	write_all(PAGE_LETTER, "letter");
	write_all(PAGE_A4, "a4");
	pdf_fonts_close(fonts);
	return 0;
}
