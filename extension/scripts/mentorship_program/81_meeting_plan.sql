--
-- When to meet next: the seed programme's mentor met his student on the days
-- the student tends to stay away, and told him the day before.
--

CREATE VIEW meeting_plan AS
SELECT p.pairing_id, p.school_id, p.mentor_id, p.student_id, s.place::int,
	s.weekday, s.slot, s.reason, d.meet_on, t.tell_on
FROM live_pairing AS p
JOIN active_mentor AS m ON m.mentor_id = p.mentor_id
JOIN mentee_profile AS f ON f.student_id = p.student_id
CROSS JOIN year_in_force AS y
LEFT JOIN student_record AS r ON r.student_id = p.student_id
	AND r.school_year = y.school_year
CROSS JOIN LATERAL meeting_slots(coalesce(r.record, 'empty'::attendance), f.availability,
								 m.availability, 3)
	WITH ORDINALITY AS s (weekday, slot, reason, place)
LEFT JOIN LATERAL (SELECT min(c.day) AS meet_on
				   FROM calendar_date AS c
				   WHERE c.school_id = p.school_id AND c.instructional
					   AND c.day > as_of() AND extract(isodow FROM c.day) = s.weekday) AS d ON true
LEFT JOIN LATERAL (SELECT max(c.day) AS tell_on
				   FROM calendar_date AS c
				   WHERE c.school_id = p.school_id AND c.instructional
					   AND c.day < d.meet_on AND c.day >= as_of()) AS t ON true;
COMMENT ON VIEW meeting_plan IS
'the next good times of each live pair, best first: slots both have free, on the weekdays the student tends to miss or on the school day before';
COMMENT ON COLUMN meeting_plan.pairing_id IS 'the pairing';
COMMENT ON COLUMN meeting_plan.school_id IS 'school at which they meet';
COMMENT ON COLUMN meeting_plan.mentor_id IS 'the mentor';
COMMENT ON COLUMN meeting_plan.student_id IS 'the mentee';
COMMENT ON COLUMN meeting_plan.place IS '1 is the best time';
COMMENT ON COLUMN meeting_plan.weekday IS 'ISO weekday, 1 is Monday';
COMMENT ON COLUMN meeting_plan.slot IS 'slot of that day';
COMMENT ON COLUMN meeting_plan.reason IS 'why this time';
COMMENT ON COLUMN meeting_plan.meet_on IS
'first school day on that weekday after as_of(); NULL if the calendar has none';
COMMENT ON COLUMN meeting_plan.tell_on IS
'school day before it, on which to tell the student; NULL if that was before as_of()';
