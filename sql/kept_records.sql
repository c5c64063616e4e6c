-- Attendance values that are kept: whatever is changed, refreshed or not, every
-- answer is what the sources say, on any day.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never

INSERT INTO own_school_year VALUES ('2023-24', '2023-09-01', '2024-06-14'), ('2024-25', '2024-09-02', '2025-06-13');
INSERT INTO own_school VALUES (1, 'North', 'present'), (2, 'South', 'unrecorded'), (3, 'East', 'present');
INSERT INTO own_calendar_date
SELECT s, d::date, extract(isodow FROM d) < 6
FROM generate_series(1, 3) AS s, (SELECT generate_series('2024-05-27'::date, '2024-06-14', interval '1 day')
	UNION ALL SELECT generate_series('2024-09-02'::date, '2024-09-27', interval '1 day')) AS t (d);
INSERT INTO own_student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 12) AS i;
INSERT INTO own_enrolment SELECT i, 1 + i % 3, 6, '2024-05-27' FROM generate_series(1, 12) AS i;
INSERT INTO own_attendance_mark (student_id, school_id, day, status)
SELECT i, 1 + i % 3, d::date, 'U'
FROM generate_series(1, 12) AS i, generate_series('2024-09-02'::date, '2024-09-27', interval '1 day') AS d
WHERE (i * 7 + extract(doy FROM d)::int * 5) % 11 < 3;

-- day by day from the own tables: no calendar value, no overlay, nothing kept
CREATE FUNCTION pg_temp.wrong_records() RETURNS bigint LANGUAGE sql AS $$
	WITH expected AS (
		SELECT e.student_id, e.school_id, e.entry_date, y.school_year,
			coalesce(attendance_agg(c.day, coalesce(m.status, s.unmarked_status), m.minutes_missed, m.minutes_scheduled),
					 'empty') AS record
		FROM mentorship.own_enrolment AS e
		JOIN mentorship.own_school_year AS y ON e.entry_date <= y.last_day
			AND coalesce(e.exit_date >= y.first_day, true) AND y.first_day <= mentorship.as_of()
		JOIN mentorship.own_school AS s USING (school_id)
		LEFT JOIN mentorship.own_calendar_date AS c ON c.school_id = e.school_id AND c.instructional
			AND c.day BETWEEN y.first_day AND y.last_day AND c.day >= e.entry_date
			AND c.day <= least(e.exit_date, mentorship.as_of())
		LEFT JOIN mentorship.own_attendance_mark AS m ON m.student_id = e.student_id
			AND m.school_id = e.school_id AND m.day = c.day
		WHERE e.entry_date <= mentorship.as_of()
			-- a year without a school day has no record
			AND EXISTS (SELECT FROM mentorship.own_calendar_date AS d WHERE d.school_id = e.school_id
						AND d.instructional AND d.day BETWEEN y.first_day AND y.last_day)
		GROUP BY e.student_id, e.school_id, e.entry_date, y.school_year
	), got AS (
		SELECT student_id, school_id, entry_date, school_year, record FROM mentorship.enrolment_record
	)
	SELECT count(*) FROM ((TABLE expected EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE expected)) AS x
$$;
SET mentorship.as_of = '2024-09-20';
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE holds) AS kept;
SELECT refresh();
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE holds) AS kept,
	(SELECT count(*) FROM kept_record) AS records, (SELECT count(*) FROM record_change) AS changes;
SELECT refresh() AS nothing_to_do;

-- a late correction reaches one student, and is a day of one record
UPDATE attendance_mark SET status = 'E' WHERE student_id = 3 AND day = '2024-09-05';
DELETE FROM attendance_mark WHERE student_id = 3 AND day = '2024-09-03';
SELECT school_id, students, marks, removed FROM record_change ORDER BY change;
SELECT student_id FROM enrolment_kept WHERE NOT holds;
SELECT pg_temp.wrong_records() AS wrong;
SELECT refresh() AS adjusted;
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE NOT holds) AS others;
-- the number of an earlier day can be had again
SET mentorship.as_of = '2024-09-09';
SELECT record FROM student_record WHERE student_id = 3 AND school_year = '2024-25';
SELECT pg_temp.wrong_records() AS wrong;
-- of all that is written of a day the last counts, not the most absent
SET mentorship.as_of = '2024-09-20';
UPDATE attendance_mark SET status = 'S' WHERE student_id = 6 AND day = '2024-09-06';
INSERT INTO attendance_mark (student_id, school_id, day, status)
VALUES (6, 1, '2024-09-03', 'U'), (6, 1, '2024-09-10', 'U') ON CONFLICT (student_id, school_id, day) DO UPDATE SET status = excluded.status;
UPDATE attendance_mark SET status = 'T' WHERE student_id = 6 AND day = '2024-09-03';
UPDATE attendance_mark SET status = 'P', minutes_missed = 10, minutes_scheduled = 390 WHERE student_id = 6 AND day = '2024-09-10';
DELETE FROM attendance_mark WHERE student_id = 6 AND day = '2024-09-06';
-- a day that is loaded again, and one that moves
WITH gone AS (DELETE FROM attendance_mark WHERE day = '2024-09-11' RETURNING *) SELECT count(*) > 0 FROM gone;
INSERT INTO attendance_mark (student_id, school_id, day, status) SELECT student_id, school_id, '2024-09-11', 'L'
FROM enrolment WHERE student_id < 9;
UPDATE attendance_mark SET day = '2024-09-09' WHERE student_id = 6 AND day = '2024-09-11';
SELECT refresh() AS adjusted;
SELECT record FROM student_record WHERE student_id = 6 AND school_year = '2024-25';
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE NOT holds) AS others;
-- a day that nobody marks any more is what the school says when it is refreshed
DELETE FROM attendance_mark WHERE student_id = 7 AND day < '2024-09-20';
UPDATE school SET unmarked_status = 'present' WHERE school_id = 2;
SELECT refresh() AS students;
SELECT pg_temp.wrong_records() AS wrong;
UPDATE school SET unmarked_status = 'unrecorded' WHERE school_id = 2;
SELECT refresh() AS students;
SELECT pg_temp.wrong_records() AS wrong;
-- what does not count changes nothing
UPDATE school SET name = name || ' School';
UPDATE enrolment SET grade_level = 7;
UPDATE calendar_date SET event = 'Fair' WHERE day = '2024-09-10';
UPDATE attendance_mark SET status = status WHERE false;
SELECT count(*) FROM record_change;
-- a school's calendar is for all of its students
UPDATE calendar_date SET instructional = false WHERE school_id = 2 AND day = '2024-09-04';
SELECT count(*) FILTER (WHERE holds) AS kept, count(*) FILTER (WHERE NOT holds) AS others,
	count(*) FILTER (WHERE NOT holds AND school_id <> 2) AS elsewhere FROM enrolment_kept;
SELECT pg_temp.wrong_records() AS wrong;
SELECT refresh() AS students;
SELECT pg_temp.wrong_records() AS wrong;

-- random edits, refreshes and days: 400 steps, all compared
CREATE FUNCTION pg_temp.some_day() RETURNS date LANGUAGE sql AS $$
	SELECT CASE WHEN random() < 0.3 THEN date '2024-05-25' + (random() * 22)::int
		ELSE date '2024-09-01' + (random() * 28)::int END $$;
CREATE FUNCTION pg_temp.some(n int) RETURNS int LANGUAGE sql AS $$ SELECT 1 + floor(random() * n)::int $$;
CREATE FUNCTION pg_temp.edit(step int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	s int := pg_temp.some(12); c int := pg_temp.some(3); d date := pg_temp.some_day(); k int := pg_temp.some(100);
BEGIN
	IF k <= 20 THEN
		INSERT INTO mentorship.own_attendance_mark (student_id, school_id, day, status)
		VALUES (s, c, d, ('{P,U,E,T,u,S,X,?}'::text[])[pg_temp.some(8)]::public.attendance_status)
		ON CONFLICT (student_id, school_id, day) DO UPDATE SET status = excluded.status, minutes_missed = NULL, minutes_scheduled = NULL;
		RETURN 'mark';
	ELSIF k <= 30 THEN
		UPDATE mentorship.own_attendance_mark SET minutes_missed = pg_temp.some(300), minutes_scheduled = 390
		WHERE (student_id, school_id, day) IN (SELECT student_id, school_id, day FROM mentorship.own_attendance_mark
			ORDER BY random() LIMIT 3);
		RETURN 'minutes';
	ELSIF k <= 40 THEN
		DELETE FROM mentorship.own_attendance_mark WHERE student_id = s AND (day = d OR random() < 0.2);
		RETURN 'fewer marks';
	ELSIF k <= 45 THEN
		UPDATE mentorship.own_attendance_mark SET day = day + 40 WHERE student_id = s AND school_id = c AND day > '2024-09-15';
		UPDATE mentorship.own_attendance_mark SET day = day - 40 WHERE student_id = s AND school_id = c AND day > '2024-10-15';
		RETURN 'marks that move';
	ELSIF k <= 50 THEN
		INSERT INTO mentorship.own_attendance_mark (student_id, school_id, day, status)
		SELECT s, c, x::date, 'E' FROM generate_series('2024-09-02'::date, '2024-09-27', interval '1 day') AS x
		ON CONFLICT DO NOTHING;
		RETURN 'a month of marks';
	ELSIF k <= 56 THEN
		INSERT INTO mentorship.own_enrolment (student_id, school_id, grade_level, entry_date, exit_date)
		VALUES (s, c, 6, d, CASE WHEN random() < 0.5 THEN d + pg_temp.some(20) END) ON CONFLICT DO NOTHING;
		RETURN 'enrolment';
	ELSIF k <= 61 THEN
		UPDATE mentorship.own_enrolment SET exit_date = CASE WHEN random() < 0.7 THEN entry_date + pg_temp.some(100) END WHERE student_id = s;
		RETURN 'exit';
	ELSIF k <= 64 THEN
		UPDATE mentorship.own_enrolment AS e SET entry_date = d
		WHERE e.student_id = s AND e.exit_date IS NULL AND NOT EXISTS (
			SELECT FROM mentorship.own_enrolment AS o WHERE o.student_id = s AND o.school_id = e.school_id AND o.ctid <> e.ctid);
		RETURN 'entry';
	ELSIF k <= 66 THEN
		DELETE FROM mentorship.own_enrolment WHERE student_id = s AND school_id = c;
		RETURN 'gone';
	ELSIF k <= 71 THEN
		INSERT INTO mentorship.own_calendar_date (school_id, day, instructional) VALUES (c, d, random() < 0.5)
		ON CONFLICT (school_id, day) DO UPDATE SET instructional = NOT own_calendar_date.instructional;
		RETURN 'calendar';
	ELSIF k <= 72 THEN
		DELETE FROM mentorship.own_calendar_date WHERE school_id = c AND day = d;
		RETURN 'no calendar';
	ELSIF k <= 74 THEN
		UPDATE mentorship.own_school SET unmarked_status = CASE WHEN random() < 0.5 THEN 'present'::public.attendance_status
			ELSE 'unrecorded' END WHERE school_id = c;
		RETURN 'unmarked days';
	ELSIF k <= 75 THEN
		UPDATE mentorship.own_school_year SET last_day = date '2024-06-14' - pg_temp.some(10) WHERE school_year = '2023-24';
		RETURN 'year';
	ELSIF k <= 90 THEN
		PERFORM mentorship.refresh();
		RETURN 'refresh';
	ELSIF k <= 91 THEN
		PERFORM mentorship.refresh(true);
		RETURN 'refresh of all';
	ELSIF k <= 92 THEN
		PERFORM mentorship.note_changed(CASE WHEN random() < 0.5 THEN ARRAY[s]::bigint[] END);
		RETURN 'note';
	ELSE
		PERFORM mentorship.forget_records();
		PERFORM mentorship.refresh();
		RETURN 'forgotten and refreshed';
	END IF;
END $$;
CREATE TEMP TABLE tried (step int, what text, kept bigint, others bigint, wrong bigint);
SELECT setseed(0.42);
DO $$
DECLARE
	what text;
BEGIN
	FOR step IN 1 .. 400
	LOOP
		what := pg_temp.edit(step);
		PERFORM set_config('mentorship.as_of', pg_temp.some_day()::text, false);
		INSERT INTO tried
		SELECT step, what, count(*) FILTER (WHERE holds), count(*) FILTER (WHERE NOT holds), pg_temp.wrong_records()
		FROM mentorship.enrolment_kept;
	END LOOP;
END $$;
-- every kind of edit was tried, on kept values and on others, and none was wrong
SELECT what, count(*) > 1 AS tried, sum(wrong) AS wrong FROM tried GROUP BY what ORDER BY what;
SELECT count(*) FILTER (WHERE kept > 0 AND others > 0) > 100 AS mixed, count(*) FILTER (WHERE others = 0 AND kept > 0) > 40 AS all_kept,
	sum(wrong) AS wrong FROM tried;
-- and what is kept is what a refresh of everything finds
SELECT refresh() >= 0;
CREATE TEMP TABLE before AS SELECT * FROM kept_record WHERE (student_id, school_id, entry_date) IN
	(SELECT student_id, school_id, entry_date FROM enrolment);
SELECT refresh(true) > 0;
SELECT count(*) FROM ((TABLE before EXCEPT TABLE kept_record) UNION ALL (TABLE kept_record EXCEPT TABLE before)) AS x;

-- emptied tables
BEGIN;
TRUNCATE own_attendance_mark;
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE holds) AS kept;
SELECT refresh() > 0;
SELECT pg_temp.wrong_records() AS wrong;
ROLLBACK;
-- triggers fire for replicated rows, too
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM own_attendance_mark WHERE day > '2024-09-10';
SET LOCAL session_replication_role = origin;
SELECT pg_temp.wrong_records() AS wrong;
ROLLBACK;

-- a bound source: nothing is kept, unless its changes are noted
SET mentorship.as_of = '2024-09-25';
CREATE SCHEMA regress_house;
CREATE TABLE regress_house.marks AS SELECT * FROM own_attendance_mark;
SELECT bind_source('attendance_mark', 'regress_house.marks');
SELECT keeps FROM record_keeping;
DELETE FROM regress_house.marks WHERE student_id = 4;
SELECT refresh(), (SELECT count(*) FROM kept_student);
SELECT pg_temp.wrong_records() > 0 AS reads_the_other,
	(SELECT max(absent_days) FROM student_attendance WHERE student_id = 4) AS absent;
INSERT INTO program_setting (changes_noted) VALUES (true);
SELECT keeps FROM record_keeping;
SELECT refresh() > 0;
SELECT bool_and(holds) FROM enrolment_kept;
INSERT INTO regress_house.marks SELECT student_id, school_id, day, 'U' FROM enrolment JOIN calendar_date USING (school_id)
WHERE student_id = 4 AND instructional AND day BETWEEN '2024-09-16' AND '2024-09-17' AND day >= entry_date AND coalesce(day <= exit_date, true);
-- nor is the own table of any account
UPDATE own_attendance_mark SET status = 'X';
SELECT refresh() AS adjusted;
SELECT note_changed('{4}');
SELECT student_id, max(record::text) <> '' AS read FROM enrolment_kept JOIN enrolment_record USING (student_id)
WHERE NOT holds GROUP BY 1;
SELECT refresh() AS students;
SELECT unbind_source('attendance_mark');
SELECT count(*) FROM kept_student;
SELECT pg_temp.wrong_records() AS wrong;
SELECT refresh() > 0;
SELECT pg_temp.wrong_records() AS wrong;

-- whose rows a login sees of what is kept: those whose marks it sees
CREATE ROLE regress_north LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_all LOGIN IN ROLE mentorship_analyst;
CREATE ROLE regress_job LOGIN IN ROLE mentorship_job;
INSERT INTO school_access VALUES ('regress_north', 1), ('regress_all', NULL), ('regress_job', 1);
CREATE TEMP TABLE everything AS SELECT student_id, school_id FROM kept_record;
CREATE TEMP TABLE latest AS SELECT DISTINCT ON (student_id) student_id, school_id FROM enrolment
ORDER BY student_id, entry_date DESC, school_id;
GRANT SELECT ON everything, latest TO PUBLIC;
SET SESSION AUTHORIZATION regress_all;
SELECT count(*) = (SELECT count(*) FROM everything) AS all_rows FROM kept_record;
SET SESSION AUTHORIZATION regress_north;
SELECT count(*) = (SELECT count(*) FROM everything WHERE school_id = 1
	OR student_id IN (SELECT student_id FROM latest WHERE school_id = 1)) AS own_rows,
	count(*) < (SELECT count(*) FROM everything) AS fewer, count(*) > 0 AS some FROM kept_record;
SELECT count(*) FROM enrolment_record WHERE school_id <> 1
	AND student_id NOT IN (SELECT student_id FROM latest WHERE school_id = 1);
SELECT count(*) FROM kept_student;
SELECT count(*) FROM record_change;
DELETE FROM kept_record;
SELECT refresh();
-- the job refreshes all schools, whichever it sees, and reads nothing of it
SET SESSION AUTHORIZATION regress_job;
SELECT refresh(true) > 0 AS refreshed;
SELECT count(*) FROM kept_record;
SELECT note_changed();
SELECT forget_records();
RESET SESSION AUTHORIZATION;
SELECT pg_temp.wrong_records() AS wrong, (SELECT count(*) FROM enrolment_kept WHERE NOT holds) AS others;

SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship, regress_house CASCADE;
DROP ROLE regress_north, regress_all, regress_job;
