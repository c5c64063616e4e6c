/*
 * list.h
 *		A display list as lines of text that every contestant draws.
 *
 * Fields are separated by tabs; y counts down from the top of the page;
 * colours are RRGGBB or "-"; strokes are COLOUR WIDTH DASH.
 *
 *	document	WIDTH HEIGHT TITLE
 *	font		INDEX IN_FILE PATH	in the order of their first use
 *	page
 *	begin		ROLE				a structure element
 *	end
 *	text		FONT X Y SIZE COLOUR TEXT	one face and direction, on its baseline
 *	rect		X Y WIDTH HEIGHT FILL STROKE
 *	path		FILL STROKE X Y X Y ...
 *	circle		X Y RADIUS FILL STROKE
 *
 * What is outside of all elements is an artifact.
 */
#ifndef BENCH_LIST_H
#define BENCH_LIST_H

#include "layout/display.h"
#include "pdf/pdf.h"

extern bool list_write(PdfFonts *fonts, const Display *display, const char *path);

#endif							/* BENCH_LIST_H */
