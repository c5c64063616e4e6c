-- rows to records; NULL day or status is skipped, no mark gives NULL
SELECT attendance_agg(day, status) FROM (VALUES (date '2024-08-27', 'U'::attendance_status), ('2024-08-26', 'P'), ('2024-08-27', 'E'), (NULL, 'S'), ('2024-08-30', NULL)) v (day, status);
SELECT attendance_agg(day, status) IS NULL AS no_rows FROM (SELECT date '2024-08-27' AS day, 'U'::attendance_status AS status WHERE false) v;
SELECT attendance_agg(NULL::date, 'U') IS NULL AS all_null, attendance_agg(NULL::attendance) IS NULL AS no_record,
	attendance_agg('empty'::attendance) AS empty;
SELECT attendance_agg(day, 'u', m, s) FROM (VALUES (date '2024-08-26', 100, 390), ('2024-08-26', 101, 390), ('2024-08-27', NULL, 390), ('2024-08-28', 5, NULL), ('2024-08-29', NULL, NULL), ('2024-08-27', 10, 390)) v (day, m, s);
SELECT attendance_agg(a) FROM (VALUES ('2024-08-26:PP'::attendance), (NULL), ('empty'), ('2024-08-20:U......T(3/9)'), ('2024-08-26:T(2/9)')) v (a);

-- against merging one by one, in four orders and with every mark twice
SELECT setseed(0.7);
CREATE TEMP TABLE mark AS
SELECT g, date '2024-08-26' + floor(random() * (1 + g % 300))::int - CASE WHEN g % 7 = 0 THEN floor(random() * 500)::int ELSE 0 END AS day,
	substr('?XPRTLIeuEUS', 1 + floor(random() * 12)::int, 1)::attendance_status AS status,
	CASE WHEN g % 3 = 0 AND random() < 0.4 THEN floor(random() * 300)::int END AS missed, 300 + floor(random() * 3)::int AS scheduled, random() AS shuffle
FROM generate_series(1, 300) g, generate_series(1, 1 + g) k;
CREATE FUNCTION pg_temp.one_by_one(g int) RETURNS attendance LANGUAGE plpgsql AS $$
DECLARE
	m mark;
	result attendance := 'empty';
BEGIN
	FOR m IN SELECT * FROM mark WHERE mark.g = one_by_one.g ORDER BY shuffle LOOP
		result := attendance(m.day, m.status, m.missed, m.scheduled) || result;
	END LOOP;
	RETURN result;
END $$;
CREATE TEMP TABLE expected AS SELECT g, pg_temp.one_by_one(g) AS a FROM generate_series(1, 300) g;
SELECT count(*) AS groups, sum(length(a::text)) > 30000 AS long_enough FROM expected;
SELECT name, count(*) AS groups, count(*) FILTER (WHERE o.a <> e.a OR o.a::text <> e.a::text OR o.size <> pg_column_size(e.a::text::attendance)) AS differences
FROM (SELECT *, pg_column_size(a) AS size FROM (
	SELECT 'day order' AS name, g, attendance_agg(day, status, missed, scheduled ORDER BY day) AS a FROM mark GROUP BY g UNION ALL
	SELECT 'backwards', g, attendance_agg(day, status, missed, scheduled ORDER BY day DESC) FROM mark GROUP BY g UNION ALL
	SELECT 'shuffled', g, attendance_agg(day, status, missed, scheduled ORDER BY shuffle) FROM mark GROUP BY g UNION ALL
	SELECT 'distinct', g, attendance_agg(DISTINCT attendance(day, status, missed, scheduled)) FROM mark GROUP BY g UNION ALL
	SELECT 'twice', g, attendance_agg(day, status, missed, scheduled) FROM (TABLE mark UNION ALL TABLE mark) x GROUP BY g UNION ALL
	SELECT 'records', g, attendance_agg(attendance(day, status, missed, scheduled) ORDER BY shuffle) FROM mark GROUP BY g UNION ALL
	SELECT 'in two steps', g, attendance_agg(a) FROM (SELECT g, attendance_agg(day, status, missed, scheduled) AS a FROM mark GROUP BY g, floor(shuffle * 5)) x GROUP BY g) y OFFSET 0
) o JOIN expected e USING (g) GROUP BY name ORDER BY name;
SELECT count(*) AS differences
FROM (SELECT g, attendance_agg(day, status ORDER BY shuffle) AS a, attendance_agg(day, status, NULL, NULL) AS b, attendance_agg(attendance(day, status)) AS c FROM mark GROUP BY g) x
WHERE a <> b OR a <> c OR a::text <> b::text;

-- FILTER, GROUPING SETS, and a hash table that spills to disk
SELECT count(*) AS differences
FROM (SELECT g, attendance_agg(day, status, missed, scheduled) FILTER (WHERE shuffle < 0.5) AS low, attendance_agg(day, status, missed, scheduled) FILTER (WHERE shuffle >= 0.5) AS high
	FROM mark GROUP BY GROUPING SETS ((g), ())) x
JOIN expected e USING (g) WHERE coalesce(low, 'empty') || coalesce(high, 'empty') <> e.a;
SET work_mem = '64kB';
SET hash_mem_multiplier = 1;
SET enable_sort = off;
SELECT count(*) AS groups, sum(count_days(a, 'P')) AS present
FROM (SELECT id, attendance_agg(date '2024-08-26' + (d * 7) % 180, 'P'::attendance_status) AS a FROM generate_series(0, 179) d, generate_series(1, 1000) id GROUP BY id) x;
RESET ALL;

-- as a window aggregate with a moving frame, against aggregating every frame anew
SELECT count(*) AS frames, count(*) FILTER (WHERE o.moving <> e.a OR o.moving::text <> e.a::text) AS differences,
	count(*) FILTER (WHERE o.growing <> e.up_to) AS growing_differences, count(*) FILTER (WHERE o.again <> o.growing) AS shared_differences
FROM (SELECT g, day, shuffle, row_number() OVER w AS n, attendance_agg(day, status, missed, scheduled) OVER (w ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS moving,
		attendance_agg(day, status, missed, scheduled) OVER w AS growing, attendance_agg(day, status, missed, scheduled) OVER w AS again
	FROM mark WHERE g % 60 = 0 WINDOW w AS (PARTITION BY g ORDER BY day, shuffle)) o
JOIN LATERAL (SELECT attendance_agg(day, status, missed, scheduled) FILTER (WHERE m.n BETWEEN o.n - 9 AND o.n) AS a, attendance_agg(day, status, missed, scheduled) AS up_to
	FROM (SELECT *, row_number() OVER (PARTITION BY g ORDER BY day, shuffle) AS n FROM mark WHERE g % 60 = 0) m WHERE m.g = o.g AND m.n <= o.n) e ON true;
-- a result taken from a frame does not change when the frame moves on
SELECT string_agg(a::text, ' ' ORDER BY d) AS results
FROM (SELECT d, attendance_agg(date '2024-08-26' + d, 'P'::attendance_status) OVER (ORDER BY d) AS a FROM generate_series(0, 5) d) x;

-- a state never takes more than four times its value
CREATE AGGREGATE pg_temp.raw_state(date, attendance_status, int, int) (SFUNC = attendance_agg_minutes_transfn, STYPE = attendance);
SELECT round(max(pg_column_size(raw)::numeric / pg_column_size(trimmed)), 1) <= 4 AS bounded, count(*) FILTER (WHERE raw <> trimmed) AS differences
FROM (SELECT g, pg_temp.raw_state(day, status, missed, scheduled) AS raw, attendance_agg(day, status, missed, scheduled) AS trimmed FROM mark GROUP BY g) x;
