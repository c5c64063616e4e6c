/*
 * layout_style_test.c
 *		Contrast of the colours of jobs/layout/style.h, after WCAG 2.1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#include "layout/style.h"

static double
channel(Colour colour, int shift)
{
	double		value = (double) (colour >> shift & 0xFF) / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
luminance(Colour colour)
{
	return 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) +
		0.0722 * channel(colour, 0);
}

static double
contrast(Colour a, Colour b)
{
	double		light = fmax(luminance(a), luminance(b));
	double		dark = fmin(luminance(a), luminance(b));

	return (light + 0.05) / (dark + 0.05);
}

static void
measures_contrast_as_the_standard_does(void **state)
{
	(void) state;
	assert_true(fabs(contrast(0x000000, 0xFFFFFF) - 21) < 0.001);
	assert_true(fabs(contrast(0x777777, 0xFFFFFF) - 4.48) < 0.01);
}

/* Each pair that a drawer uses. */
static void
text_can_be_read(void **state)
{
	static const Colour pairs[][2] = {
		{COLOUR_INK, COLOUR_PAPER}, {COLOUR_MUTED, COLOUR_PAPER},
		{COLOUR_ACCENT, COLOUR_PAPER}, {COLOUR_INK, COLOUR_TINT},
		{COLOUR_MUTED, COLOUR_TINT}, {COLOUR_ACCENT, COLOUR_TINT},
		{COLOUR_INK, COLOUR_PANEL}, {COLOUR_MUTED, COLOUR_PANEL},
		{COLOUR_ACCENT, COLOUR_PANEL}, {COLOUR_INK, COLOUR_DATA_LIGHT},
		{COLOUR_INK, COLOUR_DATA_MID}, {COLOUR_PAPER, COLOUR_DATA_DARK},
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (contrast(pairs[i][0], pairs[i][1]) < 4.5)
			fail_msg("%06X on %06X: only %.2f : 1", (unsigned) pairs[i][0],
					 (unsigned) pairs[i][1], contrast(pairs[i][0], pairs[i][1]));
}

/* Lines and shapes that carry meaning need 3 : 1; tones of data must differ on
 * a grey printer. */
static void
shapes_can_be_told_apart(void **state)
{
	(void) state;
	assert_true(contrast(COLOUR_RULE_DARK, COLOUR_PAPER) >= 3);
	assert_true(contrast(COLOUR_DATA_DARK, COLOUR_DATA_MID) >= 3);
	assert_true(contrast(COLOUR_DATA_DARK, COLOUR_DATA_LIGHT) >= 4.5);
	assert_true(contrast(COLOUR_DATA_MID, COLOUR_DATA_LIGHT) >= 1.6);
}

static void
denser_is_smaller_and_stays_legible(void **state)
{
	int			i;

	(void) state;
	for (i = 0; i < DENSITY_COUNT; i++)
	{
		const LayoutStyle *style = layout_style((LayoutDensity) i);

		assert_true(style->chart.size >= 8 && style->note.size >= 8 &&
					style->tile_label.size >= 8 && style->running.size >= 8 &&
					style->table.size >= 8 && style->body.size >= 8.5);
		assert_true(style->title.size > style->heading.size &&
					style->heading.size > style->subheading.size &&
					style->subheading.size > style->body.size);
		assert_true(style->body.leading >= style->body.size * 1.25);
		if (i > 0)
			assert_true(style->body.leading <
						layout_style((LayoutDensity) (i - 1))->body.leading);
	}
	assert_ptr_equal(layout_style(DENSITY_COUNT), layout_style(DENSITY_NORMAL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_contrast_as_the_standard_does),
		cmocka_unit_test(text_can_be_read),
		cmocka_unit_test(shapes_can_be_told_apart),
		cmocka_unit_test(denser_is_smaller_and_stays_legible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
