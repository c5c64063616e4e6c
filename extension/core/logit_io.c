/*
 * logit_io.c
 *		Text and binary form of the sums of logistic regression.
 *
 * Text:  moments 2 40 60 3 0: 1.5 -2 ...  is the stage, features, rows with and
 * without the outcome, rows skipped, the first feature with a value out of
 * range, and the numbers in the order of core/logit.h, separated by single
 * spaces.  Binary: a version byte; stage, features and out-of-range feature (4
 * bytes each); the three counts (8 each); the bits of each number (8); all
 * big-endian.
 */
#include <math.h>
#include <string.h>

#include "core/logit.h"

static const char *const stage_names[] = {"moments", "step"};

/* ---------- what no aggregate can have made is refused ---------- */

static bool
are_finite(const double *x, size_t count)
{
	for (size_t k = 0; k < count; k++)
	{
		if (!isfinite(x[k]))
			return false;
	}
	return true;
}

static bool
is_model(const double *model, uint32_t features)
{
	for (size_t k = 0; k < MSHIP_LOGIT_MODEL_SIZE((size_t) features); k++)
	{
		if (!(fabs(model[k]) <= MSHIP_LOGIT_MAX_VALUE) ||
			(k >= features && k < 2 * (size_t) features && !(model[k] > 0)))
			return false;
	}
	return true;
}

static bool
is_count(int64_t count)
{
	return count >= 0 && count <= MSHIP_LOGIT_MAX_ROWS;
}

/* Are these sums that mship_logit_add() and mship_logit_merge() may have made? */
MshipStatus
mship_logit_check(const MshipLogit *sums)
{
	size_t		count = mship_logit_value_count(sums->stage, sums->features);
	size_t		extremes = sums->stage == MSHIP_LOGIT_MOMENTS ?
		2 * (size_t) sums->features : 2;

	if (sums->out_of_range > sums->features || sums->reserved != 0 ||
		!is_count(sums->positives) || !is_count(sums->negatives) ||
		!is_count(sums->skipped) ||
		!is_count(sums->positives + sums->negatives) ||
		!are_finite(sums->values, count - extremes))
		return MSHIP_ERR_VALUE;
	for (size_t k = count - extremes; k < count; k++)
	{
		if (isnan(sums->values[k]))
			return MSHIP_ERR_VALUE;
	}
	if (sums->stage == MSHIP_LOGIT_STEP && !is_model(sums->values, sums->features))
		return MSHIP_ERR_VALUE;
	return MSHIP_OK;
}

static bool
is_shape(uint64_t stage, uint64_t features)
{
	return stage <= MSHIP_LOGIT_STEP && features >= 1 &&
		features <= MSHIP_LOGIT_MAX_FEATURES;
}

/* ---------- binary ---------- */

static uint8_t *
put_bytes(uint8_t *to, uint64_t value, int size)
{
	for (int k = size - 1; k >= 0; k--)
	{
		to[k] = (uint8_t) value;
		value >>= 8;
	}
	return to + size;
}

static uint64_t
get_bytes(const uint8_t **from, int size)
{
	uint64_t	value = 0;

	for (int k = 0; k < size; k++)
		value = value << 8 | *(*from)++;
	return value;
}

size_t
mship_logit_wire_size(const MshipLogit *sums)
{
	return MSHIP_LOGIT_WIRE_HEADER +
		8 * mship_logit_value_count(sums->stage, sums->features);
}

/* Write mship_logit_wire_size() bytes. */
void
mship_logit_write(const MshipLogit *sums, uint8_t *wire)
{
	size_t		count = mship_logit_value_count(sums->stage, sums->features);

	wire = put_bytes(wire, MSHIP_LOGIT_WIRE_VERSION, 1);
	wire = put_bytes(wire, sums->stage, 4);
	wire = put_bytes(wire, sums->features, 4);
	wire = put_bytes(wire, sums->out_of_range, 4);
	wire = put_bytes(wire, (uint64_t) sums->positives, 8);
	wire = put_bytes(wire, (uint64_t) sums->negatives, 8);
	wire = put_bytes(wire, (uint64_t) sums->skipped, 8);
	for (size_t k = 0; k < count; k++)
	{
		uint64_t	bits;

		memcpy(&bits, &sums->values[k], sizeof(bits));
		wire = put_bytes(wire, bits, 8);
	}
}

/* Stage and features, once the length agrees with them. */
MshipStatus
mship_logit_read_shape(const uint8_t *wire, size_t length, uint32_t *stage,
					   uint32_t *features, MshipFault *fault)
{
	const uint8_t *at = wire + 1;
	uint64_t	claimed_stage;
	uint64_t	claimed_features;

	if (length < 1 || wire[0] != MSHIP_LOGIT_WIRE_VERSION)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	if (length < MSHIP_LOGIT_WIRE_HEADER)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	claimed_stage = get_bytes(&at, 4);
	claimed_features = get_bytes(&at, 4);
	if (!is_shape(claimed_stage, claimed_features))
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_LOGIT_SHAPE, 0, 0);
	if (length != MSHIP_LOGIT_WIRE_HEADER +
		8 * mship_logit_value_count((uint32_t) claimed_stage, (uint32_t) claimed_features))
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	*stage = (uint32_t) claimed_stage;
	*features = (uint32_t) claimed_features;
	return MSHIP_OK;
}

/* Read what mship_logit_read_shape() announced. */
MshipStatus
mship_logit_read(const uint8_t *wire, MshipLogit *sums, MshipFault *fault)
{
	size_t		count;

	wire++;
	sums->stage = (uint32_t) get_bytes(&wire, 4);
	sums->features = (uint32_t) get_bytes(&wire, 4);
	sums->out_of_range = (uint32_t) get_bytes(&wire, 4);
	sums->reserved = 0;
	sums->positives = (int64_t) get_bytes(&wire, 8);
	sums->negatives = (int64_t) get_bytes(&wire, 8);
	sums->skipped = (int64_t) get_bytes(&wire, 8);
	count = mship_logit_value_count(sums->stage, sums->features);
	for (size_t k = 0; k < count; k++)
	{
		uint64_t	bits = get_bytes(&wire, 8);

		memcpy(&sums->values[k], &bits, sizeof(bits));
	}
	if (mship_logit_check(sums) != MSHIP_OK)
		return mship_fail(fault, MSHIP_ERR_BINARY,
						  MSHIP_REASON_BINARY_NOT_CANONICAL, 0, 0);
	return MSHIP_OK;
}

/* ---------- text ---------- */

typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
} Reader;

/* To the next space, colon or the end. */
static size_t
word(const Reader *r)
{
	size_t		end = r->at;

	while (end < r->length && r->text[end] != ' ' && r->text[end] != ':')
		end++;
	return end - r->at;
}

/* A count, after a space. */
static bool
read_count(Reader *r, int64_t limit, int64_t *count)
{
	size_t		length;

	if (r->at >= r->length || r->text[r->at] != ' ')
		return false;
	r->at++;
	length = word(r);
	*count = 0;
	for (size_t k = 0; k < length; k++)
	{
		char		digit = r->text[r->at + k];

		if (digit < '0' || digit > '9')
			return false;
		*count = *count * 10 + (digit - '0');
		if (*count > limit)
			return false;
	}
	r->at += length;
	return length > 0;
}

static MshipStatus
fail_here(const Reader *r, MshipReason reason, MshipFault *fault)
{
	return mship_fail(fault, MSHIP_ERR_SYNTAX, reason, r->at, word(r));
}

static MshipStatus
read_shape(Reader *r, uint32_t *stage, uint32_t *features, MshipFault *fault)
{
	size_t		length = word(r);
	int64_t		count;

	for (*stage = 0; *stage <= MSHIP_LOGIT_STEP; (*stage)++)
	{
		if (strlen(stage_names[*stage]) == length &&
			memcmp(stage_names[*stage], r->text, length) == 0)
			break;
	}
	if (*stage > MSHIP_LOGIT_STEP)
		return fail_here(r, MSHIP_REASON_LOGIT_SHAPE, fault);
	r->at = length;
	if (!read_count(r, MSHIP_LOGIT_MAX_FEATURES, &count) || count == 0)
		return fail_here(r, MSHIP_REASON_LOGIT_SHAPE, fault);
	*features = (uint32_t) count;
	return MSHIP_OK;
}

/* Stage and features, so that the caller can make room. */
MshipStatus
mship_logit_parse_shape(const char *text, size_t length, uint32_t *stage,
						uint32_t *features, MshipFault *fault)
{
	Reader		r = {text, length, 0};
	uint32_t	found_stage;
	uint32_t	found_features;
	MshipStatus status = read_shape(&r, &found_stage, &found_features, fault);

	if (status != MSHIP_OK)
		return status;
	*stage = found_stage;
	*features = found_features;
	return MSHIP_OK;
}

/*
 * Read the text whose shape mship_logit_parse_shape() told.  Fault:
 * MSHIP_ERR_SYNTAX with the byte range.
 */
MshipStatus
mship_logit_parse(const char *text, size_t length, MshipReadDouble read,
				  MshipLogit *sums, MshipFault *fault)
{
	Reader		r = {text, length, 0};
	int64_t		out_of_range;
	size_t		count;
	MshipStatus status = read_shape(&r, &sums->stage, &sums->features, fault);

	if (status != MSHIP_OK)
		return status;
	if (!read_count(&r, MSHIP_LOGIT_MAX_ROWS, &sums->positives) ||
		!read_count(&r, MSHIP_LOGIT_MAX_ROWS, &sums->negatives) ||
		!read_count(&r, MSHIP_LOGIT_MAX_ROWS, &sums->skipped) ||
		!read_count(&r, MSHIP_LOGIT_MAX_FEATURES, &out_of_range) ||
		r.at >= length || text[r.at] != ':')
		return fail_here(&r, MSHIP_REASON_EXPECTED_NUMBER, fault);
	sums->out_of_range = (uint32_t) out_of_range;
	sums->reserved = 0;
	r.at++;
	count = mship_logit_value_count(sums->stage, sums->features);
	for (size_t k = 0; k < count; k++)
	{
		if (r.at >= length)
			return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, length, 0);
		if (text[r.at] != ' ')
			return fail_here(&r, MSHIP_REASON_EXPECTED_NUMBER, fault);
		r.at++;
		if (!read(text + r.at, word(&r), &sums->values[k]))
			return fail_here(&r, MSHIP_REASON_EXPECTED_NUMBER, fault);
		r.at += word(&r);
	}
	if (r.at < length)
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAILING_TEXT, r.at, length - r.at);
	if (mship_logit_check(sums) != MSHIP_OK)
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_LOGIT_SUMS, 0, 0);
	return MSHIP_OK;
}

static size_t
put_count(char *to, int64_t count)
{
	char		reversed[20];
	size_t		digits = 0;
	size_t		length = 0;

	to[length++] = ' ';
	do
		reversed[digits++] = (char) ('0' + count % 10);
	while ((count /= 10) > 0);
	while (digits > 0)
		to[length++] = reversed[--digits];
	return length;
}

/*
 * Write at most MSHIP_LOGIT_HEADER_TEXT_MAX bytes and MSHIP_DOUBLE_TEXT_MAX + 1
 * for each number; returns how many.
 */
size_t
mship_logit_print(const MshipLogit *sums, MshipPrintDouble print, char *text)
{
	size_t		count = mship_logit_value_count(sums->stage, sums->features);
	size_t		length = strlen(stage_names[sums->stage]);

	memcpy(text, stage_names[sums->stage], length);
	length += put_count(text + length, sums->features);
	length += put_count(text + length, sums->positives);
	length += put_count(text + length, sums->negatives);
	length += put_count(text + length, sums->skipped);
	length += put_count(text + length, sums->out_of_range);
	text[length++] = ':';
	for (size_t k = 0; k < count; k++)
	{
		text[length++] = ' ';
		length += print(sums->values[k], text + length);
	}
	return length;
}
