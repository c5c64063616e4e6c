/*
 * blocks.h
 *		Parts that more than one report has.
 */
#ifndef REPORT_BLOCKS_H
#define REPORT_BLOCKS_H

#include "report/report.h"
#include "report/wording.h"

typedef struct RunningLines
{
	const char *left;			/* whose report it is: from the second page on */
	const char *joint;			/* between a section's name and "left" */
	const char *footer;			/* who may read it */
	bool		sheets;			/* each section is a sheet with pages of its own */
} RunningLines;

/* Header and footer of every page. */
extern void block_running(LayoutDoc *doc, Arena *arena, const Heading *heading,
						  const RunningLines *lines);

/* Big numbers: days missed, goal, last year, absent now, meetings. */
extern void block_attendance_tiles(LayoutDoc *doc, const ReportData *data,
								   const Mentee *mentee);

/* The school year, a cell for each day. */
extern void block_calendar(LayoutDoc *doc, const Heading *heading,
						   const Mentee *mentee);

/* Days missed by weekday with the exposure. */
extern void block_weekdays(LayoutDoc *doc, const Mentee *mentee);

/* Days missed so far, month by month, against the goal and last year. */
extern void block_trend(LayoutDoc *doc, const Heading *heading,
						const Mentee *mentee);

/* Meetings of each month against the promise. */
extern void block_meetings(LayoutDoc *doc, const ReportData *data,
						   const Mentee *mentee);

/* Referrals that are not closed, with whom and since when, or the words that
 * there are none.  What they are about is not known here. */
extern void block_open_referrals(LayoutDoc *doc, const ReportData *data,
								 int64_t student_id);

/* Whom to ask for help at a school, besides the reader. */
extern void block_helpers(LayoutDoc *doc, const ReportData *data,
						  int64_t school_id, int64_t reader_id);

/* With whom a referral is: "Natalie Powell, counselor", by name if there is one
 * alone. */
extern Words helper_of_referral_words(const ReportData *data, const Referral *referral);

/* Whom to ask about a referral: "the counselor", by name if there is one alone;
 * false if that is the reader. */
extern bool helper_of_referral(const ReportData *data, const Referral *referral,
							   int64_t reader_id, Words *out);

/* Meetings promised to a pair in the month of the report. */
extern int64_t promised_this_month(const ReportData *data, const Mentee *mentee);

/* "5%": the share of the year's school days that may be missed */
extern Words goal_share_words(const Heading *heading);

/* "soccer, drawing, chess", or NULL if nothing is known */
extern const char *interests_of(const Mentee *mentee, Arena *arena);

/* "12 (at most 9)": days missed beside the goal, for tables */
extern Words missed_of_goal(const Mentee *mentee);

#endif							/* REPORT_BLOCKS_H */
