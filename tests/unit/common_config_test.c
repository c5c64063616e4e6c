/*
 * common_config_test.c
 *		Settings of an installation, and the wish to stop, of jobs/common.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "common/config.h"
#include "common/stop.h"

static char path[] = "/tmp/mentorship_config_test.XXXXXX";

static int
make_path(void **state)
{
	int			file;

	(void) state;
	memcpy(path + strlen(path) - 6, "XXXXXX", 6);
	file = mkstemp(path);
	return file < 0 ? -1 : close(file);
}

static int
remove_path(void **state)
{
	(void) state;
	return unlink(path);
}

/* Load a file of this content and mode. */
static ExitCode
load(const char *text, size_t length, mode_t mode, Config **config)
{
	int			file = open(path, O_WRONLY | O_TRUNC);

	assert_true(file >= 0);
	assert_int_equal(write(file, text, length), (ssize_t) length);
	close(file);
	assert_int_equal(chmod(path, mode), 0);
	*config = NULL;
	return config_load(path, config);
}

static void
test_values(void **state)
{
	static const char text[] =
		"# who sends\n"
		"\n"
		"  smtp_server = smtps://mail.example.org:465  \r\n"
		"mail_from=mentors@example.org\n"
		"mail_from_name = Mentors = friends # not a comment\n"
		"\t# smtp_user = nobody\n"
		"smtp_password = a b\tc";
	Config	   *config;

	(void) state;
	assert_int_equal(load(text, sizeof(text) - 1, 0600, &config), EXIT_DONE);
	assert_string_equal(config_get(config, CONFIG_SMTP_SERVER), "smtps://mail.example.org:465");
	assert_string_equal(config_get(config, CONFIG_MAIL_FROM), "mentors@example.org");
	assert_string_equal(config_get(config, CONFIG_MAIL_FROM_NAME),
						"Mentors = friends # not a comment");
	assert_null(config_get(config, CONFIG_SMTP_USER));
	assert_string_equal(config_get(config, CONFIG_SMTP_PASSWORD), "a b\tc");
	config_free(config);
}

static void
test_environment(void **state)
{
	Config	   *config;

	(void) state;
	setenv("MENTORSHIP_SMTP_USER", "night", 1);
	setenv("MENTORSHIP_MAIL_FROM", "", 1);
	assert_int_equal(load("smtp_user = day\nmail_from = a@b\n", 32, 0644, &config), EXIT_DONE);
	assert_string_equal(config_get(config, CONFIG_SMTP_USER), "night");
	assert_string_equal(config_get(config, CONFIG_MAIL_FROM), "a@b");
	config_free(config);
	assert_int_equal(config_load(NULL, &config), EXIT_DONE);
	assert_string_equal(config_get(config, CONFIG_SMTP_USER), "night");
	assert_null(config_get(config, CONFIG_MAIL_FROM));
	config_free(config);
	unsetenv("MENTORSHIP_SMTP_USER");
	unsetenv("MENTORSHIP_MAIL_FROM");
	config_free(NULL);
}

/* What is refused, each with EXIT_CONFIGURATION. */
static void
test_refused(void **state)
{
	static const struct
	{
		const char *text;
		mode_t		mode;
	}			cases[] = {
		{"smtp_password = x", 0640},
		{"smtp_password = x", 0604},
		{"smtp_password = x", 0610},
		{"mail_from = a@b", 0620},
		{"mail_from = a@b", 0602},
		{"mail_from", 0600},
		{"= a@b", 0600},
		{"mail_form = a@b", 0600},
		{"MAIL_FROM = a@b", 0600},
		{"mail_from =", 0600},
		{"mail_from =  \t", 0600},
		{"mail_from = a@b\nmail_from = a@b", 0600},
	};
	char	   *big = malloc(70000);
	Config	   *config;
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		assert_int_equal(load(cases[i].text, strlen(cases[i].text), cases[i].mode, &config),
						 EXIT_CONFIGURATION);
		assert_null(config);
	}
	assert_int_equal(load("mail_from = a\0b", 15, 0600, &config), EXIT_CONFIGURATION);
	memset(big, '#', 70000);
	assert_int_equal(load(big, 70000, 0600, &config), EXIT_CONFIGURATION);
	assert_int_equal(load(big, 65537, 0600, &config), EXIT_CONFIGURATION);
	assert_int_equal(load(big, 65536, 0600, &config), EXIT_DONE);
	config_free(config);
	free(big);
	assert_int_equal(config_load("/tmp", &config), EXIT_CONFIGURATION);
	assert_int_equal(config_load("/dev/null", &config), EXIT_CONFIGURATION);
	assert_int_equal(config_load("/nonexistent/file", &config), EXIT_CONFIGURATION);
}

static void
test_numbers(void **state)
{
	static const struct
	{
		const char *text;
		int			value;		/* 0: refused */
	}			cases[] = {
		{"1", 1}, {"600", 600}, {"601", 0}, {"0", 0}, {"-1", 0}, {"10s", 0},
		{"1.5", 0}, {"x", 0}, {"99999999999999999999", 0},
	};
	Config	   *config;
	size_t		i;
	int			value;

	(void) state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		setenv("MENTORSHIP_SMTP_TIMEOUT", cases[i].text, 1);
		assert_int_equal(config_load(NULL, &config), EXIT_DONE);
		value = 77;
		assert_int_equal(config_get_number(config, CONFIG_SMTP_TIMEOUT, 600, &value),
						 cases[i].value != 0 ? EXIT_DONE : EXIT_CONFIGURATION);
		assert_int_equal(value, cases[i].value != 0 ? cases[i].value : 77);
		assert_int_equal(config_get_number(config, CONFIG_DATABASE_TIMEOUT, 600, &value),
						 EXIT_DONE);
		config_free(config);
	}
	unsetenv("MENTORSHIP_SMTP_TIMEOUT");
}

static void
test_names(void **state)
{
	int			key;
	int			other;

	(void) state;
	for (key = 0; key < CONFIG_KEY_COUNT; key++)
	{
		assert_non_null(config_name((ConfigKey) key));
		for (other = 0; other < key; other++)
			assert_string_not_equal(config_name((ConfigKey) key), config_name((ConfigKey) other));
	}
}

static void
test_stop(void **state)
{
	(void) state;
	signal(SIGHUP, SIG_IGN);
	stop_install();
	assert_false(stop_requested());
	raise(SIGHUP);				/* nohup's wish stands */
	assert_false(stop_requested());
	raise(SIGTERM);
	assert_true(stop_requested());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_stop),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
