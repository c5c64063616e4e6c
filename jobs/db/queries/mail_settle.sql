-- $1 run, $2 mail, $3 outcome, $4 response code or NULL, $5 response
SELECT mentorship.settle_mail($1::bigint, $2::bigint, $3, $4::int, $5) AS state
