-- $1 run, $2 written, $3 failed
SELECT mentorship.note_reports($1::bigint, $2::int, $3::int)
