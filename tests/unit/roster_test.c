/*
 * roster_test.c
 *		Rosters of every shape, cut into batches of every size: no report is
 *		split, lost or made twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/roster.h"

#define ROWS_MAX 64

static RosterRow rows[ROWS_MAX];

/* Reports of these sizes, numbered from 10 on. */
static Roster
roster_of(const size_t *sizes, size_t count)
{
	Roster		roster = {.rows = rows};
	size_t		i;
	size_t		j;

	for (i = 0; i < count; i++)
		for (j = 0; j < sizes[i]; j++)
		{
			rows[roster.row_count].report_id = (int64_t) (10 + i);
			rows[roster.row_count].student_id = (int64_t) j;
			roster.row_count++;
		}
	roster_count(&roster);
	return roster;
}

/* The batches cover the roster and keep reports whole; their number. */
static size_t
check_batches(const Roster *roster, size_t most)
{
	Batch		batch;
	size_t		next = 0;
	size_t		reports = 0;
	size_t		batches = 0;

	while (roster_cut(roster, next, most, &batch))
	{
		size_t		end = next + batch.row_count;

		assert_int_equal(batch.first_row, next);
		assert_true(batch.row_count > 0);
		assert_true(batch.row_count <= most || batch.report_count == 1);
		if (end < roster->row_count)
			assert_true(rows[end].report_id != rows[end - 1].report_id);
		reports += batch.report_count;
		next = end;
		batches++;
	}
	assert_int_equal(next, roster->row_count);
	assert_int_equal(reports, roster->report_count);
	return batches;
}

static void
test_cut(void **state)
{
	static const size_t sizes[] = {1, 3, 2, 9, 1, 1, 4};
	Roster		roster = roster_of(sizes, sizeof(sizes) / sizeof(sizes[0]));
	size_t		most;

	(void) state;
	assert_int_equal(roster.report_count, 7);
	assert_int_equal(roster.row_count, 21);
	for (most = 1; most <= 22; most++)
		check_batches(&roster, most);
	assert_int_equal(check_batches(&roster, 1), 7);
	/* 1 3 2 | 9 | 1 1 4 */
	assert_int_equal(check_batches(&roster, 6), 3);
	assert_int_equal(check_batches(&roster, 21), 1);
}

static void
test_edges(void **state)
{
	static const size_t one = 1;
	static const size_t large = ROWS_MAX;
	Roster		roster = {.rows = rows};
	Batch		batch;

	(void) state;
	roster_count(&roster);
	assert_int_equal(roster.report_count, 0);
	assert_false(roster_cut(&roster, 0, 10, &batch));
	roster = roster_of(&one, 1);
	assert_int_equal(check_batches(&roster, 10), 1);
	roster = roster_of(&large, 1);
	assert_int_equal(check_batches(&roster, 10), 1);
}

static void
test_batch_rows(void **state)
{
	Roster		roster = {.row_count = 15000};

	(void) state;
	assert_int_equal(roster_batch_rows(&roster, 1), 1000);
	assert_int_equal(roster_batch_rows(&roster, 2), 1000);
	assert_int_equal(roster_batch_rows(&roster, 10), 501);
	assert_int_equal(roster_batch_rows(&roster, 64), 79);
	roster.row_count = 600;
	assert_int_equal(roster_batch_rows(&roster, 2), 101);
	roster.row_count = 0;
	assert_int_equal(roster_batch_rows(&roster, 4), 10);
}

static void
test_words(void **state)
{
	(void) state;
	assert_string_equal(report_kind_word(REPORT_MENTORS), "mentor");
	assert_string_equal(report_kind_word(REPORT_SCHOOLS), "school");
	assert_string_equal(report_kind_word(REPORT_MENTEES), "mentee");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_batch_rows),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
