--
-- Say what became of every row.
--
\echo 'Ed-Fi files read:'
SELECT file, rows_read AS "read", used, passed_over AS "passed over", rejected
FROM pg_temp.edfi_told
ORDER BY place;

SELECT count(*) > 0 AS edfi_any FROM pg_temp.edfi_reason \gset
\if :edfi_any
\echo 'Rows rejected or passed over (line is the first one, the header being line 1):'
SELECT file, fate, reason, count(*) AS "rows", min(line) AS line
FROM pg_temp.edfi_reason
GROUP BY file, fate, reason
ORDER BY file, fate, reason;
\endif

\echo 'Rows loaded:'
SELECT 'school' AS "table", count(*) AS "rows" FROM mentorship.school
UNION ALL SELECT 'school_year', count(*) FROM mentorship.school_year
UNION ALL SELECT 'calendar_date', count(*) FROM mentorship.calendar_date
UNION ALL SELECT 'student', count(*) FROM mentorship.student
UNION ALL SELECT 'enrolment', count(*) FROM mentorship.enrolment
UNION ALL SELECT 'attendance_mark', count(*) FROM mentorship.attendance_mark
UNION ALL SELECT 'course_result', count(*) FROM mentorship.course_result
UNION ALL SELECT 'incident', count(*) FROM mentorship.incident
UNION ALL SELECT 'staff', count(*) FROM mentorship.staff
UNION ALL SELECT 'staff_assignment', count(*) FROM mentorship.staff_assignment;

\echo 'Of note:'
\pset tuples_only on
\pset format unaligned
SELECT '- ' || note FROM pg_temp.edfi_note ORDER BY place;
\pset format aligned
\pset tuples_only off
