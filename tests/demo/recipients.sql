--
-- Who gets a report in the demo: every mentor his own, and the administrators
-- of each school the school's and its mentees'.
--
SELECT sum(mentorship.subscribe_mentors(school_id)) AS mentors FROM mentorship.school;
SELECT count(mentorship.subscribe(k.kind, a.school_id, a.staff_id)) AS for_schools
FROM mentorship.staff_assignment AS a
CROSS JOIN (VALUES ('school'), ('mentees')) AS k (kind)
WHERE a.role = 'administrator';
