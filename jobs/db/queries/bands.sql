-- students of each school and grade by absence band, of all schools
SELECT school_id, grade_level, band, students
FROM mentorship.report_school_band
ORDER BY school_id, grade_level, band COLLATE "C"
