/*
 * outbox.h
 *		The outbox: what the mail job asks of the database.  Each call is a
 *		transaction of its own, unless the caller has begun one.
 */
#ifndef DB_OUTBOX_H
#define DB_OUTBOX_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "db/conn.h"
#include "model/outbox.h"

/* Settings of the session that delivery relies on. */
extern DbStatus db_mail_begin(PGconn *conn);

/* Flag what a dead run left behind; the mails it was about. */
extern DbStatus db_mail_recover(PGconn *conn, int64_t run_id, Arena *arena,
								const int64_t **mails, size_t *count);

/* Queue all uncertain mails again; how many. */
extern DbStatus db_mail_requeue_uncertain(PGconn *conn, int64_t *mails);

/* Mails that wait for a later run, and for an operator. */
extern DbStatus db_mail_backlog(PGconn *conn, int64_t *queued, int64_t *uncertain);

/* Reports that somebody is due to get; "sha256" is not filled. */
extern DbStatus db_mail_due(PGconn *conn, const char *as_of, Arena *arena,
							DueReport **reports, size_t *count);

/*
 * Queue the mails that are due.  Reports without a sha256 have no file, and
 * their recipients are refused.  "domain" is for the Message-IDs.
 */
extern DbStatus db_mail_enqueue(PGconn *conn, int64_t run_id, const char *as_of,
								const DueReport *reports, size_t report_count,
								const char *domain, Arena *arena,
								QueuedMail **mails, size_t *count);

/* The next mail, or NULL when none is due. */
extern DbStatus db_mail_claim(PGconn *conn, Arena *arena, ClaimedMail **mail);

/*
 * All of a claimed mail goes to the server now.  *refusal tells why it may
 * not, in the arena, or is NULL.
 */
extern DbStatus db_mail_sending(PGconn *conn, int64_t outbox_id, Arena *arena,
								const char **refusal);

/* Nothing was done about a claimed mail. */
extern DbStatus db_mail_release(PGconn *conn, int64_t outbox_id);

/*
 * What became of a claimed mail: "sent", "deferred", "failed" or "uncertain".
 * "code" is the server's, or 0.  *state is its new state, in the arena.
 */
extern DbStatus db_mail_settle(PGconn *conn, int64_t run_id, int64_t outbox_id,
							   const char *outcome, int code, const char *text,
							   Arena *arena, const char **state);

#endif							/* DB_OUTBOX_H */
