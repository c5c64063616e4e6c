/*
 * log.c
 *		Messages on standard error.
 */
#include "common/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A longer message is cut: PIPE_BUF is what one write keeps together. */
#define LINE_MAX_BYTES 2048

static LogLevel level = LOG_LEVEL_NORMAL;
static LogSink diverted = NULL;
static void *diverted_to = NULL;

void
log_set_level(LogLevel new_level)
{
	level = new_level;
}

LogLevel
log_level(void)
{
	return level;
}

void
log_divert(LogSink sink, void *context)
{
	diverted = sink;
	diverted_to = context;
}

/* Nothing can be done about a log that cannot be written. */
static void
write_line(const char *line, size_t length)
{
	while (length > 0)
	{
		ssize_t		written = write(STDERR_FILENO, line, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		line += written;
		length -= (size_t) written;
	}
}

static const char *const prefixes[] = {
	[LOG_ERROR] = "mentorship: error: ",
	[LOG_HINT] = "mentorship: hint: ",
	[LOG_WARNING] = "mentorship: warning: ",
	[LOG_INFO] = "mentorship: ",
};

static void
log_line(LogKind kind, const char *format, va_list arguments)
{
	char		line[LINE_MAX_BYTES];
	int			saved_errno = errno;
	int			prefix = snprintf(line, sizeof(line), "%s", prefixes[kind]);
	size_t		length;
	size_t		i;

	vsnprintf(line + prefix, sizeof(line) - (size_t) prefix - 1, format, arguments);
	length = strlen(line);
	/* libpq ends its messages with a line end of its own */
	while (length > 0 && line[length - 1] == '\n')
		length--;
	for (i = 0; i < length; i++)
		if ((unsigned char) line[i] < 0x20 || line[i] == 0x7F)
			line[i] = line[i] == '\n' || line[i] == '\t' ? ' ' : '?';
	if (diverted != NULL)
	{
		line[length] = '\0';
		diverted(diverted_to, kind, line + prefix);
	}
	else
	{
		line[length++] = '\n';
		write_line(line, length);
	}
	errno = saved_errno;
}

void
log_error(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	log_line(LOG_ERROR, format, arguments);
	va_end(arguments);
}

void
log_hint(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	log_line(LOG_HINT, format, arguments);
	va_end(arguments);
}

void
log_warning(const char *format,...)
{
	va_list		arguments;

	/* who catches lines decides himself what to tell */
	if (diverted == NULL && level < LOG_LEVEL_NORMAL)
		return;
	va_start(arguments, format);
	log_line(LOG_WARNING, format, arguments);
	va_end(arguments);
}

void
log_info(const char *format,...)
{
	va_list		arguments;

	if (level < LOG_LEVEL_NORMAL)
		return;
	va_start(arguments, format);
	log_line(LOG_INFO, format, arguments);
	va_end(arguments);
}

void
log_detail(const char *format,...)
{
	va_list		arguments;

	if (level < LOG_LEVEL_VERBOSE)
		return;
	va_start(arguments, format);
	log_line(LOG_INFO, format, arguments);
	va_end(arguments);
}
