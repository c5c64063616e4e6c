/*
 * wording.c
 *		What a mail says.
 */
#include "mail/wording.h"

#include <inttypes.h>
#include <string.h>

#include "common/date.h"
#include "common/utf8.h"

typedef struct KindWords
{
	const char *kind;
	const char *title;			/* of the subject */
	const char *announcement;
	const char *content;
	const char *reason;			/* why the recipient gets it */
} KindWords;

static const KindWords kinds[] = {
	{
		"mentor", "Your mentor report", "your mentor report",
		"It opens with what to do on the next school day, and has a page for each\n"
		"of your students.",
		"you mentor students"
	},
	{
		"school", "School report", "the mentoring report of your school",
		"It tells how the program is doing, and who needs a look this week.",
		"you are responsible for the program at your school"
	},
	{
		"mentees", "Mentee summaries", "the summary of each mentee of your school",
		"It has a sheet for each student: print it on both sides of the paper.",
		"you are responsible for the program at your school"
	},
};

static const KindWords *
find_kind(const char *kind)
{
	size_t		i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return &kinds[i];
	return NULL;
}

bool
mail_word(const char *kind, int64_t scope_id, int64_t as_of,
		  const char *recipient_name, const char *district_name, Arena *arena,
		  MailWording *wording)
{
	const KindWords *words = find_kind(kind);
	const char *name = utf8_clean(arena, recipient_name);
	const char *district = utf8_clean(arena, district_name);
	char		day[DATE_TEXT_MAX];
	char		long_day[DATE_TEXT_MAX];
	char		iso_day[DATE_TEXT_MAX];

	if (words == NULL || name == NULL || district == NULL)
		return false;
	wording->subject = arena_printf(arena, "%s of %s", words->title,
									date_medium(as_of, day));
	wording->file_name = arena_printf(arena, "%s-%" PRId64 "-%s.pdf", kind,
									  scope_id, date_iso(as_of, iso_day));
	wording->text = arena_printf(
		arena,
		"Hello %s,\n\n"
		"Attached is %s as of %s.\n"
		"%s\n\n"
		"The attachment holds records of students. Please keep it to yourself: do\n"
		"not forward this mail, and delete it and the file when you need them no\n"
		"longer.\n\n"
		"You get this mail because %s.\n"
		"With any question about it, or about how often it comes, turn to the\n"
		"coordinator of the mentoring program.\n\n"
		"%s\n",
		name, words->announcement, date_long(as_of, long_day), words->content,
		words->reason, district);
	return !arena_failed(arena);
}
