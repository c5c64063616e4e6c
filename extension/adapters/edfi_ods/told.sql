--
-- Say what is there, and what could not be understood.
--
\echo 'Sources bound to the ODS:'
SELECT 'school' AS source, count(*) AS "rows" FROM mentorship.school
UNION ALL SELECT 'school_year', count(*) FROM mentorship.school_year
UNION ALL SELECT 'calendar_date', count(*) FROM mentorship.calendar_date
UNION ALL SELECT 'student', count(*) FROM mentorship.student
UNION ALL SELECT 'enrolment', count(*) FROM mentorship.enrolment
UNION ALL SELECT 'attendance_mark', count(*) FROM mentorship.attendance_mark
UNION ALL SELECT 'course_result', count(*) FROM mentorship.course_result
UNION ALL SELECT 'incident', count(*) FROM mentorship.incident
UNION ALL SELECT 'staff', count(*) FROM mentorship.staff
UNION ALL SELECT 'staff_assignment', count(*) FROM mentorship.staff_assignment;

-- descriptors in use that no one has given a meaning
CREATE TEMP TABLE edfi_unknown ON COMMIT DROP AS
SELECT d.uri, u.used_for, u.reading, count(*) AS "rows"
FROM (SELECT descriptorid, 'attendance' AS used_for, 'unrecorded' AS reading FROM mentorship_edfi.attendance_event
	  UNION ALL
	  SELECT calendareventdescriptorid, 'calendar', 'no school' FROM :"ods".calendardatecalendarevent
	  UNION ALL
	  SELECT entrygradeleveldescriptorid, 'grade level', 'not known' FROM :"ods".studentschoolassociation
	  UNION ALL
	  SELECT gradetypedescriptorid, 'grade', 'left out' FROM :"ods".grade
	  UNION ALL
	  SELECT u.languagedescriptorid, 'home language', 'not known'
	  FROM :"ods".studenteducationorganizationassociationlanguageuse AS u
	  JOIN mentorship_edfi.descriptor AS w ON w.descriptorid = u.languageusedescriptorid
		AND w.means = 'home') AS u
JOIN mentorship_edfi.descriptor AS d USING (descriptorid)
WHERE d.known IS NOT TRUE
GROUP BY d.uri, u.used_for, u.reading;
SELECT count(*) > 0 AS edfi_any FROM pg_temp.edfi_unknown \gset
\if :edfi_any
\echo 'Descriptors without a meaning, and how they are read.  Where that is not right,'
\echo 'add them to mentorship_edfi.descriptor_meaning:'
SELECT used_for, uri, "rows", reading AS "read as" FROM pg_temp.edfi_unknown ORDER BY used_for, uri;
\endif

CREATE TEMP TABLE edfi_note (place int GENERATED ALWAYS AS IDENTITY, note text NOT NULL) ON COMMIT DROP;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('attendance, scope %s: %s events became %s marks of %s students',
			  :'scope', (SELECT count(*) FROM mentorship_edfi.attendance_event),
			  count(*), count(DISTINCT student_id))
FROM mentorship.attendance_mark;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('%s left out, whose unique id is no number: %s', who, n)
FROM (SELECT 'students' AS who, (SELECT count(*) FROM :"ods".student)
		- (SELECT count(*) FROM mentorship_edfi.student_number) AS n
	  UNION ALL
	  SELECT 'employees', (SELECT count(*) FROM :"ods".staff)
		- (SELECT count(*) FROM mentorship_edfi.staff_number)) AS x
WHERE n > 0;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('enrolments left out, which end before they begin: %s', count(*))
FROM :"ods".studentschoolassociation WHERE exitwithdrawdate < entrydate
HAVING count(*) > 0;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('schools without a single school day: %s', count(*))
FROM mentorship.school AS s
WHERE NOT EXISTS (SELECT FROM mentorship.calendar_date AS c
				  WHERE c.school_id = s.school_id AND c.instructional)
HAVING count(*) > 0;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('course results neither passed nor failed: %s', count(*))
FROM mentorship.course_result WHERE passed IS NULL
HAVING count(*) > 0;
-- nobody may look present for want of a homeroom
INSERT INTO pg_temp.edfi_note (note)
SELECT format('students without a homeroom section, whose absences scope homeroom cannot see: %s', count(*))
FROM mentorship_edfi.student_number AS n
WHERE :'scope' = 'homeroom'
	AND NOT EXISTS (SELECT FROM :"ods".studentsectionassociation AS c
					WHERE c.homeroomindicator AND c.studentusi = n.studentusi)
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
\echo 'Of note:'
\pset tuples_only on
\pset format unaligned
SELECT '- ' || note FROM pg_temp.edfi_note ORDER BY place;
\pset format aligned
\pset tuples_only off
