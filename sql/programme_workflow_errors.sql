-- What the coordinator's functions refuse, and how they say it.
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
	EXECUTE 'SELECT ' || call;
	RETURN QUERY SELECT 'NOT REFUSED: ' || call;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	said := state || ' ' || SQLERRM; RETURN NEXT;
	IF detail <> '' THEN said := '  DETAIL ' || detail; RETURN NEXT; END IF;
	IF hint <> '' THEN said := '  HINT ' || hint; RETURN NEXT; END IF;
END $$;

INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
INSERT INTO school VALUES (1, 'North School'), (2, 'South School');
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 4) AS i;
INSERT INTO enrolment VALUES (1, 1, 6, '2024-09-02', NULL), (2, 1, 6, '2024-09-02', NULL),
	(3, 1, 6, '2024-09-02', NULL), (4, 1, 6, '2024-09-02', '2024-09-10');
INSERT INTO staff VALUES (10, 'Ann', 'Ann'), (11, 'Bob', 'Bob'), (12, 'Cal', 'Cal');
INSERT INTO staff_assignment SELECT i, 1, 'teacher' FROM generate_series(10, 12) AS i;
SET mentorship.as_of = '2024-09-16';
\set QUIET on
\pset tuples_only on
\pset format unaligned

\echo -- nominations
SELECT * FROM pg_temp.refused('nominate(NULL, ''x'')');
SELECT * FROM pg_temp.refused('nominate(1, ''  '')');
SELECT * FROM pg_temp.refused('nominate(1, ''x'', nominated_on => NULL)');
SELECT * FROM pg_temp.refused('nominate(99, ''x'')');
SELECT * FROM pg_temp.refused('nominate(4, ''x'')');
SELECT * FROM pg_temp.refused('nominate(1, ''x'', 99)');
SELECT nominate(1, 'Shy'), nominate(2, 'Shy');
SELECT * FROM pg_temp.refused('nominate(1, ''x'')');
SELECT * FROM pg_temp.refused('withdraw_nomination(NULL)');
SELECT * FROM pg_temp.refused('withdraw_nomination(99)');
SELECT * FROM pg_temp.refused('withdraw_nomination(1, ''2024-09-15'')');
SELECT withdraw_nomination(1);
SELECT * FROM pg_temp.refused('withdraw_nomination(1)');
SELECT nominate(1, 'Shy again');
SELECT * FROM pg_temp.refused('describe_mentee(99)');

\echo -- volunteers and training
SELECT * FROM pg_temp.refused('enrol_mentor(99, 1, ''Mon:P1'')');
SELECT * FROM pg_temp.refused('enrol_mentor(10, 0, ''Mon:P1'')');
SELECT * FROM pg_temp.refused('enrol_mentor(10, 51, ''Mon:P1'')');
SELECT * FROM pg_temp.refused('enrol_mentor(10, NULL, ''Mon:P1'')');
SELECT * FROM pg_temp.refused('enrol_mentor(10, 1, NULL)');
SELECT enrol_mentor(10, 1, 'Mon:P1'), enrol_mentor(11, 2, 'Tue:P1');
SELECT * FROM pg_temp.refused('enrol_mentor(10, 1, ''Mon:P1'')');
SELECT * FROM pg_temp.refused('change_mentor(12)');
SELECT * FROM pg_temp.refused('change_mentor(10, -1)');
SELECT * FROM pg_temp.refused('add_training(''2024-09-16'', ''late'', ''x'')');
SELECT * FROM pg_temp.refused('add_training(''2024-09-16'', ''start'', '''')');
SELECT add_training('2024-09-16', 'start', 'First');
SELECT * FROM pg_temp.refused('attend_training(99, 10)');
SELECT * FROM pg_temp.refused('attend_training(1, 10, 12)');
SELECT attend_training(1, 10, 11);

\echo -- matching
SELECT * FROM pg_temp.refused('propose_matches(NULL)');
SELECT * FROM pg_temp.refused('propose_matches(99)');
SELECT * FROM pg_temp.refused('propose_matches(1, policy => ''luck=1'')');
SELECT * FROM pg_temp.refused('accept_matches(99)');
SELECT * FROM pg_temp.refused('accept_matches(1, students => ''{2}'')');
SELECT describe_mentee(1, 'Mon:P1'), describe_mentee(2, 'Mon:P1');
SELECT student_id, mentor_id, reason FROM propose_matches(1);
SELECT * FROM pg_temp.refused('decline_match(3, ''x'')');
SELECT * FROM pg_temp.refused('decline_match(1, '''')');
SELECT student_id, outcome FROM accept_matches(1);
SELECT * FROM pg_temp.refused('decline_match(1, ''x'')');

\echo -- a seat more than there are, by function and by hand
INSERT INTO match_proposal VALUES ('2024-09-16', 3, 10, 1, 'Mon:P1', NULL, false, 'by hand');
SELECT nominate(3, 'Shy');
SELECT student_id, outcome FROM accept_matches(1);
CREATE FUNCTION pg_temp.insert_pair(s bigint, m bigint, d date) RETURNS void LANGUAGE sql
AS $$ INSERT INTO mentorship.pairing (student_id, mentor_id, school_id, started_on) VALUES (s, m, 1, d) $$;
SELECT * FROM pg_temp.refused($$ pg_temp.insert_pair(3, 10, '2024-09-16') $$);
-- not even for a time before the other pair began
SELECT * FROM pg_temp.refused($$ pg_temp.insert_pair(3, 10, '2024-09-01') $$);
SELECT * FROM pg_temp.refused('change_mentor(10, 0)');
UPDATE mentor SET capacity = 0 WHERE mentor_id = 10;

\echo -- the life of a pair
SELECT * FROM pg_temp.refused('close_pairing(99, ''x'')');
SELECT * FROM pg_temp.refused('close_pairing(1, '' '')');
SELECT * FROM pg_temp.refused('close_pairing(1, ''x'', ''2024-09-15'')');
SELECT * FROM pg_temp.refused('reopen_pairing(1)');
SELECT * FROM pg_temp.refused('release_mentor(10)');
SET mentorship.as_of = '2024-09-20';
SELECT log_meeting(1, '2024-09-18', 'lunch');
SELECT * FROM pg_temp.refused('log_meeting(99, ''2024-09-18'', ''lunch'')');
SELECT * FROM pg_temp.refused('log_meeting(1, ''2024-09-18'', ''lunch'')');
SELECT * FROM pg_temp.refused('log_meeting(1, ''2024-09-15'', ''lunch'')');
SELECT * FROM pg_temp.refused('log_meeting(1, ''2024-09-21'', ''lunch'')');
SELECT * FROM pg_temp.refused('log_meeting(1, ''2024-09-19'', ''P13'')');
SELECT * FROM pg_temp.refused('log_meeting(1, ''2024-09-19'', ''P1'', 481)');
SELECT * FROM pg_temp.refused('close_pairing(1, ''x'', ''2024-09-17'')');
SELECT close_pairing(1, 'Schedule changed', '2024-09-19');
SELECT * FROM pg_temp.refused('close_pairing(1, ''x'')');
SELECT * FROM pg_temp.refused('reopen_pairing(1, ''2024-09-18'')');
SELECT pg_temp.insert_pair(3, 10, '2024-09-19');
SELECT * FROM pg_temp.refused('reopen_pairing(1)');
SELECT close_pairing(pairing_id, 'A mistake') FROM pairing WHERE student_id = 3;
SELECT pg_temp.insert_pair(student_id, 11, '2024-09-19') FROM pairing WHERE pairing_id = 1;
SELECT * FROM pg_temp.refused('reopen_pairing(1)');
SELECT release_mentor(10);
SELECT * FROM pg_temp.refused('release_mentor(10)');
-- by hand neither
SELECT * FROM pg_temp.refused($$ pg_temp.insert_pair(2, 10, '2024-09-19') $$);
UPDATE mentor SET left_on = '2024-09-19' WHERE mentor_id = 11;
SELECT close_pairing(pairing_id, 'A mistake') FROM live_pairing;
SELECT * FROM pg_temp.refused('reopen_pairing(1)');
SELECT change_mentor(10);
SELECT reopen_pairing(1) > 0;
SELECT * FROM pg_temp.refused('reopen_pairing(1)');
SELECT * FROM pg_temp.refused('roll_over(2)');

\echo -- referrals
SELECT * FROM pg_temp.refused('refer(1, ''x'', ''police'', 10)');
SELECT * FROM pg_temp.refused('refer(1, '''', ''counsellor'', 10)');
SELECT * FROM pg_temp.refused('refer(1, ''x'', ''counsellor'', 99)');
SELECT refer(1, 'Glasses', 'counsellor', 10);
SELECT * FROM pg_temp.refused('close_referral(1, ''x'', ''2024-09-19'')');
SELECT * FROM pg_temp.refused('close_referral(1, '''')');
SELECT close_referral(1, 'Has them');
SELECT * FROM pg_temp.refused('close_referral(1, ''x'')');
SELECT * FROM pg_temp.refused('take_referral(1)');
SELECT * FROM pg_temp.refused('take_referral(2)');

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
