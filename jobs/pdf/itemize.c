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

/*
 * Marks, punctuation and what else belongs to no script stay with the face in
 * front of them as long as it has them: a mark from another face would not
 * find its place.
 */
static void
choose_families(PdfFonts *fonts, Character *characters, size_t count)
{
	size_t		current = 0;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		Character  *c = &characters[i];
		size_t		family;

		if (i > 0 && (is_invisible(c->value) ||
					  (is_shared(c->script) && c->value != UTF8_REPLACEMENT &&
					   covers(fonts, current, c->value))))
			family = current;
		else
			family = is_invisible(c->value) ? 0 : fonts_family(fonts, c->value);
		if (family == NO_FACE)
		{
			c->missing = true;
			c->value = UTF8_REPLACEMENT;
			family = fonts_family(fonts, UTF8_REPLACEMENT);
			if (family == NO_FACE)
				family = 0;
		}
		c->family = family;
		current = family;
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

/* The document is written from left to right. */
static bool
choose_levels(Arena *arena, Character *characters, size_t count)
{
	FriBidiChar *text = arena_calloc(arena, count, sizeof(*text));
	FriBidiCharType *types = arena_calloc(arena, count, sizeof(*types));
	FriBidiBracketType *brackets = arena_calloc(arena, count, sizeof(*brackets));
	FriBidiLevel *levels = arena_calloc(arena, count, sizeof(*levels));
	FriBidiParType direction = FRIBIDI_PAR_LTR;
	size_t		i;

	if (text == NULL || types == NULL || brackets == NULL || levels == NULL)
		return false;
	for (i = 0; i < count; i++)
		text[i] = characters[i].value;
	fribidi_get_bidi_types(text, (FriBidiStrIndex) count, types);
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
