-- A coordinator's year on a hand-made district: collect names, recruit, train,
-- match, meet, log, refer, add students, roll over.  Every number can be
-- worked out by hand.
SET client_min_messages = warning;
CREATE EXTENSION mentorship_program;
RESET client_min_messages;
SET search_path = mentorship, public;
SET datestyle = ISO;

-- school on weekdays of September to November, and two weeks of the next year
INSERT INTO school_year VALUES
	('2024-25', '2024-09-02', '2025-06-06'), ('2025-26', '2025-09-01', '2026-06-05');
INSERT INTO school VALUES (1, 'North School'), (2, 'South School');
INSERT INTO calendar_date
SELECT s, d::date, true, NULL
FROM generate_series(1, 2) AS s,
	(SELECT generate_series('2024-09-02', '2024-11-30', interval '1 day')
	 UNION ALL SELECT generate_series('2025-09-01', '2025-09-13', interval '1 day')) AS t (d)
WHERE extract(isodow FROM d) < 6;
INSERT INTO student
SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 6) AS i;
INSERT INTO enrolment
SELECT i, 1, 6, '2024-09-02', '2025-06-06' FROM generate_series(1, 6) AS i;
-- student 1 misses Fridays, student 2 a few days, student 3 none
INSERT INTO attendance_mark (student_id, school_id, day, status)
SELECT 1, 1, day, 'U'::attendance_status FROM calendar_date
WHERE school_id = 1 AND extract(isodow FROM day) = 5 AND day < '2024-10-01'
UNION ALL
SELECT 2, 1, day, 'E' FROM calendar_date WHERE school_id = 1 AND day IN ('2024-09-10', '2024-09-11');
INSERT INTO staff VALUES (10, 'Ann Tea', 'Tea, Ann'), (11, 'Bob Bus', 'Bus, Bob'),
	(12, 'Cal Cou', 'Cou, Cal'), (13, 'Dot Aid', 'Aid, Dot');
INSERT INTO staff_assignment VALUES (10, 1, 'teacher', '6th grade'), (10, 2, 'teacher', '6th grade'),
	(11, 1, 'other', 'Bus driver'), (12, 1, 'counsellor', NULL), (13, 1, 'aide', NULL);

-- September: names from the teachers
SET mentorship.as_of = '2024-09-16';
SELECT nominate(1, 'Quiet; gone on Fridays.', 10), nominate(2, 'Would love chess.', 10),
	nominate(3, 'Asked for somebody to talk to.', 12);
SELECT describe_mentee(1, 'Thu:lunch Fri:lunch', 'chess, reading'),
	describe_mentee(2, 'Thu:lunch', 'chess'), describe_mentee(3, 'Mon:before', 'soccer');
-- volunteers of any role
SELECT enrol_mentor(10, 1, 'Thu:lunch Fri:lunch', 'chess'), enrol_mentor(11, 1, 'Mon:before', 'soccer'),
	enrol_mentor(13, 1, 'Thu:lunch Fri:lunch', 'reading');
-- nobody is trained yet, so nobody can be proposed
SELECT student_id, mentor_id, reason FROM propose_matches(1);
SELECT add_training('2024-09-17', 'start', 'Being seen') AS session;
SET mentorship.as_of = '2024-09-17';
SELECT attend_training(1, 10, 11), attend_training(1, 10) AS again;
-- 13 did not come: two trained mentors for three students
SELECT student_id, mentor_id, score, shared_slots, shared_traits, kept, reason FROM propose_matches(1);
SELECT student_id, mentor_id, decision FROM match_proposal ORDER BY proposed_on, student_id;
-- the programme may allow untrained mentors
INSERT INTO program_setting (untrained_may_mentor) VALUES (true);
SELECT student_id, mentor_id FROM propose_matches(1) ORDER BY 1;
-- review: 3 and 11 do not get along; they are not proposed again
SELECT decline_match(3, 'Neighbors who quarrel');
SELECT student_id, mentor_id, outcome FROM accept_matches(1, students => '{1}');
SELECT student_id, mentor_id, outcome FROM accept_matches(1);
SELECT student_id, mentor_id, outcome FROM accept_matches(1);
SET mentorship.as_of = '2024-09-18';
SELECT student_id, mentor_id, reason FROM propose_matches(1);
SELECT pairing_id, student_id, mentor_id, school_id, started_on, match_reason FROM live_pairing ORDER BY 1;

-- meetings, and a need that is too big for a mentor
SET mentorship.as_of = '2024-10-31';
SELECT log_meeting(p.pairing_id, d, 'lunch', 25, 'Chess')
FROM pairing AS p, unnest('{2024-09-19,2024-09-27,2024-10-04,2024-10-18}'::date[]) AS d
WHERE p.student_id = 1 ORDER BY d;
SELECT log_meeting(pairing_id, '2024-09-26', 'lunch') FROM pairing WHERE student_id = 2;
SELECT refer(1, 'Glasses', 'counsellor', 10) AS referral;
SELECT take_referral(1);
SELECT status FROM report_referral;
SELECT close_referral(1, 'Has glasses now', '2024-11-05');
SELECT referral_id, status, closed_on, outcome FROM referral;
-- is the promise kept?
SELECT student_id, month, complete, promised, meetings, grade FROM pair_month ORDER BY 1, 2;
SELECT student_id, first_contact_due, first_met_on, first_contact_in_time, last_met_on,
	days_without_contact, no_contact, months, months_kept, promised, meetings, grade
FROM pair_fidelity ORDER BY 1;
SELECT * FROM mentor_fidelity ORDER BY 1;
SELECT * FROM school_fidelity ORDER BY 1;
-- a first meeting is not late before its time is over
SET mentorship.as_of = '2024-09-18';
SELECT student_id, first_contact_due, first_contact_in_time, no_contact FROM pair_fidelity ORDER BY 1;
SET mentorship.as_of = '2024-09-20';
SELECT student_id, first_contact_in_time FROM pair_fidelity ORDER BY 1;
-- the next good times: the day this student tends to miss, and the day before
SET mentorship.as_of = '2024-10-31';
SELECT student_id, place, weekday, slot, reason, meet_on, tell_on FROM meeting_plan ORDER BY 1, 2;

-- mid-year: another student, another volunteer; live pairs stay
SET mentorship.as_of = '2024-11-04';
SELECT nominate(4, 'New in town.'), nominate(5, 'Often alone.');
SELECT describe_mentee(4, 'Thu:lunch', 'chess'), describe_mentee(5, 'Mon:before', 'soccer');
SELECT change_mentor(10, capacity => 2);
SELECT student_id, mentor_id, reason FROM propose_matches(1);
SELECT student_id, mentor_id, outcome FROM accept_matches(1);
SELECT student_id, mentor_id, started_on FROM live_pairing ORDER BY 1;

-- closed with a reason and opened again: nothing is lost
SET mentorship.as_of = '2024-11-11';
SELECT close_pairing(pairing_id, 'Schedule changed') FROM live_pairing WHERE student_id = 1;
SELECT student_id FROM live_pairing ORDER BY 1;
SET mentorship.as_of = '2024-11-18';
SELECT reopen_pairing(pairing_id) FROM pairing WHERE student_id = 1;
SELECT started_on, ended_on, end_reason, continues IS NOT NULL AS continues
FROM pairing WHERE student_id = 1 ORDER BY 1;
-- the report does not take the two for strangers
SELECT student_id, continues IS NOT NULL AS continues, last_met_on FROM report_mentee ORDER BY 1;
-- the relationship keeps its first and last meeting
SELECT first_contact_due, first_met_on, first_contact_in_time, last_met_on, meetings FROM pair_fidelity WHERE student_id = 1;
-- and the days in between stay what they were
SET mentorship.as_of = '2024-11-12';
SELECT count(*) FROM live_pairing WHERE student_id = 1;

-- a capacity is lowered only as far as there are students, and from then on
SET mentorship.as_of = '2024-11-19';
SELECT close_pairing(pairing_id, 'Moved away') FROM live_pairing WHERE student_id = 4;
SELECT change_mentor(10, capacity => 1);
SELECT capacity, capacity_since FROM mentor WHERE mentor_id = 10;

-- next year: 1 stays, 2 moved up to the other school, where the mentor works,
-- too, 5 is gone, and so the mentor of 5 may leave
INSERT INTO enrolment VALUES (1, 1, 7, '2025-09-01', NULL), (2, 2, 7, '2025-09-01', NULL);
SET mentorship.as_of = '2025-09-01';
SELECT student_id, mentor_id, outcome FROM roll_over(1);
SELECT student_id, mentor_id, school_id, started_on FROM live_pairing ORDER BY 1;
SELECT student_id, school_id, started_on, ended_on, end_reason FROM pairing ORDER BY pairing_id;
SELECT release_mentor(11);
SELECT mentor_id FROM active_mentor ORDER BY 1;
SELECT withdraw_nomination(nomination_id) FROM nomination WHERE student_id = 3;
SELECT student_id FROM live_nomination ORDER BY 1;

-- outcome: too few days and too few to compare with are said in words
SET mentorship.as_of = '2024-11-18';
SELECT student_id, before_days, after_days, change, similar_students, difference, caution
FROM mentee_outcome ORDER BY 1;
SELECT school_id, mentees, evaluable, difference, caution FROM school_outcome ORDER BY 1;

-- with enough: 12 mentees who miss every other of 30 days and then, with a
-- mentor, six of them one day in 26 and six none; beside 6 without a mentor who
-- miss every other day first and then every fourth
INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(101, 118) AS i;
INSERT INTO enrolment SELECT i, 2, 8, '2024-09-02', '2025-06-06' FROM generate_series(101, 118) AS i;
INSERT INTO attendance_mark (student_id, school_id, day, status)
SELECT i, 2, c.day, 'U'::attendance_status
FROM generate_series(101, 118) AS i,
	(SELECT day, row_number() OVER (ORDER BY day) AS n FROM calendar_date
	 WHERE school_id = 2 AND day < '2024-11-30') AS c
WHERE c.day < '2024-10-14' AND c.n % 2 = 0
	OR c.day >= '2024-10-14' AND i > 112 AND (c.n + i) % 4 = 0
	OR c.day = '2024-10-21' AND i <= 106;
INSERT INTO staff SELECT i, 'Mentor ' || i, 'Mentor ' || i FROM generate_series(201, 206) AS i;
INSERT INTO staff_assignment SELECT i, 2, 'other', NULL FROM generate_series(201, 206) AS i;
INSERT INTO mentor (mentor_id, capacity, joined_on)
SELECT i, 2, '2024-09-02' FROM generate_series(201, 206) AS i;
INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
SELECT 100 + i, 201 + (i - 1) / 2, 2, '2024-10-14' FROM generate_series(1, 12) AS i;
SELECT student_id, before_days, rate_before, after_days, rate_after, change, similar_students,
	similar_change, difference, difference_low, difference_high
FROM mentee_outcome WHERE student_id IN (101, 112) ORDER BY 1;
SELECT * FROM school_outcome WHERE school_id = 2;

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION mentorship_program;
DROP SCHEMA mentorship;
