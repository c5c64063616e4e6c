-- what match_mentors() refuses, and how it says so
CREATE TEMP TABLE good_mentee AS SELECT 1 AS mentee_id;
CREATE TEMP TABLE good_mentor AS SELECT 1 AS mentor_id;
CREATE FUNCTION pg_temp.error_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, message, nullif(detail, ''));
END $$;

SELECT q AS mentees, pg_temp.error_of(format('SELECT * FROM match_mentors(%L, ''TABLE good_mentor'')', q)) AS error
FROM (VALUES
	(NULL),
	('SELECT 1 AS id'),
	('SELECT 1 AS mentee_id, 2 AS mentee_id'),
	('SELECT NULL::int AS mentee_id'),
	('SELECT i AS mentee_id FROM unnest(array[3, NULL]) i'),
	('SELECT i AS mentee_id FROM unnest(array[3, 4, 3]) i'),
	('SELECT 1.0 AS mentee_id'),
	('SELECT ''1'' AS mentee_id'),
	('SELECT 1::oid AS mentee_id WHERE false'),
	('SELECT 1 AS mentee_id, ''1'' AS school_id'),
	('SELECT 1 AS mentee_id, ''Mon:P1'' AS availability'),
	('SELECT 1 AS mentee_id, ''chess''::text AS traits'),
	('SELECT 1 AS mentee_id, ''chess''::traits AS availability'),
	('SELECT 1 AS mentee_id, ''en'' AS languages'),
	('SELECT 1 AS mentee_id, array[1] AS languages'),
	('SELECT 1 AS mentee_id, 1.5 AS priority'),
	('SELECT 1 AS mentee_id, array[1] AS current_mentor_id'),
	('SELECT 1 AS mentee_id, 1 AS excluded_mentor_ids'),
	('SELECT 1 AS mentee_id, array[1.5] AS excluded_mentor_ids'),
	('INSERT INTO good_mentee VALUES (2) RETURNING mentee_id'),
	('WITH x AS (DELETE FROM good_mentee RETURNING *) TABLE x'),
	('SELECT 1 AS mentee_id; DROP TABLE good_mentee'),
	('TABLE nowhere'),
	('SELECT 1 AS mentee_id FROM'),
	('DECLARE c CURSOR FOR SELECT 1'),
	(' ')
) v (q);
SELECT q AS mentors, pg_temp.error_of(format('SELECT * FROM match_mentors(''TABLE good_mentee'', %L)', q)) AS error
FROM (VALUES
	(NULL),
	('SELECT 1 AS id'),
	('SELECT NULL::bigint AS mentor_id'),
	('SELECT 1 AS mentor_id FROM generate_series(1, 2)'),
	('SELECT 1 AS mentor_id, -1 AS capacity'),
	('SELECT 1 AS mentor_id, 1.5 AS capacity'),
	('SELECT 1 AS mentor_id, 7 AS school_ids'),
	('SELECT 1 AS mentor_id, ''{Mon}''::text[] AS availability'),
	('SELECT 1 AS mentor_id, json ''[]'' AS languages')
) v (q);
SELECT pg_temp.error_of($$SELECT * FROM match_mentors('TABLE good_mentee', 'TABLE good_mentor', NULL)$$);
SELECT pg_temp.error_of($$SELECT * FROM match_mentors('TABLE good_mentee', 'TABLE good_mentor', 'wish=love')$$);
-- nothing was written, and the session goes on
SELECT count(*) FROM good_mentee;

-- a type that does not fit comes with a way out
SELECT * FROM match_mentors('SELECT 1 AS mentee_id, ''Mon:P1'' AS availability', 'TABLE good_mentor');
SELECT * FROM assign('SELECT 1 AS mentee_id, 2 AS mentor_id, ''3''::text AS score');
-- which does work
SELECT mentor_id FROM match_mentors('SELECT 1 AS mentee_id, ''Mon:P1''::availability AS availability', 'TABLE good_mentor');

-- the queries cannot write, nor can the functions they call; the caller can, again
CREATE TABLE match_note (note text);
CREATE FUNCTION pg_temp.take_note(note text) RETURNS int VOLATILE LANGUAGE sql AS
	$$ INSERT INTO match_note VALUES (note); SELECT 1 $$;
SELECT pg_temp.error_of(format('SELECT * FROM match_mentors(%L, ''TABLE good_mentor'')', q)) AS error
FROM (VALUES
	('SELECT pg_temp.take_note(''x'') AS mentee_id'),
	('SELECT 1 AS mentee_id FROM good_mentee FOR UPDATE'),
	('SELECT set_config(''transaction_read_only'', ''off'', true)::bool::int AS mentee_id')) v (q);
SELECT pg_temp.error_of($$SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, pg_temp.take_note(''x'') AS score')$$);
BEGIN;
SELECT count(*) FROM match_mentors('TABLE good_mentee', 'TABLE good_mentor');
SHOW transaction_read_only;
INSERT INTO match_note VALUES ('after');
SAVEPOINT s;
SELECT * FROM match_mentors('SELECT pg_temp.take_note(''x'') AS mentee_id', 'TABLE good_mentor');
ROLLBACK TO s;
SHOW transaction_read_only;
INSERT INTO match_note VALUES ('after that');
COMMIT;
SELECT * FROM match_note;
DROP TABLE match_note;

-- integers of any width, domains and NULLs are taken
CREATE DOMAIN pg_temp.person_id AS bigint;
CREATE DOMAIN pg_temp.free_time AS availability;
SELECT mentee_id, mentor_id, shared_slots, shared_traits, reason FROM match_mentors(
	$$SELECT 1::pg_temp.person_id AS mentee_id, 2::smallint AS school_id, 'Mon:P1'::pg_temp.free_time AS availability,
		NULL::traits AS traits, NULL::text[] AS languages, NULL::int AS priority, NULL::int AS current_mentor_id,
		'{NULL,8}'::smallint[] AS excluded_mentor_ids$$,
	$$SELECT 9223372036854775807 AS mentor_id, NULL::bigint AS capacity, '{NULL,2}'::bigint[] AS school_ids,
		'Mon:P1'::availability AS availability, ''::traits AS traits, '{}'::varchar[] AS languages
	UNION ALL SELECT -5, 9223372036854775807, NULL, 'none', NULL, '{NULL,en}'$$);
-- a priority may be any integer: its order counts
SELECT mentee_id FROM match_mentors(
	$$SELECT i AS mentee_id, (array[-9223372036854775808, 0, 9223372036854775807, NULL])[i] AS priority FROM generate_series(1, 4) i$$,
	'TABLE good_mentor') WHERE mentor_id IS NOT NULL;

-- the caller's own rights, always
CREATE ROLE regress_mship_nobody;
GRANT SELECT ON good_mentor TO regress_mship_nobody;
SET ROLE regress_mship_nobody;
SELECT * FROM match_mentors('TABLE good_mentee', 'TABLE good_mentor');
RESET ROLE;
DROP OWNED BY regress_mship_nobody;
DROP ROLE regress_mship_nobody;

-- a query that calls the function on itself ends like any endless recursion
CREATE FUNCTION pg_temp.again() RETURNS SETOF int LANGUAGE sql AS
	$$ SELECT mentee_id::int FROM match_mentors('SELECT again AS mentee_id FROM pg_temp.again()', 'SELECT 1 AS mentor_id') $$;
SET max_stack_depth = '400kB';
SELECT left(pg_temp.error_of('SELECT * FROM pg_temp.again()'), 5);
RESET max_stack_depth;

-- sizes are refused before they hurt
SELECT pg_temp.error_of($$SELECT count(*) FROM match_mentors('SELECT generate_series(1, 8000) AS mentee_id', 'SELECT generate_series(1, 8000) AS mentor_id')$$);
SELECT pg_temp.error_of($$SELECT count(*) FROM match_mentors('SELECT 1 AS mentee_id', 'SELECT generate_series(1, 1000001) AS mentor_id')$$);

-- memory is refused before it is taken: while people are read, for their pairs
-- (counted, if they might be too many), and for solving
CREATE FUNCTION pg_temp.whole_error_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN program_limit_exceeded THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, message, regexp_replace(detail, 'least \d{4,} kB', 'least N kB'), hint);
END $$;
CREATE FUNCTION pg_temp.needed(command text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	EXECUTE command;
	RETURN 0;
EXCEPTION WHEN program_limit_exceeded THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN substring(detail FROM 'least (\d+) kB');
END $$;
CREATE TEMP TABLE big AS SELECT i AS mentee_id, i AS mentor_id, i % 5 AS score FROM generate_series(1, 1000) i;
CREATE TEMP TABLE call (name text, command text);
INSERT INTO call VALUES
	('people', $$SELECT count(*) FROM match_mentors('SELECT i AS mentee_id FROM generate_series(1, 100000) i', 'SELECT 1 AS mentor_id')$$),
	('what is known of them', $$SELECT count(*) FROM match_mentors('SELECT i AS mentee_id, array(SELECT generate_series(1, 5000)) AS excluded_mentor_ids FROM generate_series(1, 1000) i', 'SELECT 1 AS mentor_id')$$),
	('pairs', $$SELECT count(*) FROM match_mentors('SELECT mentee_id FROM big', 'SELECT mentor_id FROM big')$$),
	('stable', $$SELECT count(*) FROM match_mentors('SELECT mentee_id FROM big', 'SELECT mentor_id FROM big', 'objective=stable')$$),
	('blocking', $$SELECT count(*) FROM blocking_pairs('SELECT mentee_id FROM big', 'SELECT mentor_id FROM big')$$),
	('edges', $$SELECT count(*) FROM assign('SELECT 1 AS mentee_id, i AS mentor_id, i AS score FROM generate_series(1, 1000000) i')$$),
	('solving', $$SELECT count(*) FROM assign('SELECT a.mentee_id, b.mentor_id, b.score FROM big a, big b WHERE a.mentee_id <= 100')$$),
	('prices', $$SELECT count(*) FROM assign_certificate('SELECT a.mentee_id, b.mentor_id, b.score FROM big a, big b WHERE a.mentee_id <= 100')$$);
SET mentorship.match_memory = '4MB';
SELECT name, pg_temp.whole_error_of(command) FROM call;
-- while people are read nobody knows how many will come; after that, with as
-- much as is asked for they run, at the latest when the pairs are counted
CREATE FUNCTION pg_temp.enough(command text, OUT kb int, OUT questions int) LANGUAGE plpgsql AS $$
DECLARE
	needed int := 4096;
BEGIN
	questions := 0;
	WHILE needed > 0 LOOP
		kb := needed;
		PERFORM set_config('mentorship.match_memory', needed::text, true);
		needed := pg_temp.needed(command);
		questions := questions + 1;
	END LOOP;
END $$;
SELECT name, questions <= 5 AS soon, kb BETWEEN 4096 AND 40000 AS moderate FROM call, pg_temp.enough(command)
WHERE name IN ('pairs', 'stable', 'blocking', 'solving', 'prices');
RESET mentorship.match_memory;
SHOW mentorship.match_memory;
SET mentorship.match_memory = '1000kB';
-- who can never meet takes no memory: 200000 people in 1000 schools
SET mentorship.match_memory = '512MB';
SELECT count(*), count(mentor_id) FROM match_mentors('SELECT i AS mentee_id, i % 1000 AS school_id FROM generate_series(1, 150000) i',
	'SELECT i AS mentor_id, array[i % 1000] AS school_ids, 2 AS capacity FROM generate_series(1, 50000) i');
RESET mentorship.match_memory;

-- a long computation can be stopped
SET statement_timeout = '50ms';
SELECT count(*) FROM match_mentors('SELECT generate_series(1, 5000) AS mentee_id, ''Mon:P1-P4''::availability AS availability',
	'SELECT i AS mentor_id, ''Mon:P2-P6''::availability AS availability, 1 AS capacity FROM generate_series(1, 5000) i');
RESET statement_timeout;

-- many failures leave nothing behind
DO $$
BEGIN
	FOR k IN 1..2000 LOOP
		BEGIN
			PERFORM match_mentors('SELECT 1 AS mentee_id', 'SELECT 1 AS mentor_id, -1 AS capacity');
		EXCEPTION WHEN invalid_parameter_value THEN
			NULL;
		END;
	END LOOP;
END $$;
SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'mentorship%';
-- the limit counts also if it was set before the library was loaded
\c -
SET mentorship.match_memory = '1MB';
\set VERBOSITY sqlstate
SELECT count(*) FROM match_mentors('SELECT generate_series(1, 1000) AS mentee_id', 'SELECT generate_series(1, 1000) AS mentor_id');
RESET mentorship.match_memory;
SELECT count(*) FROM match_mentors('SELECT generate_series(1, 1000) AS mentee_id', 'SELECT generate_series(1, 1000) AS mentor_id');
