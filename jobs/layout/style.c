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
	[DENSITY_CLOSE] = {
		.title = {18, 21.7},
		.heading = {11.5, 14.7},
		.subheading = {9.6, 12.5},
		.lead = {10, 13.6},
		.body = {9, 12.1},
		.table = {8.2, 10.7},
		.note = {8, 10.4},
		.running = {8, 10},
		.tile_value = {16.5, 20},
		.tile_label = {8, 10.1},
		.chart = {8, 9.6},
		.block_gap = 6,
		.heading_gap = 12,
		.heading_under = 3.7,
		.cell_pad_x = 5.5,
		.cell_pad_y = 2.2,
		.box_pad = 8,
		.gutter = 11,
		.bar_height = 8.5,
		.bar_step = 13.2,
		.trend_height = 78,
		.calendar_row = 11.2,
		.dot_radius = 3.5,
		.scale = 0.92
	},
	[DENSITY_COMPACT] = {
		.title = {17, 20.5},
		.heading = {11, 14},
		.subheading = {9.2, 12},
		.lead = {9.5, 12.8},
		.body = {8.6, 11},
		.table = {8, 10.2},
		.note = {8, 10},
		.running = {8, 10},
		.tile_value = {14, 16.5},
		.tile_label = {8, 9.8},
		.chart = {8, 9.4},
		.block_gap = 4.5,
		.heading_gap = 8.5,
		.heading_under = 2.5,
		.cell_pad_x = 5,
		.cell_pad_y = 1.8,
		.box_pad = 6,
		.gutter = 10,
		.bar_height = 8,
		.bar_step = 11.5,
		.trend_height = 58,
		.calendar_row = 10,
		.dot_radius = 3.3,
		.scale = 0.9
	}
};

const LayoutStyle *
layout_style(LayoutDensity density)
{
	return &styles[density < DENSITY_COUNT ? density : DENSITY_NORMAL];
}
