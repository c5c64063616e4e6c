-- :students students, 180 school days.  With :positive every day is marked,
-- else absences alone, 7 of 100 days.  A day without a mark is :unmarked.
SET search_path = mentorship, public;
INSERT INTO own_school_year VALUES ('2025-26', '2025-09-01', '2026-06-12');
INSERT INTO own_school SELECT s, 'School ' || s, :'unmarked' FROM generate_series(1, 20) AS s;
INSERT INTO own_calendar_date
SELECT s, d, true
FROM generate_series(1, 20) AS s,
	(SELECT d::date FROM generate_series('2025-09-01'::date, '2026-06-12', interval '1 day') AS d
	 WHERE extract(isodow FROM d) < 6 ORDER BY d LIMIT 180) AS c (d);
INSERT INTO own_student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, :students) AS i;
INSERT INTO own_enrolment SELECT i, 1 + i % 20, 6, '2025-09-01' FROM generate_series(1, :students) AS i;
SELECT setseed(0.5);
INSERT INTO own_attendance_mark (student_id, school_id, day, status)
SELECT i, 1 + i % 20, c.day,
	(CASE WHEN r.absent THEN 'U' ELSE 'P' END)::attendance_status
FROM generate_series(1, :students) AS i
JOIN own_calendar_date AS c ON c.school_id = 1 + i % 20
CROSS JOIN LATERAL (SELECT random() < 0.07 AND c.day IS NOT NULL AND i IS NOT NULL AS absent) AS r
WHERE :positive OR r.absent
ORDER BY c.day, i;
VACUUM ANALYZE own_attendance_mark;
ANALYZE own_enrolment;
ANALYZE own_calendar_date;
