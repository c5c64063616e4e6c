--
-- Students and their enrolments.
--
UPDATE pg_temp.edfi_student SET rejected = CASE
	WHEN pg_temp.as_id(student_id) IS NULL THEN 'student_id is not a number'
	WHEN coalesce(pg_temp.clean(first_name), pg_temp.clean(last_name)) IS NULL
		THEN 'name is missing' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_student', 'pg_temp.as_id(student_id)');

-- the middle name is printed only where it tells two students apart
INSERT INTO mentorship.student (student_id, display_name, sort_name, home_language)
SELECT n.student_id,
	concat_ws(' ', n.first_name,
			  CASE WHEN count(*) OVER (PARTITION BY n.first_name, n.last_name, n.generation) > 1
				   THEN n.middle_name END,
			  n.last_name, n.generation),
	concat_ws(', ', nullif(concat_ws(' ', n.last_name, n.generation), ''),
			  nullif(concat_ws(' ', n.first_name, n.middle_name), '')),
	l.means
FROM (SELECT pg_temp.as_id(student_id) AS student_id,
		pg_temp.clean(first_name) AS first_name, pg_temp.clean(middle_name) AS middle_name,
		pg_temp.clean(last_name) AS last_name, pg_temp.clean(generation) AS generation,
		pg_temp.clean(home_language) AS home_language
	  FROM pg_temp.edfi_student
	  WHERE rejected IS NULL) AS n
LEFT JOIN pg_temp.edfi_code AS l ON l.kind = 'Language' AND l.code = lower(n.home_language);
CALL pg_temp.tell('pg_temp.edfi_student', 'student.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('home language: %s students with a language tag, %s without an entry, %s with a name that has no tag (%s)',
			  count(l.means), count(*) FILTER (WHERE pg_temp.clean(s.home_language) IS NULL),
			  count(*) FILTER (WHERE pg_temp.clean(s.home_language) IS NOT NULL AND l.means IS NULL),
			  coalesce(string_agg(DISTINCT pg_temp.clean(s.home_language), ', ')
					   FILTER (WHERE l.means IS NULL), 'none'))
FROM pg_temp.edfi_student AS s
LEFT JOIN pg_temp.edfi_code AS l ON l.kind = 'Language'
	AND l.code = lower(pg_temp.clean(s.home_language))
WHERE s.rejected IS NULL;

UPDATE pg_temp.edfi_student_school AS e SET rejected = CASE
	WHEN NOT EXISTS (SELECT FROM mentorship.student AS s
					 WHERE s.student_id = pg_temp.as_id(e.student_id))
		THEN 'student_id is not in student.csv'
	WHEN NOT EXISTS (SELECT FROM mentorship.school AS s
					 WHERE s.school_id = pg_temp.as_id(e.school_id))
		THEN 'school_id is not in school.csv'
	WHEN pg_temp.as_date(entry_date) IS NULL THEN 'entry_date is not a date'
	WHEN pg_temp.clean(exit_withdraw_date) IS NOT NULL
		AND pg_temp.as_date(exit_withdraw_date) IS NULL
		THEN 'exit_withdraw_date is not a date'
	WHEN pg_temp.as_date(exit_withdraw_date) < pg_temp.as_date(entry_date)
		THEN 'exit_withdraw_date is before entry_date' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_student_school',
	'pg_temp.as_id(student_id), pg_temp.as_id(school_id), pg_temp.as_date(entry_date)');

-- the exit date is the last day in membership
INSERT INTO mentorship.enrolment (student_id, school_id, grade_level, entry_date, exit_date)
SELECT pg_temp.as_id(e.student_id), pg_temp.as_id(e.school_id), g.means::smallint,
	pg_temp.as_date(e.entry_date), pg_temp.as_date(e.exit_withdraw_date)
FROM pg_temp.edfi_student_school AS e
LEFT JOIN pg_temp.edfi_code AS g ON g.kind = 'GradeLevel'
	AND g.code = lower(pg_temp.clean(e.entry_grade_level))
WHERE e.rejected IS NULL;
CALL pg_temp.tell('pg_temp.edfi_student_school', 'student_school.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('enrolments with a grade that is not known, loaded without one: %s', count(*))
FROM mentorship.enrolment
WHERE grade_level IS NULL
HAVING count(*) > 0;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('students without an enrolment: %s', count(*))
FROM mentorship.student AS s
WHERE NOT EXISTS (SELECT FROM mentorship.enrolment AS e WHERE e.student_id = s.student_id)
HAVING count(*) > 0;
