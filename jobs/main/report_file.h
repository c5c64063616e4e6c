/*
 * report_file.h
 *		Reading a report that the program has written.
 */
#ifndef MAIN_REPORT_FILE_H
#define MAIN_REPORT_FILE_H

#include <stddef.h>

#include "common/arena.h"

/* No mail server takes more. */
#define REPORT_FILE_MAX (32 * 1024 * 1024)

typedef struct ReportFile
{
	const void *data;			/* in the arena */
	size_t		size;
} ReportFile;

/*
 * The file "name" below "folder", whole.  Returns 0 or an errno value:
 * ENOENT if there is none, EFBIG beyond REPORT_FILE_MAX, ELOOP for a link.
 */
extern int	report_file_read(const char *folder, const char *name, Arena *arena,
							 ReportFile *file);

#endif							/* MAIN_REPORT_FILE_H */
