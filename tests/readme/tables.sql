--
-- The tables that the README's examples speak of, small and made up.
--
CREATE TABLE enrolment AS
SELECT s AS student_id, (s % 3)::bigint AS school_id, date '2024-08-26' AS entry_date,
	NULL::date AS exit_date
FROM generate_series(1, 30) AS s;
CREATE TABLE school_day AS
SELECT s::bigint AS school_id, d::date AS day
FROM generate_series(0, 2) AS s,
	generate_series(date '2024-08-26', date '2024-12-20', interval '1 day') AS d
WHERE extract(isodow FROM d) < 6;
-- the higher the number, the more often absent; the last one is away now
CREATE TABLE daily_attendance AS
SELECT e.student_id, d.day,
	CASE WHEN e.student_id = 30 AND d.day >= '2024-12-16' THEN 'U'
		WHEN (d.day - date '2024-08-26') * 7 % 31 < e.student_id / 5 THEN 'E'
		ELSE 'P' END AS code
FROM enrolment AS e JOIN school_day AS d USING (school_id);
CREATE TABLE absence AS SELECT * FROM daily_attendance WHERE code <> 'P';
CREATE TABLE features AS
SELECT student_id, student_id / 100.0 AS absence_rate, student_id % 2 AS failed_courses
FROM enrolment;

-- how last year ended, and what a card says of those students
CREATE TABLE last_year AS
SELECT k AS student_id, 1 + k % 2 AS school_id, (k * 37 % 100) / 250.0 AS absence_rate, k % 4 AS failed_courses,
	k * 37 % 100 + 10 * (k % 4) + k * 61 % 53 > 90 AS left_school
FROM generate_series(1, 200) AS k;
CREATE TABLE scored AS
SELECT school_id, left_school, least(2 * absence_rate + failed_courses / 20.0, 1) AS score FROM last_year;
