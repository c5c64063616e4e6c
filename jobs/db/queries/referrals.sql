-- referrals; $1 = school or NULL
SELECT referral_id, school_id, student_id, display_name, referred_to,
	referred_on, need, status
FROM mentorship.report_referral
WHERE school_id = $1 OR $1 IS NULL
ORDER BY student_id, referred_on, referral_id
