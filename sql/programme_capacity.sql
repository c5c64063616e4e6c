-- No history of pairs, however they come, go and move, gives a mentor more
-- students than seats on any day; and a pair that has a seat is not refused.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;

INSERT INTO school VALUES (1, 'North');
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 60) AS i;
INSERT INTO staff SELECT i, 'Mentor ' || i, 'Mentor ' || i FROM generate_series(1, 6) AS i;
INSERT INTO mentor (mentor_id, capacity, joined_on)
SELECT i, (i - 1) % 4, '2024-09-02' FROM generate_series(1, 6) AS i;

-- day by day: the most students of a mentor in the span, counted anew
CREATE FUNCTION pg_temp.most(m bigint, first_day date, last_day date, but bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN (SELECT max((SELECT count(*) FROM mentorship.pairing AS p
					WHERE p.mentor_id = m AND p.pairing_id <> but
						AND p.started_on <= d AND coalesce(d < p.ended_on, true)))
		FROM generate_series(first_day, last_day, interval '1 day') AS d);

CREATE TEMP TABLE verdict (what text, had_seat boolean, taken boolean);
SELECT setseed(0.25) \g /dev/null
DO $$
DECLARE
	i int; s bigint; m bigint; a date; b date; one record; seat boolean; seats int;
BEGIN
	FOR i IN 1..1500 LOOP
		s := 1 + floor(random() * 60); m := 1 + floor(random() * 6);
		a := '2024-09-02'::date + floor(random() * 60)::int;
		b := CASE WHEN random() < 0.8 THEN a + 1 + floor(random() * 20)::int END;
		seats := (SELECT capacity FROM mentorship.mentor WHERE mentor_id = m);
		SELECT * INTO one FROM mentorship.pairing ORDER BY random() LIMIT 1;
		BEGIN
			IF i % 3 > 0 OR one IS NULL THEN
				seat := pg_temp.most(m, a, coalesce(b - 1, '2024-12-31'), 0) < seats;
				INSERT INTO mentorship.pairing (student_id, mentor_id, school_id, started_on, ended_on, end_reason)
				VALUES (s, m, 1, a, b, CASE WHEN b IS NOT NULL THEN 'x' END);
				INSERT INTO pg_temp.verdict VALUES ('new', seat, true);
			ELSE
				seat := pg_temp.most(m, a, coalesce(b - 1, '2024-12-31'), one.pairing_id) < seats;
				UPDATE mentorship.pairing SET mentor_id = m, started_on = a, ended_on = b,
					end_reason = CASE WHEN b IS NOT NULL THEN 'x' END
				WHERE pairing_id = one.pairing_id;
				INSERT INTO pg_temp.verdict VALUES ('moved', seat, true);
			END IF;
		EXCEPTION
			WHEN exclusion_violation THEN
				NULL;	-- the student has another mentor: says nothing of seats
			WHEN check_violation THEN
				INSERT INTO pg_temp.verdict VALUES (CASE WHEN i % 3 > 0 THEN 'new' ELSE 'moved' END, seat, false);
		END;
	END LOOP;
END
$$;
-- both kinds came up often, and what was decided is what was right
SELECT what, had_seat, taken, count(*) > 5 AS often FROM verdict GROUP BY 1, 2, 3 ORDER BY 1, 2;
SELECT m.mentor_id, m.capacity, pg_temp.most(m.mentor_id, '2024-09-02', '2024-12-31', 0) <= m.capacity AS kept
FROM mentor AS m ORDER BY 1;
-- several pairs in one statement
INSERT INTO staff VALUES (7, 'Mentor 7', 'Mentor 7');
INSERT INTO mentor (mentor_id, capacity, joined_on) VALUES (7, 2, '2024-09-02');
\set SHOW_CONTEXT never
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(61, 63) AS i;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
SELECT i, 7, 1, '2026-09-01' FROM generate_series(61, 63) AS i;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
SELECT i, 7, 1, '2026-09-01' FROM generate_series(61, 62) AS i;

DROP FUNCTION pg_temp.most(bigint, date, date, bigint);
RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
