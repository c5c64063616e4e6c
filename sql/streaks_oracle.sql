-- streaks against plain SQL: gaps and islands, written without our functions
SELECT setseed(0.20240826);
CREATE TEMP TABLE record AS
SELECT id, attendance_agg(day, letter::attendance_status) AS a
FROM (SELECT id, date '2023-07-01' + (random() * 400)::int + k AS day,
		substr(CASE id % 4 WHEN 0 THEN 'PPPPPPPPPPU' WHEN 1 THEN '?XPRTLIeuEUS' WHEN 2 THEN 'UUEE?XP' ELSE 'PTUuSX' END,
			1 + floor(random() * CASE id % 4 WHEN 0 THEN 11 WHEN 1 THEN 12 WHEN 2 THEN 7 ELSE 6 END)::int, 1) AS letter
	FROM generate_series(1, 1500) id, generate_series(1, 1 + id % 230) k) x
GROUP BY id;
CREATE TEMP TABLE mark AS SELECT id, d.day, d.status::text AS status FROM record, LATERAL days(a) d;
CREATE TEMP TABLE kind (kind text, names text[]);
INSERT INTO kind VALUES
	('absent', '{excused,unexcused,half_excused,half_unexcused,suspended}'), ('unexcused', '{unexcused,half_unexcused}'),
	('excused', '{excused,half_excused}'), ('suspended', '{suspended}'), ('present', '{present,remote,tardy,left_early}'),
	('tardy', '{tardy}'), ('US', '{unexcused,suspended}'), ('PRTLIeuEUS',
	'{present,remote,tardy,left_early,in_school_suspension,half_excused,half_unexcused,excused,unexcused,suspended}');
-- an island: days of the kind with the same number of countable days less days of the kind before them
CREATE TEMP TABLE island AS
SELECT kind, id, min(day) AS first_day, max(day) AS last_day, count(*)::int AS school_days, max(day) - min(day) + 1 AS calendar_days
FROM (SELECT kind, id, day, status = ANY (names) AS hit,
		row_number() OVER (PARTITION BY kind, id ORDER BY day)
		- row_number() OVER (PARTITION BY kind, id, status = ANY (names) ORDER BY day) AS island
	FROM kind, mark WHERE status NOT IN ('exempt', 'unrecorded')) x
WHERE hit GROUP BY kind, id, island;

CREATE INDEX ON island (kind, id);
CREATE INDEX ON mark (id, day);
ANALYZE island;
ANALYZE mark;

SELECT (SELECT count(*) FROM record) AS records, (SELECT count(*) FROM mark) AS marks, (SELECT count(*) FROM island) AS islands;
SELECT kind, count(*) FILTER (WHERE o.id IS NULL OR i.id IS NULL) AS differences, count(*) > 0 AS any
FROM (SELECT kind, id, s.* FROM kind, record, LATERAL streaks(a, kind) s) o
FULL JOIN island i USING (kind, id, first_day, last_day, school_days, calendar_days)
GROUP BY kind ORDER BY kind;
SELECT count(*) AS longest_differences
FROM kind CROSS JOIN record LEFT JOIN (SELECT kind, id, max(school_days) AS longest FROM island GROUP BY 1, 2) i USING (kind, id)
WHERE longest_streak(a, kind) <> coalesce(longest, 0);
SELECT min_days, count(*) AS compared, count(*) FILTER (WHERE ours <> theirs) AS count_differences
FROM (SELECT min_days, kind, id, streak_count(a, kind, min_days) AS ours,
		(SELECT count(*) FROM island i WHERE i.kind = kind.kind AND i.id = record.id AND i.school_days >= min_days) AS theirs
	FROM kind, record, (VALUES (1), (2), (3), (5)) m (min_days) WHERE id % 10 = 0) x
GROUP BY min_days ORDER BY min_days;
-- the run that holds the last countable day on or before as_of, up to it
SELECT count(*) AS compared, count(*) FILTER (WHERE ours <> theirs) AS current_differences, count(*) FILTER (WHERE ours > 0) > 1000 AS many_runs
FROM (SELECT current_streak(a, kind, as_of) AS ours,
		coalesce((SELECT (SELECT count(*) FROM mark c WHERE c.id = record.id AND c.day BETWEEN i.first_day AND as_of AND c.status = ANY (names))
			FROM island i WHERE i.kind = kind.kind AND i.id = record.id AND last.day BETWEEN i.first_day AND i.last_day AND last.status = ANY (names)), 0) AS theirs
	FROM kind, record, generate_series(0, 420, 70) d, LATERAL (SELECT date '2023-07-01' + d AS as_of) x,
		LATERAL (SELECT max(m.day) AS day, (array_agg(m.status ORDER BY m.day DESC))[1] AS status
			FROM mark m WHERE m.id = record.id AND m.day <= as_of AND m.status NOT IN ('exempt', 'unrecorded')) last
	WHERE record.id % 15 < 2) y;
-- running_streak against a count since the last break
SELECT count(*) AS rows, count(*) FILTER (WHERE ours <> theirs) AS running_differences
FROM (SELECT running_streak(hit) OVER (PARTITION BY id ORDER BY day) AS ours,
		count(*) FILTER (WHERE hit) OVER (PARTITION BY id, breaks ORDER BY day) AS theirs
	FROM (SELECT id, day, hit, count(*) FILTER (WHERE NOT hit) OVER (PARTITION BY id ORDER BY day) AS breaks
		FROM (SELECT id, day, CASE WHEN status NOT IN ('exempt', 'unrecorded') THEN status = ANY (names) END AS hit
			FROM mark, kind WHERE kind = 'absent') x) y) z;
-- ... whose last row is the current streak of the record
SELECT count(*) AS last_row_differences
FROM (SELECT DISTINCT ON (id) id, running_streak(hit) OVER (PARTITION BY id ORDER BY day) AS ours
	FROM (SELECT id, day, CASE WHEN status NOT IN ('exempt', 'unrecorded') THEN status = ANY (names) END AS hit
		FROM mark, kind WHERE kind = 'unexcused') x ORDER BY id, day DESC) y JOIN record USING (id)
WHERE ours <> current_streak(a, 'unexcused');
