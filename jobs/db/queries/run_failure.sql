-- $1 run, $2 stage, $3 kind or NULL, $4 whose report or NULL, $5 SQLSTATE or NULL, $6 reason
SELECT mentorship.note_failure($1::bigint, $2, $3, $4::bigint, $5, $6)
