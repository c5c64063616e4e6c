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
