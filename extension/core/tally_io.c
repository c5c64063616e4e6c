/*
 * tally_io.c
 *		Text and binary form of a tally.
 *
 * Text:  0.25:1/3, 0.5:2/0  means of the rows that score 0.25 one had the
 * outcome and three had not.  Binary: a version byte, the number of scores (4
 * bytes), and for each its bits (8), rows with (4) and without (4) the outcome;
 * all big-endian.
 */
#include <math.h>
#include <string.h>

#include "core/tally.h"

static void
put_bytes(uint8_t *to, uint64_t value, int size)
{
	for (int k = size - 1; k >= 0; k--)
	{
		to[k] = (uint8_t) value;
		value >>= 8;
	}
}

static uint64_t
get_bytes(const uint8_t *from, int size)
{
	uint64_t	value = 0;

	for (int k = 0; k < size; k++)
		value = value << 8 | from[k];
	return value;
}

/* Write MSHIP_TALLY_WIRE_HEADER + count * MSHIP_TALLY_WIRE_ENTRY bytes. */
void
mship_tally_write(const MshipTallyEntry *entries, uint32_t count, uint8_t *wire)
{
	wire[0] = MSHIP_TALLY_WIRE_VERSION;
	put_bytes(wire + 1, count, 4);
	wire += MSHIP_TALLY_WIRE_HEADER;
	for (uint32_t k = 0; k < count; k++, wire += MSHIP_TALLY_WIRE_ENTRY)
	{
		uint64_t	bits;

		memcpy(&bits, &entries[k].score, sizeof(bits));
		put_bytes(wire, bits, 8);
		put_bytes(wire + 8, entries[k].positives, 4);
		put_bytes(wire + 12, entries[k].negatives, 4);
	}
}

/* The number of entries, once the length agrees with it. */
MshipStatus
mship_tally_read_count(const uint8_t *wire, size_t length, uint32_t *count,
					   MshipFault *fault)
{
	uint64_t	claimed;

	if (length < 1 || wire[0] != MSHIP_TALLY_WIRE_VERSION)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	if (length < MSHIP_TALLY_WIRE_HEADER)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	claimed = get_bytes(wire + 1, 4);
	if (claimed > MSHIP_TALLY_MAX_SCORES ||
		length != MSHIP_TALLY_WIRE_HEADER + claimed * MSHIP_TALLY_WIRE_ENTRY)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	*count = (uint32_t) claimed;
	return MSHIP_OK;
}

/* Read the entries that mship_tally_read_count() announced: canonical or refused. */
MshipStatus
mship_tally_read(const uint8_t *wire, uint32_t count, MshipTallyEntry *entries,
				 MshipFault *fault)
{
	uint32_t	kept = count;

	wire += MSHIP_TALLY_WIRE_HEADER;
	for (uint32_t k = 0; k < count; k++, wire += MSHIP_TALLY_WIRE_ENTRY)
	{
		MshipTallyEntry *e = &entries[k];
		uint64_t	bits = get_bytes(wire, 8);

		memcpy(&e->score, &bits, sizeof(bits));
		e->positives = (uint32_t) get_bytes(wire + 8, 4);
		e->negatives = (uint32_t) get_bytes(wire + 12, 4);
		if (isnan(e->score) || (e->score == 0 && bits != 0) ||
			(k > 0 && e->score <= e[-1].score))
			return mship_fail(fault, MSHIP_ERR_BINARY,
							  MSHIP_REASON_BINARY_NOT_CANONICAL, 0, 0);
	}
	if (mship_tally_compact(entries, &kept, fault) != MSHIP_OK || kept != count)
		return mship_fail(fault, MSHIP_ERR_BINARY,
						  MSHIP_REASON_BINARY_NOT_CANONICAL, 0, 0);
	return MSHIP_OK;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A count of at most MSHIP_TALLY_MAX_ROWS. */
static bool
read_rows(const char *text, size_t length, size_t *at, uint32_t *rows)
{
	size_t		start = *at;
	int64_t		value = 0;

	for (; *at < length && text[*at] >= '0' && text[*at] <= '9'; (*at)++)
	{
		value = value * 10 + (text[*at] - '0');
		if (value > MSHIP_TALLY_MAX_ROWS)
			return false;
	}
	*rows = (uint32_t) value;
	return *at > start;
}

/* "0.25:1/3" */
static bool
read_entry(const char *text, size_t length, size_t *at, MshipReadDouble read,
		   MshipTallyEntry *e)
{
	size_t		start = *at;

	while (*at < length && text[*at] != ':' && text[*at] != ',')
		(*at)++;
	if (*at >= length || text[*at] != ':' ||
		!read(text + start, *at - start, &e->score) || isnan(e->score))
		return false;
	if (e->score == 0)
		e->score = 0;			/* no negative zero */
	(*at)++;
	if (!read_rows(text, length, at, &e->positives) || *at >= length ||
		text[*at] != '/')
		return false;
	(*at)++;
	return read_rows(text, length, at, &e->negatives);
}

/* Room for the entries of a text: each takes at least five bytes, "0:1/0". */
size_t
mship_tally_text_entries(size_t text_length)
{
	return text_length / 5 + 1;
}

/*
 * Read the text form, in any order and with repetitions, into a canonical
 * tally.  Faults: MSHIP_ERR_SYNTAX with the byte range, MSHIP_ERR_LIMIT.
 */
MshipStatus
mship_tally_parse(const char *text, size_t length, MshipReadDouble read,
				  MshipTallyEntry *entries, uint32_t *count, MshipFault *fault)
{
	uint32_t	n = 0;
	size_t		at = 0;
	MshipStatus status;

	while (at < length && is_space(text[at]))
		at++;
	while (at < length)
	{
		size_t		start = at;

		if (n == MSHIP_TALLY_MAX_SCORES)
			return mship_fail_value(fault, MSHIP_ERR_LIMIT,
									MSHIP_REASON_TALLY_SCORES, (int64_t) n + 1, n);
		if (!read_entry(text, length, &at, read, &entries[n++]))
		{
			while (at < length && text[at] != ',')
				at++;
			return mship_fail(fault, MSHIP_ERR_SYNTAX,
							  MSHIP_REASON_TALLY_ENTRY, start, at - start);
		}
		while (at < length && is_space(text[at]))
			at++;
		if (at == length)
			break;
		if (text[at] != ',')
			return mship_fail(fault, MSHIP_ERR_SYNTAX,
							  MSHIP_REASON_TRAILING_TEXT, at, length - at);
		for (at++; at < length && is_space(text[at]); at++)
			;
		if (at == length)
			return mship_fail(fault, MSHIP_ERR_SYNTAX,
							  MSHIP_REASON_UNEXPECTED_END, at, 0);
	}
	status = mship_tally_compact(entries, &n, fault);
	if (status == MSHIP_OK)
		*count = n;
	return status;
}

static size_t
print_rows(uint32_t rows, char *to)
{
	char		reversed[10];
	size_t		digits = 0;
	size_t		length = 0;

	do
		reversed[digits++] = (char) ('0' + rows % 10);
	while ((rows /= 10) > 0);
	while (digits > 0)
		to[length++] = reversed[--digits];
	return length;
}

/* Write at most count * MSHIP_TALLY_ENTRY_TEXT_MAX bytes; returns how many. */
size_t
mship_tally_print(const MshipTallyEntry *entries, uint32_t count,
				  MshipPrintDouble print, char *text)
{
	size_t		length = 0;

	for (uint32_t k = 0; k < count; k++)
	{
		if (k > 0)
		{
			text[length++] = ',';
			text[length++] = ' ';
		}
		length += print(entries[k].score, text + length);
		text[length++] = ':';
		length += print_rows(entries[k].positives, text + length);
		text[length++] = '/';
		length += print_rows(entries[k].negatives, text + length);
	}
	return length;
}
