-- days enrolled and absent by weekday; $1 = students
SELECT w.student_id, w.weekday, w.enrolled_days, w.absent_days
FROM unnest($1::bigint[]) AS wanted (student_id)
CROSS JOIN LATERAL (
	SELECT r.*
	FROM mentorship.report_mentee_weekday AS r
	WHERE r.student_id = wanted.student_id
	OFFSET 0) AS w
ORDER BY w.student_id, w.weekday
