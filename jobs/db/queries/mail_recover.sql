-- $1 run
SELECT outbox_id FROM mentorship.recover_mails($1::bigint) ORDER BY outbox_id
