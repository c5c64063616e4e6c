-- mentors, one row for each school they work at; $1 = school or NULL
SELECT mentor_id, school_id, school_name, display_name, role, title, capacity,
	trained_on, mentees, meetings_last_30_days
FROM mentorship.report_mentor
WHERE school_id = $1 OR $1 IS NULL
ORDER BY mentor_id, school_id
