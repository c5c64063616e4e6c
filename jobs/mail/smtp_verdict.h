/*
 * smtp_verdict.h
 *		What became of a mail, from what is known for sure.  For smtp.c.
 *
 * The library's own result is the same for "not now" and "not ever", and says
 * failure for a mail that the server kept.  So the verdict is made of the
 * server's last response code and of whether the end of the mail had been
 * handed over; the library is asked only why no mail could be begun at all.
 */
#ifndef MAIL_SMTP_VERDICT_H
#define MAIL_SMTP_VERDICT_H

#include <stdbool.h>

#include "mail/smtp.h"

/* How far the conversation got. */
typedef enum SmtpStage
{
	STAGE_CONNECT,				/* up to the log-in */
	STAGE_MAIL,					/* the sender was named */
	STAGE_RCPT,					/* the recipient was named */
	STAGE_DATA					/* the mail was announced */
} SmtpStage;

/* Why the library could not begin. */
typedef enum SmtpFault
{
	FAULT_NONE,
	FAULT_TLS,					/* not offered, or not to be trusted */
	FAULT_LOGIN,
	FAULT_OTHER
} SmtpFault;

typedef struct SmtpCourse
{
	SmtpStage	stage;
	bool		ended;			/* all of the mail was handed over */
	bool		withheld;		/* its end was kept back */
	bool		stopped;		/* the program is to end */
	int			code;			/* the server's last response code, or 0 */
	SmtpFault	fault;
} SmtpCourse;

extern SmtpVerdict smtp_judge(const SmtpCourse *course);

#endif							/* MAIL_SMTP_VERDICT_H */
