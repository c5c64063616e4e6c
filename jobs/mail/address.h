/*
 * address.h
 *		Which mail addresses are used at all: an allow-list.
 *
 * The transport library passes an address on as it is, line ends included, so
 * whatever could end a line or a command is refused before it gets there.
 */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

/* RFC 5321: 64 before the @, 255 behind it, 254 in all that fit a path. */
#define MAIL_LOCAL_MAX 64
#define MAIL_ADDRESS_MAX 254

/*
 * "name@domain": a dot-atom of RFC 5322 in ASCII, then host labels of letters,
 * digits and hyphens.  No quotes, no comments, no addresses of numbers.  Takes
 * a length, since a text with a NUL inside is no address either.
 */
extern bool mail_address_is_valid(const char *address, size_t length);

/* What stands behind the @, or is one already. */
extern bool mail_domain_is_valid(const char *domain, size_t length);

/* The domain of a valid address. */
extern const char *mail_address_domain(const char *address);

#endif							/* MAIL_ADDRESS_H */
