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
	"Talk through the last game, or toss a ball outside."},
	{" running swimming skateboarding cycling hiking fishing ",
	"Set a small goal together and note each week how it goes."},
	{" drawing painting photography anime comics crafts sewing ",
	"Ask to see something new, and make a small one yourself."},
	{" reading poetry history mythology ",
	"Read the same short book and trade favorite pages."},
	{" theater singing guitar drums dance music piano choir band ",
	"Trade a favorite song each time you meet."},
	{" chess puzzles games cards ",
	"Leave a game set up and play a few moves each time."},
	{" robotics coding minecraft gaming computers ",
	"Let the student teach you one trick."},
	{" science space dinosaurs animals horses gardening nature math ",
	"Find one odd fact each and tell it at the next meeting."},
	{" cooking baking ",
	"Swap a family recipe and hear how it turned out."},
	{" cars woodworking building engineering ",
	"Plan something to build and sketch it together."},
	{" languages maps travel geography ",
	"Learn ten words of each other's language, or plan a dream trip."},
};

static const Kind *
kind_of(const char *tag, size_t length)
{
	size_t		i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
	{
		const char *found = kinds[i].tags;

		while ((found = strchr(found, ' ')) != NULL && *++found != '\0')
			if (strncmp(found, tag, length) == 0 && found[length] == ' ')
				return &kinds[i];
	}
	return NULL;
}

/* Two interests may come to the same idea. */
static bool
is_listed(const char *const *ideas, size_t count, const char *idea)
{
	size_t		i;

	for (i = 0; i < count; i++)
		if (ideas[i] == idea)
			return true;
	return false;
}

size_t
ideas_for(const char *traits, const char *ideas[IDEAS_SHOWN])
{
	size_t		count = 0;

	while (traits != NULL && *traits != '\0' && count < IDEAS_SHOWN)
	{
		size_t		length = strcspn(traits, ":,");
		const Kind *kind = kind_of(traits, length);

		/* a negative weight is a dislike */
		if (kind != NULL && strncmp(traits + length, ":-", 2) != 0 &&
			!is_listed(ideas, count, kind->idea))
			ideas[count++] = kind->idea;
		traits += length + strcspn(traits + length, ",");
		traits += strspn(traits, ", ");
	}
	return count;
}
