-- counts of each school; $1 = school or NULL
SELECT school_id, name, enrolled, satisfactory, at_risk, moderate, severe,
	not_evaluable, nominated, paired, paired_30_days, promise_kept,
	without_contact
FROM mentorship.report_school
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id
