/*
 * text.c
 *		Cleaning and measuring texts; where a line may be broken.
 */
#include "layout/text.h"

#include <string.h>

#include "common/utf8.h"

/* Squeeze runs of spaces to one; "spaced" says whether one came before. */
static size_t
squeeze(char *to, const char *from, bool *spaced)
{
	size_t		length = 0;

	for (; *from != '\0'; from++)
	{
		if (*from == ' ' && *spaced)
			continue;
		*spaced = *from == ' ';
		to[length++] = *from;
	}
	to[length] = '\0';
	return length;
}

Text
text_make(Arena *arena, const LayoutSpan *spans, size_t count)
{
	Text		text = {0};
	Span	   *own = arena_calloc(arena, count, sizeof(Span));
	bool		spaced = true;
	size_t		used = 0;
	size_t		i;

	if (own == NULL)
		return text;
	for (i = 0; i < count; i++)
	{
		const char *clean = utf8_clean(arena, spans[i].text);
		char	   *squeezed;

		if (clean == NULL)
			return text;
		squeezed = arena_alloc(arena, strlen(clean) + 1);
		if (squeezed == NULL)
			return text;
		own[used].weight = spans[i].weight;
		own[used].text = squeezed;
		own[used].length = squeeze(squeezed, clean, &spaced);
		if (own[used].length > 0)
			used++;
	}
	/* no space at the very end */
	if (used > 0 && spaced)
	{
		own[used - 1].length--;
		if (own[used - 1].length == 0)
			used--;
	}
	text.spans = own;
	text.count = used;
	return text;
}

Text
text_plain(Arena *arena, FontWeight weight, const char *text)
{
	LayoutSpan	span = {weight, text};

	return text_make(arena, &span, 1);
}

bool
text_is_empty(const Text *text)
{
	return text->count == 0;
}

double
text_width(const LayoutMetrics *metrics, const char *text, FontWeight weight,
		   double size)
{
	return metrics->width(metrics->context, text, strlen(text), weight) * size;
}
