--
-- What the demo's district is, in numbers a person can check by eye.
--
\pset footer off
\pset tuples_only on
\pset format unaligned
SELECT format('   %s: %s students enrolled and %s schools; school year %s has %s school days, %s of them by %s',
			  h.district_name,
			  (SELECT count(*) FROM mentorship.enrolment_in_force),
			  (SELECT count(*) FROM mentorship.school),
			  h.school_year,
			  (SELECT max(c.school_days) FROM mentorship.school_calendar AS c
			   WHERE c.school_year = h.school_year),
			  (SELECT count(DISTINCT c.day) FROM mentorship.calendar_date AS c
			   WHERE c.instructional AND c.day BETWEEN h.first_day AND h.as_of),
			  h.as_of)
FROM mentorship.report_heading AS h;
SELECT format('   %s marks of attendance, %s course results, %s mentors, %s students nominated, %s with a mentor already',
			  (SELECT count(*) FROM mentorship.attendance_mark),
			  (SELECT count(*) FROM mentorship.course_result),
			  (SELECT count(*) FROM mentorship.active_mentor),
			  (SELECT count(*) FROM mentorship.report_mentee),
			  (SELECT count(*) FROM mentorship.report_mentee WHERE pairing_id IS NOT NULL));
