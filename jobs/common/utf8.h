/*
 * utf8.h
 *		Text from anywhere into text that is safe to measure and to draw.
 */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Most bytes of one character. */
#define UTF8_MAX_BYTES 4

/*
 * Read one character at *at (< end) and move *at behind it.  A byte that
 * begins no valid sequence (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF) gives UTF8_REPLACEMENT, and the longest run of
 * bytes that could have begun one is skipped, as Unicode recommends.
 */
extern uint32_t utf8_decode(const char **at, const char *end);

/* Write one character; returns the number of bytes.  No NUL is added. */
extern size_t utf8_encode(uint32_t character, char out[UTF8_MAX_BYTES]);

extern bool utf8_is_valid(const char *text, size_t length);

/* Bytes of the longest start of "text" that has at most "limit" bytes and
 * does not cut a character. */
extern size_t utf8_fit(const char *text, size_t length, size_t limit);

/*
 * A copy with nothing in it that could mislead a reader or the layout:
 * invalid bytes, noncharacters and control characters become U+FFFD; tabs,
 * line ends and other line separators a space; bidirectional embeddings,
 * overrides and isolates and byte order marks vanish.  NULL gives "".
 * Returns NULL when out of memory.
 */
extern const char *utf8_clean(Arena *arena, const char *text);
extern const char *utf8_clean_bytes(Arena *arena, const char *text, size_t length);

/* Whether a line may not be broken in front of this character because it
 * belongs to the one before: combining marks, joiners, selectors. */
extern bool utf8_extends(uint32_t character);

/* Whether the next character belongs to this one: signs that join two consonants,
 * and vowels that are written before theirs. */
extern bool utf8_leads(uint32_t character);

/* Whether lines may be broken on both sides of it: Han, Kana, Hangul. */
extern bool utf8_is_ideographic(uint32_t character);

#endif							/* COMMON_UTF8_H */
