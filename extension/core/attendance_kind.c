/*
 * attendance_kind.c
 *		Kinds of day: the sets of statuses that counts and runs are asked for.
 */
#include <string.h>

#include "core/attendance_status.h"

#define KIND(code) MSHIP_KIND_OF(MSHIP_##code)

static const struct
{
	const char *name;
	MshipKind	kind;
}			kinds[] = {
	{"absent", KIND(EXCUSED) | KIND(UNEXCUSED) | KIND(SUSPENDED) |
	KIND(HALF_EXCUSED) | KIND(HALF_UNEXCUSED)},
	{"unexcused", KIND(UNEXCUSED) | KIND(HALF_UNEXCUSED)},
	{"excused", KIND(EXCUSED) | KIND(HALF_EXCUSED)},
	{"suspended", KIND(SUSPENDED)},
	{"present", KIND(PRESENT) | KIND(REMOTE) | KIND(TARDY) | KIND(LEFT_EARLY)},
	{"tardy", KIND(TARDY)},
};

static bool
same_word(const char *text, size_t length, const char *name)
{
	if (strlen(name) != length)
		return false;
	for (size_t k = 0; k < length; k++)
	{
		char		c = text[k];

		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		if (c != name[k])
			return false;
	}
	return true;
}

/*
 * No name is a set of letters as well, so the order of the two readings does
 * not matter.  Days that no run looks at (X, ? and dots) would make no kind:
 * asking for them is a mistake.
 */
MshipStatus
mship_kind_parse(const char *text, size_t length, MshipKind *kind,
				 MshipFault *fault)
{
	MshipKind	set = 0;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
	{
		if (same_word(text, length, kinds[k].name))
		{
			*kind = kinds[k].kind;
			return MSHIP_OK;
		}
	}
	for (size_t k = 0; k < length; k++)
	{
		int			code = mship_status_of_letter(text[k]);

		if (code < 0 || mship_kind_has(MSHIP_KIND_UNCOUNTED, code))
			return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_KIND, 0, length);
		set |= MSHIP_KIND_OF(code);
	}
	if (set == 0)
		return mship_fail(fault, MSHIP_ERR_VALUE, MSHIP_REASON_KIND, 0, length);
	*kind = set;
	return MSHIP_OK;
}
