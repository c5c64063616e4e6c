/*
 * style.h
 *		Every size, space and colour of the reports, in one place.
 *
 * Sizes are points at normal density.  Colours are chosen for a grey printer
 * as well: text has a contrast of at least 4.5 : 1 against every ground it
 * is printed on (tests/unit/layout_style_test.c computes it), and the tones
 * of the calendar are far apart in lightness.
 */
#ifndef LAYOUT_STYLE_H
#define LAYOUT_STYLE_H

#include "layout/display.h"
#include "layout/layout.h"

/* ---------- paper ---------- */

#define LETTER_WIDTH_PT 612.0
#define LETTER_HEIGHT_PT 792.0
#define A4_WIDTH_PT 595.276
#define A4_HEIGHT_PT 841.89

#define MARGIN_SIDE_PT 54.0
#define MARGIN_TOP_PT 58.0
#define MARGIN_BOTTOM_PT 56.0
#define HEADER_BASELINE_PT 34.0 /* from the top edge */
#define FOOTER_BASELINE_PT 30.0 /* from the bottom edge */

/* ---------- colours ---------- */

#define COLOUR_PAPER 0xFFFFFFu
#define COLOUR_INK 0x1B262Fu
#define COLOUR_MUTED 0x53606Au	/* labels, notes, running lines */
#define COLOUR_ACCENT 0x0B5668u /* headings, bars, lines */
#define COLOUR_TINT 0xE4EFF1u	/* ground of a call to action */
#define COLOUR_PANEL 0xF2F5F6u	/* ground of tiles, notes and every other row */
#define COLOUR_RULE 0xC5CED4u	/* hairlines */
#define COLOUR_RULE_DARK 0x7C8A93u	/* under table headers */

/* tones of data, light to dark */
#define COLOUR_DATA_LIGHT 0xD5E5E9u
#define COLOUR_DATA_MID 0x86B3BEu
#define COLOUR_DATA_DARK COLOUR_ACCENT

/* ---------- lines ---------- */

#define RULE_HAIRLINE_PT 0.5
#define RULE_MEDIUM_PT 0.9
#define RULE_ACCENT_PT 2.0

/* A type size with the distance of its baselines. */
typedef struct TypeSize
{
	double		size;
	double		leading;
} TypeSize;

/* What changes with the density. */
typedef struct LayoutStyle
{
	TypeSize	title;			/* level 1 */
	TypeSize	heading;		/* level 2 */
	TypeSize	subheading;		/* level 3 */
	TypeSize	lead;
	TypeSize	body;
	TypeSize	table;
	TypeSize	note;
	TypeSize	running;
	TypeSize	tile_value;
	TypeSize	tile_label;
	TypeSize	chart;			/* labels in charts */
	double		block_gap;		/* between blocks */
	double		heading_gap;	/* above a level 2 heading */
	double		heading_under;	/* below it */
	double		cell_pad_x;
	double		cell_pad_y;
	double		box_pad;		/* inside callouts and tiles */
	double		gutter;			/* between columns and tiles */
	double		bar_height;
	double		bar_step;
	double		trend_height;
	double		calendar_row;	/* height of a weekday's row */
	double		dot_radius;
	double		scale;			/* of widths that the caller gave */
} LayoutStyle;

extern const LayoutStyle *layout_style(LayoutDensity density);

#endif							/* LAYOUT_STYLE_H */
