-- The whole of the data on one node, which the answers of the shards are
-- compared with: 240 students of 7 schools from December to April, some of whom
-- change schools, with every status, two marks for some days, and minutes.
CREATE SCHEMA whole;
SET search_path = whole, public;

CREATE TABLE daily_attendance (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	day date NOT NULL,
	status attendance_status NOT NULL,
	minutes_missed integer,
	minutes_scheduled integer
);

-- the rows come in no useful order
WITH school_day AS (
	SELECT day::date, row_number() OVER (ORDER BY day) AS number
	FROM generate_series(timestamp '1999-12-20', timestamp '2000-04-10', '1 day') AS day
	WHERE extract(isodow FROM day) < 6
), mark AS (
	SELECT student_id, day, copy, number,
		hashint8extended(student_id * 1000 + number * 2 + copy, 77) & 1023 AS chance
	FROM generate_series(1, 240) AS student_id, school_day, generate_series(0, 1) AS copy
)
INSERT INTO daily_attendance
SELECT student_id,
	1 + (student_id + CASE WHEN student_id % 11 = 0 AND day >= '2000-02-14' THEN 3 ELSE 0 END) % 7,
	day,
	substr('PPPPPPPPPPPPPPPPTTLRIXEEUUUeuS?.', 1 + chance::integer % 31, 1)::attendance_status,
	CASE WHEN chance % 7 = 0 THEN chance % 391 END,
	CASE WHEN chance % 7 = 0 THEN 390 END
FROM mark
WHERE copy = 0 OR chance < 60
ORDER BY chance, student_id;

CREATE TABLE free_slot (person_id bigint, school_id bigint, weekday integer, slot text);
INSERT INTO free_slot
SELECT person_id, 1 + person_id % 7, weekday, slot
FROM generate_series(1, 90) AS person_id, generate_series(1, 5) AS weekday,
	unnest(ARRAY['before', 'P1', 'P7', 'P12', 'lunch', 'after', 'evening']) WITH ORDINALITY AS s (slot, number)
WHERE hashint8extended(person_id * 100 + weekday * 10 + number, 5) & 7 = 0;
ANALYZE;
