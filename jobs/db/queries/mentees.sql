-- students of the programme; $1 = students
SELECT m.student_id, m.school_id, m.school_name, m.display_name, m.grade_level,
	m.nominated_on, m.pairing_id, m.mentor_id, m.mentor_name, m.started_on,
	m.continues, m.shared_slots::text AS shared_slots, m.traits::text AS traits,
	m.match_reason, m.meetings_this_month, m.meetings_last_30_days,
	m.last_met_on, m.days_without_contact, m.record::text AS record,
	m.enrolled_days, m.absent_days, m.rate, m.band, m.longest_absence,
	m.current_absence, m.tardy_days, m.goal_days, m.absent_days_last_year,
	m.record_last_year::text AS record_last_year
FROM unnest($1::bigint[]) AS wanted (student_id)
CROSS JOIN LATERAL (
	SELECT r.*
	FROM mentorship.report_mentee AS r
	WHERE r.student_id = wanted.student_id
	OFFSET 0) AS m
ORDER BY m.sort_name COLLATE "C", m.student_id
