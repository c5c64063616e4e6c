/*
 * wording.h
 *		What a mail says.  Nothing of a student: that is in the attachment
 *		alone.
 */
#ifndef MAIL_WORDING_H
#define MAIL_WORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"

typedef struct MailWording
{
	const char *subject;
	const char *text;			/* lines end in '\n' */
	const char *file_name;		/* of the attachment */
} MailWording;

/*
 * For a report of "kind" (mentor, school, mentees) as of a day, to a person of
 * the district.  False when out of memory or if there is no such kind.
 */
extern bool mail_word(const char *kind, int64_t scope_id, int64_t as_of,
					  const char *recipient_name, const char *district_name,
					  Arena *arena, MailWording *wording);

#endif							/* MAIL_WORDING_H */
