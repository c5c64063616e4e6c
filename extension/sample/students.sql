/*
 * students.sql
 *		Students, where they are enrolled, and the hidden traits that make
 *		their attendance, grades and incidents.
 *
 * Students number exactly :students, present and past.  The first five are
 * always the same persons, in five scripts; they go to one middle school in
 * both years, and the programme knows them.
 */
CREATE TABLE anchor AS
SELECT v.i, v.display, v.sort, v.language, v.habit
FROM (VALUES
	(1, 'Nguyễn Thị Hoa', 'Nguyễn Thị Hoa', 'vi', 'friday'),
	(2, 'Łukasz Wiśniewski', 'Wiśniewski, Łukasz', 'pl', 'monday'),
	(3, 'Мария Иванова', 'Иванова, Мария', 'ru', 'illness'),
	(4, '李小龙', '李小龙', 'zh', 'friday'),
	(5, 'محمد الحسن', 'الحسن، محمد', 'ar', 'decline')
) AS v (i, display, sort, language, habit);

/*
 * grade is the one of the current year, 13 for last year's graduates.  Path is
 * how the student goes through the two years.
 */
CREATE UNLOGGED TABLE person AS
SELECT _.*,
	CASE WHEN i <= 5 THEN 'stays'
		WHEN grade = 13 THEN 'graduated'
		WHEN grade = 0 AND path < 0.06 THEN 'came late'
		WHEN grade = 0 THEN 'came new'
		WHEN path < 0.015 THEN 'left in summer'
		WHEN path < 0.03 THEN 'left last year'
		WHEN path < 0.055 THEN 'came late'
		WHEN path < 0.09 THEN 'came new'
		WHEN path < 0.12 THEN 'leaves'
		ELSE 'stays' END AS path_name
FROM (SELECT i, 100000 + i AS student_id,
		CASE WHEN i <= 5 THEN 7 + i % 2
			ELSE floor(u(:p_cohort, i) * 13.6)::int END AS grade,
		CASE WHEN i <= 5 THEN 0 ELSE u(:p_zone, i) END AS zone,
		u(:p_path, i) AS path
	  FROM param, generate_series(1, students) AS i) AS _;

INSERT INTO mentorship.student (student_id, display_name, sort_name,
								home_language)
SELECT p.student_id,
	coalesce(a.display, display_name(c.form, n.given, n.family, n.family2)),
	coalesce(a.sort, sort_name(c.form,
							   CASE c.language WHEN 'ar' THEN '،' ELSE ',' END,
							   n.given, n.family, n.family2)),
	CASE WHEN a.i IS NOT NULL THEN a.language
		WHEN n.spoken < 0.02 THEN NULL
		WHEN n.spoken < CASE c.language WHEN 'es' THEN 0.3 ELSE 0.15 END
			THEN 'en'
		ELSE c.language END
FROM person AS p
LEFT JOIN anchor AS a USING (i)
JOIN culture_range AS c
	ON u(:p_culture, p.i) >= c.low AND u(:p_culture, p.i) < c.high
CROSS JOIN LATERAL (
	SELECT CASE WHEN below(2, :p_sex, p.i) = 0 THEN pick(c.given_f, :p_given, p.i)
			ELSE pick(c.given_m, :p_given, p.i) END
		-- some write a middle initial
		|| CASE WHEN c.name = 'English' AND u(:p_middle, p.i) < 0.15
			THEN ' ' || chr(65 + below(23, :p_middle, p.i, 1)) || '.'
			ELSE '' END AS given,
		CASE WHEN below(2, :p_sex, p.i) = 0 THEN pick(c.family_f, :p_family, p.i)
			ELSE pick(c.family_m, :p_family, p.i) END AS family,
		pick(c.family_f, :p_family, p.i, 2) AS family2,
		u(:p_language, p.i) AS spoken) AS n;

/*
 * One leg for each school a student went to in a year.  From and to are
 * ordinals of school days; to is NULL where the leg ends with the year.
 *
 * Who changes school goes to another one of the same grade.  Where the
 * district has no other, some move up a grade to the next school (a grade
 * repeated before, made good), the others leave and come back weeks later.
 */
CREATE UNLOGGED TABLE leg AS
WITH stay AS (
	SELECT p.student_id, p.i, y.yr, p.zone,
		p.grade - CASE WHEN y.yr = 0 AND
			NOT (p.grade BETWEEN 1 AND 12 AND p.i > 5
				 AND u(:p_path, p.i, 1) < 0.015) THEN 1 ELSE 0 END AS grade,
		CASE WHEN y.yr = 1 AND p.path_name = 'came late'
				THEN 15 + below(115, :p_path_day, p.i)
			WHEN y.yr = 0 AND p.i > 5 AND p.path_name <> 'left last year'
					AND u(:p_path, p.i, 2) < 0.03
				THEN 15 + below(100, :p_path_day, p.i, 1)
			ELSE 1 END AS from_ord,
		CASE WHEN y.yr = 1 AND p.path_name = 'leaves'
				OR y.yr = 0 AND p.path_name = 'left last year'
				THEN 130 + below(35, :p_path_day, p.i, 2)
					- CASE WHEN p.i % 3 > 0 THEN 80 ELSE 0 END
			END AS to_ord
	FROM person AS p
	JOIN yr AS y ON CASE p.path_name
			WHEN 'graduated' THEN y.yr = 0
			WHEN 'left in summer' THEN y.yr = 0
			WHEN 'left last year' THEN y.yr = 0
			WHEN 'came late' THEN y.yr = 1
			WHEN 'came new' THEN y.yr = 1
			ELSE true END
), placed AS (
	SELECT s.*, here.school_id, other.school_id AS sibling,
		up.school_id AS upper, i % 2 = 0 AS moves_up,
		CASE WHEN s.i > 5 AND s.from_ord = 1 AND s.to_ord IS NULL
				AND s.grade > 0
				AND u(:p_transfer, s.i, s.yr)
					< CASE WHEN other.school_id IS NULL AND s.grade IN (5, 8)
						AND i % 2 = 0 THEN 0.22 ELSE 0.025 END
			THEN 40 + below(70, :p_path_day, s.i, 3 + s.yr) END AS change_ord
	FROM stay AS s
	JOIN serves AS here
		ON here.grade = s.grade AND here.k = floor(s.zone * here.n)
	LEFT JOIN serves AS other
		ON other.grade = s.grade AND here.n > 1
			AND other.k = (here.k + 1) % here.n
	LEFT JOIN serves AS up
		ON up.grade = s.grade + 1 AND up.k = floor(s.zone * up.n)
			AND up.school_id <> here.school_id
)
SELECT student_id, i, yr, 1 AS leg, school_id, grade, from_ord,
	coalesce(to_ord, change_ord) AS to_ord
FROM placed
UNION ALL
SELECT student_id, i, yr, 2,
	CASE WHEN sibling IS NOT NULL THEN sibling
		WHEN goes_up THEN upper ELSE school_id END,
	CASE WHEN sibling IS NULL AND goes_up THEN grade + 1 ELSE grade END,
	CASE WHEN sibling IS NOT NULL OR goes_up THEN change_ord + 3
		ELSE change_ord + 25 END,
	NULL
FROM (SELECT *, upper IS NOT NULL AND moves_up AND yr = 1 AS goes_up
	  FROM placed) AS p
WHERE change_ord IS NOT NULL;

-- the same in dates, with the number of days the student belonged
CREATE UNLOGGED TABLE span AS
SELECT l.student_id, l.i, l.yr, l.leg, l.school_id, l.grade, y.last_day,
	CASE WHEN l.from_ord = 1 THEN y.first_day ELSE a.day END AS entry,
	b.day AS leave, coalesce(b.day, y.last_day) AS until,
	l.from_ord, coalesce(b.ord, a.last_ord) AS to_ord,
	row_number() OVER (PARTITION BY l.student_id, l.yr
		ORDER BY coalesce(b.ord, a.last_ord) - l.from_ord DESC, l.leg) = 1
		AS main
FROM leg AS l
JOIN yr AS y USING (yr)
JOIN cal AS a ON a.school_id = l.school_id AND a.yr = l.yr
	AND a.ord = l.from_ord
LEFT JOIN cal AS b ON b.school_id = l.school_id AND b.yr = l.yr
	AND b.ord = l.to_ord;

/*
 * Boundary cases, one student in 60 each: those who belong to one school for the
 * whole current year come in so many days late that their days are a multiple
 * of ten.  They will miss exactly a tenth, or half a day less.
 */
CREATE UNLOGGED TABLE boundary AS
SELECT s.student_id, s.school_id, 1 + s.to_ord % 10 AS from_ord,
	s.to_ord / 10 AS absent_days, s.i % 60 = 8 AS just_under
FROM span AS s
WHERE s.yr = 1 AND s.i > 5 AND s.i % 60 IN (7, 8) AND s.leave IS NULL
	AND s.from_ord = 1
	AND (SELECT count(*) FROM leg AS l
		 WHERE l.student_id = s.student_id AND l.yr = 1) = 1;

UPDATE span AS s
SET from_ord = b.from_ord,
	entry = CASE WHEN b.from_ord = 1 THEN s.entry ELSE c.day END
FROM boundary AS b
JOIN cal AS c ON c.school_id = b.school_id AND c.yr = 1 AND c.ord = b.from_ord
WHERE s.student_id = b.student_id AND s.yr = 1;
CREATE INDEX ON span (student_id, yr);
ANALYZE span;

-- last year's rows end with last year, those of the current one are open
INSERT INTO mentorship.enrolment (student_id, school_id, grade_level,
								  entry_date, exit_date)
SELECT student_id, school_id, grade, entry,
	CASE WHEN yr = 0 THEN until ELSE leave END
FROM span;

/*
 * Hidden traits.  base is the chance of missing an ordinary day; its skewed
 * distribution is made of four classes.  Everything else leans on it.
 */
CREATE UNLOGGED TABLE hidden AS
SELECT _.*,
	CASE WHEN i <= 5 THEN (SELECT a.habit FROM anchor AS a WHERE a.i = _.i)
		WHEN class = 0 THEN CASE WHEN habit_u < 0.03 THEN 'tardy'
			WHEN habit_u < 0.06 THEN 'friday' ELSE 'general' END
		WHEN habit_u < 0.26 THEN 'friday'
		WHEN habit_u < 0.38 THEN 'monday'
		WHEN habit_u < 0.50 THEN 'illness'
		WHEN habit_u < 0.64 THEN 'decline'
		WHEN habit_u < 0.72 THEN 'improve'
		WHEN habit_u < 0.80 THEN 'tardy'
		ELSE 'general' END AS habit
FROM (SELECT i, student_id, grade, path_name, class,
		CASE class WHEN 0 THEN 0.004 + 0.026 * within
			WHEN 1 THEN 0.03 + 0.045 * within
			WHEN 2 THEN 0.075 + 0.075 * within
			ELSE 0.15 + 0.28 * within * within END
			-- the youngest and the oldest miss more
			* CASE WHEN grade = 0 THEN 1.25 WHEN grade >= 11 THEN 1.2
				WHEN grade BETWEEN 3 AND 5 THEN 0.9 ELSE 1 END AS base,
		u(:p_habit, i) AS habit_u,
		CASE class WHEN 0 THEN 0.6 ELSE 0.35 END + 0.3 * u(:p_excuse, i)
			AS excused,
		CASE WHEN u(:p_tardy, i) < 0.12 THEN 0.06 + 0.1 * u(:p_tardy, i, 1)
			ELSE 0.015 * u(:p_tardy, i, 1) END AS tardy,
		u(:p_ability, i) AS ability,
		u(:p_conduct, i) AS conduct
	  FROM (SELECT p.*, u(:p_base, i, 1) AS within,
				CASE WHEN i <= 5 THEN 2
					WHEN u(:p_base, i) < 0.62 THEN 0
					WHEN u(:p_base, i) < 0.82 THEN 1
					WHEN u(:p_base, i) < 0.945 THEN 2
					ELSE 3 END AS class
			FROM person AS p) AS p) AS _;
CREATE INDEX ON hidden (student_id);
ANALYZE hidden;
