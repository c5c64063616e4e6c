/*
 * mail_smtp_test.c
 *		Verdicts, of jobs/mail/smtp_verdict.c: each row is a conversation, and
 *		what the outbox must be told about it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "mail/digest.h"
#include "mail/smtp_verdict.h"

typedef struct Row
{
	const char *story;
	SmtpCourse	course;
	SmtpVerdict verdict;
} Row;

static const Row rows[] = {
	{"taken", {STAGE_DATA, true, false, false, 250, FAULT_NONE}, SMTP_SENT},
	{"taken, then the line went dead", {STAGE_DATA, true, false, false, 250, FAULT_OTHER}, SMTP_SENT},
	{"no answer at the end", {STAGE_DATA, true, false, false, 354, FAULT_OTHER}, SMTP_UNCERTAIN},
	{"no answer at all", {STAGE_DATA, true, false, false, 0, FAULT_OTHER}, SMTP_UNCERTAIN},
	{"stopped while it had it", {STAGE_DATA, true, false, true, 354, FAULT_OTHER}, SMTP_UNCERTAIN},
	{"stopped as the answer came", {STAGE_DATA, true, false, true, 250, FAULT_OTHER}, SMTP_SENT},
	{"put off at the end", {STAGE_DATA, true, false, false, 451, FAULT_OTHER}, SMTP_DEFERRED},
	{"closing at the end", {STAGE_DATA, true, false, false, 421, FAULT_OTHER}, SMTP_DEFERRED},
	{"refused at the end", {STAGE_DATA, true, false, false, 554, FAULT_OTHER}, SMTP_REFUSED},
	{"too big, and said so at the end", {STAGE_DATA, true, false, false, 552, FAULT_OTHER}, SMTP_REFUSED},
	{"kept back", {STAGE_DATA, false, true, false, 354, FAULT_OTHER}, SMTP_WITHHELD},
	{"cut within the body", {STAGE_DATA, false, false, false, 354, FAULT_OTHER}, SMTP_DEFERRED},
	{"greylisted", {STAGE_RCPT, false, false, false, 450, FAULT_OTHER}, SMTP_DEFERRED},
	{"no such user", {STAGE_RCPT, false, false, false, 550, FAULT_OTHER}, SMTP_REFUSED},
	{"closing at RCPT", {STAGE_RCPT, false, false, false, 421, FAULT_OTHER}, SMTP_OUT_OF_REACH},
	{"cut at RCPT", {STAGE_RCPT, false, false, false, 250, FAULT_OTHER}, SMTP_DEFERRED},
	{"DATA put off", {STAGE_DATA, false, false, false, 451, FAULT_OTHER}, SMTP_DEFERRED},
	{"DATA refused", {STAGE_DATA, false, false, false, 554, FAULT_OTHER}, SMTP_REFUSED},
	{"this sender never", {STAGE_MAIL, false, false, false, 553, FAULT_OTHER}, SMTP_NO_LOGIN},
	{"this sender later", {STAGE_MAIL, false, false, false, 451, FAULT_OTHER}, SMTP_DEFERRED},
	{"log in first", {STAGE_MAIL, false, false, false, 530, FAULT_OTHER}, SMTP_NO_LOGIN},
	{"wrong password", {STAGE_CONNECT, false, false, false, 535, FAULT_LOGIN}, SMTP_NO_LOGIN},
	{"no way to log in", {STAGE_CONNECT, false, false, false, 250, FAULT_LOGIN}, SMTP_NO_LOGIN},
	{"log-in out of order", {STAGE_CONNECT, false, false, false, 454, FAULT_LOGIN}, SMTP_OUT_OF_REACH},
	{"nobody listens", {STAGE_CONNECT, false, false, false, 0, FAULT_OTHER}, SMTP_OUT_OF_REACH},
	{"busy", {STAGE_CONNECT, false, false, false, 421, FAULT_OTHER}, SMTP_OUT_OF_REACH},
	{"turned away", {STAGE_CONNECT, false, false, false, 554, FAULT_OTHER}, SMTP_OUT_OF_REACH},
	{"no STARTTLS", {STAGE_CONNECT, false, false, false, 250, FAULT_TLS}, SMTP_INSECURE},
	{"TLS not now", {STAGE_CONNECT, false, false, false, 454, FAULT_TLS}, SMTP_OUT_OF_REACH},
	{"another's certificate", {STAGE_CONNECT, false, false, false, 220, FAULT_TLS}, SMTP_INSECURE},
	{"stopped before", {STAGE_RCPT, false, false, true, 250, FAULT_OTHER}, SMTP_STOPPED},
};

static void
verdicts(void **state)
{
	size_t		i;

	(void) state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (smtp_judge(&rows[i].course) != rows[i].verdict)
			fail_msg("%s: verdict %d instead of %d", rows[i].story,
					 (int) smtp_judge(&rows[i].course), (int) rows[i].verdict);
}

/* Whatever the code and the library say: nothing that was not handed over
 * counts as sent or uncertain, and what was is never "not begun". */
static void
only_the_end_of_the_mail_counts(void **state)
{
	int			code;
	int			stage;
	int			fault;

	(void) state;
	for (code = 0; code < 600; code++)
		for (stage = STAGE_CONNECT; stage <= STAGE_DATA; stage++)
			for (fault = FAULT_NONE; fault <= FAULT_OTHER; fault++)
			{
				SmtpCourse	course = {
					.stage = (SmtpStage) stage, .code = code, .fault = (SmtpFault) fault
				};
				SmtpVerdict verdict = smtp_judge(&course);

				assert_true(verdict != SMTP_SENT && verdict != SMTP_UNCERTAIN);
				course.ended = true;
				verdict = smtp_judge(&course);
				assert_int_equal(verdict == SMTP_SENT, code / 100 == 2);
				assert_int_equal(verdict == SMTP_DEFERRED, code / 100 == 4);
				assert_int_equal(verdict == SMTP_REFUSED, code / 100 == 5);
				assert_int_equal(verdict == SMTP_UNCERTAIN,
								 code / 100 != 2 && code / 100 != 4 && code / 100 != 5);
			}
}

/* The examples of FIPS 180-2. */
static void
digests(void **state)
{
	char		text[DIGEST_TEXT_SIZE];

	(void) state;
	assert_true(digest_sha256("abc", 3, text));
	assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(digest_sha256("", 0, text));
	assert_string_equal(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_true(digest_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, text));
	assert_string_equal(text, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts),
		cmocka_unit_test(only_the_end_of_the_mail_counts),
		cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests_name("mail_smtp", tests, NULL, NULL);
}
