/*
 * scorecard_preset.c
 *		Published early-warning rules as scorecards.
 *
 * balfanz: Balfanz, Herzog and Mac Iver (2007), Philadelphia, grade 6.  Four
 * flags, a point each: attendance of 80 percent or less, failed mathematics,
 * failed English, an out-of-school suspension.
 *
 * check_and_connect: Check & Connect (University of Minnesota), the signs of
 * high risk in a month, a point each: 3 or 15 percent of full-day absences, 3
 * or 15 percent of missed classes, 3 behaviour referrals, 2 in-school
 * suspensions, 2 days of out-of-school suspension, 2 Ds or 1 F, less than 80
 * percent of credits.  The source's row for tardiness is left out: its label
 * did not survive in the copy we have.
 *
 * docs/risk.md says what these rules are worth.
 */
#include <string.h>

#include "core/scorecard.h"

typedef struct Preset
{
	const char *name;
	const char *text;
} Preset;

static const Preset presets[] = {
	{"balfanz",
		"points; base=0; absence_rate >=0.2:1; failed_math >=1:1; "
		"failed_english >=1:1; suspended_days >=1:1"},
	{"check_and_connect",
		"points; base=0; absent_days >=3:1; absence_rate >=0.15:1; "
		"missed_classes >=3:1; missed_class_rate >=0.15:1; "
		"behavior_referrals >=3:1; in_school_suspensions >=2:1; "
		"suspended_days >=2:1; d_grades >=2:1; failed_courses >=1:1; "
	"credit_rate <0.8:1"}
};

/* The text of a preset, with a NUL, or NULL; names in any case, "-" as "_". */
const char *
mship_scorecard_preset(const char *name, size_t length)
{
	for (size_t p = 0; p < sizeof(presets) / sizeof(presets[0]); p++)
	{
		size_t		k = 0;

		for (; k < length && presets[p].name[k] != '\0'; k++)
		{
			char		c = name[k];

			if (c >= 'A' && c <= 'Z')
				c = (char) (c - 'A' + 'a');
			if (c == '-')
				c = '_';
			if (c != presets[p].name[k])
				break;
		}
		if (k == length && presets[p].name[k] == '\0')
			return presets[p].text;
	}
	return NULL;
}
