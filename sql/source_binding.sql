-- Sources: their own tables, what keeps rows of the programme pointing at
-- them, and binding them to relations of a warehouse.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never

-- a source that is not bound is written to under its own name
INSERT INTO school (school_id, name) VALUES (1, 'North'), (2, 'South') RETURNING *;
INSERT INTO student VALUES (1, 'A', 'A', NULL), (2, 'B', 'B', 'vi');
INSERT INTO student VALUES (2, 'Bo', 'Bo'), (3, 'C', 'C')
ON CONFLICT (student_id) DO UPDATE SET display_name = excluded.display_name;
INSERT INTO enrolment VALUES (1, 1, 6, '2024-09-02'), (2, 2, 6, '2024-09-02'), (3, 1, 7, '2024-09-02');
UPDATE student SET sort_name = 'Bo' WHERE student_id = 2;
INSERT INTO student VALUES (4, 'D', 'D');
INSERT INTO enrolment VALUES (4, 1, 6, '2024-09-02');
DELETE FROM student WHERE student_id = 4;
DELETE FROM enrolment WHERE student_id = 4;
SELECT * FROM student ORDER BY 1;
INSERT INTO student VALUES (5, '', 'x');
COPY own_student FROM stdin;
6	F	F	\N
\.
COPY student FROM '/dev/null';
SELECT count(*) FROM own_student;

-- whom a row names has to be in the source
INSERT INTO enrolment VALUES (1, 1, 6, '2023-09-02'), (8, 1, 6, '2024-09-02'), (7, 1, 6, '2024-09-02');
INSERT INTO own_attendance_mark VALUES (1, 9, '2024-09-03', 'U');
INSERT INTO calendar_date VALUES (3, '2024-09-03', true);
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (7, 1, '2024-09-03', 'x');
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (1, 7, '2024-09-03', 'x');
INSERT INTO nomination (student_id, school_id, nominated_by, nominated_on, reason) VALUES (1, 1, 10, '2024-09-03', 'x');
INSERT INTO nomination (student_id, school_id, nominated_on, reason)
VALUES (1, 1, '2024-09-03', 'x'), (2, 2, '2024-09-03', 'x');
UPDATE nomination SET student_id = 7 WHERE student_id = 1;
\echo :LAST_ERROR_SQLSTATE
INSERT INTO mentee_profile VALUES (7);
INSERT INTO mentor (mentor_id, capacity, joined_on) VALUES (7, 1, '2024-09-03');
INSERT INTO match_proposal (proposed_on, student_id, kept, reason) VALUES ('2024-09-03', 7, false, 'x');
INSERT INTO referral (student_id, school_id, referred_by, referred_to, referred_on, need)
VALUES (1, 1, 7, 'counsellor', '2024-09-03', 'x');
INSERT INTO school_access VALUES ('nobody', 7);
INSERT INTO school_access VALUES ('nobody', NULL);
-- every column that names a student, a school or an employee is asked about;
-- what is kept of mails keeps its numbers as they were
SELECT c.relname, a.attname
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
CROSS JOIN LATERAL (VALUES ('source_insert'), ('source_update')) AS g (name)
LEFT JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = g.name
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'r'
	AND c.relname NOT LIKE 'report\_%'
	-- written by what reads the sources themselves
	AND c.relname NOT IN ('kept_record', 'kept_student', 'record_change')
	AND (a.attname IN ('student_id', 'school_id', 'staff_id', 'nominated_by', 'referred_by')
		 OR a.attname = 'mentor_id' AND c.relname = 'mentor')
	AND coalesce(encode(t.tgargs, 'escape') !~ ('(^|000)' || a.attname || '\\000'), true)
	AND (c.relname, a.attname) NOT IN (('own_student', 'student_id'), ('own_school', 'school_id'),
		('own_staff', 'staff_id'));
-- what the district drops stays in the programme, can be worked with, and is told
DELETE FROM student WHERE student_id = 2;
SELECT * FROM vanished_source ORDER BY 1, 2;
UPDATE nomination SET withdrawn_on = '2024-09-10' WHERE student_id = 2;
UPDATE nomination SET student_id = 2 WHERE student_id = 1;
-- a restore fills tables in any order, with the setting that pg_dump writes
SET check_function_bodies = off;
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (7, 1, '2024-09-03', 'x');
RESET check_function_bodies;
SELECT * FROM vanished_source ORDER BY 1, 2;

-- what cannot be bound
CREATE SCHEMA regress_wh;
CREATE TABLE regress_wh.pupil (id int PRIMARY KEY, full_name varchar(40), lang char(5));
INSERT INTO regress_wh.pupil VALUES (1, 'Ana', 'en'), (11, 'Kim', NULL);
SELECT bind_source('pupil', 'regress_wh.pupil');
SELECT bind_source(NULL, 'regress_wh.pupil');
SELECT bind_source('student', NULL);
SELECT bind_source('student', 'regress_wh.nothing');
SELECT bind_source('student', 'regress_wh.pupil_pkey');
CREATE TEMP TABLE pupil (LIKE own_student);
SELECT bind_source('student', 'pg_temp.pupil');
SELECT bind_source('student', 'own_student');
SELECT bind_source('student', 'regress_wh.pupil');
\echo :LAST_ERROR_SQLSTATE
CREATE VIEW regress_wh.text_id AS
SELECT id::text AS student_id, full_name AS display_name, ARRAY[full_name] AS sort_name, lang AS home_language
FROM regress_wh.pupil;
SELECT bind_source('student', 'regress_wh.text_id');
\echo :LAST_ERROR_SQLSTATE
CREATE VIEW regress_wh.both AS
SELECT id::numeric AS student_id, full_name AS display_name, lang AS home_language FROM regress_wh.pupil;
SELECT bind_source('student', 'regress_wh.both');
-- a day is no timestamp: which day it is depends on the time zone
CREATE VIEW regress_wh.moment AS
SELECT 1::bigint AS student_id, 1::bigint AS school_id, now() AS day, 'U'::text AS status, NULL::int AS minutes_missed, NULL::int AS minutes_scheduled;
SELECT bind_source('attendance_mark', 'regress_wh.moment');
-- nor one that reads the program's views, at first or second hand
CREATE VIEW regress_wh.circle AS SELECT * FROM student;
CREATE MATERIALIZED VIEW regress_wh.wide_circle AS SELECT * FROM regress_wh.circle WITH NO DATA;
SELECT bind_source('student', 'regress_wh.wide_circle');
DROP MATERIALIZED VIEW regress_wh.wide_circle;
DROP VIEW regress_wh.circle;
-- nothing of it is left behind
SELECT * FROM source_binding;
SELECT count(*) FROM binding_state WHERE NOT in_force;
SELECT unbind_source('student');
SELECT unbind_source('pupil');

-- what can: other integers and strings, domains of them, a status by its name
CREATE DOMAIN regress_wh.name AS varchar(40);
CREATE DOMAIN regress_wh.given_name AS regress_wh.name;
CREATE VIEW regress_wh.student AS
SELECT id AS student_id, full_name::regress_wh.given_name AS display_name,
	full_name COLLATE "C" AS sort_name, lang AS home_language, 'more' AS more
FROM regress_wh.pupil;
SELECT bind_source('student', 'regress_wh.student');
SELECT * FROM student ORDER BY 1;
CREATE TABLE regress_wh."Day's mark" (student_id smallint, school_id int, day date,
	status varchar(80), minutes_missed bigint, minutes_scheduled smallint);
INSERT INTO regress_wh."Day's mark" VALUES (1, 1, '2024-09-03', 'uri://ed-fi.org/AttendanceEventCategoryDescriptor#Unexcused Absence', 5, 390);
SELECT bind_source('attendance_mark', 'regress_wh."Day''s mark"');
SELECT * FROM attendance_mark;
SELECT * FROM source_binding ORDER BY 1;
SELECT * FROM binding_state WHERE bound_to IS NOT NULL ORDER BY 1;
-- the types and comments of the source stay
SELECT a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
FROM pg_attribute AS a WHERE a.attrelid = 'source_student'::regclass AND a.attnum > 0 ORDER BY a.attnum;
-- it is live: what the warehouse says now
UPDATE regress_wh.pupil SET full_name = 'Ana Ruiz' WHERE id = 1;
SELECT display_name FROM student WHERE student_id = 1;
-- whom a row names has to be there, not in the own table
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (11, 1, '2024-09-03', 'x');
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (3, 1, '2024-09-03', 'x');
INSERT INTO enrolment VALUES (11, 1, 6, '2024-09-02');
SELECT kept_in, source, source_id FROM vanished_source ORDER BY 1, 2, 3;
-- a bound source is not written to; nor is the own table lost
INSERT INTO attendance_mark VALUES (1, 1, '2024-09-04', 'U');
DELETE FROM attendance_mark;
SELECT student_id FROM own_student ORDER BY 1;
-- a status that does not exist is found when it is read
INSERT INTO regress_wh."Day's mark" VALUES (1, 1, '2024-09-04', 'Gone fishing');
SELECT status FROM attendance_mark;
DELETE FROM regress_wh."Day's mark" WHERE status = 'Gone fishing';

-- a large table in which a report would look for long
CREATE TABLE regress_wh.large AS
SELECT s::bigint AS student_id, 1::bigint AS school_id, date '2024-09-03' AS day, 'U' AS status,
	NULL::int AS minutes_missed, NULL::int AS minutes_scheduled
FROM generate_series(1, 10000) AS s;
CREATE INDEX ON regress_wh.large (school_id, student_id);
CREATE INDEX ON regress_wh.large (student_id) WHERE student_id < 10;
ANALYZE regress_wh.large;
BEGIN;
SELECT bind_source('attendance_mark', 'regress_wh.large');
CREATE INDEX ON regress_wh.large (student_id, day);
SELECT bind_source('attendance_mark', 'regress_wh.large');
ROLLBACK;
DROP TABLE regress_wh.large;

-- a relation that is bound is not dropped under the program, least of all with it
DROP TABLE regress_wh.pupil;
\set VERBOSITY terse
DROP TABLE regress_wh.pupil CASCADE;
\echo :LAST_ERROR_SQLSTATE
DROP SCHEMA regress_wh CASCADE;
ALTER TABLE regress_wh.pupil DROP COLUMN full_name CASCADE;
\set VERBOSITY default
SELECT count(*) FROM nomination;
-- a warehouse that is built anew lets go of them first
BEGIN;
SELECT * FROM suspend_sources();
SELECT * FROM binding_state WHERE NOT in_force ORDER BY 1;
SELECT count(*) FROM attendance_mark;
DROP TABLE regress_wh."Day's mark";
SELECT count(*) FROM student;
SELECT * FROM rebind();
ROLLBACK;
BEGIN;
SELECT count(*) FROM suspend_sources();
DROP TABLE regress_wh."Day's mark";
CREATE TABLE regress_wh."Day's mark" AS
SELECT 1::bigint AS student_id, 1::bigint AS school_id, date '2024-09-05' AS day, 'E'::attendance_status AS status, NULL::int AS minutes_missed, NULL::int AS minutes_scheduled;
SELECT * FROM rebind();
SELECT * FROM attendance_mark;
COMMIT;
-- a relation that has another name now is not what was bound
ALTER TABLE regress_wh."Day's mark" RENAME TO mark;
SELECT * FROM binding_state WHERE NOT in_force;
SELECT rebind();
SELECT bind_source('attendance_mark', 'regress_wh.mark');
-- a row of the table alone binds nothing, and rebind() obeys the table
DELETE FROM source_binding WHERE source = 'student';
SELECT * FROM binding_state WHERE NOT in_force;
SELECT * FROM rebind();
SELECT * FROM student ORDER BY 1;
-- the guard goes with the last binding
SELECT evtname FROM pg_event_trigger;
SELECT unbind_source('attendance_mark');
SELECT evtname FROM pg_event_trigger;
SELECT count(*) FROM attendance_mark;
SELECT count(*) FROM binding_state WHERE bound_to IS NOT NULL OR NOT in_force;
-- or with the extension
SELECT bind_source('student', 'regress_wh.student');
SELECT evtname FROM pg_event_trigger;
RESET search_path;
DROP EXTENSION mentorship_program;
SELECT evtname FROM pg_event_trigger;
DROP SCHEMA mentorship;
SET client_min_messages = warning;
DROP SCHEMA regress_wh CASCADE;
