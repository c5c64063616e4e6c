-- Worked cases of the presets, with their authorities.

-- Balfanz, Herzog and Mac Iver 2007 (Philadelphia, grade 6): four flags, the
-- first an attendance of 80 percent or less: 144 of 180 days is 80.00 percent
-- and flagged, 145 of 180 is 80.56 percent and not.
SELECT attended, round(100.0 * attended / 180, 2) AS percent, risk_score('balfanz', f) AS flags
FROM (SELECT attended, (180 - attended) / 180.0 AS absence_rate, 0 AS failed_math, 0 AS failed_english, 0 AS suspended_days
	FROM (VALUES (143), (144), (145), (180)) v (attended)) f;
-- one, two, three and four flags; counts and booleans alike
SELECT absence_rate, failed_math, failed_english, suspended_days, risk_score('balfanz', f) AS flags
FROM (VALUES (0.05, false, 0, 0), (0.20, false, 0, 0), (0.20, true, 0, 0), (0.20, true, 2, 0), (0.36, true, 1, 5)) f (absence_rate, failed_math, failed_english, suspended_days);

-- The same flag under another authority is another card.  Ed-Fi's analytics
-- layer calls a student "at risk" below 80 percent and "early warning" below 88:
-- 144 of 180 is an early warning only, 158 is one (87.78), 159 is not (88.33).
SELECT attended, risk_score('points; attendance_rate <0.88:1 <0.80:2', f) AS level
FROM (SELECT attended, attended / 180.0 AS attendance_rate FROM (VALUES (143), (144), (145), (158), (159)) v (attended)) f;

-- Check & Connect, signs of high risk in a month, each at its edge and one short of it
SELECT feature, below, at, risk_score(card, b) AS score_below, risk_score(card, a) AS score_at
FROM (VALUES
	('absent_days', 2::numeric, 3::numeric), ('absence_rate', 0.1499, 0.15),
	('missed_classes', 2, 3), ('missed_class_rate', 0.149, 0.15),
	('behavior_referrals', 2, 3), ('in_school_suspensions', 1, 2), ('suspended_days', 1, 2),
	('d_grades', 1, 2), ('failed_courses', 0, 1), ('credit_rate', 0.80, 0.7999)) e (feature, below, at),
	LATERAL (SELECT ('check_and_connect; ' || string_agg(format('missing %s=%s', t.feature, (t.feature = 'credit_rate')::int), '; '))::scorecard
		FROM scorecard_terms('check_and_connect') t) c (card),
	LATERAL (SELECT
		CASE feature WHEN 'absent_days' THEN v END AS absent_days, CASE feature WHEN 'absence_rate' THEN v END AS absence_rate,
		CASE feature WHEN 'missed_classes' THEN v END AS missed_classes, CASE feature WHEN 'missed_class_rate' THEN v END AS missed_class_rate,
		CASE feature WHEN 'behavior_referrals' THEN v END AS behavior_referrals, CASE feature WHEN 'in_school_suspensions' THEN v END AS in_school_suspensions,
		CASE feature WHEN 'suspended_days' THEN v END AS suspended_days, CASE feature WHEN 'd_grades' THEN v END AS d_grades,
		CASE feature WHEN 'failed_courses' THEN v END AS failed_courses, CASE feature WHEN 'credit_rate' THEN v END AS credit_rate
		FROM (VALUES (below)) x (v)) b,
	LATERAL (SELECT
		CASE feature WHEN 'absent_days' THEN v END AS absent_days, CASE feature WHEN 'absence_rate' THEN v END AS absence_rate,
		CASE feature WHEN 'missed_classes' THEN v END AS missed_classes, CASE feature WHEN 'missed_class_rate' THEN v END AS missed_class_rate,
		CASE feature WHEN 'behavior_referrals' THEN v END AS behavior_referrals, CASE feature WHEN 'in_school_suspensions' THEN v END AS in_school_suspensions,
		CASE feature WHEN 'suspended_days' THEN v END AS suspended_days, CASE feature WHEN 'd_grades' THEN v END AS d_grades,
		CASE feature WHEN 'failed_courses' THEN v END AS failed_courses, CASE feature WHEN 'credit_rate' THEN v END AS credit_rate
		FROM (VALUES (at)) x (v)) a;
-- a month in which a student missed 3 of 20 days and has 2 Ds: three signs, and why
SELECT r.* FROM (SELECT 3 AS absent_days, 0.15 AS absence_rate, 1 AS missed_classes, 0.01 AS missed_class_rate, 0 AS behavior_referrals,
	0 AS in_school_suspensions, 0 AS suspended_days, 2 AS d_grades, 0 AS failed_courses, 0.95 AS credit_rate) f,
	risk_reasons('check_and_connect', f) r WHERE points <> 0;

-- What a flag is worth depends on how many would leave school anyway.  The flag
-- at 80 percent attendance, sensitivity .233 and specificity .936, is right in
-- 83 percent of cases where 57.2 percent leave, in 48 where 20 do, in 29 where 10 do.
SELECT base_rate, round(base_rate * 0.233 / (base_rate * 0.233 + (1 - base_rate) * (1 - 0.936)), 2) AS precision
FROM (VALUES (0.572), (0.20), (0.10)) v (base_rate);
