/*
 * file.h
 *		Files that appear whole or not at all.
 *
 * A file is written under a temporary name in its own folder, flushed to the
 * disk, and renamed.  Functions return 0 or an errno value; after a failure
 * nothing is left under either name that was not there before.  Until the
 * folder is flushed as well, a power cut may take the new name back, but never
 * leaves half a file under it.
 */
#ifndef COMMON_FILE_H
#define COMMON_FILE_H

#include <limits.h>
#include <stddef.h>

/* One file on its way.  The members are file.c's own. */
typedef struct FileSave
{
	int			directory;
	int			file;
	char		name[NAME_MAX + 1];
	char		temporary[NAME_MAX + 1];
} FileSave;

/*
 * Open the temporary file for "path", mode 0600.  After success exactly one
 * of file_save_commit and file_save_abort must follow.
 */
extern int	file_save_begin(FileSave *save, const char *path);

/* Write all of it.  After a failure call file_save_abort. */
extern int	file_save_write(FileSave *save, const void *data, size_t length);

/* Flush, rename over "path".  Aborts by itself on failure. */
extern int	file_save_commit(FileSave *save);

extern void file_save_abort(FileSave *save);

/* All of the above for data that is in memory. */
extern int	file_save(const char *path, const void *data, size_t length);

/* Make the names in a folder last: once for many files. */
extern int	file_flush_folder(const char *directory);

/*
 * Remove what a killed run left behind in a folder.  Only for the holder of
 * the run's lock: a live run's temporary files look the same.  *removed may
 * be NULL.
 */
extern int	file_remove_temporaries(const char *directory, size_t *removed);

#endif							/* COMMON_FILE_H */
