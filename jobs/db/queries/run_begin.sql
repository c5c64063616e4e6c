-- $1 command, $2 day, $3 version
SELECT mentorship.begin_run($1, $2::date, $3) AS run_id
