-- what the load left in the tables, in words
\pset footer off
SELECT school_id, name, unmarked_status FROM mentorship.school ORDER BY school_id;
SELECT school_year, first_day, last_day FROM mentorship.school_year;
SELECT day, instructional, event FROM mentorship.calendar_date WHERE school_id = 2 ORDER BY day;
SELECT student_id, display_name, sort_name, home_language FROM mentorship.student ORDER BY student_id;
SELECT student_id, school_id, grade_level, entry_date, exit_date
FROM mentorship.enrolment ORDER BY student_id, entry_date;
SELECT student_id, school_id, day, status, minutes_missed
FROM mentorship.attendance_mark ORDER BY student_id, day;
SELECT student_id, record FROM mentorship.student_record ORDER BY student_id;
SELECT student_id, course_code, term, course_title, subject, ended_on, mark, passed
FROM mentorship.course_result ORDER BY student_id, course_code, ended_on;
SELECT incident_id, student_id, school_id, day, category FROM mentorship.incident ORDER BY incident_id;
SELECT s.staff_id, s.display_name, s.sort_name, s.email, a.school_id, a.role, a.title
FROM mentorship.staff AS s LEFT JOIN mentorship.staff_assignment AS a USING (staff_id)
ORDER BY s.staff_id, a.school_id;
