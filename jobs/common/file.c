/*
 * file.c
 *		Files that appear whole or not at all.
 *
 * Everything happens relative to an open folder: no path is walked twice, so
 * a link planted in between leads nowhere.
 */
#include "common/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_SUFFIX ".tmp"

/* Split "path" into an open folder and a name inside it. */
static int
open_folder(FileSave *save, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	char	   *folder;

	if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return EISDIR;
	if (strlen(name) >= sizeof(save->name))
		return ENAMETOOLONG;
	memcpy(save->name, name, strlen(name) + 1);
	/* of "/x" the slash itself is the folder */
	if (slash == NULL)
		folder = strdup(".");
	else
		folder = strndup(path, slash == path ? 1 : (size_t) (slash - path));
	if (folder == NULL)
		return ENOMEM;
	save->directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return save->directory < 0 ? errno : 0;
}

/* ".NAME.PID.tmp": hidden, and no other process makes the same. */
static int
open_temporary(FileSave *save)
{
	int			length = snprintf(save->temporary, sizeof(save->temporary),
								  ".%s.%ld" TEMPORARY_SUFFIX, save->name,
								  (long) getpid());
	int			attempt;

	if (length < 0 || (size_t) length >= sizeof(save->temporary))
		return ENAMETOOLONG;
	for (attempt = 0; attempt < 2; attempt++)
	{
		save->file = openat(save->directory, save->temporary,
							O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
							0600);
		if (save->file >= 0)
			return 0;
		/* left by a killed process that had our number */
		if (errno != EEXIST || unlinkat(save->directory, save->temporary, 0) != 0)
			return errno;
	}
	return EEXIST;
}

int
file_save_begin(FileSave *save, const char *path)
{
	int			error;

	save->file = -1;
	save->directory = -1;
	error = open_folder(save, path);
	if (error != 0)
		return error;
	error = open_temporary(save);
	if (error != 0)
	{
		close(save->directory);
		save->directory = -1;
	}
	return error;
}

int
file_save_write(FileSave *save, const void *data, size_t length)
{
	const char *bytes = data;

	while (length > 0)
	{
		ssize_t		written = write(save->file, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		if (written == 0)
			return EIO;
		bytes += written;
		length -= (size_t) written;
	}
	return 0;
}

void
file_save_abort(FileSave *save)
{
	if (save->directory < 0)
		return;
	if (save->file >= 0)
		close(save->file);
	unlinkat(save->directory, save->temporary, 0);
	close(save->directory);
	save->file = -1;
	save->directory = -1;
}

int
file_save_commit(FileSave *save)
{
	int			error = 0;
	int			file = save->file;

	if (fsync(file) != 0)
		error = errno;
	save->file = -1;
	if (close(file) != 0 && error == 0)
		error = errno;
	if (error == 0 &&
		renameat(save->directory, save->temporary, save->directory, save->name) != 0)
		error = errno;
	if (error != 0)
	{
		file_save_abort(save);
		return error;
	}
	close(save->directory);
	save->directory = -1;
	return 0;
}

int
file_flush_folder(const char *directory)
{
	int			folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int			error = 0;

	if (folder < 0)
		return errno;
	/* some file systems cannot flush a folder, and say so by EINVAL */
	if (fsync(folder) != 0 && errno != EINVAL)
		error = errno;
	close(folder);
	return error;
}

int
file_save(const char *path, const void *data, size_t length)
{
	FileSave	save;
	int			error = file_save_begin(&save, path);

	if (error != 0)
		return error;
	error = file_save_write(&save, data, length);
	if (error != 0)
	{
		file_save_abort(&save);
		return error;
	}
	return file_save_commit(&save);
}

/* ".NAME.DIGITS.tmp" */
static bool
is_temporary(const char *name)
{
	size_t		length = strlen(name);
	size_t		digits = 0;

	if (name[0] != '.' || length <= strlen(TEMPORARY_SUFFIX) ||
		strcmp(name + length - strlen(TEMPORARY_SUFFIX), TEMPORARY_SUFFIX) != 0)
		return false;
	length -= strlen(TEMPORARY_SUFFIX);
	while (length > 0 && name[length - 1] >= '0' && name[length - 1] <= '9')
	{
		length--;
		digits++;
	}
	return digits > 0 && length > 2 && name[length - 1] == '.';
}

int
file_remove_temporaries(const char *directory, size_t *removed)
{
	DIR		   *folder = opendir(directory);
	struct dirent *entry;
	int			error = 0;
	size_t		count = 0;

	if (folder == NULL)
		return errno;
	for (errno = 0; (entry = readdir(folder)) != NULL; errno = 0)
	{
		if (!is_temporary(entry->d_name))
			continue;
		if (unlinkat(dirfd(folder), entry->d_name, 0) == 0)
			count++;
		else if (errno != ENOENT && error == 0)
			error = errno;
	}
	if (errno != 0 && error == 0)
		error = errno;
	closedir(folder);
	if (removed != NULL)
		*removed = count;
	return error;
}
