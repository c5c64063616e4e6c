-- days enrolled and absent by weekday, for the nominated students
SELECT student_id, weekday, enrolled_days, absent_days
FROM mentorship.report_mentee_weekday
ORDER BY student_id, weekday
