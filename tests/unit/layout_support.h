/*
 * layout_support.h
 *		What the tests of jobs/layout share: a face without a font, golden
 *		files, and rules that every display list keeps.
 */
#ifndef LAYOUT_SUPPORT_H
#define LAYOUT_SUPPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE				/* memmem */
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/arena.h"
#include "common/utf8.h"
#include "common/str.h"
#include "layout/layout.h"

/* Every character is half an em wide, a bit more in bold; marks are nothing. */
static double
fake_width(void *context, const char *text, size_t length, FontWeight weight)
{
	const char *end = text + length;
	double		width = 0;

	(void) context;
	while (text < end)
		if (!utf8_extends(utf8_decode(&text, end)))
			width += weight == FONT_BOLD ? 0.55 : 0.5;
	return width;
}

static const LayoutMetrics fake_metrics = {
	.width = fake_width, .ascent = 1, .descent = 0.3, .cap_height = 0.7
};

static inline Display
laid_out_at(LayoutDoc *doc, LayoutDensity density)
{
	Display		display = {0};

	assert_int_equal(layout_run(doc, &fake_metrics, density, &display), LAYOUT_OK);
	return display;
}

/*
 * Compare with golden/NAME.txt.  UPDATE_GOLDEN=1 writes the file instead, for
 * a person to read before it is committed.
 */
static inline void
expect_golden(const Display *display, const char *name)
{
	const char *dump = display_dump(display, display->arena);
	size_t		capacity = (size_t) 1 << 20;
	char	   *wanted = malloc(capacity);
	char		path[200];
	FILE	   *file;
	size_t		length;

	assert_non_null(dump);
	assert_non_null(wanted);
	snprintf(path, sizeof(path), "golden/%s.txt", name);
	if (getenv("UPDATE_GOLDEN") != NULL)
	{
		file = fopen(path, "w");
		assert_non_null(file);
		fputs(dump, file);
		fclose(file);
	}
	file = fopen(path, "r");
	assert_non_null(file);
	length = fread(wanted, 1, capacity - 1, file);
	fclose(file);
	wanted[length] = '\0';
	if (strcmp(dump, wanted) != 0)
	{
		snprintf(path, sizeof(path), "../../build/unit/%s.txt", name);
		file = fopen(path, "w");
		if (file != NULL)
		{
			fputs(dump, file);
			fclose(file);
		}
		free(wanted);
		fail_msg("differs from golden/%s.txt; see build/unit/%s.txt", name, name);
	}
	free(wanted);
}

/* ---------- rules that every display list keeps ---------- */

static inline DisplayBox
text_box(const DisplayItem *item)
{
	double		size = item->as.text.size;
	size_t		length = item->as.text.length;
	DisplayBox	box;

	while (length > 0 && item->as.text.text[length - 1] == ' ')
		length--;
	box.x = item->as.text.x;
	box.width = fake_width(NULL, item->as.text.text, length, item->as.text.weight) * size;
	/* capitals only: lines may touch each other's descenders */
	box.y = item->as.text.y - 0.7 * size;
	box.height = 0.7 * size;
	return box;
}

static inline bool
overlap(DisplayBox a, DisplayBox b)
{
	double		least = 0.2;

	return a.x + least < b.x + b.width && b.x + least < a.x + a.width &&
		a.y + least < b.y + b.height && b.y + least < a.y + a.height;
}

static inline void
expect_texts_apart(const Display *display, size_t page)
{
	const DisplayPage *p = &display->pages[page];
	size_t		i;
	size_t		j;

	for (i = 0; i < p->count; i++)
	{
		DisplayBox	box;

		if (p->items[i].kind != DISPLAY_TEXT)
			continue;
		box = text_box(&p->items[i]);
		if (box.width == 0)
			continue;
		if (box.x < 50 || box.x + box.width > display->width - 50 ||
			box.y < 20 || box.y + box.height > display->height - 20)
			fail_msg("page %zu: \"%.*s\" is outside the page", page + 1,
					 (int) p->items[i].as.text.length, p->items[i].as.text.text);
		for (j = 0; j < i; j++)
			if (p->items[j].kind == DISPLAY_TEXT &&
				overlap(box, text_box(&p->items[j])))
				fail_msg("page %zu: \"%.*s\" lies on \"%.*s\"", page + 1,
						 (int) p->items[i].as.text.length, p->items[i].as.text.text,
						 (int) p->items[j].as.text.length, p->items[j].as.text.text);
	}
}

/* Elements nest, artifacts close on their page, all that is drawn is marked. */
static inline void
expect_structure(const Display *display)
{
	int			depth = 0;
	size_t		page;
	size_t		i;

	for (page = 0; page < display->page_count; page++)
	{
		bool		artifact = false;

		for (i = 0; i < display->pages[page].count; i++)
			switch (display->pages[page].items[i].kind)
			{
				case DISPLAY_ELEMENT_BEGIN:
					assert_false(artifact);
					depth++;
					break;
				case DISPLAY_ELEMENT_END:
					assert_false(artifact);
					assert_true(depth > 0);
					depth--;
					break;
				case DISPLAY_ARTIFACT_BEGIN:
					assert_false(artifact);
					artifact = true;
					break;
				case DISPLAY_ARTIFACT_END:
					assert_true(artifact);
					artifact = false;
					break;
				case DISPLAY_BOOKMARK:
					break;
				default:
					assert_true(artifact || depth > 1);
					break;
			}
		assert_false(artifact);
	}
	assert_int_equal(depth, 0);
}

static inline void
expect_sound(const Display *display)
{
	size_t		page;

	expect_structure(display);
	for (page = 0; page < display->page_count; page++)
		expect_texts_apart(display, page);
}

/* ---------- looking things up ---------- */

/* The first text item that contains "needle", or NULL; *page may be NULL. */
static inline const DisplayItem *
find_text(const Display *display, const char *needle, size_t *page)
{
	size_t		p;
	size_t		i;

	for (p = 0; p < display->page_count; p++)
		for (i = 0; i < display->pages[p].count; i++)
		{
			const DisplayItem *item = &display->pages[p].items[i];

			if (item->kind == DISPLAY_TEXT &&
				memmem(item->as.text.text, item->as.text.length, needle,
					   strlen(needle)) != NULL)
			{
				if (page != NULL)
					*page = p;
				return item;
			}
		}
	return NULL;
}

static inline size_t
page_of(const Display *display, const char *needle)
{
	size_t		page = 0;

	if (find_text(display, needle, &page) == NULL)
		fail_msg("\"%s\" is nowhere", needle);
	return page;
}

#endif							/* LAYOUT_SUPPORT_H */
