/*
 * output_folder.c
 *		The folder that a run writes into, held by one run at a time.
 */
#include "main/output_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"

static bool
make_folders(const char *path)
{
	char		part[PATH_MAX];
	size_t		length = strlen(path);
	size_t		i;

	if (length == 0 || length >= sizeof(part))
	{
		errno = length == 0 ? ENOENT : ENAMETOOLONG;
		return false;
	}
	for (i = 1; i <= length; i++)
	{
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return false;
	}
	return access(path, W_OK | X_OK) == 0;
}

/* The lock goes with the last process that has the file open. */
static ExitCode
lock_folder(const char *path, int folder)
{
	size_t		removed;
	int			error;

	if (flock(folder, LOCK_EX | LOCK_NB) != 0)
	{
		if (errno == EWOULDBLOCK)
		{
			log_error("another run is writing into the output folder \"%s\"", path);
			return EXIT_TEMPORARY;
		}
		log_error("could not lock the output folder \"%s\": %s", path, strerror(errno));
		return EXIT_CANNOT_CREATE;
	}
	error = file_remove_temporaries(path, &removed);
	if (error != 0)
	{
		log_error("could not clean up the output folder \"%s\": %s", path,
				  strerror(error));
		return EXIT_CANNOT_CREATE;
	}
	if (removed > 0)
		log_info("removed %zu unfinished files of an earlier run", removed);
	return EXIT_DONE;
}

ExitCode
output_folder_open(const char *path, int *lock)
{
	ExitCode	code;
	int			folder = -1;

	if (make_folders(path))
		folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
	{
		log_error("could not create the output folder \"%s\": %s", path,
				  strerror(errno));
		return EXIT_CANNOT_CREATE;
	}
	code = lock_folder(path, folder);
	if (code != EXIT_DONE)
	{
		close(folder);
		return code;
	}
	*lock = folder;
	return EXIT_DONE;
}
