-- Meeting a mentor is neither a reward nor a penalty: whatever incidents there
-- are, nothing but the incidents and the features for a risk score is different.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;
SET jit = off;

INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
INSERT INTO program_setting (untrained_may_mentor) VALUES (true);
INSERT INTO school VALUES (1, 'North');
INSERT INTO calendar_date
SELECT 1, d::date, true FROM generate_series('2024-09-02'::date, '2024-12-20', interval '1 day') AS d
WHERE extract(isodow FROM d) < 6;
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 30) AS i;
INSERT INTO enrolment SELECT i, 1, 6, '2024-09-02' FROM generate_series(1, 30) AS i;
INSERT INTO attendance_mark (student_id, school_id, day, status)
SELECT i, 1, c.day, 'U' FROM generate_series(1, 30) AS i, calendar_date AS c
WHERE (c.day - date '2024-09-02') % 29 = i % 29;
INSERT INTO staff SELECT i, 'Mentor ' || i, 'Mentor ' || i FROM generate_series(101, 110) AS i;
INSERT INTO staff_assignment SELECT i, 1, 'teacher' FROM generate_series(101, 110) AS i;
INSERT INTO mentor (mentor_id, capacity, availability, joined_on)
SELECT i, 1, 'Mon:lunch Tue:lunch', '2024-09-02' FROM generate_series(101, 110) AS i;
INSERT INTO nomination (student_id, school_id, nominated_on, reason)
SELECT i, 1, '2024-09-03', 'x' FROM generate_series(1, 15) AS i;
INSERT INTO mentee_profile SELECT i, 'Mon:lunch' FROM generate_series(1, 15) AS i;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
SELECT i, 100 + i, 1, '2024-10-07' FROM generate_series(1, 5) AS i;
INSERT INTO meeting (pairing_id, met_on, slot)
SELECT pairing_id, '2024-10-08', 'lunch' FROM pairing;

CREATE TEMP TABLE seen (step int, relation text, content text);
CREATE FUNCTION pg_temp.look(step int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT c.relname FROM pg_class AS c
		WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'v')
	LOOP
		EXECUTE format('INSERT INTO pg_temp.seen SELECT $1, $2, string_agg(t::text, E''\n'' ORDER BY t::text)
			FROM mentorship.%I AS t', r.relname) USING step, r.relname;
	END LOOP;
END $$;
SET mentorship.as_of = '2024-12-16';
-- what the functions do with it, undone each time
CREATE FUNCTION pg_temp.work(step int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.look(step);
	INSERT INTO pg_temp.seen SELECT step, 'propose_matches()', string_agg(t::text, E'\n' ORDER BY t::text)
	FROM propose_matches(1) AS t;
	INSERT INTO pg_temp.seen SELECT step, 'accept_matches()', string_agg((student_id, mentor_id, outcome)::text, E'\n' ORDER BY student_id)
	FROM accept_matches(1);
	INSERT INTO pg_temp.seen SELECT step, 'log_meeting()', count(log_meeting(pairing_id, '2024-12-16', 'lunch'))::text FROM live_pairing;
	INSERT INTO pg_temp.seen SELECT step, 'roll_over()', string_agg((student_id, mentor_id, outcome)::text, E'\n' ORDER BY student_id)
	FROM roll_over(1);
	RAISE EXCEPTION USING ERRCODE = 'RG000', MESSAGE = (SELECT json_agg(s)::text FROM pg_temp.seen AS s WHERE s.step = work.step);
EXCEPTION
	-- all of it is undone, but for what was seen
	WHEN SQLSTATE 'RG000' THEN
		INSERT INTO pg_temp.seen SELECT * FROM json_populate_recordset(NULL::pg_temp.seen, SQLERRM::json);
END $$;
SELECT pg_temp.work(1);
-- the mentees and the students who wait did something every other day
INSERT INTO incident
SELECT row_number() OVER (), i, 1, c.day, 'Fighting'
FROM generate_series(1, 30) AS i, calendar_date AS c
WHERE i % 3 > 0 AND extract(day FROM c.day)::int % 2 = 0;
SELECT count(*) > 500 AS many FROM incident;
SELECT pg_temp.work(2);
SELECT count(*) > 60 AS looked, count(content) > 40 AS found FROM seen WHERE step = 1;
SELECT relation, length(content) > 0 AS filled FROM seen WHERE step = 1 AND relation LIKE '%()' ORDER BY 1;
-- what differs
SELECT a.relation FROM seen AS a JOIN seen AS b USING (relation)
WHERE a.step = 1 AND b.step = 2 AND a.content IS DISTINCT FROM b.content ORDER BY 1;

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
