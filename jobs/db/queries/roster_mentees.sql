-- which students have a report; $1 = school or NULL
SELECT c.student_id AS report_id, c.student_id
FROM mentorship.report_caseload AS c
WHERE c.school_id = $1 OR $1 IS NULL
ORDER BY c.student_id
