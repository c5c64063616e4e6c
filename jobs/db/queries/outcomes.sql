-- what changed with a mentor; $1 = school or NULL
SELECT school_id, mentees, evaluable, rate_before, rate_after, similar_change,
	difference, difference_low, difference_high
FROM mentorship.school_outcome
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id
