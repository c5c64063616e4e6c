/*
 * metrics.h
 *		What the layout must know about fonts, through callbacks.
 */
#ifndef LAYOUT_METRICS_H
#define LAYOUT_METRICS_H

#include <stddef.h>

typedef enum FontWeight
{
	FONT_REGULAR,
	FONT_BOLD
} FontWeight;

typedef struct LayoutMetrics
{
	/* Advance width of clean UTF-8, in ems: multiply by the size in points. */
	double		(*width) (void *context, const char *text, size_t length,
						  FontWeight weight);
	void	   *context;

	/* Of the text face, in ems: above and below the baseline. */
	double		ascent;
	double		descent;
	double		cap_height;
} LayoutMetrics;

#endif							/* LAYOUT_METRICS_H */
