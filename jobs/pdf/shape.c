/*
 * shape.c
 *		Characters into glyphs, with a cache: layout measures each word and
 *		line several times, and names come again and again.
 */
#include "pdf/fonts.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"

/* The cache starts over when it has grown to this. */
#define SHAPES_MAX (SHAPE_SLOTS / 2)
#define SHAPE_BYTES_MAX ((size_t) 16 * 1024 * 1024)

/* Characters that are shaped together. */
typedef struct Run
{
	size_t		first;
	size_t		count;
	int			level;
} Run;

typedef struct Shaper
{
	PdfFonts   *fonts;
	Arena	   *arena;			/* of the result */
	FontWeight	weight;
	Character  *characters;
	size_t		character_count;
	Run		   *runs;			/* in the order of reading */
	size_t	   *drawn;			/* the same from left to right, by index */
	size_t		run_count;
	ShapedText *out;
	size_t		glyph_capacity;
} Shaper;

/* ---------- runs ---------- */

static bool
same_run(const Character *a, const Character *b)
{
	return a->family == b->family && a->script == b->script && a->level == b->level;
}

static bool
split_runs(Shaper *s)
{
	size_t		i;

	s->runs = arena_calloc(s->fonts->scratch, s->character_count, sizeof(Run));
	s->drawn = arena_calloc(s->fonts->scratch, s->character_count, sizeof(size_t));
	if (s->runs == NULL || s->drawn == NULL)
		return false;
	for (i = 0; i < s->character_count; i++)
	{
		if (i == 0 || !same_run(&s->characters[i - 1], &s->characters[i]))
		{
			s->runs[s->run_count].first = i;
			s->runs[s->run_count].level = s->characters[i].level;
			s->run_count++;
		}
		s->runs[s->run_count - 1].count++;
	}
	return true;
}

static void
reverse(size_t *indexes, size_t count)
{
	size_t		i;

	for (i = 0; i < count / 2; i++)
	{
		size_t		swap = indexes[i];

		indexes[i] = indexes[count - 1 - i];
		indexes[count - 1 - i] = swap;
	}
}

/* Rule L2 of the Unicode bidirectional algorithm, on whole runs. */
static void
order_runs(Shaper *s)
{
	int			highest = 0;
	int			level;
	size_t		i;

	for (i = 0; i < s->run_count; i++)
	{
		s->drawn[i] = i;
		if (s->runs[i].level > highest)
			highest = s->runs[i].level;
	}
	for (level = highest; level > 0; level--)
		for (i = 0; i < s->run_count; i++)
		{
			size_t		first = i;

			while (i < s->run_count && s->runs[s->drawn[i]].level >= level)
				i++;
			reverse(s->drawn + first, i - first);
		}
}

/* ---------- glyphs ---------- */

static bool
more_glyphs(Shaper *s, size_t count)
{
	ShapedText *out = s->out;
	ShapedGlyph *larger;

	if (out->glyph_count + count <= s->glyph_capacity)
		return true;
	s->glyph_capacity = (out->glyph_count + count) * 2;
	larger = arena_calloc(s->arena, s->glyph_capacity, sizeof(*larger));
	if (larger == NULL)
		return false;
	if (out->glyph_count > 0)
		memcpy(larger, out->glyphs, out->glyph_count * sizeof(*larger));
	out->glyphs = larger;
	return true;
}

static unsigned
shape_buffer(Shaper *s, const Run *run, const Face *face)
{
	hb_buffer_t *buffer = s->fonts->buffer;
	hb_codepoint_t replacement;
	size_t		i;

	hb_buffer_reset(buffer);
	for (i = run->first; i < run->first + run->count; i++)
		hb_buffer_add(buffer, s->characters[i].value, (unsigned) i);
	hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(buffer, run->level % 2 == 1 ?
							HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, s->characters[run->first].script);
	/* not the user's: the same bytes everywhere */
	hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
	if (hb_font_get_nominal_glyph(face->font, UTF8_REPLACEMENT, &replacement))
		hb_buffer_set_not_found_glyph(buffer, replacement);
	hb_shape(face->font, buffer, NULL, 0);
	return hb_buffer_allocation_successful(buffer) ? hb_buffer_get_length(buffer) : 0;
}

/* The bytes that the cluster of glyph i stands for. */
static void
cluster_text(const Shaper *s, const Run *run, const hb_glyph_info_t *infos,
			 unsigned count, unsigned i, ShapedGlyph *glyph)
{
	bool		backward = run->level % 2 == 1;
	unsigned	j = i;
	size_t		next = run->first + run->count;

	/* further glyphs of one cluster stand for nothing of their own */
	glyph->text_start = s->characters[infos[i].cluster].start;
	glyph->text_end = glyph->text_start;
	if (i > 0 && infos[i - 1].cluster == infos[i].cluster)
		return;
	while (backward ? j-- > 0 : ++j < count)
		if (infos[j].cluster != infos[i].cluster)
		{
			next = infos[j].cluster;
			break;
		}
	glyph->text_end = s->characters[next].start;
}

/* The face of a run: its family's, or regular where bold cannot be opened. */
static Face *
run_face(const Shaper *s, const Run *run, size_t *index)
{
	const Family *family = &s->fonts->families[s->characters[run->first].family];
	Face	   *face;

	*index = family->faces[s->weight];
	face = fonts_face(s->fonts, *index);
	if (face != NULL)
		return face;
	*index = family->faces[FONT_REGULAR];
	return fonts_face(s->fonts, *index);
}

/* Take the glyphs of the buffer over; returns their width. */
static double
take_glyphs(Shaper *s, const Run *run, ShapedRun *shaped, unsigned units_per_em)
{
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(s->fonts->buffer, NULL);
	const hb_glyph_position_t *positions =
		hb_buffer_get_glyph_positions(s->fonts->buffer, NULL);
	double		width = 0;
	unsigned	i;

	for (i = 0; i < shaped->count; i++)
	{
		ShapedGlyph *glyph = &s->out->glyphs[shaped->first + i];

		glyph->id = infos[i].codepoint;
		cluster_text(s, run, infos, (unsigned) shaped->count, i, glyph);
		if (glyph->text_start == glyph->text_end)
			shaped->plain = false;
		glyph->advance = (double) positions[i].x_advance / units_per_em;
		glyph->dx = (double) positions[i].x_offset / units_per_em;
		glyph->dy = (double) positions[i].y_offset / units_per_em;
		/* who reads the content takes what is out of place for another word */
		if (glyph->dx != 0 || glyph->dy != 0)
			shaped->plain = false;
		width += glyph->advance;
	}
	return width;
}

static bool
shape_run(Shaper *s, size_t number)
{
	const Run  *run = &s->runs[number];
	ShapedText *out = s->out;
	ShapedRun  *shaped = &out->runs[number];
	Face	   *face = run_face(s, run, &shaped->face);
	size_t		i;

	if (face == NULL)
		return false;
	shaped->count = shape_buffer(s, run, face);
	if (!hb_buffer_allocation_successful(s->fonts->buffer) ||
		!more_glyphs(s, shaped->count))
		return false;
	shaped->first = out->glyph_count;
	shaped->x = out->width;
	shaped->text_start = s->characters[run->first].start;
	shaped->text_end = s->characters[run->first + run->count].start;
	shaped->backward = run->level % 2 == 1;
	shaped->plain = !shaped->backward;
	for (i = run->first; i < run->first + run->count; i++)
		if (s->characters[i].missing)
		{
			shaped->plain = false;
			out->missing++;
		}
	out->width += take_glyphs(s, run, shaped, face->units_per_em);
	out->glyph_count += shaped->count;
	return true;
}

static bool
shape_text(PdfFonts *fonts, Arena *arena, const char *text, size_t length,
		   FontWeight weight, ShapedText *out)
{
	Shaper		s = {.fonts = fonts, .arena = arena, .weight = weight, .out = out};
	size_t		i;

	memset(out, 0, sizeof(*out));
	arena_reset(fonts->scratch);
	s.characters = itemize(fonts, fonts->scratch, text, length, &s.character_count);
	if (s.characters == NULL || !split_runs(&s))
		return false;
	order_runs(&s);
	out->runs = arena_calloc(arena, s.run_count, sizeof(ShapedRun));
	if (out->runs == NULL || !more_glyphs(&s, s.character_count))
		return false;
	out->run_count = s.run_count;
	for (i = 0; i < s.run_count; i++)
		if (!shape_run(&s, s.drawn[i]))
			return false;
	return true;
}

/* ---------- cache ---------- */

/* FNV-1a */
static uint32_t
hash_text(const char *text, size_t length, FontWeight weight)
{
	uint32_t	hash = 2166136261u ^ (uint32_t) weight;
	size_t		i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char) text[i]) * 16777619u;
	return hash;
}

static CachedShape *
find_shape(PdfFonts *fonts, const char *text, size_t length, FontWeight weight)
{
	uint32_t	slot = hash_text(text, length, weight) % SHAPE_SLOTS;

	for (;; slot = (slot + 1) % SHAPE_SLOTS)
	{
		CachedShape *shape = &fonts->shapes[slot];

		if (shape->text == NULL)
			return shape;
		if (shape->length == length && shape->weight == weight &&
			memcmp(shape->text, text, length) == 0)
			return shape;
	}
}

static void
empty_cache(PdfFonts *fonts)
{
	arena_reset(fonts->shape_arena);
	memset(fonts->shapes, 0, SHAPE_SLOTS * sizeof(CachedShape));
	fonts->shape_count = 0;
}

const ShapedText *
fonts_shape(PdfFonts *fonts, const char *text, size_t length, FontWeight weight)
{
	CachedShape *shape = find_shape(fonts, text, length, weight);
	char	   *copy;

	if (shape->text != NULL)
		return &shape->shaped;
	if (fonts->shape_count >= SHAPES_MAX ||
		arena_used(fonts->shape_arena) > SHAPE_BYTES_MAX)
	{
		empty_cache(fonts);
		shape = find_shape(fonts, text, length, weight);
	}
	copy = arena_strndup(fonts->shape_arena, text, length);
	if (copy == NULL ||
		!shape_text(fonts, fonts->shape_arena, copy, length, weight, &shape->shaped))
	{
		fonts->failed = true;
		return NULL;
	}
	shape->text = copy;
	shape->length = length;
	shape->weight = weight;
	fonts->shape_count++;
	return &shape->shaped;
}
