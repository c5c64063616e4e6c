-- students of each school and grade by absence band; $1 = school or NULL
SELECT school_id, grade_level, band, students
FROM mentorship.report_school_band
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id, grade_level, band COLLATE "C"
