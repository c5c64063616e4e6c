/*
 * outbox.h
 *		Mails on their way, as the database knows them.
 */
#ifndef MODEL_OUTBOX_H
#define MODEL_OUTBOX_H

#include <stdint.h>

/* A report that somebody is due to get. */
typedef struct DueReport
{
	const char *kind;			/* mentor, school or mentees */
	int64_t		scope_id;		/* the mentor or the school */
	const char *file_name;		/* below the folder of all reports */
	const char *sha256;			/* of the file, in hexadecimal; NULL if there is none */
} DueReport;

/* What became of a recipient when mails were queued. */
typedef struct QueuedMail
{
	const char *kind;
	int64_t		scope_id;
	int64_t		staff_id;
	const char *outcome;		/* queued, changed or refused */
	const char *reason;			/* why refused, else NULL */
} QueuedMail;

/* A mail that this session has claimed. */
typedef struct ClaimedMail
{
	int64_t		outbox_id;
	const char *kind;
	int64_t		scope_id;
	int64_t		staff_id;
	int64_t		as_of;			/* days since 2000-01-01 */
	const char *address;		/* NULL only with a refusal */
	const char *recipient_name; /* NULL only with a refusal */
	const char *district_name;
	const char *message_id;		/* without its brackets */
	int64_t		sent_at;		/* seconds since 1970, for the Date header */
	const char *file_name;
	const char *file_sha256;
	const char *refusal;		/* why it may not be sent, or NULL */
} ClaimedMail;

#endif							/* MODEL_OUTBOX_H */
