/*
 * hpdf_outline.c
 *		Bookmarks, as objects of our own: libharu's lose characters beyond the
 *		basic plane.
 */
#include "pdf/hpdf_outline.h"

#include <string.h>

void
outline_begin(Outline *outline, Pdf *pdf)
{
	memset(outline, 0, sizeof(*outline));
	outline->pdf = pdf;
}

/* Finish the branches below "depth". */
static void
close_branches(Outline *outline, int depth)
{
	for (; outline->depth > depth; outline->depth--)
	{
		OutlineNode *node = &outline->nodes[outline->depth];

		if (!node->has_child)
			continue;
		pdf_put(outline->pdf, node->dict, "Last", node->last_child);
		/* negative: folded up at first */
		pdf_put_number(outline->pdf, node->dict, "Count", -node->child_count);
	}
}

static HPDF_Array
destination(Pdf *pdf, HPDF_Page page, double y)
{
	HPDF_Array	array = pdf_array(pdf);

	pdf_push(pdf, array, page);
	if (!pdf->failed && HPDF_Array_AddName(array, "XYZ") != HPDF_OK)
		pdf_fail_memory(pdf);
	pdf_push_number(pdf, array, 0);
	pdf_push_point(pdf, array, y);
	/* 0: keep the reader's zoom */
	pdf_push_number(pdf, array, 0);
	return array;
}

void
outline_add(Outline *outline, int level, const char *title, HPDF_Page page, double y)
{
	Pdf		   *pdf = outline->pdf;
	OutlineNode *parent;
	HPDF_Dict	dict;

	if (outline->nodes[0].dict == NULL)
	{
		outline->nodes[0].dict = pdf_indirect_dict(pdf);
		pdf_put_name(pdf, outline->nodes[0].dict, "Type", "Outlines");
	}
	if (level > OUTLINE_LEVELS)
		level = OUTLINE_LEVELS;
	close_branches(outline, level - 1);
	parent = &outline->nodes[outline->depth];
	dict = pdf_indirect_dict(pdf);
	pdf_put_text(pdf, dict, "Title", title);
	pdf_put(pdf, dict, "Parent", parent->dict);
	pdf_put(pdf, dict, "Dest", destination(pdf, page, y));
	if (parent->has_child)
	{
		pdf_put(pdf, dict, "Prev", parent->last_child);
		pdf_put(pdf, parent->last_child, "Next", dict);
	}
	else
		pdf_put(pdf, parent->dict, "First", dict);
	parent->has_child = true;
	parent->last_child = dict;
	parent->child_count++;
	outline->depth++;
	memset(&outline->nodes[outline->depth], 0, sizeof(OutlineNode));
	outline->nodes[outline->depth].dict = dict;
}

void
outline_end(Outline *outline)
{
	OutlineNode *root = &outline->nodes[0];

	close_branches(outline, 0);
	if (!root->has_child)
		return;
	pdf_put(outline->pdf, root->dict, "Last", root->last_child);
	pdf_put_number(outline->pdf, root->dict, "Count", root->child_count);
	pdf_put(outline->pdf, outline->pdf->doc->catalog, "Outlines", root->dict);
}
