/*
 * double_text.c
 *		Doubles as text, for the core, which knows no locale.
 */
#include "postgres.h"

#include "common/shortest_dec.h"

#include "pg/double_text.h"

StaticAssertDecl(MSHIP_DOUBLE_TEXT_MAX >= DOUBLE_SHORTEST_DECIMAL_LEN,
				 "the longest double fits");

/*
 * The server keeps LC_NUMERIC at "C", so strtod() knows one form only; what
 * else it would read (hexadecimal, NaN, blanks) is kept from it.
 */
bool
mship_read_double(const char *text, size_t length, double *value)
{
	char		copy[400];
	char	   *end;
	const char *digits = text[0] == '-' ? text + 1 : text;

	if (length == 0 || length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (strspn(copy, "0123456789+-.eE") != length &&
		!(length - (digits - text) == 8 && memcmp(digits, "Infinity", 8) == 0))
		return false;
	*value = strtod(copy, &end);
	return *end == '\0';
}

/* The fewest digits that give the same double again; no setting changes them. */
size_t
mship_print_double(double value, char *text)
{
	return (size_t) double_to_shortest_decimal_bufn(value, text);
}
