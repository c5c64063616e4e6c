/*
 * report_blocks_test.c
 *		The words of the parts that reports share.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/blocks.h"

static void
expect_interests(Arena *arena, const char *traits, const char *expected)
{
	Mentee		mentee = {.traits = traits};
	const char *got = interests_of(&mentee, arena);

	if (expected == NULL)
		assert_null(got);
	else
		assert_string_equal(got, expected);
}

static void
interests_are_what_is_liked(void **state)
{
	Arena	   *arena = arena_create(0);

	(void) state;
	expect_interests(arena, "soccer:2, drawing, chess:0.5", "soccer, drawing, chess");
	expect_interests(arena, "outgoing:-1, soccer", "soccer");
	expect_interests(arena, "soccer, outgoing:-1", "soccer");
	expect_interests(arena, "outgoing:-1", NULL);
	/* a temperament is no interest, however dear */
	expect_interests(arena, "outgoing:1, soccer", "soccer");
	expect_interests(arena, "", NULL);
	expect_interests(arena, NULL, NULL);
	arena_free(arena);
}

static void
days_missed_beside_the_goal(void **state)
{
	Mentee		mentee = {.goal_days = 9, .absent_millionths = 12 * MILLION + MILLION / 2};

	(void) state;
	assert_string_equal(missed_of_goal(&mentee).text, "12.5 (at most 9)");
	mentee.goal_days = UNKNOWN;
	assert_string_equal(missed_of_goal(&mentee).text, "12.5");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interests_are_what_is_liked),
		cmocka_unit_test(days_missed_beside_the_goal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
