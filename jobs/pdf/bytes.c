/*
 * bytes.c
 *		A file in memory.
 */
#include "pdf/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#define SMALLEST ((size_t) 16 * 1024)

/* A higher level takes twice the time to save one percent. */
#define LEVEL 6

/* The longest formatted piece: a dictionary of our own. */
#define FORMATTED_MAX 256

struct Deflater
{
	struct libdeflate_compressor *compressor;
};

uint8_t *
bytes_reserve(Bytes *bytes, size_t length)
{
	size_t		capacity = bytes->capacity > 0 ? bytes->capacity : SMALLEST;
	uint8_t    *larger;

	if (bytes->failed || length > SIZE_MAX / 4 - bytes->length)
	{
		bytes->failed = true;
		return NULL;
	}
	while (capacity < bytes->length + length)
		capacity *= 2;
	if (capacity > bytes->capacity)
	{
		larger = realloc(bytes->data, capacity);
		if (larger == NULL)
		{
			bytes->failed = true;
			return NULL;
		}
		bytes->data = larger;
		bytes->capacity = capacity;
	}
	return bytes->data + bytes->length;
}

void
bytes_add(Bytes *bytes, const void *data, size_t length)
{
	uint8_t    *end = bytes_reserve(bytes, length);

	if (end == NULL || length == 0)
		return;
	memcpy(end, data, length);
	bytes->length += length;
}

void
bytes_addf(Bytes *bytes, const char *format,...)
{
	char		text[FORMATTED_MAX];
	va_list		arguments;
	int			length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (length < 0 || (size_t) length >= sizeof(text))
		bytes->failed = true;
	else
		bytes_add(bytes, text, (size_t) length);
}

void
bytes_clear(Bytes *bytes)
{
	bytes->length = 0;
	bytes->failed = false;
}

void
bytes_free(Bytes *bytes)
{
	free(bytes->data);
	*bytes = (Bytes) {0};
}

Deflater *
deflater_create(void)
{
	Deflater   *deflater = calloc(1, sizeof(*deflater));

	if (deflater == NULL)
		return NULL;
	deflater->compressor = libdeflate_alloc_compressor(LEVEL);
	if (deflater->compressor == NULL)
	{
		free(deflater);
		return NULL;
	}
	return deflater;
}

void
deflater_free(Deflater *deflater)
{
	if (deflater == NULL)
		return;
	libdeflate_free_compressor(deflater->compressor);
	free(deflater);
}

void
bytes_add_deflated(Bytes *bytes, Deflater *deflater, const void *data, size_t length)
{
	size_t		bound = libdeflate_zlib_compress_bound(deflater->compressor, length);
	uint8_t    *end = bytes_reserve(bytes, bound);
	size_t		written;

	if (end == NULL)
		return;
	written = libdeflate_zlib_compress(deflater->compressor, data, length, end, bound);
	if (written == 0)
		bytes->failed = true;
	bytes->length += written;
}

void
assembly_space_free(AssemblySpace *space)
{
	bytes_free(&space->file);
	bytes_free(&space->objects);
	bytes_free(&space->index);
	bytes_free(&space->plain);
	bytes_free(&space->packed);
	bytes_free(&space->places);
}
