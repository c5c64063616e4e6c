/*
 * pairing.sql
 *		Nominations as they stand, and the pairings made from them.
 *
 * The matching here is a plain greedy one, as a coordinator with a list and a
 * pencil would do it; it keeps every rule (same school, a shared slot, no
 * mentor over capacity, one mentor at a time) and leaves some students
 * waiting, for whom the programme's own matching finds somebody.
 */

/*
 * Who is to be paired, from when to when at the latest.  A pair of last year
 * goes on where the student stays at the school, and the student is then not
 * nominated again.
 */
CREATE TABLE want AS
SELECT n.nomination_id, n.student_id, n.i, n.school_id, c.day AS started_on,
	CASE WHEN goes_on.until IS NOT NULL THEN goes_on.leave
		WHEN n.yr = 0 THEN n.until ELSE n.leave END AS until,
	CASE WHEN goes_on.until IS NULL AND n.yr = 0 AND n.leave IS NULL
			THEN CASE WHEN next.school_id <> n.school_id
				THEN 'Moved up to another school'
				ELSE 'School year completed; goal reached' END
		ELSE 'Left the school' END AS end_reason,
	goes_on.until IS NOT NULL AS continues,
	n.yr
FROM nominee AS n
JOIN cal AS c ON c.school_id = n.school_id AND c.yr = n.yr
	AND c.ord = n.ord + 6 + below(18, :p_pair_day, n.i, n.yr)
LEFT JOIN span AS next ON n.yr = 0 AND next.student_id = n.student_id
	AND next.yr = 1 AND next.main
LEFT JOIN span AS goes_on ON n.yr = 0 AND n.leave IS NULL
	AND goes_on.student_id = n.student_id AND goes_on.yr = 1 AND goes_on.main
	AND goes_on.school_id = n.school_id AND goes_on.from_ord = 1
	AND n.i > 5 AND u(:p_pair, n.i, 10) < 0.7
WHERE n.i <= 5 OR u(:p_pair, n.i, n.yr) < CASE n.yr WHEN 0 THEN 0.8 ELSE 0.7 END;

CREATE TABLE pair (
	student_id bigint NOT NULL,
	mentor_id bigint NOT NULL,
	school_id bigint NOT NULL,
	started_on date NOT NULL,
	ended_on date,
	end_reason text,
	mask bigint NOT NULL,
	likes bigint NOT NULL,
	same_language boolean NOT NULL
);
CREATE INDEX ON pair (mentor_id);
CREATE INDEX ON pair (student_id);

/*
 * Gives one student the best mentor who has room, if there is any.  A pair
 * counts against the mentor from the beginning, even if it starts later, so
 * that wishes may come in any order.
 */
CREATE FUNCTION pair_up(a_student bigint, a_school bigint, a_start date,
						an_until date, a_reason text) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
	INSERT INTO pair
	SELECT a_student, m.staff_id, a_school, a_start,
		-- least() passes over NULL: the mentor or the student goes, if any
		least(an_until, m.left_on),
		CASE WHEN m.left_on <= an_until OR an_until IS NULL
				AND m.left_on IS NOT NULL THEN 'Mentor left the program'
			WHEN an_until IS NOT NULL THEN a_reason END,
		m.mask & s.mask, m.likes & s.likes,
		coalesce(s.home_language <> 'en' AND s.home_language = m.language, false)
	FROM mentee AS s
	JOIN volunteer AS m ON m.school_id = a_school
	CROSS JOIN LATERAL (
		SELECT count(*) AS load
		FROM pair AS p
		WHERE p.mentor_id = m.staff_id
			AND (p.ended_on IS NULL OR p.ended_on > a_start)) AS l
	WHERE s.student_id = a_student
		AND m.mask & s.mask <> 0
		AND m.joined_on <= a_start
		AND (m.left_on IS NULL OR m.left_on > a_start + 30)
		AND (an_until IS NULL OR an_until > a_start)
		AND l.load < least(m.capacity,
						   2 * bit_count(m.mask::bit(64)))
		AND NOT EXISTS (SELECT FROM pair AS p
						WHERE p.mentor_id = m.staff_id
							AND p.student_id = a_student)
	ORDER BY 4 * least(bit_count((m.mask & s.mask)::bit(64)), 4)
			+ 10 * bit_count((m.likes & s.likes)::bit(64))
			+ CASE WHEN s.home_language <> 'en'
				AND s.home_language = m.language THEN 15 ELSE 0 END
			- 6 * l.load DESC, m.staff_id
	LIMIT 1;
END
$$;

DO $$
DECLARE
	w	want%ROWTYPE;
BEGIN
	FOR w IN SELECT * FROM want
		ORDER BY i > 5, started_on, student_id, yr
	LOOP
		-- whoever has a mentor, or had one go on from last year, keeps him
		IF NOT EXISTS (SELECT FROM pair AS p
					   WHERE p.student_id = w.student_id
						   AND (p.ended_on IS NULL
								OR p.ended_on > w.started_on)) THEN
			PERFORM pair_up(w.student_id, w.school_id, w.started_on, w.until,
							w.end_reason);
		END IF;
	END LOOP;
END
$$;

-- some live pairs did not work out: closed after six to twelve weeks
WITH drawn AS (
	SELECT p.student_id, p.started_on,
		row_number() OVER (ORDER BY h(:p_pair_end, p.student_id)) AS place
	FROM pair AS p
	JOIN yr AS y ON y.yr = 1
	WHERE p.ended_on IS NULL AND p.student_id > 100005
		AND p.started_on BETWEEN y.first_day AND y.last_day - 150)
UPDATE pair AS p
SET ended_on = p.started_on + 42 + below(45, :p_pair_end, p.student_id, 1),
	end_reason = say('ended', :p_pair_end, p.student_id, 2)
FROM drawn AS d, param
WHERE p.student_id = d.student_id AND p.started_on = d.started_on
	AND d.place <= greatest(2, param.students / 250);

-- another mentor for those whose pairing ended in the year, not with the year
DO $$
DECLARE
	p	pair%ROWTYPE;
BEGIN
	FOR p IN SELECT pair.* FROM pair, yr
		WHERE yr.yr = 1 AND pair.ended_on BETWEEN yr.first_day AND yr.last_day - 60
			AND pair.end_reason <> 'Left the school'
		ORDER BY pair.ended_on, pair.student_id
	LOOP
		PERFORM pair_up(p.student_id, p.school_id,
						(SELECT min(c.day) FROM cal AS c
						 WHERE c.school_id = p.school_id
							 AND c.day >= p.ended_on + 5),
						(SELECT s.leave FROM span AS s
						 WHERE s.student_id = p.student_id AND s.yr = 1
							 AND s.school_id = p.school_id
							 AND s.until >= p.ended_on
						 ORDER BY s.entry LIMIT 1),
						'Left the school');
	END LOOP;
END
$$;

/*
 * A nomination is the same whether it led to a pair or not.  Those whose
 * student has a mentor already are dropped: nobody makes them.
 */
INSERT INTO mentorship.nomination (nomination_id, student_id, school_id,
								   nominated_by, nominated_on, reason,
								   withdrawn_on)
SELECT n.nomination_id, n.student_id, n.school_id,
	-- one in ten came from the risk list
	CASE WHEN n.i > 5 AND u(:p_words, n.student_id, 3) < 0.1 THEN NULL
		ELSE t.staff_id END,
	n.nominated_on,
	pick(o.said, :p_words, n.student_id, 1) || ' '
	|| format(say('strength', :p_words, n.student_id, 2),
			  (SELECT f."like" FROM interests(n.student_id) AS f
			   WHERE f.rank = 1)),
	CASE WHEN n.i > 5 AND u(:p_words, n.student_id, 4) < 0.15
			AND NOT EXISTS (SELECT FROM pair AS p
							WHERE p.student_id = n.student_id)
		THEN n.nominated_on + 10 + below(20, :p_words, n.student_id, 5) END
FROM nominee AS n
JOIN hidden AS hd USING (student_id)
JOIN observation AS o ON o.habit = CASE
	WHEN hd.habit = 'improve' THEN 'general'
	WHEN hd.class = 0 AND hd.path_name LIKE 'came%' THEN 'new'
	ELSE hd.habit END
JOIN teacher AS t ON t.school_id = n.school_id
	AND t.k = below(t.n, :p_nominate, n.student_id, 7)
WHERE NOT EXISTS (SELECT FROM pair AS p
				  WHERE p.student_id = n.student_id
					  AND p.started_on < n.nominated_on
					  AND (p.ended_on IS NULL OR p.ended_on > n.nominated_on));

CREATE TABLE numbered_pair AS
SELECT row_number() OVER (ORDER BY p.started_on, p.student_id)::int AS pairing_id,
	p.*
FROM pair AS p;
CREATE INDEX ON numbered_pair (student_id);
ANALYZE numbered_pair;

INSERT INTO mentorship.pairing (pairing_id, student_id, mentor_id, school_id,
								started_on, ended_on, end_reason, shared_slots,
								match_reason)
SELECT p.pairing_id, p.student_id, p.mentor_id, p.school_id, p.started_on,
	p.ended_on, p.end_reason, slot_text(p.mask)::availability,
	concat_ws('; ',
		'both free ' || (SELECT string_agg(d.weekday || ' ' || d.slots, ', '
										   ORDER BY d.dow)
			FROM (SELECT t.dow, t.weekday,
					string_agg(t.slot, ' and ' ORDER BY t.n) AS slots
				  FROM slot AS t WHERE p.mask & (1::bigint << t.bit) <> 0
				  GROUP BY t.dow, t.weekday) AS d),
		'both like ' || (SELECT string_agg(i."like", ' and ' ORDER BY i.n)
			FROM interest AS i WHERE p.likes & (1::bigint << i.n) <> 0),
		CASE WHEN p.same_language THEN 'both speak ' || v.language_name END)
FROM numbered_pair AS p
JOIN volunteer AS v ON v.staff_id = p.mentor_id;

/*
 * What a mentor changes.  Students are noticed when they are at their worst:
 * before the first pairing, that fall, they miss more than is usual for them.
 * From a few weeks after it on most miss less.  A comparison of before and
 * after sees both, as it would in any district.
 */
CREATE TABLE helped AS
SELECT student_id, min(started_on) + 21 AS helped_from,
	CASE WHEN u(:p_helped, student_id) < 0.2 THEN 1
		ELSE 0.25 + 0.45 * u(:p_helped, student_id, 1) END AS help
FROM pair
GROUP BY student_id;
CREATE UNIQUE INDEX ON helped (student_id);
ANALYZE helped;
