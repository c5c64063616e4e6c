--
-- The programme as of one day.
--

CREATE VIEW enrolment_in_force AS
SELECT DISTINCT ON (e.student_id) e.student_id, e.school_id, e.grade_level,
	e.entry_date
FROM enrolment AS e
WHERE e.entry_date <= as_of() AND coalesce(e.exit_date >= as_of(), true)
ORDER BY e.student_id, e.entry_date DESC, e.school_id;
COMMENT ON VIEW enrolment_in_force IS
'the school each student belongs to on as_of(): the latest entry where there are two';
COMMENT ON COLUMN enrolment_in_force.student_id IS 'the student';
COMMENT ON COLUMN enrolment_in_force.school_id IS 'the school';
COMMENT ON COLUMN enrolment_in_force.grade_level IS 'the grade';
COMMENT ON COLUMN enrolment_in_force.entry_date IS 'first day of this enrolment';

CREATE VIEW live_pairing AS
SELECT pairing_id, student_id, mentor_id, school_id, started_on, shared_slots,
	match_reason, continues
FROM pairing
WHERE started_on <= as_of() AND coalesce(ended_on > as_of(), true);
COMMENT ON VIEW live_pairing IS 'pairings that live on as_of()';
COMMENT ON COLUMN live_pairing.pairing_id IS 'the pairing';
COMMENT ON COLUMN live_pairing.student_id IS 'the mentee';
COMMENT ON COLUMN live_pairing.mentor_id IS 'the mentor';
COMMENT ON COLUMN live_pairing.school_id IS 'school at which they meet';
COMMENT ON COLUMN live_pairing.started_on IS 'first day';
COMMENT ON COLUMN live_pairing.shared_slots IS 'weekly slots both had free';
COMMENT ON COLUMN live_pairing.match_reason IS 'why these two';
COMMENT ON COLUMN live_pairing.continues IS
'the pairing of the same two that this one continues';

CREATE VIEW live_nomination AS
SELECT DISTINCT ON (n.student_id) n.student_id, n.school_id, n.nominated_on,
	n.reason
FROM nomination AS n
WHERE n.nominated_on <= as_of() AND coalesce(n.withdrawn_on > as_of(), true)
ORDER BY n.student_id, n.nominated_on DESC, n.nomination_id DESC;
COMMENT ON VIEW live_nomination IS
'the latest standing nomination of each student on as_of()';
COMMENT ON COLUMN live_nomination.student_id IS 'the student';
COMMENT ON COLUMN live_nomination.school_id IS 'school at which a mentor is sought';
COMMENT ON COLUMN live_nomination.nominated_on IS 'day of the nomination';
COMMENT ON COLUMN live_nomination.reason IS 'why';

CREATE VIEW mentee_in_force AS
SELECT student_id, n.nominated_on
FROM live_nomination AS n
FULL JOIN live_pairing AS p USING (student_id);
COMMENT ON VIEW mentee_in_force IS
'students of the programme on as_of(): nominated ones, and those with a mentor, whatever became of the nomination';
COMMENT ON COLUMN mentee_in_force.student_id IS 'the student';
COMMENT ON COLUMN mentee_in_force.nominated_on IS
'day of the nomination; NULL where none stands';

CREATE VIEW active_mentor AS
SELECT m.mentor_id, m.capacity, m.availability, m.traits, m.languages,
	(SELECT array_agg(a.school_id ORDER BY a.school_id)
	 FROM staff_assignment AS a WHERE a.staff_id = m.mentor_id) AS school_ids,
	(SELECT max(t.held_on)
	 FROM training_attendance AS ta JOIN training_session AS t USING (training_session_id)
	 WHERE ta.mentor_id = m.mentor_id AND t.held_on <= as_of()) AS trained_on
FROM mentor AS m
WHERE m.joined_on <= as_of() AND coalesce(m.left_on > as_of(), true);
COMMENT ON VIEW active_mentor IS
'mentors of the programme on as_of(), in the shape that match_mentors reads';
COMMENT ON COLUMN active_mentor.mentor_id IS 'the mentor';
COMMENT ON COLUMN active_mentor.capacity IS 'most students at a time';
COMMENT ON COLUMN active_mentor.availability IS 'weekly free slots';
COMMENT ON COLUMN active_mentor.traits IS 'interests and personality';
COMMENT ON COLUMN active_mentor.languages IS 'languages spoken';
COMMENT ON COLUMN active_mentor.school_ids IS 'schools at which the mentor works';
COMMENT ON COLUMN active_mentor.trained_on IS 'day of the last training; NULL if none';

CREATE VIEW match_mentee AS
SELECT n.student_id AS mentee_id, e.school_id, f.availability, f.traits,
	f.languages, p.mentor_id AS current_mentor_id
FROM mentee_in_force AS n
JOIN enrolment_in_force AS e ON e.student_id = n.student_id
LEFT JOIN mentee_profile AS f ON f.student_id = n.student_id
LEFT JOIN live_pairing AS p ON p.student_id = n.student_id;
COMMENT ON VIEW match_mentee IS
'nominated students on as_of(), paired ones included, in the shape that match_mentors reads';
COMMENT ON COLUMN match_mentee.mentee_id IS 'the student';
COMMENT ON COLUMN match_mentee.school_id IS
'school of the student now, wherever the nomination was made';
COMMENT ON COLUMN match_mentee.availability IS 'weekly free slots';
COMMENT ON COLUMN match_mentee.traits IS 'interests and personality';
COMMENT ON COLUMN match_mentee.languages IS 'languages spoken';
COMMENT ON COLUMN match_mentee.current_mentor_id IS 'mentor of the live pairing, if any';

CREATE VIEW pairing_contact AS
SELECT p.pairing_id,
	count(m.*) FILTER (WHERE m.met_on >= date_trunc('month', as_of()::timestamp))::int
		AS meetings_this_month,
	count(m.*) FILTER (WHERE m.met_on > as_of() - 30)::int AS meetings_last_30_days,
	count(m.*)::int AS meetings,
	min(m.met_on) AS first_met_on,
	max(m.met_on) AS last_met_on,
	as_of() - greatest(max(m.met_on), p.started_on) AS days_without_contact
FROM live_pairing AS p
LEFT JOIN meeting AS m ON m.pairing_id = p.pairing_id AND m.met_on <= as_of()
GROUP BY p.pairing_id, p.started_on;
COMMENT ON VIEW pairing_contact IS
'contact of each live pair up to as_of(), computed from the log of meetings';
COMMENT ON COLUMN pairing_contact.pairing_id IS 'the pairing';
COMMENT ON COLUMN pairing_contact.meetings_this_month IS
'meetings since the first of the month';
COMMENT ON COLUMN pairing_contact.meetings_last_30_days IS
'meetings on the last 30 calendar days';
COMMENT ON COLUMN pairing_contact.meetings IS 'all meetings of the pair';
COMMENT ON COLUMN pairing_contact.first_met_on IS 'day of the first one';
COMMENT ON COLUMN pairing_contact.last_met_on IS 'day of the last one';
COMMENT ON COLUMN pairing_contact.days_without_contact IS
'calendar days since the last meeting, or since the start where there was none';

