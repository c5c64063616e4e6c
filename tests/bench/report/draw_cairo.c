/*
 * draw_cairo.c
 *		draw_cairo LIST COUNT FILE [untagged]: draw a list (list.h) COUNT times
 *		with cairo, keep it in FILE; prints milliseconds of processor time a
 *		document.
 *
 * Texts are shaped by HarfBuzz, once for all documents, and drawn as glyphs
 * with the text they stand for.  Structure is cairo's own tags; it has none
 * for artifacts, alternatives and the scope of a table's heads.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <hb.h>

#define MOST_FIELDS 400
#define MOST_FONTS 32

typedef struct Font
{
	FT_Face		face;
	hb_font_t  *shaper;
	cairo_font_face_t *cairo;
} Font;

/* A line of the list, and what was shaped of it. */
typedef struct Item
{
	char	   *fields[MOST_FIELDS];
	int			count;
	double	   *numbers;		/* of the fields */
	cairo_glyph_t *glyphs;
	int			glyph_count;
	cairo_text_cluster_t *clusters;
	int			cluster_count;
	bool		backward;
} Item;

typedef struct Buffer
{
	unsigned char *data;
	size_t		length;
	size_t		capacity;
} Buffer;

static FT_Library library;
static Font fonts[MOST_FONTS];
static Item *items;
static size_t item_count;
static bool tagged = true;

static void
die(const char *what)
{
	fprintf(stderr, "draw_cairo: %s\n", what);
	exit(1);
}

static void *
allocate(size_t size)
{
	void	   *memory = calloc(1, size > 0 ? size : 1);

	if (memory == NULL)
		die("out of memory");
	return memory;
}

/* ---------- the list ---------- */

/* Of a text, or told by a line of the list. */
static Font *
font_of(const Item *item)
{
	return &fonts[(size_t) item->numbers[1] % MOST_FONTS];
}

static void
open_font(const Item *item)
{
	Font	   *font = font_of(item);
	hb_blob_t  *blob = hb_blob_create_from_file(item->fields[3]);
	hb_face_t  *face = hb_face_create(blob, (unsigned) item->numbers[2]);

	if (FT_New_Face(library, item->fields[3], (FT_Long) item->numbers[2], &font->face) != 0)
		die(item->fields[3]);
	/* its scale is the face's own units */
	font->shaper = hb_font_create(face);
	font->cairo = cairo_ft_font_face_create_for_ft_face(font->face, FT_LOAD_NO_HINTING);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
}

static void
take_cluster(Item *item, int bytes, int glyph_count)
{
	item->clusters[item->cluster_count++] = (cairo_text_cluster_t) {bytes, glyph_count};
}

static void
shape(Item *item)
{
	const Font *font = font_of(item);
	const char *text = item->fields[6];
	double		scale = item->numbers[4] / font->face->units_per_EM;
	double		x = item->numbers[2];
	hb_buffer_t *buffer = hb_buffer_create();
	unsigned	count;
	hb_glyph_info_t *infos;
	hb_glyph_position_t *positions;
	unsigned	i;

	hb_buffer_add_utf8(buffer, text, -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(font->shaper, buffer, NULL, 0);
	item->backward = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(buffer));
	infos = hb_buffer_get_glyph_infos(buffer, &count);
	positions = hb_buffer_get_glyph_positions(buffer, NULL);
	item->glyphs = allocate(count * sizeof(*item->glyphs));
	item->clusters = allocate(count * sizeof(*item->clusters));
	item->glyph_count = (int) count;
	for (i = 0; i < count; i++)
	{
		item->glyphs[i].index = infos[i].codepoint;
		item->glyphs[i].x = x + positions[i].x_offset * scale;
		item->glyphs[i].y = item->numbers[3] - positions[i].y_offset * scale;
		x += positions[i].x_advance * scale;
	}
	/* clusters in the order of the text */
	for (i = 0; i < count;)
	{
		unsigned	first = i;
		unsigned	at = item->backward ? count - 1 - i : i;
		unsigned	start = infos[at].cluster;
		unsigned	end = (unsigned) strlen(text);

		while (i < count && infos[item->backward ? count - 1 - i : i].cluster == start)
			i++;
		if (i < count)
			end = infos[item->backward ? count - 1 - i : i].cluster;
		take_cluster(item, (int) (end - start), (int) (i - first));
	}
	hb_buffer_destroy(buffer);
}

static void
read_line(char *line)
{
	Item	   *item = &items[item_count++];
	int			i;

	for (; line != NULL && item->count < MOST_FIELDS; line = strchr(line, '\t'))
	{
		if (item->count > 0)
			*line++ = '\0';
		item->fields[item->count++] = line;
	}
	item->numbers = allocate((size_t) item->count * sizeof(double));
	for (i = 1; i < item->count; i++)
		item->numbers[i] = strtod(item->fields[i], NULL);
	if (strcmp(item->fields[0], "font") == 0)
		open_font(item);
	else if (strcmp(item->fields[0], "text") == 0)
		shape(item);
}

static void
read_list(const char *path)
{
	FILE	   *file = fopen(path, "r");
	char	   *line = NULL;
	size_t		capacity = 0;
	ssize_t		length;
	size_t		room = 0;

	if (file == NULL)
		die(path);
	while ((length = getline(&line, &capacity, file)) > 0)
	{
		if (item_count == room)
		{
			room = room * 2 + 256;
			items = realloc(items, room * sizeof(*items));
			if (items == NULL)
				die("out of memory");
		}
		memset(&items[item_count], 0, sizeof(*items));
		line[strcspn(line, "\n")] = '\0';
		read_line(strdup(line));
	}
	free(line);
	fclose(file);
}

/* ---------- drawing ---------- */

static void
set_colour(cairo_t *cr, const char *colour)
{
	unsigned long value = strtoul(colour, NULL, 16);

	cairo_set_source_rgb(cr, (double) (value >> 16) / 255, (double) (value >> 8 & 0xFF) / 255,
						 (double) (value & 0xFF) / 255);
}

/* What fields "at" and following say of the path. */
static void
paint(cairo_t *cr, const Item *item, int at)
{
	bool		strokes = item->fields[at + 1][0] != '-';
	double		dash = item->numbers[at + 3];

	if (item->fields[at][0] != '-')
	{
		set_colour(cr, item->fields[at]);
		if (strokes)
			cairo_fill_preserve(cr);
		else
			cairo_fill(cr);
	}
	if (!strokes)
		return;
	set_colour(cr, item->fields[at + 1]);
	cairo_set_line_width(cr, item->numbers[at + 2]);
	cairo_set_dash(cr, &dash, dash > 0, 0);
	cairo_stroke(cr);
}

static void
draw_text(cairo_t *cr, const Item *item)
{
	set_colour(cr, item->fields[5]);
	cairo_set_font_face(cr, font_of(item)->cairo);
	cairo_set_font_size(cr, item->numbers[4]);
	cairo_show_text_glyphs(cr, item->fields[6], -1, item->glyphs, item->glyph_count,
						   item->clusters, item->cluster_count,
						   item->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
}

static void
draw_path(cairo_t *cr, const Item *item)
{
	int			i;

	for (i = 5; i + 1 < item->count; i += 2)
		cairo_line_to(cr, item->numbers[i], item->numbers[i + 1]);
	paint(cr, item, 1);
}

static bool
is_element(const char *name)
{
	return tagged && strcmp(name, "Artifact") != 0;
}

static void
draw_item(cairo_t *cr, const Item *item, const char **open, int *depth)
{
	const char *kind = item->fields[0];
	const double *n = item->numbers;

	if (strcmp(kind, "text") == 0)
		draw_text(cr, item);
	else if (strcmp(kind, "rect") == 0)
	{
		cairo_rectangle(cr, n[1], n[2], n[3], n[4]);
		paint(cr, item, 5);
	}
	else if (strcmp(kind, "path") == 0)
		draw_path(cr, item);
	else if (strcmp(kind, "circle") == 0)
	{
		cairo_new_sub_path(cr);
		cairo_arc(cr, n[1], n[2], n[3], 0, 2 * M_PI);
		cairo_close_path(cr);
		paint(cr, item, 4);
	}
	else if (strcmp(kind, "begin") == 0)
	{
		open[*depth] = item->fields[1];
		if (is_element(open[*depth]))
			cairo_tag_begin(cr, open[*depth], NULL);
		(*depth)++;
	}
	else if (strcmp(kind, "end") == 0)
	{
		(*depth)--;
		if (is_element(open[*depth]))
			cairo_tag_end(cr, open[*depth]);
	}
}

static cairo_status_t
append(void *closure, const unsigned char *data, unsigned length)
{
	Buffer	   *buffer = closure;

	if (buffer->length + length > buffer->capacity)
	{
		buffer->capacity = (buffer->length + length) * 2;
		buffer->data = realloc(buffer->data, buffer->capacity);
		if (buffer->data == NULL)
			return CAIRO_STATUS_NO_MEMORY;
	}
	memcpy(buffer->data + buffer->length, data, length);
	buffer->length += length;
	return CAIRO_STATUS_SUCCESS;
}

static void
draw_document(Buffer *buffer)
{
	const Item *document = &items[0];
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, buffer,
																   document->numbers[1],
																   document->numbers[2]);
	cairo_t    *cr = cairo_create(surface);
	const char *open[64];
	int			depth = 0;
	int			pages = 0;
	size_t		i;

	buffer->length = 0;
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document->fields[3]);
	for (i = 1; i < item_count; i++)
	{
		if (strcmp(items[i].fields[0], "page") != 0)
			draw_item(cr, &items[i], open, &depth);
		else if (pages++ > 0)
			cairo_show_page(cr);
	}
	cairo_show_page(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		die(cairo_status_to_string(cairo_surface_status(surface)));
	cairo_surface_destroy(surface);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double) t.tv_sec * 1e3 + (double) t.tv_nsec * 1e-6;
}

int
main(int argc, char **argv)
{
	Buffer		buffer = {0};
	long		count = argc >= 4 ? strtol(argv[2], NULL, 10) : 0;
	FILE	   *file;
	double		start;
	long		i;

	if (count < 1 || FT_Init_FreeType(&library) != 0)
		die("usage: draw_cairo LIST COUNT FILE [untagged]");
	tagged = argc == 4;
	read_list(argv[1]);
	/* the first opens the fonts */
	draw_document(&buffer);
	start = milliseconds();
	for (i = 0; i < count; i++)
		draw_document(&buffer);
	printf("%.3f\n", (milliseconds() - start) / (double) count);
	file = fopen(argv[3], "w");
	if (file == NULL || fwrite(buffer.data, buffer.length, 1, file) != 1 || fclose(file) != 0)
		die(argv[3]);
	return 0;
}
