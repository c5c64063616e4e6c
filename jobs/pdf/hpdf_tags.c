/*
 * hpdf_tags.c
 *		Structure elements, marked content, and the tree between them.
 *
 * Content is marked lazily: a piece opens when something is drawn, and closes
 * when another element begins or ends, or the page does.
 */
#include "pdf/hpdf_tags.h"

#include <math.h>
#include <string.h>

#define LANGUAGE "en-US"

static HPDF_Stream
page_stream(HPDF_Page page)
{
	return ((HPDF_PageAttr) page->attr)->stream;
}

/* ---------- the catalogue ---------- */

static void
add_escaped(Pdf *pdf, HPDF_Stream stream, const char *text)
{
	for (; *text != '\0'; text++)
	{
		if (*text == '&')
			pdf_write_text(pdf, stream, "&amp;");
		else if (*text == '<')
			pdf_write_text(pdf, stream, "&lt;");
		else if (*text == '>')
			pdf_write_text(pdf, stream, "&gt;");
		else
			pdf_write_bytes(pdf, stream, text, 1);
	}
}

static void
add_property(Pdf *pdf, HPDF_Stream stream, const char *before, const char *text,
			 const char *after)
{
	if (text == NULL || *text == '\0')
		return;
	pdf_write_text(pdf, stream, before);
	add_escaped(pdf, stream, text);
	pdf_write_text(pdf, stream, after);
}

/* Packed like the rest: nobody looks for it but by way of the catalogue. */
static HPDF_Dict
metadata(Pdf *pdf, const Display *display)
{
	HPDF_Dict	dict = pdf_stream(pdf, true);

	if (dict == NULL)
		return NULL;
	pdf_put_name(pdf, dict, "Type", "Metadata");
	pdf_put_name(pdf, dict, "Subtype", "XML");
	pdf_write_text(pdf, dict->stream,
				   "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
				   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
				   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
				   "<rdf:Description rdf:about=\"\""
				   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
				   " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
				   "<pdfuaid:part>1</pdfuaid:part>");
	add_property(pdf, dict->stream,
				 "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", display->title,
				 "</rdf:li></rdf:Alt></dc:title>");
	add_property(pdf, dict->stream, "<dc:creator><rdf:Seq><rdf:li>", display->author,
				 "</rdf:li></rdf:Seq></dc:creator>");
	add_property(pdf, dict->stream,
				 "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
				 display->subject, "</rdf:li></rdf:Alt></dc:description>");
	pdf_write_text(pdf, dict->stream,
				   "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>");
	return dict;
}

/* Without dates: the same data must give the same bytes. */
static void
set_info(Pdf *pdf, const Display *display)
{
	/* the library has made it, with a producer in it */
	HPDF_Dict	info = pdf->doc->info;

	if (info == NULL)
		return;
	pdf_put_text(pdf, info, "Title", display->title);
	if (display->author != NULL)
		pdf_put_text(pdf, info, "Author", display->author);
	if (display->subject != NULL)
		pdf_put_text(pdf, info, "Subject", display->subject);
	pdf_put_bytes(pdf, info, "Producer", "mentorship");
}

void
tags_begin(Tags *tags, Pdf *pdf, const Display *display)
{
	HPDF_Dict	catalog = pdf->doc->catalog;
	HPDF_Dict	mark_info = pdf_dict(pdf);
	HPDF_Dict	preferences = pdf_dict(pdf);
	HPDF_Dict	parent_tree = pdf_indirect_dict(pdf);

	memset(tags, 0, sizeof(*tags));
	tags->pdf = pdf;
	pdf->doc->pdf_version = HPDF_VER_17;
	tags->root = pdf_indirect_dict(pdf);
	tags->parents_by_page = pdf_array(pdf);
	pdf_put_name(pdf, tags->root, "Type", "StructTreeRoot");
	pdf_put(pdf, parent_tree, "Nums", tags->parents_by_page);
	pdf_put(pdf, tags->root, "ParentTree", parent_tree);

	pdf_put_true(pdf, mark_info, "Marked");
	pdf_put(pdf, catalog, "MarkInfo", mark_info);
	pdf_put_true(pdf, preferences, "DisplayDocTitle");
	pdf_put(pdf, catalog, "ViewerPreferences", preferences);
	pdf_put_bytes(pdf, catalog, "Lang", LANGUAGE);
	pdf_put(pdf, catalog, "StructTreeRoot", tags->root);
	pdf_put(pdf, catalog, "Metadata", metadata(pdf, display));
	set_info(pdf, display);
}

void
tags_end(Tags *tags)
{
	pdf_put_number(tags->pdf, tags->root, "ParentTreeNextKey", tags->next_page_key);
}

/* ---------- marked content ---------- */

static void
close_content(Tags *tags)
{
	if (!tags->content_open)
		return;
	pdf_write_text(tags->pdf, page_stream(tags->page), "EMC\n");
	tags->content_open = false;
}

/* "K" is what it has inside: one thing, or an array of more. */
static void
add_kid(Tags *tags, OpenElement *element, long content, HPDF_Dict dict)
{
	Pdf		   *pdf = tags->pdf;

	switch (element->kid_count++)
	{
		case 0:
			element->first_content = content;
			element->first_dict = dict;
			if (dict != NULL)
				pdf_put(pdf, element->dict, "K", dict);
			else
				pdf_put_number(pdf, element->dict, "K", content);
			return;
		case 1:
			element->kids = pdf_array(pdf);
			if (element->first_dict != NULL)
				pdf_push(pdf, element->kids, element->first_dict);
			else
				pdf_push_number(pdf, element->kids, element->first_content);
			/* takes the place of the first */
			pdf_put(pdf, element->dict, "K", element->kids);
			break;
	}
	if (dict != NULL)
		pdf_push(pdf, element->kids, dict);
	else
		pdf_push_number(pdf, element->kids, content);
}

/* Where an element's new content is: on the element's own page a number says
 * it, on another one a reference. */
static void
add_content_kid(Tags *tags, OpenElement *element)
{
	Pdf		   *pdf = tags->pdf;
	HPDF_Dict	reference;

	if (element->page == NULL)
	{
		element->page = tags->page;
		pdf_put(pdf, element->dict, "Pg", tags->page);
	}
	if (element->page == tags->page)
	{
		add_kid(tags, element, tags->next_content, NULL);
		return;
	}
	reference = pdf_dict(pdf);
	pdf_put_name(pdf, reference, "Type", "MCR");
	pdf_put(pdf, reference, "Pg", tags->page);
	pdf_put_number(pdf, reference, "MCID", tags->next_content);
	add_kid(tags, element, 0, reference);
}

/* Begin a piece of content; actual_hex says its text, or is NULL. */
static void
open_content(Tags *tags, const char *actual_hex)
{
	Pdf		   *pdf = tags->pdf;
	HPDF_Stream stream = page_stream(tags->page);
	OpenElement *element;
	char		operator[64];
	Str			str;

	if (pdf->failed || tags->content_open || tags->artifact_open)
		return;
	/* the layout promises to draw inside an element or an artifact */
	if (tags->open_count == 0)
	{
		pdf_fail(pdf, HPDF_INVALID_OBJECT, 0);
		return;
	}
	element = &tags->open[tags->open_count - 1];
	add_content_kid(tags, element);
	pdf_push(pdf, tags->page_parents, element->dict);
	str_init(&str, operator, sizeof(operator));
	str_addf(&str, "/%s<</MCID %ld", element->name, tags->next_content++);
	pdf_write_text(pdf, stream, operator);
	if (actual_hex != NULL)
	{
		pdf_write_text(pdf, stream, "/ActualText<FEFF");
		pdf_write_text(pdf, stream, actual_hex);
		pdf_write_text(pdf, stream, ">");
	}
	pdf_write_text(pdf, stream, ">>BDC\n");
	tags->content_open = true;
}

void
tags_content(Tags *tags)
{
	open_content(tags, NULL);
}

void
tags_artifact_begin(Tags *tags, bool pagination)
{
	close_content(tags);
	pdf_write_text(tags->pdf, page_stream(tags->page), pagination ?
				   "/Artifact<</Type/Pagination>>BDC\n" :
				   "/Artifact<</Type/Layout>>BDC\n");
	tags->artifact_open = true;
}

void
tags_artifact_end(Tags *tags)
{
	pdf_write_text(tags->pdf, page_stream(tags->page), "EMC\n");
	tags->artifact_open = false;
}

/* ---------- pages ---------- */

void
tags_page_begin(Tags *tags, HPDF_Page page)
{
	Pdf		   *pdf = tags->pdf;

	tags->page = page;
	tags->next_content = 0;
	tags->page_parents = pdf_indirect_array(pdf);
	pdf_put_number(pdf, page, "StructParents", tags->next_page_key);
	pdf_put_name(pdf, page, "Tabs", "S");
	pdf_push_number(pdf, tags->parents_by_page, tags->next_page_key++);
	pdf_push(pdf, tags->parents_by_page, tags->page_parents);
}

void
tags_page_end(Tags *tags)
{
	close_content(tags);
}

/* ---------- elements ---------- */

static void
add_attributes(Tags *tags, const OpenElement *element, const char *owner,
			   const char *key, const char *value)
{
	HPDF_Dict	attributes = pdf_dict(tags->pdf);

	pdf_put_name(tags->pdf, attributes, "O", owner);
	pdf_put_name(tags->pdf, attributes, key, value);
	pdf_put(tags->pdf, element->dict, "A", attributes);
}

static void
add_figure(Tags *tags, const OpenElement *element, const DisplayItem *item,
		   double page_height)
{
	Pdf		   *pdf = tags->pdf;
	const DisplayBox *box = &item->as.element.box;
	HPDF_Dict	attributes = pdf_dict(pdf);
	HPDF_Array	corners = pdf_array(pdf);

	/* outwards */
	pdf_push_point(pdf, corners, floor(box->x));
	pdf_push_point(pdf, corners, floor(page_height - box->y - box->height));
	pdf_push_point(pdf, corners, ceil(box->x + box->width));
	pdf_push_point(pdf, corners, ceil(page_height - box->y));
	pdf_put_name(pdf, attributes, "O", "Layout");
	pdf_put_name(pdf, attributes, "Placement", "Block");
	pdf_put(pdf, attributes, "BBox", corners);
	pdf_put(pdf, element->dict, "A", attributes);
	pdf_put_text(pdf, element->dict, "Alt", item->as.element.alt);
}

static void
add_role_attributes(Tags *tags, const OpenElement *element, const DisplayItem *item,
					double page_height)
{
	switch (item->as.element.role)
	{
		case ROLE_TH_COLUMN:
			add_attributes(tags, element, "Table", "Scope", "Column");
			break;
		case ROLE_TH_ROW:
			add_attributes(tags, element, "Table", "Scope", "Row");
			break;
		case ROLE_L_BULLETS:
			add_attributes(tags, element, "List", "ListNumbering", "Disc");
			break;
		case ROLE_L_NUMBERS:
			add_attributes(tags, element, "List", "ListNumbering", "Decimal");
			break;
		case ROLE_FIGURE:
			add_figure(tags, element, item, page_height);
			break;
		default:
			break;
	}
}

/* Open an element below the innermost one; NULL after a failure. */
static OpenElement *
open_element(Tags *tags, const char *name)
{
	Pdf		   *pdf = tags->pdf;
	OpenElement *parent = tags->open_count > 0 ? &tags->open[tags->open_count - 1] : NULL;
	OpenElement *element;

	close_content(tags);
	if (tags->open_count == ELEMENTS_MAX)
	{
		pdf_fail(pdf, HPDF_INVALID_OBJECT, ELEMENTS_MAX);
		return NULL;
	}
	element = &tags->open[tags->open_count++];
	memset(element, 0, sizeof(*element));
	element->name = name;
	element->dict = pdf_indirect_dict(pdf);
	pdf_put_name(pdf, element->dict, "S", name);
	pdf_put(pdf, element->dict, "P", parent != NULL ? parent->dict : tags->root);
	if (parent == NULL)
		pdf_put(pdf, tags->root, "K", element->dict);
	else
		add_kid(tags, parent, 0, element->dict);
	return pdf->failed ? NULL : element;
}

void
tags_element_begin(Tags *tags, const DisplayItem *item, double page_height)
{
	OpenElement *element = open_element(tags, display_role_name(item->as.element.role));

	if (element != NULL)
		add_role_attributes(tags, element, item, page_height);
}

void
tags_element_end(Tags *tags)
{
	close_content(tags);
	if (tags->open_count > 0)
		tags->open_count--;
}

/* ---------- text that glyphs do not tell ---------- */

void
tags_span_begin(Tags *tags, const char *text, size_t length, bool in_content)
{
	Pdf		   *pdf = tags->pdf;
	/* a byte of UTF-8 gives at most one unit of UTF-16, four digits */
	size_t		capacity = length * 4 + 1;
	const char *plain = arena_strndup(pdf->arena, text, length);
	char	   *hex = arena_alloc(pdf->arena, capacity);
	OpenElement *element;
	Str			str;

	if (tags->artifact_open)
		return;
	if (plain == NULL || hex == NULL)
	{
		pdf_fail_memory(pdf);
		return;
	}
	element = open_element(tags, "Span");
	if (element == NULL)
		return;
	pdf_put_text(pdf, element->dict, "ActualText", plain);
	str_init(&str, hex, capacity);
	pdf_add_utf16_hex(&str, text, length);
	open_content(tags, in_content ? hex : NULL);
}

void
tags_span_end(Tags *tags)
{
	if (!tags->artifact_open)
		tags_element_end(tags);
}
