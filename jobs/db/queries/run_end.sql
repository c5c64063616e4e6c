-- $1 run, $2 exit status
SELECT mentorship.end_run($1::bigint, $2::int)
