/*
 * check.sql
 *		What a sample district of the default size keeps, found by SQL that does
 *		not know how it was made.  Prints "ok" or "not ok", a tab and the check.
 *		Wants a search_path with mentorship and the extension's types.
 */
SET client_min_messages = warning;

-- every enrolled school day with its status
CREATE TEMP TABLE record AS
SELECT e.student_id, e.school_id, y.school_year, c.day,
	extract(isodow FROM c.day)::int AS dow,
	coalesce(m.status, s.unmarked_status)::text AS status
FROM enrolment AS e
JOIN school AS s USING (school_id)
JOIN school_year AS y ON e.entry_date BETWEEN y.first_day AND y.last_day
JOIN calendar_date AS c ON c.school_id = e.school_id AND c.instructional
	AND c.day BETWEEN e.entry_date AND least(e.exit_date, y.last_day)
LEFT JOIN attendance_mark AS m ON m.student_id = e.student_id
	AND m.school_id = e.school_id AND m.day = c.day;
ALTER TABLE record ADD absent boolean;
UPDATE record SET absent = status IN ('excused', 'unexcused', 'half_excused',
									  'half_unexcused', 'suspended');
CREATE INDEX ON record (student_id, day);

CREATE TEMP TABLE rate AS
SELECT student_id, school_year,
	count(*) FILTER (WHERE absent) AS absent, count(*) AS days
FROM record
WHERE status NOT IN ('exempt', 'unrecorded')
GROUP BY student_id, school_year;
ANALYZE record, rate;

CREATE TEMP TABLE school_days AS
SELECT c.school_id, y.school_year, count(*) AS days
FROM calendar_date AS c
JOIN school_year AS y ON c.day BETWEEN y.first_day AND y.last_day
WHERE c.instructional
GROUP BY c.school_id, y.school_year;

CREATE TEMP TABLE later AS
SELECT student_id, school_id, grade_level, entry_date,
	lag(school_id) OVER w AS school_before,
	lag(grade_level) OVER w AS grade_before,
	lag(entry_date) OVER w AS entry_before,
	lag(exit_date) OVER w AS exit_before
FROM enrolment
WINDOW w AS (PARTITION BY student_id ORDER BY entry_date);

CREATE FUNCTION pg_temp.year_of(day date) RETURNS text
LANGUAGE sql STABLE
AS $$ SELECT school_year FROM mentorship.school_year
	WHERE $1 BETWEEN first_day AND last_day $$;

CREATE TEMP TABLE result (n serial, ok boolean, name text);

-- calendar
INSERT INTO result (ok, name) VALUES
((SELECT count(*) = 2 FROM school_year), 'two school years'),
((SELECT array_agg(school_year || ' ' || first_day || ' ' || last_day ORDER BY 1)
	= ARRAY['2024-25 2024-08-26 2025-06-06', '2025-26 2025-08-25 2026-06-05']
  FROM school_year), 'the years open a week before Labor Day and last 41 weeks'),
((SELECT min(days) >= 175 AND max(days) <= 182 AND count(*) = 6 FROM school_days),
	'about 180 school days in each school and year'),
((SELECT count(DISTINCT days) > 1 FROM school_days WHERE school_year = '2025-26'),
	'calendars of schools differ'),
((SELECT bool_and(extract(isodow FROM day) < 6) FROM calendar_date),
	'no school at weekends'),
((SELECT count(*) = 0 FROM (VALUES
		('2025-09-01', 'Labor Day'), ('2025-10-13', 'Indigenous Peoples'' Day'),
		('2025-11-11', 'Veterans Day'), ('2025-11-27', 'Thanksgiving break'),
		('2025-11-28', 'Thanksgiving break'), ('2025-12-25', 'Winter break'),
		('2026-01-01', 'New Year''s Day'),
		('2026-01-19', 'Martin Luther King Jr. Day'),
		('2026-02-16', 'Presidents'' Day'), ('2026-04-01', 'Spring break'),
		('2026-05-25', 'Memorial Day'), ('2024-11-28', 'Thanksgiving break'),
		('2025-05-26', 'Memorial Day')) AS v (day, event)
	CROSS JOIN school AS s
	WHERE NOT EXISTS (SELECT FROM calendar_date AS c
		WHERE c.school_id = s.school_id AND c.day = v.day::date
			AND c.event = v.event AND NOT c.instructional)),
	'holidays fall on their days'),
((SELECT count(*) FILTER (WHERE event = 'Snow day' AND NOT instructional) = 6
		AND count(*) FILTER (WHERE event LIKE 'Make-up day%' AND instructional) = 6
  FROM calendar_date), 'a snow day is made up for in each school and year');

-- students and enrolment
INSERT INTO result (ok, name) VALUES
((SELECT count(*) = 400 FROM student), 'as many students as asked for'),
((SELECT count(*) >= 10
  FROM (VALUES ('[А-яЁё]'), ('[一-龥]'), ('[가-힣]'), ('[ぁ-ゖ]'), ('[ا-ي]'),
		('[א-ת]'), ('[ऀ-ॿ]'), ('[ก-ฮ]'), ('[ሀ-ፚ]'), ('[Α-ω]'), ('[Ա-ֆ]'),
		('[ა-ჰ]'), ('[ĄĆŁŚŻąćęłńśźż]'), ('[ẠẤỄệễịọốơ]'), ('[İışğŞ]')) AS v (letters)
  WHERE EXISTS (SELECT FROM student
				WHERE display_name COLLATE "C" ~ v.letters)),
	'names come in many scripts'),
((SELECT count(*) > 8 FROM (SELECT DISTINCT home_language FROM student) AS _),
	'many languages are spoken at home'),
((SELECT bool_or(display_name LIKE '%''%') AND bool_or(display_name LIKE '%-%')
		AND bool_or(display_name NOT LIKE '% %') AND max(length(display_name)) > 25
  FROM student), 'apostrophes, hyphens, single words and long names'),
((SELECT count(*) = 0 FROM later WHERE entry_date <= coalesce(exit_before, 'infinity')
	AND exit_before IS NOT NULL OR exit_before IS NULL AND entry_before IS NOT NULL),
	'nobody is at two schools at a time'),
((SELECT count(*) = 0 FROM later
  WHERE pg_temp.year_of(entry_date) <> pg_temp.year_of(entry_before)
	AND grade_level - grade_before NOT IN (0, 1)),
	'a new year is the next grade, or the same'),
((SELECT count(*) > 0 FROM later
  WHERE pg_temp.year_of(entry_date) = pg_temp.year_of(entry_before)
	AND school_id <> school_before), 'some change schools within a year'),
((SELECT count(*) > 0 FROM later
  WHERE pg_temp.year_of(entry_date) = pg_temp.year_of(entry_before)
	AND school_id = school_before), 'some leave and come back'),
((SELECT count(*) > 0 FROM later WHERE entry_before IS NULL
	AND entry_date BETWEEN '2025-09-15' AND '2026-03-31'), 'some enter late'),
((SELECT count(*) > 0 FROM enrolment
  WHERE exit_date BETWEEN '2025-10-01' AND '2026-05-30'), 'some leave early'),
((SELECT count(*) > 200 FROM enrolment WHERE exit_date = '2025-06-06'),
	'enrolments of last year are closed'),
((SELECT count(*) = 0 FROM enrolment AS e
  WHERE NOT CASE e.school_id WHEN 101 THEN grade_level BETWEEN 0 AND 5
	WHEN 102 THEN grade_level BETWEEN 6 AND 8
	ELSE grade_level BETWEEN 9 AND 12 END), 'grades are those of the school');

-- attendance
INSERT INTO result (ok, name)
SELECT avg((absent * 10 >= days)::int) BETWEEN 0.10 AND 0.30,
	'chronically absent in ' || school_year || ': between 10 % and 30 %'
FROM rate WHERE days >= 10 GROUP BY school_year ORDER BY school_year;
INSERT INTO result (ok, name) VALUES
((SELECT count(*) FILTER (WHERE absent * 20 < days) > count(*) / 2 FROM rate),
	'most miss less than 5 %'),
((SELECT count(*) >= 2 FROM rate WHERE absent * 10 = days AND days >= 100),
	'some miss exactly a tenth'),
((SELECT max(r) FILTER (WHERE dow = 5) > 1.3 * max(r) FILTER (WHERE dow = 3)
		AND max(r) FILTER (WHERE dow = 5) = max(r)
  FROM (SELECT dow, avg(absent::int) AS r FROM record GROUP BY dow) AS _),
	'Fridays are missed most, and more than Wednesdays by a third'),
((SELECT avg(absent::int) FILTER (WHERE extract(month FROM day) = 2)
		> avg(absent::int) FILTER (WHERE extract(month FROM day) = 9)
  FROM record), 'February is worse than September'),
((SELECT count(*) >= 3 FROM (
	SELECT student_id, count(*) AS run
	FROM (SELECT student_id, school_year, absent,
			row_number() OVER (PARTITION BY student_id, school_year ORDER BY day)
			- row_number() OVER (PARTITION BY student_id, school_year, absent
								 ORDER BY day) AS island
		  FROM record) AS i
	WHERE absent
	GROUP BY student_id, school_year, island
	HAVING count(*) >= 8) AS long), 'long illnesses'),
((SELECT count(DISTINCT status::text) = 11 FROM attendance_mark),
	'every status that is marked occurs'),
((SELECT count(*) = 0 FROM attendance_mark AS m
  WHERE NOT EXISTS (SELECT FROM record AS r
	WHERE r.student_id = m.student_id AND r.school_id = m.school_id
		AND r.day = m.day)), 'no mark outside calendar and enrolment'),
((SELECT count(*) = 1 FROM school WHERE unmarked_status = 'unrecorded'),
	'one school marks everybody'),
((SELECT count(*) > 0 AND count(*) < 0.03 * (SELECT count(*) FROM record
	WHERE school_id = 103)
  FROM record WHERE status = 'unrecorded' AND school_id = 103),
	'and forgets it now and then'),
((SELECT count(*) = 0 FROM attendance_mark AS m JOIN school AS s USING (school_id)
  WHERE m.status = 'present' AND s.unmarked_status = 'present'),
	'the other schools mark exceptions only'),
((SELECT count(*) > 0 AND bool_and(status::text IN ('tardy', 'left_early',
	'half_excused', 'half_unexcused'))
  FROM attendance_mark WHERE minutes_missed IS NOT NULL),
	'minutes are with part days'),
((SELECT count(*) > 0 FROM incident AS i JOIN attendance_mark AS m
  ON m.student_id = i.student_id AND m.day BETWEEN i.day + 1 AND i.day + 14
	AND m.status = 'suspended'), 'suspensions follow incidents');

-- courses and incidents
INSERT INTO result (ok, name) VALUES
((SELECT array_agg(DISTINCT subject ORDER BY subject)
	= ARRAY['english', 'math', 'other', 'science', 'social_studies']
  FROM course_result), 'five subjects'),
((SELECT avg(failed) FILTER (WHERE chronic) > 1.5 * avg(failed) FILTER (WHERE NOT chronic)
		AND avg(failed) BETWEEN 0.02 AND 0.15
  FROM (SELECT (NOT c.passed)::int AS failed, r.absent * 10 >= r.days AS chronic
		FROM course_result AS c
		JOIN rate AS r ON r.student_id = c.student_id
			AND r.school_year = pg_temp.year_of(c.ended_on)) AS _),
	'the chronically absent fail more often'),
((SELECT count(DISTINCT student_id) BETWEEN 10 AND 150 FROM incident),
	'incidents are about few'),
((SELECT count(*) > 0 FROM (SELECT FROM incident GROUP BY incident_id
							HAVING count(*) = 2) AS _),
	'some incidents are about two');

-- staff
INSERT INTO result (ok, name) VALUES
((SELECT count(*) = 15 FROM (SELECT DISTINCT school_id, role
							 FROM staff_assignment) AS _),
	'every role at every school'),
((SELECT count(*) = count(DISTINCT email) + count(*) FILTER (WHERE email IS NULL)
		AND bool_and(coalesce(email COLLATE "C"
			~ '^[a-z0-9]+([.-][a-z0-9]+)*@example\.org$', true))
  FROM staff), 'mail addresses are proper and nobody else''s'),
((SELECT count(DISTINCT a.role) >= 3 FROM mentor AS m
  JOIN staff_assignment AS a ON a.staff_id = m.mentor_id),
	'mentors of three roles or more'),
((SELECT count(*) > 0 FROM mentor AS m WHERE NOT EXISTS (
	SELECT FROM training_attendance AS t WHERE t.mentor_id = m.mentor_id)),
	'some mentors are untrained'),
((SELECT array_agg(DISTINCT part ORDER BY part) = ARRAY['end', 'middle', 'start']
  FROM training_session JOIN training_attendance USING (training_session_id)),
	'training at start, middle and end');

-- programme
INSERT INTO result (ok, name) VALUES
((SELECT count(*) = 5 FROM nomination AS n JOIN student AS s USING (student_id)
  WHERE n.withdrawn_on IS NULL AND s.display_name IN ('Nguyễn Thị Hoa',
	'Łukasz Wiśniewski', 'Мария Иванова', '李小龙', 'محمد الحسن')),
	'the five are nominated'),
((SELECT count(*) = 5 FROM pairing AS p JOIN student AS s USING (student_id)
  WHERE p.ended_on IS NULL AND s.display_name IN ('Nguyễn Thị Hoa',
	'Łukasz Wiśniewski', 'Мария Иванова', '李小龙', 'محمد الحسن')),
	'and have a mentor'),
((SELECT count(*) = 0 FROM pairing AS p WHERE NOT EXISTS (
	SELECT FROM staff_assignment AS a
	WHERE a.staff_id = p.mentor_id AND a.school_id = p.school_id)),
	'every mentor works at the school of the pair'),
((SELECT count(*) = 0 FROM pairing AS p WHERE NOT EXISTS (
	SELECT FROM enrolment AS e
	WHERE e.student_id = p.student_id AND e.school_id = p.school_id
		AND p.started_on BETWEEN e.entry_date AND coalesce(e.exit_date, 'infinity'))
	OR p.ended_on IS NULL AND NOT EXISTS (
	SELECT FROM enrolment AS e
	WHERE e.student_id = p.student_id AND e.school_id = p.school_id
		AND e.exit_date IS NULL)),
	'every student belongs to the school of the pair'),
((SELECT count(*) = 0 FROM pairing AS p
  JOIN mentor AS m USING (mentor_id)
  LEFT JOIN mentee_profile AS f USING (student_id)
  WHERE (p.shared_slots = (m.availability & f.availability)
		 AND slot_count(p.shared_slots) > 0) IS NOT TRUE),
	'shared slots are shared, and there is one'),
((SELECT count(*) = 0 FROM pairing AS p JOIN mentor AS m USING (mentor_id)
  WHERE m.capacity < (SELECT count(*) FROM pairing AS q
	WHERE q.mentor_id = p.mentor_id AND q.started_on <= p.started_on
		AND coalesce(q.ended_on > p.started_on, true))
	OR p.started_on < m.joined_on
	OR coalesce(p.ended_on, 'infinity') > coalesce(m.left_on, 'infinity')),
	'no mentor over capacity, too early or gone'),
((SELECT count(*) = 0 FROM pairing AS p WHERE NOT EXISTS (
	SELECT FROM nomination AS n
	WHERE n.student_id = p.student_id AND n.nominated_on < p.started_on
		AND n.withdrawn_on IS NULL)), 'every pair was nominated before'),
((SELECT count(*) > 0 FROM pairing
  WHERE started_on < '2025-07-01' AND ended_on IS NULL), 'pairs of last year live on'),
((SELECT count(*) > 0 FROM pairing AS p JOIN pairing AS q USING (student_id)
  WHERE p.ended_on BETWEEN '2025-08-25' AND '2026-06-05'
	AND q.started_on >= p.ended_on AND q.mentor_id <> p.mentor_id),
	'somebody has got a second mentor'),
((SELECT count(*) >= 3 FROM nomination AS n
  WHERE n.nominated_on > '2025-08-01' AND n.withdrawn_on IS NULL
	AND NOT EXISTS (SELECT FROM pairing AS p
					WHERE p.student_id = n.student_id)), 'some are waiting'),
((SELECT count(*) > 0 FROM nomination WHERE nominated_by IS NULL),
	'some nominations come from the risk list'),
((SELECT count(*) = 0 FROM nomination AS n WHERE nominated_by IS NOT NULL
	AND NOT EXISTS (SELECT FROM staff_assignment AS a
		WHERE a.staff_id = n.nominated_by AND a.school_id = n.school_id
			AND a.role = 'teacher')), 'the others from teachers of the school'),
((SELECT count(*) = 0 FROM meeting AS m JOIN pairing AS p USING (pairing_id)
  WHERE m.met_on < p.started_on OR m.met_on >= p.ended_on
	OR NOT p.shared_slots @> availability(extract(isodow FROM m.met_on)::int, m.slot)),
	'meetings are within the pairing, in a shared slot'),
((SELECT count(*) = 0 FROM meeting AS m JOIN pairing AS p USING (pairing_id)
  WHERE NOT EXISTS (SELECT FROM record AS r
	WHERE r.student_id = p.student_id AND r.school_id = p.school_id
		AND r.day = m.met_on AND NOT r.absent)), 'on days on which the student came'),
((SELECT 30.0 * sum(n) / sum(days) BETWEEN 1.2 AND 2.4
  FROM (SELECT (SELECT count(*) FROM meeting AS m WHERE m.pairing_id = p.pairing_id) AS n,
			coalesce(ended_on, '2026-06-05') - started_on AS days
		FROM pairing AS p) AS _), 'about two meetings a month'),
((SELECT count(*) > 0 FROM pairing AS p
  WHERE p.ended_on IS NULL AND (SELECT max(m.met_on) FROM meeting AS m
	WHERE m.pairing_id = p.pairing_id) BETWEEN p.started_on + 30 AND '2026-01-28'),
	'a pair fell silent by February'),
((SELECT array_agg(DISTINCT status ORDER BY status)
	= ARRAY['closed', 'in_progress', 'open'] FROM referral),
	'referrals open, in progress and closed'),
((SELECT avg((after < before)::int) > 0.5 AND avg((after < before)::int) < 0.95
  FROM (SELECT avg(r.absent::int) FILTER (WHERE r.day < p.started_on) AS before,
			avg(r.absent::int) FILTER (WHERE r.day > p.started_on + 21) AS after
		FROM pairing AS p JOIN record AS r USING (student_id)
		WHERE p.started_on > '2025-08-01' AND r.school_year = '2025-26'
		GROUP BY p.pairing_id) AS _), 'most mentees miss less with a mentor, not all'),
((SELECT nextval(pg_get_serial_sequence('mentorship.pairing', 'pairing_id'))
	= max(pairing_id) + 1 FROM pairing), 'new pairings get new numbers'),
((SELECT count(*) = 0 FROM pg_namespace WHERE nspname = 'sample_district'),
	'the generator is gone');

SELECT CASE WHEN ok THEN 'ok' ELSE 'not ok' END, name FROM result ORDER BY n;
