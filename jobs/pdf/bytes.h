/*
 * bytes.h
 *		A file in memory: bytes that grow, and their compression.
 */
#ifndef PDF_BYTES_H
#define PDF_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed at the beginning.  A failed allocation is remembered. */
typedef struct Bytes
{
	uint8_t    *data;
	size_t		length;
	size_t		capacity;
	bool		failed;
} Bytes;

/* Room for so many more bytes at the end, or NULL. */
extern uint8_t *bytes_reserve(Bytes *bytes, size_t length);

extern void bytes_add(Bytes *bytes, const void *data, size_t length);
extern void bytes_addf(Bytes *bytes, const char *format,...)
			__attribute__((format(printf, 2, 3)));

/* Forget the bytes, keep the memory. */
extern void bytes_clear(Bytes *bytes);
extern void bytes_free(Bytes *bytes);

/* Compresses for any number of documents, one after the other. */
typedef struct Deflater Deflater;

/* NULL when out of memory. */
extern Deflater *deflater_create(void);
extern void deflater_free(Deflater *deflater);

/* Add "data" to "bytes" as a zlib stream; the same bytes every time. */
extern void bytes_add_deflated(Bytes *bytes, Deflater *deflater,
							   const void *data, size_t length);

/* Memory that serves one document after the other; zeroed at first. */
typedef struct AssemblySpace
{
	Bytes		file;			/* the result */
	Bytes		objects;		/* of one object stream */
	Bytes		index;			/* where each of them begins */
	Bytes		plain;			/* a stream before it is compressed */
	Bytes		packed;			/* and after */
	Bytes		places;			/* the cross-reference table */
} AssemblySpace;

extern void assembly_space_free(AssemblySpace *space);

#endif							/* PDF_BYTES_H */
