--
-- What the report jobs read, and all they read.  No view here shows a
-- behaviour incident.
--
-- The jobs read by the student, a batch at a time.  What is computed for each
-- student, such as a record, is therefore looked up by LATERAL with OFFSET 0:
-- the planner joins it by the student's number instead of computing it for the
-- whole district.
--

CREATE VIEW report_heading AS
SELECT s.district_name, s.meetings_per_month, s.no_contact_days, as_of() AS as_of,
	y.school_year, y.first_day, y.last_day, s.smallest_count,
	CASE WHEN c.closed_on >= y.first_day THEN c.closed_on END AS closed_on, s.goal_share
FROM setting_in_force AS s
LEFT JOIN year_in_force AS y ON true
CROSS JOIN LATERAL (
	SELECT least(date_trunc('month', (as_of() + 1)::timestamp)::date - 1, y.last_day)
		AS closed_on) AS c;
COMMENT ON VIEW report_heading IS 'what every report says of itself; one row';
COMMENT ON COLUMN report_heading.district_name IS 'the district';
COMMENT ON COLUMN report_heading.meetings_per_month IS 'promised meetings of a pair in a month';
COMMENT ON COLUMN report_heading.no_contact_days IS 'days without a meeting that are too many';
COMMENT ON COLUMN report_heading.as_of IS 'day the report answers for';
COMMENT ON COLUMN report_heading.school_year IS 'name of the school year';
COMMENT ON COLUMN report_heading.first_day IS 'its first day';
COMMENT ON COLUMN report_heading.last_day IS 'its last day';
COMMENT ON COLUMN report_heading.smallest_count IS 'counts of students below this are hidden';
COMMENT ON COLUMN report_heading.closed_on IS
'day on which the counts of the schools were closed last: the end of a month, so that they stay the same all month; NULL in the first month of a year';
COMMENT ON COLUMN report_heading.goal_share IS 'share of the year''s school days that a student may miss and still keep the goal';

CREATE VIEW report_school_day AS
SELECT c.school_id, c.day
FROM calendar_date AS c
JOIN year_in_force AS y ON c.day >= y.first_day
WHERE c.instructional;
COMMENT ON VIEW report_school_day IS
'school days of every school from the first day of the school year on, as far ahead as the calendar goes: when to do what, and for which days a pair answers';
COMMENT ON COLUMN report_school_day.school_id IS 'the school';
COMMENT ON COLUMN report_school_day.day IS 'a day with school';

CREATE VIEW report_caseload AS
SELECT e.school_id, p.mentor_id, e.student_id
FROM mentee_in_force AS n
JOIN enrolment_in_force AS e USING (student_id)
LEFT JOIN live_pairing AS p USING (student_id);
COMMENT ON VIEW report_caseload IS
'whom the reports are about on as_of(): the students of report_mentee, without what is costly to know';
COMMENT ON COLUMN report_caseload.school_id IS 'school of the student';
COMMENT ON COLUMN report_caseload.mentor_id IS 'the mentor; NULL while waiting';
COMMENT ON COLUMN report_caseload.student_id IS 'the student';

CREATE VIEW report_school_list AS
SELECT sc.school_id
FROM school AS sc
WHERE sc.school_id IN (SELECT visible_schools());
COMMENT ON VIEW report_school_list IS
'which schools have a report: those of report_school, without their counts';
COMMENT ON COLUMN report_school_list.school_id IS 'the school';

CREATE VIEW report_mentee AS
WITH calendar AS MATERIALIZED (
	-- once for each school, not for each of its students
	SELECT x.school_id, x.school_days
	FROM school_calendar AS x
	WHERE x.school_year = (SELECT y.school_year FROM year_in_force AS y)
)
SELECT e.school_id, sc.name AS school_name, e.student_id, s.display_name,
	s.sort_name, e.grade_level, n.nominated_on,
	p.pairing_id, p.mentor_id, ms.display_name AS mentor_name, p.started_on,
	p.continues, p.shared_slots, p.match_reason, f.traits,
	c.meetings_this_month, c.meetings_last_30_days, c.last_met_on,
	c.days_without_contact,
	r.record,
	a.enrolled_days, a.absent_days, a.rate, a.band, a.longest_absence,
	a.current_absence, a.tardy_days,
	floor(cal.school_days * st.goal_share)::int AS goal_days,
	absent_days(prior.record * daterange(NULL, (as_of() - interval '1 year')::date, '[]'))
		AS absent_days_last_year,
	prior.record AS record_last_year
FROM mentee_in_force AS n
JOIN enrolment_in_force AS e USING (student_id)
JOIN school AS sc ON sc.school_id = e.school_id
JOIN student AS s ON s.student_id = e.student_id
CROSS JOIN setting_in_force AS st
CROSS JOIN year_in_force AS y
LEFT JOIN mentee_profile AS f ON f.student_id = e.student_id
LEFT JOIN live_pairing AS p ON p.student_id = e.student_id
LEFT JOIN LATERAL (
	SELECT x.display_name
	FROM staff AS x
	WHERE x.staff_id = p.mentor_id
	OFFSET 0) AS ms ON true
LEFT JOIN LATERAL (
	SELECT x.*
	FROM pairing_contact AS x
	WHERE x.pairing_id = p.pairing_id
	LIMIT 1) AS c ON true
LEFT JOIN LATERAL (
	SELECT x.record
	FROM student_record AS x
	WHERE x.student_id = e.student_id AND x.school_year = y.school_year
	LIMIT 1) AS r ON true
LEFT JOIN LATERAL attendance_summary(r.record) AS a ON true
-- one row, also where a summer session lies between two years
LEFT JOIN LATERAL (
	SELECT b.school_year
	FROM school_year AS b
	WHERE b.last_day < y.first_day AND b.last_day >= y.first_day - 200
	ORDER BY b.first_day <= as_of() - interval '1 year' DESC, b.last_day DESC
	LIMIT 1) AS py ON true
LEFT JOIN LATERAL (
	SELECT x.record
	FROM student_record AS x
	WHERE x.student_id = e.student_id AND x.school_year = py.school_year
	LIMIT 1) AS prior ON true
LEFT JOIN calendar AS cal ON cal.school_id = e.school_id;
COMMENT ON VIEW report_mentee IS
'every student of the programme on as_of(), nominated or with a mentor: what the mentee summary and the mentor''s page show';
COMMENT ON COLUMN report_mentee.school_id IS 'school of the student';
COMMENT ON COLUMN report_mentee.school_name IS 'its name';
COMMENT ON COLUMN report_mentee.student_id IS 'the student';
COMMENT ON COLUMN report_mentee.display_name IS 'name as its owner writes it';
COMMENT ON COLUMN report_mentee.sort_name IS 'name by which lists are sorted';
COMMENT ON COLUMN report_mentee.grade_level IS 'grade';
COMMENT ON COLUMN report_mentee.nominated_on IS 'day of the nomination';
COMMENT ON COLUMN report_mentee.pairing_id IS 'live pairing; NULL while waiting';
COMMENT ON COLUMN report_mentee.mentor_id IS 'the mentor';
COMMENT ON COLUMN report_mentee.mentor_name IS 'name of the mentor';
COMMENT ON COLUMN report_mentee.started_on IS 'first day of the pairing';
COMMENT ON COLUMN report_mentee.continues IS
'the pairing of the same two that this one continues; NULL for a pair that is new to each other';
COMMENT ON COLUMN report_mentee.shared_slots IS 'weekly slots both have free';
COMMENT ON COLUMN report_mentee.match_reason IS 'why these two';
COMMENT ON COLUMN report_mentee.traits IS 'the student''s interests';
COMMENT ON COLUMN report_mentee.meetings_this_month IS 'meetings since the first of the month';
COMMENT ON COLUMN report_mentee.meetings_last_30_days IS 'meetings on the last 30 days';
COMMENT ON COLUMN report_mentee.last_met_on IS 'day of the last meeting';
COMMENT ON COLUMN report_mentee.days_without_contact IS 'days since then';
COMMENT ON COLUMN report_mentee.record IS 'attendance of the year up to as_of()';
COMMENT ON COLUMN report_mentee.enrolled_days IS 'days that count';
COMMENT ON COLUMN report_mentee.absent_days IS 'days absent';
COMMENT ON COLUMN report_mentee.rate IS 'share of days absent';
COMMENT ON COLUMN report_mentee.band IS 'band of the rate';
COMMENT ON COLUMN report_mentee.longest_absence IS 'longest run of absence in school days';
COMMENT ON COLUMN report_mentee.current_absence IS 'run of absence up to the last school day';
COMMENT ON COLUMN report_mentee.tardy_days IS 'days tardy';
COMMENT ON COLUMN report_mentee.goal_days IS 'goal for the whole year: at most so many days absent';
COMMENT ON COLUMN report_mentee.absent_days_last_year IS
'days absent up to the same date of last year; NULL if not enrolled then';
COMMENT ON COLUMN report_mentee.record_last_year IS
'attendance of the whole school year before; NULL if not enrolled then';

CREATE VIEW report_mentee_weekday AS
SELECT m.student_id, w.weekday, w.enrolled_days, w.absent_days::int AS absent_days
FROM report_caseload AS m
CROSS JOIN year_in_force AS y
CROSS JOIN LATERAL (
	SELECT x.record
	FROM student_record AS x
	WHERE x.student_id = m.student_id AND x.school_year = y.school_year
	OFFSET 0) AS r
CROSS JOIN LATERAL weekday_pattern(r.record) AS w;
COMMENT ON VIEW report_mentee_weekday IS
'days enrolled and absent by weekday for the students of report_mentee: exposure beside the count';
COMMENT ON COLUMN report_mentee_weekday.student_id IS 'the student';
COMMENT ON COLUMN report_mentee_weekday.weekday IS 'ISO weekday, 1 is Monday';
COMMENT ON COLUMN report_mentee_weekday.enrolled_days IS 'days that count on this weekday';
COMMENT ON COLUMN report_mentee_weekday.absent_days IS 'days absent on this weekday';

CREATE VIEW report_meeting AS
SELECT p.school_id, p.mentor_id, p.student_id, m.met_on, m.slot, m.minutes,
	m.activity
FROM live_pairing AS p
JOIN meeting AS m USING (pairing_id)
CROSS JOIN year_in_force AS y
WHERE m.met_on BETWEEN y.first_day AND as_of();
COMMENT ON VIEW report_meeting IS 'meetings of live pairs in this school year';
COMMENT ON COLUMN report_meeting.school_id IS 'the school';
COMMENT ON COLUMN report_meeting.mentor_id IS 'the mentor';
COMMENT ON COLUMN report_meeting.student_id IS 'the student';
COMMENT ON COLUMN report_meeting.met_on IS 'day';
COMMENT ON COLUMN report_meeting.slot IS 'slot';
COMMENT ON COLUMN report_meeting.minutes IS 'length';
COMMENT ON COLUMN report_meeting.activity IS 'what was done';

CREATE VIEW report_referral AS
SELECT r.referral_id, r.school_id, r.student_id, s.display_name, r.referred_to,
	r.referred_on,
	CASE WHEN r.closed_on <= as_of() THEN 'closed'
		WHEN r.status = 'closed' THEN 'in_progress'
		ELSE r.status END AS status
FROM referral AS r
JOIN student AS s USING (student_id)
WHERE r.referred_on <= as_of();
COMMENT ON VIEW report_referral IS
'referrals made up to as_of(), with their status then; not the need itself, which is for those it was passed on to';
COMMENT ON COLUMN report_referral.referral_id IS 'the referral';
COMMENT ON COLUMN report_referral.school_id IS 'the school';
COMMENT ON COLUMN report_referral.student_id IS 'the student';
COMMENT ON COLUMN report_referral.display_name IS 'name of the student';
COMMENT ON COLUMN report_referral.referred_to IS 'counsellor or administrator';
COMMENT ON COLUMN report_referral.referred_on IS 'day it was passed on';
COMMENT ON COLUMN report_referral.status IS
'open, in_progress or closed; one closed later counts as in_progress';

CREATE VIEW report_mentor AS
SELECT m.mentor_id, a.school_id, sc.name AS school_name, s.display_name,
	s.sort_name, a.role, a.title, m.capacity, m.trained_on,
	(SELECT count(*)::int FROM live_pairing AS p
	 WHERE p.mentor_id = m.mentor_id AND p.school_id = a.school_id) AS mentees,
	(SELECT coalesce(sum(c.meetings_last_30_days), 0)::int
	 FROM live_pairing AS p
	 CROSS JOIN LATERAL (
		SELECT x.meetings_last_30_days
		FROM pairing_contact AS x
		WHERE x.pairing_id = p.pairing_id
		OFFSET 0) AS c
	 WHERE p.mentor_id = m.mentor_id AND p.school_id = a.school_id) AS meetings_last_30_days
FROM active_mentor AS m
JOIN staff AS s ON s.staff_id = m.mentor_id
JOIN staff_assignment AS a ON a.staff_id = m.mentor_id
JOIN school AS sc ON sc.school_id = a.school_id;
COMMENT ON VIEW report_mentor IS
'mentors on as_of(), a row for each school at which they work';
COMMENT ON COLUMN report_mentor.mentor_id IS 'the mentor';
COMMENT ON COLUMN report_mentor.school_id IS 'the school';
COMMENT ON COLUMN report_mentor.school_name IS 'its name';
COMMENT ON COLUMN report_mentor.display_name IS 'name of the mentor';
COMMENT ON COLUMN report_mentor.sort_name IS 'name by which lists are sorted';
COMMENT ON COLUMN report_mentor.role IS 'role at the school';
COMMENT ON COLUMN report_mentor.title IS 'title of the position';
COMMENT ON COLUMN report_mentor.capacity IS 'most students at a time, all schools together';
COMMENT ON COLUMN report_mentor.trained_on IS 'day of the last training';
COMMENT ON COLUMN report_mentor.mentees IS 'live pairs at this school';
COMMENT ON COLUMN report_mentor.meetings_last_30_days IS
'their meetings on the last 30 calendar days';

CREATE VIEW report_helper AS
SELECT a.school_id, a.staff_id, s.display_name, s.sort_name, a.role, a.title
FROM staff_assignment AS a
JOIN staff AS s USING (staff_id)
WHERE a.role IN ('counsellor', 'administrator');
COMMENT ON VIEW report_helper IS
'whom to ask for help at each school: counsellors and administrators';
COMMENT ON COLUMN report_helper.school_id IS 'the school';
COMMENT ON COLUMN report_helper.staff_id IS 'the person';
COMMENT ON COLUMN report_helper.display_name IS 'name';
COMMENT ON COLUMN report_helper.sort_name IS 'name by which lists are sorted';
COMMENT ON COLUMN report_helper.role IS 'counsellor or administrator';
COMMENT ON COLUMN report_helper.title IS 'title of the position';

CREATE VIEW report_school AS
SELECT sc.school_id, sc.name,
	count(e.student_id)::int AS enrolled,
	count(*) FILTER (WHERE a.band = 'satisfactory')::int AS satisfactory,
	count(*) FILTER (WHERE a.band = 'at_risk')::int AS at_risk,
	count(*) FILTER (WHERE a.band = 'moderate')::int AS moderate,
	count(*) FILTER (WHERE a.band = 'severe')::int AS severe,
	count(*) FILTER (WHERE e.student_id IS NOT NULL
					 AND coalesce(a.band, 'not evaluable') = 'not evaluable')::int
		AS not_evaluable,
	count(n.student_id)::int AS nominated,
	count(p.student_id)::int AS paired,
	count(*) FILTER (WHERE p.started_on <= as_of() - 30)::int AS paired_30_days,
	count(*) FILTER (WHERE p.started_on <= as_of() - 30
					 AND c.meetings_last_30_days >= st.meetings_per_month)::int
		AS promise_kept,
	count(*) FILTER (WHERE c.days_without_contact >= st.no_contact_days)::int
		AS without_contact
FROM school AS sc
CROSS JOIN setting_in_force AS st
LEFT JOIN enrolment_in_force AS e ON e.school_id = sc.school_id
LEFT JOIN (SELECT r.student_id, absence_band(r.record) AS band
		   FROM student_record AS r
		   WHERE r.school_year = (SELECT y.school_year FROM year_in_force AS y)) AS a
	ON a.student_id = e.student_id
LEFT JOIN mentee_in_force AS n ON n.student_id = e.student_id
LEFT JOIN live_pairing AS p ON p.student_id = n.student_id
LEFT JOIN pairing_contact AS c ON c.pairing_id = p.pairing_id
-- names of other schools may be known, but counts of nothing would mislead
WHERE sc.school_id IN (SELECT visible_schools())
GROUP BY sc.school_id, sc.name;
COMMENT ON VIEW report_school IS 'counts of each school on as_of()';
COMMENT ON COLUMN report_school.school_id IS 'the school';
COMMENT ON COLUMN report_school.name IS 'its name';
COMMENT ON COLUMN report_school.enrolled IS 'students enrolled on as_of()';
COMMENT ON COLUMN report_school.satisfactory IS 'of these, absent on less than 5 % of their days';
COMMENT ON COLUMN report_school.at_risk IS '5 % to less than 10 %';
COMMENT ON COLUMN report_school.moderate IS '10 % to less than 20 %: chronically absent';
COMMENT ON COLUMN report_school.severe IS '20 % or more: severely chronically absent';
COMMENT ON COLUMN report_school.not_evaluable IS 'too few days to say';
COMMENT ON COLUMN report_school.nominated IS
'students of the programme: nominated, or with a mentor';
COMMENT ON COLUMN report_school.paired IS 'of these, with a mentor';
COMMENT ON COLUMN report_school.paired_30_days IS
'of these, pairs that began 30 days ago or earlier: those that could have kept the promise';
COMMENT ON COLUMN report_school.promise_kept IS
'of these, pairs with the promised number of meetings on the last 30 days';
COMMENT ON COLUMN report_school.without_contact IS
'pairs without a meeting for too many days';

CREATE VIEW report_unmatched AS
SELECT e.school_id, n.student_id, s.display_name, s.sort_name, e.grade_level,
	n.nominated_on, x.reason
FROM mentee_in_force AS n
JOIN enrolment_in_force AS e USING (student_id)
JOIN student AS s USING (student_id)
LEFT JOIN live_pairing AS p USING (student_id)
LEFT JOIN LATERAL (SELECT x.reason
				   FROM match_proposal AS x
				   WHERE x.student_id = n.student_id AND x.proposed_on <= as_of()
				   ORDER BY x.proposed_on DESC
				   LIMIT 1) AS x ON true
WHERE p.pairing_id IS NULL;
COMMENT ON VIEW report_unmatched IS
'nominated students without a mentor on as_of(), and why';
COMMENT ON COLUMN report_unmatched.school_id IS 'the school';
COMMENT ON COLUMN report_unmatched.student_id IS 'the student';
COMMENT ON COLUMN report_unmatched.display_name IS 'name';
COMMENT ON COLUMN report_unmatched.sort_name IS 'name by which lists are sorted';
COMMENT ON COLUMN report_unmatched.grade_level IS 'grade';
COMMENT ON COLUMN report_unmatched.nominated_on IS 'day of the nomination';
COMMENT ON COLUMN report_unmatched.reason IS
'what the last matching run said; NULL if there was none';

CREATE VIEW risk_feature AS
SELECT e.student_id, e.school_id, e.grade_level,
	a.enrolled_days, a.rate AS absence_rate, 1 - a.rate AS attendance_rate,
	a.longest_absence, a.tardy_days,
	coalesce(c.failed_courses, 0)::int AS failed_courses,
	coalesce(c.failed_math, 0)::int AS failed_math,
	coalesce(c.failed_english, 0)::int AS failed_english,
	coalesce(count_days(a.record, 'suspended'), 0) AS suspended_days,
	coalesce(i.incidents, 0)::int AS incidents
FROM enrolment_in_force AS e
CROSS JOIN year_in_force AS y
LEFT JOIN (SELECT x.student_id, x.record, s.*
		   FROM student_record AS x
		   CROSS JOIN LATERAL attendance_summary(x.record) AS s
		   WHERE x.school_year = (SELECT z.school_year FROM year_in_force AS z)) AS a
	ON a.student_id = e.student_id
LEFT JOIN (SELECT g.student_id,
			count(*) FILTER (WHERE NOT g.passed) AS failed_courses,
			count(*) FILTER (WHERE NOT g.passed AND g.subject = 'math') AS failed_math,
			count(*) FILTER (WHERE NOT g.passed AND g.subject = 'english') AS failed_english
			FROM course_result AS g CROSS JOIN year_in_force AS y
			WHERE g.ended_on BETWEEN y.first_day AND as_of()
			GROUP BY g.student_id) AS c ON c.student_id = e.student_id
LEFT JOIN (SELECT b.student_id, count(*) AS incidents
			FROM incident AS b CROSS JOIN year_in_force AS y
			WHERE b.day BETWEEN y.first_day AND as_of()
			GROUP BY b.student_id) AS i ON i.student_id = e.student_id;
COMMENT ON VIEW risk_feature IS
'features of every enrolled student on as_of(), for scorecards; looks at nothing later than that day';
COMMENT ON COLUMN risk_feature.student_id IS 'the student';
COMMENT ON COLUMN risk_feature.school_id IS 'the school';
COMMENT ON COLUMN risk_feature.grade_level IS 'the grade';
COMMENT ON COLUMN risk_feature.enrolled_days IS 'days that count this year';
COMMENT ON COLUMN risk_feature.absence_rate IS 'share of days absent this year';
COMMENT ON COLUMN risk_feature.attendance_rate IS 'share of days attended this year';
COMMENT ON COLUMN risk_feature.longest_absence IS 'longest run of absence in school days';
COMMENT ON COLUMN risk_feature.tardy_days IS 'days tardy';
COMMENT ON COLUMN risk_feature.failed_courses IS 'course results not passed this year';
COMMENT ON COLUMN risk_feature.failed_math IS 'of these, in mathematics';
COMMENT ON COLUMN risk_feature.failed_english IS 'of these, in English';
COMMENT ON COLUMN risk_feature.suspended_days IS 'days of out-of-school suspension';
COMMENT ON COLUMN risk_feature.incidents IS 'behaviour incidents this year';

