/*
 * report_draw.h
 *		The reports of one batch, from its data to their files.
 */
#ifndef MAIN_REPORT_DRAW_H
#define MAIN_REPORT_DRAW_H

#include <stdbool.h>

#include "common/arena.h"
#include "main/report_board.h"
#include "model/report_data.h"
#include "pdf/pdf.h"

typedef struct Drawing
{
	ReportKind	kind;
	const char *output_dir;
	bool		a4;
	PdfFonts   *fonts;
} Drawing;

/*
 * Make one report and say what became of it; a failure is logged by number.
 * "arena" is for this report alone.
 */
extern ReportFate draw_report(const Drawing *drawing, const ReportData *data,
							  int64_t report_id, Arena *arena);

#endif							/* MAIN_REPORT_DRAW_H */
