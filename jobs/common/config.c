/*
 * config.c
 *		Settings of an installation: from the environment, else from a file.
 */
#include "common/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"

/* A longer file is some other file. */
#define FILE_BYTES_MAX 65536
#define VARIABLE_BYTES_MAX 64

struct Config
{
	char	   *text;			/* of the file, lines cut into keys and values */
	size_t		size;
	const char *value[CONFIG_KEY_COUNT];	/* in the text or the environment */
};

static const struct
{
	const char *name;
	bool		secret;
}			keys[CONFIG_KEY_COUNT] = {
	[CONFIG_SMTP_SERVER] = {"smtp_server", false},
	[CONFIG_SMTP_USER] = {"smtp_user", false},
	[CONFIG_SMTP_PASSWORD] = {"smtp_password", true},
	[CONFIG_SMTP_CA_FILE] = {"smtp_ca_file", false},
	[CONFIG_SMTP_TIMEOUT] = {"smtp_timeout", false},
	[CONFIG_SMTP_FINAL_TIMEOUT] = {"smtp_final_timeout", false},
	[CONFIG_MAIL_FROM] = {"mail_from", false},
	[CONFIG_MAIL_FROM_NAME] = {"mail_from_name", false},
	[CONFIG_MAIL_REPLY_TO] = {"mail_reply_to", false},
	[CONFIG_REPORT_DIR] = {"report_dir", false},
	[CONFIG_FONTCONFIG_FILE] = {"fontconfig_file", false},
	[CONFIG_DATABASE_TIMEOUT] = {"database_timeout", false},
};

const char *
config_get(const Config *config, ConfigKey key)
{
	return config->value[key];
}

ExitCode
config_get_number(const Config *config, ConfigKey key, int most, int *value)
{
	const char *text = config->value[key];
	char	   *end;
	long		number;

	if (text == NULL)
		return EXIT_DONE;
	errno = 0;
	number = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || number < 1 || number > most)
	{
		log_error("setting \"%s\" is not a whole number from 1 to %d",
				  keys[key].name, most);
		return EXIT_CONFIGURATION;
	}
	*value = (int) number;
	return EXIT_DONE;
}

const char *
config_name(ConfigKey key)
{
	return keys[key].name;
}

void
config_free(Config *config)
{
	if (config == NULL)
		return;
	if (config->text != NULL)
		explicit_bzero(config->text, config->size);
	free(config->text);
	free(config);
}

static ExitCode
read_all(int file, const char *path, Config *config)
{
	size_t		length = 0;

	config->size = FILE_BYTES_MAX + 1;
	config->text = malloc(config->size);
	if (config->text == NULL)
		return EXIT_INTERNAL;
	for (;;)
	{
		ssize_t		got = read(file, config->text + length, config->size - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
		{
			log_error("could not read \"%s\": %s", path, strerror(errno));
			return EXIT_IO;
		}
		if (got == 0)
			break;
		length += (size_t) got;
		if (length == config->size)
		{
			log_error("file \"%s\" is too long for settings", path);
			return EXIT_CONFIGURATION;
		}
	}
	config->text[length] = '\0';
	if (strlen(config->text) != length)
	{
		log_error("file \"%s\" is not a text", path);
		return EXIT_CONFIGURATION;
	}
	return EXIT_DONE;
}

/* Who may write here decides where the reports go. */
static ExitCode
read_file(const char *path, Config *config, mode_t *mode)
{
	int			file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat info;
	ExitCode	code;

	if (file < 0 || fstat(file, &info) != 0)
	{
		log_error("could not open \"%s\": %s", path, strerror(errno));
		code = EXIT_CONFIGURATION;
	}
	else if (!S_ISREG(info.st_mode))
	{
		log_error("\"%s\" is not a file", path);
		code = EXIT_CONFIGURATION;
	}
	else if ((info.st_uid != geteuid() && info.st_uid != 0) ||
			 (info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
	{
		log_error("others may write to \"%s\"", path);
		log_hint("It must belong to the user of this program or to root; "
				 "use chmod go-w.");
		code = EXIT_CONFIGURATION;
	}
	else
	{
		*mode = info.st_mode;
		code = read_all(file, path, config);
	}
	if (file >= 0)
		close(file);
	return code;
}

static char *
trim(char *text)
{
	size_t		length;

	text += strspn(text, " \t\r");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
		length--;
	text[length] = '\0';
	return text;
}

static ConfigKey
find_key(const char *name)
{
	int			key = 0;

	while (key < CONFIG_KEY_COUNT && strcmp(keys[key].name, name) != 0)
		key++;
	return (ConfigKey) key;
}

/* One "key = value"; the log names the line, since a value may be a secret. */
static bool
take_line(Config *config, char *line, const char *path, int number)
{
	char	   *equals = strchr(line, '=');
	char	   *value;
	ConfigKey	key;

	if (equals == NULL)
	{
		log_error("line %d of \"%s\" is not of the form \"key = value\"", number, path);
		return false;
	}
	*equals = '\0';
	value = trim(equals + 1);
	key = find_key(trim(line));
	if (key == CONFIG_KEY_COUNT)
		log_error("line %d of \"%s\" has an unrecognized key", number, path);
	else if (*value == '\0')
		log_error("line %d of \"%s\" has no value", number, path);
	else if (config->value[key] != NULL)
		log_error("line %d of \"%s\" sets a key again", number, path);
	else
	{
		config->value[key] = value;
		return true;
	}
	return false;
}

static bool
take_lines(Config *config, const char *path)
{
	char	   *line = config->text;
	int			number;

	for (number = 1; line != NULL; number++)
	{
		char	   *end = strchr(line, '\n');

		if (end != NULL)
			*end++ = '\0';
		line = trim(line);
		if (*line != '\0' && *line != '#' && !take_line(config, line, path, number))
			return false;
		line = end;
	}
	return true;
}

static bool
holds_secret(const Config *config)
{
	int			key;

	for (key = 0; key < CONFIG_KEY_COUNT; key++)
		if (keys[key].secret && config->value[key] != NULL)
			return true;
	return false;
}

static ExitCode
take_file(const char *path, Config *config)
{
	mode_t		mode = 0;
	ExitCode	code = read_file(path, config, &mode);

	if (code != EXIT_DONE)
		return code;
	if (!take_lines(config, path))
		return EXIT_CONFIGURATION;
	if (holds_secret(config) && (mode & (S_IRWXG | S_IRWXO)) != 0)
	{
		log_error("file \"%s\" holds a password, but others may read it", path);
		log_hint("Use chmod 600.");
		return EXIT_CONFIGURATION;
	}
	return EXIT_DONE;
}

/* MENTORSHIP_ and the key in capitals. */
static const char *
from_environment(ConfigKey key)
{
	char		variable[VARIABLE_BYTES_MAX];
	char	   *at;
	const char *value;

	snprintf(variable, sizeof(variable), "MENTORSHIP_%s", keys[key].name);
	for (at = variable; *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char) (*at - 'a' + 'A');
	value = getenv(variable);
	return value != NULL && *value != '\0' ? value : NULL;
}

ExitCode
config_load(const char *path, Config **config)
{
	Config	   *loaded = calloc(1, sizeof(Config));
	ExitCode	code = EXIT_DONE;
	int			key;

	if (loaded == NULL)
		return EXIT_INTERNAL;
	if (path != NULL)
		code = take_file(path, loaded);
	if (code != EXIT_DONE)
	{
		config_free(loaded);
		return code;
	}
	for (key = 0; key < CONFIG_KEY_COUNT; key++)
	{
		const char *value = from_environment((ConfigKey) key);

		if (value != NULL)
			loaded->value[key] = value;
	}
	*config = loaded;
	return EXIT_DONE;
}
