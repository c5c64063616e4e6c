/*
 * summary.h
 *		The progress summary of one student, as a part of a document.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/report.h"

/* Fits on one page at the tightest density, whatever there is to say. */
extern void summary_of_mentee(LayoutDoc *doc, const ReportData *data,
							  const Mentee *mentee, Arena *arena);

#endif							/* REPORT_SUMMARY_H */
