/*
 * arena.h
 *		A region of memory that is freed whole, one for each report.
 *
 * Nothing taken from an arena is freed on its own.  A failed allocation gives
 * NULL and is remembered, so that a long series of calls can be checked once
 * at its end.
 */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

/*
 * A new arena that hands out at most "limit" bytes (0: as many as there are).
 * NULL when out of memory.
 */
extern Arena *arena_create(size_t limit);

/* Give everything back; NULL is allowed. */
extern void arena_free(Arena *arena);

/* Forget everything handed out, keep the first block for the next user. */
extern void arena_reset(Arena *arena);

/* Whether an allocation has failed since arena_create or arena_reset. */
extern bool arena_failed(const Arena *arena);

/* Bytes handed out so far. */
extern size_t arena_used(const Arena *arena);

/* "size" bytes, aligned for anything; not cleared. */
extern void *arena_alloc(Arena *arena, size_t size);

/* "count" elements of "size" bytes, all zero; NULL too if that overflows. */
extern void *arena_calloc(Arena *arena, size_t count, size_t size);

/* Copies that end in a NUL.  NULL in gives NULL out, which is no failure. */
extern char *arena_strdup(Arena *arena, const char *text);
extern char *arena_strndup(Arena *arena, const char *text, size_t length);

/* Formatted text of any length. */
extern char *arena_printf(Arena *arena, const char *format,...)
			__attribute__((format(printf, 2, 3)));
extern char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
			__attribute__((format(printf, 2, 0)));

#endif							/* COMMON_ARENA_H */
