/*
 * report.h
 *		The three reports: data of a run into pages.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "layout/layout.h"
#include "model/report_data.h"

typedef struct ReportContext
{
	const ReportData *data;
	PageFormat	format;
	const LayoutMetrics *metrics;
} ReportContext;

/*
 * Each lays out one report in "arena".  *fault is set to NULL, or, with a
 * status other than LAYOUT_OK or when the data breaks a rule of the model, to
 * words for the log; then *display must not be used.
 */

/* The mentor of "count" rows at "first" of data->mentors, one a school. */
extern LayoutStatus report_mentor(const ReportContext *context, size_t first,
								  size_t count, Arena *arena,
								  Display *display, const char **fault);

extern LayoutStatus report_school(const ReportContext *context,
								  const School *school, Arena *arena,
								  Display *display, const char **fault);

/* The summaries of all its students for a printer that prints on both sides:
 * each begins on a page with an odd number.  There must be at least one. */
extern LayoutStatus report_school_mentees(const ReportContext *context,
										  const School *school, Arena *arena,
										  Display *display, const char **fault);

/* One page exactly. */
extern LayoutStatus report_mentee(const ReportContext *context,
								  const Mentee *mentee, Arena *arena,
								  Display *display, const char **fault);

#endif							/* REPORT_REPORT_H */
