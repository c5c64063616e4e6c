/*
 * address.c
 *		Which mail addresses are used at all.
 */
#include "mail/address.h"

#include <string.h>

#define LABEL_MAX 63
#define DOMAIN_MAX 253

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* atext of RFC 5322 */
static bool
is_atom_character(char c)
{
	return is_letter_or_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Atoms with single dots between them. */
static bool
local_part_is_valid(const char *local, size_t length)
{
	size_t		i;

	if (length == 0 || length > MAIL_LOCAL_MAX)
		return false;
	for (i = 0; i < length; i++)
	{
		if (local[i] == '.')
		{
			if (i == 0 || i + 1 == length || local[i - 1] == '.')
				return false;
		}
		else if (!is_atom_character(local[i]))
			return false;
	}
	return true;
}

static bool
label_is_valid(const char *label, size_t length)
{
	size_t		i;

	if (length == 0 || length > LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
		return false;
	for (i = 0; i < length; i++)
		if (!is_letter_or_digit(label[i]) && label[i] != '-')
			return false;
	return true;
}

bool
mail_domain_is_valid(const char *domain, size_t length)
{
	const char *end = domain + length;
	const char *last = domain;

	if (length == 0 || length > DOMAIN_MAX)
		return false;
	for (;;)
	{
		const char *dot = memchr(last, '.', (size_t) (end - last));
		const char *stop = dot != NULL ? dot : end;

		if (!label_is_valid(last, (size_t) (stop - last)))
			return false;
		if (dot == NULL)
			break;
		last = dot + 1;
	}
	/* a last label that begins with a digit would be an address of numbers */
	return !(*last >= '0' && *last <= '9');
}

bool
mail_address_is_valid(const char *address, size_t length)
{
	const char *at = memchr(address, '@', length);
	size_t		local;

	if (at == NULL || length > MAIL_ADDRESS_MAX)
		return false;
	local = (size_t) (at - address);
	return local_part_is_valid(address, local) &&
		mail_domain_is_valid(at + 1, length - local - 1);
}

const char *
mail_address_domain(const char *address)
{
	return strchr(address, '@') + 1;
}
