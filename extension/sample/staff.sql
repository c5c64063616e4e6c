/*
 * staff.sql
 *		Employees, where they work, as what, and their mail addresses.
 *
 * A school has teachers, aides, counsellors, administrators and others in
 * numbers that go with its students, and never fewer than the first of each.
 */
CREATE TABLE position AS
SELECT row_number() OVER (ORDER BY s.school_id, r.ord, n)::int AS s,
	s.school_id, r.role, n,
	CASE WHEN r.role = 'teacher' AND s.low = 0 AND s.high <= 5
		THEN 'Teacher, grade ' || (ARRAY['K', '1', '2', '3', '4', '5'])
			[1 + (n - 1) % 6]
		ELSE r.titles[1 + (n - 1) % cardinality(r.titles)] END AS title
FROM (SELECT p.school_id, p.low, p.high,
		count(sp.student_id)::int AS size
	  FROM school_plan AS p
	  LEFT JOIN span AS sp
		ON sp.school_id = p.school_id AND sp.yr = 1 AND sp.main
	  GROUP BY p.school_id, p.low, p.high) AS s
CROSS JOIN (VALUES
	(1, 'administrator', 400, 1, ARRAY['Principal', 'Assistant principal']),
	(2, 'teacher', 15, 6, ARRAY['Mathematics teacher', 'English teacher',
		'Science teacher', 'Social studies teacher',
		'Physical education teacher', 'Art teacher',
		'Special education teacher', 'Music teacher', 'Spanish teacher']),
	(3, 'aide', 55, 2, ARRAY['Instructional aide', 'Bilingual aide',
		'Special education aide']),
	(4, 'counsellor', 220, 1, ARRAY['School counselor', 'School social worker']),
	(5, 'other', 60, 3, ARRAY['Librarian', 'Custodian', 'School secretary',
		'Cafeteria manager', 'School nurse', 'Bus driver', 'Security officer'])
) AS r (ord, role, for_each, at_least, titles)
CROSS JOIN LATERAL generate_series(1,
	greatest(r.at_least, (s.size + r.for_each - 1) / r.for_each)) AS n;

CREATE TABLE employee AS
SELECT p.*, 1000 + p.s AS staff_id, c.language,
	c.name AS language_name,
	display_name(c.form, n.given, n.family, n.family2) AS display,
	sort_name(c.form, CASE c.language WHEN 'ar' THEN '،' ELSE ',' END,
			  n.given, n.family, n.family2) AS sort,
	mail_letters(CASE c.form WHEN 'eastern' THEN n.family || '.' || n.given
				 ELSE display_name(c.form, n.given, n.family, n.family2) END)
		AS mail
FROM position AS p
JOIN culture_range AS c
	ON u(:p_staff_culture, p.s) >= c.staff_low
		AND u(:p_staff_culture, p.s) < c.staff_high
CROSS JOIN LATERAL (
	SELECT CASE WHEN below(5, :p_staff_sex, p.s) < 3
			THEN pick(c.given_f, :p_staff_given, p.s)
			ELSE pick(c.given_m, :p_staff_given, p.s) END AS given,
		CASE WHEN below(5, :p_staff_sex, p.s) < 3
			THEN pick(c.family_f, :p_staff_family, p.s)
			ELSE pick(c.family_m, :p_staff_family, p.s) END AS family,
		pick(c.family_f, :p_staff_family, p.s, 2) AS family2) AS n;

-- namesakes are numbered; other scripts fall back on the number at work
INSERT INTO mentorship.staff (staff_id, display_name, sort_name, email)
SELECT staff_id, display, sort,
	-- a few have no address
	CASE WHEN u(:p_staff, s) < 0.02 THEN NULL
		WHEN mail COLLATE "C" ~ '^[a-z].*[a-z]$' THEN mail
			|| CASE WHEN namesake > 1 THEN namesake::text ELSE '' END
			|| '@example.org'
		ELSE 'staff' || staff_id || '@example.org' END
FROM (SELECT *, row_number() OVER (PARTITION BY mail ORDER BY s) AS namesake
	  FROM employee) AS _;

INSERT INTO mentorship.staff_assignment (staff_id, school_id, role, title)
SELECT staff_id, school_id, role, title FROM employee
UNION ALL
-- some aides, counselors and librarians divide their week between schools
SELECT e.staff_id, o.school_id, e.role, e.title
FROM employee AS e
JOIN school_plan AS here USING (school_id)
JOIN param ON true
JOIN school_plan AS o ON o.i = 1 + here.i % param.schools
	AND o.school_id <> here.school_id
WHERE e.role NOT IN ('teacher', 'administrator')
	AND u(:p_staff, e.s, 1) < 0.12;
ANALYZE mentorship.own_staff_assignment;
