/*
 * mail_address_test.c
 *		Addresses and servers that are used, of jobs/mail/address.c and
 *		smtp_server.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "mail/address.h"
#include "mail/smtp.h"
#include "mail/smtp_server.h"

static void
usual_addresses_are_used(void **state)
{
	static const char *const good[] = {
		"a@b", "ann@larch.example", "ann.tea@larch.k12.example",
		"o'brien+mentor@larch.example", "a!#$%&'*+-/=?^_`{|}~z@x.example",
		"ann@xn--mller-kva.example", "1@2a.example3.e", "A@B.C"
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!mail_address_is_valid(good[i], strlen(good[i])))
			fail_msg("refused: %s", good[i]);
	assert_string_equal(mail_address_domain("ann@larch.example"), "larch.example");
}

static void
whatever_could_mislead_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "@", "ann", "ann@", "@larch.example", "ann@@larch.example",
		"ann@larch@example", "ann tea@larch.example", " ann@larch.example",
		"ann@larch.example ", "ann@larch.example\r\nRCPT TO:<evil@x.example>",
		"ann@larch.example\n", "ann@larch.example\r", "an\rn@larch.example",
		"ann@larch.example>", "<ann@larch.example>", "ann>@larch.example",
		"ann@larch.example> SIZE=1", "ann\t@larch.example", "ann@larch\x01.example",
		"ann@larch.example\x7f", "\"ann\"@larch.example", "ann\\@larch.example",
		"ann(tea)@larch.example", "ann,bob@larch.example", "ann;bob@larch.example",
		"ann:bob@larch.example", ".ann@larch.example", "ann.@larch.example",
		"an..n@larch.example", "ann@.example", "ann@larch.", "ann@larch..example",
		"ann@-larch.example", "ann@larch-.example", "ann@la_rch.example",
		"ann@[127.0.0.1]", "ann@127.0.0.1", "ann@larch.example.1",
		"\xc3\xa4nn@larch.example", "ann@l\xc3\xa4rch.example",
		"ann@larch.example\xe2\x80\xa8", "ann%0d%0a@larch.example\x0b"
	};
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (mail_address_is_valid(bad[i], strlen(bad[i])))
			fail_msg("taken: %s", bad[i]);
	assert_false(mail_address_is_valid("ann@larch.example\0x", 19));
	assert_false(mail_address_is_valid("an\0n@larch.example", 18));
}

/* Every single byte at every place of a good address. */
static void
only_ascii_of_the_list_gets_in(void **state)
{
	static const char list[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789!#$%&'*+-/=?^_`{|}~.";
	int			byte;

	(void) state;
	for (byte = 0; byte < 256; byte++)
	{
		char		address[] = "a?b@l?c.example";
		bool		in_local = byte != 0 && strchr(list, byte) != NULL;
		bool		in_domain = in_local && strchr("!#$%&'*+/=?^_`{|}~", byte) == NULL;

		address[1] = (char) byte;
		address[5] = 'x';
		assert_int_equal(mail_address_is_valid(address, strlen("a?b@l?c.example")), in_local);
		address[1] = 'x';
		address[5] = (char) byte;
		assert_int_equal(mail_address_is_valid(address, strlen("a?b@l?c.example")), in_domain);
	}
}

static void
lengths_are_those_of_the_standard(void **state)
{
	char		address[400];
	size_t		local;
	size_t		label;

	(void) state;
	for (local = 1; local < 70; local++)
	{
		memset(address, 'a', local);
		memcpy(address + local, "@b.example", 10);
		assert_int_equal(mail_address_is_valid(address, local + 10), local <= 64);
	}
	for (label = 1; label < 70; label++)
	{
		memcpy(address, "a@", 2);
		memset(address + 2, 'b', label);
		memcpy(address + 2 + label, ".example", 8);
		assert_int_equal(mail_address_is_valid(address, label + 10), label <= 63);
	}
	/* "a" labels of two bytes: the longest address has 254 */
	memset(address, 'a', sizeof(address));
	memcpy(address, "aaa@", 4);
	for (label = 5; label < sizeof(address); label += 2)
		address[label] = '.';
	assert_true(mail_address_is_valid(address, 253));
	assert_false(mail_address_is_valid(address, 255));
}

static void
servers_are_names_over_tls(void **state)
{
	static const char *const bad[] = {
		"", "mail.larch.example", "http://mail.larch.example", "smtp:/x", "smtp://",
		"SMTP://mail.larch.example", "smtp://:25", "smtp://mail.larch.example:",
		"smtp://mail.larch.example:0", "smtp://mail.larch.example:65536",
		"smtp://mail.larch.example:587x", "smtp://mail.larch.example:000587",
		"smtp://mail.larch.example/helo", "smtp://user@mail.larch.example",
		"smtp://user:pw@mail.larch.example", "smtp://127.0.0.1", "smtp://[::1]:25",
		"smtp://mail.larch.example?x", "smtp://mail.larch.example#x",
		"smtp://mail larch", "smtp://mail.larch.example\r\n", "lmtp://mail.larch.example",
		"telnet://mail.larch.example"
	};
	SmtpServer	server;
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (smtp_server_is_valid(bad[i]))
			fail_msg("taken: %s", bad[i]);
	assert_true(smtp_server_parse("smtp://mail.larch.example", &server));
	assert_false(server.implicit_tls);
	assert_string_equal(server.port, "587");
	assert_memory_equal(server.host, "mail.larch.example", server.host_length);
	assert_int_equal(server.host_length, strlen("mail.larch.example"));
	assert_true(smtp_server_parse("smtps://localhost", &server));
	assert_true(server.implicit_tls);
	assert_string_equal(server.port, "465");
	assert_true(smtp_server_parse("smtps://localhost:2465", &server));
	assert_string_equal(server.port, "2465");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_addresses_are_used),
		cmocka_unit_test(whatever_could_mislead_is_refused),
		cmocka_unit_test(only_ascii_of_the_list_gets_in),
		cmocka_unit_test(lengths_are_those_of_the_standard),
		cmocka_unit_test(servers_are_names_over_tls),
	};

	return cmocka_run_group_tests_name("mail_address", tests, NULL, NULL);
}
