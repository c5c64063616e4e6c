-- nominated students; $1 = school or NULL
SELECT student_id, school_id, school_name, display_name, grade_level,
	nominated_on, pairing_id, mentor_id, mentor_name, started_on,
	shared_slots::text AS shared_slots, traits::text AS traits, match_reason,
	meetings_this_month, meetings_last_30_days, last_met_on,
	days_without_contact, record::text AS record, enrolled_days, absent_days,
	rate, band, longest_absence, current_absence, tardy_days, goal_days,
	next_school_day, following_school_day, absent_days_last_year,
	record_last_year::text AS record_last_year
FROM mentorship.report_mentee
WHERE school_id = $1 OR $1 IS NULL
ORDER BY sort_name COLLATE "C", student_id
