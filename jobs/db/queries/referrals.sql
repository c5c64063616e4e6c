-- referrals; $1 = students or NULL, $2 = schools or NULL
SELECT referral_id, school_id, student_id, display_name, referred_to,
	referred_on, status
FROM mentorship.report_referral
WHERE ($1::bigint[] IS NULL OR student_id = ANY ($1))
	AND ($2::bigint[] IS NULL OR school_id = ANY ($2))
ORDER BY student_id, referred_on, referral_id
