/*
 * load_csv_test.c
 *		Records of CSV files and rows of COPY, of jobs/load.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "load/copy_text.h"
#include "load/csv_file.h"

/* Records as "row:[field][field]\n", one behind the other. */
typedef struct Told
{
	char		text[4096];
	size_t		length;
	int			stop_after;		/* records, or 0 */
	int			records;
} Told;

static bool
tell(void *context, const CsvRecord *record)
{
	Told	   *told = context;
	size_t		i;

	assert_true(record->count > 0);
	told->length += (size_t) snprintf(told->text + told->length,
									  sizeof(told->text) - told->length,
									  "%d:", (int) record->row);
	for (i = 0; i < record->count; i++)
		told->length += (size_t) snprintf(told->text + told->length,
										  sizeof(told->text) - told->length,
										  "[%.*s]",
										  (int) record->fields[i].length,
										  record->fields[i].text);
	told->length += (size_t) snprintf(told->text + told->length,
									  sizeof(told->text) - told->length, "\n");
	return ++told->records != told->stop_after;
}

/* Read "bytes" in pieces of "piece" bytes. */
static CsvStatus
read_pieces(const char *bytes, size_t length, size_t piece, Told *told,
			int64_t *row)
{
	CsvReader  *reader = csv_reader_create(tell, told);
	CsvStatus	status = CSV_OK;
	size_t		at;

	assert_non_null(reader);
	for (at = 0; at < length && status == CSV_OK; at += piece)
	{
		/* a copy, so that reading too far is seen */
		size_t		part = length - at < piece ? length - at : piece;
		char	   *copy = malloc(part);

		memcpy(copy, bytes + at, part);
		status = csv_reader_feed(reader, copy, part);
		free(copy);
	}
	if (status == CSV_OK)
		status = csv_reader_finish(reader);
	*row = csv_reader_row(reader);
	csv_reader_free(reader);
	return status;
}

/* What is read does not depend on where the pieces end. */
static void
check(const char *bytes, size_t length, CsvStatus expected, int64_t row,
	  const char *text)
{
	size_t		piece;

	for (piece = 1; piece <= length + 1; piece++)
	{
		Told		told = {.text = ""};
		int64_t		got_row;

		assert_int_equal(read_pieces(bytes, length, piece, &told, &got_row),
						 expected);
		assert_string_equal(told.text, text);
		if (expected == CSV_MALFORMED)
			assert_int_equal(got_row, row);
	}
}

#define READS(bytes, text) check(bytes, sizeof(bytes) - 1, CSV_OK, 0, text)
#define ENDS(bytes, row, text) \
	check(bytes, sizeof(bytes) - 1, CSV_MALFORMED, row, text)

static void
test_records(void **state)
{
	(void) state;
	READS("", "");
	READS("\n\r\n\r", "");
	READS("a,b\n1,2\n", "1:[a][b]\n2:[1][2]\n");
	READS("a,b\r\n1,2\r\n", "1:[a][b]\n2:[1][2]\n");
	READS("a,b\r1,2", "1:[a][b]\n2:[1][2]\n");
	READS("a,b\n\n1,2\n\n\n3,4", "1:[a][b]\n3:[1][2]\n6:[3][4]\n");
	READS("a,b\r\n\r\n1,2\r\n", "1:[a][b]\n3:[1][2]\n");
	READS("a\n \n\"\"\n,\n", "1:[a]\n4:[][]\n");
	READS("a, b ,\t\"c\" \n", "1:[a][b][c]\n");
	READS("\"a\"\"b\",\"x,y\",\" z \"\n", "1:[a\"b][x,y][z]\n");
	READS("\"a\nb\",c\nd,e\n", "1:[a\nb][c]\n2:[d][e]\n");
	READS("\"a\r\nb\",c\r\nd,e\r\n", "1:[a\r\nb][c]\n2:[d][e]\n");
}

static void
test_mark(void **state)
{
	(void) state;
	READS("\xEF\xBB\xBF" "a,b\n", "1:[a][b]\n");
	READS("\xEF\xBB\xBF\"a\",b\n", "1:[a][b]\n");
	READS("\xEF\xBB\xBF", "");
	READS("\xEF\xBB", "1:[\xEF\xBB]\n");
	READS("\xEF\xBB" "a", "1:[\xEF\xBB" "a]\n");
	READS("a\n\xEF\xBB\xBF", "1:[a]\n2:[\xEF\xBB\xBF]\n");
}

static void
test_malformed(void **state)
{
	(void) state;
	ENDS("a\nb\"c\nd\n", 2, "1:[a]\n");
	ENDS("a\n\"b\"c\nd\n", 2, "1:[a]\n");
	ENDS("a,b\n1,2\n\"3,4\n5,6\n", 3, "1:[a][b]\n2:[1][2]\n");
	ENDS("\"", 1, "");
}

static void
test_stop(void **state)
{
	Told		told = {.stop_after = 2};
	int64_t		row;

	(void) state;
	assert_int_equal(read_pieces("a\nb\nc\n", 6, 100, &told, &row), CSV_STOPPED);
	assert_string_equal(told.text, "1:[a]\n2:[b]\n");
}

static bool
measure(void *context, const CsvRecord *record)
{
	*(size_t *) context = record->fields[0].length;
	return true;
}

static void
test_long_fields(void **state)
{
	size_t		length = CSV_FIELD_MAX + 1;
	char	   *bytes = malloc(length);
	size_t		seen = 0;
	CsvReader  *reader = csv_reader_create(measure, &seen);

	(void) state;
	memset(bytes, 'x', length);
	assert_int_equal(csv_reader_feed(reader, bytes, length - 1), CSV_OK);
	assert_int_equal(csv_reader_finish(reader), CSV_OK);
	assert_int_equal(seen, CSV_FIELD_MAX);
	csv_reader_free(reader);

	reader = csv_reader_create(measure, &seen);
	assert_int_equal(csv_reader_feed(reader, bytes, length), CSV_OK);
	assert_int_equal(csv_reader_finish(reader), CSV_MALFORMED);
	csv_reader_free(reader);

	/* a mark that is never closed does not swallow a file of any size */
	reader = csv_reader_create(measure, &seen);
	assert_int_equal(csv_reader_feed(reader, "\"", 1), CSV_OK);
	for (seen = 0; seen < 10; seen++)
		if (csv_reader_feed(reader, bytes, length) != CSV_OK)
			break;
	assert_true(seen < 10);
	csv_reader_free(reader);
	free(bytes);
}

static void
test_files(void **state)
{
	char		path[] = "/tmp/mentorship_csv_test.XXXXXX";
	int			file = mkstemp(path);
	Told		told = {.text = ""};
	int			error = 0;
	int64_t		row = 0;

	(void) state;
	assert_true(file >= 0);
	assert_int_equal(write(file, "a,b\n1,\"2\n", 9), 9);
	close(file);
	assert_int_equal(csv_file_read(path, tell, &told, &error, &row),
					 CSV_MALFORMED);
	assert_int_equal(row, 2);
	assert_string_equal(told.text, "1:[a][b]\n");
	unlink(path);
	assert_int_equal(csv_file_read(path, tell, &told, &error, &row), CSV_ABSENT);
	assert_int_equal(csv_file_read("/tmp", tell, &told, &error, &row),
					 CSV_UNREADABLE);
	assert_int_equal(error, EISDIR);
}

static void
test_copy(void **state)
{
	CopyText	copy = {0};

	(void) state;
	copy_text_number(&copy, -12);
	copy_text_null(&copy);
	copy_text_field(&copy, "", 0);
	copy_text_field(&copy, "", 0);
	copy_text_field(&copy, "a\tb\\c\nd\re", 9);
	copy_text_end_row(&copy);
	copy_text_number(&copy, 2);
	copy_text_field(&copy, "\\N", 2);
	copy_text_end_row(&copy);
	assert_false(copy.failed);
	assert_int_equal(copy.length, strlen("-12\t\\N\t\t\ta\\tb\\\\c\\nd\\re\n2\t\\\\N\n"));
	assert_memory_equal(copy.data, "-12\t\\N\t\t\ta\\tb\\\\c\\nd\\re\n2\t\\\\N\n",
						copy.length);
	copy_text_clear(&copy);
	assert_int_equal(copy.length, 0);
	copy_text_free(&copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_mark),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_long_fields),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
