-- $1 day
SELECT kind, scope_id, file_name FROM mentorship.due_reports($1::date)
ORDER BY kind, scope_id
