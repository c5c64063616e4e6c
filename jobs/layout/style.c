/*
 * style.c
 *		The sizes of each density.
 */
#include "layout/style.h"

static const LayoutStyle styles[DENSITY_COUNT] = {
	[DENSITY_NORMAL] = {
		.title = {21, 26},
		.heading = {13, 17},
		.subheading = {10.5, 14},
		.lead = {11.5, 16.5},
		.body = {10, 14.5},
		.table = {9, 12.5},
		.note = {8.5, 12},
		.running = {8, 10},
		.tile_value = {20, 25},
		.tile_label = {8.5, 11.5},
		.chart = {8, 10},
		.block_gap = 9,
		.heading_gap = 20,
		.heading_under = 6,
		.cell_pad_x = 7,
		.cell_pad_y = 3.5,
		.box_pad = 11,
		.gutter = 14,
		.bar_height = 10,
		.bar_step = 17,
		.trend_height = 108,
		.calendar_row = 13,
		.dot_radius = 4.2,
		.scale = 1
	},
	[DENSITY_SNUG] = {
		.title = {19, 23},
		.heading = {12, 15.5},
		.subheading = {10, 13},
		.lead = {10.5, 14.5},
		.body = {9.3, 12.8},
		.table = {8.5, 11.3},
		.note = {8, 10.8},
		.running = {8, 10},
		.tile_value = {18, 22},
		.tile_label = {8, 10.5},
		.chart = {8, 9.8},
		.block_gap = 7,
		.heading_gap = 14,
		.heading_under = 4.5,
		.cell_pad_x = 6,
		.cell_pad_y = 2.6,
		.box_pad = 9,
		.gutter = 12,
		.bar_height = 9,
		.bar_step = 14.5,
		.trend_height = 88,
		.calendar_row = 12,
		.dot_radius = 3.8,
		.scale = 0.95
	},
	[DENSITY_COMPACT] = {
		.title = {17, 20.5},
		.heading = {11, 14},
		.subheading = {9.2, 12},
		.lead = {9.5, 12.8},
		.body = {8.6, 11.4},
		.table = {8, 10.2},
		.note = {8, 10},
		.running = {8, 10},
		.tile_value = {15, 18},
		.tile_label = {8, 9.8},
		.chart = {8, 9.4},
		.block_gap = 5,
		.heading_gap = 10,
		.heading_under = 3,
		.cell_pad_x = 5,
		.cell_pad_y = 1.8,
		.box_pad = 7,
		.gutter = 10,
		.bar_height = 8,
		.bar_step = 12,
		.trend_height = 68,
		.calendar_row = 10.5,
		.dot_radius = 3.3,
		.scale = 0.9
	}
};

const LayoutStyle *
layout_style(LayoutDensity density)
{
	return &styles[density < DENSITY_COUNT ? density : DENSITY_NORMAL];
}
