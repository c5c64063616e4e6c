/*
 * hpdf_fonts.c
 *		Subsets of the faces a document uses, as CID fonts.
 */
#include "pdf/hpdf_fonts.h"

#include <string.h>

/* "ABCDEF+" in front of a font's name tells that it is a subset. */
#define TAG_LENGTH 6

/* A section of a CMap holds at most so many lines, a line so many codes. */
#define CMAP_LINES 100
#define CMAP_CODES 256

/* ---------- the font program ---------- */

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

	for (i = 0; i < font->use_count && complete; i++)
	{
		hb_glyph_extents_t before = {0};
		hb_glyph_extents_t after = {0};

		if (!font->uses[i].used)
			continue;
		hb_font_get_glyph_extents(font->face->font, font->uses[i].glyph, &before);
		hb_font_get_glyph_extents(subset, (hb_codepoint_t) i, &after);
		complete = before.x_bearing == after.x_bearing &&
			before.y_bearing == after.y_bearing && before.width == after.width &&
			before.height == after.height;
	}
	hb_font_destroy(subset);
	hb_face_destroy(face);
	return complete;
}

static hb_blob_t *
subset_program(const DocumentFont *font)
{
	hb_face_t  *subset = hb_subset_plan_execute_or_fail(font->plan);
	hb_blob_t  *blob;

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

	for (i = 0; i < font->use_count; i++)
		if (font->uses[i].used)
			hash = (hash ^ font->uses[i].glyph) * 16777619u;
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

static HPDF_Array
widths(Pdf *pdf, const DocumentFont *font)
{
	HPDF_Array	all = pdf_array(pdf);
	HPDF_Array	run = pdf_array(pdf);
	size_t		i;

	/* from the first code on */
	pdf_push_number(pdf, all, 0);
	for (i = 0; i < font->use_count; i++)
		pdf_push_number(pdf, run, document_font_width(font, (uint16_t) i));
	pdf_push(pdf, all, run);
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
	pdf_put_bytes(pdf, system, "Registry", "Adobe");
	pdf_put_bytes(pdf, system, "Ordering", "Identity");
	pdf_put_number(pdf, system, "Supplement", 0);
	pdf_put(pdf, dict, "CIDSystemInfo", system);
	pdf_put(pdf, dict, "FontDescriptor", font_descriptor(pdf, font, name));
	pdf_put_name(pdf, dict, "CIDToGIDMap", "Identity");
	pdf_put(pdf, dict, "W", widths(pdf, font));
	return dict;
}

/* ---------- from glyphs back to text ---------- */

/* The code behind the last of those that are used and follow "first" in one
 * line of the map. */
static size_t
line_end(const DocumentFont *font, size_t first)
{
	size_t		end = first;

	/* codes of a line have their upper byte in common */
	while (end < font->use_count && font->uses[end].used &&
		   end / CMAP_CODES == first / CMAP_CODES)
		end++;
	return end;
}

/* The first code of a line, "from" or behind it. */
static size_t
line_start(const DocumentFont *font, size_t from)
{
	while (from < font->use_count && !font->uses[from].used)
		from++;
	return from;
}

static size_t
count_lines(const DocumentFont *font, size_t first)
{
	size_t		lines = 0;

	while (first < font->use_count && lines < CMAP_LINES)
	{
		lines++;
		first = line_start(font, line_end(font, first));
	}
	return lines;
}

/* "<0041>"; a glyph that never stood for text of its own maps to a zero-width
 * space, and ActualText says what is meant. */
static void
write_meaning(Pdf *pdf, HPDF_Stream stream, const GlyphUse *use)
{
	char		buffer[600];
	Str			str;

	str_init(&str, buffer, sizeof(buffer));
	str_add_char(&str, '<');
	if (use->length > 0 && use->length <= 128)
		pdf_add_utf16_hex(&str, use->text, use->length);
	else
		str_add(&str, "200B");
	str_add_char(&str, '>');
	pdf_write_text(pdf, stream, buffer);
}

/* "<0001> <0003> [<0041><0042><0043>]" */
static void
write_line(Pdf *pdf, HPDF_Stream stream, const DocumentFont *font, size_t first, size_t end)
{
	char		head[32];
	Str			str;
	size_t		i;

	str_init(&str, head, sizeof(head));
	str_addf(&str, "<%04zX><%04zX>[", first, end - 1);
	pdf_write_text(pdf, stream, head);
	for (i = first; i < end; i++)
		write_meaning(pdf, stream, &font->uses[i]);
	pdf_write_text(pdf, stream, "]\n");
}

static void
write_section(Pdf *pdf, HPDF_Stream stream, const DocumentFont *font, size_t *first)
{
	size_t		lines = count_lines(font, *first);
	char		head[32];
	Str			str;

	str_init(&str, head, sizeof(head));
	str_addf(&str, "%zu beginbfrange\n", lines);
	pdf_write_text(pdf, stream, head);
	for (; lines > 0; lines--)
	{
		size_t		end = line_end(font, *first);

		write_line(pdf, stream, font, *first, end);
		*first = line_start(font, end);
	}
	pdf_write_text(pdf, stream, "endbfrange\n");
}

static HPDF_Dict
to_unicode(Pdf *pdf, const DocumentFont *font)
{
	HPDF_Dict	map = pdf_stream(pdf, true);
	size_t		first = line_start(font, 0);

	if (map == NULL)
		return NULL;
	pdf_write_text(pdf, map->stream,
				   "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
				   "/CMapName/U def\n/CMapType 2 def\n"
				   "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	while (first < font->use_count)
		write_section(pdf, map->stream, font, &first);
	pdf_write_text(pdf, map->stream,
				   "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	return map;
}

/* Whether two fonts map their codes to the same texts, as the two weights of a
 * face do where few of its letters are used. */
static bool
same_meanings(const DocumentFont *a, const DocumentFont *b)
{
	size_t		i;

	if (a->use_count != b->use_count)
		return false;
	for (i = 0; i < a->use_count; i++)
		if (a->uses[i].used != b->uses[i].used ||
			a->uses[i].length != b->uses[i].length ||
			(a->uses[i].length > 0 &&
			 memcmp(a->uses[i].text, b->uses[i].text, a->uses[i].length) != 0))
			return false;
	return true;
}

/* The map of a font before this one, if it serves, or a new one. */
static HPDF_Dict
shared_to_unicode(DocumentFonts *document, const DocumentFont *font)
{
	const DocumentFont *other;

	for (other = document->used; other < font; other++)
		if (other->to_unicode != NULL && same_meanings(other, font))
			return other->to_unicode;
	return to_unicode(document->pdf, font);
}

static void
embed(DocumentFonts *document, DocumentFont *font)
{
	Pdf		   *pdf = document->pdf;
	const char *name = subset_name(pdf, font);
	HPDF_Array	descendants = pdf_array(pdf);

	if (name == NULL)
		return;
	font->to_unicode = shared_to_unicode(document, font);
	pdf_push(pdf, descendants, descendant_font(pdf, font, name));
	pdf_put_name(pdf, font->dict, "Type", "Font");
	pdf_put_name(pdf, font->dict, "Subtype", "Type0");
	pdf_put_name(pdf, font->dict, "BaseFont", name);
	pdf_put_name(pdf, font->dict, "Encoding", "Identity-H");
	pdf_put(pdf, font->dict, "DescendantFonts", descendants);
	pdf_put(pdf, font->dict, "ToUnicode", font->to_unicode);
}

void
document_fonts_embed(DocumentFonts *document)
{
	size_t		i;

	for (i = 0; i < document->fonts->face_count; i++)
		if (!document->pdf->failed && document->used[i].face != NULL)
			embed(document, &document->used[i]);
}
