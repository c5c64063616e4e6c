-- However marks are split, ordered, doubled and merged, the record is the same:
-- on random inputs, each beside a plain SQL reading of the rule that decides
-- between two marks for one day.  Prints "cases|violations|what".
\set ON_ERROR_STOP 1
SELECT setseed(0.20260114) IS NULL AS seeded \gset

-- from one mark to a dense year to a hundred years of hardly any
CREATE TEMP TABLE trial AS
SELECT number, date '1995-01-01' + (random() * 9000)::integer AS first_day,
	(ARRAY[1, 3, 30, 200, 400, 36500])[1 + number % 6] AS span,
	(ARRAY[1, 5, 40, 250])[1 + number % 4] AS marks,
	number % 3 = 0 AS timed
FROM generate_series(1, 480) AS number;

CREATE TEMP TABLE mark AS
SELECT number, random() AS position, (random() * 2)::integer AS part,
	CASE WHEN random() < 0.98 THEN first_day + floor(random() * span)::integer END AS day,
	CASE WHEN random() < 0.98 THEN substr('?XPRTLIeuEUS', 1 + floor(random() * 12)::integer, 1) END AS letter,
	NULL::integer AS missed,
	CASE WHEN timed AND random() < 0.4 THEN (ARRAY[1, 60, 195, 390, 780, 1440])[1 + floor(random() * 6)::integer] END AS scheduled
FROM trial, generate_series(1, marks);
UPDATE mark SET missed = floor(random() * (scheduled + 1))::integer WHERE scheduled IS NOT NULL AND random() < 0.95;

-- the rule in SQL: the more absent letter, the larger share, the longer schedule.
-- Twelve digits tell all shares of 1440 minutes apart.
CREATE TEMP TABLE expected AS
WITH known AS (
	SELECT number, day, letter,
		CASE WHEN missed IS NOT NULL THEN scheduled END AS scheduled,
		CASE WHEN scheduled IS NOT NULL THEN missed END AS missed
	FROM mark WHERE day IS NOT NULL AND letter IS NOT NULL
), chosen AS (
	SELECT DISTINCT ON (number, day) number, day,
		letter || coalesce('(' || missed || '/' || scheduled || ')', '') AS sign
	FROM known
	ORDER BY number, day, strpos('?XPRTLIeuEUS', letter) DESC,
		coalesce(round(missed::numeric / scheduled, 12),
			CASE WHEN letter IN ('E', 'U', 'S') THEN 1 WHEN letter IN ('e', 'u') THEN 0.5 ELSE 0 END) DESC,
		coalesce(scheduled, 0) DESC
), spaced AS (
	SELECT number, day, sign, day - lag(day) OVER (PARTITION BY number ORDER BY day) AS step FROM chosen
)
SELECT number, min(day) || ':' || string_agg(repeat('.', coalesce(step - 1, 0)) || sign, '' ORDER BY day) AS text
FROM spaced GROUP BY number;

-- a state as it is on its way between nodes, before the final function
CREATE AGGREGATE pg_temp.state_agg(date, attendance_status, integer, integer) (
	SFUNC = attendance_agg_minutes_transfn, STYPE = attendance, COMBINEFUNC = attendance_agg_combine);

CREATE TEMP TABLE whole AS
SELECT number, attendance_agg(day, letter::attendance_status, missed, scheduled) AS record
FROM mark GROUP BY number;

CREATE TEMP TABLE part AS
SELECT number, part, random() AS position,
	attendance_agg(day, letter::attendance_status, missed, scheduled) AS record,
	pg_temp.state_agg(day, letter::attendance_status, missed, scheduled) AS state
FROM mark GROUP BY number, part;

CREATE TEMP TABLE three AS
SELECT number, w.record AS whole,
	coalesce((array_agg(p.record) FILTER (WHERE part = 0))[1], 'empty') AS a,
	coalesce((array_agg(p.record) FILTER (WHERE part = 1))[1], 'empty') AS b,
	coalesce((array_agg(p.record) FILTER (WHERE part = 2))[1], 'empty') AS c
FROM (SELECT number, coalesce(record, 'empty') AS record FROM whole) AS w JOIN part AS p USING (number)
GROUP BY number, w.record;

CREATE TEMP TABLE availability_trial AS
SELECT number, 1 + (random() * 4)::integer AS weekday, (random() * 2)::integer AS part, random() AS position,
	(ARRAY['before', 'P1', 'P2', 'P6', 'P12', 'lunch', 'after', 'evening'])[1 + floor(random() * 8)::integer] AS slot
FROM generate_series(1, 240) AS number, generate_series(0, number % 25);

-- scores, some of them often
CREATE TEMP TABLE score_trial AS
SELECT number, (random() * 2)::integer AS part, random() AS position, random() < 0.3 AS outcome,
	CASE WHEN random() < 0.5 THEN random() ELSE (random() * 4)::integer / 4.0::double precision END AS score
FROM generate_series(1, 240) AS number, generate_series(0, number % 40);

-- a result: both sides as text and as bytes, because equal values may not differ
-- in either
CREATE FUNCTION pg_temp.same(attendance, attendance) RETURNS boolean LANGUAGE sql AS
'SELECT $1 IS NOT DISTINCT FROM $2 AND $1::text IS NOT DISTINCT FROM $2::text
	AND attendance_send($1) IS NOT DISTINCT FROM attendance_send($2)
	AND attendance_hash($1) IS NOT DISTINCT FROM attendance_hash($2)';

WITH result (what, holds) AS (
	SELECT 'whole record = the rule in plain SQL', record::text IS NOT DISTINCT FROM e.text
	FROM whole LEFT JOIN expected AS e USING (number)
	UNION ALL
	SELECT 'shuffled marks', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number,
			attendance_agg(day, letter::attendance_status, missed, scheduled ORDER BY position) AS other
		FROM mark GROUP BY number) AS o USING (number)
	UNION ALL
	SELECT 'every mark twice', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number,
			attendance_agg(day, letter::attendance_status, missed, scheduled) AS other
		FROM mark, generate_series(1, 2) GROUP BY number) AS o USING (number)
	UNION ALL
	SELECT 'marks without minutes, by either aggregate', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number, attendance_agg(day, letter::attendance_status) AS other
		FROM mark GROUP BY number HAVING count(scheduled) = 0) AS o USING (number)
	UNION ALL
	SELECT 'parts merged', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number, attendance_agg(record ORDER BY position) AS other
		FROM part GROUP BY number) AS o USING (number)
	UNION ALL
	SELECT 'parts merged, each twice', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number, attendance_agg(record) AS other
		FROM part, generate_series(1, 2) GROUP BY number) AS o USING (number)
	UNION ALL
	SELECT 'a state as sent = the record', pg_temp.same(record, state) FROM part
	UNION ALL
	SELECT 'states merged', pg_temp.same(record, other)
	FROM whole JOIN (SELECT number, attendance_agg(state ORDER BY position) AS other
		FROM part GROUP BY number) AS o USING (number)
	UNION ALL
	SELECT 'nothing to spare in a result', size = pg_column_size(text::attendance)
	FROM (SELECT record::text AS text, pg_column_size(record) AS size
		FROM (SELECT attendance_agg(day, letter::attendance_status, missed, scheduled) AS record
			FROM mark GROUP BY number) AS x
		WHERE record IS NOT NULL) AS y
	UNION ALL
	SELECT 'text form read again', pg_temp.same(record, record::text::attendance) FROM whole
	UNION ALL
	SELECT 'a || b = b || a', pg_temp.same(a || b, b || a) FROM three
	UNION ALL
	SELECT '(a || b) || c = a || (b || c)', pg_temp.same((a || b) || c, a || (b || c)) FROM three
	UNION ALL
	SELECT 'a || a = a', pg_temp.same(a || a, a) FROM three
	UNION ALL
	SELECT 'a || empty = a', pg_temp.same(a || 'empty', a) AND pg_temp.same('empty' || a, a) FROM three
	UNION ALL
	SELECT 'a || b || c = the whole', pg_temp.same(a || b || c, whole) FROM three
	UNION ALL
	SELECT 'free slots: any split, any order',
		availability_send(w.slots) IS NOT DISTINCT FROM availability_send(p.slots) AND w.slots::text = p.slots::text
	FROM (SELECT number, availability_agg(availability(weekday, slot)) AS slots
			FROM availability_trial GROUP BY number) AS w
		JOIN (SELECT number, availability_agg(slots ORDER BY position) AS slots
			FROM (SELECT number, part, min(position) AS position,
					availability_agg(availability(weekday, slot) ORDER BY position) AS slots
				FROM availability_trial GROUP BY number, part) AS x
			GROUP BY number) AS p USING (number)
	UNION ALL
	-- a tally adds up, so a part counts as often as it comes
	SELECT 'scores: any split, any order, and the figures',
		score_tally_send(w.tally) = score_tally_send(p.tally) AND w.tally::text = p.tally::text
			AND w.tally::text::score_tally = p.tally AND w.auc IS NOT DISTINCT FROM roc_auc(p.tally)
			AND w.precision IS NOT DISTINCT FROM average_precision(p.tally)
			AND w.brier IS NOT DISTINCT FROM brier_score(p.tally)
	FROM (SELECT number, score_tally_agg(score, outcome) AS tally, roc_auc(score, outcome) AS auc,
				average_precision(score, outcome) AS precision, brier_score(score, outcome) AS brier
			FROM score_trial GROUP BY number) AS w
		JOIN (SELECT number, score_tally_agg(tally ORDER BY position) AS tally
			FROM (SELECT number, part, min(position) AS position,
					score_tally_agg(score, outcome ORDER BY position) AS tally
				FROM score_trial GROUP BY number, part) AS x
			GROUP BY number) AS p USING (number)
)
SELECT count(*), count(*) FILTER (WHERE holds IS NOT TRUE), what FROM result GROUP BY what ORDER BY what;
