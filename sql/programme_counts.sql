-- What a school's report counts: bands closed at the end of a month, months of
-- the promise, each against plain SQL over the tables.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;

INSERT INTO school VALUES (1, 'North'), (2, 'South');
INSERT INTO school_year VALUES ('2024/25', '2024-09-02', '2025-06-13');
INSERT INTO calendar_date (school_id, day, instructional)
SELECT s, d::date, true
FROM generate_series(1, 2) AS s, generate_series('2024-09-02'::date, '2025-06-13', '1 day') AS d
WHERE extract(isodow FROM d) < 6;
INSERT INTO student (student_id, display_name, sort_name)
SELECT n, 'Student ' || n, lpad(n::text, 3, '0') FROM generate_series(1, 60) AS n;
-- the last one moves in November, two come late, one of them too late to judge
INSERT INTO enrolment
SELECT n, 1 + n % 2, 6 + n % 3,
	CASE n WHEN 58 THEN '2024-10-28' WHEN 59 THEN '2024-10-07' ELSE '2024-09-02' END::date,
	CASE n WHEN 60 THEN '2024-11-06'::date END
FROM generate_series(1, 60) AS n;
-- student n misses every (n % 12 + 2)th day, and all of November
INSERT INTO attendance_mark (student_id, school_id, day, status)
SELECT n, 1 + n % 2, d::date, 'U'::attendance_status
FROM generate_series(1, 60) AS n,
	generate_series('2024-09-02'::date, '2024-11-29', '1 day') WITH ORDINALITY AS x (d, i)
WHERE extract(isodow FROM d) < 6 AND (i % (n % 12 + 2) = 0 OR d >= '2024-11-01');

-- the counts are closed with the month
CREATE FUNCTION pg_temp.closed_on(date) RETURNS date LANGUAGE plpgsql AS
$$BEGIN PERFORM set_config('mentorship.as_of', $1::text, false);
RETURN (SELECT closed_on FROM report_heading); END$$;
SELECT day, pg_temp.closed_on(day)
FROM unnest('{2024-08-30,2024-09-02,2024-09-29,2024-09-30,2024-10-30,2024-10-31,2024-11-01,2025-06-30,2025-08-15}'::date[]) AS day;
SET mentorship.as_of = '2024-09-20';
SELECT * FROM report_school_band;

-- and stay the same all month: on both days what they were on October 31
CREATE TEMP TABLE plain AS
WITH counted AS (
	SELECT e.student_id, e.school_id, e.grade_level, count(c.day) AS enrolled,
		count(a.day) AS absent
	FROM enrolment AS e
	JOIN calendar_date AS c ON c.school_id = e.school_id AND c.day BETWEEN e.entry_date AND '2024-10-31'
	LEFT JOIN attendance_mark AS a ON a.student_id = e.student_id AND a.day = c.day
	GROUP BY 1, 2, 3
)
SELECT school_id, grade_level,
	CASE WHEN enrolled < 10 THEN 'not evaluable'
		WHEN 100 * absent < 5 * enrolled THEN 'satisfactory'
		WHEN 100 * absent < 10 * enrolled THEN 'at_risk'
		WHEN 100 * absent < 20 * enrolled THEN 'moderate' ELSE 'severe' END AS band,
	count(*)::int AS students
FROM counted GROUP BY 1, 2, 3;
SET mentorship.as_of = '2024-10-31';
SELECT school_id, band, sum(students) FROM report_school_band GROUP BY 1, 2 ORDER BY 1, 2;
SELECT * FROM plain EXCEPT ALL SELECT school_id, grade_level, band, students FROM report_school_band;
SELECT school_id, grade_level, band, students FROM report_school_band EXCEPT ALL SELECT * FROM plain;
SET mentorship.as_of = '2024-11-28';
SELECT * FROM plain EXCEPT ALL SELECT school_id, grade_level, band, students FROM report_school_band;
SELECT school_id, grade_level, band, students FROM report_school_band EXCEPT ALL SELECT * FROM plain;

INSERT INTO nomination (student_id, school_id, nominated_on, reason)
SELECT n, 1 + n % 2, '2024-09-10', 'Often away' FROM generate_series(1, 9) AS n;

-- how the promise was kept, month by month
INSERT INTO staff (staff_id, display_name, sort_name) VALUES (1, 'Mentor', 'Mentor');
INSERT INTO staff_assignment (staff_id, school_id, role) VALUES (1, 1, 'teacher'), (1, 2, 'teacher');
INSERT INTO mentor (mentor_id, capacity, joined_on) VALUES (1, 9, '2024-09-01');
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
SELECT n, 1, 1 + n % 2, CASE WHEN n = 6 THEN '2024-11-20' ELSE '2024-09-16' END::date
FROM generate_series(1, 6) AS n;
-- student n meets n times in October, once in September
INSERT INTO meeting (pairing_id, met_on, slot)
SELECT p.pairing_id, '2024-10-01'::date + i * 3, 'lunch'
FROM pairing AS p, generate_series(1, 5) AS i WHERE i <= p.student_id AND p.student_id < 6
UNION ALL
SELECT pairing_id, '2024-09-20', 'lunch' FROM pairing WHERE student_id < 6;
SELECT * FROM report_school_month ORDER BY school_id, month;
-- the same from the log alone: October has 2 promised for each of the five
SELECT p.school_id, count(*) AS pairs, sum(least(m.n, 2)) AS kept_meetings,
	count(*) FILTER (WHERE m.n >= 2) AS proficient, count(*) FILTER (WHERE m.n = 1) AS developmental
FROM pairing AS p
CROSS JOIN LATERAL (SELECT count(*) AS n FROM meeting AS m WHERE m.pairing_id = p.pairing_id
	AND m.met_on BETWEEN '2024-10-01' AND '2024-10-31') AS m
WHERE p.student_id < 6 GROUP BY 1 ORDER BY 1;

-- a setting says which counts are too small to print
SELECT smallest_count FROM report_heading;
INSERT INTO program_setting (smallest_count) VALUES (2);
INSERT INTO program_setting (smallest_count) VALUES (6);
SELECT smallest_count FROM report_heading;
DROP FUNCTION pg_temp.closed_on(date);
RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
