-- meetings of this school year's live pairs; $1 = students
SELECT m.student_id, m.met_on, m.slot, m.minutes, m.activity
FROM unnest($1::bigint[]) AS wanted (student_id)
CROSS JOIN LATERAL (
	SELECT r.*
	FROM mentorship.report_meeting AS r
	WHERE r.student_id = wanted.student_id
	OFFSET 0) AS m
ORDER BY m.student_id, m.met_on, m.slot
