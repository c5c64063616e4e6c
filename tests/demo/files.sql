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
	AND e.entry_date <= :'as_of'::date AND (e.exit_date IS NULL OR e.exit_date >= :'as_of'::date)
UNION
-- a mail to each mentor with a student, on a school day of his
SELECT format('mail/mentor-%1$s-to-%1$s-%2$s.eml', m.mentor_id, :'as_of')
FROM mentorship.mentor AS m
JOIN mentorship.staff AS s ON s.staff_id = m.mentor_id
WHERE m.joined_on <= :'as_of'::date AND m.left_on IS NULL AND s.email IS NOT NULL
	AND EXISTS (SELECT FROM mentorship.pairing AS p JOIN mentorship.enrolment AS e USING (student_id)
				WHERE p.mentor_id = m.mentor_id AND p.started_on <= :'as_of'::date AND p.ended_on IS NULL
					AND e.entry_date <= :'as_of'::date AND (e.exit_date IS NULL OR e.exit_date >= :'as_of'::date))
	AND EXISTS (SELECT FROM mentorship.staff_assignment AS a JOIN mentorship.calendar_date AS c USING (school_id)
				WHERE a.staff_id = m.mentor_id AND c.day = :'as_of'::date AND c.instructional)
UNION
-- and two to each administrator
SELECT format('mail/%s-%s-to-%s-%s.eml', k.kind, a.school_id, a.staff_id, :'as_of')
FROM mentorship.staff_assignment AS a
JOIN mentorship.staff AS s USING (staff_id)
JOIN mentorship.calendar_date AS c USING (school_id)
CROSS JOIN (VALUES ('school'), ('mentees')) AS k (kind)
WHERE a.role = 'administrator' AND s.email IS NOT NULL
	AND c.day = :'as_of'::date AND c.instructional
	AND (k.kind = 'school' OR EXISTS (
		SELECT FROM mentorship.nomination AS n JOIN mentorship.enrolment AS e USING (student_id)
		WHERE e.school_id = a.school_id AND n.nominated_on <= :'as_of'::date AND n.withdrawn_on IS NULL
			AND e.entry_date <= :'as_of'::date AND (e.exit_date IS NULL OR e.exit_date >= :'as_of'::date)));
