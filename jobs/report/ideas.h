/*
 * ideas.h
 *		Things to do together, from what a student likes.
 */
#ifndef REPORT_IDEAS_H
#define REPORT_IDEAS_H

#include <stddef.h>

#define IDEAS_SHOWN 2

/* Ideas for the traits of a student (text form), NULL for none known; how many
 * there are.  A trait that is no known interest gives none. */
extern size_t ideas_for(const char *traits, const char *ideas[IDEAS_SHOWN]);

#endif							/* REPORT_IDEAS_H */
