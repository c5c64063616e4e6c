/*
 * arena.c
 *		A chain of blocks, the newest first.
 */
#include "common/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t) 64 * 1024)
#define ALIGNMENT alignof(max_align_t)

typedef struct Block
{
	struct Block *next;
	size_t		capacity;
	size_t		used;
	max_align_t data[];
} Block;

struct Arena
{
	Block	   *blocks;
	size_t		limit;
	size_t		used;
	bool		failed;
};

Arena *
arena_create(size_t limit)
{
	Arena	   *arena = calloc(1, sizeof(*arena));

	if (arena != NULL)
		arena->limit = limit;
	return arena;
}

void
arena_free(Arena *arena)
{
	if (arena == NULL)
		return;
	while (arena->blocks != NULL)
	{
		Block	   *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	free(arena);
}

void
arena_reset(Arena *arena)
{
	while (arena->blocks != NULL && arena->blocks->next != NULL)
	{
		Block	   *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	if (arena->blocks != NULL)
		arena->blocks->used = 0;
	arena->used = 0;
	arena->failed = false;
}

bool
arena_failed(const Arena *arena)
{
	return arena->failed;
}

size_t
arena_used(const Arena *arena)
{
	return arena->used;
}

static Block *
add_block(Arena *arena, size_t size)
{
	size_t		capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
	Block	   *block = malloc(sizeof(Block) + capacity);

	if (block == NULL)
		return NULL;
	block->next = arena->blocks;
	block->capacity = capacity;
	block->used = 0;
	arena->blocks = block;
	return block;
}

void *
arena_alloc(Arena *arena, size_t size)
{
	Block	   *block = arena->blocks;
	size_t		rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	void	   *memory;

	if (size == 0)
		rounded = ALIGNMENT;
	if (rounded < size || rounded > SIZE_MAX - sizeof(Block) - BLOCK_BYTES ||
		(arena->limit > 0 && rounded > arena->limit - arena->used))
	{
		arena->failed = true;
		return NULL;
	}
	if (block == NULL || rounded > block->capacity - block->used)
		block = add_block(arena, rounded);
	if (block == NULL)
	{
		arena->failed = true;
		return NULL;
	}
	memory = (char *) block->data + block->used;
	block->used += rounded;
	arena->used += rounded;
	return memory;
}

void *
arena_calloc(Arena *arena, size_t count, size_t size)
{
	void	   *memory;

	if (size > 0 && count > SIZE_MAX / size)
	{
		arena->failed = true;
		return NULL;
	}
	memory = arena_alloc(arena, count * size);
	if (memory != NULL)
		memset(memory, 0, count * size);
	return memory;
}

char *
arena_strndup(Arena *arena, const char *text, size_t length)
{
	char	   *copy;

	if (text == NULL)
		return NULL;
	if (length == SIZE_MAX)
	{
		arena->failed = true;
		return NULL;
	}
	copy = arena_alloc(arena, length + 1);
	if (copy == NULL)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *
arena_strdup(Arena *arena, const char *text)
{
	return arena_strndup(arena, text, text == NULL ? 0 : strlen(text));
}

char *
arena_vprintf(Arena *arena, const char *format, va_list arguments)
{
	va_list		again;
	char	   *text = NULL;
	int			length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		arena->failed = true;
	else
		text = arena_alloc(arena, (size_t) length + 1);
	if (text != NULL)
		vsnprintf(text, (size_t) length + 1, format, again);
	va_end(again);
	return text;
}

char *
arena_printf(Arena *arena, const char *format,...)
{
	va_list		arguments;
	char	   *text;

	va_start(arguments, format);
	text = arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}
