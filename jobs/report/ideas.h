/*
 * ideas.h
 *		Things to do together, from what a student likes.
 */
#ifndef REPORT_IDEAS_H
#define REPORT_IDEAS_H

#include <stdbool.h>
#include <stddef.h>

#define IDEAS_SHOWN 2

/* An idea, and the interest it is for: a piece of the traits. */
typedef struct Idea
{
	const char *interest;
	size_t		length;
	const char *text;
} Idea;

/* Ideas for the traits of a student (text form), NULL for none known; how many
 * there are.  A trait that is no known interest gives none. */
extern size_t ideas_for(const char *traits, Idea ideas[IDEAS_SHOWN]);

/* Is it how somebody is, rather than what somebody likes? */
extern bool is_temperament(const char *tag, size_t length);

#endif							/* REPORT_IDEAS_H */
