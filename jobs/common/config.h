/*
 * config.h
 *		Settings of an installation: from the environment, else from a file.
 *
 * The file has lines "key = value"; '#' begins a comment line.  The key
 * smtp_server is the variable MENTORSHIP_SMTP_SERVER in the environment, which
 * goes before the file.  Nothing here ever logs a value.
 */
#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include "common/exit_codes.h"

typedef enum ConfigKey
{
	CONFIG_SMTP_SERVER,			/* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
	CONFIG_SMTP_USER,
	CONFIG_SMTP_PASSWORD,
	CONFIG_SMTP_CA_FILE,		/* certificates to trust, PEM */
	CONFIG_SMTP_TIMEOUT,		/* seconds to wait for an answer */
	CONFIG_SMTP_FINAL_TIMEOUT,	/* and for the answer to a whole mail */
	CONFIG_MAIL_FROM,			/* address */
	CONFIG_MAIL_FROM_NAME,
	CONFIG_MAIL_REPLY_TO,		/* address */
	CONFIG_REPORT_DIR,			/* folder of all reports */
	CONFIG_FONTCONFIG_FILE,
	CONFIG_DATABASE_TIMEOUT,	/* seconds to wait for an answer */
	CONFIG_KEY_COUNT
} ConfigKey;

typedef struct Config Config;

/*
 * Read the file, if there is one to read ("path" may be NULL), and the
 * environment.  On success the caller owns *config; else the log has said what
 * is wrong.  A file that others may write to, or that holds a password and
 * others may read, is EXIT_CONFIGURATION.
 */
extern ExitCode config_load(const char *path, Config **config);

/* NULL is allowed.  Secrets do not stay in memory. */
extern void config_free(Config *config);

/* A value, never empty; NULL if it is not set. */
extern const char *config_get(const Config *config, ConfigKey key);

/* A whole number from 1 to "most"; *value stays as it is where none is set. */
extern ExitCode config_get_number(const Config *config, ConfigKey key, int most,
								  int *value);

/* As it is spelt in the file, for messages. */
extern const char *config_name(ConfigKey key);

#endif							/* COMMON_CONFIG_H */
