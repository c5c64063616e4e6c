-- nominated students without a mentor; $1 = students
SELECT u.school_id, u.student_id, u.display_name, u.grade_level,
	u.nominated_on, u.reason
FROM unnest($1::bigint[]) AS wanted (student_id)
CROSS JOIN LATERAL (
	SELECT r.*
	FROM mentorship.report_unmatched AS r
	WHERE r.student_id = wanted.student_id
	OFFSET 0) AS u
ORDER BY u.school_id, u.nominated_on, u.sort_name COLLATE "C", u.student_id
