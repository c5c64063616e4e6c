/*
 * charts.h
 *		Charts as blocks of a document (layout.h).
 *
 * Each is drawn for grey paper: whatever a colour says, a letter, a shape or
 * a number says too.  The text alternative is written from the same data that
 * is drawn.  "name" says what is shown ("Ana's absences by weekday"); it is
 * not printed, it opens the text alternative.  Arrays are copied.
 */
#ifndef LAYOUT_CHARTS_H
#define LAYOUT_CHARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout/layout.h"

/* ---------- year calendar ---------- */

/* In the order of the model's DayMark. */
typedef enum CalendarMark
{
	CALENDAR_NO_SCHOOL,
	CALENDAR_PRESENT,
	CALENDAR_TARDY,
	CALENDAR_HALF_ABSENT,
	CALENDAR_ABSENT,
	CALENDAR_NOT_COUNTED,
	CALENDAR_UNRECORDED
} CalendarMark;

typedef struct LayoutCalendar
{
	const char *name;
	int32_t		first_day;		/* days since 2000-01-01 */
	int32_t		day_count;
	const uint8_t *marks;		/* CalendarMark, one for each calendar day */

	/* The frame to show; 0 days: as far as there are marks.  A school year
	 * whose second half is still empty shows how much is to come. */
	int32_t		frame_first_day;
	int32_t		frame_day_count;
} LayoutCalendar;

/* Weeks as columns, weekdays as rows, with a legend of the marks in it. */
extern void layout_calendar(LayoutDoc *doc, const LayoutCalendar *calendar);

/* ---------- horizontal bars ---------- */

typedef enum BarTone
{
	BAR_NORMAL,
	BAR_STRONG,					/* the one to look at: dark, label in bold */
	BAR_LIGHT,
	BAR_HIDDEN					/* a suppressed number: no bar, only "text" */
} BarTone;

typedef struct LayoutBar
{
	const char *label;
	double		amount;
	double		out_of;			/* 0: nothing to measure, prints a dash */
	const char *text;			/* NULL: "7 of 36" */
	BarTone		tone;
} LayoutBar;

typedef enum BarScale
{
	BARS_BY_SHARE,				/* length is amount / out_of, longest fills */
	BARS_BY_AMOUNT,				/* length is the amount, longest fills */
	BARS_OF_WHOLE				/* length is amount / out_of, 1 fills */
} BarScale;

extern void layout_bars(LayoutDoc *doc, const char *name, BarScale scale,
						const LayoutBar *bars, size_t count);

/* ---------- line against a goal ---------- */

typedef struct LayoutTrendPoint
{
	const char *label;			/* under the axis; NULL or "" for none */
	double		value;			/* NAN: a gap (still to come) */
	double		earlier;		/* same day last year; NAN: none */
} LayoutTrendPoint;

typedef struct LayoutTrend
{
	const char *name;
	const char *unit;			/* "days absent", for the text alternative */
	const char *series;			/* label at the line's end: "this year" */
	const char *earlier_series; /* "last year"; NULL if no point has any */
	const LayoutTrendPoint *points;
	size_t		count;
	double		goal;			/* NAN: none */
	const char *goal_label;		/* "goal: at most 9" */
} LayoutTrend;

extern void layout_trend(LayoutDoc *doc, const LayoutTrend *trend);

/* ---------- dots for meetings against a promise ---------- */

typedef struct LayoutDots
{
	const char *label;			/* "Sep" */
	int			held;
	int			promised;
	bool		running;		/* not over yet: open dots are not misses */
} LayoutDots;

/* A column of dots for each month: filled = held, hollow = promised, not
 * held; dots above the promise count too (from 9 on as a number). */
extern void layout_dots(LayoutDoc *doc, const char *name,
						const LayoutDots *months, size_t count);

#endif							/* LAYOUT_CHARTS_H */
