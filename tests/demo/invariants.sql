--
-- What must hold after the demo matched, whatever the district.  A row is a
-- violation.
--
SELECT format('mentor %s has %s students and %s seats', m.mentor_id, count(*), m.capacity)
FROM mentorship.active_mentor AS m
JOIN mentorship.live_pairing AS p USING (mentor_id)
GROUP BY m.mentor_id, m.capacity
HAVING count(*) > m.capacity
UNION ALL
SELECT format('student %s and mentor %s are at different schools', p.student_id, p.mentor_id)
FROM mentorship.live_pairing AS p
JOIN mentorship.active_mentor AS m USING (mentor_id)
WHERE p.school_id <> ALL (m.school_ids)
UNION ALL
SELECT format('student %s and mentor %s share no slot', p.student_id, p.mentor_id)
FROM mentorship.live_pairing AS p
JOIN mentorship.active_mentor AS m USING (mentor_id)
JOIN mentorship.mentee_profile AS f USING (student_id)
WHERE p.started_on = mentorship.as_of() AND NOT f.availability && m.availability
UNION ALL
SELECT format('student %s was proposed to mentor %s and is not paired with him', x.student_id, x.mentor_id)
FROM mentorship.match_proposal AS x
WHERE x.proposed_on = mentorship.as_of() AND x.mentor_id IS NOT NULL
	AND NOT EXISTS (SELECT FROM mentorship.live_pairing AS p
					WHERE p.student_id = x.student_id AND p.mentor_id = x.mentor_id)
UNION ALL
SELECT format('nominated student %s has no proposal', n.mentee_id)
FROM mentorship.match_mentee AS n
WHERE NOT EXISTS (SELECT FROM mentorship.match_proposal AS x
				  WHERE x.student_id = n.mentee_id AND x.proposed_on = mentorship.as_of())
UNION ALL
SELECT 'nobody was paired today'
WHERE NOT EXISTS (SELECT FROM mentorship.pairing WHERE started_on = mentorship.as_of());
