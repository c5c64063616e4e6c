/*
 * people.sql
 *		Mentees and mentors of one pool for match_mentors(): tables mentee_N_M and
 *		mentor_N_M with psql variables "mentees" and "mentors".  Everybody is free
 *		in two to six of twenty slots and has two to five of thirty traits.
 */
CREATE FUNCTION pg_temp.hash(VARIADIC parts int[]) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT abs(hashtextextended(parts::text, 0) % 1000000)::int $$;
CREATE FUNCTION pg_temp.week(side int, id int) RETURNS availability LANGUAGE sql IMMUTABLE AS $$
	SELECT availability_agg(availability(1 + h % 5, (array['before', 'P1', 'P4', 'after'])[1 + h / 5 % 4]))
	FROM (SELECT pg_temp.hash(side, id, k) AS h FROM generate_series(0, 2 + pg_temp.hash(side, id) % 5) AS k) AS s
$$;
CREATE FUNCTION pg_temp.interests(side int, id int) RETURNS traits LANGUAGE sql IMMUTABLE AS $$
	SELECT string_agg(DISTINCT 'interest ' || pg_temp.hash(side, id, k) % 30, ', ')::traits
	FROM generate_series(10, 12 + pg_temp.hash(side, id) % 4) AS k
$$;
CREATE TABLE :mentee_table AS
SELECT i AS mentee_id, pg_temp.week(1, i) AS availability, pg_temp.interests(1, i) AS traits,
	CASE WHEN pg_temp.hash(5, i) % 4 = 0 THEN '{en,es}'::text[] ELSE '{en}' END AS languages,
	1 + pg_temp.hash(6, i) % 5 AS priority
FROM generate_series(1, :mentees) AS i;
CREATE TABLE :mentor_table AS
SELECT j AS mentor_id, pg_temp.week(2, j) AS availability, pg_temp.interests(2, j) AS traits,
	CASE WHEN pg_temp.hash(7, j) % 3 = 0 THEN '{es}'::text[] ELSE '{en}' END AS languages,
	pg_temp.hash(8, j) % (2 * :mentees / :mentors + 1) AS capacity
FROM generate_series(1, :mentors) AS j;
ANALYZE :mentee_table;
ANALYZE :mentor_table;
DROP FUNCTION pg_temp.week, pg_temp.interests, pg_temp.hash;
