/*
 * common_file_test.c
 *		Files that appear whole or not at all, the arena and the log, of
 *		jobs/common.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "common/arena.h"
#include "common/file.h"
#include "common/log.h"

static char folder[] = "/tmp/mentorship_file_test.XXXXXX";
static char path[512];

static int
make_folder(void **state)
{
	(void) state;
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
remove_folder(void **state)
{
	char		command[600];

	(void) state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

static const char *
in_folder(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static size_t
count_entries(void)
{
	DIR		   *dir = opendir(folder);
	size_t		count = 0;
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static void
expect_content(const char *name, const char *wanted)
{
	char		content[64] = "";
	FILE	   *file = fopen(in_folder(name), "r");

	assert_non_null(file);
	assert_int_equal(fread(content, 1, sizeof(content) - 1, file), strlen(wanted));
	fclose(file);
	assert_string_equal(content, wanted);
}

static void
saves_and_replaces(void **state)
{
	struct stat info;

	(void) state;
	assert_int_equal(file_save(in_folder("a.pdf"), "one", 3), 0);
	expect_content("a.pdf", "one");
	assert_int_equal(stat(in_folder("a.pdf"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(file_save(in_folder("a.pdf"), "second", 6), 0);
	expect_content("a.pdf", "second");
	assert_int_equal(count_entries(), 1);
}

static void
leaves_the_old_file_on_abort(void **state)
{
	FileSave	save;

	(void) state;
	assert_int_equal(file_save(in_folder("a.pdf"), "old", 3), 0);
	assert_int_equal(file_save_begin(&save, in_folder("a.pdf")), 0);
	assert_int_equal(file_save_write(&save, "new", 3), 0);
	expect_content("a.pdf", "old");
	file_save_abort(&save);
	expect_content("a.pdf", "old");
	assert_int_equal(count_entries(), 1);
}

static void
names_what_is_wrong(void **state)
{
	char		long_name[NAME_MAX + 2];

	(void) state;
	memset(long_name, 'x', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(file_save(in_folder("none/a.pdf"), "x", 1), ENOENT);
	assert_int_equal(file_save(in_folder(long_name), "x", 1), ENAMETOOLONG);
	long_name[NAME_MAX - 2] = '\0';	/* fits, but not with the temporary's suffix */
	assert_int_equal(file_save(in_folder(long_name), "x", 1), ENAMETOOLONG);
	assert_int_equal(file_save(in_folder(""), "x", 1), EISDIR);
	assert_int_equal(file_save(in_folder(".."), "x", 1), EISDIR);
	assert_int_equal(file_flush_folder(in_folder("none")), ENOENT);
	assert_int_equal(file_flush_folder("/dev/null"), ENOTDIR);
	assert_int_equal(file_flush_folder(in_folder("")), 0);
	assert_int_equal(file_save("/dev/null/a.pdf", "x", 1), ENOTDIR);
	/* a folder of that name cannot be replaced by a file */
	assert_int_equal(mkdir(in_folder("sub"), 0700), 0);
	assert_int_equal(file_save(in_folder("sub"), "x", 1), EISDIR);
	assert_int_equal(count_entries(), 1);
}

/* A disk that is full in the middle: no file, no temporary. */
static void
leaves_nothing_when_writing_fails(void **state)
{
	struct rlimit old;
	struct rlimit small;
	static char data[100000];
	int			error;

	(void) state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	error = file_save(in_folder("a.pdf"), data, sizeof(data));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(error, EFBIG);
	assert_int_equal(count_entries(), 0);
}

/* Neither the name nor the temporary's name may be a door to somewhere else. */
static void
follows_no_links(void **state)
{
	char		temporary[64];
	char		target[512];

	(void) state;
	assert_int_equal(file_save(in_folder("target"), "safe", 4), 0);
	snprintf(target, sizeof(target), "%s", in_folder("target"));
	assert_int_equal(symlink(target, in_folder("a.pdf")), 0);
	snprintf(temporary, sizeof(temporary), ".a.pdf.%ld.tmp", (long) getpid());
	assert_int_equal(symlink(target, in_folder(temporary)), 0);
	assert_int_equal(file_save(in_folder("a.pdf"), "new", 3), 0);
	expect_content("target", "safe");
	expect_content("a.pdf", "new");
	assert_int_equal(count_entries(), 2);
}

static void
removes_what_a_killed_run_left(void **state)
{
	size_t		removed = 0;

	(void) state;
	assert_int_equal(file_save(in_folder(".17.pdf.4711.tmp"), "x", 1), 0);
	assert_int_equal(file_save(in_folder("17.pdf"), "x", 1), 0);
	assert_int_equal(file_save(in_folder("17.pdf.4711.tmp"), "x", 1), 0);
	assert_int_equal(file_save(in_folder(".profile.tmp"), "x", 1), 0);
	assert_int_equal(file_save(in_folder(".4711.tmp"), "x", 1), 0);
	assert_int_equal(file_remove_temporaries(folder, &removed), 0);
	assert_int_equal(removed, 1);
	assert_int_equal(count_entries(), 4);
	assert_int_equal(file_remove_temporaries(in_folder("none"), NULL), ENOENT);
}

/* ---------- arena ---------- */

static void
hands_out_aligned_memory(void **state)
{
	Arena	   *arena = arena_create(0);
	size_t		size;

	(void) state;
	assert_non_null(arena);
	for (size = 0; size < 200000; size = size * 2 + 1)
	{
		char	   *memory = arena_alloc(arena, size);

		assert_non_null(memory);
		assert_int_equal((uintptr_t) memory % _Alignof(max_align_t), 0);
		memset(memory, 0xAA, size);
	}
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
	assert_string_equal(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
	assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
	assert_null(arena_strdup(arena, NULL));
	assert_false(arena_failed(arena));
	arena_free(arena);
	arena_free(NULL);
}

static void
remembers_that_memory_was_gone(void **state)
{
	Arena	   *arena = arena_create(1000);

	(void) state;
	assert_non_null(arena_alloc(arena, 900));
	assert_null(arena_alloc(arena, 200));
	assert_true(arena_failed(arena));
	assert_non_null(arena_alloc(arena, 10));
	assert_true(arena_failed(arena));
	arena_reset(arena);
	assert_false(arena_failed(arena));
	assert_null(arena_calloc(arena, SIZE_MAX / 2, 3));
	assert_true(arena_failed(arena));
	arena_reset(arena);
	assert_null(arena_alloc(arena, SIZE_MAX));
	assert_null(arena_strndup(arena, "x", SIZE_MAX));
	assert_true(arena_failed(arena));
	arena_free(arena);
}

/* ---------- log ---------- */

static char caught[1024];

static void
catch_line(void *context, LogKind kind, const char *text)
{
	size_t		length = strlen(caught);

	assert_ptr_equal(context, folder);
	snprintf(caught + length, sizeof(caught) - length, "%d %s|", (int) kind, text);
}

static void
hands_lines_to_a_sink(void **state)
{
	(void) state;
	caught[0] = '\0';
	log_divert(catch_line, folder);
	log_set_level(LOG_LEVEL_QUIET);
	log_error("could not\nopen \"%s\"\n", "x");
	log_hint("Try again.");
	log_warning("slow");
	log_info("not at this level");
	log_set_level(LOG_LEVEL_NORMAL);
	log_info("reports=%d", 3);
	log_divert(NULL, NULL);
	assert_string_equal(caught, "0 could not open \"x\"|1 Try again.|2 slow|3 reports=3|");
}

/* What a few messages print at a level. */
static const char *
logged(LogLevel level)
{
	static char text[8192];
	static char longer[4000];
	int			saved = dup(STDERR_FILENO);
	int			file = open(in_folder("log"), O_RDWR | O_CREAT | O_TRUNC, 0600);
	ssize_t		length;

	assert_true(saved >= 0 && file >= 0);
	assert_true(dup2(file, STDERR_FILENO) >= 0);
	log_set_level(level);
	log_error("query \"%s\" failed\n", "x\nmentorship: error: false");
	log_hint("Try \"%s\".", "again");
	log_warning("slow");
	log_info("reports=%d", 3);
	log_detail("mentor=%d", 17);
	memset(longer, 'y', sizeof(longer) - 1);
	log_error("%s", longer);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	length = pread(file, text, sizeof(text) - 1, 0);
	close(file);
	assert_true(length > 0);
	text[length] = '\0';
	return text;
}

static void
logs_one_line_for_each_message(void **state)
{
	const char *text;

	(void) state;
	text = logged(LOG_LEVEL_QUIET);
	assert_non_null(strstr(text, "mentorship: error: query \"x mentorship: error: false\" failed\n"
						   "mentorship: hint: Try \"again\".\n"));
	assert_null(strstr(text, "reports=3"));
	text = logged(LOG_LEVEL_NORMAL);
	assert_non_null(strstr(text, "mentorship: warning: slow\nmentorship: reports=3\n"));
	assert_null(strstr(text, "mentor=17"));
	text = logged(LOG_LEVEL_VERBOSE);
	assert_non_null(strstr(text, "mentorship: mentor=17\n"));
	assert_int_equal(log_level(), LOG_LEVEL_VERBOSE);
	/* the long one is cut, and still ends its line */
	assert_true(strlen(text) < 4000);
	assert_int_equal(text[strlen(text) - 1], '\n');
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		TEST(saves_and_replaces),
		TEST(leaves_the_old_file_on_abort),
		TEST(names_what_is_wrong),
		TEST(leaves_nothing_when_writing_fails),
		TEST(follows_no_links),
		TEST(removes_what_a_killed_run_left),
		cmocka_unit_test(hands_out_aligned_memory),
		cmocka_unit_test(remembers_that_memory_was_gone),
		TEST(logs_one_line_for_each_message),
		TEST(hands_lines_to_a_sink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
