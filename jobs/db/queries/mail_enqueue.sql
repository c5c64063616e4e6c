-- $1 run, $2 day, $3 kinds, $4 whose reports, $5 SHA-256 of their files, $6 domain
SELECT kind, scope_id, staff_id, outcome, reason
FROM mentorship.enqueue_reports($1::bigint, $2::date, $3::text[], $4::bigint[], $5::text[], $6)
ORDER BY recipient_id
