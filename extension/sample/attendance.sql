/*
 * attendance.sql
 *		Attendance marks.
 *
 * Marks come from several sources; where two fall on one day the one of
 * lower rank stands:
 *	0	boundary cases
 *	1	suspensions that follow an incident
 *	2	illness in runs, and days of quarantine with work sent home
 *	3	ordinary days: what the hidden traits, the day and a mentor make likely
 *	9	"present", at the school that marks everybody
 */
CREATE UNLOGGED TABLE mark AS
SELECT s.student_id, s.school_id, s.yr, c.quarter, c.day, 0 AS rank,
	CASE WHEN u(:p_kind, s.i, c.ord) < 0.6 THEN 'E' ELSE 'U' END AS status
FROM boundary AS b
JOIN span AS s ON s.student_id = b.student_id AND s.yr = 1
JOIN LATERAL (
	SELECT c.*,
		row_number() OVER (ORDER BY h(:p_boundary, s.i, c.ord), c.ord) AS place
	FROM cal AS c
	WHERE c.school_id = s.school_id AND c.yr = s.yr
		AND c.ord BETWEEN s.from_ord AND s.to_ord) AS c
	ON c.place <= b.absent_days - CASE WHEN b.just_under THEN 1 ELSE 0 END;

INSERT INTO mark
SELECT p.student_id, p.school_id, p.yr, c.quarter, c.day, 1, p.sanction
FROM incident_plan AS p
JOIN span AS s ON s.student_id = p.student_id AND s.yr = p.yr AND s.main
JOIN cal AS c ON c.school_id = p.school_id AND c.yr = p.yr
	AND c.ord BETWEEN p.ord + 1 AND p.ord + p.length
	AND c.ord <= s.to_ord
WHERE p.sanction IS NOT NULL;

/*
 * Runs: three chances of a short illness, one of a long one, more often
 * in winter, and a rare quarantine.
 */
INSERT INTO mark
SELECT s.student_id, s.school_id, s.yr, c.quarter, c.day, 2, r.status
FROM span AS s
JOIN hidden AS hd USING (student_id)
CROSS JOIN generate_series(1, 5) AS n
CROSS JOIN LATERAL (SELECT s.yr * 10 + n AS key) AS _
CROSS JOIN LATERAL (
	SELECT CASE n
			WHEN 4 THEN 70 + below(60, :p_illness_day, s.i, key)
			ELSE 1 + below(178, :p_illness_day, s.i, key) END AS ord,
		CASE n WHEN 4 THEN 5 + below(11, :p_illness, s.i, 100 + key)
			WHEN 5 THEN 3 + below(3, :p_illness, s.i, 100 + key)
			ELSE 1 + below(3, :p_illness, s.i, 100 + key) END AS length,
		CASE WHEN n = 5 THEN 'R'
			WHEN u(:p_illness, s.i, 200 + key) < 0.88 THEN 'E'
			ELSE 'U' END AS status) AS r
JOIN cal AS c ON c.school_id = s.school_id AND c.yr = s.yr
	AND c.ord BETWEEN r.ord AND r.ord + r.length - 1
	AND c.ord BETWEEN s.from_ord AND s.to_ord
WHERE u(:p_illness, s.i, key) < CASE n
		WHEN 4 THEN CASE WHEN hd.habit = 'illness' THEN 0.7 ELSE 0.015 END
		WHEN 5 THEN 0.008
		ELSE CASE WHEN hd.class = 0 THEN 0.28 ELSE 0.42 END END;

/*
 * Ordinary days.  One draw decides whether there is a mark and what family it
 * belongs to; only days with a mark draw again.
 */
CREATE TABLE weekday_habit AS
SELECT v.habit, v.factor
FROM (VALUES
	('friday', ARRAY[0.45, 0.40, 0.45, 1.65, 2.40]::float8[]),
	('monday', ARRAY[2.60, 0.75, 0.55, 0.60, 0.70]),
	('illness', ARRAY[0.5, 0.5, 0.5, 0.5, 0.5]),
	('decline', ARRAY[1, 1, 1, 1, 1]),
	('improve', ARRAY[1, 1, 1, 1, 1]),
	('tardy', ARRAY[0.8, 0.8, 0.8, 0.8, 0.8]),
	('general', ARRAY[1, 1, 1, 1, 1])
) AS v (habit, factor);

CREATE UNLOGGED TABLE stay AS
SELECT s.student_id, s.school_id, s.yr, s.from_ord, s.to_ord, hd.excused,
	hd.base * (0.75 + 0.5 * u(:p_base_year, s.i, s.yr)) AS base,
	w.factor,
	CASE WHEN hd.habit = 'tardy' THEN 0.22 ELSE hd.tardy END AS tardy,
	CASE WHEN s.yr = 0 THEN 1 ELSE CASE hd.habit
		WHEN 'decline' THEN 0.35 WHEN 'improve' THEN 1.6 ELSE 1 END
		END::float8 AS trend_from,
	CASE WHEN s.yr = 0 THEN 0 ELSE CASE hd.habit
		WHEN 'decline' THEN 1.4 WHEN 'improve' THEN -1.3 ELSE 0 END / 180
		END::float8 AS trend_step,
	hp.helped_from, hp.help,
	h(:p_mark, s.i) AS mark_key, h(:p_kind, s.i) AS kind_key
FROM span AS s
JOIN hidden AS hd USING (student_id)
JOIN weekday_habit AS w USING (habit)
LEFT JOIN helped AS hp USING (student_id);
ANALYZE stay;

CREATE UNLOGGED TABLE ordinary AS
SELECT d.student_id, d.school_id, d.yr, d.quarter, d.day,
	CASE WHEN d.draw < d.absent THEN
			-- the days around a weekend are excused less often
			CASE WHEN unit(hashint8extended(2, kind)) < 0.08
				THEN CASE WHEN unit(kind) < d.excused THEN 'e' ELSE 'u' END
				WHEN unit(kind) < d.excused
					- CASE WHEN d.dow IN (1, 5) THEN 0.12 ELSE 0 END THEN 'E'
				ELSE 'U' END
		WHEN d.draw < d.absent + d.tardy THEN 'T'
		WHEN d.draw < d.absent + d.tardy + 0.006 THEN 'L'
		WHEN d.draw < d.absent + d.tardy + 0.0075 THEN 'X'
		ELSE 'R' END AS status
FROM (SELECT s.student_id, s.school_id, s.yr, c.quarter, c.day, c.dow,
		s.excused, s.tardy, s.kind_key,
		unit(hashint8extended(c.day - '2000-01-01'::date, s.mark_key)) AS draw,
		least(0.85, s.base * s.factor[c.dow] * c.factor
			* (s.trend_from + s.trend_step * c.ord)
			* CASE WHEN c.day >= s.helped_from THEN s.help
				WHEN c.day > s.helped_from - 120 THEN 1.5 ELSE 1 END)
			AS absent
	  FROM stay AS s
	  JOIN cal AS c ON c.school_id = s.school_id AND c.yr = s.yr
		AND c.ord BETWEEN s.from_ord AND s.to_ord
	  OFFSET 0) AS d
CROSS JOIN LATERAL (
	SELECT hashint8extended(d.day - '2000-01-01'::date, d.kind_key) AS kind
	) AS k
WHERE d.draw < d.absent + d.tardy + 0.008;

INSERT INTO mark
SELECT student_id, school_id, yr, quarter, day, 3, status FROM ordinary;

DELETE FROM mark AS m
USING boundary AS b
WHERE b.student_id = m.student_id AND m.yr = 1 AND m.rank > 0;

-- now and then a mark is forgotten, for one student or a whole grade
INSERT INTO mark
SELECT s.student_id, s.school_id, s.yr, c.quarter, c.day, 9, 'P'
FROM param
JOIN school_plan AS p ON p.i = param.schools AND param.positive
JOIN span AS s USING (school_id)
JOIN cal AS c ON c.school_id = s.school_id AND c.yr = s.yr
	AND c.ord BETWEEN s.from_ord AND s.to_ord
WHERE u(:p_missing, s.i, c.yr * 1000 + c.ord) > 0.004
	AND u(:p_missing, -s.grade - 1, c.yr * 1000 + c.ord) > 0.008;

CREATE UNLOGGED TABLE marked AS
SELECT DISTINCT ON (student_id, school_id, day)
	student_id, school_id, yr, quarter, day, status
FROM mark
ORDER BY student_id, school_id, day, rank, status COLLATE "C";
ANALYZE marked;

-- part days come with minutes where somebody looked at the clock
INSERT INTO mentorship.attendance_mark (student_id, school_id, day, status,
										minutes_missed, minutes_scheduled)
SELECT student_id, school_id, day, status::attendance_status,
	CASE WHEN timed THEN CASE status
		WHEN 'T' THEN 5 + below(55, :p_minutes, student_id, n)
		WHEN 'L' THEN 20 + below(95, :p_minutes, student_id, n)
		ELSE 150 + below(120, :p_minutes, student_id, n) END END,
	CASE WHEN timed THEN scheduled END
FROM (SELECT m.*, m.day - '2000-01-01'::date AS n,
		CASE p.level WHEN 'elementary' THEN 390 WHEN 'middle' THEN 405
			ELSE 420 END AS scheduled,
		m.status IN ('T', 'L', 'e', 'u')
			AND u(:p_minutes, m.student_id,
				  -(m.day - '2000-01-01'::date)) < 0.4 AS timed
	  FROM marked AS m
	  JOIN school_plan AS p USING (school_id)) AS _;
ANALYZE mentorship.own_attendance_mark;
