/*
 * fonts.c
 *		Finding the faces of this machine and measuring with them.
 *
 * Which families are used, and in what order, is decided here by their names
 * and not by FontConfig's preferences, which depend on the user's settings
 * and locale.
 */
#include "pdf/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>

#define TEXT_FAMILY "Noto Sans"

/* ---------- which families, in what order ---------- */

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* Order in which families are asked for a character; -1: never. */
static int
rank_of(const char *family)
{
	static const char *const unwanted[] = {
		" Display", " Mono", " Looped", " UI", " Condensed", " Slanted", " CJK"
	};
	size_t		i;

	if (strcmp(family, TEXT_FAMILY) == 0)
		return 0;
	for (i = 0; i < sizeof(unwanted) / sizeof(unwanted[0]); i++)
		if (strstr(family, unwanted[i]) != NULL)
			return -1;
	if (starts_with(family, "Noto Sans Symbols") || strcmp(family, "Noto Sans Math") == 0)
		return 3;
	if (starts_with(family, "Noto Sans "))
		return 1;
	/* Han and Kana; Hangul */
	if (strcmp(family, "Droid Sans Fallback") == 0 || strcmp(family, "NanumGothic") == 0)
		return 2;
	/* scripts that have no face without serifs, Tibetan for one */
	return starts_with(family, "Noto Serif ") ? 4 : -1;
}

static int
compare_families(const void *left, const void *right)
{
	const Family *a = left;
	const Family *b = right;

	if (a->rank != b->rank)
		return a->rank - b->rank;
	return strcmp(a->name, b->name);
}

/* ---------- from FontConfig's list ---------- */

/* What FontConfig says about one file. */
typedef struct Listed
{
	const char *family;
	const char *path;
	int			index;
	FontWeight	weight;
	FcCharSet  *coverage;
} Listed;

static bool
get_integer(const FcPattern *pattern, const char *object, int *value)
{
	return FcPatternGetInteger(pattern, object, 0, value) == FcResultMatch;
}

/* Only upright regular and bold faces of the families we want. */
static bool
read_listed(const FcPattern *pattern, Listed *listed)
{
	FcChar8    *family;
	FcChar8    *path;
	int			weight;
	int			slant;
	int			width;

	if (FcPatternGetString(pattern, FC_FAMILY, 0, &family) != FcResultMatch ||
		FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch ||
		FcPatternGetCharSet(pattern, FC_CHARSET, 0, &listed->coverage) != FcResultMatch ||
		!get_integer(pattern, FC_INDEX, &listed->index) ||
		!get_integer(pattern, FC_WEIGHT, &weight) ||
		!get_integer(pattern, FC_SLANT, &slant) ||
		!get_integer(pattern, FC_WIDTH, &width))
		return false;
	listed->family = (const char *) family;
	listed->path = (const char *) path;
	listed->weight = weight == FC_WEIGHT_BOLD ? FONT_BOLD : FONT_REGULAR;
	return (weight == FC_WEIGHT_REGULAR || weight == FC_WEIGHT_BOLD) &&
		slant == FC_SLANT_ROMAN && width == FC_WIDTH_NORMAL &&
		rank_of(listed->family) >= 0;
}

static Family *
find_family(PdfFonts *fonts, const char *name)
{
	size_t		i;

	for (i = 0; i < fonts->family_count; i++)
		if (strcmp(fonts->families[i].name, name) == 0)
			return &fonts->families[i];
	return NULL;
}

static Family *
add_family(PdfFonts *fonts, const Listed *listed)
{
	Family	   *family = &fonts->families[fonts->family_count];

	family->name = strdup(listed->family);
	if (family->name == NULL)
		return NULL;
	fonts->family_count++;
	family->rank = rank_of(listed->family);
	family->faces[FONT_REGULAR] = NO_FACE;
	family->faces[FONT_BOLD] = NO_FACE;
	return family;
}

/* Of several files with the same face the first by name is taken. */
static bool
add_listed(PdfFonts *fonts, const Listed *listed)
{
	Family	   *family = find_family(fonts, listed->family);
	size_t	   *slot;
	char	   *path;

	if (family == NULL)
		family = add_family(fonts, listed);
	if (family == NULL)
		return false;
	slot = &family->faces[listed->weight];
	if (*slot != NO_FACE && strcmp(fonts->faces[*slot].path, listed->path) <= 0)
		return true;
	path = strdup(listed->path);
	if (path == NULL)
		return false;
	if (*slot == NO_FACE)
		*slot = fonts->face_count++;
	free(fonts->faces[*slot].path);
	fonts->faces[*slot].path = path;
	fonts->faces[*slot].index = listed->index;
	if (listed->weight == FONT_REGULAR || family->coverage == NULL)
	{
		if (family->coverage != NULL)
			FcCharSetDestroy(family->coverage);
		family->coverage = FcCharSetCopy(listed->coverage);
	}
	return true;
}

static FcFontSet *
list_fonts(FcConfig *config)
{
	FcPattern  *pattern = FcPatternCreate();
	FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_FILE, FC_INDEX, FC_WEIGHT,
											FC_SLANT, FC_WIDTH, FC_CHARSET, (char *) NULL);
	FcFontSet  *set = NULL;

	/* outlines in the older of two formats: the other makes files that are
	 * three times as large, and variable faces have no bold of their own */
	if (pattern != NULL && objects != NULL &&
		FcPatternAddString(pattern, FC_FONTFORMAT, (const FcChar8 *) "TrueType") &&
		FcPatternAddBool(pattern, FC_VARIABLE, FcFalse))
		set = FcFontList(config, pattern, objects);
	if (objects != NULL)
		FcObjectSetDestroy(objects);
	if (pattern != NULL)
		FcPatternDestroy(pattern);
	return set;
}

static PdfStatus
take_fonts(PdfFonts *fonts, const FcFontSet *set)
{
	size_t		most = (size_t) set->nfont;
	int			i;

	fonts->families = calloc(most + 1, sizeof(Family));
	fonts->faces = calloc(most + 1, sizeof(Face));
	if (fonts->families == NULL || fonts->faces == NULL)
		return PDF_MEMORY;
	for (i = 0; i < set->nfont; i++)
	{
		Listed		listed;

		if (read_listed(set->fonts[i], &listed) && !add_listed(fonts, &listed))
			return PDF_MEMORY;
	}
	qsort(fonts->families, fonts->family_count, sizeof(Family), compare_families);
	return PDF_OK;
}

static void
borrow_weights(PdfFonts *fonts)
{
	size_t		i;

	for (i = 0; i < fonts->family_count; i++)
	{
		size_t	   *faces = fonts->families[i].faces;

		if (faces[FONT_BOLD] == NO_FACE)
			faces[FONT_BOLD] = faces[FONT_REGULAR];
		if (faces[FONT_REGULAR] == NO_FACE)
			faces[FONT_REGULAR] = faces[FONT_BOLD];
	}
}

static PdfStatus
find_fonts(PdfFonts *fonts)
{
	FcConfig   *config = FcInitLoadConfigAndFonts();
	FcFontSet  *set;
	PdfStatus	status;

	if (config == NULL)
		return PDF_NO_FONT;
	set = list_fonts(config);
	status = set == NULL ? PDF_MEMORY : take_fonts(fonts, set);
	if (set != NULL)
		FcFontSetDestroy(set);
	FcConfigDestroy(config);
	borrow_weights(fonts);
	return status;
}

/* ---------- faces ---------- */

static int
thousandths(const Face *face, int units)
{
	double		value = units * 1000.0 / face->units_per_em;

	return (int) (value < 0 ? value - 0.5 : value + 0.5);
}

static bool
read_box(Face *face)
{
	hb_blob_t  *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned	length;
	const unsigned char *bytes = (const unsigned char *) hb_blob_get_data(head, &length);
	int			i;

	/* xMin, yMin, xMax, yMax follow 36 bytes of other things */
	for (i = 0; i < 4 && length >= 44; i++)
		face->box[i] = thousandths(face, (int16_t) (bytes[36 + 2 * i] << 8 |
													bytes[37 + 2 * i]));
	hb_blob_destroy(head);
	return length >= 44;
}

static void
read_measures(Face *face)
{
	hb_font_extents_t extents = {0};
	hb_position_t cap_height = 0;
	unsigned	length = sizeof(face->name);

	hb_font_get_h_extents(face->font, &extents);
	face->ascent = thousandths(face, extents.ascender);
	face->descent = thousandths(face, extents.descender);
	if (!hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height))
		cap_height = extents.ascender * 2 / 3;
	face->cap_height = thousandths(face, cap_height);
	hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
						HB_LANGUAGE_INVALID, &length, face->name);
}

/* A PDF name may not have every character; PostScript names should not. */
static void
clean_name(Face *face)
{
	char	   *c;

	for (c = face->name; *c != '\0'; c++)
		if (!((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
			  (*c >= '0' && *c <= '9') || *c == '-'))
			*c = '-';
	if (face->name[0] == '\0')
		memcpy(face->name, "Unnamed", sizeof("Unnamed"));
}

static bool
open_face(Face *face)
{
	hb_blob_t  *blob = hb_blob_create_from_file_or_fail(face->path);

	if (blob == NULL)
		return false;
	face->face = hb_face_create(blob, (unsigned) face->index);
	hb_blob_destroy(blob);
	face->units_per_em = hb_face_get_upem(face->face);
	face->glyph_count = hb_face_get_glyph_count(face->face);
	face->font = hb_font_create(face->face);
	/* glyph numbers are written with four hex digits */
	if (face->glyph_count == 0 || face->glyph_count > 0x10000 ||
		face->units_per_em == 0 || !read_box(face))
		return false;
	read_measures(face);
	clean_name(face);
	return true;
}

static void
close_face(Face *face)
{
	hb_font_destroy(face->font);
	hb_face_destroy(face->subset_source);
	hb_face_destroy(face->face);
	face->subset_source = NULL;
	face->font = NULL;
	face->face = NULL;
}

Face *
fonts_face(PdfFonts *fonts, size_t index)
{
	Face	   *face;

	if (index >= fonts->face_count)
		return NULL;
	face = &fonts->faces[index];
	if (!face->tried)
	{
		face->tried = true;
		if (!open_face(face))
			close_face(face);
	}
	return face->face == NULL ? NULL : face;
}

/* How many of a character's neighbours, 128 by their code, a family has. */
static unsigned
neighbours(const Family *family, uint32_t character)
{
	uint32_t	first = character & ~0x7Fu;
	uint32_t	c;
	unsigned	count = 0;

	for (c = first; c < first + 0x80; c++)
		count += FcCharSetHasChar(family->coverage, c) ? 1 : 0;
	return count;
}

/*
 * Of the families of the lowest rank that have a character, the one that has
 * most of its neighbours: others borrow a few letters of the script, and a word
 * set in two families is not joined or loses its marks.
 */
static size_t
find_covering(PdfFonts *fonts, uint32_t character)
{
	size_t		best = NO_FACE;
	unsigned	most = 0;
	size_t		i;

	for (i = 0; i < fonts->family_count; i++)
	{
		const Family *family = &fonts->families[i];
		unsigned	count;

		if (best != NO_FACE && family->rank > fonts->families[best].rank)
			break;
		if (!FcCharSetHasChar(family->coverage, character) ||
			fonts_face(fonts, family->faces[FONT_REGULAR]) == NULL)
			continue;
		count = neighbours(family, character);
		if (best == NO_FACE || count > most)
		{
			best = i;
			most = count;
		}
	}
	return best;
}

size_t
fonts_family(PdfFonts *fonts, uint32_t character)
{
	CachedCharacter *cached = &fonts->characters[character % CHARACTER_CACHE];

	if (cached->character != character || character == 0)
	{
		cached->family = find_covering(fonts, character);
		cached->character = character;
	}
	return cached->family;
}

/* ---------- the outside ---------- */

bool
pdf_fonts_cover(PdfFonts *fonts, uint32_t character)
{
	return fonts_family(fonts, character) != NO_FACE;
}

static double
measure_width(void *context, const char *text, size_t length, FontWeight weight)
{
	const ShapedText *shaped = fonts_shape(context, text, length, weight);

	return shaped == NULL ? 0 : shaped->width;
}

static PdfStatus
prepare_fonts(PdfFonts *fonts)
{
	PdfStatus	status = find_fonts(fonts);
	Face	   *text;

	if (status != PDF_OK)
		return status;
	if (fonts->family_count == 0 || strcmp(fonts->families[0].name, TEXT_FAMILY) != 0)
		return PDF_NO_FONT;
	text = fonts_face(fonts, fonts->families[0].faces[FONT_REGULAR]);
	if (text == NULL || fonts_face(fonts, fonts->families[0].faces[FONT_BOLD]) == NULL)
		return PDF_NO_FONT;
	fonts->scratch = arena_create(0);
	fonts->shape_arena = arena_create(0);
	fonts->shapes = calloc(SHAPE_SLOTS, sizeof(CachedShape));
	fonts->buffer = hb_buffer_create();
	fonts->deflater = deflater_create();
	if (fonts->deflater == NULL || fonts->scratch == NULL || fonts->shape_arena == NULL || fonts->shapes == NULL ||
		!hb_buffer_allocation_successful(fonts->buffer))
		return PDF_MEMORY;
	fonts->metrics.width = measure_width;
	fonts->metrics.context = fonts;
	fonts->metrics.ascent = text->ascent / 1000.0;
	fonts->metrics.descent = -text->descent / 1000.0;
	fonts->metrics.cap_height = text->cap_height / 1000.0;
	return PDF_OK;
}

PdfStatus
pdf_fonts_open(PdfFonts **fonts)
{
	PdfFonts   *opened = calloc(1, sizeof(*opened));
	PdfStatus	status;

	if (opened == NULL)
		return PDF_MEMORY;
	status = prepare_fonts(opened);
	if (status != PDF_OK)
	{
		pdf_fonts_close(opened);
		return status;
	}
	*fonts = opened;
	return PDF_OK;
}

void
pdf_fonts_close(PdfFonts *fonts)
{
	size_t		i;

	if (fonts == NULL)
		return;
	for (i = 0; i < fonts->face_count; i++)
	{
		close_face(&fonts->faces[i]);
		free(fonts->faces[i].path);
	}
	for (i = 0; i < fonts->family_count; i++)
	{
		free(fonts->families[i].name);
		FcCharSetDestroy(fonts->families[i].coverage);
	}
	free(fonts->families);
	free(fonts->faces);
	free(fonts->shapes);
	arena_free(fonts->scratch);
	arena_free(fonts->shape_arena);
	hb_buffer_destroy(fonts->buffer);
	deflater_free(fonts->deflater);
	assembly_space_free(&fonts->space);
	free(fonts);
}

const LayoutMetrics *
pdf_fonts_metrics(PdfFonts *fonts)
{
	return &fonts->metrics;
}
