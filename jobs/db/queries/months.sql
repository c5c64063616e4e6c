-- how the pairs of each school kept the promise; $1 = school or NULL
SELECT school_id, month, complete::int AS complete, pairs, proficient,
	developmental, needs_improvement, promised, meetings
FROM mentorship.report_school_month
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id, month
