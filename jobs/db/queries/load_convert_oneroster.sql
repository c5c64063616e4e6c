-- Source relations out of the files of OneRoster.

-- Sessions of type schoolYear with one value of schoolYear are one year: some
-- districts have one for each school.  A year ends before the next one begins.
CREATE TEMP TABLE new_school_year (LIKE mentorship.own_school_year) ON COMMIT DROP;
INSERT INTO pg_temp.new_school_year (school_year, first_day, last_day)
SELECT y.title, y.first_day,
	least(y.last_day, lead(y.first_day) OVER (ORDER BY y.first_day) - 1)
FROM (SELECT min(title) AS title, min(pg_temp.as_date("startDate")) AS first_day,
		max(pg_temp.as_date("endDate")) AS last_day
	  FROM pg_temp.stage_academicsessions
	  WHERE type = 'schoolYear'
	  GROUP BY coalesce("schoolYear", title)) AS y;
INSERT INTO pg_temp.load_fault (file, what)
SELECT 'academicSessions.csv', format('two school years begin on %s', first_day)
FROM pg_temp.new_school_year GROUP BY first_day HAVING count(*) > 1
UNION ALL
SELECT 'academicSessions.csv', 'two school years have one title'
FROM pg_temp.new_school_year GROUP BY school_year HAVING count(*) > 1;

-- what OneRoster does not tell stays as it is
CREATE TEMP TABLE new_school (LIKE mentorship.own_school) ON COMMIT DROP;
INSERT INTO pg_temp.new_school (school_id, name, unmarked_status)
SELECT k.id, o.name, coalesce(s.unmarked_status, 'present')
FROM pg_temp.stage_orgs AS o
JOIN pg_temp.load_id AS k ON k.kind = 'school' AND k.key = o."sourcedId"
LEFT JOIN mentorship.own_school AS s ON s.school_id = k.id
WHERE o.type = 'school';

CREATE TEMP TABLE load_person ON COMMIT DROP AS
SELECT u."sourcedId" AS key, u.grades, u.email,
	regexp_replace(concat_ws(' ', coalesce(u."preferredGivenName", u."givenName"),
		coalesce(u."preferredFamilyName", u."familyName")), '\s+', ' ', 'g') AS display_name,
	regexp_replace(concat_ws(', ', coalesce(u."preferredFamilyName", u."familyName"),
		concat_ws(' ', coalesce(u."preferredGivenName", u."givenName"), u."middleName")),
		'\s+', ' ', 'g') AS sort_name
FROM pg_temp.stage_users AS u;

CREATE TEMP TABLE new_student (LIKE mentorship.own_student) ON COMMIT DROP;
INSERT INTO pg_temp.new_student (student_id, display_name, sort_name, home_language)
SELECT k.id, p.display_name, p.sort_name, s.home_language
FROM pg_temp.load_person AS p
JOIN pg_temp.load_id AS k ON k.kind = 'student' AND k.key = p.key
LEFT JOIN mentorship.own_student AS s ON s.student_id = k.id
WHERE EXISTS (SELECT FROM pg_temp.load_user_role AS r
			  WHERE r.user_key = p.key AND r.means = 'student');

CREATE TEMP TABLE new_staff (LIKE mentorship.own_staff) ON COMMIT DROP;
INSERT INTO pg_temp.new_staff (staff_id, display_name, sort_name, email)
SELECT k.id, p.display_name, p.sort_name, p.email
FROM pg_temp.load_person AS p
JOIN pg_temp.load_id AS k ON k.kind = 'staff' AND k.key = p.key
WHERE EXISTS (SELECT FROM pg_temp.load_user_role AS r
			  WHERE r.user_key = p.key AND r.means <> 'student');

-- of several roles at a school, the first in the list of load_oneroster.sql
CREATE TEMP TABLE new_staff_assignment (LIKE mentorship.own_staff_assignment) ON COMMIT DROP;
INSERT INTO pg_temp.new_staff_assignment (staff_id, school_id, role, title)
SELECT DISTINCT ON (k.id, s.id) k.id, s.id, r.means, a.title
FROM pg_temp.load_user_role AS r
JOIN pg_temp.load_id AS k ON k.kind = 'staff' AND k.key = r.user_key
JOIN pg_temp.load_id AS s ON s.kind = 'school' AND s.key = r.org_key
LEFT JOIN mentorship.own_staff_assignment AS a ON a.staff_id = k.id AND a.school_id = s.id
WHERE r.means <> 'student'
ORDER BY k.id, s.id, r.place;

-- grades after the Common Education Data Standards
CREATE TEMP TABLE load_grade (grade text PRIMARY KEY, grade_level smallint) ON COMMIT DROP;
INSERT INTO pg_temp.load_grade (grade, grade_level) VALUES
	('IT', -1), ('PR', -1), ('PK', -1), ('TK', 0), ('KG', 0), ('UG', 13), ('13', 13);
INSERT INTO pg_temp.load_grade (grade, grade_level)
SELECT w.grade, g FROM generate_series(1, 12) AS g
CROSS JOIN LATERAL (SELECT lpad(g::text, 2, '0') AS grade UNION SELECT g::text) AS w;

-- A student belongs to a school while in one of its classes.  A class lasts
-- from the first day of its sessions to the last; the end of an enrollment is
-- the first day without it.
CREATE TEMP TABLE load_class ON COMMIT DROP AS
SELECT c."sourcedId" AS key, c.row_no,
	min(pg_temp.as_date(t."startDate")) AS first_day,
	max(pg_temp.as_date(t."endDate")) AS last_day
FROM pg_temp.stage_classes AS c
CROSS JOIN LATERAL unnest(pg_temp.words(c."termSourcedIds")) AS w (key)
JOIN pg_temp.stage_academicsessions AS t ON t."sourcedId" = w.key
GROUP BY 1, 2;
INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
SELECT 'classes.csv', c.row_no, 'termSourcedIds', 'is in no school year'
FROM pg_temp.load_class AS c
WHERE NOT EXISTS (SELECT FROM pg_temp.new_school_year AS y
				  WHERE c.first_day BETWEEN y.first_day AND y.last_day);

CREATE TEMP TABLE load_span ON COMMIT DROP AS
SELECT DISTINCT k.id AS student_id, s.id AS school_id, y.school_year,
	coalesce(pg_temp.as_date(e."beginDate"), c.first_day) AS first_day,
	least(y.last_day,
		  CASE WHEN pg_temp.as_date(e."endDate") < c.last_day
			   THEN pg_temp.as_date(e."endDate") - 1
			   ELSE c.last_day END) AS last_day
FROM pg_temp.stage_enrollments AS e
JOIN pg_temp.load_class AS c ON c.key = e."classSourcedId"
JOIN pg_temp.new_school_year AS y ON c.first_day BETWEEN y.first_day AND y.last_day
JOIN pg_temp.load_id AS k ON k.kind = 'student' AND k.key = e."userSourcedId"
JOIN pg_temp.load_id AS s ON s.kind = 'school' AND s.key = e."schoolSourcedId"
WHERE e.role = 'student';

-- Spans of a year at a school that are at most 30 days apart are one: classes
-- end with the semester, students do not.  One that lasts to the end of the
-- last year goes on.
CREATE TEMP TABLE new_enrolment (LIKE mentorship.own_enrolment) ON COMMIT DROP;
INSERT INTO pg_temp.new_enrolment (student_id, school_id, grade_level, entry_date, exit_date)
SELECT m.student_id, m.school_id, g.grade_level, m.entry_date,
	CASE WHEN m.last_day < (SELECT max(last_day) FROM pg_temp.new_school_year) THEN m.last_day END
FROM (SELECT student_id, school_id, school_year, island,
		min(first_day) AS entry_date, max(last_day) AS last_day
	  FROM (SELECT b.*, count(*) FILTER (WHERE b.begins) OVER (
				PARTITION BY student_id, school_id, school_year ORDER BY first_day, last_day) AS island
			FROM (SELECT p.*, coalesce(p.first_day > 31 + max(p.last_day) OVER (
						PARTITION BY student_id, school_id, school_year
						ORDER BY first_day, last_day
						ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins
				  FROM pg_temp.load_span AS p
				  WHERE p.last_day >= p.first_day) AS b) AS i
	  GROUP BY student_id, school_id, school_year, island) AS m
JOIN pg_temp.load_id AS k ON k.kind = 'student' AND k.id = m.student_id
LEFT JOIN pg_temp.load_person AS p ON p.key = k.key
LEFT JOIN pg_temp.load_grade AS g ON g.grade = (pg_temp.words(p.grades))[1];

DO $$
DECLARE
	f record;
BEGIN
	FOR f IN SELECT file, replace(file, '.csv', '') AS relation
		FROM pg_temp.load_file
		WHERE present AND file IN ('calendar_date.csv', 'attendance_mark.csv', 'course_result.csv',
								   'incident.csv')
		ORDER BY place
	LOOP
		CALL pg_temp.convert_file(f.file, f.relation);
	END LOOP;
END
$$;
