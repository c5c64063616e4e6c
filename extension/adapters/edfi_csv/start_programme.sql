--
-- Start a programme in a district that has none.
--
--   psql -v source=DIR [-v as_of=DATE] [-v capacity=2] [-v every=2]
--        [-v card=SCORECARD] [-v district=NAME] -f start_programme.sql
--
-- An Ed-Fi district states timetables, not who would mentor or when anybody
-- has time.  This script DERIVES a plausible start from it, on the day as_of
-- (default: mentorship.as_of()), and docs/edfi.md says what is derived:
--
--	district name	(district) where all schools state one city, that city's
--	mentors			at each school every second (every) employee, in the order
--					of staff numbers, volunteers for two (capacity) students
--	free slots		the periods in which a person has no class of the term,
--					the same on every weekday, and before school, lunch and
--					after school for everybody
--	languages		English, and a student's home language where it is known
--	nominations		the students highest on the risk list by scorecard card,
--					with a score above 0, at each school as many as there are
--					free seats
--
-- It invents no traits, meetings or referrals.  Run load.sql first.
--
\set ON_ERROR_STOP on
\set QUIET on
\if :{?source}
\else
	\warn 'start_programme.sql: the folder is missing: psql -v source=DIR -f start_programme.sql'
	SELECT 1 / 0 AS "set source";
\endif
\if :{?capacity}
\else
	\set capacity 2
\endif
\if :{?every}
\else
	\set every 2
\endif
\if :{?card}
\else
	\set card 'points; absence_rate >=0.05:1 >=0.10:3 >=0.20:5; failed_courses >=1:1 >=3:2'
\endif
\if :{?district}
\else
	\set district ''
\endif
\pset footer off

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT pg_catalog.set_config('search_path',
	pg_catalog.format('pg_catalog, %I, pg_temp', n.nspname), true) AS search_path
FROM pg_catalog.pg_extension AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
WHERE x.extname = 'mentorship' \gset edfi_
\if :{?as_of}
	SELECT pg_catalog.set_config('mentorship.as_of', :'as_of', true) AS as_of \gset edfi_
\endif

DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM mentorship.student) THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'there are no students', HINT = 'Run load.sql first.';
	END IF;
	IF EXISTS (SELECT FROM mentorship.mentor) OR EXISTS (SELECT FROM mentorship.nomination) THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'the program has mentors or nominations already';
	END IF;
END
$$;

\ir helpers.sql

--
-- The district's name, and timetables: who has a class in which period of the term of as_of.  After
-- the last class of the year the last term counts.
--
CREATE TEMP TABLE edfi_school (
	school_id text, name text, short_name text, address text, city text,
	state text, postal_code text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_student_section (
	student_id text, school_id text, local_course_code text, school_year text,
	term text, class_period text, location text, begin_date text, end_date text,
	homeroom text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_teacher_section (
	staff_id text, school_id text, local_course_code text, school_year text,
	term text, class_period text, location text, "position" text,
	begin_date text, end_date text) ON COMMIT DROP;
\set edfi_here `pwd`
\cd :source
\copy pg_temp.edfi_school (school_id, name, short_name, address, city, state, postal_code) FROM 'school.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_student_section (student_id, school_id, local_course_code, school_year, term, class_period, location, begin_date, end_date, homeroom) FROM 'student_section.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_teacher_section (staff_id, school_id, local_course_code, school_year, term, class_period, location, "position", begin_date, end_date) FROM 'teacher_section.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\cd :edfi_here

-- reports say whose they are; settings made by hand stay
INSERT INTO mentorship.program_setting (district_name)
SELECT coalesce(nullif(:'district', ''), c.name)
FROM (SELECT min(pg_temp.clean(city)) || ' School District' AS name
	  FROM pg_temp.edfi_school
	  HAVING count(DISTINCT pg_temp.clean(city)) = 1) AS c
FULL JOIN (VALUES (true)) AS always (row) ON true
WHERE coalesce(nullif(:'district', ''), c.name) IS NOT NULL
ON CONFLICT (only_row) DO NOTHING;

CREATE TEMP TABLE edfi_class ON COMMIT DROP AS
SELECT DISTINCT c.kind, c.person_id, c.school_id, c.period
FROM (SELECT x.*, max(x.end_date) OVER () AS last_day
	  FROM (SELECT 'student' AS kind, pg_temp.as_id(student_id) AS person_id,
				pg_temp.as_id(school_id) AS school_id,
				substring(class_period FROM '^0*([1-9]|1[0-2])(?![0-9])')::int AS period,
				pg_temp.as_date(begin_date) AS begin_date,
				coalesce(pg_temp.as_date(end_date), 'infinity') AS end_date
			FROM pg_temp.edfi_student_section
			UNION ALL
			SELECT 'staff', pg_temp.as_id(staff_id), pg_temp.as_id(school_id),
				substring(class_period FROM '^0*([1-9]|1[0-2])(?![0-9])')::int,
				pg_temp.as_date(begin_date), coalesce(pg_temp.as_date(end_date), 'infinity')
			FROM pg_temp.edfi_teacher_section) AS x
	  WHERE x.begin_date <= mentorship.as_of()) AS c
WHERE c.end_date >= least(mentorship.as_of(), c.last_day) AND c.period IS NOT NULL;

CREATE TEMP TABLE edfi_free ON COMMIT DROP AS
SELECT p.kind, p.person_id,
	(SELECT string_agg(d.day || ':before,' || coalesce(f.periods || ',', '') || 'lunch,after', ' '
					   ORDER BY d.nth)
	 FROM (VALUES (1, 'Mon'), (2, 'Tue'), (3, 'Wed'), (4, 'Thu'), (5, 'Fri')) AS d (nth, day))
		::availability AS availability
FROM (SELECT 'student' AS kind, student_id AS person_id, school_id
	  FROM mentorship.enrolment_in_force
	  UNION ALL
	  SELECT 'staff', staff_id, min(school_id) FROM mentorship.staff_assignment
	  GROUP BY staff_id) AS p
CROSS JOIN LATERAL (SELECT string_agg('P' || s.period, ',' ORDER BY s.period) AS periods
					FROM (SELECT DISTINCT period FROM pg_temp.edfi_class AS s
						  WHERE s.school_id = p.school_id) AS s
					WHERE NOT EXISTS (SELECT FROM pg_temp.edfi_class AS c
									  WHERE c.kind = p.kind AND c.person_id = p.person_id
										AND c.period = s.period)) AS f;

--
-- Mentors, and what a match knows of the students.
--
INSERT INTO mentorship.mentor (mentor_id, capacity, availability, languages, joined_on)
SELECT v.staff_id, :capacity, f.availability, ARRAY['en'], mentorship.as_of()
FROM (SELECT a.staff_id, row_number() OVER (PARTITION BY a.school_id ORDER BY a.staff_id) AS nth
	  FROM (SELECT staff_id, min(school_id) AS school_id
			FROM mentorship.staff_assignment GROUP BY staff_id) AS a) AS v
JOIN pg_temp.edfi_free AS f ON f.kind = 'staff' AND f.person_id = v.staff_id
WHERE (v.nth - 1) % :every = 0;

INSERT INTO mentorship.mentee_profile (student_id, availability, languages)
SELECT s.student_id, f.availability,
	CASE WHEN s.home_language IS NULL OR s.home_language = 'en' THEN ARRAY['en']
		ELSE ARRAY['en', s.home_language] END
FROM mentorship.student AS s
JOIN pg_temp.edfi_free AS f ON f.kind = 'student' AND f.person_id = s.student_id;

--
-- Nominations: the risk list cut at the free seats of each school.  The
-- reason names neither incidents nor suspensions: whoever reads it must not
-- learn of them here.
--
WITH risk AS (
	SELECT f.student_id, f.school_id, f.absence_rate,
		risk_score(:'card'::scorecard, f) AS score,
		(SELECT string_agg(format('%s %s', r.feature, trim_scale(round(r.value::numeric, 3))), ', '
						   ORDER BY r.points DESC, r.feature)
		 FROM risk_reasons(:'card'::scorecard, f) AS r
		 WHERE r.points > 0 AND r.feature !~ '^(base|incident|suspended)') AS why
	FROM mentorship.risk_feature AS f
), ranked AS (
	SELECT r.*, row_number() OVER (PARTITION BY r.school_id
								   ORDER BY r.score DESC, r.absence_rate DESC, r.student_id) AS place
	FROM risk AS r
	WHERE r.score > 0
), seats AS (
	SELECT m.school_ids[1] AS school_id, sum(m.capacity) AS seats
	FROM mentorship.active_mentor AS m
	GROUP BY 1
)
INSERT INTO mentorship.nomination (student_id, school_id, nominated_by, nominated_on, reason)
SELECT r.student_id, r.school_id, NULL, mentorship.as_of(),
	'risk list' || coalesce(': ' || r.why, '')
FROM ranked AS r
JOIN seats AS s USING (school_id)
WHERE r.place <= s.seats
ORDER BY r.school_id, r.place;

\echo 'Derived, since the district has no mentoring program:'
SELECT s.name AS school,
	(SELECT count(*) FROM mentorship.active_mentor AS m WHERE m.school_ids[1] = s.school_id)
		AS mentors,
	(SELECT sum(m.capacity) FROM mentorship.active_mentor AS m WHERE m.school_ids[1] = s.school_id)
		AS seats,
	(SELECT count(*) FROM mentorship.live_nomination AS n WHERE n.school_id = s.school_id)
		AS nominated
FROM mentorship.school AS s
ORDER BY s.school_id;

COMMIT;
