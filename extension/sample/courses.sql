/*
 * courses.sql
 *		Report cards: five subjects a quarter, kindergarten left out.
 *
 * What a student can and what a student was there for make the mark.
 */
CREATE TABLE course AS
SELECT g.grade, v.n, v.code || lpad(g.grade::text, 2, '0') AS code, v.subject,
	CASE WHEN g.grade <= 5 THEN v.lower || ' ' || g.grade
		WHEN g.grade <= 8 THEN v.middle || ' ' || g.grade
		ELSE v.upper[g.grade - 8] END AS title,
	v.electives
FROM generate_series(1, 12) AS g (grade)
CROSS JOIN (VALUES
	(1, 'MTH', 'math', 'Mathematics', 'Mathematics',
	 ARRAY['Algebra I', 'Geometry', 'Algebra II', 'Statistics'], NULL),
	(2, 'ENG', 'english', 'Reading and Writing', 'English',
	 ARRAY['English I', 'English II', 'English III', 'English IV'], NULL),
	(3, 'SCI', 'science', 'Science', 'Science',
	 ARRAY['Biology', 'Chemistry', 'Physics', 'Environmental Science'], NULL),
	(4, 'SOC', 'social_studies', 'Social Studies', 'Social Studies',
	 ARRAY['World Geography', 'World History', 'United States History',
		   'Government and Economics'], NULL),
	(5, 'ELE', 'other', NULL, NULL, NULL::text[],
	 ARRAY['Art', 'Music', 'Physical Education', 'Spanish', 'Band', 'Computing'])
) AS v (n, code, subject, lower, middle, upper, electives);

CREATE TABLE term AS
SELECT yr, q AS quarter, 'Q' || q AS name,
	-- report cards come out at the end of the week after the quarter
	CASE q WHEN 1 THEN first_day + 74 WHEN 2 THEN first_day + 158
		WHEN 3 THEN first_day + 228 ELSE last_day END AS ended_on
FROM yr, generate_series(1, 4) AS q;

CREATE UNLOGGED TABLE missed AS
SELECT student_id, school_id, yr, quarter,
	sum(CASE WHEN status IN ('E', 'U', 'S') THEN 2
		WHEN status IN ('e', 'u') THEN 1 ELSE 0 END)::int AS half_days
FROM marked
GROUP BY student_id, school_id, yr, quarter;
ANALYZE missed;

INSERT INTO mentorship.course_result (student_id, school_id, course_code, term,
									  course_title, subject, ended_on, mark,
									  passed)
SELECT student_id, school_id, code, term, title, subject, ended_on,
	CASE WHEN grade <= 5 THEN
			CASE WHEN score >= 0.8 THEN '4' WHEN score >= 0.48 THEN '3'
				WHEN score >= 0.2 THEN '2' ELSE '1' END
		WHEN score >= 0.80 THEN 'A' WHEN score >= 0.58 THEN 'B'
		WHEN score >= 0.38 THEN 'C' WHEN score >= 0.2 THEN 'D'
		ELSE 'F' END,
	score >= 0.2
FROM (SELECT s.student_id, s.school_id, s.grade, c.code, t.name AS term,
		c.subject, t.ended_on,
		coalesce(c.title, pick(c.electives, :p_elective, s.i, s.yr)) AS title,
		0.27 + 0.68 * hd.ability
			+ 0.3 * (u(:p_grade, s.i, s.yr * 100 + t.quarter * 10 + c.n) - 0.35)
			-- a quarter has some 45 days; two half days are one
			- 1.5 * coalesce(m.half_days, 0) / 90.0::float8
			- CASE WHEN c.n = 1 AND hd.ability < 0.3 THEN 0.08 ELSE 0 END
			AS score
	  FROM span AS s
	  JOIN hidden AS hd USING (student_id)
	  JOIN term AS t ON t.yr = s.yr AND t.ended_on BETWEEN s.entry + 21 AND s.until
	  JOIN course AS c ON c.grade = s.grade
	  LEFT JOIN missed AS m ON m.student_id = s.student_id
		AND m.school_id = s.school_id AND m.yr = s.yr
		AND m.quarter = t.quarter) AS _;
