--
-- Course results and behaviour incidents.  A transcript row names the student,
-- the year in which the school year ends and the number of the term in
-- student_record, as in SAR_2011_1_604821; the result becomes known on the
-- last day of the term.
--
UPDATE pg_temp.edfi_course SET rejected = CASE
	WHEN pg_temp.clean(course_code) IS NULL THEN 'course_code is missing'
	WHEN pg_temp.clean(title) IS NULL THEN 'title is missing' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_course', 'pg_temp.clean(course_code)');
CALL pg_temp.tell('pg_temp.edfi_course', 'course.csv');

CREATE TEMP TABLE edfi_transcript ON COMMIT DROP AS
SELECT x.line, pg_temp.as_id(x.student) AS student_id, t.school_id, t.term, t.end_date
FROM (SELECT c.line, pg_temp.as_id(c.school_id) AS school_id,
		substring(c.student_record FROM '^[^_]+_[0-9]{4}_[0-9]_([0-9]+)$') AS student,
		substring(c.student_record FROM '^[^_]+_([0-9]{4})_') AS year_end,
		substring(c.student_record FROM '^[^_]+_[0-9]{4}_([0-9])_') AS nth
	  FROM pg_temp.edfi_course_transcript AS c) AS x
LEFT JOIN pg_temp.edfi_term AS t ON t.school_id = x.school_id
	AND right(t.school_year, 4) = x.year_end AND t.nth = x.nth::bigint;
CREATE INDEX ON pg_temp.edfi_transcript (line);

UPDATE pg_temp.edfi_course_transcript AS c SET rejected = CASE
	WHEN x.student_id IS NULL THEN 'student_record does not end in year, term and student'
	WHEN NOT EXISTS (SELECT FROM mentorship.student AS s WHERE s.student_id = x.student_id)
		THEN 'student_record names a student who is not in student.csv'
	WHEN x.end_date IS NULL THEN 'no session of that school, year and term'
	WHEN pg_temp.clean(c.course_code) IS NULL THEN 'course_code is missing' END
FROM pg_temp.edfi_transcript AS x
WHERE x.line = c.line;
CALL pg_temp.reject_repeats('pg_temp.edfi_course_transcript',
	'student_record, pg_temp.as_id(school_id), pg_temp.clean(course_code)');

INSERT INTO mentorship.course_result (student_id, school_id, course_code, term, course_title,
									  subject, ended_on, mark, passed)
SELECT x.student_id, x.school_id, pg_temp.clean(r.course_code), x.term,
	coalesce(pg_temp.clean(c.title), pg_temp.clean(r.course_code)),
	CASE WHEN c.subject_area IS NOT NULL THEN coalesce(s.means, 'other') END,
	x.end_date, coalesce(pg_temp.clean(r.final_letter), pg_temp.clean(r.final_numeric)),
	CASE lower(r.attempt_result) WHEN 'pass' THEN true WHEN 'fail' THEN false END
FROM pg_temp.edfi_course_transcript AS r
JOIN pg_temp.edfi_transcript AS x USING (line)
LEFT JOIN pg_temp.edfi_course AS c ON c.rejected IS NULL
	AND pg_temp.clean(c.course_code) = pg_temp.clean(r.course_code)
LEFT JOIN pg_temp.edfi_code AS s ON s.kind = 'AcademicSubject'
	AND s.code = lower(pg_temp.clean(c.subject_area))
WHERE r.rejected IS NULL;
CALL pg_temp.tell('pg_temp.edfi_course_transcript', 'course_transcript.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('course results with a code that is not in course.csv, loaded with the code as title: %s',
			  count(*))
FROM mentorship.course_result AS r
WHERE NOT EXISTS (SELECT FROM pg_temp.edfi_course AS c
				  WHERE c.rejected IS NULL AND pg_temp.clean(c.course_code) = r.course_code)
HAVING count(*) > 0;

INSERT INTO pg_temp.edfi_note (note)
SELECT format('course results neither Pass nor Fail, loaded as not known: %s', count(*))
FROM mentorship.course_result
WHERE passed IS NULL
HAVING count(*) > 0;

UPDATE pg_temp.edfi_discipline_incident AS i SET rejected = CASE
	WHEN pg_temp.as_id(incident_id) IS NULL THEN 'incident_id is not a number'
	WHEN NOT EXISTS (SELECT FROM mentorship.school AS s
					 WHERE s.school_id = pg_temp.as_id(i.school_id))
		THEN 'school_id is not in school.csv'
	WHEN pg_temp.as_date(incident_date) IS NULL THEN 'incident_date is not a date' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_discipline_incident', 'pg_temp.as_id(incident_id)');
CALL pg_temp.tell('pg_temp.edfi_discipline_incident', 'discipline_incident.csv');

-- victims and witnesses did nothing: the incident is not theirs
UPDATE pg_temp.edfi_student_discipline_incident AS p SET rejected = CASE
	WHEN NOT EXISTS (SELECT FROM pg_temp.edfi_discipline_incident AS i
					 WHERE i.rejected IS NULL
						AND pg_temp.as_id(i.incident_id) = pg_temp.as_id(p.incident_id))
		THEN 'incident_id is not in discipline_incident.csv'
	WHEN NOT EXISTS (SELECT FROM mentorship.student AS s
					 WHERE s.student_id = pg_temp.as_id(p.student_id))
		THEN 'student_id is not in student.csv' END,
	passed_over = CASE WHEN lower(participation) IS DISTINCT FROM 'perpetrator'
		THEN 'participation is not Perpetrator' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_student_discipline_incident',
	'pg_temp.as_id(incident_id), pg_temp.as_id(student_id)');

INSERT INTO mentorship.incident (incident_id, student_id, school_id, day, category)
SELECT pg_temp.as_id(p.incident_id), pg_temp.as_id(p.student_id), pg_temp.as_id(i.school_id),
	pg_temp.as_date(i.incident_date),
	coalesce(pg_temp.clean(i.behavior_category), pg_temp.clean(i.behavior_code), 'not stated')
FROM pg_temp.edfi_student_discipline_incident AS p
JOIN pg_temp.edfi_discipline_incident AS i
	ON pg_temp.as_id(i.incident_id) = pg_temp.as_id(p.incident_id) AND i.rejected IS NULL
WHERE p.rejected IS NULL AND p.passed_over IS NULL;
CALL pg_temp.tell('pg_temp.edfi_student_discipline_incident', 'student_discipline_incident.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('incidents on days without school, loaded all the same: %s', count(*))
FROM mentorship.incident AS i
WHERE NOT EXISTS (SELECT FROM mentorship.calendar_date AS c
				  WHERE c.school_id = i.school_id AND c.day = i.day AND c.instructional)
HAVING count(*) > 0;
