/*
 * run.c
 *		From a document to pages: sections, page numbers, running lines.
 */
#include "layout/engine.h"

#include <string.h>

/* A last page with less than this on it is spared, if the rest can be set tighter. */
#define NEARLY_EMPTY_SHARE 0.3

double
body_height(const Layout *l)
{
	return l->bottom - l->top;
}

bool
fits(const Layout *l, double height)
{
	/* sums of rounded numbers: forgive a hundredth of a point */
	return l->at_top || l->y + height <= l->bottom + 0.01;
}

/* Remember what section a new page belongs to. */
static bool
mark_page(Layout *l, bool blank)
{
	size_t		page = l->display.page_count - 1;

	if (page >= l->mark_capacity)
	{
		size_t		capacity = l->mark_capacity == 0 ? 16 : l->mark_capacity * 2;
		PageMark   *larger = arena_calloc(l->arena, capacity, sizeof(*larger));

		if (larger == NULL)
			return false;
		if (page > 0)
			memcpy(larger, l->marks, page * sizeof(*larger));
		l->marks = larger;
		l->mark_capacity = capacity;
	}
	l->marks[page].section = l->section;
	l->marks[page].blank = blank;
	return true;
}

static void
add_page(Layout *l, bool blank)
{
	if (arena_failed(l->arena) || !display_add_page(&l->display) ||
		!mark_page(l, blank))
		return;
	l->page = l->display.page_count - 1;
	l->y = l->top;
	l->gap = 0;
	l->at_top = true;
}

void
new_page(Layout *l)
{
	add_page(l, false);
	/* without memory for more pages, the rest is lost and the run fails */
	l->at_top = true;
	l->y = l->top;
}

/* ---------- sections ---------- */

static void
begin_section(Layout *l, const SectionBlock *section)
{
	if (l->section > 0)
		emit_end(l);
	if (section->start != SECTION_HERE && !l->at_top)
		new_page(l);
	if (section->start == SECTION_RIGHT_PAGE && l->page % 2 == 1)
	{
		l->marks[l->page].blank = true;
		new_page(l);
	}
	l->section++;
	l->section_titles[l->section] = section->title;
	if (l->at_top && !arena_failed(l->arena))
		l->marks[l->page].section = l->section;
	emit_begin(l, ROLE_SECT);
	l->heading_level = 0;
}

static size_t
count_sections(const LayoutDoc *doc)
{
	const Block *block;
	size_t		count = 0;

	for (block = doc->blocks.first; block != NULL; block = block->next)
		count += block->kind == BLOCK_SECTION;
	return count;
}

/* ---------- running lines ---------- */

static LayoutPageInfo
page_info(const Layout *l, size_t page)
{
	LayoutPageInfo info = {0};
	size_t		section = l->marks[page].section;
	size_t		i;

	info.page = (int) page + 1;
	info.page_count = (int) l->display.page_count;
	info.section = l->section_titles[section];
	/* the pages of a section are neighbours */
	for (i = page + 1; i-- > 0 && l->marks[i].section == section;)
		info.section_page += !l->marks[i].blank;
	info.section_page_count = info.section_page;
	for (i = page + 1; i < l->display.page_count && l->marks[i].section == section; i++)
		info.section_page_count += !l->marks[i].blank;
	return info;
}

static void
default_running(Arena *arena, const LayoutPageInfo *info, LayoutRunning *running)
{
	running->footer_right = arena_printf(arena, "Page %d of %d", info->page,
										 info->page_count);
}

/* A line with a text at each end; the left one may take what the right one
 * leaves. */
static void
running_line(Layout *l, const char *left, const char *right, double baseline)
{
	TypeSize	type = l->style->running;
	double		y = baseline - type.leading / 2 - l->metrics->cap_height * type.size / 2;
	double		taken = 0;
	Text		text;
	const Lines *lines;

	if (right != NULL)
	{
		text = text_plain(l->arena, FONT_REGULAR, right);
		lines = wrap(l, &text, type, l->width * 0.5, 1);
		emit_lines(l, lines, 0, 1, l->left, y, l->width, type, COLOUR_MUTED, ALIGN_RIGHT);
		taken = lines->count > 0 ? lines->lines[0].width + l->style->gutter : 0;
	}
	if (left != NULL)
	{
		text = text_plain(l->arena, FONT_REGULAR, left);
		lines = wrap(l, &text, type, l->width - taken, 1);
		emit_lines(l, lines, 0, 1, l->left, y, l->width, type, COLOUR_MUTED, ALIGN_LEFT);
	}
}

static void
add_running(Layout *l)
{
	for (l->page = 0; l->page < l->display.page_count; l->page++)
	{
		LayoutPageInfo info;
		LayoutRunning running = {0};

		if (arena_failed(l->arena))
			return;
		if (l->marks[l->page].blank)
			continue;
		info = page_info(l, l->page);
		if (l->doc->running != NULL)
			l->doc->running(l->doc->running_context, l->arena, &info, &running);
		else
			default_running(l->arena, &info, &running);
		emit_artifact(l, true);
		running_line(l, running.header_left, running.header_right, HEADER_BASELINE_PT);
		running_line(l, running.footer_left, running.footer_right,
					 l->display.height - FOOTER_BASELINE_PT);
		emit_artifact_end(l);
	}
}

/* ---------- the whole document ---------- */

/*
 * Place the blocks up to the next section; returns that or NULL.  Page breaks
 * stand between stretches of blocks that flow.
 */
static Block *
place_section(Layout *l, Block *block)
{
	while (block != NULL && block->kind != BLOCK_SECTION)
	{
		BlockList	stretch = {block, block};

		block = block->next;
		if (stretch.first->kind == BLOCK_PAGE_BREAK)
		{
			if (!l->at_top)
				new_page(l);
			continue;
		}
		while (block != NULL && block->kind != BLOCK_SECTION &&
			   block->kind != BLOCK_PAGE_BREAK)
		{
			stretch.last = block;
			block = block->next;
		}
		flow_blocks(l, &stretch);
	}
	return block;
}

/* Forget all that was placed since "saved" was taken, on its page. */
static void
go_back(Layout *l, const Layout *saved, size_t item_count)
{
	DisplayPage *pages = l->display.pages;
	PageMark   *marks = l->marks;
	size_t		page_capacity = l->display.page_capacity;
	size_t		mark_capacity = l->mark_capacity;

	*l = *saved;
	/* arrays may have moved, and are not smaller for it */
	l->display.pages = pages;
	l->display.page_capacity = page_capacity;
	l->marks = marks;
	l->mark_capacity = mark_capacity;
	pages[l->page].count = item_count;
}

/* Is there so little on the last page that it was hardly worth turning? */
static bool
is_nearly_empty(const Layout *l)
{
	return l->y - l->top < body_height(l) * NEARLY_EMPTY_SHARE;
}

/* A section of any length; a bit tighter, if that saves a page with little on it. */
static Block *
place_sparing(Layout *l, Block *first, LayoutDensity density)
{
	Layout		saved = *l;
	size_t		item_count = l->display.pages[l->page].count;
	Block	   *next = place_section(l, first);
	size_t		last = l->page;

	if (last == saved.page || !is_nearly_empty(l) || density + 1 == DENSITY_COUNT)
		return next;
	for (int tighter = 1; tighter >= 0 && !arena_failed(l->arena); tighter--)
	{
		go_back(l, &saved, item_count);
		l->style = layout_style(density + (LayoutDensity) tighter);
		next = place_section(l, first);
		if (l->page < last)
			break;
	}
	l->style = saved.style;
	return next;
}

/*
 * A section that shall fit on its first page: each density is tried, from
 * the document's own on.
 */
static Block *
place_on_one_page(Layout *l, Block *first, LayoutDensity density)
{
	Layout		saved = *l;
	size_t		item_count = l->display.pages[l->page].count;
	LayoutDensity tried;
	Block	   *next = first;

	for (tried = density; tried < DENSITY_COUNT; tried++)
	{
		l->style = layout_style(tried);
		next = place_section(l, first);
		if (l->page == saved.page || arena_failed(l->arena))
			break;
		go_back(l, &saved, item_count);
	}
	if (tried == DENSITY_COUNT)
		next = place_section(l, first);
	l->style = saved.style;
	return next;
}

static void
place_document(Layout *l, LayoutDensity density)
{
	Block	   *block = place_sparing(l, l->doc->blocks.first, density);

	while (block != NULL && !arena_failed(l->arena))
	{
		const SectionBlock *section = &block->as.section;

		begin_section(l, section);
		if (section->one_page && !arena_failed(l->arena))
			block = place_on_one_page(l, block->next, density);
		else
			block = place_sparing(l, block->next, density);
	}
}

static void
prepare(Layout *l, LayoutDoc *doc, const LayoutMetrics *metrics,
		LayoutDensity density)
{
	memset(l, 0, sizeof(*l));
	l->doc = doc;
	l->arena = doc->arena;
	l->metrics = metrics;
	l->style = layout_style(density);
	l->display.arena = doc->arena;
	l->display.title = doc->title;
	l->display.author = doc->author;
	l->display.subject = doc->subject;
	l->display.width = doc->width;
	l->display.height = doc->height;
	l->left = MARGIN_SIDE_PT;
	l->width = doc->width - 2 * MARGIN_SIDE_PT;
	l->top = MARGIN_TOP_PT;
	l->bottom = doc->height - MARGIN_BOTTOM_PT;
}

LayoutStatus
layout_run(LayoutDoc *doc, const LayoutMetrics *metrics, LayoutDensity density,
		   Display *display)
{
	Layout		l;

	if (doc->open_count > 0)
		doc_fault(doc, "a block that was never ended");
	if (arena_failed(doc->arena))
		return LAYOUT_MEMORY;
	if (doc->fault != NULL)
		return LAYOUT_MISUSE;
	prepare(&l, doc, metrics, density);
	l.section_titles = arena_calloc(doc->arena, count_sections(doc) + 1,
									sizeof(*l.section_titles));
	new_page(&l);
	if (arena_failed(doc->arena))
		return LAYOUT_MEMORY;
	emit_begin(&l, ROLE_DOCUMENT);
	place_document(&l, density);
	if (l.section > 0)
		emit_end(&l);
	emit_end(&l);
	add_running(&l);
	if (arena_failed(doc->arena))
		return LAYOUT_MEMORY;
	*display = l.display;
	return LAYOUT_OK;
}

LayoutStatus
layout_run_within(LayoutDoc *doc, const LayoutMetrics *metrics, size_t pages,
				  Display *display)
{
	LayoutDensity density = DENSITY_NORMAL;
	LayoutStatus status;

	for (;;)
	{
		status = layout_run(doc, metrics, density, display);
		if (status != LAYOUT_OK || display->page_count <= pages ||
			density + 1 == DENSITY_COUNT)
			return status;
		density++;
	}
}
