/*
 * attendance_rule.c
 *		Absence rules: presets, comparison, binary form.
 */
#include "core/attendance_rule.h"

#include <string.h>

#include "core/exact.h"

#define HALF MSHIP_PARTIAL_HALF_OR_MORE
#define MORE MSHIP_PARTIAL_MORE_THAN_HALF
#define FRACTION MSHIP_PARTIAL_FRACTION
#define A MSHIP_COUNT_ABSENT
#define P MSHIP_COUNT_PRESENT
#define X MSHIP_COUNT_EXCLUDED

/*
 * docs/rules.md says of each cell whether it is the authority's word or our
 * reading.  Counts: suspension, in-school suspension, unrecorded, exempt,
 * excused.
 */
static const struct
{
	const char *name;
	MshipAttendanceRule rule;
}			presets[] = {
	{"edfacts", {1, 10, 10, MSHIP_SIDE_INCLUSIVE, HALF, {A, P, X, X, A}, {0}}},
	{"california", {1, 10, 31, MSHIP_SIDE_INCLUSIVE, HALF, {A, P, X, X, A}, {0}}},
	{"new_jersey", {1, 10, 45, MSHIP_SIDE_INCLUSIVE, HALF, {X, P, X, X, A}, {0}}},
	{"connecticut", {1, 10, 1, MSHIP_SIDE_INCLUSIVE, MORE, {A, A, X, X, A}, {0}}},
	{"edu_wh", {1, 10, 20, MSHIP_SIDE_INCLUSIVE, FRACTION, {A, P, P, X, A}, {0}}},
	{"kipp", {1, 10, 10, MSHIP_SIDE_INCLUSIVE, HALF, {A, P, X, X, A}, {0}}},
};

/* Find a preset by its name in lower case. */
bool
mship_rule_preset(const char *name, size_t length, MshipAttendanceRule *rule)
{
	for (size_t k = 0; k < sizeof(presets) / sizeof(presets[0]); k++)
	{
		if (strlen(presets[k].name) == length && memcmp(name, presets[k].name, length) == 0)
		{
			*rule = presets[k].rule;
			return true;
		}
	}
	return false;
}

static int
order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* A total order: by threshold, then field by field as they are printed. */
int
mship_rule_cmp(const MshipAttendanceRule *a, const MshipAttendanceRule *b)
{
	int			result = order((uint64_t) a->threshold * b->denominator,
							   (uint64_t) b->threshold * a->denominator);

	if (result == 0)
		result = order(a->side, b->side);
	if (result == 0)
		result = order(a->min_days, b->min_days);
	if (result == 0)
		result = order(a->partial, b->partial);
	for (int k = 0; k < MSHIP_RULE_GROUPS && result == 0; k++)
		result = order(a->count[k], b->count[k]);
	return result;
}

/*
 * Set the threshold, in lowest terms.  Fault: MSHIP_ERR_VALUE if it is not
 * above 0 and at most 1, or too fine.
 */
MshipStatus
mship_rule_set_threshold(MshipAttendanceRule *rule, uint64_t threshold,
						 uint64_t denominator, MshipFault *fault)
{
	uint32_t	divisor;

	if (threshold < 1 || threshold > denominator ||
		denominator > UINT32_MAX)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_RULE_THRESHOLD, 0, 0);
	divisor = mship_gcd((uint32_t) threshold, (uint32_t) denominator);
	if (denominator / divisor > MSHIP_RULE_MAX_DENOMINATOR)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_RULE_THRESHOLD, 0, 0);
	rule->threshold = (uint32_t) threshold / divisor;
	rule->denominator = (uint32_t) denominator / divisor;
	return MSHIP_OK;
}

static void
put32(uint8_t *to, uint32_t value)
{
	for (int k = 0; k < 4; k++)
		to[k] = (uint8_t) (value >> (24 - 8 * k));
}

static uint32_t
get32(const uint8_t *from)
{
	return (uint32_t) from[0] << 24 | (uint32_t) from[1] << 16 |
		(uint32_t) from[2] << 8 | from[3];
}

/* Write MSHIP_RULE_WIRE_BYTES bytes. */
void
mship_rule_write(const MshipAttendanceRule *rule, uint8_t *wire)
{
	wire[0] = MSHIP_RULE_WIRE_VERSION;
	put32(wire + 1, rule->threshold);
	put32(wire + 5, rule->denominator);
	wire[9] = (uint8_t) (rule->min_days >> 8);
	wire[10] = (uint8_t) rule->min_days;
	wire[11] = rule->side;
	wire[12] = rule->partial;
	memcpy(wire + 13, rule->count, MSHIP_RULE_GROUPS);
}

static MshipStatus
bad(MshipFault *fault, MshipReason reason, size_t position)
{
	return mship_fail(fault, MSHIP_ERR_BINARY, reason, position, 0);
}

/* Read a binary rule; nothing is taken that no text gives. */
MshipStatus
mship_rule_read(const uint8_t *wire, size_t length, MshipAttendanceRule *rule,
				MshipFault *fault)
{
	MshipAttendanceRule result = {0};

	if (length < 1)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, 0);
	if (wire[0] != MSHIP_RULE_WIRE_VERSION)
		return bad(fault, MSHIP_REASON_BINARY_VERSION, 0);
	if (length != MSHIP_RULE_WIRE_BYTES)
		return bad(fault, MSHIP_REASON_BINARY_LENGTH, length);
	if (mship_rule_set_threshold(&result, get32(wire + 1), get32(wire + 5), NULL) != MSHIP_OK)
		return bad(fault, MSHIP_REASON_RULE_THRESHOLD, 1);
	if (result.denominator != get32(wire + 5))
		return bad(fault, MSHIP_REASON_BINARY_NOT_CANONICAL, 1);
	result.min_days = (uint16_t) (wire[9] << 8 | wire[10]);
	if (result.min_days < 1 || result.min_days > MSHIP_RULE_MAX_MIN_DAYS)
		return bad(fault, MSHIP_REASON_RULE_MIN_DAYS, 9);
	if (wire[11] > MSHIP_SIDE_EXCLUSIVE)
		return bad(fault, MSHIP_REASON_RULE_VALUE, 11);
	if (wire[12] > MSHIP_PARTIAL_FRACTION)
		return bad(fault, MSHIP_REASON_RULE_VALUE, 12);
	result.side = wire[11];
	result.partial = wire[12];
	for (size_t k = 0; k < MSHIP_RULE_GROUPS; k++)
	{
		if (wire[13 + k] > MSHIP_COUNT_EXCLUDED)
			return bad(fault, MSHIP_REASON_RULE_VALUE, 13 + k);
		result.count[k] = wire[13 + k];
	}
	*rule = result;
	return MSHIP_OK;
}
