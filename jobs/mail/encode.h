/*
 * encode.h
 *		Bytes and text into what a mail may carry: printable ASCII in short
 *		lines that end in CR LF.
 *
 * Each function adds to a Str of the caller's; what did not fit shows in its
 * "truncated".  No input, whatever its bytes, can end a line or a header.
 */
#ifndef MAIL_ENCODE_H
#define MAIL_ENCODE_H

#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/* Longest line, without its CR LF. */
#define MAIL_LINE_MAX 76

/* Lines of base64. */
extern void encode_base64(Str *out, const void *data, size_t length);

/* Bytes that encode_base64 writes. */
extern size_t encode_base64_size(size_t length);

/* Text with lines ended by '\n' as quoted-printable. */
extern void encode_quoted_printable(Str *out, const char *text);

/* Bytes that encode_quoted_printable writes at most. */
extern size_t encode_quoted_printable_bound(size_t length);

/*
 * "Name: text": as it is where it is short and plain ASCII, else in encoded
 * words of RFC 2047, folded.  The text is valid UTF-8.  No line end is added.
 */
extern void encode_header_text(Str *out, const char *name, const char *text);

/*
 * "Name: display name <address>", without the display name where it is empty.
 * The address must be valid.  No line end is added.
 */
extern void encode_header_mailbox(Str *out, const char *name,
								  const char *display_name, const char *address);

/* Seconds since 1970 as "Thu, 12 Feb 2026 12:00:00 +0000". */
extern void encode_date(Str *out, int64_t seconds);

#endif							/* MAIL_ENCODE_H */
