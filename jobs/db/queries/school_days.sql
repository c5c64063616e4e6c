-- the school days of every school, from the first of the year on
SELECT school_id, day
FROM mentorship.report_school_day
ORDER BY school_id, day
