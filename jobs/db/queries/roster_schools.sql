-- which schools have a report, and whom each is about; $1 = school or NULL
SELECT s.school_id AS report_id, c.student_id
FROM mentorship.report_school_list AS s
LEFT JOIN mentorship.report_caseload AS c ON c.school_id = s.school_id
WHERE s.school_id = $1 OR $1 IS NULL
ORDER BY s.school_id, c.student_id
