--
-- The files the demo must write, by plain SQL over the tables.  Variable
-- as_of: the day.
--
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
SELECT format('mentors/mentor-%s.pdf', mentor_id)
FROM mentorship.mentor
WHERE joined_on <= :'as_of'::date AND (left_on IS NULL OR left_on > :'as_of'::date)
UNION
SELECT format('schools/school-%s.pdf', school_id)
FROM mentorship.school
UNION
SELECT DISTINCT unnest(ARRAY[format('mentees/mentee-%s.pdf', n.student_id),
							format('schools/school-%s-mentees.pdf', e.school_id)])
FROM mentorship.nomination AS n
JOIN mentorship.enrolment AS e USING (student_id)
WHERE n.nominated_on <= :'as_of'::date
	AND (n.withdrawn_on IS NULL OR n.withdrawn_on > :'as_of'::date)
	AND e.entry_date <= :'as_of'::date AND (e.exit_date IS NULL OR e.exit_date >= :'as_of'::date);
