/*
 * match_policy.c
 *		Text and binary forms of a match policy.
 *
 * One table says for every key where it is stored and what it takes; reading,
 * writing and checking all follow it.
 */
#include <string.h>

#include "core/decimal.h"
#include "core/match_policy.h"

typedef enum KeyKind
{
	KEY_WORD,					/* one of a list, stored as its index */
	KEY_POINTS,					/* decimal, stored in thousandths */
	KEY_COUNT					/* whole number */
} KeyKind;

typedef struct Key
{
	const char *name;
	KeyKind		kind;
	size_t		offset;
	const char *const *words;	/* NULL-terminated */
	int64_t		least;
	int64_t		most;
} Key;

static const char *const objective_words[] = {"participation", "score", "stable", NULL};
static const char *const fairness_words[] = {"none", "bottleneck", NULL};
static const char *const same_school_words[] = {"required", "preferred", NULL};
static const char *const boolean_words[] = {"false", "true", NULL};

#define AT(field) offsetof(MshipMatchPolicy, field)

/* in the order of the output */
static const Key keys[] = {
	{"objective", KEY_WORD, AT(objective), objective_words, 0, 2},
	{"fairness", KEY_WORD, AT(fairness), fairness_words, 0, 1},
	{"same_school", KEY_WORD, AT(same_school), same_school_words, 0, 1},
	{"keep_existing", KEY_WORD, AT(keep_existing), boolean_words, 0, 1},
	{"keep", KEY_POINTS, AT(keep), NULL, 0, MSHIP_MAX_KEEP},
	{"min_shared_slots", KEY_COUNT, AT(min_shared_slots), NULL, 0, 112},
	{"mentees_per_slot", KEY_COUNT, AT(mentees_per_slot), NULL, 1, MSHIP_MAX_MENTEES_PER_SLOT},
	{"schedule", KEY_POINTS, AT(schedule), NULL, 0, MSHIP_MAX_WEIGHT},
	{"traits", KEY_POINTS, AT(traits), NULL, 0, MSHIP_MAX_WEIGHT},
	{"language", KEY_POINTS, AT(language), NULL, 0, MSHIP_MAX_WEIGHT},
};

#define KEY_TOTAL ((int) (sizeof(keys) / sizeof(keys[0])))

void
mship_match_policy_default(MshipMatchPolicy *p)
{
	memset(p, 0, sizeof(*p));
	p->objective = MSHIP_OBJECTIVE_PARTICIPATION;
	p->fairness = MSHIP_FAIRNESS_NONE;
	p->same_school = MSHIP_SAME_SCHOOL_REQUIRED;
	p->keep_existing = 1;
	p->schedule = 40 * MSHIP_POINT;
	p->traits = 40 * MSHIP_POINT;
	p->language = 20 * MSHIP_POINT;
	p->keep = 200 * MSHIP_POINT;
	p->min_shared_slots = 1;
	p->mentees_per_slot = 2;
}

static int64_t
get_field(const MshipMatchPolicy *p, const Key *key)
{
	const uint8_t *at = (const uint8_t *) p + key->offset;
	int32_t		number;

	if (key->kind == KEY_WORD)
		return *at;
	memcpy(&number, at, sizeof(number));
	return number;
}

static void
set_field(MshipMatchPolicy *p, const Key *key, int64_t value)
{
	uint8_t    *at = (uint8_t *) p + key->offset;
	int32_t		number = (int32_t) value;

	if (key->kind == KEY_WORD)
		*at = (uint8_t) value;
	else
		memcpy(at, &number, sizeof(number));
}

/* Is every field in its range, and do they go together? */
bool
mship_match_policy_valid(const MshipMatchPolicy *p)
{
	for (int k = 0; k < KEY_TOTAL; k++)
	{
		int64_t		value = get_field(p, &keys[k]);

		if (value < keys[k].least || value > keys[k].most)
			return false;
	}
	return p->fairness == MSHIP_FAIRNESS_NONE ||
		p->objective == MSHIP_OBJECTIVE_PARTICIPATION;
}

/* ---------- reading text ---------- */

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_separator(char c)
{
	return c == ';' || c == ',';
}

static bool
same_word(const char *text, size_t length, const char *word)
{
	for (size_t k = 0; k < length; k++)
	{
		char		c = text[k];

		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		if (word[k] == '\0' || c != word[k])
			return false;
	}
	return word[length] == '\0';
}

static int
find_word(const char *text, size_t length, const char *const *words)
{
	for (int k = 0; words[k] != NULL; k++)
	{
		if (same_word(text, length, words[k]))
			return k;
	}
	return -1;
}

/* A value of the key's kind and range. */
static bool
read_value(const Key *key, const char *text, size_t length, int64_t *value)
{
	MshipDecimal number;
	size_t		taken;

	if (key->kind == KEY_WORD)
	{
		*value = find_word(text, length, key->words);
		return *value >= 0;
	}
	if (mship_decimal_parse(text, length, &number, &taken, NULL) != MSHIP_OK ||
		taken != length ||
		!mship_decimal_to_fixed(&number, key->kind == KEY_POINTS ? MSHIP_POINT_SCALE : 0,
								key->most, value))
		return false;
	return *value >= key->least;
}

/* The part of the text from *start to *end without blanks at either side. */
static void
trim(const char *text, size_t *start, size_t *end)
{
	while (*start < *end && is_space(text[*start]))
		++*start;
	while (*end > *start && is_space(text[*end - 1]))
		--*end;
}

/* One "key=value" in text[start..end), neither empty nor with blanks around. */
static MshipStatus
read_clause(const char *text, size_t start, size_t end, MshipMatchPolicy *p,
			uint32_t *given, MshipFault *fault)
{
	size_t		equals = start;
	size_t		key_end;
	size_t		value_start;
	size_t		value_end = end;
	int64_t		value;
	int			k = 0;

	while (equals < end && text[equals] != '=')
		equals++;
	key_end = equals;
	trim(text, &start, &key_end);
	while (k < KEY_TOTAL && !same_word(text + start, key_end - start, keys[k].name))
		k++;
	if (k == KEY_TOTAL)
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_POLICY_KEY,
						  start, key_end - start);
	if (*given & 1u << k)
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_POLICY_REPEATED,
						  start, key_end - start);
	*given |= 1u << k;
	value_start = equals < end ? equals + 1 : end;
	trim(text, &value_start, &value_end);
	if (!read_value(&keys[k], text + value_start, value_end - value_start, &value))
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_POLICY_VALUE,
						  start, end - start);
	set_field(p, &keys[k], value);
	return MSHIP_OK;
}

/*
 * Read a policy; keys that are not named have their defaults.  Faults are
 * MSHIP_ERR_SYNTAX with the byte range of the part that is wrong.
 */
MshipStatus
mship_match_policy_parse(const char *text, size_t length, MshipMatchPolicy *p,
						 MshipFault *fault)
{
	MshipMatchPolicy result;
	uint32_t	given = 0;
	size_t		start = 0;

	mship_match_policy_default(&result);
	while (start < length)
	{
		size_t		end = start;
		size_t		next;
		MshipStatus status;

		while (end < length && !is_separator(text[end]))
			end++;
		next = end + 1;
		trim(text, &start, &end);
		if (start < end)		/* separators may stand alone */
		{
			status = read_clause(text, start, end, &result, &given, fault);
			if (status != MSHIP_OK)
				return status;
		}
		start = next;
	}
	if (!mship_match_policy_valid(&result))
		return mship_fail(fault, MSHIP_ERR_SYNTAX, MSHIP_REASON_POLICY_FAIRNESS, 0, 0);
	*p = result;
	return MSHIP_OK;
}

bool
mship_objective_parse(const char *text, size_t length, int *objective)
{
	int			found = find_word(text, length, objective_words);

	if (found != MSHIP_OBJECTIVE_PARTICIPATION && found != MSHIP_OBJECTIVE_SCORE)
		return false;
	*objective = found;
	return true;
}

/* ---------- writing text ---------- */

static char *
put(char *to, const char *word)
{
	size_t		length = strlen(word);

	memcpy(to, word, length);
	return to + length;
}

/* Write the canonical text, at most MSHIP_MATCH_POLICY_TEXT_MAX bytes. */
size_t
mship_match_policy_print(const MshipMatchPolicy *p, char *text)
{
	char	   *to = text;

	for (int k = 0; k < KEY_TOTAL; k++)
	{
		int64_t		value = get_field(p, &keys[k]);
		MshipDecimal number;

		to = put(to, k > 0 ? "; " : "");
		to = put(put(to, keys[k].name), "=");
		if (keys[k].kind == KEY_WORD)
		{
			to = put(to, keys[k].words[value]);
			continue;
		}
		mship_decimal_from_fixed(value, keys[k].kind == KEY_POINTS ? MSHIP_POINT_SCALE : 0,
								 &number);
		to += mship_decimal_print(&number, to);
	}
	return (size_t) (to - text);
}

/* ---------- bytes ---------- */

/* Version, then the fields in the order of the struct, big-endian. */
void
mship_match_policy_write(const MshipMatchPolicy *p, uint8_t *wire)
{
	const int32_t number[6] = {p->schedule, p->traits, p->language, p->keep,
	p->min_shared_slots, p->mentees_per_slot};

	*wire++ = MSHIP_MATCH_POLICY_WIRE_VERSION;
	*wire++ = p->objective;
	*wire++ = p->fairness;
	*wire++ = p->same_school;
	*wire++ = p->keep_existing;
	for (int k = 0; k < 6; k++)
	{
		for (int shift = 24; shift >= 0; shift -= 8)
			*wire++ = (uint8_t) ((uint32_t) number[k] >> shift);
	}
}

/* Read what mship_match_policy_write() wrote; anything else is refused. */
MshipStatus
mship_match_policy_read(const uint8_t *wire, size_t length, MshipMatchPolicy *p,
						MshipFault *fault)
{
	MshipMatchPolicy result;
	int32_t		number[6];

	if (length != MSHIP_MATCH_POLICY_WIRE_BYTES)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_LENGTH, 0, 0);
	if (wire[0] != MSHIP_MATCH_POLICY_WIRE_VERSION)
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_VERSION, 0, 0);
	for (int k = 0; k < 6; k++)
	{
		const uint8_t *b = wire + 5 + 4 * k;
		uint32_t	bits = (uint32_t) b[0] << 24 | (uint32_t) b[1] << 16 |
			(uint32_t) b[2] << 8 | b[3];

		/* no valid number is negative */
		number[k] = bits > INT32_MAX ? -1 : (int32_t) bits;
	}
	memset(&result, 0, sizeof(result));
	result.objective = wire[1];
	result.fairness = wire[2];
	result.same_school = wire[3];
	result.keep_existing = wire[4];
	result.schedule = number[0];
	result.traits = number[1];
	result.language = number[2];
	result.keep = number[3];
	result.min_shared_slots = number[4];
	result.mentees_per_slot = number[5];
	if (!mship_match_policy_valid(&result))
		return mship_fail(fault, MSHIP_ERR_BINARY, MSHIP_REASON_BINARY_NOT_CANONICAL, 0, 0);
	*p = result;
	return MSHIP_OK;
}
