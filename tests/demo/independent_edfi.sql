--
-- The Ed-Fi numbers from the files alone, as text into temporary tables: no
-- type, function, view or table of ours, and not the adapter either.  Prints
-- name=value lines.  Variable source: the folder.  For a district whose
-- students are enrolled on the last school day, as of that day.
--
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
CREATE TEMP TABLE raw_school (school_id text, name text, short_name text, address text,
	city text, state text, postal_code text);
CREATE TEMP TABLE raw_calendar (day date, event text);
CREATE TEMP TABLE raw_enrolment (student_id text, school_id text, entry date, grade text,
	leaving date, leaving_type text);
CREATE TEMP TABLE raw_event (student_id text, day date, event_type text, category text,
	reason text, school_id text, course text, school_year text, term text, period text,
	location text);
\cd :source
\copy raw_school FROM 'school.csv' WITH (FORMAT csv, HEADER)
\copy raw_calendar FROM 'calendar_date.csv' WITH (FORMAT csv, HEADER)
\copy raw_enrolment FROM 'student_school.csv' WITH (FORMAT csv, HEADER)
\copy raw_event FROM 'section_attendance_event.csv' WITH (FORMAT csv, HEADER)

WITH school_day AS (
	SELECT DISTINCT day FROM raw_calendar WHERE event IN ('Instructional day', 'Make-up day')
), absent AS (
	SELECT DISTINCT student_id, school_id, day FROM raw_event WHERE category LIKE '%Absence'
), student_day AS (
	SELECT e.student_id, d.day, a.day IS NOT NULL AS absent
	FROM raw_enrolment AS e
	JOIN school_day AS d ON d.day >= e.entry AND (e.leaving IS NULL OR d.day <= e.leaving)
	LEFT JOIN absent AS a USING (student_id, school_id, day)
), per_student AS (
	SELECT student_id, count(*) AS days, count(*) FILTER (WHERE absent) AS absent_days
	FROM student_day
	GROUP BY student_id
), island AS (
	SELECT student_id, count(*) AS days
	FROM (SELECT student_id, absent,
			row_number() OVER (PARTITION BY student_id ORDER BY day)
			- row_number() OVER (PARTITION BY student_id, absent ORDER BY day) AS grp
		  FROM student_day) AS n
	WHERE absent
	GROUP BY student_id, grp
)
SELECT 'enrolled=' || (SELECT count(*) FROM per_student)
UNION ALL SELECT 'chronic=' || (SELECT count(*) FROM per_student WHERE absent_days * 10 >= days)
UNION ALL SELECT 'longest=' || (SELECT max(days) FROM island)
UNION ALL SELECT 'school_days=' || (SELECT count(*) FROM school_day)
UNION ALL SELECT 'schools=' || (SELECT count(*) FROM raw_school);
