-- mentors, one row for each school they work at; $1 = mentors or NULL,
-- $2 = schools or NULL
SELECT mentor_id, school_id, school_name, display_name, role, title, capacity,
	trained_on, mentees, meetings_last_30_days
FROM mentorship.report_mentor
WHERE ($1::bigint[] IS NULL OR mentor_id = ANY ($1))
	AND ($2::bigint[] IS NULL OR school_id = ANY ($2))
ORDER BY mentor_id, school_id
