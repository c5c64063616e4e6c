-- the same answer serial, parallel, shuffled, and after text and binary round trips
SELECT setseed(0.1);
CREATE TABLE parallel_mark AS
SELECT student, date '2024-08-26' + floor(random() * 290)::int AS day, substr('?XPRTLIeuEUSPPPPP', 1 + floor(random() * 17)::int, 1)::attendance_status AS status,
	CASE WHEN random() < 0.2 THEN floor(random() * 390)::int END AS missed, 390 AS scheduled
FROM generate_series(1, 1000) student, generate_series(1, student % 120) k ORDER BY random();
ANALYZE parallel_mark;

CREATE TEMP TABLE serial AS
SELECT student, attendance_agg(day, status) AS plain, attendance_agg(day, status, missed, scheduled) AS minutes FROM parallel_mark GROUP BY student;
-- a second order of rows
CREATE TABLE parallel_shuffled AS SELECT * FROM parallel_mark ORDER BY md5(parallel_mark::text);

SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
ALTER TABLE parallel_mark SET (parallel_workers = 2);
EXPLAIN (COSTS OFF) SELECT student, attendance_agg(day, status) FROM parallel_mark GROUP BY student;
CREATE TEMP TABLE by_workers AS
SELECT student, attendance_agg(day, status) AS plain, attendance_agg(day, status, missed, scheduled) AS minutes FROM parallel_mark GROUP BY student;
SET parallel_leader_participation = off;
CREATE TEMP TABLE by_workers_alone AS
SELECT student, attendance_agg(day, status) AS plain, attendance_agg(day, status, missed, scheduled) AS minutes FROM parallel_shuffled GROUP BY student;
SET enable_hashagg = off;
CREATE TEMP TABLE by_sorting AS
SELECT student, attendance_agg(day, status) AS plain, attendance_agg(day, status, missed, scheduled) AS minutes FROM parallel_shuffled GROUP BY student;
-- partial results with nothing in them
SELECT attendance_agg(day, status) IS NULL AS nothing, attendance_agg(day, status, missed, scheduled) IS NULL AS nothing_with_minutes FROM parallel_mark WHERE student = -1;
SELECT attendance_agg(day, status) = (SELECT plain FROM serial WHERE student = 119) AS one_worker_has_all FROM parallel_mark WHERE student = 119;
-- records merged in parallel
SELECT count(*) AS students, attendance_agg(plain) = (SELECT attendance_agg(day, status) FROM parallel_shuffled) AS same_total FROM by_workers;
RESET ALL;

CREATE TEMP TABLE by_binary (LIKE serial);
CREATE TEMP TABLE by_text (LIKE serial);
DO $$
DECLARE file text := quote_literal(current_setting('data_directory') || '/parallel.copy');
BEGIN
	EXECUTE 'COPY serial TO ' || file || ' (FORMAT binary)';
	EXECUTE 'COPY by_binary FROM ' || file || ' (FORMAT binary)';
	EXECUTE 'COPY serial TO ' || file;
	EXECUTE 'COPY by_text FROM ' || file;
END $$;
SELECT name, count(*) AS students, count(*) FILTER (WHERE o.plain <> s.plain OR o.minutes <> s.minutes) AS differences,
	count(*) FILTER (WHERE o.minutes::text <> s.minutes::text OR attendance_send(o.minutes) <> attendance_send(s.minutes)) AS byte_differences
FROM (SELECT 'workers' AS name, * FROM by_workers UNION ALL SELECT 'workers alone', * FROM by_workers_alone UNION ALL
	SELECT 'sorted', * FROM by_sorting UNION ALL SELECT 'binary', * FROM by_binary UNION ALL SELECT 'text', * FROM by_text) o
JOIN serial s USING (student) GROUP BY name ORDER BY name;
SELECT count(*) AS students FROM serial;
DROP TABLE parallel_mark, parallel_shuffled;
