/*
 * digest.h
 *		SHA-256, by which a file is known again.
 */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

/* 64 digits and a NUL. */
#define DIGEST_TEXT_SIZE 65

/* In lower-case hexadecimal.  False only if the library fails. */
extern bool digest_sha256(const void *data, size_t length,
						  char text[DIGEST_TEXT_SIZE]);

#endif							/* MAIL_DIGEST_H */
