/*
 * contact.sql
 *		What pairs do: meetings, referrals, and the training of mentors.
 *
 * Most pairs meet about every other week, some weekly, some hardly ever; some
 * stop after two or three months, and one pair of this year certainly does.
 * They meet in a slot both have, on a school day on which the student came.
 */
CREATE TABLE rhythm AS
SELECT p.pairing_id, p.student_id, p.mentor_id, p.school_id, p.mask, p.likes,
	p.started_on, p.end_before,
	CASE WHEN p.silent OR p.kind < 0.05
		THEN p.started_on + 55 + below(40, :p_meet_kind, p.pairing_id, 2)
		END AS silent_from,
	CASE WHEN p.kind > 0.82 THEN 7 ELSE 14 END AS every,
	CASE WHEN p.kind BETWEEN 0.05 AND 0.17 THEN 0.4 ELSE 0.94 END AS kept,
	u(:p_meet_kind, p.pairing_id, 1) < 0.8 AS prompt
FROM (SELECT p.*, coalesce(p.ended_on, y.last_day + 1) AS end_before,
		u(:p_meet_kind, p.pairing_id) AS kind,
		p.ended_on IS NULL AND row_number() OVER (
			ORDER BY p.ended_on IS NOT NULL OR p.started_on < y.first_day
					OR p.started_on > y.first_day + 140 OR p.student_id <= 100005,
				h(:p_meet_kind, p.pairing_id, 3), p.pairing_id) = 1 AS silent
	  FROM numbered_pair AS p
	  JOIN yr AS y ON y.yr = 1) AS p;

CREATE TABLE met AS
SELECT DISTINCT ON (r.pairing_id, d.period)
	r.pairing_id, r.mentor_id, r.likes, c.day, t.slot, d.period
FROM rhythm AS r
JOIN cal AS c ON c.school_id = r.school_id AND c.day >= r.started_on
	AND c.day < least(r.end_before, r.silent_from)
JOIN slot AS t ON t.dow = c.dow AND r.mask & (1::bigint << t.bit) <> 0
CROSS JOIN LATERAL (
	SELECT (c.day - r.started_on) / r.every AS period) AS d
WHERE u(:p_meet, r.pairing_id, d.period) < r.kept
	AND NOT EXISTS (SELECT FROM marked AS m
					WHERE m.student_id = r.student_id AND m.day = c.day
						AND m.status IN ('E', 'U', 'S', 'e', 'u'))
ORDER BY r.pairing_id, d.period,
	-- the first meeting soon, the later ones on any day of their week
	CASE WHEN d.period = 0 AND r.prompt THEN c.day END,
	h(:p_meet, r.pairing_id, 1000 + c.yr * 10000 + c.ord * 20 + t.n), t.bit;

INSERT INTO mentorship.meeting (meeting_id, pairing_id, met_on, slot, minutes,
								activity)
SELECT row_number() OVER (ORDER BY m.day, m.pairing_id), m.pairing_id, m.day,
	m.slot,
	CASE WHEN u(:p_meet_words, m.pairing_id, m.period) < 0.92 THEN
		5 * CASE WHEN m.slot = 'before' THEN 2 + below(4, :p_meet_words,
				m.pairing_id, 1000 + m.period)
			WHEN m.slot = 'lunch' THEN 4 + below(3, :p_meet_words,
				m.pairing_id, 1000 + m.period)
			ELSE 4 + below(6, :p_meet_words, m.pairing_id, 1000 + m.period)
			END END,
	CASE WHEN m.period = 0 THEN 'First meeting: got to know each other'
		WHEN u(:p_meet_words, m.pairing_id, 2000 + m.period) < 0.07 THEN NULL
		WHEN i."like" IS NOT NULL
			AND u(:p_meet_words, m.pairing_id, 2000 + m.period) < 0.35
			THEN format(say('activity_interest', :p_meet_words, m.pairing_id,
							3000 + m.period), i."like")
		ELSE say('activity', :p_meet_words, m.pairing_id, 3000 + m.period) END
FROM met AS m
LEFT JOIN LATERAL (
	SELECT i."like" FROM interest AS i
	WHERE m.likes & (1::bigint << i.n) <> 0
	ORDER BY h(:p_meet_words, m.pairing_id, 5000 + 50 * m.period + i.n), i.n
	LIMIT 1) AS i ON true;

-- needs too big for a mentor
INSERT INTO mentorship.referral (referral_id, student_id, school_id,
								 referred_by, referred_to, referred_on, need,
								 status, closed_on)
SELECT row_number() OVER (ORDER BY r.day, r.pairing_id), r.student_id,
	r.school_id, r.mentor_id, r.referred_to, r.day,
	say(r.referred_to, :p_referral, r.pairing_id, 2),
	r.status,
	CASE WHEN r.status = 'closed'
		THEN r.day + 4 + below(32, :p_referral, r.pairing_id, 3) END
FROM (SELECT p.pairing_id, p.student_id, p.school_id, p.mentor_id, m.day,
		-- three in four go to the counselor
		CASE WHEN u(:p_referral, p.pairing_id, 1) < 0.75 THEN 'counsellor'
			ELSE 'administrator' END AS referred_to,
		-- those of last year are all closed, of this year every third one is
		CASE WHEN m.day < y.first_day THEN 'closed'
			ELSE (ARRAY['open', 'in_progress', 'closed'])[1 + mod(
				row_number() OVER (PARTITION BY m.day < y.first_day
					ORDER BY h(:p_referral, p.pairing_id, 4), p.pairing_id), 3)]
			END AS status
	  FROM numbered_pair AS p
	  JOIN met AS m ON m.pairing_id = p.pairing_id
		AND m.period = 1 + below(5, :p_referral, p.pairing_id, 5)
	  JOIN yr AS y ON y.yr = 1
	  WHERE u(:p_referral, p.pairing_id) < 0.3) AS r;

INSERT INTO mentorship.training_session (training_session_id, held_on, part,
										 title)
SELECT 3 * y.yr + v.n, y.first_day + v.day, v.part, v.title
FROM yr AS y
CROSS JOIN (VALUES
	(1, 44, 'start', 'Being seen: the first month with a mentee'),
	(2, 149, 'middle', 'When meetings thin out: keeping the promise'),
	(3, 269, 'end', 'Saying goodbye for the summer')
) AS v (n, day, part, title);

-- some never come, one of them for certain
INSERT INTO mentorship.training_attendance (training_session_id, mentor_id)
SELECT t.training_session_id, v.staff_id
FROM mentorship.training_session AS t
JOIN volunteer AS v ON v.joined_on <= t.held_on
	AND (v.left_on IS NULL OR v.left_on > t.held_on)
WHERE u(:p_training, v.s, 0) > 0.12
	AND v.s IS DISTINCT FROM (SELECT w.s FROM volunteer AS w
							  WHERE NOT w.founder
							  ORDER BY h(:p_training, w.s), w.s LIMIT 1)
	AND u(:p_training, v.s, t.training_session_id)
		< CASE t.part WHEN 'start' THEN 0.85 ELSE 0.72 END;

-- the next numbers of the programme's own tables follow the ones given here
SELECT count(setval(pg_get_serial_sequence('mentorship.' || v.t, v.c),
					greatest(v.top, 1), v.top > 0)) AS numbered
FROM (SELECT 'nomination' AS t, 'nomination_id' AS c,
			coalesce(max(nomination_id), 0) AS top FROM mentorship.nomination
	  UNION ALL
	  SELECT 'pairing', 'pairing_id', coalesce(max(pairing_id), 0)
	  FROM mentorship.pairing
	  UNION ALL
	  SELECT 'meeting', 'meeting_id', coalesce(max(meeting_id), 0)
	  FROM mentorship.meeting
	  UNION ALL
	  SELECT 'referral', 'referral_id', coalesce(max(referral_id), 0)
	  FROM mentorship.referral
	  UNION ALL
	  SELECT 'training_session', 'training_session_id',
			coalesce(max(training_session_id), 0)
	  FROM mentorship.training_session) AS v \gset
