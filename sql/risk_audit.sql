SET extra_float_digits = 1;
CREATE FUNCTION pg_temp.error_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, message, nullif(detail, ''), nullif(hint, ''));
END $$;
-- by hand: two groups, one flagged at 0.5 in each
SELECT * FROM risk_audit($$VALUES (0.9, true, 'a'), (0.2, true, 'a'), (0.1, false, 'a'), (0.5, false, 'b'), (0.4, false, 'b')$$, 0.5);
SELECT * FROM risk_audit($$SELECT * FROM (VALUES (0.9, true, 'a'), (0.2, true, 'a'), (0.1, false, 'a'), (0.5, false, 'b'), (0.4, false, 'b')) v (score, outcome, grp)$$, 0.5);

-- random students with many ties, some without a group, a score or an outcome; against plain SQL
CREATE TABLE scored AS
SELECT k, abs(hashint4(k)) % 21 / 20.0::float8 AS score, abs(hashint4(k + 1)) % 20 < abs(hashint4(k)) % 21 AS outcome,
	CASE WHEN abs(hashint4(k + 2)) % 1000 < 2 THEN 'tiny' WHEN abs(hashint4(k + 2)) % 50 > 0 THEN 'School ' || abs(hashint4(k + 3)) % 7 END AS grp
FROM generate_series(1, 3000) k;
UPDATE scored SET score = NULL WHERE k % 97 = 0;
UPDATE scored SET outcome = NULL WHERE k % 103 = 0;
INSERT INTO scored VALUES (3001, NULL, true, 'nobody to judge'), (3002, 0.3, false, 'nobody hit'), (3003, 0.7, true, 'all hit');
CREATE TABLE plain AS
SELECT g.grp, g.everyone, count(s.k) AS n,
	avg(s.outcome::int::float8) AS base_rate, avg((s.score >= c)::int::float8) AS flagged_share,
	(count(*) FILTER (WHERE s.score >= c AND s.outcome))::float8 / nullif(count(*) FILTER (WHERE s.score >= c), 0) AS "precision",
	(count(*) FILTER (WHERE s.score >= c AND s.outcome))::float8 / nullif(count(*) FILTER (WHERE s.outcome), 0) AS recall,
	(count(*) FILTER (WHERE s.score >= c AND NOT s.outcome))::float8 / nullif(count(*) FILTER (WHERE NOT s.outcome), 0) AS false_positive_rate,
	(count(*) FILTER (WHERE s.score < c AND s.outcome))::float8 / nullif(count(*) FILTER (WHERE s.outcome), 0) AS false_negative_rate,
	(SELECT avg(CASE WHEN p.score > q.score THEN 1 WHEN p.score = q.score THEN 0.5 ELSE 0 END)::float8
	 FROM scored p, scored q WHERE p.outcome AND NOT q.outcome AND p.score IS NOT NULL AND q.score IS NOT NULL
		AND (g.everyone OR coalesce(p.grp, '(none)') = g.grp AND coalesce(q.grp, '(none)') = g.grp)) AS auc,
	avg(s.score) AS mean_score, avg((s.score - s.outcome::int) ^ 2) AS brier
FROM (SELECT DISTINCT coalesce(grp, '(none)') AS grp, false AS everyone FROM scored UNION ALL SELECT NULL, true) g
LEFT JOIN scored s ON (g.everyone OR coalesce(s.grp, '(none)') = g.grp) AND s.score IS NOT NULL AND s.outcome IS NOT NULL, (VALUES (0.6)) v (c)
GROUP BY g.grp, g.everyone, c;
CREATE TABLE audit AS SELECT *, row_number() OVER () AS place FROM risk_audit('SELECT score, outcome, grp FROM scored', 0.6);
SELECT count(*) AS groups, count(*) FILTER (WHERE a.n IS DISTINCT FROM p.n
		OR (a.base_rate IS NULL) <> (p.base_rate IS NULL) OR abs(a.base_rate - p.base_rate) > 1e-13
		OR (a.flagged_share IS NULL) <> (p.flagged_share IS NULL) OR abs(a.flagged_share - p.flagged_share) > 1e-13
		OR a."precision" IS DISTINCT FROM p."precision" OR a.recall IS DISTINCT FROM p.recall
		OR a.false_positive_rate IS DISTINCT FROM p.false_positive_rate OR a.false_negative_rate IS DISTINCT FROM p.false_negative_rate
		OR (a.auc IS NULL) <> (p.auc IS NULL) OR abs(a.auc - p.auc) > 1e-13
		OR (a.mean_score IS NULL) <> (p.mean_score IS NULL) OR abs(a.mean_score - p.mean_score) > 1e-13
		OR (a.brier IS NULL) <> (p.brier IS NULL) OR abs(a.brier - p.brier) > 1e-13
		OR a.small IS DISTINCT FROM (p.n < 10)) AS different
FROM audit a FULL JOIN plain p ON coalesce(a.grp, 'everyone') = coalesce(p.grp, 'everyone');
SELECT place, grp, n, small, "precision" IS NULL AS nobody_flagged, recall IS NULL AS nobody_had_it, auc IS NULL AS one_kind FROM audit ORDER BY place;
-- scores that are no probabilities have no Brier score; grp of any type; no rows
SELECT * FROM risk_audit('SELECT score * 10 AS score, outcome, k % 2 AS grp FROM scored WHERE grp = ''tiny''', 6);
SELECT * FROM risk_audit('SELECT score, outcome, grp FROM scored WHERE false', 6);
SELECT grp, n, flagged_share FROM risk_audit('SELECT score, outcome, 1 AS grp FROM scored', 'Infinity');
-- in workers the same, to the last bit
ALTER TABLE scored SET (parallel_workers = 2);
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET client_min_messages = warning;
SELECT count(*) AS different FROM (TABLE audit EXCEPT SELECT *, row_number() OVER () FROM risk_audit('SELECT score, outcome, grp FROM scored', 0.6)) d;
RESET client_min_messages;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- calibration: the bands of SQL's own comparison, every border in them
CREATE TABLE bands AS SELECT * FROM risk_calibration('SELECT score, outcome FROM scored', 20);
SELECT count(*) AS bands, count(*) FILTER (WHERE b.n <> p.n OR (p.n > 0 AND (abs(b.mean_score - p.mean_score) > 1e-13 OR abs(b.observed - p.observed) > 1e-13))
	OR (p.n = 0 AND (b.mean_score, b.observed) IS DISTINCT FROM (NULL::float8, NULL::float8)) OR b.small <> (p.n < 10)) AS different, sum(b.n) AS n
FROM bands b JOIN LATERAL (SELECT count(*) AS n, avg(score) AS mean_score, avg(outcome::int::float8) AS observed FROM scored
	WHERE score IS NOT NULL AND outcome IS NOT NULL AND score >= b.from_score AND (score < b.to_score OR b.band = 20)) p ON true;
SELECT * FROM risk_calibration('SELECT score, outcome FROM (VALUES (0, false), (0.29, true), (0.5, true), (1, true)) v (score, outcome)', 2);
SELECT band, from_score, to_score, n FROM risk_calibration('SELECT j / 100.0 AS score, true AS outcome FROM generate_series(0, 100) j', 100) WHERE n <> 1;
SELECT band, n, mean_score, observed, small FROM risk_calibration('SELECT 0.5 AS score, true AS outcome WHERE false', 2);
SELECT count(*), max(to_score) FROM risk_calibration('SELECT score, outcome FROM scored WHERE k < 10');

-- errors
SELECT pg_temp.error_of(q) FROM (VALUES
	('SELECT * FROM risk_audit(NULL, 1)'), ('SELECT * FROM risk_audit(''SELECT 1'', NULL)'), ($$SELECT * FROM risk_audit('SELECT score, outcome, grp FROM scored', 'NaN')$$),
	($$SELECT * FROM risk_audit('SELECT score, outcome FROM scored', 0.5)$$), ($$SELECT * FROM risk_audit('SELECT score, grp FROM scored', 0.5)$$),
	($$SELECT * FROM risk_audit('SELECT grp AS score, outcome, grp FROM scored', 0.5)$$), ($$SELECT * FROM risk_audit('SELECT score, k AS outcome, grp FROM scored', 0.5)$$),
	($$SELECT * FROM risk_audit('SELECT score, score, outcome, grp FROM scored', 0.5)$$), ($$SELECT * FROM risk_audit('SELECT ''NaN''::float8 AS score, outcome, grp FROM scored', 0.5)$$),
	($$SELECT * FROM risk_audit('DROP TABLE scored', 0.5)$$), ($$SELECT * FROM risk_audit('SELECT score, outcome, grp FROM nowhere', 0.5)$$),
	('SELECT * FROM risk_calibration(NULL)'), ($$SELECT * FROM risk_calibration('SELECT score, outcome FROM scored', NULL)$$),
	($$SELECT * FROM risk_calibration('SELECT score, outcome FROM scored', 0)$$), ($$SELECT * FROM risk_calibration('SELECT score, outcome FROM scored', -1)$$),
	($$SELECT * FROM risk_calibration('SELECT score, outcome FROM scored', 1001)$$), ($$SELECT * FROM risk_calibration('SELECT score * 2 AS score, outcome FROM scored')$$),
	($$SELECT * FROM risk_calibration('SELECT score FROM scored')$$)) v (q);
DROP TABLE scored, plain, audit, bands;
