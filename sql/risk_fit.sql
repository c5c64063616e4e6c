SET extra_float_digits = 1;
-- the same rows as in tests/reference/logit.R and logit.py, which made the numbers below
CREATE TABLE history AS
SELECT k, (k * 7919) % 101 / 10.0 AS a, (k * 104729) % 7 AS b, (k * 1299709) % 3 = 0 AS d
FROM generate_series(1, 300) k;
ALTER TABLE history ADD y boolean;
UPDATE history SET y = (k * k * 31 + k * 17) % 97 / 97.0 < 1 / (1 + exp(-(-2.5 + 0.3 * a + 0.2 * b - 0.7 * d::int)));
SELECT count(*) AS rows, count(*) FILTER (WHERE y) AS with_outcome FROM history;
CREATE TABLE reference (ridge float8, feature text, coefficient float8, std_error float8);
INSERT INTO reference VALUES
	(0, 'base', -2.553029410086018, 0.3948063175762293),
	(0, 'a', 0.333081687546778, 0.05004448229112024),
	(0, 'b', 0.2214943458203729, 0.06826857665881569),
	(0, 'd', -0.8083856246998788, 0.2911949676067341),
	(1, 'base', -2.498778223116258, 0.3874404570967543),
	(1, 'a', 0.3253465451500156, 0.04907501769122549),
	(1, 'b', 0.2154409631057302, 0.06720491985636498),
	(1, 'd', -0.7863421227254706, 0.2867468674419483),
	(25, 'base', -1.776385406826708, 0.2999462621188751),
	(25, 'a', 0.2198848853862714, 0.03737296210771703),
	(25, 'b', 0.1378826809525101, 0.053280515605063),
	(25, 'd', -0.5048579632571604, 0.227217780493881);
SELECT r.ridge, count(*) AS terms, bool_and(t.feature = r.feature) AS same_terms,
	max(abs(t.coefficient - r.coefficient)) < 1e-11 AS coefficients_agree,
	max(abs(t.std_error - r.std_error)) < 1e-9 AS errors_agree,
	max(abs(t.odds_ratio / exp(r.coefficient) - 1)) < 1e-11 AS odds_agree
FROM reference r JOIN risk_fit_terms('SELECT y, a, b, d FROM history', r.ridge) t USING (feature)
GROUP BY r.ridge ORDER BY r.ridge;
SELECT feature, round(coefficient::numeric, 10), round(std_error::numeric, 8), round(odds_ratio::numeric, 8)
FROM risk_fit_terms('SELECT y, a, b, d FROM history');

-- the card says the same as the terms, to the last digit, and can be read back
SELECT t.feature, t.coefficient = c.coefficient AS same, c.threshold
FROM risk_fit_terms('SELECT y, a, b, d FROM history') t
FULL JOIN scorecard_terms(risk_fit('SELECT y, a, b, d FROM history')) c USING (feature);
SELECT card::text::scorecard = card AS reads_back, regexp_replace(card::text, '(\d\.\d{9})\d*', '\1', 'g') AS card FROM risk_fit('SELECT y, a, b, d FROM history') card;
SELECT count(*) AS scored, abs(avg(risk_score(card, h)) - avg(y::int)) < 1e-12 AS mean_is_base_rate FROM history h, risk_fit('SELECT y, a, b, d FROM history', 0) card;

-- by plain SQL: Newton's iterations over the rows, written out for one feature
WITH RECURSIVE s AS (SELECT avg(a::float8) AS m, stddev_pop(a::float8) AS sd FROM history),
newton (step, b0, b1) AS (
	SELECT 0, 0::float8, 0::float8
	UNION ALL
	SELECT step + 1, b0 + (h11 * g0 - h01 * g1) / (h00 * h11 - h01 * h01), b1 + (h00 * g1 - h01 * g0) / (h00 * h11 - h01 * h01)
	FROM newton, LATERAL (
		SELECT sum(y::int - p) AS g0, sum((y::int - p) * z) - 3 * b1 AS g1,
			sum(p * (1 - p)) AS h00, sum(p * (1 - p) * z) AS h01, sum(p * (1 - p) * z * z) + 3 AS h11
		FROM (SELECT y, z, 1 / (1 + exp(-(b0 + b1 * z))) AS p FROM (SELECT y, (a::float8 - m) / sd AS z FROM history, s) q) r) t
	WHERE step < 20)
SELECT abs(t.coefficient - b1 / sd) < 1e-11 AS slope, abs(c.coefficient - (b0 - b1 * m / sd)) < 1e-11 AS base
FROM newton, s, risk_fit_terms('SELECT y, a FROM history', 3) t, risk_fit_terms('SELECT y, a FROM history', 3) c
WHERE step = 20 AND t.feature = 'a' AND c.feature = 'base';

-- random rows of every type of number, with NULLs and NaN, tens of thousands: what is found is a
-- minimum, because there every partial derivative is 0
CREATE TABLE district AS
SELECT k, (abs(hashint4(k)) % 1000 / 1000.0)::float8 AS absence, (abs(hashint4(k + 1)) % 6)::smallint AS failed, abs(hashint4(k + 2)) % 4 = 0 AS moved,
	(abs(hashint4(k + 3)) % 400 / 100.0)::numeric(4, 2) AS gpa, 20000000000 + abs(hashint4(k + 4)) % 1000 AS far, (abs(hashint4(k + 5)) % 10 / 1e6)::float4 AS tiny
FROM generate_series(1, 40000) k;
ALTER TABLE district ADD y boolean;
UPDATE district SET y = abs(hashint4(k + 6)) % 100000 / 100000.0 < 1 / (1 + exp(-(-3 + 2 * absence + 0.4 * failed + 0.5 * moved::int - 0.3 * gpa::float8 + 0.001 * (far - 20000000500) + 5e4 * tiny)));
UPDATE district SET gpa = NULL WHERE k % 50 = 0;
UPDATE district SET absence = 'NaN' WHERE k % 77 = 0;
UPDATE district SET y = NULL WHERE k % 101 = 0;
CREATE TEMP TABLE fitted AS SELECT feature, coefficient FROM risk_fit_terms('SELECT y, absence, failed, moved, gpa, far, tiny FROM district', 2);
WITH known AS (SELECT y, ARRAY[absence, failed, moved::int, gpa, far, tiny]::float8[] AS x FROM district WHERE y IS NOT NULL AND absence <> 'NaN' AND gpa IS NOT NULL),
scaled AS (SELECT j, avg(x[j]) AS m, stddev_pop(x[j]::numeric)::float8 AS sd FROM known, generate_series(1, 6) j GROUP BY j),
linear AS (SELECT array_agg(coefficient ORDER BY array_position(ARRAY['base', 'absence', 'failed', 'moved', 'gpa', 'far', 'tiny'], feature)) AS b FROM fitted),
residual AS (SELECT x, y::int - 1 / (1 + exp(-(b[1] + b[2] * x[1] + b[3] * x[2] + b[4] * x[3] + b[5] * x[4] + b[6] * x[5] + b[7] * x[6]))) AS e FROM known, linear)
SELECT j, abs(sum(e * (x[j] - m) / sd) - 2 * min(b[j + 1]) * min(sd)) < 1e-3 AS derivative_is_zero, abs(sum(e)) < 1e-3 AS and_of_the_base
FROM residual, scaled, linear GROUP BY j ORDER BY j;

-- rows in another order, other plans, workers: the same coefficients
CREATE TABLE shuffled AS SELECT * FROM district ORDER BY hashint4(k + 77);
ALTER TABLE shuffled SET (parallel_workers = 2);
ANALYZE district; ANALYZE shuffled;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SET client_min_messages = warning;
EXPLAIN (COSTS OFF) SELECT logit_sums_agg(NULL, y, absence, failed) FROM shuffled;
SELECT max(abs(f.coefficient - t.coefficient) / abs(f.coefficient)) <= 1e-13 AS same_in_parallel, count(*)
FROM fitted f JOIN risk_fit_terms('SELECT y, absence, failed, moved, gpa, far, tiny FROM shuffled', 2) t USING (feature);
-- and the passes do run in workers
CREATE FUNCTION refuse_worker(leader int) RETURNS float8 LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
BEGIN
	IF pg_backend_pid() <> leader THEN
		RAISE EXCEPTION 'in a worker';
	END IF;
	RETURN random();
END $$;
SET parallel_leader_participation = off;
DO $$
BEGIN
	PERFORM risk_fit(format('SELECT y, refuse_worker(%s) AS x FROM shuffled', pg_backend_pid()));
EXCEPTION WHEN raise_exception THEN
	RAISE INFO '%', SQLERRM;
END $$;
RESET parallel_leader_participation;
DROP FUNCTION refuse_worker;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
RESET client_min_messages;

-- sums of parts add up to the sums of the whole: exactly, in counts; and to the model of the whole
CREATE TEMP TABLE part AS SELECT k % 7 AS shard, logit_sums_agg(NULL, y, absence, failed, gpa) AS sums FROM district GROUP BY 1;
SELECT split_part(logit_sums_agg(sums)::text, ':', 1) AS merged FROM part;
SELECT split_part(logit_sums_agg(NULL, y, absence, failed, gpa)::text, ':', 1) AS at_once FROM district;
SELECT sums::text::logit_sums::text = sums::text AS reads_back FROM part WHERE shard = 3;
COPY (SELECT sums FROM part WHERE shard = 3) TO '/dev/null' (FORMAT binary);
SELECT octet_length(logit_sums_send(sums)) FROM part WHERE shard = 3;
SELECT logit_sums_agg(NULL, y, x) FROM (VALUES (true, 1::float8), (false, 2), (true, 4), (NULL, 8), (true, NULL)) v (y, x);
SELECT logit_sums_agg('{0,1,0,0}', y, x) FROM (VALUES (true, 1::float8), (false, 2)) v (y, x);
SELECT logit_sums_agg(NULL, y, x) FROM (VALUES (true, 1)) v (y, x) WHERE x > 1;

-- names that need quotes, a query with a semicolon and a comment, WITH, VALUES; one feature
SELECT regexp_replace(risk_fit('WITH w AS (SELECT y, a AS "Absence Rate", b AS "min", d AS "say ""hi""" FROM history) SELECT * FROM w -- all
;  ')::text, '(\d\.\d{6})\d*', '\1', 'g');
SELECT regexp_replace(risk_fit('VALUES (true, 1), (false, 2), (true, 3), (false, 4)')::text, '(\d\.\d{6})\d*', '\1', 'g');
-- rows left out are counted
SELECT regexp_replace(risk_fit('SELECT y, absence, gpa FROM district')::text, '(\d\.\d{6})\d*', '\1', 'g');
-- as the caller: who may not read the table may not fit it
CREATE ROLE regress_risk_reader;
SET ROLE regress_risk_reader;
DO $$
BEGIN
	PERFORM risk_fit('SELECT y, a FROM history');
EXCEPTION WHEN insufficient_privilege THEN
	RAISE INFO '%', SQLERRM;
END $$;
RESET ROLE;
DROP ROLE regress_risk_reader;
-- perfect separation with a ridge has an answer and says so
SELECT regexp_replace(risk_fit('SELECT k > 150, k FROM history')::text, '(\d\.\d{6})\d*', '\1', 'g');
-- more features than rows, with a ridge
SELECT count(*) FROM risk_fit_terms('SELECT k % 2 = 0, k, a, b, k * k AS kk, a * b AS ab FROM history WHERE k <= 4');
-- greatest and least coefficients
SELECT regexp_replace(risk_fit('SELECT y, a * 1e-9::float8 AS nano, b * 1e12::float8 AS huge FROM history')::text, '(\d\.\d{6})\d*', '\1', 'g');
DROP TABLE history, reference, district, shuffled;
