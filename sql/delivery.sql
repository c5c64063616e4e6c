-- Who gets which report, when it is queued, and what becomes of it: on a
-- hand-made district where every answer can be told beforehand.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never

CREATE FUNCTION pg_temp.refused(call text) RETURNS TABLE (said text)
LANGUAGE plpgsql AS $$
DECLARE
	state text; detail text; hint text;
BEGIN
	EXECUTE call;
	RETURN QUERY SELECT 'NOT REFUSED: ' || call;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	said := state || ' ' || SQLERRM; RETURN NEXT;
	IF detail <> '' THEN said := '  DETAIL ' || detail; RETURN NEXT; END IF;
	IF hint <> '' THEN said := '  HINT ' || hint; RETURN NEXT; END IF;
END $$;

-- two schools, school on weekdays but not on Friday the 13th; mentors 10 and 11
-- at North, 20 at South, 12 at both; principals 1 and 2
INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
INSERT INTO program_setting (district_name, untrained_may_mentor) VALUES ('Larch County', true);
INSERT INTO school VALUES (1, 'North'), (2, 'South');
INSERT INTO calendar_date
SELECT s, d::date, d <> '2024-09-13', NULL
FROM generate_series(1, 2) AS s, generate_series('2024-09-02'::date, '2024-10-31', interval '1 day') AS d
WHERE extract(isodow FROM d) < 6;
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 6) AS i;
INSERT INTO enrolment SELECT i, CASE WHEN i <= 4 THEN 1 ELSE 2 END, 6, '2024-09-02', NULL FROM generate_series(1, 6) AS i;
INSERT INTO staff VALUES (1, 'Pat North', 'N', 'pat@north.example'), (2, 'Sam South', 'S', 'sam@south.example'),
	(10, 'Ann', 'A', 'ann@north.example'), (11, 'Bob', 'B', NULL), (12, 'Cal', 'C', 'cal@north.example'),
	(20, 'Dot', 'D', 'dot@south.example');
INSERT INTO staff_assignment VALUES (1, 1, 'administrator'), (2, 2, 'administrator'), (10, 1, 'teacher'),
	(11, 1, 'aide'), (12, 1, 'teacher'), (12, 2, 'teacher'), (20, 2, 'teacher');
INSERT INTO mentor (mentor_id, capacity, availability, joined_on)
SELECT i, 4, 'Mon-Fri:lunch', '2024-09-02' FROM unnest('{10,11,12,20}'::int[]) AS i;
INSERT INTO nomination (student_id, school_id, nominated_on, reason)
SELECT student_id, school_id, '2024-09-03', 'x' FROM enrolment;
INSERT INTO mentee_profile SELECT i, 'Wed:lunch' FROM generate_series(1, 6) AS i;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on) VALUES
	(1, 10, 1, '2024-09-04'), (2, 10, 1, '2024-09-04'), (3, 11, 1, '2024-09-04'), (5, 12, 2, '2024-09-04');

CREATE ROLE regress_north LOGIN IN ROLE mentorship_coordinator;
CREATE ROLE regress_analyst LOGIN IN ROLE mentorship_analyst;
CREATE ROLE regress_job LOGIN IN ROLE mentorship_job;
INSERT INTO school_access VALUES ('regress_north', 1), ('regress_analyst', NULL), ('regress_job', NULL);

--
-- What a coordinator may ask for
--
SET SESSION AUTHORIZATION regress_north;
SET mentorship.as_of = '2024-09-11';
SELECT subscribe('mentor', 10, 10), subscribe('school', 1, 1, 'weekly', '{1,2}'), subscribe('mentees', 1, 1, 'monthly');
SELECT subscribe_mentors(1) AS added, subscribe_mentors(1) AS again;
SELECT recipient_id, kind, scope_id, staff_id, frequency, weekdays, without_school, active FROM report_recipient ORDER BY 1;
-- asking again changes the row
SELECT subscribe('mentor', 10, 10, 'meeting_eve', '{1,2,3,4,5}', false, 'Ann@Home.example') AS same_row;
SELECT frequency, address FROM report_recipient WHERE recipient_id = 1;
SELECT subscribe('mentor', 10, 10) AS same_row;
RESET SESSION AUTHORIZATION;
\pset tuples_only on
\pset format unaligned
SET SESSION AUTHORIZATION regress_north;
SELECT pg_temp.refused(format('SELECT mentorship.subscribe(%s)', a)) FROM unnest(ARRAY[
	'''mentor'', 10, 11', '''school'', 2, 1', '''school'', 1, 20', '''pupil'', 1, 1', '''mentor'', 1, 1',
	'''mentor'', 10, 10, ''hourly''', '''school'', 1, 1, ''meeting_eve''', '''school'', 1, 1, ''daily'', ''{0}''',
	'''school'', 1, 1, ''daily'', ''{}''', '''school'', 1, 1, ''daily'', ''{1,NULL}''',
	'''school'', 1, 1, address => E''x@y.example\r\nBcc: z@w.example''', '''school'', 1, 1, address => ''<x@y.example>''',
	'''school'', 1, 1, address => ''x@y.example ''', '''school'', NULL, 1']) AS a;
SELECT pg_temp.refused('SELECT mentorship.unsubscribe(99)');
SELECT pg_temp.refused('SELECT mentorship.subscribe_mentors(2)');
SELECT pg_temp.refused('SELECT mentorship.subscribe_mentors(1, ''hourly'')');
-- it sends nothing itself, and writes to no table
SELECT pg_temp.refused(c) FROM unnest(ARRAY[
	'SELECT mentorship.begin_run(''mail'', NULL, ''x'')', 'SELECT * FROM mentorship.claim_mail()',
	'INSERT INTO mentorship.report_recipient (kind, scope_id, staff_id) VALUES (''school'', 1, 1)',
	'UPDATE mentorship.report_outbox SET state = ''queued''', 'DELETE FROM mentorship.report_delivery']) AS c;
RESET SESSION AUTHORIZATION;
\pset tuples_only off
\pset format aligned

--
-- What is due on which day
--
-- rows that no coordinator could have made: the other school's report, another
-- mentor's, a school that is none
INSERT INTO report_recipient (kind, scope_id, staff_id) VALUES
	('school', 2, 1), ('mentor', 12, 20), ('school', 99, 2);
SELECT recipient_id, kind, scope_id, staff_id, problem FROM report_recipient_problem ORDER BY 1;
SET SESSION AUTHORIZATION regress_job;
-- Monday, Wednesday, Friday the 13th, which is no school day, and Saturday
SELECT to_char(d, 'Dy DD') AS day, kind, scope_id, file_name, recipients
FROM generate_series('2024-09-09'::date, '2024-09-15', interval '1 day') AS d,
	due_reports(d::date) WHERE d IN ('2024-09-09', '2024-09-11', '2024-09-13', '2024-09-14') ORDER BY d, 2, 3;
RESET SESSION AUTHORIZATION;
-- all that is due on Monday the 9th has its file but the mentees of North
SET SESSION AUTHORIZATION regress_job;
SELECT begin_run('mail', '2024-09-09', '1.2.3') AS run \gset
SELECT kind, scope_id, staff_id, outcome, reason FROM enqueue_reports(:run, '2024-09-09',
	'{mentor,mentor,school}', '{10,12,1}', ARRAY[repeat('a', 64), repeat('b', 64), repeat('c', 64)], 'larch.example')
ORDER BY recipient_id;
-- again: nothing new, and the same complaints
SELECT kind, scope_id, staff_id, outcome, reason FROM enqueue_reports(:run, '2024-09-09',
	'{mentor,mentor,school}', '{10,12,1}', ARRAY[repeat('a', 64), repeat('b', 64), repeat('c', 64)], 'larch.example')
ORDER BY recipient_id;
-- a report that was written again
SELECT kind, scope_id, staff_id, outcome, reason FROM enqueue_reports(:run, '2024-09-09',
	'{mentor}', '{12}', ARRAY[repeat('d', 64)], 'larch.example') WHERE outcome = 'changed';
RESET SESSION AUTHORIZATION;
SELECT outbox_id, kind, scope_id, staff_id, as_of, students, file_name, left(file_sha256, 4) AS sha, state, tries FROM report_outbox ORDER BY 1;
-- the Message-ID by hand
SELECT outbox_id, message_id = left(encode(sha256(
	(kind || ' ' || scope_id || ' ' || staff_id || ' 2024-09-09')::bytea), 'hex'), 32) || '@larch.example' AS as_told
FROM report_outbox ORDER BY 1;
-- weekly: the school's report went out this week, so not on Tuesday
SET SESSION AUTHORIZATION regress_job;
SELECT kind, scope_id FROM due_reports('2024-09-10') ORDER BY 1, 2;
SELECT kind, scope_id FROM due_reports('2024-09-16') WHERE kind = 'school';
RESET SESSION AUTHORIZATION;
-- unless it failed
UPDATE report_outbox SET state = 'failed', response_code = 550 WHERE kind = 'school';
SET SESSION AUTHORIZATION regress_job;
SELECT kind, scope_id FROM due_reports('2024-09-10') ORDER BY 1, 2;
RESET SESSION AUTHORIZATION;
UPDATE report_outbox SET state = 'queued', response_code = NULL WHERE kind = 'school';
-- on days without school only who asked for it
UPDATE report_recipient SET without_school = true WHERE kind = 'mentor' AND staff_id = 12;
SET SESSION AUTHORIZATION regress_job;
SELECT kind, scope_id FROM due_reports('2024-09-13') ORDER BY 1, 2;
RESET SESSION AUTHORIZATION;
-- on the eve of a good day to meet: the mentees of 10 have time on Wednesdays
UPDATE report_recipient SET frequency = 'meeting_eve' WHERE staff_id = 10;
SET SESSION AUTHORIZATION regress_job;
SELECT to_char(d, 'Dy DD') AS day FROM generate_series('2024-09-09'::date, '2024-09-20', interval '1 day') AS d,
	due_reports(d::date) WHERE kind = 'mentor' AND scope_id = 10 ORDER BY d;

--
-- Sending
--
SELECT outbox_id, kind, scope_id, staff_id, as_of, address, recipient_name, district_name,
	to_timestamp(sent_at) AT TIME ZONE 'UTC' AS dated, file_name, refusal FROM claim_mail();
-- the same session gets another one, the school's
SELECT outbox_id FROM claim_mail();
SELECT mail_sending(1) IS NULL AS may_go;
SELECT recover_mails(:run) AS not_flagged_while_its_run_lives;
SELECT settle_mail(:run, 1, 'sent', 250, '2.0.0 taken');
SELECT settle_mail(:run, 2, 'deferred', 450, '4.2.0 later');
RESET SESSION AUTHORIZATION;
SELECT outbox_id, state, tries, CASE state WHEN 'queued' THEN next_try_at - state_since END AS waits, response_code, response_text, claimed_by FROM report_outbox WHERE outbox_id < 3 ORDER BY 1;
SELECT n, mail_retry_delay(n) FROM unnest('{0,1,2,7,8,100}'::int[]) AS n;
-- the mentor of mail 3 lost a student after it was queued
UPDATE pairing SET ended_on = '2024-09-10', end_reason = 'Schedule' WHERE student_id = 5;
SET SESSION AUTHORIZATION regress_job;
SELECT outbox_id, kind, scope_id, refusal FROM claim_mail();
SELECT release_mail(3);
RESET SESSION AUTHORIZATION;
-- and works no more where he met him, after it was claimed
UPDATE pairing SET ended_on = NULL, end_reason = NULL WHERE student_id = 5;
SET SESSION AUTHORIZATION regress_job;
SELECT outbox_id, refusal FROM claim_mail();
RESET SESSION AUTHORIZATION;
DELETE FROM staff_assignment WHERE staff_id = 12 AND school_id = 2;
SET SESSION AUTHORIZATION regress_job;
SELECT mail_sending(3);
SELECT settle_mail(:run, 3, 'failed', NULL, 'works no longer there');
RESET SESSION AUTHORIZATION;
INSERT INTO staff_assignment VALUES (12, 2, 'teacher');
-- what we refused ourselves is queued again once it is well
SET SESSION AUTHORIZATION regress_job;
SELECT kind, scope_id, outcome FROM enqueue_reports(:run, '2024-09-09',
	'{mentor,mentor,school}', '{10,12,1}', ARRAY[repeat('a', 64), repeat('d', 64), repeat('c', 64)], 'larch.example')
WHERE outcome <> 'refused';
-- the eighteenth attempt was the last
RESET SESSION AUTHORIZATION;
UPDATE report_outbox SET next_try_at = now(), tries = mail_tries_most() - 1 WHERE outbox_id = 2;
SET SESSION AUTHORIZATION regress_job;
SELECT outbox_id FROM claim_mail();
SELECT settle_mail(:run, 2, 'deferred', 450, '4.2.0 later');
-- what the server refused is not queued again, nor is what was given up
SELECT outbox_id FROM claim_mail();
SELECT settle_mail(:run, 3, 'failed', 550, '5.1.1 no such user');
SELECT kind, scope_id, outcome FROM enqueue_reports(:run, '2024-09-09',
	'{mentor,mentor,school}', '{10,12,1}', ARRAY[repeat('a', 64), repeat('d', 64), repeat('e', 64)], 'larch.example')
WHERE outcome <> 'refused';

--
-- Mistakes of the program
--
\pset tuples_only on
\pset format unaligned
SELECT pg_temp.refused(c) FROM unnest(ARRAY[
	'SELECT mentorship.mail_sending(1)', 'SELECT mentorship.release_mail(99)',
	'SELECT mentorship.settle_mail(1, 1, ''sent'', 250, '''')', 'SELECT mentorship.settle_mail(1, NULL, ''sent'', 250, '''')',
	'SELECT mentorship.enqueue_reports(1, ''2024-09-11'', ''{mentor}'', ''{12}'', ''{x}'', ''larch.example'')',
	'SELECT mentorship.enqueue_reports(1, ''2024-09-11'', ''{mentor}'', ''{12}'', ARRAY[repeat(''a'', 64)], ''a b'')',
	'SELECT mentorship.enqueue_reports(99, ''2024-09-11'', ''{mentor}'', ''{12}'', ARRAY[repeat(''a'', 64)], ''a.example'')',
	'SELECT mentorship.due_recipient(''2024-09-09'')', 'SELECT mentorship.subscribe(''mentor'', 12, 12)',
	'SELECT * FROM mentorship.report_outbox', 'UPDATE mentorship.report_delivery SET address = ''x''',
	'DELETE FROM mentorship.report_delivery', 'TRUNCATE mentorship.report_delivery',
	'INSERT INTO mentorship.report_delivery (outbox_id) VALUES (1)']) AS c;
RESET SESSION AUTHORIZATION;
UPDATE report_outbox SET state = 'queued', next_try_at = now() WHERE outbox_id = 3;
SET SESSION AUTHORIZATION regress_job;
SELECT outbox_id FROM claim_mail();
SELECT pg_temp.refused(c) FROM unnest(ARRAY[
	'SELECT mentorship.settle_mail(1, 3, ''sent'', 250, ''not handed over yet'')',
	'SELECT mentorship.settle_mail(1, 3, ''uncertain'', NULL, '''')', 'SELECT mentorship.settle_mail(1, 3, ''lost'', NULL, '''')',
	'SELECT mentorship.settle_mail(1, 3, NULL, NULL, '''')']) AS c;
SELECT mail_sending(3);
SELECT pg_temp.refused(c) FROM unnest(ARRAY['SELECT mentorship.release_mail(3)',
	'SELECT mentorship.settle_mail(1, 3, ''sent'', 550, '''')']) AS c;
RESET SESSION AUTHORIZATION;
-- not even the role whose rights the functions have changes the record
SET ROLE mentorship_definer;
SELECT pg_temp.refused(c) FROM unnest(ARRAY[
	'UPDATE mentorship.report_delivery SET address = ''x''',
	'DELETE FROM mentorship.report_delivery', 'TRUNCATE mentorship.report_delivery']) AS c;
RESET ROLE;
\pset tuples_only off
\pset format aligned

--
-- The run dies while the server has not answered yet
--
\c -
DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory') LOOP PERFORM pg_sleep(0.01); END LOOP; END $$;
SET search_path = mentorship, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never
SET SESSION AUTHORIZATION regress_job;
SELECT recover_mails(:run) AS flagged;
SELECT recover_mails(:run) AS flagged_again;
SELECT claim_mail() AS not_queued_any_more;
SELECT * FROM mail_backlog();
SELECT requeue_uncertain(), requeue_uncertain() AS again;
SELECT outbox_id, mail_sending(outbox_id) IS NULL AS may_go FROM claim_mail();
SELECT settle_mail(:run, 3, 'sent', 250, 'taken');
SELECT end_run(:run, 65);
RESET SESSION AUTHORIZATION;
SELECT outbox_id, state, tries, response_code, response_text FROM report_outbox ORDER BY 1;
SELECT command, as_of, login, ended_at IS NOT NULL AS ended, exit_status, mails_queued, mails_sent, mails_deferred, mails_failed, mails_uncertain FROM report_run;
-- the record of disclosure has both hand-overs of mail 3
SET SESSION AUTHORIZATION regress_analyst;
SELECT outbox_id, outcome, kind, scope_id, staff_id, address, students, purpose FROM report_delivery ORDER BY delivery_id;
SELECT address, outcome FROM report_delivery WHERE students @> '{2}' ORDER BY delivery_id;
SELECT stage, kind, scope_id, staff_id, response_code, reason FROM report_run_failure WHERE failure_id > 28 ORDER BY failure_id;
SELECT as_of, kind, state, mails FROM mail_status ORDER BY 1, 2, 3;
SELECT outbox_id, state, response_code, response_text FROM mail_attention;
RESET SESSION AUTHORIZATION;
-- a coordinator of North sees nothing of South's
INSERT INTO report_run_failure (run_id, stage, kind, scope_id, reason) VALUES (1, 'report', 'school', 2, 'x'), (1, 'report', 'mentee', 6, 'x');
SET SESSION AUTHORIZATION regress_north;
SELECT DISTINCT kind, scope_id FROM report_outbox ORDER BY 1, 2;
SELECT count(*) AS of_south FROM report_run_failure WHERE stage = 'report';
RESET SESSION AUTHORIZATION;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
DROP ROLE regress_north, regress_analyst, regress_job;
