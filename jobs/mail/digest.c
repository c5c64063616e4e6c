/*
 * digest.c
 *		SHA-256, from the library that the transport uses already.
 */
#include "mail/digest.h"

#include <openssl/evp.h>

bool
digest_sha256(const void *data, size_t length, char text[DIGEST_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int size = 0;
	unsigned int i;

	if (EVP_Digest(data, length, digest, &size, EVP_sha256(), NULL) != 1 ||
		size * 2 + 1 != DIGEST_TEXT_SIZE)
		return false;
	for (i = 0; i < size; i++)
	{
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	text[2 * size] = '\0';
	return true;
}
