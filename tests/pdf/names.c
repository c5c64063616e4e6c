/*
 * names.c
 *		Writes reports of students with given names, for the test that they
 *		are printed as they are: names FOLDER < NAMES
 *
 * A line of NAMES is a name.  Every forty make a mentor's report, in which
 * each stands in the table and on a page of its own; names-1.pdf and so on.
 * Ends with status 1 if a character of a name has no glyph, or a mark no letter
 * to stand on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/fonts.h"
#include "pdf/pdf.h"
#include "report/report.h"
#include "report_fixture.h"

#define NAME_MAX_BYTES 500

/* What fonts draw where a mark follows no letter that it could be part of. */
#define DOTTED_CIRCLE 0x25CCu

static Fixture fixture;
static char names[FIXTURE_CASELOAD][NAME_MAX_BYTES];

/* Up to forty; how many there were. */
static int
read_names(void)
{
	int			count = 0;

	while (count < FIXTURE_CASELOAD && fgets(names[count], NAME_MAX_BYTES, stdin) != NULL)
	{
		names[count][strcspn(names[count], "\n")] = '\0';
		count++;
	}
	return count;
}

static bool
is_spoilt(PdfFonts *fonts, const char *name, FontWeight weight)
{
	const ShapedText *shaped = fonts_shape(fonts, name, strlen(name), weight);
	size_t		i;
	size_t		k;

	if (shaped == NULL || shaped->missing > 0)
		return true;
	for (i = 0; i < shaped->run_count; i++)
	{
		const ShapedRun *run = &shaped->runs[i];
		const Face *face = fonts_face(fonts, run->face);
		hb_codepoint_t circle = 0;

		/* 0 as well: no glyph */
		hb_font_get_nominal_glyph(face->font, DOTTED_CIRCLE, &circle);
		for (k = run->first; k < run->first + run->count; k++)
			if (shaped->glyphs[k].id == 0 || shaped->glyphs[k].id == circle)
				return true;
	}
	return false;
}

static int
count_spoilt(PdfFonts *fonts, int count)
{
	int			spoilt = 0;
	int			i;

	for (i = 0; i < count; i++)
		if (is_spoilt(fonts, names[i], FONT_REGULAR) ||
			is_spoilt(fonts, names[i], FONT_BOLD))
		{
			printf("not ok - spoilt: %s\n", names[i]);
			spoilt++;
		}
	return spoilt;
}

/* The last report is of fewer students. */
static void
give_names(int count)
{
	int			i;

	fixture_fill(&fixture);
	for (i = 0; i < count; i++)
		fixture.mentees[i].display_name = names[i];
	fixture.data.mentee_count = (size_t) count;
	fixture.data.meeting_count = 0;
	fixture.data.referral_count = 0;
	fixture.mentors[0].display_name = names[0];
}

static void
write_report(PdfFonts *fonts, const char *path)
{
	const ReportContext context = {&fixture.data, PAGE_LETTER, pdf_fonts_metrics(fonts)};
	Arena	   *arena = arena_create(0);
	Display		display;
	PdfResult	result = {0};
	const char *fault = NULL;

	if (arena == NULL ||
		report_mentor(&context, 0, 1, arena, &display, &fault) != LAYOUT_OK ||
		fault != NULL || pdf_write(fonts, &display, path, &result) != PDF_OK)
	{
		fprintf(stderr, "names: could not write %s\n", path);
		exit(1);
	}
	arena_free(arena);
}

int
main(int argc, char **argv)
{
	PdfFonts   *fonts;
	int			number = 1;
	int			spoilt = 0;
	int			count;

	if (argc != 2)
	{
		fprintf(stderr, "usage: names FOLDER < NAMES\n");
		return 64;
	}
	if (pdf_fonts_open(&fonts) != PDF_OK)
	{
		fprintf(stderr, "names: could not open the fonts\n");
		return 1;
	}
	for (; (count = read_names()) > 0; number++)
	{
		char		path[1000];

		spoilt += count_spoilt(fonts, count);
		give_names(count);
		snprintf(path, sizeof(path), "%s/names-%d.pdf", argv[1], number);
		write_report(fonts, path);
	}
	pdf_fonts_close(fonts);
	return spoilt == 0 ? 0 : 1;
}
