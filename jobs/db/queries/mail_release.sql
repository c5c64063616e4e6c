-- $1 mail
SELECT mentorship.release_mail($1::bigint)
