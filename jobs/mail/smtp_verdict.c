/*
 * smtp_verdict.c
 *		What became of a mail, from what is known for sure.
 */
#include "mail/smtp_verdict.h"

/* "Service not available, closing transmission channel" */
#define CODE_CLOSING 421

static bool
wants_login(int code)
{
	return code == 530 || code == 534 || code == 535 || code == 538;
}

/* The server has had all of it: only its answer counts. */
static SmtpVerdict
judge_ended(int code)
{
	switch (code / 100)
	{
		case 2:
			return SMTP_SENT;
		case 4:
			return SMTP_DEFERRED;
		case 5:
			return SMTP_REFUSED;
		default:				/* the 354 from before, or nothing */
			return SMTP_UNCERTAIN;
	}
}

static SmtpVerdict
judge_connect(const SmtpCourse *course)
{
	switch (course->fault)
	{
		case FAULT_TLS:
			/* "TLS not available due to temporary reason" */
			return course->code / 100 == 4 ? SMTP_OUT_OF_REACH : SMTP_INSECURE;
		case FAULT_LOGIN:
			/* "temporary authentication failure" is none of the password's */
			return course->code / 100 == 4 ? SMTP_OUT_OF_REACH : SMTP_NO_LOGIN;
		default:
			return SMTP_OUT_OF_REACH;
	}
}

SmtpVerdict
smtp_judge(const SmtpCourse *course)
{
	if (course->withheld)
		return SMTP_WITHHELD;
	if (course->ended)
		return judge_ended(course->code);
	if (course->stopped)
		return SMTP_STOPPED;
	if (course->code == CODE_CLOSING)
		return SMTP_OUT_OF_REACH;
	if (wants_login(course->code))
		return SMTP_NO_LOGIN;
	if (course->stage == STAGE_CONNECT)
		return judge_connect(course);
	if (course->code / 100 == 5)
		/* a sender that is refused would be refused for every mail */
		return course->stage == STAGE_MAIL ? SMTP_NO_LOGIN : SMTP_REFUSED;
	return SMTP_DEFERRED;		/* put off, or the connection was lost */
}
