--
-- Counts of a school for its report.  What is hidden of them is decided where
-- they are printed; they are closed once a month, so that nobody is read off
-- the difference of two nights.
--

CREATE VIEW report_school_band AS
SELECT e.school_id, e.grade_level, b.band, count(*)::int AS students
FROM report_heading AS h
CROSS JOIN LATERAL (
	SELECT DISTINCT ON (x.student_id) x.student_id, x.school_id, x.grade_level
	FROM enrolment AS x
	WHERE x.entry_date <= h.closed_on AND coalesce(x.exit_date >= h.closed_on, true)
	ORDER BY x.student_id, x.entry_date DESC, x.school_id) AS e
LEFT JOIN (SELECT x.student_id, x.record
		   FROM student_record AS x
		   WHERE x.school_year = (SELECT y.school_year FROM year_in_force AS y)) AS r
	ON r.student_id = e.student_id
CROSS JOIN LATERAL (
	SELECT coalesce(absence_band(r.record * daterange(NULL, h.closed_on, '[]')),
					'not evaluable') AS band) AS b
WHERE e.school_id IN (SELECT visible_schools())
GROUP BY e.school_id, e.grade_level, b.band;
COMMENT ON VIEW report_school_band IS
'students of each school and grade by absence band on the day the counts were closed; no row in the first month of a year';
COMMENT ON COLUMN report_school_band.school_id IS 'the school';
COMMENT ON COLUMN report_school_band.grade_level IS 'the grade; NULL where none is on record';
COMMENT ON COLUMN report_school_band.band IS
'satisfactory, at_risk, moderate, severe or not evaluable';
COMMENT ON COLUMN report_school_band.students IS 'students enrolled that day';

CREATE VIEW report_school_month AS
SELECT m.school_id, m.month, m.complete, count(*)::int AS pairs,
	count(*) FILTER (WHERE m.grade = 'Proficient')::int AS proficient,
	count(*) FILTER (WHERE m.grade = 'Developmental')::int AS developmental,
	count(*) FILTER (WHERE m.grade = 'Needs improvement')::int AS needs_improvement,
	sum(m.promised)::int AS promised, sum(m.meetings)::int AS meetings
FROM pair_month AS m
WHERE m.grade IS NOT NULL
GROUP BY m.school_id, m.month, m.complete;
COMMENT ON VIEW report_school_month IS
'how the pairs of each school kept the promise in each month of the year up to as_of()';
COMMENT ON COLUMN report_school_month.school_id IS 'the school';
COMMENT ON COLUMN report_school_month.month IS 'first day of the month';
COMMENT ON COLUMN report_school_month.complete IS 'false for the month that still runs on as_of()';
COMMENT ON COLUMN report_school_month.pairs IS 'pairs for which a meeting was promised';
COMMENT ON COLUMN report_school_month.proficient IS 'of these, those that kept the promise';
COMMENT ON COLUMN report_school_month.developmental IS 'those that kept at least half of it';
COMMENT ON COLUMN report_school_month.needs_improvement IS 'those that kept less';
COMMENT ON COLUMN report_school_month.promised IS 'meetings promised';
COMMENT ON COLUMN report_school_month.meetings IS 'meetings held';
