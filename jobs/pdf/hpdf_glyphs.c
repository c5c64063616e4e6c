/*
 * hpdf_glyphs.c
 *		Which glyphs a document uses, and their numbers in it.
 *
 * All texts are gone through before the first is drawn, since the glyphs of a
 * subset are numbered anew: the numbers are the character codes of the file.
 */
#include "pdf/hpdf_fonts.h"

#include <stdlib.h>
#include <string.h>

/* Wanted, and not yet numbered; also the limit of numbers. */
#define NO_CODE 0xFFFF

/* ---------- which glyphs ---------- */

static hb_subset_input_t *
subset_input(void)
{
	/* shaping is done; names and hints are for other uses */
	static const char *const dropped[] = {
		"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "kern", "DSIG",
		"gasp", "BASE", "STAT", "meta", "HVAR", "MVAR", "VORG", "MATH"
	};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	size_t		i;

	if (input == NULL)
		return NULL;
	for (i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
				   hb_tag_from_string(dropped[i], -1));
	return input;
}

static DocumentFont *
begin_font(DocumentFonts *document, size_t face)
{
	DocumentFont *font = &document->used[face];

	if (font->face != NULL)
		return font;
	font->face = fonts_face(document->fonts, face);
	if (font->face == NULL)
		return NULL;
	font->codes = calloc(font->face->glyph_count, sizeof(*font->codes));
	font->input = subset_input();
	font->dict = pdf_indirect_dict(document->pdf);
	return font->codes != NULL && font->input != NULL && font->dict != NULL ? font : NULL;
}

static void
want_glyph(DocumentFont *font, uint32_t glyph)
{
	if (glyph == 0)
		font->draws_notdef = true;
	else if (font->codes[glyph] == 0)
	{
		font->codes[glyph] = NO_CODE;
		font->glyph_count++;
		hb_set_add(hb_subset_input_glyph_set(font->input), glyph);
	}
}

static bool
want_text(DocumentFonts *document, const DisplayItem *item)
{
	const ShapedText *shaped = fonts_shape(document->fonts, item->as.text.text,
										   item->as.text.length, item->as.text.weight);
	size_t		i;
	size_t		j;

	for (i = 0; shaped != NULL && i < shaped->run_count; i++)
	{
		const ShapedRun *run = &shaped->runs[i];
		DocumentFont *font = begin_font(document, run->face);

		if (font == NULL)
			return false;
		for (j = 0; j < run->count; j++)
			want_glyph(font, shaped->glyphs[run->first + j].id);
	}
	return shaped != NULL;
}

static bool
want_page(DocumentFonts *document, const DisplayPage *page)
{
	size_t		i;

	for (i = 0; i < page->count; i++)
		if (page->items[i].kind == DISPLAY_TEXT && !want_text(document, &page->items[i]))
			return false;
	return true;
}

/* ---------- their numbers ---------- */

/* What all subsets of a face need is worked out once. */
static hb_face_t *
subset_source(Face *face)
{
	if (face->subset_source == NULL)
		face->subset_source = hb_subset_preprocess(face->face);
	return face->subset_source != NULL ? face->subset_source : face->face;
}

/* Letters may be made of others, so there can be more glyphs than wanted, but
 * not less. */
static bool
number_glyphs(DocumentFont *font)
{
	const hb_map_t *glyphs = hb_subset_plan_new_to_old_glyph_mapping(font->plan);
	size_t		wanted = 0;
	size_t		i;

	font->use_count = hb_map_get_population(glyphs);
	if (font->use_count == 0 || font->use_count >= NO_CODE)
		return false;
	font->uses = calloc(font->use_count, sizeof(*font->uses));
	if (font->uses == NULL)
		return false;
	for (i = 0; i < font->use_count; i++)
	{
		hb_codepoint_t glyph = hb_map_get(glyphs, (hb_codepoint_t) i);

		if (glyph >= font->face->glyph_count)
			return false;
		font->uses[i].glyph = glyph;
		if (font->codes[glyph] == NO_CODE)
			wanted++;
		font->codes[glyph] = (uint16_t) i;
	}
	return wanted == font->glyph_count;
}

static bool
plan_font(DocumentFont *font)
{
	unsigned	flags = HB_SUBSET_FLAGS_NO_HINTING;

	if (font->draws_notdef)
		flags |= HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
	hb_subset_input_set_flags(font->input, flags);
	font->plan = hb_subset_plan_create_or_fail(subset_source(font->face), font->input);
	return font->plan != NULL && number_glyphs(font);
}

static bool
prepare_fonts(DocumentFonts *document, const Display *display)
{
	size_t		i;

	document->used = calloc(document->fonts->face_count, sizeof(DocumentFont));
	if (document->used == NULL)
		return false;
	for (i = 0; i < display->page_count; i++)
		if (!want_page(document, &display->pages[i]))
			return false;
	for (i = 0; i < document->fonts->face_count; i++)
		if (document->used[i].face != NULL && !plan_font(&document->used[i]))
			return false;
	return true;
}

void
document_fonts_begin(DocumentFonts *document, Pdf *pdf, PdfFonts *fonts,
					 const Display *display)
{
	document->pdf = pdf;
	document->fonts = fonts;
	if (!prepare_fonts(document, display))
		pdf_fail_memory(pdf);
}

void
document_fonts_end(DocumentFonts *document)
{
	size_t		i;

	for (i = 0; document->used != NULL && i < document->fonts->face_count; i++)
	{
		DocumentFont *font = &document->used[i];

		free(font->codes);
		free(font->uses);
		hb_subset_plan_destroy(font->plan);
		hb_subset_input_destroy(font->input);
	}
	free(document->used);
	document->used = NULL;
}

DocumentFont *
document_font(DocumentFonts *document, size_t face)
{
	return document->pdf->failed ? NULL : &document->used[face];
}

uint16_t
document_font_code(const DocumentFont *font, uint32_t glyph)
{
	return font->codes[glyph];
}

bool
document_font_use(DocumentFont *font, uint16_t code, const char *text, size_t length)
{
	GlyphUse   *use = &font->uses[code];

	use->used = true;
	if (use->length == 0)
	{
		use->text = text;
		use->length = (uint32_t) length;
		return true;
	}
	return use->length == length && memcmp(use->text, text, length) == 0;
}

int
document_font_width(const DocumentFont *font, uint16_t code)
{
	const Face *face = font->face;
	double		units = hb_font_get_glyph_h_advance(face->font, font->uses[code].glyph);

	return (int) (units * 1000 / face->units_per_em + 0.5);
}
