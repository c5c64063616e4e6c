/*
 * fold.h
 *		Case folding of UTF-8 text, independent of any locale.
 */
#ifndef MSHIP_FOLD_H
#define MSHIP_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest folded character.  Text grows at most from 2 bytes to 3. */
#define MSHIP_FOLD_MAX 4

extern uint32_t mship_fold_codepoint(uint32_t c);
extern size_t mship_fold_char(const char *text, size_t length, bool utf8,
							  char *to, size_t *taken);

#endif							/* MSHIP_FOLD_H */
