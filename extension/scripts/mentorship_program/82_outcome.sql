--
-- What changed with a mentor, against similar students without one.
--
-- Before is the share of days missed from the start of the year, or of the
-- enrolment, to the day before the pairing; after is the share from then to
-- as_of() or to the end of the pairing.  A student is compared with those of
-- the same grade in the same district who had no mentor this year and missed
-- about as much before that same day.
--

CREATE FUNCTION t_975(degrees bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN round(1.959964 + (2.372271 + (2.822499 + 2.555852 / degrees) / degrees) / degrees, 4);
COMMENT ON FUNCTION t_975(bigint) IS
'0.975 quantile of Student''s t by the expansion of Cornish and Fisher, within 0.01 from 4 degrees of freedom on: half the width of a 95 % interval in standard errors';

CREATE VIEW mentee_outcome AS
WITH mine AS MATERIALIZED (
	SELECT DISTINCT ON (p.student_id) p.student_id, p.mentor_id, p.school_id,
		p.started_on, least(as_of(), p.ended_on - 1) AS until
	FROM pairing AS p
	JOIN year_in_force AS y ON p.started_on BETWEEN y.first_day AND least(y.last_day, as_of())
	ORDER BY p.student_id, p.started_on, p.pairing_id
), anyone AS MATERIALIZED (
	SELECT r.student_id, e.grade_level, r.record, p.student_id IS NOT NULL AS mentored
	FROM student_record AS r
	JOIN enrolment_in_force AS e USING (student_id)
	LEFT JOIN (SELECT DISTINCT x.student_id
			   FROM pairing AS x
			   CROSS JOIN year_in_force AS y
			   WHERE x.started_on <= as_of() AND coalesce(x.ended_on > y.first_day, true)) AS p
		ON p.student_id = r.student_id
	WHERE r.school_year = (SELECT y.school_year FROM year_in_force AS y)
), measured AS MATERIALIZED (
	SELECT m.student_id, m.mentor_id, m.school_id, m.started_on, m.until,
		a.grade_level, b.before, b.after, b.before_days, b.after_days
	FROM mine AS m
	JOIN anyone AS a USING (student_id)
	CROSS JOIN LATERAL (
		SELECT absence_rate(v.earlier) AS before, absence_rate(v.later) AS after,
			enrolled_days(v.earlier) AS before_days, enrolled_days(v.later) AS after_days
		FROM (SELECT a.record * daterange(NULL, m.started_on) AS earlier,
				a.record * daterange(m.started_on, m.until, '[]') AS later) AS v) AS b
), others AS (
	-- each record of a grade is read once, for all of its mentees
	SELECT g.students[s.place] AS student_id, s.similar_students AS similar,
		s.change_sum, s.change_square_sum
	FROM (SELECT m.grade_level, array_agg(m.student_id ORDER BY m.started_on, m.until, m.student_id) AS students,
			array_agg(m.started_on ORDER BY m.started_on, m.until, m.student_id) AS started_on,
			array_agg(m.until ORDER BY m.started_on, m.until, m.student_id) AS until,
			array_agg(m.before ORDER BY m.started_on, m.until, m.student_id) AS before
		  FROM measured AS m
		  WHERE m.before_days >= 20 AND m.after_days >= 20
		  GROUP BY m.grade_level) AS g
	CROSS JOIN LATERAL (
		SELECT array_agg(a.record) AS records
		FROM anyone AS a
		WHERE a.grade_level IS NOT DISTINCT FROM g.grade_level AND NOT a.mentored) AS o
	CROSS JOIN LATERAL similar_changes(o.records, g.started_on, g.until, g.before, 0.05, 20) AS s
), compared AS (
	SELECT m.student_id, m.mentor_id, m.school_id, m.started_on, m.grade_level,
		m.before, m.after, m.before_days, m.after_days,
		coalesce(o.similar, 0) AS similar, o.change_sum / nullif(o.similar, 0) AS similar_change,
		CASE WHEN o.similar > 1
			THEN sqrt((o.similar * o.change_square_sum - o.change_sum ^ 2)
					  / (o.similar * (o.similar - 1.0))) END AS spread,
		coalesce(o.similar, 0) >= 5 AS evaluable
	FROM measured AS m
	LEFT JOIN others AS o USING (student_id)
)
SELECT c.student_id, c.school_id, c.mentor_id, c.grade_level, c.started_on,
	c.before_days, round(c.before, 6) AS rate_before,
	c.after_days, round(c.after, 6) AS rate_after,
	CASE WHEN c.before_days >= 20 AND c.after_days >= 20
		THEN round(c.after - c.before, 6) END AS change,
	c.similar AS similar_students,
	CASE WHEN c.evaluable THEN round(c.similar_change, 6) END AS similar_change,
	CASE WHEN c.evaluable THEN round(c.spread, 6) END AS similar_spread,
	CASE WHEN c.evaluable THEN round(c.after - c.before - c.similar_change, 6) END AS difference,
	CASE WHEN c.evaluable THEN round(c.after - c.before - c.similar_change - w.width, 6)
		END AS difference_low,
	CASE WHEN c.evaluable THEN round(c.after - c.before - c.similar_change + w.width, 6)
		END AS difference_high,
	CASE WHEN c.before_days < 20 OR c.after_days < 20
			THEN 'Too few school days to say: 20 are needed before the pairing and 20 after.'
		WHEN c.similar < 5
			THEN format('Too few similar students without a mentor to compare with: %s, and 5 are needed.',
						c.similar)
		ELSE 'One student is a story, not a proof.  Students get a mentor when they are at their worst, and most would miss less afterwards without one (regression to the mean); the difference to similar students takes out what they had in common, no more.'
		END AS caution
FROM compared AS c
CROSS JOIN LATERAL (
	SELECT t_975(nullif(greatest(c.similar - 1, 0), 0)) * c.spread
		* sqrt(1 + 1.0 / nullif(c.similar, 0)) AS width) AS w;
COMMENT ON VIEW mentee_outcome IS
'days missed before and after the first pairing of this year, and the same of similar students without a mentor';
COMMENT ON COLUMN mentee_outcome.student_id IS 'the mentee';
COMMENT ON COLUMN mentee_outcome.school_id IS 'school of the pairing';
COMMENT ON COLUMN mentee_outcome.mentor_id IS 'the mentor';
COMMENT ON COLUMN mentee_outcome.grade_level IS 'grade';
COMMENT ON COLUMN mentee_outcome.started_on IS 'first day of the pairing';
COMMENT ON COLUMN mentee_outcome.before_days IS 'days of this year that count, before it';
COMMENT ON COLUMN mentee_outcome.rate_before IS 'share of them missed';
COMMENT ON COLUMN mentee_outcome.after_days IS 'days that count from then on, up to as_of() or the end of the pairing';
COMMENT ON COLUMN mentee_outcome.rate_after IS 'share of them missed';
COMMENT ON COLUMN mentee_outcome.change IS
'rate_after less rate_before: below zero is better; NULL where either has fewer than 20 days';
COMMENT ON COLUMN mentee_outcome.similar_students IS
'students without a mentor this year, of the same grade, who missed the same share before that day within 5 points';
COMMENT ON COLUMN mentee_outcome.similar_change IS
'their mean change over the same days; NULL below 5 students';
COMMENT ON COLUMN mentee_outcome.similar_spread IS 'standard deviation of their change';
COMMENT ON COLUMN mentee_outcome.difference IS 'change less similar_change: below zero is better';
COMMENT ON COLUMN mentee_outcome.difference_low IS
'lower end of the 95 % interval: how far a single student without a mentor strays from the others';
COMMENT ON COLUMN mentee_outcome.difference_high IS 'its upper end';
COMMENT ON COLUMN mentee_outcome.caution IS 'how to read it, in words, or why there is no number';

CREATE VIEW school_outcome AS
SELECT s.school_id, coalesce(m.mentees, 0) AS mentees,
	coalesce(m.evaluable, 0) AS evaluable,
	CASE WHEN m.enough THEN round(m.rate_before, 6) END AS rate_before,
	CASE WHEN m.enough THEN round(m.rate_after, 6) END AS rate_after,
	CASE WHEN m.enough THEN round(m.similar_change, 6) END AS similar_change,
	CASE WHEN m.enough THEN round(m.difference, 6) END AS difference,
	CASE WHEN m.enough THEN round(m.difference - m.width, 6) END AS difference_low,
	CASE WHEN m.enough THEN round(m.difference + m.width, 6) END AS difference_high,
	CASE WHEN m.enough
		THEN 'Students get a mentor when they are at their worst, and most would miss less afterwards without one (regression to the mean).  The difference to similar students takes that out as far as prior absence and grade explain it; who was nominated may differ from them in other ways.'
		ELSE format('Too few mentees to say: %s can be compared, and 10 are needed.',
					coalesce(m.evaluable, 0)) END AS caution
FROM school AS s
LEFT JOIN (
	SELECT o.school_id, count(*)::int AS mentees, count(o.difference)::int AS evaluable,
		count(o.difference) >= 10 AS enough,
		avg(o.rate_before) FILTER (WHERE o.difference IS NOT NULL) AS rate_before,
		avg(o.rate_after) FILTER (WHERE o.difference IS NOT NULL) AS rate_after,
		avg(o.similar_change) AS similar_change, avg(o.difference) AS difference,
		-- the mentees of a school are compared with much the same students,
		-- whose chance does not average out: it counts in full
		t_975(nullif(greatest(count(o.difference) - 1, 0), 0))
			* sqrt(var_samp(o.difference) / count(o.difference)
				   + avg(o.similar_spread ^ 2 / o.similar_students)
						FILTER (WHERE o.difference IS NOT NULL)) AS width
	FROM mentee_outcome AS o
	GROUP BY o.school_id) AS m USING (school_id)
WHERE s.school_id IN (SELECT visible_schools());
COMMENT ON VIEW school_outcome IS
'mentee_outcome over the mentees of each school';
COMMENT ON COLUMN school_outcome.school_id IS 'the school';
COMMENT ON COLUMN school_outcome.mentees IS 'students first paired this year';
COMMENT ON COLUMN school_outcome.evaluable IS 'of these, with enough days and similar students';
COMMENT ON COLUMN school_outcome.rate_before IS 'their mean share of days missed before; NULL below 10 mentees, as all that follows';
COMMENT ON COLUMN school_outcome.rate_after IS 'and after';
COMMENT ON COLUMN school_outcome.similar_change IS 'mean change of the similar students';
COMMENT ON COLUMN school_outcome.difference IS 'mean difference: below zero is better';
COMMENT ON COLUMN school_outcome.difference_low IS
'lower end of its 95 % interval, which allows for chance among the mentees and among the similar students';
COMMENT ON COLUMN school_outcome.difference_high IS 'its upper end';
COMMENT ON COLUMN school_outcome.caution IS 'how to read it, in words, or why there is no number';
