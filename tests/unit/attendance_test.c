/*
 * attendance_test.c
 *		Records of core/attendance*.c, against a plain array of marks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "attendance_random.h"

/* The canonical text of a body. */
static char *
text_of(const uint8_t *body, size_t length)
{
	MshipAttendance a;
	char	   *text;
	size_t		size;

	assert_true(mship_attendance_view(body, length, &a));
	size = mship_attendance_text_size(&a);
	text = malloc(size + 1);
	size = mship_attendance_print(&a, text);
	text[size] = '\0';
	return text;
}

static void
expect_text(const char *text, const char *canonical)
{
	size_t		length = strlen(text);
	char	   *exact = malloc(length + 1);
	MshipLayout layout;
	MshipAttendance a;
	uint8_t    *body;
	char	   *out;

	/* no byte behind the text, so that the sanitizer sees any read there */
	memcpy(exact + 1, text, length);
	assert_int_equal(mship_attendance_measure(exact + 1, length, &layout, NULL), MSHIP_OK);
	body = malloc(layout.length);
	mship_attendance_parse(exact + 1, length, &layout, body);
	assert_true(mship_attendance_view(body, layout.length, &a));
	assert_true(mship_attendance_is_canonical(&a));
	out = text_of(body, layout.length);
	assert_string_equal(out, canonical);
	free(out);
	free(body);
	free(exact);
}

static void
expect_fault(const char *text, MshipStatus status, MshipReason reason, size_t position, size_t length)
{
	MshipLayout layout;
	MshipLayout before;
	MshipFault	fault;

	memset(&layout, 0x5a, sizeof(layout));
	before = layout;
	assert_int_equal(mship_attendance_measure(text, strlen(text), &layout, &fault), status);
	assert_int_equal(fault.status, status);
	assert_int_equal(fault.reason, reason);
	assert_int_equal(fault.position, position);
	assert_int_equal(fault.length, length);
	assert_memory_equal(&layout, &before, sizeof(layout));
}

static void
reads_text(void **state)
{
	(void) state;
	expect_text("2024-08-26:PPPPP..PPUUP", "2024-08-26:PPPPP..PPUUP");
	expect_text("\t2024-08-26:..P.U.\n ", "2024-08-28:P.U");
	expect_text("2024-12-31:.P", "2025-01-01:P");
	expect_text("2024-02-28:.P", "2024-02-29:P");
	expect_text("1900-02-28:.P", "1900-03-01:P");
	expect_text("2000-02-28:.P", "2000-02-29:P");
	expect_text("9999-12-31:S....", "9999-12-31:S");
	expect_text("0001-01-01:?", "0001-01-01:?");
	expect_text("2024-08-26:....", "empty");
	expect_text(" Empty ", "empty");
	expect_text("2024-08-26:u(0195/0390)P(0/1)S(1440/1440)", "2024-08-26:u(195/390)P(0/1)S(1440/1440)");
}

static void
refuses_text(void **state)
{
	(void) state;
	expect_fault("", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 0, 0);
	expect_fault("2024-08-2", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 9, 0);
	expect_fault("2024_08-26:P", MSHIP_ERR_SYNTAX, MSHIP_REASON_DATE_SYNTAX, 4, 1);
	expect_fault("2024-08-26;P", MSHIP_ERR_SYNTAX, MSHIP_REASON_RECORD_COLON, 10, 1);
	expect_fault("2024-08-26:", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 11, 0);
	expect_fault(" 2024-02-30:P", MSHIP_ERR_DATE, MSHIP_REASON_DATE_RANGE, 1, 10);
	expect_fault("2024-08-26:P\303\251", MSHIP_ERR_SYNTAX, MSHIP_REASON_STATUS_LETTER, 12, 2);
	expect_fault("2024-08-26:P U", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAILING_TEXT, 13, 1);
	expect_fault("2024-08-26:u(391/390)", MSHIP_ERR_SYNTAX, MSHIP_REASON_MINUTES, 12, 9);
	expect_fault("2024-08-26:u(1/2", MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, 16, 0);
	expect_fault("9999-12-31:.P", MSHIP_ERR_DATE, MSHIP_REASON_DATE_RANGE, 12, 1);
	expect_fault("empty-handed", MSHIP_ERR_SYNTAX, MSHIP_REASON_TRAILING_TEXT, 5, 7);
}

static void
limits_the_span(void **state)
{
	size_t		length = 11 + MSHIP_ATTENDANCE_MAX_DAYS + 1;
	char	   *text = malloc(length);
	MshipLayout layout;
	MshipFault	fault;

	(void) state;
	memset(text, '.', length);
	memcpy(text, "1950-01-01:P", 12);
	text[length - 2] = 'P';
	assert_int_equal(mship_attendance_measure(text, length, &layout, &fault), MSHIP_OK);
	assert_int_equal(layout.day_count, MSHIP_ATTENDANCE_MAX_DAYS);
	text[length - 1] = 'P';
	assert_int_equal(mship_attendance_measure(text, length, &layout, &fault), MSHIP_ERR_LIMIT);
	assert_int_equal(fault.reason, MSHIP_REASON_SPAN);
	assert_int_equal(fault.value, MSHIP_ATTENDANCE_MAX_DAYS + 1);
	free(text);
}

/* A state that grows as an aggregate's does, in exactly sized memory. */
typedef struct State
{
	uint8_t    *body;
	size_t		length;
} State;

static void
grow_to(State *state, const MshipLayout *layout)
{
	MshipAttendance a;
	uint8_t    *body = malloc(layout->length);
	bool		any = state->body != NULL;

	if (any)
		assert_true(mship_attendance_view(state->body, state->length, &a));
	mship_attendance_lay_out(any ? &a : NULL, layout, body);
	free(state->body);
	state->body = body;
	state->length = layout->length;
}

static int
add(State *state, int32_t day, MshipMark mark)
{
	MshipAttendance a;
	MshipLayout layout;

	if (state->body != NULL && mark.scheduled == 0 &&
		mship_attendance_put_plain(state->body, day, mark.status))
		return 0;
	if (state->body != NULL && mship_attendance_put(state->body, state->length, day, mark))
		return 0;
	if (state->body != NULL)
		assert_true(mship_attendance_view(state->body, state->length, &a));
	assert_int_equal(mship_attendance_grow(state->body ? &a : NULL, day, day, mark.scheduled != 0,
										   false, &layout, NULL), MSHIP_OK);
	grow_to(state, &layout);
	assert_true(mship_attendance_put(state->body, state->length, day, mark));
	return 1;
}

static void
merge(State *state, const MshipAttendance *b)
{
	MshipAttendance a;
	MshipLayout layout;

	if (mship_attendance_put_all(state->body, state->length, b))
		return;
	assert_true(mship_attendance_view(state->body, state->length, &a));
	assert_int_equal(mship_attendance_grow_for(&a, b, next_random(2), &layout, NULL), MSHIP_OK);
	grow_to(state, &layout);
	assert_true(mship_attendance_put_all(state->body, state->length, b));
}

static void
expect_model(const State *state, const Model *model)
{
	MshipAttendance a;
	MshipMarkReader reader;
	MshipMark	mark;
	uint32_t	index;
	int			day = 0;

	assert_true(mship_attendance_view(state->body, state->length, &a));
	reader = mship_marks_from(&a, 0);
	while (mship_marks_next(&reader, &index, &mark))
	{
		int			at = a.first_day + (int32_t) index - MODEL_FIRST;
		MshipMark	direct = mship_attendance_mark(&a, index);

		for (; day < at; day++)
			assert_int_equal(model->mark[day].status, 0);
		assert_int_equal(mship_mark_cmp(mark, model->mark[day]), 0);
		assert_int_equal(mship_mark_cmp(mark, direct), 0);
		day++;
	}
	for (; day < MODEL_DAYS; day++)
		assert_int_equal(model->mark[day].status, 0);
}

/* Text and binary bring the canonical value back, and it equals the state. */
static void
expect_round_trips(const State *state)
{
	MshipAttendance a;
	MshipAttendance canonical;
	MshipAttendance b;
	MshipLayout layout;
	uint8_t    *body;
	uint8_t    *wire;
	size_t		wire_size;
	char	   *text = text_of(state->body, state->length);
	uint8_t    *parsed = record_of(text, &b);

	assert_true(mship_attendance_view(state->body, state->length, &a));
	assert_int_equal(mship_attendance_cmp(&a, &b), 0);
	assert_int_equal(mship_attendance_cmp(&b, &a), 0);
	layout = mship_attendance_layout(&a, MSHIP_DAY_MIN, MSHIP_DAY_MAX);
	assert_int_equal(layout.length, b.length);
	body = malloc(layout.length);
	mship_attendance_lay_out(&a, &layout, body);
	assert_memory_equal(body, parsed, b.length);
	assert_true(mship_attendance_view(body, layout.length, &canonical));
	assert_true(mship_attendance_is_canonical(&canonical));

	wire_size = mship_attendance_wire_size(&canonical);
	wire = malloc(wire_size);
	mship_attendance_write(&canonical, wire);
	assert_int_equal(mship_attendance_wire_check(wire, wire_size, &layout, NULL), MSHIP_OK);
	assert_int_equal(layout.length, canonical.length);
	mship_attendance_read(wire, &layout, body);
	assert_memory_equal(body, parsed, b.length);
	for (size_t k = 0; k < wire_size; k++)
		assert_int_not_equal(mship_attendance_wire_check(wire, k, &layout, NULL), MSHIP_OK);
	free(wire);
	free(body);
	free(parsed);
	free(text);
}

static void
agrees_with_a_plain_array(void **state)
{
	(void) state;
	for (int round = 0; round < 600; round++)
	{
		State		s = {NULL, 0};
		State		half[2] = {{NULL, 0}, {NULL, 0}};
		Model		model;
		MshipAttendance a;
		int			days = 1 + (int) next_random(MODEL_DAYS);
		int			count = 1 + (int) next_random(300);
		int			minutes = (int) (round % 3 == 0 ? 0 : next_random(60));
		int			order = (int) next_random(3);
		int			grown = 0;

		memset(&model, 0, sizeof(model));
		for (int k = 0; k < count; k++)
		{
			int			day = order == 0 ? (int) next_random((uint32_t) days) :
				order == 1 ? k % days : days - 1 - k % days;
			MshipMark	mark = random_mark(minutes);

			grown += add(&s, MODEL_FIRST + day, mark);
			(void) add(&half[next_random(2)], MODEL_FIRST + day, mark);
			if (mship_mark_cmp(mark, model.mark[day]) > 0)
				model.mark[day] = mark;
		}
		expect_model(&s, &model);
		expect_round_trips(&s);
		/* slack is bounded, and growing is rare */
		assert_true(mship_attendance_view(s.body, s.length, &a));
		assert_true(4 + s.length <= 64 ||
					4 + s.length <= 4 * (4 + mship_attendance_layout(&a, MSHIP_DAY_MIN, MSHIP_DAY_MAX).length));
		assert_in_range(grown, 1, 40);
		/* a split merged again is the whole, either way round */
		for (int k = 0; k < 2; k++)
		{
			if (half[k].body == NULL || half[1 - k].body == NULL)
				continue;
			assert_true(mship_attendance_view(half[1 - k].body, half[1 - k].length, &a));
			merge(&half[k], &a);
			expect_model(&half[k], &model);
			merge(&half[k], &a);
			expect_model(&half[k], &model);
		}
		free(half[0].body);
		free(half[1].body);
		free(s.body);
	}
}

static void
clips_lays_over_and_counts(void **state)
{
	(void) state;
	for (int round = 0; round < 400; round++)
	{
		State		s[2] = {{NULL, 0}, {NULL, 0}};
		Model		model[2];
		MshipAttendance a[2];
		MshipLayout layout;
		State		result;
		Model		expected;
		uint32_t	stray = 0;
		int			first = (int) next_random(MODEL_DAYS);
		int			last = first + (int) next_random((uint32_t) (MODEL_DAYS - first));

		memset(model, 0, sizeof(model));
		for (int r = 0; r < 2; r++)
		{
			int			from = (int) next_random(200);
			int			length = 1 + (int) next_random(200);

			for (int k = 0; k < length; k++)
			{
				if (next_random(3) == 0 && k > 0)
					continue;
				model[r].mark[from + k] = random_mark(round % 2 ? 20 : 0);
				(void) add(&s[r], MODEL_FIRST + from + k, model[r].mark[from + k]);
			}
			assert_true(mship_attendance_view(s[r].body, s[r].length, &a[r]));
		}

		memset(&expected, 0, sizeof(expected));
		memcpy(expected.mark + first, model[0].mark + first, sizeof(MshipMark) * (size_t) (last - first + 1));
		layout = mship_attendance_layout(&a[0], MODEL_FIRST + first, MODEL_FIRST + last);
		result.length = layout.length;
		result.body = malloc(layout.length);
		mship_attendance_lay_out(&a[0], &layout, result.body);
		expect_model(&result, &expected);
		expect_round_trips(&result);
		free(result.body);

		for (int k = 0; k < MODEL_DAYS; k++)
		{
			bool		in_session = model[0].mark[k].status != 0;
			bool		marked = model[1].mark[k].status != 0;

			expected.mark[k] = in_session && marked ? model[1].mark[k] : model[0].mark[k];
			stray += marked && !in_session;
		}
		layout = mship_attendance_overlay_layout(&a[0], &a[1]);
		result.body = malloc(layout.length);
		mship_attendance_overlay(&a[0], &a[1], &layout, result.body);
		result.length = mship_attendance_used(result.body);
		assert_true(result.length <= layout.length);
		expect_model(&result, &expected);
		expect_round_trips(&result);
		assert_int_equal(mship_attendance_stray(&a[0], &a[1]), stray);
		free(result.body);
		free(s[0].body);
		free(s[1].body);
	}
}

/* Every mark of a few, merged in every order of three, gives the largest. */
static void
orders_marks(void **state)
{
	static const MshipMark marks[] = {
		{MSHIP_PRESENT, 0, 0}, {MSHIP_PRESENT, 0, 390}, {MSHIP_PRESENT, 1, 390}, {MSHIP_TARDY, 0, 0},
		{MSHIP_HALF_UNEXCUSED, 194, 390}, {MSHIP_HALF_UNEXCUSED, 0, 0}, {MSHIP_HALF_UNEXCUSED, 1, 2},
		{MSHIP_HALF_UNEXCUSED, 195, 390}, {MSHIP_HALF_UNEXCUSED, 196, 390}, {MSHIP_UNEXCUSED, 200, 390},
		{MSHIP_UNEXCUSED, 0, 0}, {MSHIP_UNEXCUSED, 390, 390}, {MSHIP_SUSPENDED, 0, 0}
	};
	int			count = sizeof(marks) / sizeof(marks[0]);
	uint32_t	missed;
	uint32_t	scheduled;

	(void) state;
	for (int i = 0; i < count; i++)
		for (int j = 0; j < count; j++)
			assert_int_equal(mship_mark_cmp(marks[i], marks[j]), (i > j) - (i < j));
	mship_mark_share(marks[4], &missed, &scheduled);
	assert_true(missed == 194 && scheduled == 390);
	mship_mark_share(marks[5], &missed, &scheduled);
	assert_true(missed * 2 == scheduled);
	mship_mark_share(marks[12], &missed, &scheduled);
	assert_true(missed == scheduled);
	mship_mark_share(marks[0], &missed, &scheduled);
	assert_true(missed == 0 && scheduled > 0);
}

static void
grows_within_the_calendar(void **state)
{
	static const int32_t days[] = {MSHIP_DAY_MIN, MSHIP_DAY_MAX};
	MshipMark	present = {MSHIP_PRESENT, 0, 0};
	MshipLayout layout;
	MshipAttendance a;
	MshipFault	fault;

	(void) state;
	for (int k = 0; k < 2; k++)
	{
		State		s = {NULL, 0};

		(void) add(&s, days[k], present);
		assert_true(mship_attendance_view(s.body, s.length, &a));
		(void) add(&s, days[k] + (k == 0 ? 200 : -200), present);
		(void) add(&s, days[k] + (k == 0 ? MSHIP_ATTENDANCE_MAX_DAYS - 1 : 1 - MSHIP_ATTENDANCE_MAX_DAYS), present);
		assert_true(mship_attendance_view(s.body, s.length, &a));
		assert_int_equal(a.day_count, MSHIP_ATTENDANCE_MAX_DAYS);
		assert_false(mship_attendance_put_plain(s.body, days[k] + (k == 0 ? -1 : 1), MSHIP_PRESENT));
		assert_int_equal(mship_attendance_grow(&a, days[k] + (k == 0 ? -1 : 1), days[k] + (k == 0 ? -1 : 1), 0,
											   false, &layout, &fault), MSHIP_ERR_DATE);
		assert_int_equal(mship_attendance_grow(&a, days[1 - k], days[1 - k], 0, false, &layout, &fault), MSHIP_ERR_LIMIT);
		assert_int_equal(fault.reason, MSHIP_REASON_SPAN);
		free(s.body);
	}
	assert_int_equal(mship_attendance_grow(NULL, INT32_MIN, INT32_MIN, 0, true, &layout, &fault), MSHIP_ERR_DATE);
	assert_int_equal(mship_attendance_grow(NULL, INT32_MAX, INT32_MAX, 0, false, &layout, &fault), MSHIP_ERR_DATE);
}

/* What is not a body is told from one, whatever its bytes. */
static void
sees_damage(void **state)
{
	MshipAttendance a;
	uint8_t    *body = record_of("2024-08-26:PPPPu(195/390)", &a);
	uint16_t	too_many = MSHIP_ATTENDANCE_MAX_DAYS + 1;
	int32_t		day = MSHIP_DAY_MIN - 1;
	uint8_t		copy[64];

	(void) state;
	for (size_t k = 0; k < a.length; k++)
		assert_false(mship_attendance_view(body, k, &a) && k < 12);
	memcpy(copy, body, 21);
	copy[8] = 1;
	assert_false(mship_attendance_view(copy, 21, &a));
	memcpy(copy, body, 21);
	memcpy(copy + 4, &too_many, 2);
	assert_false(mship_attendance_view(copy, 21, &a));
	memcpy(copy, body, 21);
	memcpy(copy, &day, 4);
	assert_false(mship_attendance_view(copy, 21, &a));
	free(body);
}

static MshipReason
wire_fault(const uint8_t *wire, size_t length)
{
	MshipLayout layout;
	MshipFault	fault = {MSHIP_OK, MSHIP_REASON_NONE, 0, 0, 0, 0};

	assert_int_equal(mship_attendance_wire_check(wire, length, &layout, &fault), MSHIP_ERR_BINARY);
	assert_true(fault.position <= length);
	return fault.reason;
}

static void
refuses_binary_of_a_hundred_years_and_a_day(void **state)
{
	uint32_t	days = MSHIP_ATTENDANCE_MAX_DAYS + 1;
	size_t		length = MSHIP_ATTENDANCE_WIRE_HEADER + (days + 1) / 2;
	uint8_t    *wire = malloc(length);
	uint8_t		minutes[] = {1, 0, 0, 0x23, 0x2c, 0, 1, 0, 2, 0x30, 0, 0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 2};
	MshipLayout layout;

	(void) state;
	memset(wire, 0x33, length);
	memset(wire, 0, MSHIP_ATTENDANCE_WIRE_HEADER);
	wire[0] = 1;
	wire[5] = (uint8_t) (days >> 8);
	wire[6] = (uint8_t) days;
	assert_int_equal(wire_fault(wire, length), MSHIP_REASON_BINARY_LENGTH);
	wire[6]--;
	wire[length - 1] = 0x30;
	assert_int_equal(mship_attendance_wire_check(wire, length, &layout, NULL), MSHIP_OK);
	/* a day with two entries */
	assert_int_equal(wire_fault(minutes, sizeof(minutes)), MSHIP_REASON_BINARY_LENGTH);
	free(wire);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_text),
		cmocka_unit_test(refuses_text),
		cmocka_unit_test(limits_the_span),
		cmocka_unit_test(agrees_with_a_plain_array),
		cmocka_unit_test(clips_lays_over_and_counts),
		cmocka_unit_test(orders_marks),
		cmocka_unit_test(grows_within_the_calendar),
		cmocka_unit_test(sees_damage),
		cmocka_unit_test(refuses_binary_of_a_hundred_years_and_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
