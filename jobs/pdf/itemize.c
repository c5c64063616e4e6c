/*
 * itemize.c
 *		Which font, script and direction each character of a text has.
 */
#include "pdf/fonts.h"

#include <fribidi.h>

#include "common/utf8.h"

/* No character in front of this one has to do with right to left. */
#define FIRST_BIDI 0x0590u

static bool
is_shared(hb_script_t script)
{
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED;
}

static bool
covers(const PdfFonts *fonts, size_t family, uint32_t character)
{
	return FcCharSetHasChar(fonts->families[family].coverage, character);
}

/* Characters that only steer others need no glyph. */
static bool
is_invisible(uint32_t c)
{
	return c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x180E ||
		(c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) ||
		(c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* Spaces, digits and punctuation, but not marks. */
static bool
is_neutral(const Character *c)
{
	return c->script == HB_SCRIPT_COMMON && c->value != UTF8_REPLACEMENT &&
		!utf8_extends(c->value) && !is_invisible(c->value);
}

/* A mark from another face than its letter would not find its place. */
static bool
stays_with(const PdfFonts *fonts, const Character *c, size_t family)
{
	if (is_invisible(c->value))
		return true;
	return (c->script == HB_SCRIPT_INHERITED || utf8_extends(c->value)) &&
		covers(fonts, family, c->value);
}

static size_t
own_family(PdfFonts *fonts, Character *c)
{
	size_t		family = is_invisible(c->value) ? 0 : fonts_family(fonts, c->value);

	if (family != NO_FACE)
		return family;
	c->missing = true;
	c->value = UTF8_REPLACEMENT;
	family = fonts_family(fonts, UTF8_REPLACEMENT);
	return family == NO_FACE ? 0 : family;
}

/*
 * Neutral characters between two of one family are of that family too, so
 * that a name with a space stays in one piece; elsewhere they look as in the
 * text around.
 */
static void
join_neutrals(const PdfFonts *fonts, Character *characters, size_t first,
			  size_t last, size_t family)
{
	size_t		i;

	for (i = first; i < last; i++)
		if (!covers(fonts, family, characters[i].value))
			return;
	for (i = first; i < last; i++)
		characters[i].family = family;
}

static void
choose_families(PdfFonts *fonts, Character *characters, size_t count)
{
	size_t		current = 0;	/* family of the last letter */
	size_t		neutral = 0;	/* the first character after it and its marks */
	size_t		i;

	for (i = 0; i < count; i++)
	{
		Character  *c = &characters[i];

		if (i > 0 && stays_with(fonts, c, characters[i - 1].family))
		{
			c->family = characters[i - 1].family;
			if (neutral == i)
				neutral = i + 1;
			continue;
		}
		c->family = own_family(fonts, c);
		if (is_neutral(c))
			continue;
		if (neutral > 0 && neutral < i && c->family == current)
			join_neutrals(fonts, characters, neutral, i, current);
		current = c->family;
		neutral = i + 1;
	}
}

/* What belongs to no script takes part in the one before, or after. */
static void
choose_scripts(Character *characters, size_t count)
{
	hb_script_t current = HB_SCRIPT_COMMON;
	size_t		i;

	for (i = 0; i < count; i++)
		if (!is_shared(characters[i].script))
		{
			current = characters[i].script;
			break;
		}
	for (i = 0; i < count; i++)
	{
		if (is_shared(characters[i].script))
			characters[i].script = current;
		else
			current = characters[i].script;
	}
}

/*
 * The document is written from left to right.  A text without a letter of that
 * direction is not: it is a name, or a line of one, and the full stop or hyphen
 * at its end belongs on the left.
 */
static FriBidiParType
base_direction(const FriBidiCharType *types, size_t count)
{
	bool		backward = false;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		if (FRIBIDI_IS_LETTER(types[i]) && !FRIBIDI_IS_RTL(types[i]))
			return FRIBIDI_PAR_LTR;
		backward = backward || FRIBIDI_IS_RTL(types[i]);
	}
	return backward ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

static bool
choose_levels(Arena *arena, Character *characters, size_t count)
{
	FriBidiChar *text = arena_calloc(arena, count, sizeof(*text));
	FriBidiCharType *types = arena_calloc(arena, count, sizeof(*types));
	FriBidiBracketType *brackets = arena_calloc(arena, count, sizeof(*brackets));
	FriBidiLevel *levels = arena_calloc(arena, count, sizeof(*levels));
	FriBidiParType direction;
	size_t		i;

	if (text == NULL || types == NULL || brackets == NULL || levels == NULL)
		return false;
	for (i = 0; i < count; i++)
		text[i] = characters[i].value;
	fribidi_get_bidi_types(text, (FriBidiStrIndex) count, types);
	direction = base_direction(types, count);
	fribidi_get_bracket_types(text, (FriBidiStrIndex) count, types, brackets);
	if (fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex) count,
											&direction, levels) == 0)
		return false;
	for (i = 0; i < count; i++)
		characters[i].level = levels[i];
	return true;
}

Character *
itemize(PdfFonts *fonts, Arena *arena, const char *text, size_t length, size_t *count)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	Character  *characters = arena_calloc(arena, length + 1, sizeof(*characters));
	const char *at = text;
	const char *end = text + length;
	bool		bidi = false;
	size_t		n = 0;

	if (characters == NULL)
		return NULL;
	while (at < end)
	{
		characters[n].start = (uint32_t) (at - text);
		characters[n].value = utf8_decode(&at, end);
		characters[n].script = hb_unicode_script(unicode, characters[n].value);
		bidi = bidi || characters[n].value >= FIRST_BIDI;
		n++;
	}
	characters[n].start = (uint32_t) length;
	if (bidi && !choose_levels(arena, characters, n))
		return NULL;
	choose_families(fonts, characters, n);
	choose_scripts(characters, n);
	*count = n;
	return characters;
}
