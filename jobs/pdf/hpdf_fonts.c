/*
 * hpdf_fonts.c
 *		Subsets of the faces a document uses, as CID fonts.
 *
 * A subset keeps its face's glyph numbers, so the glyph numbers of the shaper
 * are the character codes of the file.
 */
#include "pdf/hpdf_fonts.h"

#include <stdlib.h>
#include <string.h>

#include <hb-subset.h>

/* "ABCDEF+" in front of a font's name tells that it is a subset. */
#define TAG_LENGTH 6

/* A CMap section holds at most so many lines. */
#define CMAP_LINES 100

bool
document_fonts_begin(DocumentFonts *document, Pdf *pdf, PdfFonts *fonts)
{
	document->pdf = pdf;
	document->fonts = fonts;
	document->used = calloc(fonts->face_count, sizeof(DocumentFont));
	return document->used != NULL;
}

void
document_fonts_end(DocumentFonts *document)
{
	size_t		i;

	for (i = 0; document->used != NULL && i < document->fonts->face_count; i++)
		free(document->used[i].glyphs);
	free(document->used);
	document->used = NULL;
}

DocumentFont *
document_font(DocumentFonts *document, size_t face)
{
	DocumentFont *font = &document->used[face];

	if (font->glyphs == NULL)
	{
		font->face = fonts_face(document->fonts, face);
		if (font->face != NULL)
			font->glyphs = calloc(font->face->glyph_count, sizeof(GlyphUse));
		if (font->glyphs == NULL)
		{
			pdf_fail_memory(document->pdf);
			return NULL;
		}
		font->dict = pdf_indirect_dict(document->pdf);
	}
	return font->dict == NULL ? NULL : font;
}

bool
document_font_use(DocumentFont *font, uint32_t glyph, const char *text, size_t length)
{
	GlyphUse   *use = &font->glyphs[glyph];

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
document_font_width(const DocumentFont *font, uint32_t glyph)
{
	const Face *face = font->face;
	double		units = hb_font_get_glyph_h_advance(face->font, glyph);

	return (int) (units * 1000 / face->units_per_em + 0.5);
}

/* ---------- the font program ---------- */

static hb_subset_input_t *
subset_input(const DocumentFont *font)
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
	for (i = 0; i < font->face->glyph_count; i++)
		if (font->glyphs[i].used)
			hb_set_add(hb_subset_input_glyph_set(input), (hb_codepoint_t) i);
	for (i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
				   hb_tag_from_string(dropped[i], -1));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING |
							  HB_SUBSET_FLAGS_RETAIN_GIDS |
							  HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	return input;
}

/*
 * Whether each glyph has come over: a subset that ran out of memory on its
 * way may lack some, and a letter missing in a name is worse than no report.
 */
static bool
is_complete(const DocumentFont *font, hb_blob_t *program)
{
	hb_face_t  *face = hb_face_create(program, 0);
	hb_font_t  *subset = hb_font_create(face);
	bool		complete = true;
	size_t		i;

	for (i = 0; i < font->face->glyph_count && complete; i++)
	{
		hb_glyph_extents_t before = {0};
		hb_glyph_extents_t after = {0};

		if (!font->glyphs[i].used)
			continue;
		hb_font_get_glyph_extents(font->face->font, (hb_codepoint_t) i, &before);
		hb_font_get_glyph_extents(subset, (hb_codepoint_t) i, &after);
		complete = before.x_bearing == after.x_bearing &&
			before.y_bearing == after.y_bearing && before.width == after.width &&
			before.height == after.height;
	}
	hb_font_destroy(subset);
	hb_face_destroy(face);
	return complete;
}

/* What all subsets of a face need is worked out once. */
static hb_face_t *
subset_source(Face *face)
{
	if (face->subset_source == NULL)
		face->subset_source = hb_subset_preprocess(face->face);
	return face->subset_source != NULL ? face->subset_source : face->face;
}

static hb_blob_t *
subset_program(const DocumentFont *font)
{
	hb_subset_input_t *input = subset_input(font);
	hb_face_t  *subset;
	hb_blob_t  *blob;

	if (input == NULL)
		return NULL;
	subset = hb_subset_or_fail(subset_source(font->face), input);
	hb_subset_input_destroy(input);
	if (subset == NULL)
		return NULL;
	blob = hb_face_reference_blob(subset);
	hb_face_destroy(subset);
	if (!is_complete(font, blob))
	{
		hb_blob_destroy(blob);
		return NULL;
	}
	return blob;
}

static HPDF_Dict
font_file(Pdf *pdf, const DocumentFont *font)
{
	hb_blob_t  *blob = subset_program(font);
	unsigned	length = 0;
	const char *bytes = blob == NULL ? NULL : hb_blob_get_data(blob, &length);
	HPDF_Dict	file = pdf_stream(pdf, true);

	if (length == 0)
		pdf_fail_memory(pdf);
	else if (file != NULL)
	{
		pdf_write_bytes(pdf, file->stream, bytes, length);
		pdf_put_number(pdf, file, "Length1", (long) length);
	}
	hb_blob_destroy(blob);
	return pdf->failed ? NULL : file;
}

/* ---------- what describes it ---------- */

/* A tag that depends on the glyphs, as subsets of one font must differ. */
static const char *
subset_name(Pdf *pdf, const DocumentFont *font)
{
	char		tag[TAG_LENGTH + 1];
	uint32_t	hash = 2166136261u;
	size_t		i;
	char	   *name;

	for (i = 0; i < font->face->glyph_count; i++)
		if (font->glyphs[i].used)
			hash = (hash ^ (uint32_t) i) * 16777619u;
	for (i = 0; i < TAG_LENGTH; i++, hash /= 26)
		tag[i] = (char) ('A' + hash % 26);
	tag[TAG_LENGTH] = '\0';
	name = arena_printf(pdf->arena, "%s+%s", tag, font->face->name);
	if (name == NULL)
		pdf_fail_memory(pdf);
	return name;
}

static HPDF_Dict
font_descriptor(Pdf *pdf, const DocumentFont *font, const char *name)
{
	const Face *face = font->face;
	HPDF_Dict	dict = pdf_indirect_dict(pdf);
	HPDF_Array	box = pdf_array(pdf);
	int			i;

	pdf_put_name(pdf, dict, "Type", "FontDescriptor");
	pdf_put_name(pdf, dict, "FontName", name);
	/* symbolic: glyphs are not those of a standard Latin set */
	pdf_put_number(pdf, dict, "Flags", 4);
	for (i = 0; i < 4; i++)
		pdf_push_number(pdf, box, face->box[i]);
	pdf_put(pdf, dict, "FontBBox", box);
	pdf_put_number(pdf, dict, "ItalicAngle", 0);
	pdf_put_number(pdf, dict, "Ascent", face->ascent);
	pdf_put_number(pdf, dict, "Descent", face->descent);
	pdf_put_number(pdf, dict, "CapHeight", face->cap_height);
	pdf_put_number(pdf, dict, "StemV", strstr(face->name, "Bold") != NULL ? 140 : 80);
	pdf_put(pdf, dict, "FontFile2", font_file(pdf, font));
	return dict;
}

/* Only of the glyphs used: the whole table would outweigh the document. */
static HPDF_Array
widths(Pdf *pdf, const DocumentFont *font)
{
	HPDF_Array	all = pdf_array(pdf);
	HPDF_Array	run = NULL;
	uint32_t	i;

	for (i = 0; i < font->face->glyph_count; i++)
	{
		if (!font->glyphs[i].used)
		{
			run = NULL;
			continue;
		}
		if (run == NULL)
		{
			pdf_push_number(pdf, all, (long) i);
			run = pdf_array(pdf);
			pdf_push(pdf, all, run);
		}
		pdf_push_number(pdf, run, document_font_width(font, i));
	}
	return all;
}

static HPDF_Dict
descendant_font(Pdf *pdf, const DocumentFont *font, const char *name)
{
	HPDF_Dict	dict = pdf_indirect_dict(pdf);
	HPDF_Dict	system = pdf_dict(pdf);

	pdf_put_name(pdf, dict, "Type", "Font");
	pdf_put_name(pdf, dict, "Subtype", "CIDFontType2");
	pdf_put_name(pdf, dict, "BaseFont", name);
	pdf_put_ascii(pdf, system, "Registry", "Adobe");
	pdf_put_ascii(pdf, system, "Ordering", "Identity");
	pdf_put_number(pdf, system, "Supplement", 0);
	pdf_put(pdf, dict, "CIDSystemInfo", system);
	pdf_put(pdf, dict, "FontDescriptor", font_descriptor(pdf, font, name));
	pdf_put_name(pdf, dict, "CIDToGIDMap", "Identity");
	pdf_put(pdf, dict, "W", widths(pdf, font));
	return dict;
}

/* ---------- from glyphs back to text ---------- */

static size_t
count_used(const DocumentFont *font)
{
	size_t		count = 0;
	size_t		i;

	for (i = 0; i < font->face->glyph_count; i++)
		count += font->glyphs[i].used;
	return count;
}

/* "<0041> <0041>"; a glyph that never stood for text of its own maps to a
 * zero-width space, and ActualText says what is meant. */
static void
write_mapping(Pdf *pdf, HPDF_Stream stream, uint32_t glyph, const GlyphUse *use)
{
	char		buffer[600];
	Str			line;

	str_init(&line, buffer, sizeof(buffer));
	str_addf(&line, "<%04X> <", (unsigned) glyph);
	if (use->length > 0 && use->length <= 128)
		pdf_add_utf16_hex(&line, use->text, use->length);
	else
		str_add(&line, "200B");
	str_add(&line, ">\n");
	pdf_write_text(pdf, stream, buffer);
}

static HPDF_Dict
to_unicode(Pdf *pdf, const DocumentFont *font)
{
	HPDF_Dict	map = pdf_stream(pdf, true);
	size_t		left = count_used(font);
	size_t		in_section = 0;
	uint32_t	i;

	if (map == NULL)
		return NULL;
	pdf_write_text(pdf, map->stream,
				   "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
				   "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
				   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
				   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (i = 0; i < font->face->glyph_count; i++)
	{
		char		head[32];

		if (!font->glyphs[i].used)
			continue;
		if (in_section == 0)
		{
			Str			str;

			in_section = left < CMAP_LINES ? left : CMAP_LINES;
			str_init(&str, head, sizeof(head));
			str_addf(&str, "%zu beginbfchar\n", in_section);
			pdf_write_text(pdf, map->stream, head);
		}
		write_mapping(pdf, map->stream, i, &font->glyphs[i]);
		left--;
		if (--in_section == 0)
			pdf_write_text(pdf, map->stream, "endbfchar\n");
	}
	pdf_write_text(pdf, map->stream,
				   "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return map;
}

static void
embed(Pdf *pdf, const DocumentFont *font)
{
	const char *name = subset_name(pdf, font);
	HPDF_Array	descendants = pdf_array(pdf);

	if (name == NULL)
		return;
	pdf_push(pdf, descendants, descendant_font(pdf, font, name));
	pdf_put_name(pdf, font->dict, "Type", "Font");
	pdf_put_name(pdf, font->dict, "Subtype", "Type0");
	pdf_put_name(pdf, font->dict, "BaseFont", name);
	pdf_put_name(pdf, font->dict, "Encoding", "Identity-H");
	pdf_put(pdf, font->dict, "DescendantFonts", descendants);
	pdf_put(pdf, font->dict, "ToUnicode", to_unicode(pdf, font));
}

void
document_fonts_embed(DocumentFonts *document)
{
	size_t		i;

	for (i = 0; i < document->fonts->face_count; i++)
		if (document->used[i].dict != NULL && !document->pdf->failed)
			embed(document->pdf, &document->used[i]);
}
