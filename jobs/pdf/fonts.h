/*
 * fonts.h
 *		The faces of this machine and text shaped with them.
 *
 * Internal to pdf/; knows HarfBuzz and FontConfig but no PDF library.
 */
#ifndef PDF_FONTS_H
#define PDF_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fontconfig/fontconfig.h>
#include <hb.h>

#include "common/arena.h"
#include "layout/metrics.h"
#include "pdf/bytes.h"
#include "pdf/pdf.h"

#define FACE_NAME_MAX 64

/* One font file, opened when a text first needs it. */
typedef struct Face
{
	char	   *path;
	int			index;			/* in a collection */
	bool		tried;
	hb_face_t  *face;			/* NULL until opened, or if that failed */
	hb_font_t  *font;			/* scaled to units per em */
	hb_face_t  *subset_source;	/* made ready for many subsets */
	unsigned	units_per_em;
	unsigned	glyph_count;
	int			box[4];			/* of all glyphs, thousandths of an em */
	int			ascent;			/* likewise */
	int			descent;
	int			cap_height;
	char		name[FACE_NAME_MAX];	/* PostScript name */
} Face;

/* A family has a bold face or borrows the regular one. */
typedef struct Family
{
	char	   *name;
	int			rank;			/* order in which families are asked */
	size_t		faces[2];		/* by FontWeight; index of Face */
	FcCharSet  *coverage;
} Family;

#define NO_FACE ((size_t) -1)

/* Glyphs of one face, script and direction in a row, from left to right. */
typedef struct ShapedRun
{
	size_t		face;
	bool		backward;		/* reads from right to left */
	bool		plain;			/* each glyph is one piece of text, in order */
	uint32_t	text_start;		/* bytes */
	uint32_t	text_end;
	double		x;				/* of its left edge */
	size_t		first;			/* glyph */
	size_t		count;
} ShapedRun;

/* Distances are in ems. */
typedef struct ShapedGlyph
{
	uint32_t	id;
	uint32_t	text_start;		/* bytes of the text this glyph stands for, */
	uint32_t	text_end;		/* empty for further glyphs of a cluster */
	double		advance;
	double		dx;
	double		dy;
} ShapedGlyph;

/* Runs come in the order of reading. */
typedef struct ShapedText
{
	ShapedRun  *runs;
	size_t		run_count;
	ShapedGlyph *glyphs;
	size_t		glyph_count;
	double		width;
	size_t		missing;		/* characters drawn as a replacement */
} ShapedText;

#define CHARACTER_CACHE 4096
#define SHAPE_SLOTS 16384

typedef struct CachedCharacter
{
	uint32_t	character;
	size_t		family;
} CachedCharacter;

typedef struct CachedShape
{
	char	   *text;			/* NULL: free */
	size_t		length;
	FontWeight	weight;
	ShapedText	shaped;
} CachedShape;

struct PdfFonts
{
	Family	   *families;		/* in the order they are asked */
	size_t		family_count;
	Face	   *faces;
	size_t		face_count;
	LayoutMetrics metrics;
	hb_buffer_t *buffer;
	bool		failed;			/* out of memory, some width was wrong */

	CachedCharacter characters[CHARACTER_CACHE];
	Arena	   *scratch;		/* for one text at a time */
	Arena	   *shape_arena;
	CachedShape *shapes;		/* SHAPE_SLOTS of them */
	size_t		shape_count;

	Deflater   *deflater;		/* for one file at a time, like the space */
	AssemblySpace space;
};

/* Open a face if that has not been tried; NULL if it cannot be used. */
extern Face *fonts_face(PdfFonts *fonts, size_t face);

/*
 * Shape clean UTF-8.  The result belongs to the cache and is good until the
 * next call.  NULL when out of memory, which "failed" remembers.
 */
extern const ShapedText *fonts_shape(PdfFonts *fonts, const char *text,
									 size_t length, FontWeight weight);

/* ---------- itemize.c ---------- */

/* One character with all that decides in which run it is shaped. */
typedef struct Character
{
	uint32_t	value;
	uint32_t	start;			/* byte */
	size_t		family;
	hb_script_t script;
	int			level;			/* of bidirectional embedding */
	bool		missing;
} Character;

/* Characters in an array of the arena, the last one a sentinel whose "start"
 * is the length.  NULL when out of memory. */
extern Character *itemize(PdfFonts *fonts, Arena *arena, const char *text,
						  size_t length, size_t *count);

/* Family that draws a character, or NO_FACE. */
extern size_t fonts_family(PdfFonts *fonts, uint32_t character);

#endif							/* PDF_FONTS_H */
