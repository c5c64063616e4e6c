/*
 * report_file.c
 *		Reading a report that the program has written.
 */
#include "main/report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Made of the database's own pieces, but a path all the same. */
static bool
stays_below(const char *name)
{
	return name[0] != '\0' && name[0] != '/' && strstr(name, "..") == NULL;
}

static int
read_all(int file, Arena *arena, ReportFile *report)
{
	struct stat info;
	size_t		length = 0;
	char	   *data;

	if (fstat(file, &info) != 0)
		return errno;
	if (!S_ISREG(info.st_mode))
		return EINVAL;
	if (info.st_size > REPORT_FILE_MAX)
		return EFBIG;
	data = arena_alloc(arena, (size_t) info.st_size + 1);
	if (data == NULL)
		return ENOMEM;
	while (length <= (size_t) info.st_size)
	{
		ssize_t		got = read(file, data + length, (size_t) info.st_size + 1 - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		if (got == 0)
			break;
		length += (size_t) got;
	}
	/* it grew or shrank meanwhile */
	if (length != (size_t) info.st_size)
		return EAGAIN;
	report->data = data;
	report->size = length;
	return 0;
}

int
report_file_read(const char *folder, const char *name, Arena *arena,
				 ReportFile *report)
{
	int			directory;
	int			file;
	int			error;

	if (!stays_below(name))
		return EINVAL;
	directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return errno;
	file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	error = file < 0 ? errno : read_all(file, arena, report);
	if (file >= 0)
		close(file);
	close(directory);
	return error;
}
