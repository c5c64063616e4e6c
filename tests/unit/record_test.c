/*
 * record_test.c
 *		What a printed calendar shows of a record, and what it never shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/date.h"
#include "model/record.h"

static void
expect_marks(const char *text, const char *first_day, const char *expected)
{
	static const char shown[] = ".PTHAN?";
	Arena	   *arena = arena_create(0);
	Record		record;
	int32_t		day;
	int32_t		i;

	assert_int_equal(record_read(text, arena, &record), RECORD_OK);
	assert_true(date_parse_iso(first_day, &day));
	assert_int_equal(record.first_day, day);
	assert_int_equal(record.day_count, strlen(expected));
	for (i = 0; i < record.day_count; i++)
		assert_int_equal(shown[record.marks[i]], expected[i]);
	assert_int_equal(record_mark(&record, day - 1), DAY_NO_SCHOOL);
	assert_int_equal(record_mark(&record, day + record.day_count), DAY_NO_SCHOOL);
	arena_free(arena);
}

static void
every_letter(void **state)
{
	(void) state;
	/* suspended is a plain absence, in-school suspension plain presence */
	expect_marks("2024-08-26:PRTLI.eu.EUSX?", "2024-08-26", "PPTPP.HH.AAAN?");
}

static void
minutes_decide(void **state)
{
	(void) state;
	expect_marks("2024-08-26:u(195/390)u(194/390)U(390/390)T(200/390)I(390/390)",
				 "2024-08-26", "HPAHP");
}

static void
nothing_and_nonsense(void **state)
{
	Arena	   *arena = arena_create(0);
	Record		record;

	(void) state;
	assert_int_equal(record_read(NULL, arena, &record), RECORD_OK);
	assert_int_equal(record.day_count, 0);
	assert_int_equal(record_read("empty", arena, &record), RECORD_OK);
	assert_int_equal(record.day_count, 0);
	assert_int_equal(record_read("2024-08-26:PQ", arena, &record), RECORD_UNREADABLE);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter),
		cmocka_unit_test(minutes_decide),
		cmocka_unit_test(nothing_and_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
