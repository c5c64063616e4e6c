-- Every role sees and does through a bound source what it sees and does
-- through the own tables: no more, and no less.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never

-- two schools with a student each, a third student who moved from 1 to 2, one
-- who is at no school, and an employee who works for the district
INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
INSERT INTO school VALUES (1, 'North'), (2, 'South');
INSERT INTO calendar_date
SELECT s, d::date, true FROM generate_series(1, 2) AS s,
	generate_series('2024-09-02'::date, '2024-09-30', interval '1 day') AS d
WHERE extract(isodow FROM d) < 6;
INSERT INTO student VALUES (1, 'N', 'N'), (2, 'S', 'S'), (3, 'Moved', 'Moved'), (4, 'Nowhere', 'Nowhere');
INSERT INTO enrolment VALUES (1, 1, 6, '2024-09-02', NULL), (2, 2, 6, '2024-09-02', NULL),
	(3, 1, 6, '2024-09-02', '2024-09-10'), (3, 2, 6, '2024-09-11', NULL);
INSERT INTO attendance_mark (student_id, school_id, day, status) VALUES
	(1, 1, '2024-09-03', 'U'), (2, 2, '2024-09-03', 'U'), (3, 1, '2024-09-03', 'U'), (3, 2, '2024-09-12', 'U');
INSERT INTO course_result VALUES (1, 1, 'M', 'T1', 'Math', 'math', '2024-09-10', 'F', false),
	(2, 2, 'M', 'T1', 'Math', 'math', '2024-09-10', 'F', false);
INSERT INTO incident VALUES (1, 1, 1, '2024-09-04', 'x'), (2, 2, 2, '2024-09-04', 'x');
INSERT INTO staff VALUES (10, 'Mentor N', 'N'), (20, 'Mentor S', 'S'), (30, 'Counsellor S', 'C'),
	(40, 'Superintendent', 'S');
INSERT INTO staff_assignment VALUES (10, 1, 'teacher'), (20, 2, 'teacher'), (30, 2, 'counsellor');
INSERT INTO mentor (mentor_id, capacity, availability, joined_on) VALUES
	(10, 2, 'Mon:P1', '2024-09-02'), (20, 2, 'Mon:P1', '2024-09-02');
INSERT INTO training_session (held_on, part, title) VALUES ('2024-09-02', 'start', 'First');
INSERT INTO training_attendance VALUES (1, 10), (1, 20);
INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES
	(1, 1, '2024-09-03', 'x'), (2, 2, '2024-09-03', 'x'), (3, 1, '2024-09-03', 'x');
INSERT INTO mentee_profile VALUES (1, 'Mon:P1'), (2, 'Mon:P1'), (3, 'Mon:P1');
INSERT INTO pairing (student_id, mentor_id, school_id, started_on, ended_on, end_reason) VALUES
	(1, 10, 1, '2024-09-04', NULL, NULL), (2, 20, 2, '2024-09-04', NULL, NULL),
	(3, 10, 1, '2024-09-04', '2024-09-10', 'Moved');
INSERT INTO meeting (pairing_id, met_on, slot) VALUES
	(1, '2024-09-05', 'P1'), (2, '2024-09-05', 'P1'), (3, '2024-09-05', 'P1');

-- the same district in a warehouse, in other types, readable by its owner alone
CREATE SCHEMA regress_wh;
CREATE FUNCTION pg_temp.copy_sources() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	s name;
BEGIN
	FOR s IN SELECT source_names() LOOP
		EXECUTE (SELECT format('CREATE TABLE regress_wh.%s AS SELECT %s FROM own_%1$s', s,
				string_agg(format('%I::%s AS %1$I', a.attname,
					CASE format_type(a.atttypid, NULL) WHEN 'bigint' THEN 'int' WHEN 'text' THEN 'varchar'
						WHEN 'attendance_status' THEN 'text' ELSE format_type(a.atttypid, NULL) END),
					', ' ORDER BY a.attnum))
			FROM pg_attribute AS a WHERE a.attrelid = format('own_%s', s)::regclass AND a.attnum > 0);
	END LOOP;
END $$;
SELECT pg_temp.copy_sources();
ANALYZE;

CREATE ROLE regress_north LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_south LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_analyst LOGIN IN ROLE mentorship_analyst;
CREATE ROLE regress_job LOGIN IN ROLE mentorship_job;
CREATE ROLE regress_unmapped LOGIN IN ROLE mentorship_coordinator, mentorship_analyst;
CREATE ROLE regress_outsider LOGIN;
INSERT INTO school_access VALUES ('regress_north', 1), ('regress_south', 2),
	('regress_analyst', NULL), ('regress_job', 1), ('regress_outsider', NULL);

-- all that a login reads, or may not
CREATE TEMP TABLE seen (bound boolean, login text, relation text, rows bigint, content text);
GRANT SELECT, INSERT ON seen TO PUBLIC;
CREATE FUNCTION pg_temp.look(bound boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record; n bigint; c text;
BEGIN
	FOR r IN SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
		WHERE s.nspname = 'mentorship' AND c.relkind IN ('r', 'v')
			AND c.relname NOT IN ('binding_state', 'source_binding') AND c.relname NOT LIKE 'own\_%'
	LOOP
		BEGIN
			EXECUTE format('SELECT count(*), string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")
				FROM mentorship.%I AS t', r.relname) INTO n, c;
		EXCEPTION WHEN insufficient_privilege THEN
			n := NULL; c := 'permission denied';
		END;
		INSERT INTO pg_temp.seen VALUES (bound, session_user, r.relname, n, c);
	END LOOP;
END $$;
SET mentorship.as_of = '2024-09-12';
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_north;
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_south;
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_analyst;
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_job;
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_unmapped;
SELECT pg_temp.look(false);
SET SESSION AUTHORIZATION regress_outsider;
SELECT pg_temp.look(false);
RESET SESSION AUTHORIZATION;
SELECT bind_source(s, format('regress_wh.%s', s)::regclass) FROM source_names() AS s;
DELETE FROM own_student;
DELETE FROM own_school;
DELETE FROM own_enrolment;
DELETE FROM own_staff;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_north;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_south;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_analyst;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_job;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_unmapped;
SELECT pg_temp.look(true);
SET SESSION AUTHORIZATION regress_outsider;
SELECT pg_temp.look(true);
RESET SESSION AUTHORIZATION;
SELECT bound, count(*) > 400 AS looked, count(*) FILTER (WHERE rows > 0) > 100 AS found FROM seen GROUP BY 1 ORDER BY 1;
-- what differs
SELECT o.login, o.relation, o.rows, b.rows AS bound, o.content, b.content
FROM seen AS o FULL JOIN seen AS b ON b.login = o.login AND b.relation = o.relation AND b.bound
WHERE NOT o.bound AND (o.rows, o.content) IS DISTINCT FROM (b.rows, b.content)
	-- of a bound source nothing is kept
	AND o.relation NOT IN ('record_keeping', 'record_change');
-- the sources alone, for the reader
SELECT relation,
	max(rows) FILTER (WHERE login NOT LIKE 'regress\_%') AS superuser,
	max(rows) FILTER (WHERE login = 'regress_analyst') AS analyst,
	max(rows) FILTER (WHERE login = 'regress_north') AS north,
	max(rows) FILTER (WHERE login = 'regress_south') AS south,
	max(rows) FILTER (WHERE login = 'regress_job') AS job,
	max(rows) FILTER (WHERE login = 'regress_unmapped') AS unmapped,
	max(rows) FILTER (WHERE login = 'regress_outsider') AS outsider
FROM seen WHERE bound AND (relation IN (SELECT source_names()) OR relation LIKE 'source\_%')
GROUP BY relation ORDER BY relation;

SET SESSION AUTHORIZATION regress_north;
-- nothing beneath
SELECT * FROM regress_wh.student;
SELECT * FROM source_student;
SELECT * FROM own_student;
-- neither SET ROLE nor a setting shows more, nor a cheap function that tells
-- what it is given
SET ROLE mentorship_coordinator;
SELECT student_id FROM student ORDER BY 1;
RESET ROLE;
SET ROLE mentorship_source;
SET row_security = off;
SELECT student_id FROM student ORDER BY 1;
RESET row_security;
CREATE FUNCTION pg_temp.tell(t text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
$$ BEGIN RAISE NOTICE 'told %', t; RETURN true; END $$;
SELECT count(*) FROM student WHERE pg_temp.tell(display_name);
SELECT count(*) FROM attendance_mark WHERE pg_temp.tell(student_id::text);
SELECT count(*) FROM staff WHERE pg_temp.tell(display_name);
SELECT count(*) FROM report_mentee WHERE pg_temp.tell(display_name);
SELECT count(*) FROM incident;
-- the work goes on, at the own school
SELECT nominate(2, 'x');
SELECT nominate(4, 'x');
SELECT nominate(3, 'x');
SELECT enrol_mentor(40, 1, 'Mon:P1');
SELECT log_meeting(1, '2024-09-12', 'P1') > 0 AS logged;
SELECT refer(1, 'Glasses', 'counsellor', 10) > 0 AS referred;
SELECT count(*) FROM propose_matches(2);
-- the warehouse is not written to, and nobody but a superuser binds
INSERT INTO student VALUES (5, 'x', 'x');
UPDATE student SET display_name = 'x';
DELETE FROM enrolment;
SELECT bind_source('student', 'pg_catalog.pg_class');
SELECT unbind_source('student');
SELECT suspend_sources();
SELECT rebind();
SELECT source, in_force FROM binding_state WHERE source = 'student';
INSERT INTO source_binding VALUES ('x', 'y');
SET SESSION AUTHORIZATION regress_south;
SET mentorship.as_of = '2024-09-12';
SELECT student_id, mentor_id FROM propose_matches(2);
SELECT student_id, mentor_id, outcome FROM accept_matches(2);
SET SESSION AUTHORIZATION regress_analyst;
SELECT student_id FROM incident ORDER BY 1;
SELECT student_id, display_name FROM student ORDER BY 1;
SELECT * FROM regress_wh.incident;
INSERT INTO student VALUES (5, 'x', 'x');
SELECT bind_source('student', 'pg_catalog.pg_class');
SET SESSION AUTHORIZATION regress_job;
SELECT student_id FROM student;
SELECT * FROM regress_wh.student;
SELECT student_id FROM report_mentee ORDER BY 1;
SELECT count(*) FROM binding_state WHERE in_force;
RESET SESSION AUTHORIZATION;
DROP FUNCTION pg_temp.tell(text);
-- a function in a view of the warehouse acts with the rights of those who read,
-- of the roles that read for them, and never as a superuser
CREATE FUNCTION regress_wh.spy() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
		RAISE EXCEPTION 'acts as a superuser';
	END IF;
	RETURN true;
END $$;
CREATE VIEW regress_wh.spied AS SELECT * FROM regress_wh.enrolment WHERE regress_wh.spy();
CREATE VIEW regress_wh.spied_school AS SELECT * FROM regress_wh.school WHERE regress_wh.spy();
CREATE VIEW regress_wh.spied_student AS SELECT * FROM regress_wh.student WHERE regress_wh.spy();
CREATE VIEW regress_wh.spied_position AS SELECT * FROM regress_wh.staff_assignment WHERE regress_wh.spy();
SELECT bind_source('enrolment', 'regress_wh.spied'), bind_source('school', 'regress_wh.spied_school'),
	bind_source('student', 'regress_wh.spied_student'), bind_source('staff_assignment', 'regress_wh.spied_position');
SELECT count(*) FROM student;
SET SESSION AUTHORIZATION regress_north;
SET mentorship.as_of = '2024-09-12';
SELECT count(*) FROM student;
SELECT count(*) FROM report_mentee;
SELECT count(*) FROM report_mentor;
SELECT count(*) FROM vanished_source;
SELECT nominate(1, 'Once more', nominated_on => '2024-09-12') > 0 AS nominated
FROM withdraw_nomination(1, '2024-09-11');
SELECT log_meeting(1, '2024-09-12', 'lunch') > 0 AS logged;
RESET SESSION AUTHORIZATION;

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
DROP SCHEMA regress_wh CASCADE;
DROP ROLE regress_north, regress_south, regress_analyst, regress_job, regress_unmapped, regress_outsider;
