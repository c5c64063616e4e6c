SET extra_float_digits = 1;
-- only the last threshold met counts
SELECT absence_rate, failed_courses, risk_score('points; absence_rate >=0.10:2 >=0.20:4; failed_courses >=1:1', f) AS score
FROM (VALUES (0.0999, 0), (0.1, 0), (0.1, 1), (0.1999, 3), (0.2, 0), (0.2, 1), (1, 9), (NULL, 1), (0.2, NULL)) f (absence_rate, failed_courses);

-- each comparison at its edge
SELECT a, risk_score('points; a >=1:1', f) AS ge, risk_score('points; a >1:1', f) AS gt,
	risk_score('points; a <=1:1', f) AS le, risk_score('points; a <1:1', f) AS lt,
	risk_score('points; a <10:1 >=90:2', f) AS both_ends
FROM (VALUES (0.9::float8), (1), (1.1), (50), (90), ('Infinity'), ('-Infinity')) f (a);

-- missing: no default, no score; a default stands for NULL, NaN and an absent column
SELECT risk_score('points; a *1; b *1', f) AS none,
	risk_score('points; a *1; b *1; missing a=10', f) AS a_only,
	risk_score('points; a *1; b *1; missing a=10; missing b=20', f) AS both,
	risk_score('points; a *1; c *1; missing a=10; missing c=5', f) AS absent
FROM (VALUES (1::numeric, 2::float8), (NULL, 2), (1, NULL), ('NaN', 2), (1, 'NaN'), (NULL, NULL)) f (a, b);
SELECT risk_score('points; base=5', f) FROM (SELECT 1 AS a) f;
SELECT risk_score(NULL, f) IS NULL AS no_card, risk_score('points', NULL::pg_class) IS NULL AS no_row FROM (SELECT 1 AS a) f;

-- bounds of the value
SELECT a, risk_score('points; a *0.5 max 10', f) AS at_most, risk_score('points; a *0.5 min 0', f) AS at_least, risk_score('points; a *-2 min 0 max 10', f) AS within
FROM (VALUES (-4), (0), (5), (10), (11)) f (a);

-- the logistic form, against SQL's own arithmetic
SELECT x, risk_score('logistic; x *1', f) AS score,
	abs(risk_score('logistic; x *1', f) - 1 / (1 + exp(-x::numeric))) < 1e-15 AS right
FROM (VALUES (-700), (-30), (-1), (0), (1), (30), (700)) f (x);

-- every type of number, domains over them, and boolean
CREATE DOMAIN pg_temp.share AS numeric(5, 4) CHECK (VALUE BETWEEN 0 AND 1);
CREATE DOMAIN pg_temp.small_share AS pg_temp.share;
CREATE TABLE typed (a bool, b int2, c int4, d int8, e float4, f float8, g numeric, h pg_temp.small_share, note text);
INSERT INTO typed VALUES (true, -2, 3, 4, 0.5, 6.25, 7.125, 0.75, 'x'), (false, 32767, -2147483648, 9007199254740992, 1.5, 1e10, 1e15, 1, 'y');
SELECT x.feature, x.value, x.points FROM typed t, risk_reasons('points; h *1; g *1; f *1; e *1; d *1; c *1; b *1; a *1', t) x;
SELECT risk_score('points; a >=1:1', t) FROM typed t;

-- rows of every kind
CREATE TYPE pg_temp.features AS (b int, a int);
SELECT risk_score('points; a *1; b *10', ROW(1, 2)::pg_temp.features) AS composite,
	risk_score('points; f1 *1; f2 *10', ROW(1, 2)) AS anonymous,
	(SELECT risk_score('points; a *1; b *10', s) FROM (SELECT 1 AS b, 2 AS a) s) AS subquery,
	(SELECT risk_score('points; a *1; b *10', j) FROM ((SELECT 1 AS b) x CROSS JOIN (SELECT 2 AS a) y) j) AS joined,
	(WITH s AS MATERIALIZED (SELECT 1 AS b, 2 AS a) SELECT risk_score('points; a *1; b *10', s) FROM s) AS cte;
CREATE DOMAIN pg_temp.feature_row AS pg_temp.features;
SELECT risk_score('points; a *1; b *10', ROW(1, 2)::pg_temp.feature_row) AS domain_over_row;
-- a dropped and an added column, and a card that changes from row to row
ALTER TABLE typed DROP COLUMN c, ADD COLUMN "Added Later" int DEFAULT 42;
SELECT risk_score('points; b *1; "Added Later" *1', t) FROM typed t;
SELECT k, risk_score(card, f) FROM (VALUES (1, 'points; k *1'::scorecard), (2, 'points; k *100'), (3, 'points; base=-1; k *0'), (4, 'points; k *1')) f (k, card);

-- reasons: base unless 0, then every feature; missing ones say so
SELECT * FROM risk_reasons('logistic; base=-3.2; absence_rate *8.1; incidents *0.35 max 10; moves *1; missing incidents=2',
	(SELECT f FROM (SELECT 0.25 AS absence_rate, NULL::int AS incidents, 1 AS moves) f));
SELECT r.*, risk_score('points; absence_rate >=0.1:2; grade *1', f)
FROM (SELECT 0.25 AS absence_rate, NULL::int AS grade) f, risk_reasons('points; absence_rate >=0.1:2; grade *1', f) r;
SELECT * FROM risk_reasons('points', (SELECT f FROM (SELECT 1 AS a) f));

-- against plain SQL, on random students
CREATE TABLE student_features AS
SELECT k AS student_id,
	CASE WHEN abs(hashint4(k)) % 20 > 0 THEN round((abs(hashint4(k + 1)) % 400) / 1000.0, abs(hashint4(k + 2)) % 4) END AS absence_rate,
	CASE WHEN abs(hashint4(k + 3)) % 20 > 0 THEN abs(hashint4(k + 4)) % 5 END AS failed_courses,
	CASE WHEN abs(hashint4(k + 5)) % 20 > 0 THEN (abs(hashint4(k + 6)) % 30)::smallint END AS incidents,
	CASE WHEN abs(hashint4(k + 7)) % 20 > 0 THEN abs(hashint4(k + 8)) % 2 = 0 END AS moved,
	CASE WHEN abs(hashint4(k + 9)) % 20 > 0 THEN (abs(hashint4(k + 10)) % 1000) / 250.0::float8 END AS gpa
FROM generate_series(1, 5000) k;
CREATE TEMP TABLE scored AS
SELECT s.*,
	risk_score('points; base=0.5; absence_rate >=0.05:1 >0.10:2.25 >=0.20:4; failed_courses >=1:1 >=3:2; gpa <2:1 <=1:3; moved >=1:0.1; incidents *0.3 max 10; missing incidents=0', s) AS points,
	risk_score('logistic; base=-3.2; absence_rate *8.1; incidents *0.35 max 10; moved *0.7; gpa *-0.4; missing incidents=0; missing gpa=2.5', s) AS probability
FROM student_features s;
SELECT count(*) AS students, count(points) AS scored, count(probability) AS with_probability,
	count(*) FILTER (WHERE points IS DISTINCT FROM 0.5::float8
		+ CASE WHEN absence_rate IS NULL THEN NULL WHEN absence_rate >= 0.20 THEN 4 WHEN absence_rate > 0.10 THEN 2.25 WHEN absence_rate >= 0.05 THEN 1 ELSE 0 END
		+ CASE WHEN failed_courses IS NULL THEN NULL WHEN failed_courses >= 3 THEN 2 WHEN failed_courses >= 1 THEN 1 ELSE 0 END
		+ CASE WHEN gpa IS NULL THEN NULL WHEN gpa <= 1 THEN 3 WHEN gpa < 2 THEN 1 ELSE 0 END
		+ CASE WHEN moved IS NULL THEN NULL WHEN moved THEN 0.1::float8 ELSE 0 END
		+ 0.3::float8 * least(coalesce(incidents, 0), 10)) AS different_points,
	count(*) FILTER (WHERE (probability IS NULL) <> (absence_rate IS NULL OR moved IS NULL)
		OR abs(probability - 1 / (1 + exp(-(-3.2 + 8.1 * absence_rate::float8 + 0.35 * least(coalesce(incidents, 0), 10)
			+ 0.7 * moved::int - 0.4 * coalesce(gpa, 2.5))))) > 1e-14) AS different_probability
FROM scored;

-- reasons add up to the score, to the last bit
SELECT count(*) AS students,
	count(*) FILTER (WHERE x.points IS DISTINCT FROM r.total) AS different_points,
	count(*) FILTER (WHERE x.probability IS DISTINCT FROM CASE WHEN l.total < 0 THEN exp(l.total) / (1 + exp(l.total)) ELSE 1 / (1 + exp(-l.total)) END) AS different_probability
FROM scored x JOIN student_features s USING (student_id),
	LATERAL (SELECT CASE WHEN bool_and(points IS NOT NULL) THEN sum(points) END FROM risk_reasons('points; base=0.5; absence_rate >=0.05:1 >0.10:2.25 >=0.20:4; failed_courses >=1:1 >=3:2; gpa <2:1 <=1:3; moved >=1:0.1; incidents *0.3 max 10; missing incidents=0', s)) r (total),
	LATERAL (SELECT CASE WHEN bool_and(points IS NOT NULL) THEN sum(points) END FROM risk_reasons('logistic; base=-3.2; absence_rate *8.1; incidents *0.35 max 10; moved *0.7; gpa *-0.4; missing incidents=0; missing gpa=2.5', s)) l (total);

-- in parallel, the same
ALTER TABLE student_features SET (parallel_workers = 2);
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT count(*), sum(risk_score('balfanz; missing failed_math=0; missing failed_english=0; missing suspended_days=0', s)) FROM student_features s;
SELECT count(*), sum(risk_score('balfanz; missing failed_math=0; missing failed_english=0; missing suspended_days=0', s)) FROM student_features s;
SELECT sum(risk_score('points; r *1', x)) FROM (SELECT absence_rate > 0.2 AS r, student_id FROM student_features OFFSET 0) x;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
SELECT count(*) FILTER (WHERE absence_rate >= 0.2) AS flagged FROM student_features;

-- one expression, rows of many types: a table that changes under it
CREATE FUNCTION pg_temp.score_of(r record) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
	RETURN risk_score('points; a *1; b *10; missing b=0', r);
EXCEPTION WHEN undefined_column THEN
	RETURN -1;
END $$;
SELECT pg_temp.score_of(ROW(1, 2)::pg_temp.features), pg_temp.score_of((SELECT x FROM (SELECT 7 AS a) x)),
	pg_temp.score_of((SELECT x FROM (SELECT 'n'::text AS n) x)), pg_temp.score_of((SELECT x FROM (SELECT 2.5 AS b, 1::int8 AS a) x));
DO $$
DECLARE
	s float8;
BEGIN
	FOR k IN 1..4 LOOP
		SELECT sum(risk_score('points; a *1; b *10; missing b=0', t)) INTO s FROM typed t;
		RAISE NOTICE '%: %', k, s;
		IF k = 1 THEN ALTER TABLE typed RENAME b TO bb; END IF;
		IF k = 2 THEN ALTER TABLE typed ADD COLUMN b numeric DEFAULT 3; END IF;
		IF k = 3 THEN ALTER TABLE typed ALTER b DROP DEFAULT, ALTER b TYPE boolean USING true; END IF;
	END LOOP;
END $$;
DROP TABLE typed, student_features;

-- where the planner knows the columns, no row is built; the scores are those of rows all the same
CREATE TABLE known (b float8, dropped text, a int NOT NULL, "C d" numeric);
ALTER TABLE known DROP COLUMN dropped;
INSERT INTO known VALUES (1, 2, 3), (NULL, 5, 7), (1.5, 4, NULL);
CREATE VIEW seen AS SELECT a, "C d", b FROM known WHERE a > 2;
EXPLAIN (VERBOSE, COSTS OFF) SELECT risk_score('points; a *1; "C d" *10; missing "C d"=4', k) FROM known k;
EXPLAIN (VERBOSE, COSTS OFF) SELECT risk_score('points; a *1; absent *10; missing absent=4', s) FROM seen s;
EXPLAIN (VERBOSE, COSTS OFF) SELECT risk_score('points; a *1', k) FROM (VALUES (1)) v (x) LEFT JOIN known k ON k.a = v.x;
EXPLAIN (VERBOSE, COSTS OFF) SELECT risk_score('points; a *1; missing a=3', k) FROM (VALUES (1), (2)) v (x) LEFT JOIN known k ON k.a = v.x;
CREATE FUNCTION pg_temp.by_row(card scorecard, r record) RETURNS float8 LANGUAGE plpgsql AS 'BEGIN RETURN risk_score(card, r); END';
SELECT count(*) AS compared, count(*) FILTER (WHERE s IS DISTINCT FROM r) AS different FROM (
	SELECT risk_score('points; base=1; a *1; "C d" *10; missing "C d"=4', k), pg_temp.by_row('points; base=1; a *1; "C d" *10; missing "C d"=4', k) FROM known k
	UNION ALL SELECT risk_score('logistic; b *-0.1; absent *10; missing absent=4', s), pg_temp.by_row('logistic; b *-0.1; absent *10; missing absent=4', s) FROM seen s
	UNION ALL SELECT risk_score('points; a *1; b *1; missing b=9', w), pg_temp.by_row('points; a *1; b *1; missing b=9', w) FROM (SELECT a + 1 AS a, b FROM known) w
	UNION ALL SELECT risk_score('points; a *1', k), pg_temp.by_row('points; a *1', k) FROM (VALUES (1), (2)) v (x) LEFT JOIN known k ON k.a = v.x
	UNION ALL SELECT risk_score('points; a *1; missing a=3', k), pg_temp.by_row('points; a *1; missing a=3', k) FROM (VALUES (1), (2)) v (x) LEFT JOIN known k ON k.a = v.x
	UNION ALL SELECT risk_score('points; a *1; missing a=3', s), pg_temp.by_row('points; a *1; missing a=3', s) FROM (VALUES (1), (5)) v (x) LEFT JOIN seen s ON s.a = v.x
	UNION ALL SELECT risk_score('points; a *1; x *2', j), pg_temp.by_row('points; a *1; x *2', j) FROM (known CROSS JOIN (VALUES (7)) v (x)) j
	UNION ALL SELECT risk_score('points; base=3', k), 3 FROM known k
	UNION ALL SELECT risk_score(c.card, k), pg_temp.by_row(c.card, k) FROM known k, (SELECT 'points; a *1'::scorecard) c (card)) t (s, r);
SELECT risk_score_values('points; a *1; b *10; missing b=2', 1, NULL::numeric), risk_score_values('points; a *1; b *10', true, 2.5), risk_score_values('points; a *1', NULL::int), risk_score_values(NULL, 1);
DO $$
DECLARE
	command text;
BEGIN
	FOREACH command IN ARRAY ARRAY['SELECT risk_score(''points; a *1; gone *1'', k) FROM known k', 'SELECT risk_score(''points; t *1'', k) FROM (SELECT now() AS t) k',
		'SELECT risk_score(''points; a *1'', k) FROM (SELECT 1 AS a, 2 AS a) k', 'SELECT risk_score_values(''points; a *1'', 1, 2)', 'SELECT risk_score_values(''points; a *1'', now())'] LOOP
		BEGIN
			EXECUTE command;
		EXCEPTION WHEN OTHERS THEN
			RAISE INFO '%: %', SQLSTATE, SQLERRM;
		END;
	END LOOP;
END $$;
-- a prepared statement sees a column that is renamed
PREPARE score AS SELECT sum(risk_score('points; a *1; missing a=100', k)) FROM known k;
EXECUTE score;
ALTER TABLE known RENAME a TO aa;
EXECUTE score;
DROP VIEW seen;
DROP TABLE known;
