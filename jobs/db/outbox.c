/*
 * outbox.c
 *		The outbox: what the mail job asks of the database.
 */
#include "db/outbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/str.h"
#include "db/bind.h"

#define MEMBER(type, name, kind, nullable) \
	{#name, kind, offsetof(type, name), nullable}
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Enough for any integer. */
#define NUMBER_TEXT_MAX 24

static const char mail_begin_sql[] =
#include "queries/mail_begin.inc"
;
static const char mail_recover_sql[] =
#include "queries/mail_recover.inc"
;
static const char mail_requeue_sql[] =
#include "queries/mail_requeue.inc"
;
static const char mail_backlog_sql[] =
#include "queries/mail_backlog.inc"
;
static const char mail_due_sql[] =
#include "queries/mail_due.inc"
;
static const char mail_enqueue_sql[] =
#include "queries/mail_enqueue.inc"
;
static const char mail_claim_sql[] =
#include "queries/mail_claim.inc"
;
static const char mail_sending_sql[] =
#include "queries/mail_sending.inc"
;
static const char mail_release_sql[] =
#include "queries/mail_release.inc"
;
static const char mail_settle_sql[] =
#include "queries/mail_settle.inc"
;

typedef struct Number
{
	int64_t		value;
} Number;

typedef struct Backlog
{
	int64_t		queued;
	int64_t		uncertain;
} Backlog;

typedef struct Word
{
	const char *text;
} Word;

static const Column recover_columns[] = {
	{"outbox_id", COLUMN_INTEGER, offsetof(Number, value), false},
};

static const Column requeue_columns[] = {
	{"mails", COLUMN_INTEGER, offsetof(Number, value), false},
};

static const Column backlog_columns[] = {
	MEMBER(Backlog, queued, COLUMN_INTEGER, false),
	MEMBER(Backlog, uncertain, COLUMN_INTEGER, false),
};

static const Column due_columns[] = {
	MEMBER(DueReport, kind, COLUMN_TEXT, false),
	MEMBER(DueReport, scope_id, COLUMN_INTEGER, false),
	MEMBER(DueReport, file_name, COLUMN_TEXT, false),
};

static const Column enqueue_columns[] = {
	MEMBER(QueuedMail, kind, COLUMN_TEXT, false),
	MEMBER(QueuedMail, scope_id, COLUMN_INTEGER, false),
	MEMBER(QueuedMail, staff_id, COLUMN_INTEGER, false),
	MEMBER(QueuedMail, outcome, COLUMN_TEXT, false),
	MEMBER(QueuedMail, reason, COLUMN_TEXT, true),
};

static const Column claim_columns[] = {
	MEMBER(ClaimedMail, outbox_id, COLUMN_INTEGER, false),
	MEMBER(ClaimedMail, kind, COLUMN_TEXT, false),
	MEMBER(ClaimedMail, scope_id, COLUMN_INTEGER, false),
	MEMBER(ClaimedMail, staff_id, COLUMN_INTEGER, false),
	MEMBER(ClaimedMail, as_of, COLUMN_DATE, false),
	MEMBER(ClaimedMail, address, COLUMN_TEXT, true),
	MEMBER(ClaimedMail, recipient_name, COLUMN_TEXT, true),
	MEMBER(ClaimedMail, district_name, COLUMN_TEXT, false),
	MEMBER(ClaimedMail, message_id, COLUMN_TEXT, false),
	MEMBER(ClaimedMail, sent_at, COLUMN_INTEGER, false),
	MEMBER(ClaimedMail, file_name, COLUMN_TEXT, false),
	MEMBER(ClaimedMail, file_sha256, COLUMN_TEXT, false),
	MEMBER(ClaimedMail, refusal, COLUMN_TEXT, true),
};

static const Column sending_columns[] = {
	{"refusal", COLUMN_TEXT, offsetof(Word, text), true},
};

static const Column settle_columns[] = {
	{"state", COLUMN_TEXT, offsetof(Word, text), false},
};

/* A statement and its parameters. */
typedef struct Call
{
	const char *operation;
	const char *sql;
	int			param_count;
	const char *const *params;
} Call;

static DbStatus
call_rows(PGconn *conn, const Call *call, const Column *columns, size_t column_count,
		  size_t size, Arena *arena, void **rows, size_t *count)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, call->operation, call->sql, call->param_count,
								call->params, &result);

	if (status != DB_OK)
		return status;
	status = db_bind(result, call->operation, columns, column_count, size, arena,
					 rows, count);
	PQclear(result);
	return status;
}

#define CALL_ROWS(conn, call, name, type, arena, rows, count) \
	call_rows(conn, call, name##_columns, COUNT_OF(name##_columns), sizeof(type), \
			  arena, (void **) (rows), count)

/* For an answer of one row. */
static DbStatus
call_row(PGconn *conn, const Call *call, const Column *columns, size_t column_count,
		 size_t size, Arena *arena, void *row)
{
	void	   *rows;
	size_t		count;
	DbStatus	status = call_rows(conn, call, columns, column_count, size, arena,
								   &rows, &count);

	if (status != DB_OK)
		return status;
	if (count != 1)
	{
		log_error("query \"%s\" gave %zu rows instead of one", call->operation, count);
		return DB_INTERNAL;
	}
	memcpy(row, rows, size);
	return DB_OK;
}

#define CALL_ROW(conn, call, name, type, arena, row) \
	call_row(conn, call, name##_columns, COUNT_OF(name##_columns), sizeof(type), \
			 arena, row)

static const char *
number_text(int64_t number, char text[NUMBER_TEXT_MAX])
{
	snprintf(text, NUMBER_TEXT_MAX, "%" PRId64, number);
	return text;
}

DbStatus
db_mail_begin(PGconn *conn)
{
	PGresult   *result;
	DbStatus	status = db_run(conn, "mail settings", mail_begin_sql, 0, NULL, &result);

	if (status == DB_OK)
		PQclear(result);
	return status;
}

DbStatus
db_mail_recover(PGconn *conn, int64_t run_id, Arena *arena, const int64_t **mails,
				size_t *count)
{
	char		run[NUMBER_TEXT_MAX];
	const char *params[] = {number_text(run_id, run)};
	Call		call = {"recover mails", mail_recover_sql, 1, params};

	/* a Number is nothing but its value */
	return CALL_ROWS(conn, &call, recover, Number, arena, mails, count);
}

DbStatus
db_mail_requeue_uncertain(PGconn *conn, int64_t *mails)
{
	Call		call = {"requeue uncertain mails", mail_requeue_sql, 0, NULL};
	Arena	   *arena = arena_create(0);
	Number		number = {0};
	DbStatus	status = arena == NULL ? DB_MEMORY :
		CALL_ROW(conn, &call, requeue, Number, arena, &number);

	arena_free(arena);
	*mails = number.value;
	return status;
}

DbStatus
db_mail_backlog(PGconn *conn, int64_t *queued, int64_t *uncertain)
{
	Call		call = {"mail backlog", mail_backlog_sql, 0, NULL};
	Arena	   *arena = arena_create(0);
	Backlog		backlog = {0};
	DbStatus	status = arena == NULL ? DB_MEMORY :
		CALL_ROW(conn, &call, backlog, Backlog, arena, &backlog);

	arena_free(arena);
	*queued = backlog.queued;
	*uncertain = backlog.uncertain;
	return status;
}

DbStatus
db_mail_due(PGconn *conn, const char *as_of, Arena *arena, DueReport **reports,
			size_t *count)
{
	const char *params[] = {as_of};
	Call		call = {"due reports", mail_due_sql, 1, params};

	return CALL_ROWS(conn, &call, due, DueReport, arena, reports, count);
}

/* Array literals of those reports that have a file. */
typedef struct ReportArrays
{
	Str			kinds;
	Str			scopes;
	Str			digests;
} ReportArrays;

/* The longest element of each, with its comma. */
#define KIND_MAX 16
#define DIGEST_MAX 72

static bool
init_array(Str *array, Arena *arena, size_t count, size_t element)
{
	size_t		size = count * element + 3;
	char	   *buffer = arena_alloc(arena, size);

	if (buffer == NULL)
		return false;
	str_init(array, buffer, size);
	str_add_char(array, '{');
	return true;
}

static bool
fill_arrays(ReportArrays *arrays, Arena *arena, const DueReport *reports, size_t count)
{
	const char *separator = "";
	size_t		i;

	if (!init_array(&arrays->kinds, arena, count, KIND_MAX) ||
		!init_array(&arrays->scopes, arena, count, NUMBER_TEXT_MAX) ||
		!init_array(&arrays->digests, arena, count, DIGEST_MAX))
		return false;
	for (i = 0; i < count; i++)
	{
		if (reports[i].sha256 == NULL)
			continue;
		str_addf(&arrays->kinds, "%s%s", separator, reports[i].kind);
		str_addf(&arrays->scopes, "%s%" PRId64, separator, reports[i].scope_id);
		str_addf(&arrays->digests, "%s%s", separator, reports[i].sha256);
		separator = ",";
	}
	str_add_char(&arrays->kinds, '}');
	str_add_char(&arrays->scopes, '}');
	str_add_char(&arrays->digests, '}');
	return !arrays->kinds.truncated && !arrays->scopes.truncated &&
		!arrays->digests.truncated;
}

DbStatus
db_mail_enqueue(PGconn *conn, int64_t run_id, const char *as_of,
				const DueReport *reports, size_t report_count, const char *domain,
				Arena *arena, QueuedMail **mails, size_t *count)
{
	char		run[NUMBER_TEXT_MAX];
	ReportArrays arrays;
	const char *params[6];
	Call		call = {"enqueue reports", mail_enqueue_sql, 6, params};

	if (!fill_arrays(&arrays, arena, reports, report_count))
		return DB_MEMORY;
	params[0] = number_text(run_id, run);
	params[1] = as_of;
	params[2] = arrays.kinds.data;
	params[3] = arrays.scopes.data;
	params[4] = arrays.digests.data;
	params[5] = domain;
	return CALL_ROWS(conn, &call, enqueue, QueuedMail, arena, mails, count);
}

DbStatus
db_mail_claim(PGconn *conn, Arena *arena, ClaimedMail **mail)
{
	Call		call = {"claim mail", mail_claim_sql, 0, NULL};
	ClaimedMail *rows;
	size_t		count;
	DbStatus	status = CALL_ROWS(conn, &call, claim, ClaimedMail, arena, &rows, &count);

	if (status == DB_OK)
		*mail = count > 0 ? rows : NULL;
	return status;
}

DbStatus
db_mail_sending(PGconn *conn, int64_t outbox_id, Arena *arena, const char **refusal)
{
	char		id[NUMBER_TEXT_MAX];
	const char *params[] = {number_text(outbox_id, id)};
	Call		call = {"mail sending", mail_sending_sql, 1, params};
	Word		word;
	DbStatus	status = CALL_ROW(conn, &call, sending, Word, arena, &word);

	if (status == DB_OK)
		*refusal = word.text;
	return status;
}

DbStatus
db_mail_release(PGconn *conn, int64_t outbox_id)
{
	char		id[NUMBER_TEXT_MAX];
	const char *params[] = {number_text(outbox_id, id)};
	PGresult   *result;
	DbStatus	status = db_run(conn, "release mail", mail_release_sql, 1, params, &result);

	if (status == DB_OK)
		PQclear(result);
	return status;
}

DbStatus
db_mail_settle(PGconn *conn, int64_t run_id, int64_t outbox_id, const char *outcome,
			   int code, const char *text, Arena *arena, const char **state)
{
	char		run[NUMBER_TEXT_MAX];
	char		id[NUMBER_TEXT_MAX];
	char		code_text[NUMBER_TEXT_MAX];
	const char *params[] = {
		number_text(run_id, run), number_text(outbox_id, id), outcome,
		code != 0 ? number_text(code, code_text) : NULL, text
	};
	Call		call = {"settle mail", mail_settle_sql, 5, params};
	Word		word;
	DbStatus	status = CALL_ROW(conn, &call, settle, Word, arena, &word);

	if (status == DB_OK)
		*state = word.text;
	return status;
}
