-- Who may do what, and whose rows a login sees through every table and view.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never

-- rights of each role on each relation: select, insert, update, delete, truncate
SELECT c.relname, c.relkind,
	string_agg(CASE WHEN r.rolname = 'mentorship_analyst' THEN p.rights END, '') AS analyst,
	string_agg(CASE WHEN r.rolname = 'mentorship_coordinator' THEN p.rights END, '') AS coordinator,
	string_agg(CASE WHEN r.rolname = 'mentorship_job' THEN p.rights END, '') AS job,
	string_agg(CASE WHEN r.rolname = 'mentorship_definer' THEN p.rights END, '') AS definer,
	string_agg(CASE WHEN r.rolname = 'mentorship_source' THEN p.rights END, '') AS source
FROM pg_class AS c
CROSS JOIN pg_roles AS r
CROSS JOIN LATERAL (
	SELECT string_agg(left(x.name, 1), '' ORDER BY x.n) AS rights
	FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[])
		WITH ORDINALITY AS x (name, n)
	WHERE has_table_privilege(r.oid, c.oid, x.name)) AS p
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'v')
	AND r.rolname LIKE 'mentorship\_%'
GROUP BY 1, 2 ORDER BY 2, 1;
SELECT p.proname, p.prosecdef AS definer, p.proowner::regrole = 'mentorship_definer'::regrole AS as_definer,
	string_agg(substr(r.rolname, 12), ' ' ORDER BY r.rolname) AS may_call
FROM pg_proc AS p
LEFT JOIN pg_roles AS r ON r.rolname ~ '^mentorship_(analyst|coordinator|job)$'
	AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
WHERE p.pronamespace = 'mentorship'::regnamespace
GROUP BY p.oid ORDER BY 1;
-- the loader writes what comes from the district, and reads nothing else
SELECT c.relname, p.rights AS loader
FROM pg_class AS c
CROSS JOIN LATERAL (
	SELECT string_agg(left(x.name, 1), '' ORDER BY x.n) AS rights
	FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[])
		WITH ORDINALITY AS x (name, n)
	WHERE has_table_privilege('mentorship_loader', c.oid, x.name)) AS p
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'v', 'S')
	AND p.rights IS NOT NULL
ORDER BY 1;
SELECT p.oid::regprocedure AS loader_may_call FROM pg_proc AS p
WHERE p.pronamespace = 'mentorship'::regnamespace
	AND has_function_privilege('mentorship_loader', p.oid, 'EXECUTE')
ORDER BY p.proname;
-- PUBLIC may do nothing
SELECT c.relname FROM pg_class AS c, aclexplode(c.relacl) AS a
WHERE c.relnamespace = 'mentorship'::regnamespace AND a.grantee = 0;
SELECT p.proname FROM pg_proc AS p
WHERE p.pronamespace = 'mentorship'::regnamespace
	AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS a WHERE a.grantee = 0));
-- no search path is left to the caller: pinned, or the names are bound already
SELECT p.proname FROM pg_proc AS p
WHERE p.pronamespace = 'mentorship'::regnamespace
	AND NOT coalesce(array_to_string(p.proconfig, ' ') ~ 'search_path=pg_catalog, (mentorship, )?pg_temp', false)
	AND (p.prosecdef OR p.prosqlbody IS NULL) AND p.prokind <> 'a';
-- tables without row security say nothing of a person, or are read by nobody
SELECT relname FROM pg_class
WHERE relnamespace = 'mentorship'::regnamespace AND relkind = 'r'
	AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1;
-- a view that is not the definer's would pass row security by: those of the
-- sources choose rows themselves, but for what says nothing of a person, and
-- those that show all rows are read by nobody
SELECT relname, CASE WHEN relowner <> (SELECT extowner FROM pg_extension WHERE extname = 'mentorship_program')
		THEN relowner::regrole END AS owner,
	coalesce('security_barrier=true' = ANY (reloptions) OR 'security_barrier' = ANY (reloptions), false) AS barrier
FROM pg_class
WHERE relnamespace = 'mentorship'::regnamespace AND relkind = 'v'
	AND (relowner::regrole <> 'mentorship_definer'::regrole
		 OR NOT coalesce('security_barrier=true' = ANY (reloptions) OR 'security_barrier' = ANY (reloptions), false))
ORDER BY 1;
SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles
WHERE rolname LIKE 'mentorship\_%' ORDER BY 1;

-- two schools with a student each, and a third student who moved from 1 to 2
INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
INSERT INTO program_setting DEFAULT VALUES;
INSERT INTO school VALUES (1, 'North'), (2, 'South');
INSERT INTO calendar_date
SELECT s, d::date, true FROM generate_series(1, 2) AS s,
	generate_series('2024-09-02'::date, '2024-09-30', interval '1 day') AS d
WHERE extract(isodow FROM d) < 6;
INSERT INTO student VALUES (1, 'N', 'N'), (2, 'S', 'S'), (3, 'Moved', 'Moved');
INSERT INTO enrolment VALUES (1, 1, 6, '2024-09-02', NULL), (2, 2, 6, '2024-09-02', NULL),
	(3, 1, 6, '2024-09-02', '2024-09-10'), (3, 2, 6, '2024-09-11', NULL);
INSERT INTO attendance_mark (student_id, school_id, day, status) VALUES
	(1, 1, '2024-09-03', 'U'), (2, 2, '2024-09-03', 'U'), (3, 1, '2024-09-03', 'U'), (3, 2, '2024-09-12', 'U');
INSERT INTO course_result VALUES (1, 1, 'M', 'T1', 'Math', 'math', '2024-09-10', 'F', false),
	(2, 2, 'M', 'T1', 'Math', 'math', '2024-09-10', 'F', false);
INSERT INTO incident VALUES (1, 1, 1, '2024-09-04', 'x'), (2, 2, 2, '2024-09-04', 'x');
INSERT INTO staff VALUES (10, 'Mentor N', 'N'), (20, 'Mentor S', 'S'), (30, 'Counsellor S', 'C');
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
INSERT INTO referral (student_id, school_id, referred_by, referred_to, referred_on, need) VALUES
	(1, 1, 10, 'counsellor', '2024-09-05', 'x'), (2, 2, 20, 'counsellor', '2024-09-05', 'x');
INSERT INTO match_proposal (proposed_on, student_id, kept, reason) VALUES
	('2024-09-12', 1, false, 'x'), ('2024-09-12', 2, false, 'x'), ('2024-09-12', 3, false, 'x');
-- a mail of North, two of South
INSERT INTO report_recipient (kind, scope_id, staff_id) VALUES ('school', 1, 10), ('school', 2, 30), ('mentor', 20, 20);
INSERT INTO report_run (command, as_of, program_version) VALUES ('mail', '2024-09-12', 'x');
INSERT INTO report_run_failure (run_id, stage, kind, scope_id, reason) VALUES
	(1, 'report', 'school', 1, 'x'), (1, 'report', 'mentee', 2, 'x'), (1, 'report', 'mentor', 20, 'x'), (1, 'refresh', NULL, NULL, 'x');
INSERT INTO report_outbox (run_id, kind, scope_id, staff_id, recipient_id, as_of, message_id, students, file_name, file_sha256, state)
SELECT 1, kind, scope_id, staff_id, recipient_id, '2024-09-12', repeat(recipient_id::text, 32) || '@x.example', '{}',
	'2024-09-12/schools/school-1.pdf', repeat('0', 64), 'failed' FROM report_recipient;
INSERT INTO report_delivery (outbox_id, outcome, kind, scope_id, as_of, staff_id, address, students, purpose, message_id, file_sha256)
SELECT outbox_id, 'sent', kind, scope_id, as_of, staff_id, 'x', students, 'x', message_id, file_sha256 FROM report_outbox;
ANALYZE;

CREATE ROLE regress_north LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_south LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_analyst LOGIN IN ROLE mentorship_analyst;
CREATE ROLE regress_job LOGIN IN ROLE mentorship_job;
CREATE ROLE regress_loader LOGIN IN ROLE mentorship_loader;
CREATE ROLE regress_unmapped LOGIN IN ROLE mentorship_coordinator, mentorship_analyst;
CREATE ROLE regress_outsider LOGIN;
INSERT INTO school_access VALUES ('regress_north', 1), ('regress_south', 2),
	('regress_analyst', NULL), ('regress_job', NULL), ('regress_outsider', NULL);

-- rows that each login sees; - where it may not look
CREATE TEMP TABLE seen (login text, relation text, kind "char", rows text);
GRANT SELECT, INSERT ON seen TO PUBLIC;
CREATE FUNCTION pg_temp.look() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record; n text;
BEGIN
	FOR r IN SELECT c.relname, c.relkind FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
		WHERE s.nspname = 'mentorship' AND c.relkind IN ('r', 'v')
	LOOP
		BEGIN
			EXECUTE format('SELECT count(*) FROM mentorship.%I', r.relname) INTO n;
		EXCEPTION WHEN insufficient_privilege THEN
			n := '-';
		END;
		INSERT INTO pg_temp.seen VALUES (session_user, r.relname, r.relkind, n);
	END LOOP;
END $$;
SET mentorship.as_of = '2024-09-12';
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_north;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_south;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_analyst;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_job;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_loader;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_unmapped;
SELECT pg_temp.look();
SET SESSION AUTHORIZATION regress_outsider;
SELECT pg_temp.look();
RESET SESSION AUTHORIZATION;
SELECT relation,
	max(rows) FILTER (WHERE login NOT LIKE 'regress\_%') AS superuser,
	max(rows) FILTER (WHERE login = 'regress_analyst') AS analyst,
	max(rows) FILTER (WHERE login = 'regress_north') AS north,
	max(rows) FILTER (WHERE login = 'regress_south') AS south,
	max(rows) FILTER (WHERE login = 'regress_job') AS job,
	max(rows) FILTER (WHERE login = 'regress_loader') AS loader,
	max(rows) FILTER (WHERE login = 'regress_unmapped') AS unmapped,
	max(rows) FILTER (WHERE login = 'regress_outsider') AS outsider
FROM seen GROUP BY kind, relation ORDER BY kind, relation;

-- what a month that is over closes
SET mentorship.as_of = '2024-10-02';
CREATE FUNCTION pg_temp.closed() RETURNS TABLE (login name, bands text, months text) LANGUAGE sql AS $$
	SELECT session_user,
		(SELECT string_agg(school_id || ': ' || students, ', ' ORDER BY school_id)
		 FROM mentorship.report_school_band),
		(SELECT string_agg(school_id || ': ' || pairs, ', ' ORDER BY school_id)
		 FROM mentorship.report_school_month) $$;
SELECT bands, months FROM pg_temp.closed();
SET SESSION AUTHORIZATION regress_north;
SELECT * FROM pg_temp.closed();
SET SESSION AUTHORIZATION regress_south;
SELECT * FROM pg_temp.closed();
SET SESSION AUTHORIZATION regress_analyst;
SELECT * FROM pg_temp.closed();
SET SESSION AUTHORIZATION regress_job;
SELECT * FROM pg_temp.closed();
SET SESSION AUTHORIZATION regress_unmapped;
SELECT * FROM pg_temp.closed();
RESET SESSION AUTHORIZATION;
SET mentorship.as_of = '2024-09-12';

-- the school that a student left keeps what it wrote, and sees nothing later;
-- the school to which the student belongs sees the whole record
SET SESSION AUTHORIZATION regress_north;
SELECT student_id, school_id, day FROM attendance_mark ORDER BY 1, 3;
SELECT student_id, record FROM student_record ORDER BY 1;
-- neither SET ROLE nor a setting shows more
SET ROLE mentorship_coordinator;
SELECT student_id FROM student ORDER BY 1;
SELECT student_id FROM report_mentee ORDER BY 1;
RESET ROLE;
SET row_security = off;
SELECT count(*) FROM student;
RESET row_security;
SET ROLE mentorship_definer;
-- a cheap function that tells what it is given is given nothing else
CREATE FUNCTION pg_temp.tell(t text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
$$ BEGIN RAISE NOTICE 'told %', t; RETURN true; END $$;
SELECT count(*) FROM student WHERE pg_temp.tell(display_name);
SELECT count(*) FROM report_mentee WHERE pg_temp.tell(display_name);
SELECT count(*) FROM report_mentor WHERE pg_temp.tell(display_name);

-- what a coordinator does, only at the own school
SELECT nominate(1, 'x', nominated_on => '2024-09-13');
SELECT nominate(2, 'x');
SELECT nominate(3, 'x');
SELECT describe_mentee(2, 'Mon:P2');
SELECT enrol_mentor(30, 1, 'Mon:P1');
SELECT change_mentor(20, 1);
SELECT attend_training(1, 20);
SELECT count(*) FROM propose_matches(2);
SELECT count(*) FROM propose_matches(1);
SELECT count(*) FROM accept_matches(2);
SELECT close_pairing(2, 'x');
SELECT log_meeting(2, '2024-09-12', 'P1');
SELECT close_referral(2, 'x');
SELECT log_meeting(1, '2024-09-12', 'P1', 20, 'Chess');
SELECT refer(1, 'Glasses', 'counsellor', 10) > 0 AS referred;
-- by function, never by hand
INSERT INTO meeting (pairing_id, met_on, slot) VALUES (1, '2024-09-10', 'P2');
UPDATE pairing SET ended_on = NULL;
DELETE FROM meeting;
TRUNCATE meeting;
SELECT * FROM incident;
SELECT * FROM risk_feature;
SELECT * FROM school_access;
-- the school a student moved to sees the old pairing and leaves it alone
SET SESSION AUTHORIZATION regress_south;
SELECT pairing_id, school_id FROM pairing ORDER BY 1;
SELECT close_pairing(3, 'x');
SELECT reopen_pairing(3);
SET mentorship.as_of = '2024-09-12';
SELECT student_id, mentor_id FROM propose_matches(2);
SELECT student_id, mentor_id, outcome FROM accept_matches(2);
-- an analyst and a job change nothing
SET SESSION AUTHORIZATION regress_analyst;
SELECT nominate(1, 'x');
UPDATE pairing SET ended_on = NULL;
SET SESSION AUTHORIZATION regress_job;
SELECT log_meeting(1, '2024-09-12', 'P2');
SELECT display_name FROM student;
SELECT student_id FROM report_mentee ORDER BY 1;
SET SESSION AUTHORIZATION regress_unmapped;
SELECT nominate(1, 'x');
SELECT propose_matches(1);
SELECT pairs_anywhere(10, '2024-09-12');
RESET SESSION AUTHORIZATION;
DROP FUNCTION pg_temp.tell(text);

-- the extension comes back where the roles are already
RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
-- but not over a role that passes row security by
ALTER ROLE mentorship_definer BYPASSRLS;
CREATE EXTENSION mentorship_program;
ALTER ROLE mentorship_definer NOBYPASSRLS;
CREATE EXTENSION mentorship_program;
SELECT count(*) FROM mentorship.school_access;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
DROP ROLE regress_north, regress_south, regress_analyst, regress_job, regress_loader,
	regress_unmapped, regress_outsider;
