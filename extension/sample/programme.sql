/*
 * programme.sql
 *		Who is nominated and why, who volunteers as a mentor, and what a match
 *		needs to know of both.
 *
 * The programme began last year.  Teachers cannot see the hidden traits, but
 * their nominations follow them as a teacher's eye would.
 */

-- the slots of a week as bits, Monday to Friday
CREATE TABLE slot AS
SELECT (dow - 1) * 11 + n AS bit, dow, n,
	(ARRAY['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])[dow] AS weekday,
	(ARRAY['before', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'lunch',
		   'after'])[n + 1] AS slot
FROM generate_series(1, 5) AS dow, generate_series(0, 10) AS n;

CREATE FUNCTION slot_text(mask bigint) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT string_agg(d.day, ' ' ORDER BY d.dow)
		FROM (SELECT s.dow, s.weekday || ':'
				|| string_agg(s.slot, ',' ORDER BY s.n) AS day
			  FROM slot AS s
			  WHERE mask & (1::bigint << s.bit) <> 0
			  GROUP BY s.dow, s.weekday) AS d);

-- two to five interests of a person, the first ones dearest
CREATE FUNCTION interests(id bigint)
RETURNS TABLE (n int, tag text, "like" text, rank int)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT i.n, i.tag, i."like", i.rank::int
	FROM (SELECT i.*, row_number() OVER (ORDER BY h(:p_interest, id, i.n),
											i.n) AS rank
		  FROM interest AS i) AS i
	WHERE i.rank <= 2 + below(4, :p_interest, id);
END;

-- and where the person stands on the scale from shy to outgoing, if told
CREATE FUNCTION traits_text(id bigint) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT string_agg(t.tag || CASE
				WHEN t.rank = 1 AND u(:p_interest, id, 101) < 0.6 THEN ':2'
				WHEN t.rank >= 4 THEN ':0.5' ELSE '' END,
				', ' ORDER BY t.rank)
		FROM interests(id) AS t)
	|| CASE WHEN u(:p_interest, id, 102) < 0.25 THEN ', outgoing:1'
		WHEN u(:p_interest, id, 102) < 0.5 THEN ', outgoing:-1' ELSE '' END;

/*
 * Nominations.  ord is the school day on which one is made.
 */
CREATE TABLE nominee AS
SELECT row_number() OVER (ORDER BY nominated_on, student_id)::int AS nomination_id,
	_.*
FROM (SELECT s.student_id, s.i, s.yr, s.school_id, s.grade, s.ord,
		c.day AS nominated_on, s.until, s.leave, s.to_ord, s.habit
	  FROM (SELECT s.*, hd.habit,
				CASE WHEN s.i <= 5 THEN 24 + s.i
					-- most in the first weeks, some until spring
					ELSE s.from_ord + 14 + floor(75 * u(:p_nominate_day, s.i, s.yr)
						* u(:p_nominate_day, s.i, 2 + s.yr))::int END AS ord
			FROM span AS s
			JOIN hidden AS hd USING (student_id)
			WHERE s.main
				AND CASE WHEN s.i <= 5 THEN s.yr = 1
					ELSE u(:p_nominate, s.i, s.yr)
						< (ARRAY[0.010, 0.07, 0.40, 0.42])[hd.class + 1]
						* CASE WHEN s.yr = 0 THEN 0.45 ELSE 1 END
						* CASE WHEN s.grade < 3 THEN 0.4
							WHEN s.grade BETWEEN 6 AND 9 THEN 1.25 ELSE 1 END
						+ CASE WHEN s.yr = 1 AND hd.path_name LIKE 'came%'
							AND s.grade > 2 THEN 0.05 ELSE 0 END END
		   ) AS s
	  JOIN cal AS c USING (school_id, yr, ord)
	  WHERE s.ord + 30 <= s.to_ord) AS _;

-- teachers of a school, numbered
CREATE TABLE teacher AS
SELECT school_id, staff_id,
	row_number() OVER (PARTITION BY school_id ORDER BY staff_id)::int - 1 AS k,
	count(*) OVER (PARTITION BY school_id)::int AS n
FROM employee WHERE role = 'teacher';

/*
 * Mentors: a quarter of the employees, of all roles.  At every school the first
 * three teachers are among them, from last year on.
 */
CREATE TABLE volunteer AS
SELECT e.s, e.staff_id, e.school_id, e.role, e.language, e.language_name,
	v.founder,
	CASE WHEN v.founder THEN 3
		ELSE (ARRAY[1, 1, 2, 2, 2, 3, 4])[1 + below(7, :p_capacity, e.s)]
		END AS capacity,
	CASE WHEN v.founder OR u(:p_joined, e.s) < 0.45
			THEN y0.first_day + 21 + below(20, :p_joined, e.s, 1)
		WHEN u(:p_joined, e.s) < 0.9
			THEN y1.first_day + 14 + below(25, :p_joined, e.s, 1)
		ELSE y1.first_day + 134 + below(25, :p_joined, e.s, 1)
		END AS joined_on,
	CASE WHEN NOT v.founder AND u(:p_joined, e.s, 2) < 0.06
		THEN y1.first_day + 170 + below(60, :p_joined, e.s, 3) END AS left_on,
	(SELECT bit_or(1::bigint << t.bit)
	 FROM slot AS t
	 WHERE v.founder AND t.n = 9
		-- at least one lunch
		OR t.n = 9 AND t.dow = 1 + below(5, :p_slot, e.staff_id, 98)
		OR u(:p_slot, e.staff_id, t.bit) < CASE
			WHEN e.role = 'teacher' AND t.n = v.planning THEN 0.85
			WHEN e.role IN ('counsellor', 'administrator')
				AND t.n BETWEEN 1 AND 8 THEN 0.25
			WHEN t.n = 0 THEN CASE e.role WHEN 'other' THEN 0.5 ELSE 0.35 END
			WHEN t.n = 9 THEN CASE e.role WHEN 'aide' THEN 0.2 ELSE 0.4 END
			WHEN t.n = 10 THEN CASE e.role WHEN 'aide' THEN 0.5 ELSE 0.3 END
			ELSE 0.02 END) AS mask,
	(SELECT bit_or(1::bigint << i.n) FROM interests(e.staff_id) AS i) AS likes
FROM (SELECT e.*,
		row_number() OVER (PARTITION BY e.school_id, e.role ORDER BY e.s)
			AS place
	  FROM employee AS e) AS e
JOIN yr AS y0 ON y0.yr = 0
JOIN yr AS y1 ON y1.yr = 1
CROSS JOIN LATERAL (
	SELECT e.role = 'teacher' AND e.place <= 3 AS founder,
		1 + below(7, :p_planning, e.s) AS planning) AS v
WHERE v.founder
	OR u(:p_volunteer, e.s) < CASE e.role WHEN 'administrator' THEN 0.25
		WHEN 'counsellor' THEN 0.4 ELSE 0.2 END;

INSERT INTO mentorship.mentor (mentor_id, capacity, availability, traits,
							   languages, joined_on, left_on)
SELECT staff_id, capacity, slot_text(mask)::availability,
	traits_text(staff_id)::traits,
	CASE WHEN language = 'en' THEN ARRAY['en']
		-- an English name says nothing of a second language learned
		ELSE ARRAY['en', language] END
	|| CASE WHEN language = 'en' AND u(:p_language, 900000000 + s) < 0.15
		THEN ARRAY['es'] ELSE ARRAY[]::text[] END,
	joined_on, left_on
FROM volunteer;

/*
 * Mentees.  A nominated student may meet at lunch, before or after school, or
 * in a study hall.
 */
CREATE TABLE mentee AS
SELECT n.student_id, n.i, st.home_language,
	(SELECT bit_or(1::bigint << t.bit)
	 FROM slot AS t
	 WHERE CASE
		WHEN n.i <= 5 AND t.n = 9 THEN true
		WHEN t.n = 9 THEN t.dow = 1 + below(5, :p_slot, n.student_id, 98)
			OR u(:p_slot, n.student_id, t.bit) < 0.55
		WHEN t.n = 0 THEN u(:p_slot, n.student_id, 96) < 0.35
			AND u(:p_slot, n.student_id, t.bit) < 0.6
		WHEN t.n = 10 THEN u(:p_slot, n.student_id, 97) < 0.4
			AND u(:p_slot, n.student_id, t.bit) < 0.5
		WHEN n.grade >= 6 AND t.n = 1 + below(7, :p_planning, n.student_id)
			THEN u(:p_slot, n.student_id, t.bit) < 0.45
		ELSE false END) AS mask,
	(SELECT bit_or(1::bigint << i.n) FROM interests(n.student_id) AS i) AS likes
FROM (SELECT DISTINCT ON (n.student_id) n.*
	  FROM nominee AS n ORDER BY n.student_id, n.yr DESC) AS n
JOIN mentorship.student AS st USING (student_id);
CREATE INDEX ON mentee (student_id);
ANALYZE mentee, nominee, volunteer;

INSERT INTO mentorship.mentee_profile (student_id, availability, traits,
									   languages)
SELECT student_id, slot_text(mask)::availability,
	traits_text(student_id)::traits,
	CASE WHEN home_language <> 'en' THEN ARRAY['en', home_language]
		ELSE ARRAY['en'] END
FROM mentee;
