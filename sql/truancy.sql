-- truancy rules applied to records: worked cases of the states
SET datestyle = ISO;
CREATE TEMP TABLE worked (id serial, authority text, question text, record attendance, rule truancy_rule);
INSERT INTO worked (authority, question, record, rule) VALUES
	-- 15 unexcused within 90 calendar days, non-school days included
	('Florida', '15th on day 90', ('2024-09-03:' || repeat('U', 14) || repeat('.', 75) || 'U')::attendance, 'florida'),
	('Florida', '15th on day 91', ('2024-09-03:' || repeat('U', 14) || repeat('.', 76) || 'U')::attendance, 'florida'),
	('Florida', 'excused, suspended and half days', ('2024-09-03:' || repeat('ESu', 20))::attendance, 'florida'),
	-- 10 days or parts of days within six months
	('Texas', '3 parts in 28 days: notice', ('2024-09-03:u' || repeat('P', 12) || 'u' || repeat('P', 13) || 'u')::attendance,
		'3 unexcused parts in 28 calendar days'),
	('Texas', '3 parts in 29 days', ('2024-09-03:u' || repeat('P', 12) || 'u' || repeat('P', 14) || 'u')::attendance,
		'3 unexcused parts in 28 calendar days'),
	('Texas', '15 September to 14 March', ('2024-09-15:' || repeat('U', 9) || repeat('P', 171) || 'u')::attendance, 'texas'),
	('Texas', '15 September to 15 March', ('2024-09-15:' || repeat('U', 9) || repeat('P', 172) || 'u')::attendance, 'texas'),
	-- hours: 30 in a row, 42 in a month, 72 in the year
	('Ohio', '5 days in a row = 32.5 h', '2024-09-02:UUUUU', 'ohio'),
	('Ohio', '4 days and a half = 29.25 h', '2024-09-02:UUUUu', 'ohio'),
	('Ohio', '4 days and 4 h = 30 h', '2024-09-02:UUUUU(240/390)', 'ohio'),
	('Ohio', '4 days and 3:59 h', '2024-09-02:UUUUU(239/390)', 'ohio'),
	('Ohio', 'a weekend between', '2024-09-05:UU..UUU', 'ohio'),
	('Ohio', 'there in the morning of the third day', '2024-09-02:UUuUU', 'ohio'),
	('Ohio', '11 days of the year = 71.5 h', ('2024-09-24:' || repeat('UPPPPP', 11))::attendance, 'ohio'),
	('Ohio', '12 days of the year = 78 h', ('2024-09-24:' || repeat('UPPPPP', 12))::attendance, 'ohio'),
	-- 3 days, or 3 occasions over 30 minutes, or any combination
	('California', '2 days, 31 minutes late', '2024-09-02:UPUPT(31/390)', 'california'),
	('California', '2 days, 30 minutes late', '2024-09-02:UPUPT(30/390)', 'california'),
	('California', 'excused days', '2024-09-02:EEEEE', 'california'),
	-- 4 in a month or 10 in the year
	('Connecticut', '2 in January, 2 in February', ('2024-01-29:UU' || repeat('.', 26) || 'UU')::attendance, 'connecticut'),
	('Connecticut', 'the same, a month read as 30 days', ('2024-01-29:UU' || repeat('.', 26) || 'UU')::attendance,
		'4 unexcused days in 30 calendar days or 10 unexcused days in record'),
	-- 3 full days in a row or 5 in the year
	('South Carolina', 'Thursday, Friday, Monday', '2024-09-05:UU..U', 'south_carolina'),
	('South Carolina', 'an excused Friday between', '2024-09-05:UE..UU', 'south_carolina'),
	('South Carolina', 'half days', '2024-09-02:uuuuuuuuuu', 'south_carolina'),
	('South Carolina', 'suspended', '2024-09-02:SSSSSS', 'south_carolina'),
	-- all or part of 5 days in a semester
	('Wisconsin', 'all or part of 5 days', '2024-09-02:uUPuUPu', 'wisconsin'),
	('Wisconsin', 'of 4 days', '2024-09-02:uUPuUP', 'wisconsin');
SELECT authority, question, truant(record, rule) FROM worked ORDER BY id;
SELECT w.authority, w.question, clause, first_day, reached_on, amount FROM worked w, truancy_events(w.record, w.rule) WITH ORDINALITY e (clause, first_day, reached_on, amount, n) ORDER BY id, n;

-- no verdict without a school day: an empty record, one of nothing but exempt and unrecorded days
SELECT truant('empty', 'ohio') AS nothing, truant('2024-09-02:?X..?', 'ohio') AS unknown, truant('2024-09-02:?X..P', 'ohio') AS present,
	truant(NULL, 'ohio') AS no_record, truant('2024-09-02:U', NULL) AS no_rule;
SELECT count(*) FROM truancy_events('empty', 'ohio');

-- one event a run, a month or a record; windows that can begin on any day begin anew after one
SELECT * FROM truancy_events('2024-09-02:UUUUPUUUPUUP', '3 U days consecutive');
SELECT * FROM truancy_events(('2023-12-29:' || repeat('U', 41))::attendance, 'connecticut');
SELECT * FROM truancy_events('2024-09-02:UUUUUUUU', '3 U days in 5 calendar days');
SELECT * FROM truancy_events('2024-09-02:U(200/390)U(110/390)', '5 U hours in record');
SELECT * FROM truancy_events('2024-09-02:U??X..UPPU', '2 U days in 2 school days');

-- a record clipped to the semester
SELECT truant(record, 'wisconsin') AS year, truant(record * daterange('2024-09-01', '2025-01-17', '[]'), 'wisconsin') AS semester
FROM (SELECT ('2024-12-16:UUU' || repeat('.', 60) || 'UU')::attendance AS record) v;

/*
 * Random records against SQL over their days.  The generator is a fixed
 * sequence, the queries know nothing of the type but days().
 */
CREATE TEMP TABLE pupil AS
SELECT id, (to_char(date '2023-08-21' + id % 40, 'YYYY-MM-DD') || ':' ||
	(SELECT string_agg(CASE WHEN extract(isodow FROM date '2023-08-21' + id % 40 + k) > 5 OR h % 53 = 0 THEN '.'
		ELSE substr(CASE id % 4 WHEN 0 THEN 'PPPPPPPPPPPPPPPUuETSX?' WHEN 1 THEN 'PPPPUUUUUUEuTL'
			WHEN 2 THEN 'UUUUUUUUUUUUUuE' ELSE 'PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPU' END,
			1 + h % CASE id % 4 WHEN 0 THEN 22 WHEN 1 THEN 14 WHEN 2 THEN 15 ELSE 36 END, 1) END, '' ORDER BY k)
	 FROM (SELECT k, ('x' || substr(md5(id || ' ' || k), 1, 7))::bit(28)::int AS h FROM generate_series(0, 279) k) v))::attendance AS record
FROM generate_series(1, 600) id;
CREATE TEMP TABLE mark AS
SELECT id, d.day, d.status::text AS status,
	CASE d.status::text WHEN 'unexcused' THEN 1 ELSE 0 END AS full_day,
	CASE WHEN d.status::text IN ('unexcused', 'half_unexcused') THEN 1 ELSE 0 END AS part,
	CASE d.status::text WHEN 'unexcused' THEN 6.5 WHEN 'half_unexcused' THEN 3.25 ELSE 0 END AS hours,
	row_number() OVER (PARTITION BY id ORDER BY d.day) AS school_day
FROM pupil, days(record) d
WHERE d.status::text NOT IN ('exempt', 'unrecorded');
CREATE TEMP TABLE verdict AS
SELECT id, clause, bool_or(v) AS truant FROM (
	SELECT id, v.* FROM (
		SELECT id,
			sum(full_day) OVER (PARTITION BY id ORDER BY day RANGE BETWEEN '89 days' PRECEDING AND CURRENT ROW) >= 15 AS florida,
			sum(part) OVER (PARTITION BY id ORDER BY day ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) >= 6 AS school_days,
			sum(full_day) OVER (PARTITION BY id, date_trunc('month', day)) >= 4 AS month,
			sum(hours) OVER (PARTITION BY id) >= 72 AS hours,
			sum(CASE WHEN status = 'tardy' THEN 1 ELSE part END) OVER (PARTITION BY id ORDER BY day RANGE BETWEEN '13 days' PRECEDING AND CURRENT ROW) >= 4 AS tardy,
			-- the ninth before it lies within the six months from its day on
			part = 1 AND day < least(
				(date_trunc('month', ninth) + interval '6 months')::date + extract(day FROM ninth)::int - 1,
				(date_trunc('month', ninth) + interval '7 months')::date) AS texas
		FROM (SELECT *, lag(day, 9) OVER (PARTITION BY id, part ORDER BY day) AS ninth FROM mark) m) w,
	LATERAL (VALUES
		('15 unexcused days in 90 calendar days', florida), ('6 unexcused parts in 20 school days', school_days),
		('4 unexcused days in calendar month', month), ('72 unexcused hours in record', hours),
		('4 UuT parts in 14 calendar days', tardy), ('10 unexcused parts in 6 calendar months', texas)) v (clause, v)
	UNION ALL
	-- runs: the difference of two numberings is the same within one
	SELECT id, '3 unexcused days consecutive', max(n) >= 3 FROM (
		SELECT id, count(*) FILTER (WHERE full_day = 1) AS n FROM (
			SELECT id, full_day, school_day - row_number() OVER (PARTITION BY id, full_day ORDER BY day) AS run FROM mark) r
		GROUP BY id, run, full_day) s
	GROUP BY id) u (id, clause, v)
GROUP BY id, clause;
SELECT clause, count(*) AS records, count(*) FILTER (WHERE coalesce(v.truant, false)) AS truants,
	count(*) FILTER (WHERE truant(record, clause::truancy_rule) IS DISTINCT FROM coalesce(v.truant, false)) AS differences
FROM pupil JOIN verdict v USING (id) GROUP BY clause ORDER BY clause;

-- events of runs and months against the same days: the first day of each, and the day it came to that
SELECT count(*) AS events, count(*) FILTER (WHERE o.id IS NULL) AS not_in_sql, count(*) FILTER (WHERE e.id IS NULL) AS not_in_ours
FROM (SELECT id, first_day, reached_on, amount FROM pupil, truancy_events(record, '4 unexcused days in calendar month')) e
FULL JOIN (SELECT id, first_day, day AS reached_on, n::numeric AS amount FROM (
		SELECT id, day, full_day, sum(full_day) OVER w AS n, min(day) FILTER (WHERE full_day = 1) OVER w AS first_day
		FROM mark WINDOW w AS (PARTITION BY id, date_trunc('month', day) ORDER BY day)) m
	WHERE n = 4 AND full_day = 1) o USING (id, first_day, reached_on, amount);
SELECT count(*) AS events, count(*) FILTER (WHERE o.id IS NULL) AS not_in_sql, count(*) FILTER (WHERE e.id IS NULL) AS not_in_ours
FROM (SELECT id, first_day, reached_on, amount FROM pupil, truancy_events(record, '3 unexcused days consecutive')) e
FULL JOIN (SELECT id, (array_agg(day ORDER BY day))[1] AS first_day, (array_agg(day ORDER BY day))[3] AS reached_on, 3::numeric AS amount FROM (
		SELECT id, day, full_day, school_day - row_number() OVER (PARTITION BY id, full_day ORDER BY day) AS run FROM mark) r
	WHERE full_day = 1 GROUP BY id, run HAVING count(*) >= 3) o USING (id, first_day, reached_on, amount);

-- a verdict is an event: one is never without the other
SELECT count(*) AS verdicts, count(*) FILTER (WHERE truant(record, name) IS DISTINCT FROM EXISTS (SELECT FROM truancy_events(record, name))) AS differences
FROM pupil, unnest(ARRAY['florida', 'texas', 'ohio', 'california', 'connecticut', 'south_carolina', 'wisconsin']::truancy_rule[]) name;
