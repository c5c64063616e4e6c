/*
 * log.h
 *		Messages for whoever runs the program, on standard error.
 *
 * One line for each message, written at once, so that lines of several
 * processes do not mix.  Callers name things by number (mentor=17), never by
 * a person's name: nothing here can tell a name from another word.  Control
 * characters come out as '?', so a value cannot fake a line of its own.
 */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

typedef enum LogLevel
{
	LOG_LEVEL_QUIET,			/* errors only */
	LOG_LEVEL_NORMAL,			/* and warnings, and what was done in all */
	LOG_LEVEL_VERBOSE			/* and a line for each file */
} LogLevel;

extern void log_set_level(LogLevel level);
extern LogLevel log_level(void);

typedef enum LogKind
{
	LOG_ERROR,
	LOG_HINT,
	LOG_WARNING,
	LOG_INFO
} LogKind;

/*
 * Hand lines to "sink" instead of standard error, without "mentorship: " and
 * kind; NULL for standard error again.  Warnings come at every level.  The text
 * is gone after the call.
 */
typedef void (*LogSink) (void *context, LogKind kind, const char *text);
extern void log_divert(LogSink sink, void *context);

/* At every level.  A hint belongs to the error before it. */
extern void log_error(const char *format,...)
			__attribute__((format(printf, 1, 2)));
extern void log_hint(const char *format,...)
			__attribute__((format(printf, 1, 2)));

/* At LOG_LEVEL_NORMAL and above. */
extern void log_warning(const char *format,...)
			__attribute__((format(printf, 1, 2)));
extern void log_info(const char *format,...)
			__attribute__((format(printf, 1, 2)));

/* At LOG_LEVEL_VERBOSE. */
extern void log_detail(const char *format,...)
			__attribute__((format(printf, 1, 2)));

#endif							/* COMMON_LOG_H */
