--
-- What an operator wants to know before the night.
--

CREATE VIEW report_without_recipient AS
SELECT 'mentor' AS kind, p.mentor_id AS scope_id, count(*)::int AS students
FROM live_pairing AS p
JOIN active_mentor AS a ON a.mentor_id = p.mentor_id
WHERE NOT EXISTS (SELECT FROM report_recipient AS r
				  WHERE r.kind = 'mentor' AND r.scope_id = p.mentor_id AND r.active)
GROUP BY p.mentor_id
UNION ALL
SELECT 'school', e.school_id, count(*)::int
FROM mentee_in_force AS n
JOIN enrolment_in_force AS e ON e.student_id = n.student_id
WHERE NOT EXISTS (SELECT FROM report_recipient AS r
				  WHERE r.kind = 'school' AND r.scope_id = e.school_id AND r.active)
GROUP BY e.school_id;
COMMENT ON VIEW report_without_recipient IS
'mentors and schools with students in the program whose report goes to nobody by mail';
COMMENT ON COLUMN report_without_recipient.kind IS 'mentor or school';
COMMENT ON COLUMN report_without_recipient.scope_id IS 'whose report';
COMMENT ON COLUMN report_without_recipient.students IS 'students of whom it tells';
