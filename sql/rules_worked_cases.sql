-- worked cases of the authorities' rules; every number can be checked by hand
CREATE FUNCTION pg_temp.of_days(present int, marks text DEFAULT '') RETURNS attendance LANGUAGE sql AS
$$ SELECT ('2024-08-26:' || marks || repeat('P', present))::attendance $$;

-- EDFacts with the bands of Attendance Works: 180 days enrolled
SELECT absent, absence_rate(a, r) AS rate, chronic_absence(a, r) AS chronic, absence_band(a, r) AS band
FROM (VALUES (8.5), (9), (17.5), (18), (35.5), (36)) v (absent),
	LATERAL (SELECT pg_temp.of_days(180 - ceil(absent)::int, repeat('U', floor(absent)::int) || CASE WHEN absent > floor(absent) THEN 'e' ELSE '' END) AS a) x,
	LATERAL (SELECT 'edfacts; partial=fraction'::attendance_rule AS r) y;

-- the same edges where a school network draws the line above, not at, the threshold
SELECT absent, chronic_absence(a) AS at_threshold, chronic_absence(a, 'kipp; side=exclusive') AS above_threshold
FROM (VALUES (9), (18), (19)) v (absent), LATERAL (SELECT pg_temp.of_days(180 - absent, repeat('U', absent)) AS a) x;

-- EDFacts, Ed-Fi warehouse (edu_wh), New Jersey: the minimum of days
SELECT enrolled, absent, chronic_absence(a, 'edfacts') AS edfacts, chronic_absence(a, 'edu_wh') AS edu_wh, chronic_absence(a, 'new_jersey') AS new_jersey, absence_band(a, 'edu_wh') AS edu_wh_band
FROM (VALUES (9, 5), (10, 1), (20, 2), (44, 10), (45, 5)) v (enrolled, absent), LATERAL (SELECT pg_temp.of_days(enrolled - absent, repeat('E', absent)) AS a) x;
-- California: more than 30 days of expected attendance
SELECT enrolled, absent, absence_rate(a, 'california') AS rate, chronic_absence(a, 'california') AS california
FROM (VALUES (30, 3), (31, 3), (31, 4)) v (enrolled, absent), LATERAL (SELECT pg_temp.of_days(enrolled - absent, repeat('U', absent)) AS a) x;

-- exactly half of a day of 390 minutes: EDFacts counts it, Connecticut and Michigan do not
SELECT missed, absent_days(a, 'edfacts') AS edfacts, absent_days(a, 'connecticut') AS connecticut, absent_days(a, 'edu_wh') AS fraction
FROM (VALUES (194), (195), (196)) v (missed), LATERAL (SELECT attendance('2024-08-26', 'T', missed, 390) AS a) x;

-- 70,200 minutes in 180 days: 7,020 missed are chronic, 7,019 are not, though they print as 10.00 percent
SELECT missed, chronic_absence(a, 'edu_wh') AS chronic, absence_rate(a, 'edu_wh') AS rate, round(100 * (1 - absence_rate(a, 'edu_wh')), 2) AS attendance_printed, absence_band(a, 'edu_wh') AS band
FROM (VALUES (7020), (7019), (7018)) v (missed),
	LATERAL (SELECT attendance_agg(date '2024-08-26' + d, 'T', missed / 180 + CASE WHEN d < missed % 180 THEN 1 ELSE 0 END, 390) AS a FROM generate_series(0, 179) d) x;

-- a tenth of each of 180 days, a fifth of 90: exactly 10 percent, where doubles make it less
SELECT chronic_absence(tenths, 'edu_wh') AS tenths, chronic_absence(fifths, 'edu_wh') AS fifths, absent_days(tenths, 'edu_wh') AS tenths_absent, absent_days(fifths, 'edu_wh') AS fifths_absent,
	in_doubles < 18 AS doubles_fall_short
FROM (SELECT attendance_agg(date '2024-08-26' + d, 'T', 39, 390) AS tenths, attendance_agg(date '2024-08-26' + d, CASE WHEN d < 90 THEN 'T' ELSE 'P' END::attendance_status, CASE WHEN d < 90 THEN 78 END, 390) AS fifths,
	sum(0.1::float8) AS in_doubles FROM generate_series(0, 179) d) x;

-- never there: severe, with a label
SELECT absence_rate(a, 'edu_wh') AS rate, chronic_absence(a, 'edu_wh') AS chronic, absence_band(a, 'edu_wh') AS band FROM (SELECT pg_temp.of_days(0, repeat('U', 60))) x (a);

-- two real transfers: the student is chronically absent, the second school's own days say otherwise
SELECT who, absence_band(whole) AS student, chronic_absence(whole) AS student_chronic, round(100 * (1 - absence_rate(whole)), 1) AS student_attendance,
	chronic_absence(second) AS second_school, round(100 * (1 - absence_rate(second)), 1) AS second_attendance, enrolled_days(whole) AS enrolled
FROM (VALUES ('A', 37, 82, 89, 96), ('B', 69, 79, 89, 97)) v (who, p1, n1, p2, n2),
	LATERAL (SELECT pg_temp.of_days(p1, repeat('U', n1 - p1)) AS first, ('2025-02-03:' || repeat('U', n2 - p2) || repeat('P', p2))::attendance AS second) x,
	LATERAL (SELECT first || second AS whole) y;
-- school and student are two questions
SELECT a1 || ' of ' || n1 AS school_a, a2 || ' of ' || n2 AS school_b, chronic_absence(a) AS at_a, chronic_absence(b) AS at_b, absence_rate(a || b) AS student_rate, chronic_absence(a || b) AS student,
	chronic_absence(a)::int + chronic_absence(b)::int AS sum_of_schools, chronic_absence(a || b)::int AS distinct_students
FROM (VALUES (4, 60, 9, 60), (5, 40, 4, 40)) v (a1, n1, a2, n2),
	LATERAL (SELECT pg_temp.of_days(n1 - a1, repeat('U', a1)) AS a, ('2025-01-20:' || repeat('U', a2) || repeat('P', n2 - a2))::attendance AS b) x;

-- entry Monday 2024-09-09, exit Friday 2024-09-20: with the exit day 10 days, without it 9, too few to say
SELECT enrolled_days(c * daterange('2024-09-09', '2024-09-20', '[]')) AS inclusive, chronic_absence(c * daterange('2024-09-09', '2024-09-20', '[]')) AS chronic,
	enrolled_days(c * daterange('2024-09-09', '2024-09-20', '[)')) AS half_open, chronic_absence(c * daterange('2024-09-09', '2024-09-20', '[)')) IS NULL AS not_evaluable
FROM (SELECT attendance_agg(d::date, 'P') AS c FROM generate_series('2024-08-26', '2024-12-20', interval '1 day') d WHERE extract(isodow FROM d) < 6) x;
-- between enrolments nothing counts; coming back continues the count
SELECT enrolled_days(a * daterange(NULL, '2024-10-01')) AS first_leg, enrolled_days(a * daterange(NULL, '2024-11-01')) AS in_the_gap, absence_rate(a * daterange(NULL, '2024-10-01')) AS rate_before,
	absence_rate(a * daterange(NULL, '2024-11-01')) AS rate_in_the_gap, enrolled_days(a) AS after
FROM (SELECT '2024-09-16:UPPPP..PPPPP'::attendance || '2024-11-04:PPPPP') x (a);
-- overlapping enrolments: each date counts once
SELECT enrolled_days(attendance_agg(a)) AS days, absent_days(attendance_agg(a)) AS absent FROM unnest('{2024-09-09:PPUPP,2024-09-11:UPPEP}'::attendance[]) a;

-- suspensions, 180 days, 12 other absences and 6 days suspended: counted, neutral, taken out
SELECT setting, enrolled_days(a, r) AS enrolled, absent_days(a, r) AS absent, round(100 * absence_rate(a, r), 2) AS percent, chronic_absence(a, r) AS chronic
FROM unnest('{absent,present,excluded}'::text[]) WITH ORDINALITY v (setting, i), LATERAL (SELECT ('edfacts; suspension=' || setting)::attendance_rule AS r, pg_temp.of_days(162, repeat('U', 12) || repeat('S', 6)) AS a) x ORDER BY i;
SELECT absent_days(a, 'california') AS california_in_school, absent_days(a, 'connecticut') AS connecticut_in_school, absent_days('2024-08-26:I(100/390)', 'connecticut') AS connecticut_short FROM (SELECT '2024-08-26:IPPPI'::attendance) x (a);

-- missing marks, 20 days, 1 absent, 3 unrecorded
SELECT setting, enrolled_days(a, r) AS enrolled, round(100 * absence_rate(a, r), 1) AS percent, (attendance_summary(a, r)).unrecorded_days
FROM unnest('{present,absent,excluded}'::text[]) WITH ORDINALITY v (setting, i), LATERAL (SELECT ('edfacts; unrecorded=' || setting)::attendance_rule AS r, pg_temp.of_days(16, 'U???') AS a) x ORDER BY i;

-- a streak of two school days over Labor Day spans five calendar days; an excused day ends an unexcused run
SELECT school_days, calendar_days FROM streaks('2023-08-28:PPPPU...UPPP');
SELECT longest_streak(a) AS any_absence, longest_streak(a, 'unexcused') AS unexcused, current_streak(a, 'unexcused') AS unexcused_now FROM (SELECT '2024-08-26:UUEU'::attendance) x (a);
-- windows of 20 instructional days: the trend is defined from day 40 on
SELECT days, t.recent_rate, t.prior_rate, t.change FROM (VALUES (39), (40)) v (days), LATERAL absence_trend(pg_temp.of_days(days - 2, 'UU')) t;
