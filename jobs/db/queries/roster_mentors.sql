-- which mentors have a report, and whom each is about; $1 = school or NULL
SELECT m.mentor_id AS report_id, c.student_id
FROM (SELECT DISTINCT r.mentor_id
	  FROM mentorship.report_mentor AS r
	  WHERE r.school_id = $1 OR $1 IS NULL) AS m
LEFT JOIN mentorship.report_caseload AS c ON c.mentor_id = m.mentor_id
ORDER BY m.mentor_id, c.student_id
