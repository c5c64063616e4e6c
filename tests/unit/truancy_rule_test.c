/*
 * truancy_rule_test.c
 *		Truancy rules as text and as bytes (core/truancy_rule*.c).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/truancy_rule.h"

/* The input has not a byte to spare: the sanitizer sees what is beyond. */
static MshipStatus
parse(const char *text, MshipTruancyRule *rule, MshipFault *fault)
{
	size_t		length = strlen(text);
	char	   *exact = malloc(length + (length == 0));
	MshipStatus status;

	memcpy(exact, text, length);
	status = mship_truancy_parse(exact, length, rule, fault);
	free(exact);
	return status;
}

static void
expect_print(const MshipTruancyRule *rule, const char *canonical)
{
	char	   *text = malloc(MSHIP_TRUANCY_TEXT_MAX + 1);

	text[mship_truancy_print(rule, text)] = '\0';
	assert_string_equal(text, canonical);
	free(text);
}

/* "text" reads as "canonical", which is a fixed point, in text and in bytes. */
static void
expect(const char *text, const char *canonical)
{
	MshipTruancyRule rule;
	MshipTruancyRule again;
	uint8_t		bytes[MSHIP_TRUANCY_MAX_SIZE];
	uint8_t		other[MSHIP_TRUANCY_MAX_SIZE];
	size_t		size;

	assert_int_equal(parse(text, &rule, NULL), MSHIP_OK);
	expect_print(&rule, canonical);
	assert_int_equal(parse(canonical, &again, NULL), MSHIP_OK);
	expect_print(&again, canonical);
	size = mship_truancy_write(&rule, bytes);
	assert_int_equal(mship_truancy_write(&again, other), size);
	assert_memory_equal(bytes, other, size);
	memset(&again, 0, sizeof(again));
	assert_int_equal(mship_truancy_read(bytes, size, &again, NULL), MSHIP_OK);
	expect_print(&again, canonical);
}

static void
reads_presets(void **state)
{
	(void) state;
	expect("florida", "15 unexcused days in 90 calendar days");
	expect("texas", "10 unexcused parts in 6 calendar months");
	expect("ohio", "30 unexcused hours consecutive or 42 unexcused hours in calendar month"
		   " or 72 unexcused hours in record");
	expect("california", "3 unexcused days in record or 3 UuT occasions over 30 minutes in record");
	expect("connecticut", "4 unexcused days in calendar month or 10 unexcused days in record");
	expect("south_carolina", "3 unexcused days consecutive or 5 unexcused days in record");
	expect("wisconsin", "5 unexcused parts in record");
	expect("  South-Carolina\t", "3 unexcused days consecutive or 5 unexcused days in record");
	expect("Texas OR florida", "10 unexcused parts in 6 calendar months or 15 unexcused days in 90 calendar days");
	expect("ohio or 72 unexcused hours in record or ohio", "30 unexcused hours consecutive or"
		   " 42 unexcused hours in calendar month or 72 unexcused hours in record");
}

static void
reads_clauses(void **state)
{
	(void) state;
	expect("1 absent day in record", "1 absent days in record");
	expect("1 EXCUSED Part In 1 School Day", "1 excused parts in 1 school days");
	expect("007 Uu days in 030 calendar days", "7 unexcused days in 30 calendar days");
	expect("3 uU days consecutive", "3 unexcused days consecutive");
	expect("3 SUEue days consecutive", "3 absent days consecutive");
	expect("3 TUu days consecutive", "3 UuT days consecutive");
	expect("3 PRTLIEUeuS parts consecutive", "3 SUEueILTRP parts consecutive");
	expect("3 T parts in record", "3 tardy parts in record");
	expect("3 suspended days in 20 school days", "3 suspended days in 20 school days");
	expect("3 present occasions over 0 minutes in record", "3 present occasions over 0 minutes in record");
	expect("1 tardy occasion over 1 minute in 2 calendar month", "1 tardy occasions over 1 minutes in 2 calendar months");
	expect("6.50 U hours in calendar month", "6.5 U hours in calendar month");
	expect("0.01 U hours consecutive", "0.01 U hours consecutive");
	expect("876600 U hours in 36525 calendar days", "876600 U hours in 36525 calendar days");
	expect("30 unexcused hours consecutive at 6.5 hours a day", "30 unexcused hours consecutive");
	expect("30 unexcused hours consecutive at 390 minutes a day", "30 unexcused hours consecutive");
	expect("30 unexcused hours consecutive at 7 hours a day", "30 unexcused hours consecutive at 7 hours a day");
	expect("30 unexcused hours consecutive at 6.33 hours a day", "30 unexcused hours consecutive at 6.33 hours a day");
	expect("30 unexcused hours consecutive at 380 minutes a day", "30 unexcused hours consecutive at 380 minutes a day");
	expect("30 unexcused hours consecutive at 24 hours a day", "30 unexcused hours consecutive at 24 hours a day");
	expect("3 U occasions over 200 minutes in record at 1440 minutes a day",
		   "3 U occasions over 200 minutes in record at 24 hours a day");
	expect("36525 SUEueILTRP occasions over 1439 minutes in 36525 calendar days at 23.99 hours a day",
		   "36525 SUEueILTRP occasions over 1439 minutes in 36525 calendar days at 23.99 hours a day");
	expect("2 U parts in 1200 calendar months", "2 U parts in 1200 calendar months");
}

static void
keeps_numbers_exact(void **state)
{
	MshipTruancyRule rule;

	(void) state;
	assert_int_equal(parse("29.33 U hours in record at 6.57 hours a day", &rule, NULL), MSHIP_OK);
	assert_int_equal(rule.clauses[0].threshold, 17598);
	assert_int_equal(rule.clauses[0].day_ticks, 3942);
	assert_int_equal(rule.clauses[0].day_ticks % 2, 0);
}

/* What is refused, and where: "quoted" is the part that the fault points at. */
static void
refuses(void **state)
{
	static const struct
	{
		const char *text;
		MshipReason reason;
		size_t		position;
		const char *quoted;
	}			cases[] = {
		{"", MSHIP_REASON_UNEXPECTED_END, 0, ""},
		{"   ", MSHIP_REASON_UNEXPECTED_END, 3, ""},
		{"nevada", MSHIP_REASON_TRUANCY_START, 0, "nevada"},
		{"florida nevada", MSHIP_REASON_TRUANCY_OR, 8, "nevada"},
		{"florida or", MSHIP_REASON_UNEXPECTED_END, 10, ""},
		{"or florida", MSHIP_REASON_TRUANCY_START, 0, "or"},
		{"florida or or", MSHIP_REASON_TRUANCY_START, 11, "or"},
		{"florida, ohio", MSHIP_REASON_TRUANCY_START, 0, "florida,"},
		{"15", MSHIP_REASON_UNEXPECTED_END, 2, ""},
		{"0 unexcused days in record", MSHIP_REASON_TRUANCY_COUNT, 0, "0"},
		{"-1 unexcused days in record", MSHIP_REASON_TRUANCY_COUNT, 0, "-1"},
		{"1.5 unexcused days in record", MSHIP_REASON_TRUANCY_COUNT, 0, "1.5"},
		{"36526 unexcused parts in record", MSHIP_REASON_TRUANCY_COUNT, 0, "36526"},
		{"99999999999999999999 U days in record", MSHIP_REASON_TRUANCY_COUNT, 0, "99999999999999999999"},
		{"3days U days in record", MSHIP_REASON_TRUANCY_COUNT, 0, "3days"},
		{"0 U hours in record", MSHIP_REASON_TRUANCY_HOURS, 0, "0"},
		{"0.001 U hours in record", MSHIP_REASON_TRUANCY_HOURS, 0, "0.001"},
		{"876600.01 U hours in record", MSHIP_REASON_TRUANCY_HOURS, 0, "876600.01"},
		{"1e2 U hours in record", MSHIP_REASON_TRUANCY_HOURS, 0, "1e2"},
		{"3 X days in record", MSHIP_REASON_KIND, 2, "X"},
		{"3 U? days in record", MSHIP_REASON_KIND, 2, "U?"},
		{"3 U. days in record", MSHIP_REASON_KIND, 2, "U."},
		{"3 truant days in record", MSHIP_REASON_KIND, 2, "truant"},
		{"3 days in record", MSHIP_REASON_KIND, 2, "days"},
		{"3 U", MSHIP_REASON_UNEXPECTED_END, 3, ""},
		{"3 U weeks in record", MSHIP_REASON_TRUANCY_UNIT, 4, "weeks"},
		{"3 U occasions in record", MSHIP_REASON_TRUANCY_UNIT, 14, "in"},
		{"3 U occasions over many minutes in record", MSHIP_REASON_TRUANCY_OVER, 19, "many"},
		{"3 U occasions over 1440 minutes in record", MSHIP_REASON_TRUANCY_OVER, 19, "1440"},
		{"3 U occasions over 1.5 minutes in record", MSHIP_REASON_TRUANCY_OVER, 19, "1.5"},
		{"3 U occasions over 30 in record", MSHIP_REASON_TRUANCY_UNIT, 22, "in"},
		{"3 U days", MSHIP_REASON_UNEXPECTED_END, 8, ""},
		{"3 U days within record", MSHIP_REASON_TRUANCY_WINDOW, 9, "within"},
		{"3 U days in", MSHIP_REASON_UNEXPECTED_END, 11, ""},
		{"3 U days in year", MSHIP_REASON_TRUANCY_WINDOW, 12, "year"},
		{"3 U days in calendar days", MSHIP_REASON_TRUANCY_WINDOW, 21, "days"},
		{"3 U days in calendar", MSHIP_REASON_UNEXPECTED_END, 20, ""},
		{"3 U days in 0 calendar days", MSHIP_REASON_TRUANCY_LENGTH, 12, "0"},
		{"3 U days in 36526 school days", MSHIP_REASON_TRUANCY_LENGTH, 12, "36526"},
		{"3 U days in 9.5 school days", MSHIP_REASON_TRUANCY_LENGTH, 12, "9.5"},
		{"3 U days in 9 days", MSHIP_REASON_TRUANCY_WINDOW, 14, "days"},
		{"3 U days in 9 school months", MSHIP_REASON_TRUANCY_WINDOW, 21, "months"},
		{"3 U days in 9 calendar weeks", MSHIP_REASON_TRUANCY_WINDOW, 23, "weeks"},
		{"3 U days in 1 calendar month", MSHIP_REASON_TRUANCY_MONTHS, 12, "1"},
		{"3 U days in 1201 calendar months", MSHIP_REASON_TRUANCY_MONTHS, 12, "1201"},
		{"3 U days in record at 6 hours a day", MSHIP_REASON_TRUANCY_NO_HOURS, 19, "at"},
		{"3 U parts in record at 6 hours a day", MSHIP_REASON_TRUANCY_NO_HOURS, 20, "at"},
		{"3 U hours in record at", MSHIP_REASON_UNEXPECTED_END, 22, ""},
		{"3 U hours in record at 0 hours a day", MSHIP_REASON_TRUANCY_DAY, 23, "0"},
		{"3 U hours in record at 24.01 hours a day", MSHIP_REASON_TRUANCY_DAY, 23, "24.01"},
		{"3 U hours in record at 6.333 hours a day", MSHIP_REASON_TRUANCY_DAY, 23, "6.333"},
		{"3 U hours in record at 380.5 minutes a day", MSHIP_REASON_TRUANCY_DAY, 23, "380.5"},
		{"3 U hours in record at 1441 minutes a day", MSHIP_REASON_TRUANCY_DAY, 23, "1441"},
		{"3 U hours in record at 6 lessons a day", MSHIP_REASON_TRUANCY_DAY, 25, "lessons"},
		{"3 U hours in record at 6 hours per day", MSHIP_REASON_TRUANCY_DAY, 31, "per"},
		{"3 U hours in record at 6 hours a", MSHIP_REASON_UNEXPECTED_END, 32, ""},
		{"3 U hours in record and", MSHIP_REASON_TRUANCY_OR, 20, "and"},
	};

	(void) state;
	for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++)
	{
		MshipTruancyRule rule = {.count = -1};
		MshipFault	fault = {0};
		MshipStatus status = parse(cases[k].text, &rule, &fault);

		if (status != MSHIP_ERR_SYNTAX || fault.status != status ||
			fault.reason != cases[k].reason ||
			fault.position != cases[k].position ||
			fault.length != strlen(cases[k].quoted) ||
			strncmp(cases[k].text + fault.position, cases[k].quoted, fault.length) != 0)
			fail_msg("\"%s\": status %d, reason %d, position %zu, length %zu", cases[k].text,
					 status, fault.reason, fault.position, fault.length);
		assert_int_equal(rule.count, -1);
	}
}

/* More text behind what is there; the buffer must have room for it. */
static void __attribute__((format(printf, 3, 4)))
add(char *text, size_t size, const char *format,...)
{
	size_t		length = strlen(text);
	va_list		args;
	int			added;

	va_start(args, format);
	added = vsnprintf(text + length, size - length, format, args);
	va_end(args);
	assert_true(added >= 0 && (size_t) added < size - length);
}

static void
limits_clauses(void **state)
{
	char		text[4096] = "1 U days in record";
	MshipTruancyRule rule;
	MshipFault	fault;

	(void) state;
	for (int k = 2; k <= MSHIP_TRUANCY_MAX_CLAUSES; k++)
		add(text, sizeof(text), " or %d U days in record", k);
	expect(text, text);
	add(text, sizeof(text), " or %d U days in record", 5);	/* not a new one */
	assert_int_equal(parse(text, &rule, NULL), MSHIP_OK);
	assert_int_equal(rule.count, MSHIP_TRUANCY_MAX_CLAUSES);
	add(text, sizeof(text), " or %s", "wisconsin");
	assert_int_equal(parse(text, &rule, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.reason, MSHIP_REASON_TRUANCY_CLAUSES);
	assert_int_equal(fault.limit, MSHIP_TRUANCY_MAX_CLAUSES);
}

/* The longest text there can be fits the room that is promised for it. */
static void
bounds_text(void **state)
{
	MshipTruancyRule rule = {0};
	char	   *text = malloc(MSHIP_TRUANCY_TEXT_MAX);
	size_t		length;

	(void) state;
	for (int k = 0; k < MSHIP_TRUANCY_MAX_CLAUSES; k++)
	{
		MshipTruancyClause clause = {MSHIP_TRUANCY_MAX_COUNT - k, 0x1ff8, MSHIP_TRUANCY_OCCASIONS,
			MSHIP_TRUANCY_CALENDAR_MONTHS, 1200, MSHIP_TRUANCY_MAX_OVER, 14390};

		assert_true(mship_truancy_clause_valid(&clause));
		assert_in_range(mship_truancy_print_clause(&clause, text), 1, MSHIP_TRUANCY_CLAUSE_TEXT_MAX);
		assert_int_equal(mship_truancy_add(&rule, &clause, NULL), MSHIP_OK);
	}
	length = mship_truancy_print(&rule, text);
	assert_in_range(length, 1500, MSHIP_TRUANCY_TEXT_MAX);
	free(text);
}

/*
 * Each single byte of a good value is changed to each other one: what is still
 * read writes back to the same bytes, and the parser makes the same of its text.
 */
static void
reads_only_what_it_writes(void **state)
{
	MshipTruancyRule rule;
	uint8_t		good[MSHIP_TRUANCY_MAX_SIZE];
	char		text[MSHIP_TRUANCY_TEXT_MAX];
	size_t		size;
	int			accepted = 0;
	int			refused = 0;

	(void) state;
	assert_int_equal(parse("30 U hours in 3 calendar months at 380 minutes a day or "
						   "3 UuT occasions over 30 minutes in 9 school days or california",
						   &rule, NULL), MSHIP_OK);
	size = mship_truancy_write(&rule, good);
	for (size_t at = 0; at < size; at++)
	{
		for (int value = 0; value < 256; value++)
		{
			uint8_t		bytes[MSHIP_TRUANCY_MAX_SIZE];
			uint8_t		again[MSHIP_TRUANCY_MAX_SIZE];
			MshipFault	fault;
			MshipTruancyRule back;

			memcpy(bytes, good, size);
			bytes[at] = (uint8_t) value;
			if (mship_truancy_read(bytes, size, &rule, &fault) != MSHIP_OK)
			{
				assert_int_equal(fault.status, MSHIP_ERR_BINARY);
				refused++;
				continue;
			}
			accepted++;
			assert_int_equal(mship_truancy_write(&rule, again), size);
			assert_memory_equal(again, bytes, size);
			assert_int_equal(mship_truancy_parse(text, mship_truancy_print(&rule, text), &back, NULL), MSHIP_OK);
			assert_int_equal(mship_truancy_write(&back, again), size);
			assert_memory_equal(again, bytes, size);
		}
	}
	assert_in_range(accepted, 500, 20000);
	assert_in_range(refused, 500, 20000);
}

static void
refuses_bytes(void **state)
{
	MshipTruancyRule rule;
	MshipFault	fault;
	uint8_t		bytes[MSHIP_TRUANCY_MAX_SIZE + 1] = {0};
	size_t		size;

	(void) state;
	assert_int_equal(parse("ohio", &rule, NULL), MSHIP_OK);
	size = mship_truancy_write(&rule, bytes);
	assert_int_equal(size, 2 + 3 * 14);
	for (size_t length = 0; length <= size + 1; length++)
	{
		uint8_t    *exact = malloc(length + (length == 0));

		memcpy(exact, bytes, length);
		assert_int_equal(mship_truancy_read(exact, length, &rule, &fault),
						 length == size ? MSHIP_OK : MSHIP_ERR_BINARY);
		if (length != size)
			assert_int_equal(fault.reason, MSHIP_REASON_BINARY_LENGTH);
		free(exact);
	}
	bytes[0] = 2;
	assert_int_equal(mship_truancy_read(bytes, size, &rule, &fault), MSHIP_ERR_BINARY);
	assert_int_equal(fault.reason, MSHIP_REASON_BINARY_VERSION);
	bytes[0] = 1;
	bytes[1] = 0;
	assert_int_equal(mship_truancy_read(bytes, 2, &rule, &fault), MSHIP_ERR_BINARY);
	bytes[1] = 3;
	memcpy(bytes + 16, bytes + 2, 14);	/* a clause twice */
	assert_int_equal(mship_truancy_read(bytes, size, &rule, &fault), MSHIP_ERR_BINARY);
	assert_int_equal(fault.reason, MSHIP_REASON_BINARY_NOT_CANONICAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_presets),
		cmocka_unit_test(reads_clauses),
		cmocka_unit_test(keeps_numbers_exact),
		cmocka_unit_test(refuses),
		cmocka_unit_test(limits_clauses),
		cmocka_unit_test(bounds_text),
		cmocka_unit_test(reads_only_what_it_writes),
		cmocka_unit_test(refuses_bytes),
	};

	return cmocka_run_group_tests_name("truancy_rule", tests, NULL, NULL);
}
