-- $1 mail
SELECT mentorship.mail_sending($1::bigint) AS refusal
