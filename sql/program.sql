-- The programme's tables and views on a hand-made district, small enough to
-- work every number out by hand.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;

INSERT INTO school_year VALUES
	('2023-24', '2023-08-28', '2024-06-07'),
	('2024-25', '2024-08-26', '2025-06-06');
INSERT INTO school VALUES (1, 'North School', DEFAULT), (2, 'South School', 'unrecorded');
-- two weeks of school last year; this year three weeks, Labor Day free
INSERT INTO calendar_date
SELECT s, d::date, extract(isodow FROM d) < 6 AND d <> '2024-09-02',
	CASE WHEN d = '2024-09-02' THEN 'Labor Day' END
FROM generate_series(1, 2) AS s,
	(SELECT generate_series('2023-08-28', '2023-09-08', interval '1 day')
	 UNION ALL
	 SELECT generate_series('2024-08-26', '2024-09-15', interval '1 day')) AS t (d);
INSERT INTO student VALUES
	(1, 'Ana Ruiz', 'Ruiz, Ana'), (2, 'Bo Lee', 'Lee, Bo'), (3, 'Cy Day', 'Day, Cy');
INSERT INTO enrolment VALUES
	(1, 1, 5, '2023-08-28', '2024-06-07'),
	(1, 1, 6, '2024-08-26', NULL),
	-- a transfer: one week at each school
	(2, 1, 6, '2024-08-26', '2024-08-30'),
	(2, 2, 6, '2024-09-03', NULL),
	-- entry and exit on one day
	(3, 1, 6, '2024-08-26', '2024-08-26');
INSERT INTO attendance_mark (student_id, school_id, day, status) VALUES
	(1, 1, '2023-08-29', 'E'), (1, 1, '2023-09-08', 'U'),
	-- Friday and Tuesday around Labor Day: one run of two school days
	(1, 1, '2024-08-30', 'U'), (1, 1, '2024-09-03', 'U'),
	-- a stray mark on a Saturday, and a mark after the day of the report
	(1, 1, '2024-09-07', 'U'), (1, 1, '2024-09-13', 'U'),
	(2, 1, '2024-08-27', 'E'),
	-- the second school marks every day; the 6th is missing
	(2, 2, '2024-09-03', 'P'), (2, 2, '2024-09-04', 'e'), (2, 2, '2024-09-05', 'S'),
	-- after the transfer this school's mark does not count
	(2, 1, '2024-09-05', 'U');

SET mentorship.as_of = '2024-09-06';
SELECT as_of();
SELECT school_year FROM year_in_force;
SELECT school_id, school_year, school_days FROM school_calendar ORDER BY 1, 2;
SELECT student_id, school_id, entry_date, school_year, record
FROM enrolment_record ORDER BY 1, 3, 4;
SELECT student_id, school_year, record FROM student_record ORDER BY 1, 2;
SELECT * FROM student_attendance ORDER BY 1, 2;

-- the programme
INSERT INTO staff VALUES
	(10, 'Dana Poe', 'Poe, Dana'), (11, 'Eli Orr', 'Orr, Eli'), (12, 'Fay Kim', 'Kim, Fay');
INSERT INTO staff_assignment VALUES
	(10, 1, 'teacher', 'Art teacher'), (11, 1, 'counsellor', NULL),
	(12, 1, 'administrator', 'Principal'), (10, 2, 'teacher', 'Art teacher');
INSERT INTO mentor (mentor_id, capacity, availability, joined_on)
VALUES (10, 2, 'Thu:lunch', '2024-08-26');
INSERT INTO nomination (student_id, school_id, nominated_by, nominated_on, reason) VALUES
	(1, 1, 11, '2024-08-27', 'Quiet; loves drawing.'),
	(2, 2, 10, '2024-09-04', 'New here.');
INSERT INTO mentee_profile VALUES (1, 'Thu:lunch,after', NULL, NULL);
INSERT INTO pairing (student_id, mentor_id, school_id, started_on, shared_slots, match_reason)
VALUES (1, 10, 1, '2024-08-28', 'Thu:lunch', 'both free on Thursday at lunch');
INSERT INTO meeting (pairing_id, met_on, slot)
SELECT pairing_id, d, 'lunch'
FROM pairing, unnest('{2024-08-29,2024-09-05,2024-09-12}'::date[]) AS d;
INSERT INTO referral (student_id, school_id, referred_by, referred_to, referred_on, need, status, closed_on)
VALUES (1, 1, 10, 'counsellor', '2024-09-03', 'Glasses', 'closed', '2024-09-10');
INSERT INTO incident VALUES (1, 1, 1, '2024-09-04', 'Disruption');

SELECT mentor_id, capacity, availability, school_ids, trained_on FROM active_mentor;
SELECT mentee_id, school_id, availability, current_mentor_id FROM match_mentee ORDER BY 1;
SELECT * FROM pairing_contact;
SELECT student_id, mentor_name, absent_days, enrolled_days, goal_days,
	current_absence, absent_days_last_year, meetings_this_month, continues
FROM report_mentee ORDER BY 1;
SELECT * FROM report_mentee_weekday WHERE student_id = 1 ORDER BY weekday;
SELECT met_on, slot FROM report_meeting ORDER BY 1;
SELECT student_id, referred_on, status FROM report_referral;
SELECT mentor_id, school_id, mentees, meetings_last_30_days FROM report_mentor ORDER BY 1, 2;
SELECT school_id, staff_id, display_name, role FROM report_helper ORDER BY 1, 2;
SELECT * FROM report_school ORDER BY 1;
SELECT student_id, reason FROM report_unmatched;
-- school days of the year, and those ahead of the day of the report
SELECT school_id, count(*), min(day), max(day),
	(array_agg(day ORDER BY day) FILTER (WHERE day > as_of()))[:2] AS next
FROM report_school_day GROUP BY 1 ORDER BY 1;
-- a summer session between two years doubles nobody and is not last year
BEGIN;
INSERT INTO school_year
SELECT 'Session', max(last_day) + 4, max(last_day) + 30
FROM school_year WHERE last_day < (SELECT first_day FROM year_in_force);
SELECT student_id, absent_days_last_year FROM report_mentee ORDER BY 1;
ROLLBACK;
SELECT student_id, enrolled_days, absence_rate, suspended_days, incidents
FROM risk_feature ORDER BY 1;

-- a pair outlives its nomination: the student stays on every list
UPDATE nomination SET withdrawn_on = '2024-09-05' WHERE student_id = 1;
SELECT student_id, nominated_on, mentor_name
FROM report_mentee ORDER BY 1;
SELECT school_id, nominated, paired FROM report_school ORDER BY 1;
SELECT mentee_id, current_mentor_id FROM match_mentee ORDER BY 1;
UPDATE nomination SET withdrawn_on = NULL WHERE student_id = 1;

-- never two mentors at a time; a pairing may start on the day another ends
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
VALUES (1, 10, 1, '2024-09-09');
UPDATE pairing SET ended_on = '2024-09-09' WHERE student_id = 1;
UPDATE pairing SET ended_on = '2024-09-09', end_reason = 'schedule changed' WHERE student_id = 1;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
VALUES (1, 10, 1, '2024-09-09');
-- the first pairing was still alive on the day we ask about
SELECT student_id, started_on FROM live_pairing;

-- beside the source itself, risk features are all that looks at an incident, at
-- first or second hand
WITH RECURSIVE reads (view, source) AS (
	SELECT r.ev_class, d.refobjid
	FROM pg_depend AS d
	JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
	WHERE d.refclassid = 'pg_class'::regclass AND r.ev_class <> d.refobjid
), of_incident (view) AS (
	SELECT view FROM reads WHERE source = 'own_incident'::regclass
	UNION
	SELECT r.view FROM reads AS r JOIN of_incident AS i ON r.source = i.view
)
SELECT view::regclass FROM of_incident ORDER BY view::regclass::text;
-- no function does, and no other view has a column of it
SELECT p.oid::regprocedure
FROM pg_proc AS p
WHERE p.pronamespace = 'mentorship'::regnamespace
	AND (p.prosrc ~* 'incident|risk_feature'
		 OR EXISTS (SELECT FROM pg_depend AS d
					WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
						AND d.refobjid IN ('own_incident'::regclass, 'source_incident'::regclass,
						'incident'::regclass, 'risk_feature'::regclass)));
SELECT c.oid::regclass, a.attname
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'v' AND a.attname ~* 'incident'
ORDER BY c.relname;
-- no foreign key leads from an incident to the programme, and its triggers ask
-- whether student and school are there, no more
SELECT conname FROM pg_constraint WHERE confrelid = 'own_incident'::regclass;
SELECT tgname, tgfoid::regproc FROM pg_trigger
WHERE tgrelid = 'own_incident'::regclass AND NOT tgisinternal ORDER BY 1;

-- every table and column has a comment
SELECT c.relname, a.attname
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'v')
	AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
ORDER BY 1, 2;
-- and so have functions, policies and triggers
SELECT pg_describe_object(d.classid, d.objid, 0)
FROM (SELECT 'pg_proc'::regclass AS classid, oid AS objid FROM pg_proc
	  WHERE pronamespace = 'mentorship'::regnamespace
	  UNION ALL
	  SELECT 'pg_policy'::regclass, p.oid FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
	  WHERE c.relnamespace = 'mentorship'::regnamespace
	  UNION ALL
	  SELECT 'pg_trigger'::regclass, t.oid FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
	  WHERE c.relnamespace = 'mentorship'::regnamespace AND NOT t.tgisinternal) AS d
WHERE obj_description(d.objid, (d.classid::regclass)::name) IS NULL;
-- and pg_dump keeps the rows of every table but those that a refresh fills
SELECT c.relname
FROM pg_class AS c
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'r'
	AND NOT EXISTS (SELECT FROM pg_extension AS e
					WHERE e.extname = 'mentorship_program' AND c.oid = ANY (e.extconfig));

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
