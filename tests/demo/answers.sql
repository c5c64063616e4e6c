--
-- Questions a newcomer would ask, each with its SQL.  psql prints the
-- statements because the caller runs it with --echo-queries.
--
\set ON_ERROR_STOP on
\pset footer off

\echo
\echo 'Q. How is attendance at each school, by band?'
SELECT name AS school, enrolled, satisfactory, at_risk, moderate, severe
FROM mentorship.report_school
ORDER BY school_id;
\echo 'The numbers of the day, for an analyst.  A report to a principal has those of the end of the'
\echo 'last month, and joins or leaves out the small ones.'
\echo

\echo 'Q. How long were the runs of absence?  (runs of at least 2 school days, this year)'
SELECT s.school_days, count(*) AS runs
FROM mentorship.student_record AS r
JOIN mentorship.year_in_force AS y USING (school_year),
	streaks(r.record, 'absent', 2) AS s
GROUP BY s.school_days
ORDER BY s.school_days DESC
LIMIT 5;

\echo 'Q. What does a record look like?  (the last six weeks of who missed most of them; P is present, E is'
\echo '   an excused absence, U an unexcused one, a dot is a day without school)'
SELECT student_id, record * daterange(mentorship.as_of() - 41, mentorship.as_of(), '[]') AS last_six_weeks
FROM mentorship.student_record
JOIN mentorship.year_in_force USING (school_year)
ORDER BY absent_days(record * daterange(mentorship.as_of() - 41, mentorship.as_of(), '[]')) DESC, student_id
LIMIT 1;

\echo 'Q. Who was matched with whom, and why?  (three pairs, by number only)'
SELECT student_id, mentor_id, match_reason
FROM mentorship.live_pairing
ORDER BY started_on DESC, pairing_id
LIMIT 3;

\echo 'Q. How many of the students enrolled today are chronically absent?  (of those with enough days to say)'
\pset tuples_only on
\pset format unaligned
SELECT format('chronically absent: %s of %s',
			  count(*) FILTER (WHERE a.chronic), count(a.chronic))
FROM mentorship.enrolment_in_force AS e
JOIN mentorship.year_in_force AS y ON true
JOIN mentorship.student_attendance AS a USING (student_id, school_year);

\echo
\echo 'Q. And the longest run of absence among the students enrolled today?'
SELECT format('longest absence run: %s school days', max(a.longest_absence))
FROM mentorship.enrolment_in_force AS e
JOIN mentorship.year_in_force AS y ON true
JOIN mentorship.student_attendance AS a USING (student_id, school_year);
