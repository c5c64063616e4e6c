/*
 * match_policy_test.c
 *		Text and binary forms of core/match_policy.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "core/match_policy.h"

#define DEFAULT "objective=participation; fairness=none; same_school=required; " \
	"keep_existing=true; keep=200; min_shared_slots=1; mentees_per_slot=2; " \
	"schedule=40; traits=40; language=20"

static MshipStatus
parse(const char *text, MshipMatchPolicy *p, MshipFault *fault)
{
	size_t		length = strlen(text);
	char		copy[512];
	char	   *exact = copy + sizeof(copy) - length;

	memcpy(exact, text, length);
	return mship_match_policy_parse(exact, length, p, fault);
}

static void
expect_text(const char *text, const char *canonical)
{
	MshipMatchPolicy p;
	MshipMatchPolicy back;
	char		out[MSHIP_MATCH_POLICY_TEXT_MAX + 1];
	uint8_t		wire[MSHIP_MATCH_POLICY_WIRE_BYTES];
	size_t		length;

	assert_int_equal(parse(text, &p, NULL), MSHIP_OK);
	length = mship_match_policy_print(&p, out);
	assert_true(length <= MSHIP_MATCH_POLICY_TEXT_MAX);
	out[length] = '\0';
	assert_string_equal(out, canonical);
	assert_int_equal(parse(out, &back, NULL), MSHIP_OK);
	assert_memory_equal(&p, &back, sizeof(p));
	mship_match_policy_write(&p, wire);
	memset(&back, 0, sizeof(back));
	assert_int_equal(mship_match_policy_read(wire, sizeof(wire), &back, NULL), MSHIP_OK);
	assert_memory_equal(&p, &back, sizeof(p));
}

static void
test_text(void **state)
{
	(void) state;
	expect_text("", DEFAULT);
	expect_text(" ; ,, ", DEFAULT);
	expect_text(DEFAULT, DEFAULT);
	expect_text("Language = 20 , KEEP=200", DEFAULT);
	expect_text("objective=score;same_school=preferred;keep_existing=false;keep=0.5",
				"objective=score; fairness=none; same_school=preferred; keep_existing=false; keep=0.5; "
				"min_shared_slots=1; mentees_per_slot=2; schedule=40; traits=40; language=20");
	expect_text("fairness=bottleneck;min_shared_slots=112;mentees_per_slot=1000;schedule=999.999;"
				"traits=0.001;language=1000;keep=1000000",
				"objective=participation; fairness=bottleneck; same_school=required; keep_existing=true; "
				"keep=1000000; min_shared_slots=112; mentees_per_slot=1000; schedule=999.999; "
				"traits=0.001; language=1000");
}

static void
expect_fault(const char *text, MshipReason reason, size_t position, size_t length)
{
	MshipMatchPolicy p;
	MshipMatchPolicy before;
	MshipFault	fault;

	memset(&p, 0x5a, sizeof(p));
	before = p;
	assert_int_equal(parse(text, &p, &fault), MSHIP_ERR_SYNTAX);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
	assert_memory_equal(&p, &before, sizeof(p));
}

static void
test_faults(void **state)
{
	(void) state;
	expect_fault("goal=score", MSHIP_REASON_POLICY_KEY, 0, 4);
	expect_fault("keep=1; =2", MSHIP_REASON_POLICY_KEY, 8, 0);
	expect_fault("keep", MSHIP_REASON_POLICY_VALUE, 0, 4);
	expect_fault("keep=", MSHIP_REASON_POLICY_VALUE, 0, 5);
	expect_fault("keep=-1", MSHIP_REASON_POLICY_VALUE, 0, 7);
	expect_fault("keep=1.0001", MSHIP_REASON_POLICY_VALUE, 0, 11);
	expect_fault("keep=1000000.001", MSHIP_REASON_POLICY_VALUE, 0, 16);
	expect_fault("keep=1=2", MSHIP_REASON_POLICY_VALUE, 0, 8);
	expect_fault(" objective=best", MSHIP_REASON_POLICY_VALUE, 1, 14);
	expect_fault("keep_existing=maybe", MSHIP_REASON_POLICY_VALUE, 0, 19);
	expect_fault("min_shared_slots=113", MSHIP_REASON_POLICY_VALUE, 0, 20);
	expect_fault("min_shared_slots=1.5", MSHIP_REASON_POLICY_VALUE, 0, 20);
	expect_fault("mentees_per_slot=0", MSHIP_REASON_POLICY_VALUE, 0, 18);
	expect_fault("traits=1000.001", MSHIP_REASON_POLICY_VALUE, 0, 15);
	expect_fault("keep=1, keep=1", MSHIP_REASON_POLICY_REPEATED, 8, 4);
	expect_fault("objective=score; fairness=bottleneck", MSHIP_REASON_POLICY_FAIRNESS, 0, 0);
	expect_fault("fairness=bottleneck, objective=stable", MSHIP_REASON_POLICY_FAIRNESS, 0, 0);
}

/* No byte may hold what the text form could not say. */
static void
test_damaged_bytes(void **state)
{
	uint8_t		wire[MSHIP_MATCH_POLICY_WIRE_BYTES + 1] = {0};
	MshipMatchPolicy p;
	MshipFault	fault;

	(void) state;
	mship_match_policy_default(&p);
	mship_match_policy_write(&p, wire);
	for (size_t length = 0; length <= sizeof(wire); length++)
	{
		if (length == MSHIP_MATCH_POLICY_WIRE_BYTES)
			continue;
		assert_int_equal(mship_match_policy_read(wire, length, &p, &fault), MSHIP_ERR_BINARY);
		assert_int_equal(fault.reason, MSHIP_REASON_BINARY_LENGTH);
	}
	for (size_t k = 0; k < MSHIP_MATCH_POLICY_WIRE_BYTES; k++)
	{
		for (int value = 0; value < 256; value++)
		{
			uint8_t		saved = wire[k];
			char		text[MSHIP_MATCH_POLICY_TEXT_MAX];
			MshipMatchPolicy back;

			wire[k] = (uint8_t) value;
			if (mship_match_policy_read(wire, MSHIP_MATCH_POLICY_WIRE_BYTES, &p, &fault) == MSHIP_OK)
			{
				size_t		length = mship_match_policy_print(&p, text);

				assert_int_equal(mship_match_policy_parse(text, length, &back, NULL), MSHIP_OK);
				assert_memory_equal(&p, &back, sizeof(p));
			}
			else
				assert_int_equal(fault.status, MSHIP_ERR_BINARY);
			wire[k] = saved;
		}
	}
	wire[0] = 2;
	assert_int_equal(mship_match_policy_read(wire, MSHIP_MATCH_POLICY_WIRE_BYTES, &p, &fault), MSHIP_ERR_BINARY);
	assert_int_equal(fault.reason, MSHIP_REASON_BINARY_VERSION);
}

static void
test_objective(void **state)
{
	int			objective = -1;

	(void) state;
	assert_true(mship_objective_parse("Score", 5, &objective));
	assert_int_equal(objective, MSHIP_OBJECTIVE_SCORE);
	assert_true(mship_objective_parse("participation", 13, &objective));
	assert_int_equal(objective, MSHIP_OBJECTIVE_PARTICIPATION);
	assert_false(mship_objective_parse("stable", 6, &objective));
	assert_false(mship_objective_parse("", 0, &objective));
	assert_false(mship_objective_parse("scores", 6, &objective));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_damaged_bytes),
		cmocka_unit_test(test_objective),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
