--
-- The demo's numbers once more, from the source tables alone: no type,
-- function or view of ours but the words in which a mark is stored.  Prints
-- name=value lines.  Variable as_of: the day.
--
-- Chronically absent: of the students enrolled on as_of, those absent on at
-- least 10 % of their days this school year; students with fewer than 10
-- counted days are not evaluable.  A day is absent when at least half of it
-- was missed.  Suspension out of school is absence; exempt and unrecorded days
-- count neither way.
-- A run of absence is counted in school days and is broken by a day attended
-- only.
--
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned

WITH year AS (
	SELECT first_day, last_day
	FROM mentorship.school_year
	WHERE first_day <= :'as_of'::date
	ORDER BY first_day DESC
	LIMIT 1
), enrolled AS (
	SELECT DISTINCT student_id
	FROM mentorship.enrolment
	WHERE entry_date <= :'as_of'::date AND (exit_date IS NULL OR exit_date >= :'as_of'::date)
), school_day AS (
	-- a day in membership of two schools is one day of the student
	SELECT e.student_id, c.day,
		coalesce(m.status::text, s.unmarked_status::text) AS status,
		m.minutes_missed, m.minutes_scheduled
	FROM mentorship.enrolment AS e
	JOIN enrolled USING (student_id)
	JOIN mentorship.school AS s USING (school_id)
	JOIN mentorship.calendar_date AS c USING (school_id)
	JOIN year AS y ON c.day BETWEEN y.first_day AND y.last_day
	LEFT JOIN mentorship.attendance_mark AS m
		ON m.student_id = e.student_id AND m.school_id = e.school_id AND m.day = c.day
	WHERE c.instructional AND c.day <= :'as_of'::date
		AND c.day >= e.entry_date AND (e.exit_date IS NULL OR c.day <= e.exit_date)
), judged AS (
	SELECT student_id, day,
		bool_or(CASE
			WHEN status NOT IN ('exempt', 'unrecorded', 'in_school_suspension')
				AND minutes_scheduled IS NOT NULL THEN 2 * minutes_missed >= minutes_scheduled
			ELSE status IN ('excused', 'unexcused', 'suspended', 'half_excused', 'half_unexcused')
			END) AS absent,
		-- the letter alone makes a run
		bool_or(status IN ('excused', 'unexcused', 'suspended', 'half_excused', 'half_unexcused'))
			AS in_run
	FROM school_day
	WHERE status NOT IN ('exempt', 'unrecorded')
	GROUP BY student_id, day
), per_student AS (
	SELECT student_id, count(*) AS days, count(*) FILTER (WHERE absent) AS absent_days
	FROM judged
	GROUP BY student_id
), island AS (
	-- gaps and islands: a run has a constant difference of the two numberings
	SELECT student_id, count(*) AS days
	FROM (SELECT student_id, in_run,
			row_number() OVER (PARTITION BY student_id ORDER BY day)
			- row_number() OVER (PARTITION BY student_id, in_run ORDER BY day) AS grp
		  FROM judged) AS j
	WHERE in_run
	GROUP BY student_id, grp
)
SELECT 'enrolled=' || (SELECT count(*) FROM enrolled)
UNION ALL SELECT 'evaluable=' || (SELECT count(*) FROM per_student WHERE days >= 10)
UNION ALL SELECT 'chronic=' || (SELECT count(*) FROM per_student
								WHERE days >= 10 AND absent_days * 10 >= days)
UNION ALL SELECT 'longest=' || (SELECT coalesce(max(days), 0) FROM island)
UNION ALL SELECT 'school_days=' || (SELECT count(DISTINCT c.day)
									FROM mentorship.calendar_date AS c
									JOIN year AS y ON c.day BETWEEN y.first_day AND y.last_day
									WHERE c.instructional AND c.day <= :'as_of'::date)
UNION ALL SELECT 'schools=' || (SELECT count(*) FROM mentorship.school)
UNION ALL SELECT 'mentors=' || (SELECT count(*) FROM mentorship.mentor
								WHERE joined_on <= :'as_of'::date
									AND (left_on IS NULL OR left_on > :'as_of'::date))
UNION ALL SELECT 'mentees=' || (SELECT count(DISTINCT n.student_id)
								FROM mentorship.nomination AS n
								JOIN enrolled USING (student_id)
								WHERE n.nominated_on <= :'as_of'::date
									AND (n.withdrawn_on IS NULL OR n.withdrawn_on > :'as_of'::date));
