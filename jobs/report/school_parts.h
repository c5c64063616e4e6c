/*
 * school_parts.h
 *		The parts of a school's report.
 */
#ifndef REPORT_SCHOOL_PARTS_H
#define REPORT_SCHOOL_PARTS_H

#include "model/school_counts.h"
#include "report/blocks.h"

typedef struct SchoolPage
{
	LayoutDoc  *doc;
	Arena	   *arena;
	const ReportData *data;
	const School *school;
	SchoolCounts counts;
} SchoolPage;

/* ---------- numbers: school_numbers.c ---------- */

extern void school_tiles(const SchoolPage *page);

/* Attendance by bands and by grades, as the last month closed. */
extern void school_attendance(const SchoolPage *page);

/* Is the promise kept, this month and in the months before? */
extern void school_meetings(const SchoolPage *page);

/* What changed since the students have a mentor, and what that proves. */
extern void school_change(const SchoolPage *page);

/* ---------- lists of names: school_lists.c ---------- */

extern void school_attention(const SchoolPage *page);
extern void school_waiting(const SchoolPage *page);
extern void school_mentors(const SchoolPage *page);
extern void school_referrals(const SchoolPage *page);
extern void school_mentees(const SchoolPage *page);

#endif							/* REPORT_SCHOOL_PARTS_H */
