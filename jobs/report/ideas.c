/*
 * ideas.c
 *		Things to do together, from what a student likes.
 *
 * Each fits into half an hour at school and costs nothing.
 */
#include "report/ideas.h"

#include <stdbool.h>
#include <string.h>

typedef struct Kind
{
	const char *tags;			/* each between blanks */
	const char *idea;
} Kind;

static const Kind kinds[] = {
	{" soccer basketball baseball softball football volleyball tennis wrestling ",
	"talk through the last game, or toss a ball outside."},
	{" running swimming skateboarding cycling hiking fishing ",
	"set a small goal together and note each week how it goes."},
	{" drawing painting photography anime comics ",
	"ask to see a favorite, and draw or take one yourself."},
	{" crafts sewing knitting ",
	"ask what is in the making, and bring something to mend."},
	{" reading poetry history mythology ",
	"read the same short book and trade favorite pages."},
	{" theater singing guitar drums dance music piano choir band ",
	"trade a favorite song each time you meet."},
	{" chess puzzles games cards ",
	"leave a game set up and play a few moves each time."},
	{" robotics coding minecraft gaming computers ",
	"let the student teach you one trick."},
	{" science space dinosaurs animals horses gardening nature math ",
	"find one odd fact each and tell it at the next meeting."},
	{" cooking baking ",
	"swap a family recipe and hear how it turned out."},
	{" cars woodworking building engineering ",
	"plan something to build and sketch it together."},
	{" languages ",
	"learn ten words of each other's language."},
	{" maps travel geography ",
	"plan a dream trip, a stop each time you meet."},
};

static const Kind temperaments = {" outgoing shy quiet talkative calm lively ", NULL};

static bool
has_tag(const Kind *kind, const char *tag, size_t length)
{
	const char *found = kind->tags;

	while ((found = strchr(found, ' ')) != NULL && *++found != '\0')
		if (strncmp(found, tag, length) == 0 && found[length] == ' ')
			return true;
	return false;
}

bool
is_temperament(const char *tag, size_t length)
{
	return has_tag(&temperaments, tag, length);
}

static const Kind *
kind_of(const char *tag, size_t length)
{
	size_t		i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (has_tag(&kinds[i], tag, length))
			return &kinds[i];
	return NULL;
}

/* Two interests may come to the same idea. */
static bool
is_listed(const Idea *ideas, size_t count, const char *text)
{
	size_t		i;

	for (i = 0; i < count; i++)
		if (ideas[i].text == text)
			return true;
	return false;
}

size_t
ideas_for(const char *traits, Idea ideas[IDEAS_SHOWN])
{
	size_t		count = 0;

	while (traits != NULL && *traits != '\0' && count < IDEAS_SHOWN)
	{
		size_t		length = strcspn(traits, ":,");
		const Kind *kind = kind_of(traits, length);

		/* a negative weight is a dislike */
		if (kind != NULL && strncmp(traits + length, ":-", 2) != 0 &&
			!is_listed(ideas, count, kind->idea))
			ideas[count++] = (Idea) {traits, length, kind->idea};
		traits += length + strcspn(traits + length, ",");
		traits += strspn(traits, ", ");
	}
	return count;
}
