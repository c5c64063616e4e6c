SET extra_float_digits = 1;
-- small cases with known answers
SELECT cases, roc_auc(score, outcome), average_precision(score, outcome), brier_score(score, outcome), score_tally_agg(score, outcome)
FROM (VALUES
	('textbook', 0.1, false), ('textbook', 0.4, false), ('textbook', 0.35, true), ('textbook', 0.8, true),
	('perfect', 0.2, false), ('perfect', 0.9, true),
	('reversed', 0.9, false), ('reversed', 0.2, true),
	('all tied', 0.5, false), ('all tied', 0.5, true), ('all tied', 0.5, false), ('all tied', 0.5, true), ('all tied', 0.5, false),
	('a tie', 0.3, false), ('a tie', 0.3, true), ('a tie', 0.7, true),
	('no outcome', 0.3, false), ('only outcomes', 0.3, true), ('only outcomes', 1, true),
	('nulls', NULL, true), ('nulls', 0.5, NULL), ('nulls', 0.25, true), ('all null', NULL, NULL)
) v (cases, score, outcome) GROUP BY cases ORDER BY cases;
SELECT roc_auc(1::float8, true), average_precision(1::float8, true), brier_score(1::float8, true), score_tally_agg(1::float8, true) WHERE false;
SELECT roc_auc(''::score_tally), average_precision(''::score_tally), brier_score(''::score_tally);

-- text: any order and repetitions in, canonical out
SELECT t AS given, t::score_tally AS canonical
FROM (VALUES ('0.5:2/0, 0.25:1/3'), ('0.25:1/3,0.25:0/1'), (''), (' 1:0/0 '), ('-0:1/0, 0:0/1'), ('1e3:1/0,-1.5e-7:0/1'), ('Infinity:1/0, -Infinity:0/1'),
	('0.1:2147483647/2147483647'), ('5e-324:1/0, 1.7976931348623157e308:0/1, 0.30000000000000004:1/1')) v (t);
SELECT score_tally_send('0.25:1/3');
SELECT a = b AS eq, a <> b AS ne FROM (VALUES ('1:1/0'::score_tally, '1:1/0,2:0/0'::score_tally), ('1:1/0', '1:0/1'), ('1:1/0', '1:1/0,2:1/0')) v (a, b);

-- against plain SQL, on random scores with many ties and with few
CREATE TABLE scored (grp int, score float8, outcome boolean);
INSERT INTO scored
SELECT g, CASE WHEN g % 2 = 0 THEN round(s * 20) / 20 ELSE s END, (abs(hashint4(k * 7 + g)) % 1000) < 1000 * s
FROM generate_series(1, 20) g, generate_series(1, 300) k, LATERAL (SELECT (abs(hashint4(k * 31 + g)) % 100000) / 100000.0) x (s);
WITH pairs AS (
	SELECT p.grp, sum(CASE WHEN p.score > n.score THEN 2 WHEN p.score = n.score THEN 1 ELSE 0 END) / (2.0 * count(*)) AS auc
	FROM scored p JOIN scored n ON n.grp = p.grp AND p.outcome AND NOT n.outcome GROUP BY p.grp),
precisions AS (
	SELECT p.grp, avg((SELECT avg(outcome::int) FROM scored a WHERE a.grp = p.grp AND a.score >= p.score)) AS ap
	FROM scored p WHERE p.outcome GROUP BY p.grp),
ours AS (
	SELECT grp, roc_auc(score, outcome) AS auc, average_precision(score, outcome) AS ap, brier_score(score, outcome) AS brier,
		avg((score - outcome::int) ^ 2) AS plain_brier
	FROM scored GROUP BY grp)
SELECT count(*) AS groups, count(*) FILTER (WHERE abs(o.auc - p.auc::float8) > 1e-15) AS different_auc,
	count(*) FILTER (WHERE abs(o.ap - r.ap::float8) > 1e-12) AS different_precision,
	count(*) FILTER (WHERE abs(o.brier - o.plain_brier) > 1e-14) AS different_brier
FROM ours o JOIN pairs p USING (grp) JOIN precisions r USING (grp);

-- the order of the rows, and how they are split, changes nothing, not even the last bit
CREATE TEMP TABLE whole AS SELECT grp, score_tally_agg(score, outcome) AS t FROM scored GROUP BY grp;
SELECT count(*) AS groups,
	count(*) FILTER (WHERE w.t <> d.t OR w.t <> m.t OR w.t <> w.t::text::score_tally) AS different,
	count(*) FILTER (WHERE roc_auc(w.t) <> roc_auc(d.t) OR brier_score(w.t) <> brier_score(m.t) OR average_precision(w.t) <> average_precision(d.t)) AS different_measures
FROM whole w
JOIN (SELECT grp, score_tally_agg(score, outcome ORDER BY score DESC) AS t FROM scored GROUP BY grp) d USING (grp)
JOIN (SELECT grp, score_tally_agg(part ORDER BY h) AS t
	FROM (SELECT grp, hashfloat8(score) % 7 + (ctid::text::point)[1]::int % 3 AS h, score_tally_agg(score, outcome) AS part FROM scored GROUP BY 1, 2
		UNION ALL SELECT generate_series(1, 20), 99, NULL) p GROUP BY grp) m USING (grp);
DO $$
DECLARE
	file text := current_setting('data_directory') || '/tally.bin';
BEGIN
	EXECUTE format('COPY whole TO %L (FORMAT binary)', file);
	CREATE TEMP TABLE whole_again (LIKE whole);
	EXECUTE format('COPY whole_again FROM %L (FORMAT binary)', file);
END $$;
SELECT count(*) AS different FROM whole a FULL JOIN whole_again b USING (grp) WHERE a.t IS NULL OR b.t IS NULL OR a.t <> b.t;

-- in parallel, the same
ALTER TABLE scored SET (parallel_workers = 2);
SELECT score_tally_agg(score, outcome) AS serial, roc_auc(score, outcome) AS auc FROM scored \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT roc_auc(score, outcome), brier_score(score, outcome) FROM scored;
SELECT score_tally_agg(score, outcome) = :'serial' AS same, roc_auc(score, outcome) = :auc AS same_auc FROM scored;
SELECT count(*) FILTER (WHERE p.t <> w.t) AS different FROM (SELECT grp, score_tally_agg(score, outcome) AS t FROM scored GROUP BY grp) p JOIN whole w USING (grp);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- as a window function the state goes on after each result
SELECT k, score_tally_agg(score, outcome) OVER (ORDER BY k) AS so_far, roc_auc(score, outcome) OVER (ORDER BY k) AS auc,
	score_tally_agg(score, outcome) OVER (ORDER BY k ROWS 1 PRECEDING) AS last_two
FROM (VALUES (1, 0.9, true), (2, 0.1, false), (3, 0.9, false), (4, 0.1, true)) v (k, score, outcome);
-- grouping sets, and many groups that spill
SELECT grp, score_tally_agg(score, outcome) FROM (VALUES (1, 0.9, true), (2, 0.1, false), (1, 0.9, false)) v (grp, score, outcome) GROUP BY ROLLUP (grp) ORDER BY grp;
-- more scores than a state begins with
SELECT roc_auc(k::float8, k > 50000) AS auc, roc_auc((k % 1000)::float8, k % 1000 >= 500) AS of_ties, length(score_tally_agg((k % 1000)::float8, true)::text) FROM generate_series(1, 100000) k;

DROP TABLE scored;
-- every function and aggregate is described, pure and safe, and the state is a type of its own
SELECT p.oid::regprocedure, p.provolatile, p.proparallel, obj_description(p.oid, 'pg_proc') IS NOT NULL AS described
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE p.proname ~ 'tally|roc_auc|average_precision|brier'
	AND (obj_description(p.oid, 'pg_proc') IS NULL OR p.provolatile <> 'i' OR p.proparallel <> 's');
SELECT aggfnoid::regprocedure, aggtranstype::regtype, aggcombinefn FROM pg_aggregate WHERE aggtranstype = 'score_tally'::regtype ORDER BY 1::text;
