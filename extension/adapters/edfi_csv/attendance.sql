--
-- One mark a day out of the attendance events of sections.  The scope says
-- which events speak for the day:
--	any_class	those of every section; the most absent one wins
--	homeroom	those of the section marked as the student's homeroom
-- An event outside the enrolment or on a day without school still becomes a
-- mark; the record leaves it out, and it is told here.
--
UPDATE pg_temp.edfi_student_section AS c SET rejected = CASE
	WHEN NOT EXISTS (SELECT FROM mentorship.student AS s
					 WHERE s.student_id = pg_temp.as_id(c.student_id))
		THEN 'student_id is not in student.csv'
	WHEN pg_temp.as_date(begin_date) IS NULL THEN 'begin_date is not a date'
	WHEN pg_temp.clean(end_date) IS NOT NULL AND pg_temp.as_date(end_date) IS NULL
		THEN 'end_date is not a date'
	WHEN lower(homeroom) NOT IN ('true', 'false') THEN 'homeroom is neither true nor false'
	END;
CALL pg_temp.reject_repeats('pg_temp.edfi_student_section',
	'student_id, school_id, local_course_code, school_year, term, class_period, location, begin_date');
CALL pg_temp.tell('pg_temp.edfi_student_section', 'student_section.csv');

-- each category once: an unknown one is found by a failing cast
CREATE TEMP TABLE edfi_category ON COMMIT DROP AS
SELECT c.category, pg_temp.as_status(c.category) AS status
FROM (SELECT DISTINCT category FROM pg_temp.edfi_section_attendance_event) AS c;

UPDATE pg_temp.edfi_section_attendance_event AS e SET rejected = CASE
	WHEN NOT EXISTS (SELECT FROM mentorship.student AS s
					 WHERE s.student_id = pg_temp.as_id(e.student_id))
		THEN 'student_id is not in student.csv'
	WHEN NOT EXISTS (SELECT FROM mentorship.school AS s
					 WHERE s.school_id = pg_temp.as_id(e.school_id))
		THEN 'school_id is not in school.csv'
	WHEN pg_temp.as_date(event_date) IS NULL THEN 'event_date is not a date'
	WHEN NOT EXISTS (SELECT FROM pg_temp.edfi_category AS c
					 WHERE c.category = e.category AND c.status IS NOT NULL)
		THEN 'category is not an attendance status' END;
UPDATE pg_temp.edfi_section_attendance_event AS e
SET passed_over = 'not in the homeroom section'
FROM pg_temp.edfi_option AS o
WHERE o.scope = 'homeroom' AND e.rejected IS NULL
	AND NOT EXISTS (SELECT FROM pg_temp.edfi_student_section AS c
					WHERE c.rejected IS NULL AND lower(c.homeroom) = 'true'
						AND (c.student_id, c.school_id, c.local_course_code, c.school_year,
							 c.term, c.class_period, c.location)
						  = (e.student_id, e.school_id, e.local_course_code, e.school_year,
							 e.term, e.class_period, e.location));

INSERT INTO mentorship.attendance_mark (student_id, school_id, day, status)
SELECT DISTINCT ON (1, 2, 3)
	pg_temp.as_id(e.student_id), pg_temp.as_id(e.school_id), pg_temp.as_date(e.event_date),
	c.status
FROM pg_temp.edfi_section_attendance_event AS e
JOIN pg_temp.edfi_category AS c USING (category)
WHERE e.rejected IS NULL AND e.passed_over IS NULL
ORDER BY 1, 2, 3, c.status DESC;
CALL pg_temp.tell('pg_temp.edfi_section_attendance_event', 'section_attendance_event.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('attendance, scope %s: %s events became %s marks of %s students',
			  (SELECT scope FROM pg_temp.edfi_option),
			  (SELECT count(*) FROM pg_temp.edfi_section_attendance_event
			   WHERE rejected IS NULL AND passed_over IS NULL),
			  count(*), count(DISTINCT student_id))
FROM mentorship.attendance_mark;

-- how much the choice of scope matters: days on which the classes disagree
WITH event_day AS (
	SELECT student_id, event_date, count(DISTINCT (local_course_code, class_period, location))
		AS classes_marked, count(DISTINCT category) AS categories
	FROM pg_temp.edfi_section_attendance_event
	WHERE rejected IS NULL
	GROUP BY student_id, event_date
), scheduled AS (
	SELECT e.student_id, e.event_date, e.classes_marked, e.categories,
		count(c.line) AS classes
	FROM event_day AS e
	LEFT JOIN pg_temp.edfi_student_section AS c
		ON c.student_id = e.student_id AND c.rejected IS NULL
		AND pg_temp.as_date(e.event_date) BETWEEN pg_temp.as_date(c.begin_date)
			AND coalesce(pg_temp.as_date(c.end_date), 'infinity')
	GROUP BY e.student_id, e.event_date, e.classes_marked, e.categories
)
INSERT INTO pg_temp.edfi_note (note)
SELECT format('of %s student days with an event, %s have one in only some of the day''s classes and %s have different categories',
			  count(*), count(*) FILTER (WHERE classes_marked < classes),
			  count(*) FILTER (WHERE categories > 1))
FROM scheduled;

-- nobody may look present for want of a homeroom
INSERT INTO pg_temp.edfi_note (note)
SELECT format('enrolled students without a homeroom section, whose absences scope homeroom cannot see: %s',
			  count(DISTINCT e.student_id))
FROM mentorship.enrolment AS e
CROSS JOIN pg_temp.edfi_option AS o
WHERE o.scope = 'homeroom'
	AND NOT EXISTS (SELECT FROM pg_temp.edfi_student_section AS c
					WHERE c.rejected IS NULL AND lower(c.homeroom) = 'true'
						AND pg_temp.as_id(c.student_id) = e.student_id)
HAVING count(*) > 0;

INSERT INTO pg_temp.edfi_note (note)
SELECT format('stray marks, kept out of every record: %s on days without school, %s outside the enrolment',
			  count(*) FILTER (WHERE NOT school_day),
			  count(*) FILTER (WHERE school_day AND NOT enrolled))
FROM (SELECT EXISTS (SELECT FROM mentorship.calendar_date AS c
					 WHERE c.school_id = m.school_id AND c.day = m.day
						AND c.instructional) AS school_day,
		EXISTS (SELECT FROM mentorship.enrolment AS e
				WHERE e.student_id = m.student_id AND e.school_id = m.school_id
					AND m.day BETWEEN e.entry_date AND coalesce(e.exit_date, 'infinity'))
			AS enrolled
	  FROM mentorship.attendance_mark AS m) AS x;
