-- the bare solver, on pairs that a query yields

-- a pair that is not there is forbidden: by participation both are matched, by
-- scores the best pair stands alone
CREATE TEMP TABLE edge (mentee_id int, mentor_id int, score int);
INSERT INTO edge VALUES (1, 1, 6), (1, 2, 1), (2, 1, 4);
SELECT * FROM assign('TABLE edge');
SELECT * FROM assign('TABLE edge', objective => 'score');
-- breaking a live pair costs p: keep 1-2 if and only if p is more than 1, a tie
-- goes to the smaller mentor
SELECT p, (SELECT array_agg((mentee_id, mentor_id, score)) FROM assign(format(
	'SELECT mentee_id, mentor_id, score + CASE WHEN mentor_id = 2 THEN %s ELSE 0 END AS score FROM edge', p),
	objective => 'score')) AS result
FROM unnest('{0,0.9,1,1.1,2}'::numeric[]) p;

-- two seats
SELECT * FROM assign('TABLE edge', 'SELECT 1 AS mentor_id, 2 AS capacity');
SELECT * FROM assign('TABLE edge', 'SELECT 1 AS mentor_id, 2 AS capacity', objective => 'score');
-- no seat, and a mentor nobody named
SELECT * FROM assign('TABLE edge', 'SELECT m AS mentor_id, 0 AS capacity FROM unnest(array[1, 9]) m');

-- priorities come first, then scores
SELECT * FROM assign('SELECT 1 AS mentee_id, 5 AS mentor_id, 100 AS score UNION ALL VALUES (2, 5, 1)');
SELECT * FROM assign('SELECT 1 AS mentee_id, 5 AS mentor_id, 100 AS score UNION ALL VALUES (2, 5, 1)',
	priorities => 'SELECT 2 AS mentee_id, 2 AS priority');
SELECT * FROM assign('SELECT 1 AS mentee_id, 5 AS mentor_id, 100 AS score UNION ALL VALUES (2, 5, 1)',
	priorities => 'SELECT 2 AS mentee_id, 2 AS priority', objective => 'score');

-- the best of several edges of a pair counts; ids and scores of any number type
SELECT mentee_id, mentor_id, score, pg_typeof(score)
FROM assign('SELECT 1::smallint AS mentee_id, 9223372036854775807 AS mentor_id, s::float4 AS score FROM unnest(array[0.25, 0.5]) s');
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, 0.1234565::numeric AS score');
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, -0.1234565::numeric AS score');
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, -7 AS score');
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, -7 AS score', objective => 'score');
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, 57646075230342348::bigint AS score');

-- nothing to do
SELECT * FROM assign('SELECT 1 AS mentee_id, 1 AS mentor_id, 1 AS score WHERE false');
SELECT * FROM assign_certificate('SELECT 1 AS mentee_id, 1 AS mentor_id, 1 AS score WHERE false');

-- ties: mentees in the order of their ids get the smallest mentor that completes
SELECT * FROM assign('SELECT i AS mentee_id, j AS mentor_id, 3 AS score FROM generate_series(3, 1, -1) i, generate_series(3, 1, -1) j');
SELECT * FROM assign('SELECT i AS mentee_id, j AS mentor_id, 3 AS score FROM generate_series(1, 3) i, generate_series(1, 3) j WHERE NOT (i = 3 AND j > 1)');

-- the proof, as docs/matching.md gives it
CREATE TEMP TABLE pairs (mentee_id bigint, mentor_id bigint, score numeric);
CREATE TEMP TABLE seats (mentor_id bigint, capacity int);
CREATE TEMP TABLE ranks (mentee_id bigint, priority int);
CREATE TEMP TABLE result (mentee_id bigint, mentor_id bigint, score numeric);
CREATE TEMP TABLE price (side text, id bigint, priority_price bigint, score_price numeric);
CREATE FUNCTION pg_temp.solve(objective text) RETURNS void LANGUAGE sql AS $$
	TRUNCATE result, price;
	INSERT INTO result SELECT * FROM assign('TABLE pairs', 'TABLE seats', 'TABLE ranks', objective);
	INSERT INTO price SELECT * FROM assign_certificate('TABLE pairs', 'TABLE seats', 'TABLE ranks', objective);
$$;
CREATE FUNCTION pg_temp.failed_checks() RETURNS text[] LANGUAGE sql AS $$
	WITH mentee AS (
		SELECT p.id, p.priority_price AS a, p.score_price AS u, coalesce(r.priority, 1) AS priority
		FROM price p LEFT JOIN ranks r ON r.mentee_id = p.id WHERE side = 'mentee'),
	mentor AS (
		SELECT p.id, p.priority_price AS alpha, p.score_price AS v, coalesce(s.capacity, 1) AS capacity
		FROM price p LEFT JOIN seats s ON s.mentor_id = p.id WHERE side = 'mentor'),
	used AS (SELECT mentor_id, count(*) AS n FROM result GROUP BY 1),
	checks (name, holds) AS (
		SELECT 'pairs exist, scores are theirs', (SELECT count(*) FROM result) =
			(SELECT count(*) FROM result JOIN pairs USING (mentee_id, mentor_id, score))
		UNION ALL SELECT 'one mentor each', (SELECT count(*) = count(DISTINCT mentee_id) FROM result)
		UNION ALL SELECT 'capacity', 0 = (SELECT count(*) FROM used JOIN mentor ON id = mentor_id WHERE n > capacity)
		UNION ALL SELECT 'everybody has a price', 0 =
			(SELECT count(*) FROM pairs p LEFT JOIN mentee i ON i.id = mentee_id LEFT JOIN mentor j ON j.id = mentor_id WHERE i.id IS NULL OR j.id IS NULL)
		UNION ALL SELECT 'no pair is worth more than its prices', 0 =
			(SELECT count(*) FROM pairs JOIN mentee i ON i.id = mentee_id JOIN mentor j ON j.id = mentor_id
			WHERE a + alpha < priority OR (a + alpha = priority AND u + v < score))
		UNION ALL SELECT 'signs', 0 = (SELECT count(*) FROM mentee WHERE a < 0 OR (a = 0 AND u < 0))
			+ (SELECT count(*) FROM mentor WHERE alpha < 0 OR (alpha = 0 AND v < 0))
		UNION ALL SELECT 'priorities reach their bound',
			(SELECT coalesce(sum(priority), 0) FROM result JOIN mentee ON id = mentee_id) =
			(SELECT coalesce(sum(a), 0) FROM mentee) + (SELECT coalesce(sum(capacity * alpha), 0) FROM mentor)
		UNION ALL SELECT 'scores reach their bound',
			(SELECT coalesce(sum(score), 0) FROM result) =
			(SELECT coalesce(sum(u), 0) FROM mentee) + (SELECT coalesce(sum(capacity * v), 0) FROM mentor))
	SELECT array_agg(name) FROM checks WHERE holds IS NOT TRUE
$$;
CREATE FUNCTION pg_temp.hash(VARIADIC parts int[]) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT abs(hashtextextended(parts::text, 0) % 1000000)::int $$;
INSERT INTO pairs
SELECT i, j, pg_temp.hash(1, i, j) % 1000 / 10.0
FROM generate_series(1, 300) i, generate_series(1, 90) j WHERE pg_temp.hash(2, i, j) % 10 < 2;
INSERT INTO seats SELECT j, pg_temp.hash(3, j) % 5 FROM generate_series(1, 90) j;
INSERT INTO ranks SELECT i, 1 + pg_temp.hash(4, i) % 4 FROM generate_series(1, 300) i;
SELECT pg_temp.solve('participation');
SELECT pg_temp.failed_checks();
-- seats are short and priorities count
SELECT count(*) BETWEEN 100 AND 250 AS scarce FROM result;
SELECT count(*) > 10 AS seats_are_short FROM price WHERE side = 'mentor' AND priority_price > 0;
-- the answer does not depend on the order of the rows: 100 shuffles
SELECT count(*) AS shuffles, count(DISTINCT answer) AS answers,
	bool_and(answer = (SELECT md5(string_agg(concat_ws(' ', r.*), ',' ORDER BY mentee_id)) FROM result r)) AS the_same
FROM (SELECT s, (SELECT md5(string_agg(concat_ws(' ', a.*), ',' ORDER BY mentee_id)) FROM assign(
		format('SELECT * FROM pairs ORDER BY hashint8extended(mentee_id * 1000 + mentor_id, %s)', s),
		format('SELECT * FROM seats ORDER BY hashint8extended(mentor_id, %s)', s),
		format('SELECT * FROM ranks ORDER BY hashint8extended(mentee_id, %s)', s)) a) AS answer
	FROM generate_series(1, 100) s) x;
-- blocking pairs, as docs/matching.md lists them
ANALYZE pairs, seats, ranks, result;
CREATE TEMP VIEW blocking AS
WITH given AS (
	SELECT mentee_id, mentor_id, score, coalesce(priority, 1) AS priority
	FROM result LEFT JOIN ranks USING (mentee_id)),
last AS (
	SELECT DISTINCT ON (mentor_id) *, count(*) OVER (PARTITION BY mentor_id) AS taken
	FROM given ORDER BY mentor_id, priority, score, mentee_id DESC)
SELECT p.mentee_id, p.mentor_id, p.score, g.mentor_id AS given_mentor_id, g.score AS given_score,
	CASE WHEN taken = coalesce(capacity, 1) THEN l.mentee_id END AS displaced_mentee_id
FROM pairs p LEFT JOIN given g USING (mentee_id) LEFT JOIN ranks r USING (mentee_id)
	LEFT JOIN seats s ON s.mentor_id = p.mentor_id LEFT JOIN last l ON l.mentor_id = p.mentor_id
WHERE (g.mentor_id IS NULL OR (p.score, -p.mentor_id) > (g.score, -g.mentor_id))
	AND (coalesce(taken, 0) < coalesce(capacity, 1)
		OR (coalesce(r.priority, 1), p.score, -p.mentee_id) > (l.priority, l.score, -l.mentee_id));
SELECT count(*), count(given_mentor_id) AS of_the_matched, count(displaced_mentee_id) AS displacing FROM blocking;
-- the other way round: the mentor chooses among those he has and the mentee
CREATE FUNCTION pg_temp.other_blocking() RETURNS bigint LANGUAGE sql AS $$
	WITH would AS (
		SELECT p.* FROM pairs p LEFT JOIN result r USING (mentee_id)
		WHERE r.mentor_id IS NULL OR p.score > r.score OR (p.score = r.score AND p.mentor_id < r.mentor_id)),
	pool AS (
		SELECT mentee_id AS asks, mentor_id, mentee_id, score FROM would
		UNION ALL SELECT w.mentee_id, mentor_id, r.mentee_id, r.score FROM would w JOIN result r USING (mentor_id)),
	ranked AS (
		SELECT asks, mentor_id, mentee_id, row_number() OVER (PARTITION BY asks, mentor_id ORDER BY priority DESC, score DESC, mentee_id) AS rank
		FROM pool JOIN ranks USING (mentee_id)),
	mine AS (
		SELECT mentee_id, mentor_id FROM ranked JOIN seats USING (mentor_id) WHERE asks = mentee_id AND rank <= capacity),
	theirs AS (SELECT mentee_id, mentor_id FROM blocking)
	SELECT (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) + (SELECT count(*) FROM (TABLE theirs EXCEPT TABLE mine) x)
$$;
SELECT pg_temp.other_blocking() AS differences;
-- where both sides rank by the same scores, the best pair first is stable
BEGIN;
UPDATE pairs SET score = score + pg_temp.hash(5, mentee_id::int, mentor_id::int) / 1e7;
UPDATE ranks SET priority = 1;
TRUNCATE result;
DO $$
DECLARE
	p pairs;
BEGIN
	FOR p IN SELECT * FROM pairs ORDER BY score DESC, mentor_id, mentee_id LOOP
		INSERT INTO result SELECT p.* FROM seats s WHERE s.mentor_id = p.mentor_id
			AND capacity > (SELECT count(*) FROM result r WHERE r.mentor_id = p.mentor_id)
			AND NOT EXISTS (SELECT FROM result r WHERE r.mentee_id = p.mentee_id);
	END LOOP;
END $$;
SELECT count(*) > 100 AS matched, (SELECT count(*) FROM blocking) AS blocking, pg_temp.other_blocking() AS differences FROM result;
-- without one of the pairs it is not
DELETE FROM result WHERE mentee_id = (SELECT min(mentee_id) FROM result);
SELECT count(*) > 0 AS blocking, pg_temp.other_blocking() AS differences FROM blocking;
ROLLBACK;
-- false prices prove nothing
BEGIN;
UPDATE price SET score_price = score_price + 0.1 WHERE side = 'mentor' AND id = (SELECT mentor_id FROM result ORDER BY 1 LIMIT 1);
SELECT pg_temp.failed_checks();
ROLLBACK;
BEGIN;
UPDATE price SET priority_price = priority_price - 1 WHERE side = 'mentee' AND id = (SELECT max(id) FROM price WHERE side = 'mentee' AND priority_price > 0);
SELECT pg_temp.failed_checks();
ROLLBACK;
-- a result that is not the best fails the proof
UPDATE result SET mentor_id = b.mentor_id, score = b.score
FROM (SELECT b.* FROM pairs b JOIN result r USING (mentee_id) WHERE b.score < r.score ORDER BY 1, 2 LIMIT 1) b
WHERE result.mentee_id = b.mentee_id;
SELECT pg_temp.failed_checks();

-- by scores alone, priorities are all 0
SELECT pg_temp.solve('score');
UPDATE ranks SET priority = 0;
SELECT pg_temp.failed_checks();

-- brute force: every assignment of small problems, in plain SQL
CREATE TEMP TABLE cases AS
SELECT k, pg_temp.hash(10, k) % 5 AS n, pg_temp.hash(11, k) % 4 AS m, pg_temp.hash(12, k) % 3 = 0 AS by_scores,
	1 + pg_temp.hash(13, k) % 6 AS range, pg_temp.hash(15, k) % 3 AS shift
FROM generate_series(1, 600) k;
CREATE TEMP TABLE e AS
SELECT k, i AS mentee_id, j AS mentor_id, pg_temp.hash(14, k, i, j) % range - shift AS score
FROM cases, generate_series(1, n) i, generate_series(1, m) j WHERE pg_temp.hash(16, k, i, j) % 10 < 6;
CREATE TEMP TABLE c AS
SELECT k, j AS mentor_id, pg_temp.hash(17, k, j) % 3 AS capacity FROM cases, generate_series(1, m) j;
CREATE TEMP TABLE p AS
SELECT k, i AS mentee_id, 1 + pg_temp.hash(18, k, i) % 3 AS priority FROM cases, generate_series(1, n) i;
CREATE TEMP TABLE option AS
SELECT k, mentee_id, mentor_id, score, priority FROM e JOIN p USING (k, mentee_id)
UNION ALL SELECT k, mentee_id, 1000, 0, 0 FROM p;
CREATE INDEX ON option (k, mentee_id);
CREATE INDEX ON c (k, mentor_id);
ANALYZE option;
CREATE FUNCTION pg_temp.brute(k int) RETURNS int[] LANGUAGE sql AS $$
	WITH RECURSIVE tried (i, mates, priority, score) AS (
		SELECT 0, '{}'::int[], 0::bigint, 0::bigint
		UNION ALL
		SELECT t.i + 1, t.mates || o.mentor_id, t.priority + o.priority, t.score + o.score
		FROM tried t JOIN option o ON o.k = brute.k AND o.mentee_id = t.i + 1
		WHERE o.mentor_id = 1000 OR (SELECT count(*) FROM unnest(t.mates) x WHERE x = o.mentor_id)
			< (SELECT capacity FROM c WHERE c.k = brute.k AND c.mentor_id = o.mentor_id))
	SELECT mates FROM tried t, cases d WHERE d.k = brute.k AND t.i = d.n
	ORDER BY CASE WHEN by_scores THEN 0 ELSE priority END DESC, score DESC, mates LIMIT 1
$$;
CREATE FUNCTION pg_temp.solved(k int, by_scores boolean) RETURNS int[] LANGUAGE sql AS $$
	SELECT coalesce(array_agg(coalesce(mentor_id, 1000)::int ORDER BY p.mentee_id), '{}')
	FROM p LEFT JOIN assign(format('SELECT * FROM e WHERE k = %s ORDER BY mentor_id DESC, mentee_id', solved.k),
		format('SELECT * FROM c WHERE k = %s', solved.k), format('SELECT * FROM p WHERE k = %s', solved.k),
		CASE WHEN by_scores THEN 'score' ELSE 'participation' END) USING (mentee_id)
	WHERE p.k = solved.k
$$;
SELECT count(*) AS cases, count(*) FILTER (WHERE pg_temp.brute(k) <> pg_temp.solved(k, by_scores)) AS differences,
	count(*) FILTER (WHERE pg_temp.brute(k) IS NULL) AS untried
FROM cases;

-- what is refused
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
SELECT pg_temp.error_of('SELECT * FROM assign(' || args || ')') AS error
FROM (VALUES
	('NULL'),
	('''TABLE edge'', objective => NULL'),
	('''TABLE edge'', objective => ''stable'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, 3 AS score, 4 AS score'''),
	('''SELECT 1.0 AS mentee_id, 2 AS mentor_id, 3 AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''3'''' AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''3''''::text AS score WHERE false'''),
	('''SELECT NULL::int AS mentee_id, 2 AS mentor_id, 3 AS score'''),
	('''SELECT 1 AS mentee_id, nullif(i, 2) AS mentor_id, 3 AS score FROM generate_series(1, 3) i'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, NULL::int AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''NaN''''::float8 AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''-Infinity''''::numeric AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''NaN''''::numeric AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''Infinity''''::float8 AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, ''''-Infinity''''::float4 AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, 1e300::float8 AS score'''),
	('''SELECT 1 AS mentee_id, 2 AS mentor_id, 1e300::numeric AS score'''),
	('''SELECT 1 AS mentee_id, i AS mentor_id, i * 9000000000000000000 AS score FROM generate_series(0, 1) i'''),
	('''TABLE edge'', ''SELECT 1 AS mentor_id, -1 AS capacity'''),
	('''TABLE edge'', ''SELECT 1 AS mentor_id, NULL::int AS capacity'''),
	('''TABLE edge'', ''SELECT 1 AS mentor_id, 2147483648 AS capacity'''),
	('''TABLE edge'', ''SELECT 1 AS mentor_id, 1 AS capacity FROM generate_series(1, 2)'''),
	('''TABLE edge'', NULL, ''SELECT 1 AS mentee_id, 0 AS priority'''),
	('''TABLE edge'', NULL, ''SELECT 1 AS mentee_id, 1 AS priority FROM generate_series(1, 2)'''),
	('''TABLE nowhere'''),
	('''INSERT INTO edge VALUES (1, 1, 1) RETURNING *'''),
	('''WITH x AS (INSERT INTO edge VALUES (1, 1, 1) RETURNING *) TABLE x'''),
	('''SELECT 1; SELECT 2'''),
	('''CREATE TABLE oops ()'''),
	(''''''),
	('''SELECT 1 AS mentee_id, 1 AS mentor_id, 1/0 AS score''')
) v (args);
SELECT count(*) AS edges_still FROM edge;
-- of the largest capacity none is lost
SELECT count(*) FROM assign('TABLE edge', 'SELECT 1 AS mentor_id, 2147483647 AS capacity');
