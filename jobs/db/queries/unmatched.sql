-- nominated students without a mentor; $1 = school or NULL
SELECT school_id, student_id, display_name, grade_level, nominated_on, reason
FROM mentorship.report_unmatched
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id, nominated_on, sort_name COLLATE "C", student_id
